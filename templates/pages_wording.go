package templates

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"eedk.fr/candidatheque/domain"
)

// Remark is a flag of the wording guard as people read it: the passage marked in its sentence, what to do, or the reason
// for which a referent lets it through.
type Remark struct {
	domain.Flag
	Before, After string // what stands around the passage in its sentence
	Reason        string
	By            string // who gave the reason
	// Position names the remark on its page; Problem and Typed come back from a reason that was refused.
	Position int
	Problem  string
	Typed    string
}

// RemarksOf lists the remarks on an offer, what is to mend first; name gives the name of an actor's id as this viewer may
// read it.
func RemarksOf(o *domain.Offer, name func(id string) string) []Remark {
	remarks := make([]Remark, 0, len(o.Flags))
	for _, f := range o.Flags {
		before, after, _ := strings.Cut(f.Sentence, f.Passage)
		m := Remark{Flag: f, Before: before, After: after}
		if v, passed := o.OverrideOf(f); passed {
			m.Reason, m.By = v.Reason, name(v.By)
		}
		remarks = append(remarks, m)
	}
	slices.SortStableFunc(remarks, func(a, b Remark) int { return a.rank() - b.rank() })
	for i := range remarks {
		remarks[i].Position = i
	}
	return remarks
}

func (m Remark) rank() int {
	switch {
	case m.Open():
		return 0
	case m.Level == domain.ToMend:
		return 1
	}
	return 2
}

// Open tells a remark that stops the publication.
func (m Remark) Open() bool { return m.Level == domain.ToMend && m.Reason == "" }

// State says where the remark stands, with its colour and its shape.
func (m Remark) State() State {
	switch m.rank() {
	case 0:
		return State{"À reformuler", shapeAct, ToneStop}
	case 1:
		return State{"Gardé, avec une raison", shapeYes, ToneDone}
	}
	return State{"Conseil", shapeEmpty, ToneQuiet}
}

// rewordAct begins the value of the button that puts a suggestion in the place of its passage.
const rewordAct = "reword"

// Act is the value of that button: the field, then the passage.
func (m Remark) Act() string { return rewordAct + " " + m.Field + " " + m.Passage }

// RewordedBy reads the value of such a button; false for any other.
func RewordedBy(act string) (field, passage string, ok bool) {
	rest, ok := strings.CutPrefix(act, rewordAct+" ")
	if !ok {
		return "", "", false
	}
	field, passage, ok = strings.Cut(rest, " ")
	return field, passage, ok
}

// ReasonField asks a referent why the passage may stay.
func (m Remark) ReasonField() Field {
	return Field{ID: m.ReasonID(), Name: "reason", Label: "Pourquoi ce passage peut rester", Value: m.Typed, Error: m.Problem, Type: "text",
		Help: "La loi ou le métier qui le demande. Cette raison est gardée avec votre nom."}
}

// ReasonID is where the summary of errors leads.
func (m Remark) ReasonID() string { return "raison-" + strconv.Itoa(m.Position) }

// remarksIn keeps the remarks on one field of the form.
func remarksIn(remarks []Remark, field string) []Remark {
	return slices.DeleteFunc(slices.Clone(remarks), func(m Remark) bool { return m.Field != field })
}

// SeenRemarks sums up the open remarks shown on a form: sent back, it says that the author has read them.
func SeenRemarks(remarks []Remark) string {
	sum, open := fnv.New64a(), 0
	for _, m := range remarks {
		if m.Open() {
			open++
			fmt.Fprintf(sum, "%s\x00%s\x00%s\x00", m.Field, m.Passage, m.Sentence)
		}
	}
	if open == 0 {
		return ""
	}
	return strconv.FormatUint(sum.Sum64(), 36)
}

// OpenRemarks counts what still stops the publication.
func OpenRemarks(remarks []Remark) (n int) {
	for _, m := range remarks {
		if m.Open() {
			n++
		}
	}
	return n
}
