package search

import (
	"encoding/json"
	"slices"
	"strings"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/domain/referential"
)

// facts are what the filters, the facets and the orders know of a person. They are kept in the index as one JSON text
// beside the words, and read into the table when it opens. Codes and dates only: nothing of an identity is among them.
type facts struct {
	Jobs  []string `json:"metiers,omitempty"` // codes sought or practised, with those they stand for
	INSEE string   `json:"insee,omitempty"`
	Lat   float64  `json:"lat,omitempty"`
	Lon   float64  `json:"lon,omitempty"`

	Licences     []string           `json:"permis,omitempty"`
	Certificates []paper            `json:"certificats,omitempty"`
	Contracts    domain.ContractSet `json:"contrats,omitzero"`
	Domain       domain.PoolDomain  `json:"domaine,omitempty"`
	Slots        domain.Slots       `json:"plages,omitempty"`
	Pool         domain.PoolState   `json:"vivier"`
	Available    domain.Date        `json:"disponible,omitzero"`
	Updated      int64              `json:"maj"` // seconds since 1970
}

// paper is a certificate held, or one that a held one stands for, with its days of validity: From its delivery (zero =
// not known, counts as valid), Until its last day (zero = without end). Never is what only an employer makes valid.
type paper struct {
	Code  string      `json:"c"`
	From  domain.Date `json:"d,omitzero"`
	Until domain.Date `json:"f,omitzero"`
	Never bool        `json:"n,omitempty"`
}

func (f facts) text() (string, error) {
	text, err := json.Marshal(f)
	return string(text), err
}

func (l Labels) facts(e domain.IndexEntry) facts {
	p := e.Profile
	codes, _ := l.occupations(p)
	f := facts{Jobs: codes, Licences: licences(p.Licences), Certificates: papers(p.Certificates), Contracts: p.Contracts,
		Domain: p.Domain, Slots: p.PossibleSlots(), Pool: e.Pool, Available: p.Available, Updated: e.Updated.Unix()}
	if p.Place.Known() {
		f.INSEE, f.Lat, f.Lon = p.Place.INSEE, p.Place.Lat, p.Place.Lon
	}
	return f
}

// licences lists what the person may drive: what is held, with all it covers. A licence in progress opens nothing yet.
func licences(held []domain.HeldLicence) (codes []string) {
	for _, wanted := range domain.Licences() {
		if slices.ContainsFunc(held, func(h domain.HeldLicence) bool { return !h.InProgress && h.Licence.Covers(wanted) }) {
			codes = append(codes, string(wanted))
		}
	}
	return codes
}

// papers lists what was delivered and all it stands for, ended ones too: somebody whose certificate has just ended is one
// renewal away, and must be found. Of two that stand for the same, both are kept: either may be the valid one.
func papers(held []domain.HeldCertificate) (list []paper) {
	table := referential.Certificates()
	for _, h := range held {
		until := table.ExpiresOn(h.Code, h.Delivered)
		for _, c := range table.Covers(h.Code) {
			list = append(list, paper{Code: c.Code, From: h.Delivered, Until: until, Never: referential.IsTrainingOnly(c.Code)})
		}
	}
	return list
}

// answers tells whether the paper is the one wanted, or a category of it when a recommendation alone is (« R489 »).
func answers(code, wanted string) bool {
	return code == wanted || strings.HasPrefix(wanted, "R4") && !strings.Contains(wanted, "-") && strings.HasPrefix(code, wanted+"-")
}
