package handlers

import (
	"fmt"
	"math"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
	"eedk.fr/candidatheque/templates"
	"eedk.fr/candidatheque/templates/documents"
)

// searchPage is the referents' search. A query that cannot be read comes back with its errors; an index that cannot
// answer is said in place of the results.
func (s *Server) searchPage(c *gin.Context) error {
	page := templates.SearchPage{Base: s.base(c), Query: readSearch(c.Request.URL.Query())}
	if page.Query.Near != "" && page.Query.Km == "" {
		page.Query.Km = defaultKm // said beside its box
	}
	f := newFields()
	q := s.searchQuery(page.Query, f)
	q.Cursor, q.Limit = c.Query("cursor"), pageSize
	if page.Errors = boxed(f.FieldErrors); len(page.Errors) > 0 {
		return s.render(c, http.StatusUnprocessableEntity, page)
	}
	if wantsSheet(c) && !page.Query.Mapped() {
		return s.exportPeople(c, s.foundSheet(c, q))
	}
	page.Place = q.Near.Name
	found, err := s.hiring.SearchPeople(c.Request.Context(), actor(c), q)
	status := http.StatusOK
	switch {
	case domain.CodeOf(err) == domain.CodeUnavailable:
		page.Failure, status = refusalOf(err).message, http.StatusServiceUnavailable
		c.Set(keyCause, err)
	case err != nil:
		return err
	}
	if err := s.fillSearch(c, &page, q, found); err != nil {
		return err
	}
	if wantsSheet(c) && status == http.StatusOK {
		return s.download(c, communesSheet(page))
	}
	return s.render(c, status, page)
}

// boxed files under the words what is wrong in a filter that has no box of its own: only an address typed by hand is.
func boxed(errs domain.FieldErrors) domain.FieldErrors {
	out := domain.FieldErrors{}
	for field, message := range errs {
		if !slices.Contains([]string{"near", "km", "available_by"}, field) {
			field = "q"
		}
		out[field] = message
	}
	return out
}

// fillSearch words what was found.
func (s *Server) fillSearch(c *gin.Context, page *templates.SearchPage, q domain.PeopleQuery, found hiring.FoundPage) error {
	page.Total, page.Possible, page.Mended = found.Total, found.Possible, found.Mended
	page.Facets, page.Chips = s.facetGroups(page.Query, q.Km, found.Facets), s.chips(page.Query, q)
	page.LiteralHref = page.Query.With("literal", "1")
	cards, table, communes := page.Query, page.Query, page.Query
	cards.View, table.View, communes.View = "", "table", "map"
	page.CardsHref, page.TableHref, page.MapHref = cards.Href(), table.Href(), communes.Href()
	if page.Query.Mapped() && found.Total > 0 {
		page.Map = s.communeMap(page.Query, found)
	}
	for _, order := range domain.PeopleSorts() {
		if order == domain.SortDistance && !q.Near.Known() || order == domain.SortRelevance && q.Text == "" {
			continue
		}
		page.Sorts = append(page.Sorts, templates.Option{Value: string(order), Label: order.French()})
	}
	for _, hit := range found.Hits {
		page.Results = append(page.Results, s.personCard(hit, q.Near))
	}
	if found.Next != "" {
		next := page.Query.Values()
		next.Set("cursor", found.Next)
		page.NextHref = "/candidatheque?" + next.Encode()
	}
	if found.Total == 0 {
		lighter, err := s.hiring.LighterSearches(c.Request.Context(), actor(c), q)
		if err != nil && domain.CodeOf(err) != domain.CodeUnavailable {
			return err
		}
		for _, l := range lighter {
			page.Lighter = append(page.Lighter, templates.LighterSearch{Word: l.Word, Href: page.Query.With("q", l.Text), Total: l.Total})
		}
	}
	page.Back, page.Keepable = page.Query.Values().Encode(), len(page.Chips) > 0
	lists, err := s.hiring.Lists(c.Request.Context(), actor(c))
	for _, l := range lists {
		if !l.IsSearch() {
			page.Lists = append(page.Lists, templates.Option{Value: l.ID, Label: l.Name})
		}
	}
	return err
}

// sheetLimit is how many people the table of a search as a file reads at once.
const sheetLimit = 200

// foundSheet lists everybody found, as the page shows them.
func (s *Server) foundSheet(c *gin.Context, q domain.PeopleQuery) documents.Sheet {
	q.Limit = sheetLimit
	all := everyPage(func(cursor string) ([]hiring.Found, string, error) {
		q.Cursor = cursor
		found, err := s.hiring.SearchPeople(c.Request.Context(), actor(c), q)
		return found.Hits, found.Next, err
	})
	return documents.Sheet{Name: "candidatheque",
		Columns: []string{"numero", "nom", "metiers", "commune", "distance", "disponible_le", "permis", "certificats", "hors_vivier"},
		Rows: rowsOf(all, func(hit hiring.Found) ([]string, error) {
			p := s.personCard(hit, q.Near)
			return []string{p.ID, p.Name, strings.Join(p.Occupations, " ; "), p.Commune, p.Distance, p.Available.String(),
				strings.Join(p.Licences, " ; "), strings.Join(p.Certificates, " ; "), p.Outside}, nil
		})}
}

// personCard is a person in the results: what helps to decide whether to open the file.
func (s *Server) personCard(hit hiring.Found, near domain.Commune) templates.PersonCard {
	p := hit.Person
	card := templates.PersonCard{ID: p.ID, Name: nameOf(p), Commune: p.Profile.Place.Name, Available: p.Profile.Available,
		Outside: outside(p, domain.DayOf(s.now()))}
	for _, t := range p.Profile.Targets {
		card.Occupations = append(card.Occupations, s.targetLabel(t))
	}
	if n := len(p.Profile.Practised); n > 0 {
		done := p.Profile.Practised[0]
		card.Experience = fmt.Sprintf("%d mois : %s", done.Months, s.targetLabel(domain.Target{ROME: done.ROME, Title: done.Title}))
	}
	if near.Known() && p.Profile.Place.Known() {
		card.Distance = fmt.Sprintf("%d km", int(math.Round(near.DistanceKm(p.Profile.Place))))
	}
	for _, l := range p.Profile.Licences {
		card.Licences = append(card.Licences, string(l.Licence))
	}
	for _, h := range p.Profile.Certificates {
		card.Certificates = append(card.Certificates, s.hiring.Refs.Certificates.Label(h.Code))
	}
	for _, passage := range hit.Highlights {
		card.Highlights = append(card.Highlights, templates.ParseHighlight(passage))
	}
	return card
}
