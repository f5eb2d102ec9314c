package templates

import (
	"net/url"
	"strings"

	"eedk.fr/candidatheque/domain"
)

// WalletPage is the proofs of eligibility of one person, for referents and facilitators: POST to its own path keeps a
// proof, POST …/:criterion/retirer takes one out.
type WalletPage struct {
	Base
	Profile string
	Name    string
	Proofs  []ProofLine
	Form    ProofForm
	Errors  domain.FieldErrors
	Today   domain.Date
}

// ProofLine is a proof seen, in words. Until is its last day, zero for one never seen; By is the name of who saw it.
type ProofLine struct {
	Criterion domain.CriterionCode
	Document  string
	SeenOn    domain.Date
	Until     domain.Date
	Lot       string
	By        string
}

// ProofForm holds the form as typed. Document is a criterion and a kind of proof: RSA/caf.
type ProofForm struct {
	Document   string // document
	SeenOn     string // seen_on
	ValidUntil string // valid_until
	Lot        string // lot
}

// EndingPage lists the proofs that end soon, or have just ended (?quand=passes), and finds a person by their whole name
// (?nom=).
type EndingPage struct {
	Base
	Search  string
	Found   []PersonRef
	Past    bool
	Lines   []EndingLine
	Window  int // days
	NextDay domain.Date
	Errors  domain.FieldErrors
	// Searched is true once Search was answered.
	Searched bool
	Today    domain.Date
}

// EndingLine is one proof that ends.
type EndingLine struct {
	PersonRef
	Proof ProofLine
}

// NeedPerson is a person proposed for a need, as a facilitator reads them.
type NeedPerson struct {
	PersonRef
	Until domain.Date
}

// documentOptions lists every criterion with each document that attests it.
func documentOptions() []Option {
	options := []Option{{"", "Choisissez"}}
	for _, code := range domain.CriterionCodes() {
		for _, kind := range code.Proofs() {
			options = append(options, Option{DocumentValue(code, kind), capital(code.French()) + "\u00a0: " + code.ProofText(kind)})
		}
	}
	return options
}

// DocumentValue names a criterion and a kind of proof in a form; ParseDocument reads it.
func DocumentValue(code domain.CriterionCode, kind domain.ProofKind) string {
	return string(code) + "/" + string(kind)
}

// ParseDocument reads a criterion and a kind of proof.
func ParseDocument(value string) (criterion, kind string) {
	criterion, kind, _ = strings.Cut(value, "/")
	return criterion, kind
}

// ProofState draws where a proof stands on a day.
func ProofState(p ProofLine, today domain.Date) State {
	switch {
	case !p.SeenOn.Known():
		return State{"à voir", shapeEmpty, ToneWait}
	case p.Until < today:
		return State{"plus valable", shapeNo, ToneStop}
	case p.Until <= today+endingSoon:
		return State{"à redemander bientôt", shapeHalf, ToneWait}
	}
	return State{"valable", shapeYes, ToneDone}
}

// endingSoon is from how many days before its end a proof is drawn as one to ask for again.
const endingSoon = 30

// UntilWords says the last day of something, or that it has none.
func UntilWords(d domain.Date) string {
	switch {
	case !d.Known():
		return ""
	case d.Endless():
		return "sans limite de date"
	}
	return "jusqu'au " + d.French()
}

// EligibleState draws whether a person is eligible to a need.
func EligibleState(until domain.Date) State {
	if !until.Known() {
		return State{"pas éligible le jour de l'embauche", shapeHalf, ToneWait}
	}
	return State{"éligible " + UntilWords(until), shapeYes, ToneDone}
}

// NextHref leads to the following days.
func (p EndingPage) NextHref() string {
	q := url.Values{"cursor": {p.NextDay.String()}}
	if p.Past {
		q.Set("quand", "passes")
	}
	return "/eligibilites?" + q.Encode()
}

// Title of the page.
func (p WalletPage) Title() string { return "Éligibilité\u00a0: " + p.Name }

// Title of the page.
func (EndingPage) Title() string { return "Éligibilité aux clauses" }

func (WalletPage) file() string { return "wallet" }
func (EndingPage) file() string { return "ending" }
