package handlers

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
	"eedk.fr/candidatheque/templates"
	"eedk.fr/candidatheque/templates/documents"
)

// lists shows the referent's lists, and those that colleagues share.
func (s *Server) lists(c *gin.Context) error { return s.listsPage(c, http.StatusOK, "", nil) }

func (s *Server) listsPage(c *gin.Context, status int, name string, errs domain.FieldErrors) error {
	all, err := s.hiring.Lists(c.Request.Context(), actor(c))
	if err != nil {
		return err
	}
	page := templates.ListsPage{Base: s.base(c), Form: templates.ListForm{Name: name}, Errors: errs}
	owner := s.names(c)
	for _, l := range all {
		line := templates.ListLine{ID: l.ID, Name: l.Name, Href: "/listes/" + l.ID, Search: l.IsSearch(), Count: len(l.People),
			Shared: l.Visibility == domain.ListShared, Updated: l.Updated}
		if l.Owner != actor(c).ID {
			line.Owner = owner(l.Owner)
		}
		if l.IsSearch() {
			line.Href = "/candidatheque?" + l.Query
			line.Count = s.countSearch(c, l.Query)
		}
		page.Items = append(page.Items, line)
	}
	if wantsSheet(c) {
		return s.download(c, listsSheet(page))
	}
	return s.render(c, status, page)
}

func listsSheet(page templates.ListsPage) documents.Sheet {
	return documents.Sheet{Name: "listes", Columns: []string{"numero", "nom", "genre", "personnes", "qui_la_voit", "mise_a_jour"},
		Rows: documents.Rows(page.Items, func(l templates.ListLine) []string {
			return []string{l.ID, l.Name, l.Kind(), strconv.Itoa(l.Count), l.Readers(), dayCell(l.Updated)}
		})}
}

// countSearch is how many people a kept search finds now; none when it cannot be read any more or the index is down.
func (s *Server) countSearch(c *gin.Context, query string) int {
	found, err := s.hiring.SearchPeople(c.Request.Context(), actor(c), s.keptQuery(query))
	if err != nil {
		return 0
	}
	return found.Total
}

// keptQuery reads a kept search, one person a page.
func (s *Server) keptQuery(query string) domain.PeopleQuery {
	values, err := url.ParseQuery(query)
	if err != nil {
		return domain.PeopleQuery{}
	}
	q := s.searchQuery(readSearch(values), newFields())
	q.Limit = 1
	return q
}

// keptAddress is a search as its page writes it, whatever a form says.
func keptAddress(query string) string {
	values, err := url.ParseQuery(query)
	if err != nil {
		return ""
	}
	return readSearch(values).Values().Encode()
}

// createList makes an empty list, or keeps a search.
func (s *Server) createList(c *gin.Context) error {
	form, err := readForm(c)
	if err != nil {
		return err
	}
	name, query := form.line("name"), keptAddress(form.values.Get("query"))
	what := deed("liste_creee")
	id, err := s.onceForm(c, s.pressOf(form), func(ctx context.Context) (string, error) {
		if form.values.Get("query") != "" {
			what = "recherche_gardee"
			return idOf(s.hiring.KeepSearch(ctx, actor(c), name, query))
		}
		return idOf(s.hiring.NewList(ctx, actor(c), name, nil))
	})
	if domain.CodeOf(err) == domain.CodeInvalid {
		return s.listsPage(c, http.StatusUnprocessableEntity, name, listErrors(err))
	}
	if err != nil {
		return err
	}
	return s.done(c, "/listes/"+id, what)
}

// listErrors files a refusal under the name, the one field of these forms.
func listErrors(err error) domain.FieldErrors {
	return domain.FieldErrors{"name": refusalOf(err).message}
}

// mostPicked bounds the people of one form: a page shows fewer.
const mostPicked = 500

// picked are the people ticked, each once.
func (f form) picked() []string {
	people := slices.DeleteFunc(slices.Clone(f.all("person")), func(id string) bool { return id == "" })
	slices.Sort(people)
	people = slices.Compact(people)
	return people[:min(len(people), mostPicked)]
}

