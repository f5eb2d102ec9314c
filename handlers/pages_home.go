package handlers

import (
	"net/http"
	"slices"
	"time"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
	"eedk.fr/candidatheque/templates"
	"eedk.fr/candidatheque/templates/documents"
)

// maxTodos is how many lines « À faire maintenant » reads of each kind.
const maxTodos = 20

// home says to a stranger what the service is, and to somebody signed in what waits for them.
func (s *Server) home(c *gin.Context) error {
	page := templates.HomePage{Base: s.base(c)}
	who := actor(c)
	shown := hiring.DayLinesShown
	if wantsSheet(c) {
		shown = 0
	}
	day, err := s.hiring.Day(c.Request.Context(), who, shown)
	if err != nil {
		return err
	}
	page.Day = templates.DayGroups(day)
	if who.Roles.Has(domain.RoleEmployer) {
		if err := s.addEmployerStandings(c, &page); err != nil {
			return err
		}
		if err := s.addEmployerTodos(c, &page); err != nil {
			return err
		}
	}
	if who.Roles.Has(domain.RoleFacilitator) {
		if err := s.addFacilitatorTodos(c, &page); err != nil {
			return err
		}
	}
	if wantsSheet(c) && who.Roles.Has(domain.RoleUser) {
		return s.exportPeople(c, daySheet(page))
	}
	return s.render(c, http.StatusOK, page)
}

// daySheet gives every line of the page, under its heading, but those that would tell outside who did not answer, or did
// not come.
func daySheet(page templates.HomePage) documents.Sheet {
	var rows [][]string
	for _, g := range page.Groups() {
		if g.Inside {
			continue
		}
		for _, t := range g.Todos {
			rows = append(rows, []string{string(g.Kind), t.Text, dayCell(t.Since), t.Action, t.Href})
		}
	}
	return documents.Sheet{Name: "a-faire", Columns: []string{"groupe", "quoi", "depuis", "action", "page"},
		Rows: documents.Rows(rows, slices.Clone[[]string])}
}

// addEmployerTodos lists answers owed first, then offers to mend, then drafts to finish.
func (s *Server) addEmployerTodos(c *gin.Context, page *templates.HomePage) error {
	offers, err := s.offersIn(c, domain.OfferPublished, domain.OfferReturned, domain.OfferDraft)
	if err != nil {
		return err
	}
	var toMend, toFinish []templates.Todo
	for _, o := range offers {
		if !actor(c).Sits(o.SIRET) {
			continue
		}
		switch o.Status {
		case domain.OfferReturned:
			toMend = append(toMend, todo(o, templates.TodoMend, o.Since(string(domain.OfferReturned)), "à corriger avant publication", "Corriger l'offre", "/offres/"+o.ID+"/modifier"))
		case domain.OfferDraft:
			toFinish = append(toFinish, todo(o, templates.TodoMend, o.Updated, "brouillon", "Terminer l'offre", "/offres/"+o.ID+"/modifier"))
		default:
			row := templates.OfferRow{ID: o.ID, Status: o.Status}
			if err := s.addAnswersOwed(c, &row); err != nil {
				return err
			}
			if row.ToAnswer > 0 {
				page.Todos = append(page.Todos, todo(o, templates.TodoAnswer, row.Waiting, "des personnes attendent votre réponse", "Voir les cartes", "/preselections/"+row.ShortlistID))
			}
		}
	}
	page.Todos = append(append(page.Todos, toMend...), toFinish...)
	return nil
}

func (s *Server) offersIn(c *gin.Context, statuses ...domain.OfferStatus) ([]*domain.Offer, error) {
	offers, _, err := s.hiring.Offers(c.Request.Context(), actor(c), domain.OfferQuery{Statuses: statuses, Limit: maxTodos})
	return offers, err
}

// todo is a line about an offer; since is when what it asks began to wait.
func todo(o *domain.Offer, kind templates.TodoKind, since time.Time, what, action, href string) templates.Todo {
	title := o.Title
	if title == "" {
		title = "Offre sans intitulé"
	}
	if o.Place.Known() {
		title += ", " + o.Place.Name
	}
	return templates.Todo{Kind: kind, Text: title + " : " + what, Since: since, Action: action, Href: href}
}
