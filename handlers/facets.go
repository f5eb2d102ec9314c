package handlers

import (
	"slices"
	"strconv"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/templates"
)

// facetLegends are the filters of the search page, in its order.
var facetLegends = []struct {
	name   domain.FacetName
	legend string
}{
	{domain.FacetOccupation, "Métier cherché ou exercé"},
	{domain.FacetCommune, "Commune"},
	{domain.FacetAvailability, "Disponible"},
	{domain.FacetContract, "Contrat accepté"},
	{domain.FacetLicence, "Permis"},
	{domain.FacetCertificate, "Certificat"},
	{domain.FacetSlot, "Horaires possibles"},
	{domain.FacetDomain, "Domaine"},
	{domain.FacetPool, "Vivier"},
}

// facetGroups words the filters of a search, each value with its count. The distances come first, once a place is said.
func (s *Server) facetGroups(form templates.SearchForm, km float64, facets []domain.Facet) (groups []templates.FacetGroup) {
	for _, l := range facetLegends {
		chosen := chosenIn(form, l.name)
		var choices []templates.FacetChoice
		for _, v := range domain.FacetNamed(facets, l.name).Values {
			choices = append(choices, templates.FacetChoice{Value: v.Value, Label: s.facetLabel(l.name, v.Value), Count: v.Count,
				Checked: slices.Contains(chosen, v.Value)})
		}
		if len(choices) > 0 {
			groups = append(groups, templates.NewFacetGroup(string(l.name), l.legend, choices))
		}
	}
	if distance := domain.FacetNamed(facets, domain.FacetDistance).Values; len(distance) > 0 {
		groups = slices.Insert(groups, 0, distanceGroup(strconv.FormatFloat(km, 'f', -1, 64), distance))
	}
	return groups
}

// distanceGroup is a choice of one; a distance asked by the address stands among the others.
func distanceGroup(km string, values []domain.FacetCount) templates.FacetGroup {
	var choices []templates.FacetChoice
	for _, v := range values {
		choices = append(choices, templates.FacetChoice{Value: v.Value, Label: kmLabel(v.Value), Count: v.Count, Checked: v.Value == km})
	}
	return templates.NewFacetGroup("km", "Distance", choices).Only()
}

func kmLabel(km string) string {
	if km == "0" {
		return "dans la commune"
	}
	return "à " + km + " km au plus"
}

// chosenIn are the values of a filter as typed. Of the pool, those who may be proposed are meant when nothing is said.
func chosenIn(form templates.SearchForm, name domain.FacetName) []string {
	if name == domain.FacetPool && len(form.Pool) == 0 {
		if form.Outside {
			return texts(domain.PoolStates())
		}
		return []string{string(domain.PoolIn)}
	}
	return form.Values()[string(name)]
}

// facetLabel words one value of a filter.
func (s *Server) facetLabel(name domain.FacetName, value string) string {
	switch name {
	case domain.FacetOccupation:
		return s.occupation(domain.ROME(value))
	case domain.FacetCommune:
		return s.communeName(value)
	case domain.FacetDistance:
		return kmLabel(value)
	case domain.FacetAvailability:
		return domain.Availability(value).French()
	case domain.FacetContract:
		return domain.Contract(value).Kind().Label
	case domain.FacetLicence:
		return "permis " + value
	case domain.FacetCertificate:
		return s.hiring.Refs.Certificates.Label(value)
	case domain.FacetSlot:
		return domain.SlotFrench(value)
	case domain.FacetDomain:
		return domain.PoolDomain(value).French()
	case domain.FacetPool:
		return domain.PoolState(value).French()
	}
	return value
}

// chips are the filters in use, each with the address of the search without it.
func (s *Server) chips(form templates.SearchForm, q domain.PeopleQuery) (list []templates.Chip) {
	add := func(label, name, value string) {
		list = append(list, templates.Chip{Label: label, Href: form.Without(name, value)})
	}
	if form.Q != "" {
		add("« "+form.Q+" »", "q", form.Q)
	}
	if q.Near.Known() {
		label := "à " + strconv.FormatFloat(q.Km, 'f', -1, 64) + " km " + domain.OfCommune(q.Near.Name)
		if q.Km == 0 {
			label = domain.InCommune(q.Near.Name)
		}
		add(label, "near", form.Near)
	}
	if q.AvailableBy.Known() {
		add("disponible au "+q.AvailableBy.French(), "available_by", form.AvailableBy)
	}
	for _, l := range facetLegends {
		if l.name == domain.FacetPool && (form.Outside || len(form.Pool) == 1 && form.Pool[0] == string(domain.PoolIn)) {
			continue // what is meant anyway
		}
		for _, value := range form.Values()[string(l.name)] {
			add(s.facetLabel(l.name, value), string(l.name), value)
		}
	}
	for _, flag := range []struct {
		on          bool
		label, name string
	}{{form.ValidOnly, "certificat valable aujourd'hui", "valid"}, {form.Literal, "mots tels quels", "literal"}, {form.Outside, "hors vivier aussi", "outside"}} {
		if flag.on {
			add(flag.label, flag.name, "1")
		}
	}
	return list
}
