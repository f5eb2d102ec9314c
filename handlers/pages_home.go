package handlers

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/templates"
)

// maxTodos is how many lines « À faire maintenant » reads of each kind.
const maxTodos = 20

// home says to a stranger what the service is, and to somebody signed in what waits for them.
func (s *Server) home(c *gin.Context) error {
	page := templates.HomePage{Base: s.base(c)}
	who := actor(c)
	if who.Roles.Has(domain.RoleReferent) {
		if err := s.addReferentTodos(c, &page); err != nil {
			return err
		}
	}
	if err := s.addApprovalTodos(c, &page); err != nil {
		return err
	}
	if err := s.addPeopleTodos(c, &page); err != nil {
		return err
	}
	if err := s.addBeyondTodos(c, &page); err != nil {
		return err
	}
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
	return s.render(c, http.StatusOK, page)
}

// addReferentTodos lists the offers to read, then those open that nobody looked for people for.
func (s *Server) addReferentTodos(c *gin.Context, page *templates.HomePage) error {
	submitted, err := s.offersIn(c, domain.OfferSubmitted)
	if err != nil {
		return err
	}
	for _, o := range submitted {
		if !o.Own(actor(c)) {
			page.Todos = append(page.Todos, todo(o, templates.TodoRead, o.Since(string(domain.OfferSubmitted)), "à relire", "Relire l'offre", "/offres/"+o.ID))
		}
	}
	published, err := s.offersIn(c, domain.OfferPublished)
	if err != nil {
		return err
	}
	for _, o := range published {
		lists, err := s.hiring.ShortlistsOf(c.Request.Context(), actor(c), o.ID)
		if err != nil {
			return err
		}
		switch last := latest(lists); {
		case last == nil:
			page.Todos = append(page.Todos, todo(o, templates.TodoBuild, o.Since(string(domain.OfferPublished)), "publiée, personne n'est encore proposé", "Faire une présélection", "/offres/"+o.ID))
		case last.Status == domain.ShortlistDraft:
			page.Todos = append(page.Todos, todo(o, templates.TodoRead, last.Created, "présélection à relire", "Relire la présélection", "/preselections/"+last.ID))
		case last.Status == domain.ShortlistReviewed:
			page.Todos = append(page.Todos, todo(o, templates.TodoRead, last.Since(string(domain.ShortlistReviewed)), "présélection relue, à partager", "Ouvrir la présélection", "/preselections/"+last.ID))
		}
	}
	return nil
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

// latest is the shortlist made last, nil when there is none.
func latest(lists []*domain.Shortlist) (last *domain.Shortlist) {
	for _, l := range lists {
		if last == nil || l.Created.After(last.Created) {
			last = l
		}
	}
	return last
}
