package referential

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"
	"sync"

	"eedk.fr/candidatheque/domain"
)

// Certificate is one line of the table.
type Certificate struct {
	Code   string // « R489-3 », « SST »
	Label  string
	Family string      // « caces », « transport », « santé »…
	Years  int         // validity in years from delivery, 0 when it does not end
	Ends   domain.Date // last possible day of an old recommendation, 0 for the others
}

// Covered is what a held certificate is worth: Code, itself included, until Until (0: as long as the certificate).
type Covered struct {
	Code  string
	Until domain.Date
}

// CertificateTable knows certificates, how people spell them, how long they last and what covers what.
type CertificateTable struct {
	list     []Certificate
	byCode   map[string]int
	spelling map[string]string   // folded spelling → code
	covers   map[string][]string // followed to the end, the certificate itself first
	cards    map[domain.ROME][]string
}

var (
	//go:embed builtin/certificats.txt
	certificateFacts string
	//go:embed builtin/couvertures.txt
	coverFacts string
	//go:embed builtin/cartes.txt
	cardFacts string
)

// Certificates is the table of the house. Validity and equivalences are parameters [V]: docs/rules.md lists them.
var Certificates = sync.OnceValue(func() *CertificateTable {
	t := &CertificateTable{
		byCode: map[string]int{}, spelling: map[string]string{},
		covers: map[string][]string{}, cards: map[domain.ROME][]string{},
	}
	for _, f := range facts(certificateFacts) {
		years, _ := strconv.Atoi(f[3])
		ends, _ := domain.ParseDate(f[4])
		t.byCode[f[0]] = len(t.list)
		t.list = append(t.list, Certificate{Code: f[0], Label: f[1], Family: f[2], Years: years, Ends: ends})
		for _, spelling := range append(strings.Split(f[5], ";"), f[0]) {
			if key := certificateKey(spelling); key != "" {
				t.spelling[key] = f[0]
			}
		}
	}
	direct := map[string][]string{}
	for _, f := range facts(coverFacts) {
		direct[f[0]] = f[1:]
	}
	for _, c := range t.list {
		t.covers[c.Code] = follow(direct, c.Code, nil)
	}
	for _, f := range facts(cardFacts) {
		t.cards[domain.ROME(f[0])] = f[1:]
	}
	return t
})

// follow gathers code and all it covers, step by step.
func follow(direct map[string][]string, code string, seen []string) []string {
	if slices.Contains(seen, code) {
		return seen
	}
	seen = append(seen, code)
	for _, next := range direct[code] {
		seen = follow(direct, next, seen)
	}
	return seen
}

// All lists the table in its own order. The slice must not be changed.
func (t *CertificateTable) All() []Certificate { return t.list }

// Certificate looks a code up.
func (t *CertificateTable) Certificate(code string) (Certificate, bool) {
	i, ok := t.byCode[code]
	if !ok {
		return Certificate{}, false
	}
	return t.list[i], true
}

// Label is the certificate's name for people; the code itself when it is not in the table.
func (t *CertificateTable) Label(code string) string {
	if c, ok := t.Certificate(code); ok {
		return c.Label
	}
	if isElectrical(code) {
		return "Formation à l'habilitation électrique " + strings.TrimPrefix(code, electrical)
	}
	return code
}

// ExpiresOn is the last day of validity of a certificate delivered on that day; 0 when it does not end, when the code is
// not in the table, or when the day of delivery is not known.
//
// A certificate of 5 years delivered on 2021-05-10 is valid up to and including 2026-05-09.
func (t *CertificateTable) ExpiresOn(code string, delivered domain.Date) domain.Date {
	c, ok := t.Certificate(code)
	if !ok {
		return 0
	}
	last := c.Ends
	if c.Years > 0 && delivered.Known() {
		own := delivered.AddMonths(12*c.Years) - 1
		if !last.Known() || own < last {
			last = own
		}
	}
	return last
}

// Covers tells what a certificate is worth: itself first, then all it stands for (FCO ⇒ FIMO, SSIAP 3 ⇒ 2 ⇒ 1, an old
// CACES ⇒ the new one until the old one's last day).
func (t *CertificateTable) Covers(held string) []Covered {
	codes := t.covers[held]
	if codes == nil {
		codes = []string{held}
	}
	list := make([]Covered, len(codes))
	until := t.ExpiresOn(held, 0)
	for i, code := range codes {
		list[i] = Covered{Code: code, Until: until}
	}
	return list
}

// Valid tells whether one of the held certificates answers for wanted on that day. When none does but one did, expired is
// the last day it was valid (the latest of them); 0 when none ever did.
//
// A certificate whose day of delivery is not known counts as valid: unknown is not lacking, the referent checks.
// An electrical habilitation is never valid: each employer issues its own (NF C 18-510).
func (t *CertificateTable) Valid(held []domain.HeldCertificate, wanted string, on domain.Date) (ok bool, expired domain.Date) {
	if isElectrical(wanted) {
		return false, 0
	}
	for _, h := range held {
		if !t.answersFor(h.Code, wanted) || h.Delivered.Known() && h.Delivered > on {
			continue
		}
		last := t.ExpiresOn(h.Code, h.Delivered)
		if !last.Known() || last >= on {
			return true, 0
		}
		expired = max(expired, last)
	}
	return false, expired
}

// answersFor is true for the same code, a covered one, and any category when the recommendation alone is wanted (« R489 »).
func (t *CertificateTable) answersFor(held, wanted string) bool {
	if held == wanted {
		return true
	}
	wholeFamily := isRecommendation(wanted)
	for _, code := range t.covers[held] {
		if code == wanted || wholeFamily && strings.HasPrefix(code, wanted+"-") {
			return true
		}
	}
	return false
}

// RequiredCards lists the cards an occupation asks by law, to be put on every offer by default; none for most.
func (t *CertificateTable) RequiredCards(rome domain.ROME) []string {
	return slices.Clone(t.cards[rome])
}
