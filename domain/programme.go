package domain

import "strings"

// Programme is an accompaniment programme.
type Programme string

// CandidathequeProgramme is the programme of a row without one.
const CandidathequeProgramme Programme = "CANDIDATHEQUE"

// programmes gives each programme's length in months, 0 = open, and whether it may be renewed once
// (param table; the association's report and the programmes' own texts [V]).
var programmes = []struct {
	code      Programme
	label     string
	months    int
	renewable bool
}{
	{CandidathequeProgramme, "candidathèque", 6, true},
	{"PACEA", "PACEA", 24, false},
	{"GJ", "Garantie jeunes", 12, false},
	{"CEJ", "contrat d'engagement jeune", 12, false},
	{"IEJ", "initiative emploi jeunes", 4, false},
	{"PARRAINAGE", "parrainage", 6, false},
	{"E2C", "école de la 2e chance", 10, false},
	{"PLIE", "PLIE", 0, false},
	{"PROCHEMPLOI", "Proch'Emploi", 0, false},
}

// ParseProgramme reads a programme code; empty is the candidathèque's own.
func ParseProgramme(s string) (Programme, error) {
	code := Programme(strings.ToUpper(strings.TrimSpace(s)))
	if code == "" {
		return CandidathequeProgramme, nil
	}
	for _, p := range programmes {
		if p.code == code {
			return code, nil
		}
	}
	return "", Invalid("programme", "Programme « %s » inconnu.", clip(s))
}

// French names the programme.
func (p Programme) French() string {
	for _, q := range programmes {
		if q.code == p {
			return q.label
		}
	}
	return string(p)
}

// Accompaniment is a programme a person is in, From To; To zero means open.
type Accompaniment struct {
	Programme Programme `json:"programme"`
	From      Date      `json:"from"`
	To        Date      `json:"to,omitzero"`
	Renewed   bool      `json:"renewed,omitempty"`
}

// NewAccompaniment computes the end from the programme's table: From + months - 1 day, twice that when renewed.
func NewAccompaniment(p Programme, from Date, renewed Tri) Accompaniment {
	a := Accompaniment{Programme: p, From: from}
	for _, q := range programmes {
		if q.code != p || q.months == 0 {
			continue
		}
		months := q.months
		if renewed == Yes && q.renewable {
			months *= 2
			a.Renewed = true
		}
		a.To = from.AddMonths(months) - 1
	}
	return a
}

// Running tells whether the accompaniment covers the day.
func (a Accompaniment) Running(on Date) bool {
	return a.From <= on && (!a.To.Known() || on <= a.To)
}
