package handlers

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
)

// foundBody is a page of a search: Total answers the query, Facets count what each other choice would find.
type foundBody struct {
	Items  []profileBody `json:"items"`
	Next   string        `json:"next"`
	Total  int           `json:"total"`
	Facets []facetBody   `json:"facets"`
	Mended []mendedBody  `json:"mended"`
}

// facetBody is one filter with its counted values.
type facetBody struct {
	Name   domain.FacetName `json:"name"`
	Values []facetValueBody `json:"values"`
}

type facetValueBody struct {
	Value string `json:"value"`
	Label string `json:"label"`
	Count int    `json:"count"`
}

// mendedBody is a word that nobody's file holds, and the one it was read as.
type mendedBody struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// apiProfiles searches the candidathèque as its page does, people outside the pool included unless ?pool= says which: a
// program that keeps files in step needs them too. Its ?available= is the page's last day of availability.
func (s *Server) apiProfiles(c *gin.Context) error {
	f, form := newFields(), readSearch(c.Request.URL.Query())
	form.AvailableBy, form.Outside = oneLine(c.Query("available")), true
	q := s.searchQuery(form, f)
	if message, wrong := f.FieldErrors["available_by"]; wrong { // the form's name of ?available=
		delete(f.FieldErrors, "available_by")
		f.FieldErrors["available"] = message
	}
	if err := f.Err(); err != nil {
		return err
	}
	q.Cursor, q.Limit = c.Query("cursor"), pageSize
	who := actor(c)
	found, err := s.hiring.SearchPeople(c.Request.Context(), who, q)
	if err != nil {
		return err
	}
	b := foundBody{Items: make([]profileBody, len(found.Hits)), Next: found.Next, Total: found.Total, Facets: s.facetBodies(found.Facets), Mended: []mendedBody{}}
	for i, hit := range found.Hits {
		b.Items[i] = profileBodyOf(hit.Person, who)
	}
	for _, m := range found.Mended {
		b.Mended = append(b.Mended, mendedBody(m))
	}
	c.JSON(http.StatusOK, b)
	return nil
}

func (s *Server) facetBodies(facets []domain.Facet) []facetBody {
	list := make([]facetBody, len(facets))
	for i, facet := range facets {
		list[i] = facetBody{Name: facet.Name, Values: []facetValueBody{}}
		for _, v := range facet.Values {
			list[i].Values = append(list[i].Values, facetValueBody{v.Value, s.facetLabel(facet.Name, v.Value), v.Count})
		}
	}
	return list
}
