package intake

import (
	"strings"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/domain/referential"
)

// maxRadiusKm bounds how far somebody goes to work each day.
const maxRadiusKm = 200

func wishColumns() []profileColumn {
	return []profileColumn{
		{"mobilite_km", func(r *profileRow, c cell) { r.person.Profile.RadiusKm = c.whole(c.text, "km", maxRadiusKm) },
			func(p *domain.Person) string { return wholeText(p.Profile.RadiusKm) },
			func(dst, src *domain.Person) { dst.Profile.RadiusKm = src.Profile.RadiusKm }},
		many("communes_acceptees", func(p *domain.Person) *[]string { return &p.Profile.Communes }, readAccepted,
			func(code string) string { return insee + code }),
		{"vehicule", func(r *profileRow, c cell) { r.vehicle = parse(c, c.text, domain.ParseTri) },
			func(p *domain.Person) string { return onlyYes[p.Profile.Means&domain.MeansCar != 0] }, takeMeans},
		{"moyens", readMeans, func(p *domain.Person) string { return join(p.Profile.Means.Codes()) }, takeMeans},
		value("disponible_le", func(p *domain.Person) *domain.Date { return &p.Profile.Available }, domain.ParseDate, domain.Date.String),
		{"contrats", readContracts, contractsText, func(dst, src *domain.Person) { dst.Profile.Contracts = src.Profile.Contracts }},
		{"heures_souhaitees", func(r *profileRow, c cell) { r.person.Profile.HoursWanted = c.decimal(48) },
			func(p *domain.Person) string { return decimalText(p.Profile.HoursWanted) },
			func(dst, src *domain.Person) { dst.Profile.HoursWanted = src.Profile.HoursWanted }},
		many("plages", func(p *domain.Person) *[]domain.Window { return &p.Profile.Windows },
			func(_ *profileRow, c cell, v string) (domain.Window, bool) {
				w := parse(c, v, domain.ParseWindow)
				return w, w.Days != 0
			}, domain.Window.String),
		{"horaires_refuses", func(r *profileRow, c cell) { r.person.Profile.RefusedSchedule = c.traits() },
			func(p *domain.Person) string { return join(p.Profile.RefusedSchedule.CSV()) },
			func(dst, src *domain.Person) { dst.Profile.RefusedSchedule = src.Profile.RefusedSchedule }},
		many("contextes_refuses", func(p *domain.Person) *[]string { return &p.Profile.RefusedContexts },
			func(r *profileRow, c cell, v string) (string, bool) {
				code := c.context(r.reading, v)
				return code, code != ""
			}, strings.Clone),
		many("langues", func(p *domain.Person) *[]domain.Language { return &p.Profile.Languages },
			func(_ *profileRow, c cell, v string) (domain.Language, bool) { return c.language(v) }, languageText),
		{"presentation", func(r *profileRow, c cell) { r.person.Profile.Presentation = c.prose() },
			func(p *domain.Person) string { return p.Profile.Presentation },
			func(dst, src *domain.Person) { dst.Profile.Presentation = src.Profile.Presentation }},
		{"domaine", readPoolDomain, func(p *domain.Person) string { return string(p.Profile.Domain) },
			func(dst, src *domain.Person) { dst.Profile.Domain = src.Profile.Domain }},
	}
}

// insee marks a commune's own code, which looks like a postal code.
const insee = "INSEE "

// readAccepted reads a commune by its name, its postal code, both, or « INSEE 59183 ». Five digits alone are a postal
// code when there is one such, since that is what people know, and else an INSEE code.
func readAccepted(r *profileRow, c cell, v string) (string, bool) {
	if code, own := strings.CutPrefix(v, insee); own {
		if _, ok := r.refs.Communes.ByINSEE(strings.TrimSpace(code)); !ok {
			c.refuse(v, domain.Invalid("", "Le code INSEE « %s » n'est pas dans la table des communes.", clip(code)))
		}
		return strings.TrimSpace(code), true
	}
	postalCode, name := "", v
	if len(v) >= 5 && strings.Trim(v[:5], "0123456789") == "" {
		postalCode, name = v[:5], strings.TrimSpace(v[5:])
	}
	found, err := r.commune(postalCode, name)
	if err != nil && name == "" {
		if known, ok := r.refs.Communes.ByINSEE(postalCode); ok {
			return known.INSEE, true
		}
	}
	if c.refuse(v, err) {
		return "", false
	}
	return found.INSEE, true
}

func readMeans(r *profileRow, c cell) {
	for _, word := range c.values() {
		r.person.Profile.Means |= parse(c, word, domain.ParseMeans)
	}
}

func takeMeans(dst, src *domain.Person) { dst.Profile.Means = src.Profile.Means }

func readContracts(r *profileRow, c cell) {
	for _, word := range c.values() {
		r.person.Profile.Contracts |= parse(c, word, func(s string) (domain.Contract, error) { return domain.ParseContract(s, 0) }).Bit()
	}
}

func contractsText(p *domain.Person) string {
	text, _ := p.Profile.Contracts.MarshalText() // it has no error to give
	return string(text)
}

// traits reads « nuit|week-end ».
func (c cell) traits() (set domain.Traits) {
	for _, word := range c.values() {
		set |= parse(c, word, domain.ParseTrait)
	}
	return set
}

func readPoolDomain(r *profileRow, c cell) {
	if c.text == "" {
		return
	}
	found, ok := referential.ParsePoolDomain(c.text)
	if !ok {
		c.warn(c.text, "Ce domaine n'est pas connu : il est laissé vide. Les domaines sont maintenance, production, services et batiment.")
	}
	r.person.Profile.Domain = found
}