// addToList adds the people ticked in a search to a list, or to a new one, and comes back to the search.
func (s *Server) addToList(c *gin.Context) error {
	form, err := readForm(c)
	if err != nil {
		return err
	}
	people := form.picked()
	if len(people) == 0 {
		return domain.Invalid("person", "Cochez d'abord les personnes à ajouter.")
	}
	if id := form.line("list"); id != "" {
		_, err = s.hiring.AddToList(c.Request.Context(), actor(c), id, people)
	} else {
		_, err = s.onceForm(c, s.pressOf(form), func(ctx context.Context) (string, error) {
			return idOf(s.hiring.NewList(ctx, actor(c), form.line("name"), people))
		})
	}
	if err != nil {
		return err
	}
	values, err := url.ParseQuery(keptAddress(form.values.Get("back")))
	if err != nil {
		return err
	}
	values.Set("fait", "en_liste")
	return s.redirect(c, "/candidatheque?"+values.Encode())
}

// list opens a list.
func (s *Server) list(c *gin.Context) error { return s.listPage(c, http.StatusOK, "", nil) }

func (s *Server) listPage(c *gin.Context, status int, name string, errs domain.FieldErrors) error {
	opened, err := s.hiring.List(c.Request.Context(), actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	l, owner := opened.SavedList, s.names(c)
	page := templates.ListPage{Base: s.base(c), ID: l.ID, Name: l.Name, Shared: l.Visibility == domain.ListShared, Mine: l.Owner == actor(c).ID,
		Form: templates.ListForm{Name: l.Name}, Errors: errs, History: templates.ListHistory(l.History, owner)}
	if errs != nil {
		page.Form.Name = name
	}
	if !page.Mine {
		page.Owner = owner(l.Owner)
	}
	if l.IsSearch() {
		values, err := url.ParseQuery(l.Query)
		if err != nil {
			return err
		}
		form := readSearch(values)
		page.SearchHref, page.Chips = form.Href(), s.chips(form, s.searchQuery(form, newFields()))
	}
	for _, p := range opened.Files {
		page.People = append(page.People, s.personCard(hiring.Found{Person: p}, domain.Commune{}))
	}
	if wantsSheet(c) {
		return s.exportPeople(c, listSheet(page))
	}
	return s.render(c, status, page)
}

func listSheet(page templates.ListPage) documents.Sheet {
	return documents.Sheet{Name: "liste", Columns: []string{"numero", "nom", "metiers", "commune", "disponible_le", "hors_vivier"},
		Rows: documents.Rows(page.People, func(p templates.PersonCard) []string {
			return []string{p.ID, p.Name, strings.Join(p.Occupations, " ; "), p.Commune, p.Available.String(), p.Outside}
		})}
}

// removeFromList takes the people ticked out of the list.
func (s *Server) removeFromList(c *gin.Context) error {
	form, err := readForm(c)
	if err != nil {
		return err
	}
	if _, err := s.hiring.RemoveFromList(c.Request.Context(), actor(c), c.Param("id"), form.picked()); err != nil {
		return err
	}
	return s.done(c, "/listes/"+c.Param("id"), "hors_liste")
}

func (s *Server) renameList(c *gin.Context) error {
	form, err := readForm(c)
	if err != nil {
		return err
	}
	_, err = s.hiring.RenameList(c.Request.Context(), actor(c), c.Param("id"), form.line("name"))
	if domain.CodeOf(err) == domain.CodeInvalid {
		return s.listPage(c, http.StatusUnprocessableEntity, form.line("name"), listErrors(err))
	}
	if err != nil {
		return err
	}
	return s.done(c, "/listes/"+c.Param("id"), "liste_renommee")
}

// showList opens the list to colleagues, or closes it.
func (s *Server) showList(c *gin.Context) error {
	form, err := readForm(c)
	if err != nil {
		return err
	}
	to, what := domain.Visibility(form.line("visibility")), deed("liste_partagee")
	if to == domain.ListPrivate {
		what = "liste_fermee"
	}
	if _, err := s.hiring.ShowList(c.Request.Context(), actor(c), c.Param("id"), to); err != nil {
		return err
	}
	return s.done(c, "/listes/"+c.Param("id"), what)
}

func (s *Server) deleteList(c *gin.Context) error {
	if err := s.hiring.DeleteList(c.Request.Context(), actor(c), c.Param("id")); err != nil {
		return err
	}
	return s.done(c, "/listes", "liste_supprimee")
}
