package domain

import "strings"

// CriterionCode is a public of the social clauses.
type CriterionCode string

// CriterionConfidential covers justice, asylum and child welfare: « critère confidentiel attesté », never more
// (RGPD art. 10). It is never imported and never logged.
const CriterionConfidential CriterionCode = "CONFIDENTIEL"

// criteria: label, and freshness in months of the proof at hire (0 = valid on its own date or for ever; param, domain.md §4).
var criteria = []struct {
	code  CriterionCode
	label string
	fresh int
}{
	{"RSA", "bénéficiaire du RSA", 3},
	{"ASS", "allocation de solidarité spécifique", 3},
	{"AAH", "allocation aux adultes handicapés", 3},
	{"AI", "allocation d'insertion", 3},
	{"DELD", "demandeur d'emploi de longue durée", 3},
	{"TH", "travailleur handicapé", 0},
	{"QPV", "habitant d'un quartier prioritaire", 6},
	{"JEUNE", "jeune de moins de 26 ans", 0},
	{"SENIOR", "50 ans et plus", 0},
	{"PLIE", "participant du PLIE", 3},
	{"IAE", "PASS IAE", 0},
	{"EA", "entreprise adaptée", 0},
	{"GEIQ", "parcours en GEIQ", 0},
	{"E2C", "école de la 2e chance ou EPIDE", 0},
	{"ISOLE", "parent isolé", 3},
	{CriterionConfidential, "critère confidentiel attesté", 3},
	{"AUTRE", "autre, sur avis motivé", 3},
}

// ParseCriterion reads a code. known is false for a well-formed code outside the table: it is kept with a warning.
func ParseCriterion(s string) (code CriterionCode, known bool, err error) {
	code = CriterionCode(strings.ToUpper(strings.TrimSpace(s)))
	for _, c := range criteria {
		if c.code == code {
			return code, true, nil
		}
	}
	if len(code) < 2 || len(code) > 20 || strings.Trim(string(code), "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") != "" {
		return "", false, Invalid("criteres", "Critère « %s » illisible.", clip(s))
	}
	return code, false, nil
}

// CriterionCodes lists the codes of the table.
func CriterionCodes() (codes []CriterionCode) {
	for _, c := range criteria {
		codes = append(codes, c.code)
	}
	return codes
}

// French names the criterion, for facilitators and referents only.
func (c CriterionCode) French() string {
	for _, k := range criteria {
		if k.code == c {
			return k.label
		}
	}
	return string(c)
}

// Criterion is a proof seen: the document itself is never stored. ValidUntil zero = computed from SeenOn and the table.
type Criterion struct {
	Code CriterionCode `json:"code"`
	// Proof is what was seen, empty when a file did not say; Lot the lot of a market it was seen for, in words.
	Proof      ProofKind `json:"proof,omitempty"`
	SeenOn     Date      `json:"seen_on,omitzero"`
	ValidUntil Date      `json:"valid_until,omitzero"`
	Lot        string    `json:"lot,omitempty"`
	By         string    `json:"by,omitempty"`
}

// validityForever is the last day a proof without an end is valid.
const validityForever = Date(1 << 30)

// Endless tells whether the day stands for « sans limite de date », as Until gives it.
func (d Date) Endless() bool { return d >= validityForever }

// Until is the last day on which the proof serves a hire: ValidUntil when given, else SeenOn + freshness - 1 day.
// A proof never seen serves on no day (zero Date).
func (c Criterion) Until() Date {
	switch {
	case !c.SeenOn.Known():
		return 0
	case c.ValidUntil.Known():
		return c.ValidUntil
	}
	for _, k := range criteria {
		if k.code == c.Code && k.fresh > 0 {
			return c.SeenOn.AddMonths(k.fresh) - 1
		}
	}
	return validityForever
}
