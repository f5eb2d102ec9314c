package domain

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// FigureKind is what a figure counts: « entered », or a kind and a code, « programme/PACEA ».
type FigureKind string

// The kinds of the counts that outlive the people counted. Those with a code are written kind/code.
const (
	FigureEntered   FigureKind = "entered"
	FigureProgramme FigureKind = "programme"
	FigureCriterion FigureKind = "criterion"
	FigureSex       FigureKind = "sex"
	FigureErased    FigureKind = "erased"
	FigureOffer     FigureKind = "offer"
	FigureInterview FigureKind = "interview"
	FigureHire      FigureKind = "hire"
	// FigureLasting are the hires that are lasting work for Proch'Emploi.
	FigureLasting FigureKind = "hire_lasting"
)

func (k FigureKind) of(code string) FigureKind { return k + "/" + FigureKind(code) }

var sexFrench = map[string]string{"F": "femmes", "M": "hommes", "X": "autre"}

// French words the kind for people.
func (k FigureKind) French() string {
	kind, code, _ := strings.Cut(string(k), "/")
	switch FigureKind(kind) {
	case FigureEntered:
		return "Personnes entrées"
	case FigureOffer:
		return "Offres"
	case FigureInterview:
		return "Rencontres avec un employeur"
	case FigureHire:
		return "Embauches"
	case FigureLasting:
		return "Embauches durables (Proch'Emploi)"
	case FigureErased:
		return "Dossiers effacés ou anonymisés"
	case FigureProgramme:
		return "Accompagnements commencés : " + Programme(code).French()
	case FigureCriterion:
		return "Critère vu : " + CriterionCode(code).French()
	case FigureSex:
		return "Personnes entrées, sexe dit : " + cmp.Or(sexFrench[code], code)
	}
	return string(k)
}

// Figure is one count of one year.
type Figure struct {
	Year  int        `json:"year"`
	Kind  FigureKind `json:"kind"`
	Count int        `json:"count"`
}

// ClosedFigures are the counts of a year that nobody stands behind any more: what erased people had counted for, so that
// erasing changes no number of a report. ID is the year. Applied are the erasures under way that are counted already: an
// erasure that was cut short counts once, and its token goes when it ends.
type ClosedFigures struct {
	Record
	Year    int           `json:"year"`
	Counts  []FigureCount `json:"counts"`
	Applied []string      `json:"applied,omitempty"`
}

// FigureCount is one count of a year.
type FigureCount struct {
	Kind  FigureKind `json:"kind"`
	Count int        `json:"count"`
}

// ForgetPerson leaves the counts: nobody stands in them.
func (*ClosedFigures) ForgetPerson(Forgotten) Fate { return FateUntouched }

// Add counts what somebody counted for, once for a token; false when it was counted already.
func (c *ClosedFigures) Add(token string, kinds []FigureKind) bool {
	if slices.Contains(c.Applied, token) {
		return false
	}
	for _, kind := range kinds {
		i := slices.IndexFunc(c.Counts, func(k FigureCount) bool { return k.Kind == kind })
		if i < 0 {
			c.Counts = append(c.Counts, FigureCount{Kind: kind})
			i = len(c.Counts) - 1
		}
		c.Counts[i].Count++
	}
	slices.SortFunc(c.Counts, func(a, b FigureCount) int { return cmp.Compare(a.Kind, b.Kind) })
	c.Applied = append(c.Applied, token)
	return true
}

// Close drops the token of an erasure that ended; false when there was none.
func (c *ClosedFigures) Close(token string) bool {
	before := len(c.Applied)
	c.Applied = slices.DeleteFunc(c.Applied, func(t string) bool { return t == token })
	return len(c.Applied) < before
}

// ClosedFiguresID is the key of the figures of a year.
func ClosedFiguresID(year int) string { return strconv.Itoa(year) }

// Figures lists what a file counts for, each by its year: the entry, the sex when the person said it, the accompaniments
// by their first day, the proofs by the day they were seen.
func (p *Person) Figures() (list []Figure) {
	k := p.Candidate
	if p.Stage() != AdmissionAccepted {
		return nil
	}
	if k.EnteredOn.Known() {
		list = append(list, Figure{yearOf(k.EnteredOn), FigureEntered, 1})
		if k.Sex != "" {
			list = append(list, Figure{yearOf(k.EnteredOn), FigureSex.of(k.Sex), 1})
		}
	}
	for _, a := range k.Accompaniments {
		list = append(list, Figure{yearOf(a.From), FigureProgramme.of(string(a.Programme)), 1})
	}
	for _, c := range k.Criteria {
		if c.SeenOn.Known() {
			list = append(list, Figure{yearOf(c.SeenOn), FigureCriterion.of(string(c.Code)), 1})
		}
	}
	return list
}

// Figures lists what an introduction counts for: the meeting by its day, the hire by its first day of work.
func (x *Introduction) Figures() (list []Figure) {
	for _, step := range x.History {
		if step.To == string(IntroductionMet) {
			list = append(list, Figure{yearOf(DayOf(step.At)), FigureInterview, 1})
			break
		}
	}
	if x.Status != IntroductionHired || x.Outcome == nil {
		return list
	}
	year := yearOf(x.Outcome.Start)
	list = append(list, Figure{year, FigureHire, 1})
	if x.Outcome.Lasting("PROCHEMPLOI") {
		list = append(list, Figure{year, FigureLasting, 1})
	}
	return list
}

// SumFigures adds up counts of one year and kind, in order of year and kind.
func SumFigures(lists ...[]Figure) (sum []Figure) {
	at := map[Figure]int{}
	for _, list := range lists {
		for _, f := range list {
			at[Figure{Year: f.Year, Kind: f.Kind}] += f.Count
		}
	}
	for f, n := range at {
		f.Count = n
		sum = append(sum, f)
	}
	slices.SortFunc(sum, func(a, b Figure) int { return cmp.Or(cmp.Compare(a.Year, b.Year), cmp.Compare(a.Kind, b.Kind)) })
	return sum
}

func yearOf(on Date) int { return on.Time().Year() }
