package matching

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"eedk.fr/candidatheque/domain"
)

// caseFile is one sector of the judged cases: what people who know the trade say, « A before B, because ».
type caseFile struct {
	Sector        string
	Offer, Person fields
	Cases         []judged
}

// judged is one case. By is the criterion in which A must be ahead, the gate that must stop B and not A, or « tie ».
// AIs and BIs say what becomes of them: « in », « out gate » or « near gate lift »; empty when the case does not speak of it.
type judged struct {
	Because, By string
	Offer, A, B fields
	AIs         string `json:"a_is"`
	BIs         string `json:"b_is"`
}

// fields are the fields of an offer or of a person, laid over those of the sector.
type fields map[string]json.RawMessage

func (f fields) over(base fields) fields {
	all := fields{}
	for _, layer := range []fields{base, f} {
		for name, value := range layer {
			all[name] = value
		}
	}
	return all
}

// read decodes the fields into v. A field that nobody knows is a mistake of the case.
func (f fields) read(t *testing.T, v any) {
	t.Helper()
	raw, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(v); err != nil {
		t.Fatalf("%v in %s", err, raw)
	}
}

// located finds a commune by its INSEE code; none when the case leaves it empty.
func located(t *testing.T, insee string) domain.Commune {
	t.Helper()
	c, ok := communeOf(insee)
	switch {
	case insee == "":
		return domain.Commune{}
	case !ok:
		t.Fatalf("no commune %s", insee)
	}
	return c
}

func (f fields) subject(t *testing.T, id string) Subject {
	t.Helper()
	p := struct {
		domain.Profile
		Commune  string
		Standing domain.Standing
	}{Standing: domain.Standing{Consent: true, Accompanied: true, Legal: domain.Legal{Contracts: domain.AllContracts(), Adult: true}}}
	f.read(t, &p)
	p.Place = located(t, p.Commune)
	return Subject{ID: id, Profile: p.Profile, Standing: p.Standing}
}

func (f fields) offer(t *testing.T) *domain.Offer {
	t.Helper()
	var o struct {
		domain.Offer
		Commune string
	}
	f.read(t, &o)
	o.Place = located(t, o.Commune)
	return &o.Offer
}

// standsAs says what becomes of a person, in the words of the cases.
func standsAs(v Verdict) string {
	switch {
	case v.Gate == "":
		return "in"
	case v.NearMiss != nil:
		return "near " + string(v.Gate) + " " + string(v.NearMiss.Lift)
	}
	return "out " + string(v.Gate)
}

// class orders those who are in, near and out.
func class(v Verdict) int {
	return strings.Index("in near out", strings.Fields(standsAs(v))[0])
}

func TestJudgedCases(t *testing.T) {
	files, err := filepath.Glob("testdata/cases/*.json")
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	seen := map[string]bool{}
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var file caseFile
		if err := json.Unmarshal(raw, &file); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, c := range file.Cases {
			count++
			if seen[c.Because] {
				t.Errorf("two cases say %q", c.Because)
			}
			seen[c.Because] = true
			t.Run(file.Sector+"/"+c.Because, func(t *testing.T) { judge(t, &file, &c) })
		}
	}
	if count < 60 {
		t.Errorf("%d cases, at least 60 are needed", count)
	}
}

func judge(t *testing.T, file *caseFile, c *judged) {
	t.Helper()
	w := builtinWorld()
	pool := w.pool(c.A.over(file.Person).subject(t, "A"), c.B.over(file.Person).subject(t, "B"))
	q := Query{Offer: c.Offer.over(file.Offer).offer(t), On: worldDay, Top: 2, NearMisses: 2}
	a, _ := pool.Verdict(q, "A")
	b, _ := pool.Verdict(q, "B")
	for _, x := range []struct {
		who, want string
		v         Verdict
	}{{"A", c.AIs, a}, {"B", c.BIs, b}} {
		if got := standsAs(x.v); x.want != "" && got != x.want {
			t.Errorf("%s is %q, judged %q: %v", x.who, got, x.want, x.v)
		}
	}
	tell := func() string {
		return standsAs(a) + " " + sentences(a) + "\n against " + standsAs(b) + " " + sentences(b)
	}
	switch part := partOf(c.By); {
	case c.By == "tie":
		r := pool.Shortlist(q)
		if a.Score != b.Score || len(r.Entries) != 2 || r.Entries[0].Profile != "A" {
			t.Errorf("A must be first of equals: %s", tell())
		}
		return
	case class(a) == class(b) && a.Score <= b.Score, class(a) > class(b):
		t.Errorf("B stands before A: %s", tell())
	case part < 0 && (string(b.Gate) != c.By || string(a.Gate) == c.By && standsAs(a) == standsAs(b)):
		t.Errorf("B must be stopped by %s, and A not: %s", c.By, tell())
	case part >= 0 && class(a) == class(b) && a.Reasons[part].Points <= b.Reasons[part].Points:
		t.Errorf("A must be ahead by %s: %s", c.By, tell())
	case part >= 0 && class(a) != class(b) && string(b.Gate) != c.By:
		t.Errorf("B must be stopped by %s: %s", c.By, tell())
	}
}

// partOf is the place of a criterion among the reasons; -1 for a gate.
func partOf(by string) int {
	for i, p := range domain.Parts() {
		if string(p) == by {
			return i
		}
	}
	return -1
}

func sentences(v Verdict) string {
	var b strings.Builder
	for _, r := range v.Reasons {
		b.WriteString("\n  " + string(r.Criterion) + " : " + r.Text)
	}
	if v.NearMiss != nil {
		b.WriteString("\n  → " + v.NearMiss.Text)
	}
	return b.String()
}
