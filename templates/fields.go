package templates

import (
	"slices"
	"strings"

	"eedk.fr/candidatheque/domain"
)

// Field is one question of a form: its label, the value as typed, its help, what is wrong with it. Templates chain its
// methods: ((input "title" "Intitulé" .Form.Title .Errors).Hint "…").Optional
type Field struct {
	ID, Name, Label, Value, Help, Error string
	Type, Mode, Auto, List, Unit, Width string
	Max                                 int
	Free                                bool // may be left empty
	Lines                               int  // > 0: a text of several lines
	Options                             []Option
}

func newField(name, label, value string, errs domain.FieldErrors) Field {
	return Field{ID: name, Name: name, Label: label, Value: value, Error: errs[name], Type: "text"}
}

// Hint adds a line of help under the label.
func (f Field) Hint(text string) Field { f.Help = text; return f }

// Kind sets the type of the input: date, time, email…
func (f Field) Kind(kind string) Field { f.Type = kind; return f }

// Digits asks for the keyboard of figures.
func (f Field) Digits() Field { f.Mode, f.Width = "numeric", "short"; return f }

// Decimals asks for the keyboard of figures with a comma.
func (f Field) Decimals() Field { f.Mode, f.Width = "decimal", "short"; return f }

// Short and Medium bound the width to what is expected.
func (f Field) Short() Field { f.Width = "short"; return f }

// Medium is for a name, a date, a commune.
func (f Field) Medium() Field { f.Width = "medium"; return f }

// In adds the unit after the input.
func (f Field) In(unit string) Field { f.Unit = unit; return f }

// Fill names what a browser may fill in (WCAG 1.3.5).
func (f Field) Fill(auto string) Field { f.Auto = auto; return f }

// Optional says so in the label: what is not said is asked for.
func (f Field) Optional() Field { f.Free = true; return f }

// From offers the values of a datalist.
func (f Field) From(list string) Field { f.List = list; return f }

// Text makes it a text of several lines.
func (f Field) Text(lines int) Field { f.Lines = lines; return f }

// Limit bounds the length in characters.
func (f Field) Limit(n int) Field { f.Max = n; return f }

// As changes the identifier, where a name comes several times on a page.
func (f Field) As(id string) Field { f.ID = id; return f }

// Among makes it a choice.
func (f Field) Among(options []Option) Field { f.Options = options; return f }

// Box is one check box.
type Box struct {
	ID, Name, Value, Label, Help string
	Checked                      bool
}

func newBox(name, label string, checked bool) Box {
	return Box{ID: name, Name: name, Value: "1", Label: label, Checked: checked}
}

// Hint adds a line of help.
func (b Box) Hint(text string) Box { b.Help = text; return b }

// As changes the identifier.
func (b Box) As(id string) Box { b.ID = id; return b }

// Choices is a group of check boxes under one legend.
type Choices struct {
	ID, Legend, Help, Error string
	Boxes                   []Box
}

func newChoices(name, legend string, options []Option, chosen []string, errs domain.FieldErrors) Choices {
	c := Choices{ID: name, Legend: legend, Error: errs[name]}
	for _, o := range options {
		c.Boxes = append(c.Boxes, Box{ID: name + "-" + o.Value, Name: name, Value: o.Value, Label: o.Label,
			Checked: slices.Contains(chosen, o.Value)})
	}
	return c
}

// Hint adds a line of help.
func (c Choices) Hint(text string) Choices { c.Help = text; return c }

// Lines is a list of requirement lines of one kind.
type Lines struct {
	Name, Legend, One, Add, List, Error string
	Options                             []Option
	Rows                                []NeedLine
}

// newLines always leaves an empty line to fill at the end.
func newLines(name, legend, one, add string, rows []NeedLine, errs domain.FieldErrors) Lines {
	l := Lines{Name: name, Legend: legend, One: one, Add: add}
	for _, key := range []string{name, name + "s", "required_" + name + "s"} {
		if l.Error == "" {
			l.Error = errs[key]
		}
	}
	l.Rows = append(slices.Clone(rows), NeedLine{})
	if n := len(rows); n > 0 && strings.TrimSpace(rows[n-1].Value) == "" {
		l.Rows = l.Rows[:n]
	}
	return l
}

// From offers the values of a datalist; Among makes the line a choice.
func (l Lines) From(list string) Lines { l.List = list; return l }

// Among makes each line a choice.
func (l Lines) Among(options []Option) Lines { l.Options = options; return l }

// Problem is one line of the summary of errors: Field is the id to go to, empty when there is none.
type Problem struct {
	Field, Message string
}

// formOrder is the order of the fields on the page, so that the summary reads downwards.
var formOrder = []string{"email", "password", "code", "new_password", "first_code", "market_reference", "clause_people", "clause_hours", "scope", "clause_publics", "clause_way", "temp_agency", "clause_lot", "document", "seen_on", "valid_until", "lot", "siret", "employer_name", "user_siret", "title", "description", "rome", "postal_code",
	"commune", "weekly_hours", "first_start", "last_end", "schedule", "contexts", "contract", "months", "places", "start",
	"deadline", "pay_min", "pay_max", "pay_unit", "skill", "certificate", "licence", "experience_months", "level",
	"key", "label", "entered_on", "programme", "domain", "adviser"}

// personOrder is that of the form of a person, and of the acts on their page.
var personOrder = []string{"first_name", "last_name", "phone", "email", "birth_date", "civility", "sex", "referent", "adviser", "targets",
	"practised", "refused", "trainings", "immersions", "skills", "level_obtained", "languages", "presentation", "postal_code", "commune",
	"radius_km", "means", "communes", "available", "weekly_hours_wanted", "contracts", "windows", "refused_schedule", "refused_contexts",
	"domain", "programme", "from", "consent_on", "consent_channel", "told", "work", "licence", "agree", "person", "channel", "on", "reason"}

// anchors leads the names of the API and of the rules to the field of the form.
var anchors = map[string]string{"skills": "skill", "required_skills": "skill", "trainable_skills": "skill",
	"wished_skills": "skill", "certificates": "certificate", "licences": "licence", "pay": "pay_min", "clause": "market_reference",
	"people": "clause_people", "hours": "clause_hours", "way": "clause_way", "publics": "clause_publics"}

func summaryOf(errs domain.FieldErrors) []Problem {
	problems := make([]Problem, 0, len(errs))
	for field, message := range errs {
		if to, known := anchors[field]; known {
			field = to
		}
		problems = append(problems, Problem{field, message})
	}
	order := slices.Concat(formOrder, personOrder)
	place := func(p Problem) int {
		if i := slices.Index(order, p.Field); i >= 0 {
			return i
		}
		return len(order)
	}
	slices.SortFunc(problems, func(a, b Problem) int {
		if d := place(a) - place(b); d != 0 {
			return d
		}
		return strings.Compare(a.Field+a.Message, b.Field+b.Message)
	})
	return problems
}

// problem is the message of one field, for the fields that are drawn by hand.
func problem(errs domain.FieldErrors, field string) string { return errs[field] }
