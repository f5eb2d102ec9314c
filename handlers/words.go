package handlers

import (
	"slices"
	"strings"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/templates"
)

// Words beside codes, from the reference tables that the actions use.

// certificateNames and contextNames are the choices of the offer form.
func (s *Server) certificateNames() (options []templates.Option) {
	for _, k := range s.hiring.Refs.Certificates.All() {
		options = append(options, templates.Option{Value: k.Code, Label: k.Label})
	}
	return options
}

func (s *Server) contextNames() (options []templates.Option) {
	for _, k := range s.hiring.Refs.ROME.Contexts() {
		options = append(options, templates.Option{Value: k.Code, Label: k.Label})
	}
	return options
}

func (s *Server) contextLabel(code string) string {
	if k, known := s.hiring.Refs.ROME.Context(code); known {
		return k.Label
	}
	return code
}

func (s *Server) communeName(insee string) string {
	if place, known := s.hiring.Refs.Communes.ByINSEE(insee); known {
		return place.Name
	}
	return insee
}

// communesIn lists the communes that share a postal code, the most peopled first.
func (s *Server) communesIn(postalCode string) (places []domain.Commune) {
	population := map[string]int{}
	for _, town := range s.hiring.Refs.Communes.All() {
		if place, known := s.hiring.Refs.Communes.ByINSEE(town.INSEE); known && slices.Contains(town.PostalCodes, postalCode) {
			place.PostalCode = postalCode
			places = append(places, place)
			population[place.INSEE] = town.Population
		}
	}
	slices.SortStableFunc(places, func(a, b domain.Commune) int { return population[b.INSEE] - population[a.INSEE] })
	return places
}

// joinSIRETs writes establishments as the form reads them.
func joinSIRETs(list []domain.SIRET) string {
	text := make([]string, len(list))
	for i, siret := range list {
		text[i] = siret.Spaced()
	}
	return strings.Join(text, ", ")
}
