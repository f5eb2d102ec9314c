package domain

import "strings"

// Profile is what may be matched about a person: never an identity. Durations are in months, hours in hours,
// radius in km, levels 1 to 8 (0 = unknown). An empty set means "not said", never "nothing".
type Profile struct {
	Targets    []Target    `json:"targets,omitempty"`
	Practised  []Practice  `json:"practised,omitempty"`
	Refused    []ROME      `json:"refused,omitempty"`
	Trainings  []Studied   `json:"trainings,omitempty"`
	Immersions []Immersion `json:"immersions,omitempty"`
	Interests  []Interest  `json:"interests,omitempty"`

	Skills        []Skill           `json:"skills,omitempty"`
	Licences      []HeldLicence     `json:"licences,omitempty"`
	Certificates  []HeldCertificate `json:"certificates,omitempty"`
	Level         int               `json:"level,omitempty"`
	LevelObtained Tri               `json:"level_obtained,omitzero"`

	Place    Commune  `json:"place,omitzero"`
	RadiusKm int      `json:"radius_km,omitempty"`
	Communes []string `json:"communes,omitempty"` // INSEE codes accepted whatever the distance
	Means    Means    `json:"means,omitzero"`

	Available       Date        `json:"available,omitzero"`
	Contracts       ContractSet `json:"contracts,omitzero"`
	HoursWanted     float64     `json:"hours_wanted,omitempty"`
	Windows         []Window    `json:"windows,omitempty"`
	RefusedSchedule Traits      `json:"refused_schedule,omitzero"`
	RefusedContexts []string    `json:"refused_contexts,omitempty"`
	Languages       []Language  `json:"languages,omitempty"`
	Presentation    string      `json:"presentation,omitempty"`
	Domain          PoolDomain  `json:"domain,omitempty"`

	// Commitments are work or placements already held; Discovery is the wish to discover a new occupation.
	Commitments []Commitment `json:"commitments,omitempty"`
	Discovery   bool         `json:"discovery,omitempty"`
}

// Target is an occupation sought: a code, or a title in the person's words not yet tied to a code (ROME empty).
type Target struct {
	ROME  ROME   `json:"rome,omitempty"`
	Title string `json:"title,omitempty"`
}

// Practice is an occupation really done: Months of it, until Until (zero = now or not said).
type Practice struct {
	ROME   ROME   `json:"rome,omitempty"`
	Title  string `json:"title,omitempty"`
	Months int    `json:"months"`
	Until  Date   `json:"until,omitzero"`
}

// Studied is a training followed: Hours of it, ended on End.
type Studied struct {
	ROME  ROME `json:"rome"`
	Hours int  `json:"hours,omitempty"`
	End   Date `json:"end,omitzero"`
}

// Immersion is a PMSMP done; Assessed when its assessment was good.
type Immersion struct {
	ROME     ROME  `json:"rome"`
	End      Date  `json:"end,omitzero"`
	Host     SIRET `json:"host,omitempty"`
	Assessed bool  `json:"assessed,omitempty"`
}

// Interest is an interest a person confirmed (by link, at a meetup, after a PMSMP) in an occupation or an establishment.
type Interest struct {
	ROME  ROME  `json:"rome,omitempty"`
	SIRET SIRET `json:"siret,omitempty"`
	On    Date  `json:"on,omitzero"`
}

// Language is what a person can do in a language: understand, read, write; each may be unknown.
type Language struct {
	Code       string `json:"code"`
	Understand Tri    `json:"understand,omitzero"`
	Read       Tri    `json:"read,omitzero"`
	Write      Tri    `json:"write,omitzero"`
}

// Commitment is work or a placement already held, From To (zero To = open), in these windows of the week.
type Commitment struct {
	From    Date     `json:"from,omitzero"`
	To      Date     `json:"to,omitzero"`
	Windows []Window `json:"windows,omitempty"`
	Hours   float64  `json:"hours,omitempty"`
	// Hire is the introduction that it came of, by which it is known and undone; Lasting tells that it closed the file.
	Hire    string `json:"hire,omitempty"`
	Lasting bool   `json:"lasting,omitempty"`
}

// PoolDomain is one of the candidathèque's domains (param), each with its referents.
type PoolDomain string

// poolDomains are the four of the association's report (param).
var poolDomains = []struct {
	code  PoolDomain
	label string
}{
	{"maintenance", "industrie de maintenance"},
	{"production", "transport, logistique, industrie de production"},
	{"services", "services à la personne et aux entreprises"},
	{"batiment", "bâtiment"},
}

// PoolDomains lists the domain codes in order.
func PoolDomains() (codes []PoolDomain) {
	for _, d := range poolDomains {
		codes = append(codes, d.code)
	}
	return codes
}

// ParsePoolDomain reads a code or a label; empty stays empty.
func ParsePoolDomain(s string) (PoolDomain, error) {
	word := strings.ToLower(strings.TrimSpace(s))
	if word == "" {
		return "", nil
	}
	for _, d := range poolDomains {
		if word == string(d.code) || word == d.label {
			return d.code, nil
		}
	}
	return "", Invalid("domain", "Domaine « %s » inconnu : maintenance, production, services ou batiment.", clip(s))
}

// French names the domain for people.
func (p PoolDomain) French() string {
	for _, d := range poolDomains {
		if d.code == p {
			return d.label
		}
	}
	return ""
}

// levels are the eight levels with their old names (décret 2019-14).
var levels = [...]string{"non renseigné", "niveau 1 (ancien VI)", "niveau 2 (ancien V bis)", "niveau 3, CAP ou BEP (ancien V)",
	"niveau 4, bac (ancien IV)", "niveau 5, bac + 2 (ancien III)", "niveau 6, bac + 3 ou 4 (ancien II)",
	"niveau 7, bac + 5 (ancien I)", "niveau 8, doctorat (ancien I)"}

// LevelFrench words a level, 0 to 8.
func LevelFrench(level int) string {
	if level < 0 || level >= len(levels) {
		return levels[0]
	}
	return levels[level]
}
