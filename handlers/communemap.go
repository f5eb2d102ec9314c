package handlers

import (
	"slices"
	"strconv"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
	"eedk.fr/candidatheque/templates"
	"eedk.fr/candidatheque/templates/documents"
)

// communeMap draws where the people found live. A referent reads small counts: nothing is masked.
func (s *Server) communeMap(form templates.SearchForm, found hiring.FoundPage) *templates.CommuneMap {
	var points []templates.MapPoint
	for _, v := range domain.FacetNamed(found.Facets, domain.FacetCommune).Values {
		p := templates.MapPoint{Name: s.communeName(v.Value), Href: form.With("commune", v.Value), Count: v.Count, Chosen: slices.Contains(form.Communes, v.Value)}
		if p.Chosen {
			p.Href = form.Without("commune", v.Value)
		}
		if place, known := s.hiring.Refs.Communes.ByINSEE(v.Value); known {
			p.Lat, p.Lon = place.Lat, place.Lon
		}
		points = append(points, p)
	}
	total := found.Total
	if len(form.Communes) > 0 {
		total = 0 // the counts of the other communes are of people not found
	}
	return templates.NewCommuneMap(points, total)
}

// communesSheet is the table of the map as a file.
func communesSheet(page templates.SearchPage) documents.Sheet {
	var points []templates.MapPoint
	if page.Map != nil {
		points = page.Map.Points
	}
	return documents.Sheet{Name: "communes", Columns: []string{"commune", "personnes"},
		Rows: documents.Rows(points, func(p templates.MapPoint) []string { return []string{p.Name, strconv.Itoa(p.Count)} })}
}
