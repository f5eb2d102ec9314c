package handlers

import (
	"cmp"
	"net/url"
	"slices"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/templates"
)

// mostChosen bounds the values of one filter: nobody ticks more, and the cost of a search must not depend on who asks.
const mostChosen = 60

// readSearch keeps the filters as typed, each on one line, repeats dropped.
func readSearch(query url.Values) templates.SearchForm {
	value := func(name string) string { return oneLine(query.Get(name)) }
	list := func(name string) (values []string) {
		for _, v := range query[name] {
			if v = oneLine(v); v != "" && !slices.Contains(values, v) && len(values) < mostChosen {
				values = append(values, v)
			}
		}
		return values
	}
	return templates.SearchForm{Q: value("q"), Near: value("near"), Km: value("km"), AvailableBy: value("available_by"),
		ROMEs: list("rome"), Communes: list("commune"), Licences: list("licence"), Certificates: list("certificate"),
		Availability: list("availability"), Contracts: list("contract"), Slots: list("slot"), Domains: list("domain"), Pool: list("pool"),
		ValidOnly: value("valid") != "", Literal: value("literal") != "", Outside: value("outside") != "",
		Sort: value("sort"), View: value("view")}
}

// defaultKm is how far around a place people are looked for when nothing is said, in km: a drive of half an hour.
const defaultKm = "20"

// searchQuery reads the filters; f receives what is wrong, by the name of the form. A code typed among the words asks
// for that occupation.
func (s *Server) searchQuery(t templates.SearchForm, f fields) domain.PeopleQuery {
	q := domain.PeopleQuery{Text: f.limited("q", t.Q, maxQuery), Communes: t.Communes, ValidOnly: t.ValidOnly, Literal: t.Literal, Outside: t.Outside,
		ROMEs:        collectAll(f, "rome", t.ROMEs, domain.ParseROME),
		Licences:     collectAll(f, "licence", t.Licences, domain.ParseLicence),
		Availability: collectAll(f, "availability", t.Availability, domain.ParseAvailability),
		Contracts: collectAll(f, "contract", t.Contracts, func(text string) (domain.Contract, error) {
			return domain.ParseContract(text, 0)
		}),
		Domains:      collectAll(f, "domain", t.Domains, domain.ParsePoolDomain),
		Pool:         collectAll(f, "pool", t.Pool, domain.ParsePoolState),
		Certificates: collectAll(f, "certificate", t.Certificates, func(text string) (string, error) { return f.short("certificate", text), nil }),
		AvailableBy:  optional(f, "available_by", t.AvailableBy, domain.ParseDate),
		Sort:         collect(f, "sort", t.Sort, domain.ParsePeopleSort),
	}
	for _, slot := range collectAll(f, "slot", t.Slots, domain.ParseSlot) {
		q.Slots |= slot
	}
	if domain.IsROME(q.Text) {
		if code := collect(f, "q", q.Text, domain.ParseROME); !slices.Contains(q.ROMEs, code) {
			q.ROMEs = append(q.ROMEs, code)
		}
		q.Text = ""
	}
	s.readDistance(&q, t, f)
	if q.Sort == domain.SortDistance && !q.Near.Known() {
		f.Add("sort", domain.Invalid("sort", "Indiquez autour de quelle commune chercher pour trier par distance."))
	}
	return q
}

// collectAll reads each value of a list; f receives what is wrong.
func collectAll[T any](f fields, field string, list []string, parse func(string) (T, error)) (values []T) {
	for _, text := range list {
		values = append(values, collect(f, field, text, parse))
	}
	return values
}

// readDistance reads the place to look around, and how far. A distance from nowhere is refused.
func (s *Server) readDistance(q *domain.PeopleQuery, t templates.SearchForm, f fields) {
	switch {
	case t.Near != "":
		q.Near = s.near(f.short("near", t.Near), f)
	case t.Km != "":
		f.Add("km", domain.Invalid("km", "Indiquez aussi autour de quelle commune chercher."))
	}
	q.Km = f.decimal("km", cmp.Or(t.Km, defaultKm))
	if q.Km < 0 || q.Km > 200 {
		f.Add("km", domain.Invalid("km", "Indiquez une distance entre 0 et 200 km."))
	}
}

// near reads a postal code, standing for its largest commune, or the name of a commune.
func (s *Server) near(text string, f fields) domain.Commune {
	if places := s.communesIn(text); len(places) > 0 {
		return places[0]
	}
	place, err := s.hiring.Refs.Communes.Find("", text)
	f.addAt("near", err)
	return place
}
