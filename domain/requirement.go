package domain

import (
	"slices"
	"strings"
)

// Need says how much an offer needs something: on day one, teachable on the job, or a plus.
type Need uint8

// The three states of a requirement. Only DayOne closes a gate.
const (
	DayOne Need = iota
	Trainable
	Plus
)

var needNames = [...]struct{ code, french string }{
	{"day_one", "indispensable le premier jour"},
	{"trainable", "nous pouvons former"},
	{"plus", "un plus"},
}

// ParseNeed reads day_one, trainable or plus.
func ParseNeed(s string) (Need, error) {
	for i, n := range needNames {
		if n.code == s {
			return Need(i), nil
		}
	}
	return 0, Invalid("", "« %s » : choisissez indispensable, nous pouvons former, ou un plus.", clip(s))
}

// French words the state for people.
func (n Need) French() string { return needNames[n].french }

func (n Need) String() string { return needNames[n].code }

// MarshalText writes day_one, trainable or plus.
func (n Need) MarshalText() ([]byte, error) { return []byte(n.String()), nil }

// UnmarshalText reads what ParseNeed reads.
func (n *Need) UnmarshalText(b []byte) (err error) {
	*n, err = ParseNeed(string(b))
	return err
}

// Skill is a skill of ROME (ID = its OGR code) or a free label (ID empty).
type Skill struct {
	ID    string `json:"id,omitempty"`
	Label string `json:"label"`
}

// SkillNeed, CertificateNeed and LicenceNeed are requirements of an offer.
type SkillNeed struct {
	Skill
	Need Need `json:"need"`
}

// CertificateNeed asks for a certificate of the referential by its code (« R489-3 », « SST »).
type CertificateNeed struct {
	Code string `json:"code"`
	Need Need   `json:"need"`
}

// LicenceNeed asks for a driving licence.
type LicenceNeed struct {
	Licence Licence `json:"licence"`
	Need    Need    `json:"need"`
}

// Licence is a driving-licence category, with B96.
type Licence string

// licences lists the categories with what each one also allows (Code de la route, R221-4 and following).
var licences = []struct {
	code   Licence
	covers []Licence
}{
	{"AM", nil}, {"A1", []Licence{"AM"}}, {"A2", []Licence{"A1", "AM"}}, {"A", []Licence{"A2", "A1", "AM"}},
	{"B1", []Licence{"AM"}}, {"B", []Licence{"B1", "AM"}}, {"B96", []Licence{"B", "B1", "AM"}}, {"BE", []Licence{"B96", "B", "B1", "AM"}},
	{"C1", []Licence{"B"}}, {"C1E", []Licence{"C1", "BE", "B96", "B"}}, {"C", []Licence{"C1", "B"}},
	{"CE", []Licence{"C", "C1E", "C1", "BE", "B96", "B"}},
	{"D1", []Licence{"B"}}, {"D1E", []Licence{"D1", "BE", "B96", "B"}}, {"D", []Licence{"D1", "B"}},
	{"DE", []Licence{"D", "D1E", "D1", "BE", "B96", "B"}},
}

// Licences lists the categories in their usual order.
func Licences() []Licence {
	out := make([]Licence, len(licences))
	for i, l := range licences {
		out[i] = l.code
	}
	return out
}

// ParseLicence reads « B », « permis b », « CE ».
func ParseLicence(s string) (Licence, error) {
	code := strings.ToUpper(strings.TrimSpace(s))
	code = strings.TrimSpace(strings.TrimPrefix(code, "PERMIS"))
	if code == "EC" || code == "EB" || code == "ED" { // names before 2013
		code = code[1:] + "E"
	}
	for _, l := range licences {
		if string(l.code) == code {
			return l.code, nil
		}
	}
	return "", Invalid("licences", "Permis « %s » inconnu : AM, A, B, BE, C, CE, D…", clip(s))
}

// Covers tells whether holding l allows what w allows.
func (l Licence) Covers(w Licence) bool {
	if l == w {
		return true
	}
	for _, k := range licences {
		if k.code == l {
			return slices.Contains(k.covers, w)
		}
	}
	return false
}

// HeldLicence is a licence a person holds, or is preparing.
type HeldLicence struct {
	Licence    Licence `json:"licence"`
	Obtained   Date    `json:"obtained,omitzero"`
	InProgress bool    `json:"in_progress,omitempty"`
}

// HeldCertificate is a certificate a person holds, as delivered; whether it is still valid is the table's answer.
type HeldCertificate struct {
	Code      string `json:"code"`
	Delivered Date   `json:"delivered,omitzero"`
}
