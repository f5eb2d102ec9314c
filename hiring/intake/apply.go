package intake

import (
	"slices"
	"strings"

	"eedk.fr/candidatheque/domain"
)

// tidied says how the cells of other people's files are brought to the contract's writing, column by column. A column
// that is not here takes the text as it is. soft leaves a value that cannot be read and keeps the person: the value
// helps to match, and says nothing of who it is.
var tidied = []struct {
	column string
	text   func(string) string
	soft   bool
}{
	{"civilite", civility, false},
	{"email", address, false},
	{"telephone", phone, false},
	{"date_naissance", isoDay, false},
	{"metiers_recherches", occupations, true},
	{"metiers_exerces", occupations, true},
	{"metiers_refuses", occupations, true},
	{"competences", severalLines, true},
	{"permis", licences, true},
	{"certificats", severalLines, true},
	{"niveau_obtenu", obtainedWord, true},
	{"mobilite_km", kilometres, true},
	{"communes_acceptees", severalLines, true},
	{"vehicule", yes, true},
	{"moyens", severalLines, true},
	{"disponible_le", isoDay, true},
	{"contrats", severalLines, true},
	{"heures_souhaitees", hours, true},
	{"plages", severalLines, true},
	{"langues", languages, true},
	{"programme", strings.ToUpper, true},
	{"entree_le", isoDay, false},
	{"renouvele", yes, true},
	{"consentement_le", isoDay, false},
	{"criteres", severalLines, true},
}

// lists are the columns of several values: what several cells say of them adds up, where another column takes the first.
var lists = []string{"metiers_recherches", "metiers_exerces", "metiers_refuses", "formations", "pmsmp", "competences", "permis", "certificats",
	"communes_acceptees", "moyens", "contrats", "plages", "horaires_refuses", "contextes_refuses", "langues", "criteres"}

// obtainedWord reads France Travail's « D » and « N », and the words of level.
func obtainedWord(text string) string {
	if strings.EqualFold(text, "d") {
		return "oui"
	}
	if _, diploma, _ := level(text); diploma != domain.Unknown {
		return diploma.String()
	}
	return yes(text)
}

// hours takes the unit off « 35 h ».
func hours(text string) string {
	return strings.TrimSpace(strings.TrimRight(strings.ToLower(wholeFigure(text)), " heursbdoma/.-"))
}

// read reads the cells of a row as the plan says, then what the whole file says where the row does not.
func (p *Plan) read(r *profileRow, notes *rowNotes, headings, cells []string) {
	done := Columns(0)
	for _, f := range p.fields {
		c := cell{notes: notes, column: headings[f.sources[0]], text: f.text(cells)}
		column := profileColumns[f.column]
		if p.asIs {
			column.read(r, c)
			continue
		}
		if c.text = f.translated(empty(c.text)); c.text == "" || done>>f.column&1 == 1 && !slices.Contains(lists, column.name) {
			continue
		}
		done |= 1 << f.column
		c.soft = f.Optional
		f.readTidied(r, c, column)
	}
	if !p.asIs {
		k := &r.person.Candidate
		k.Criteria = onceEach(k.Criteria)
	}
	p.standIn(r, notes)
}

// onceEach keeps the first proof of each criterion: two columns may say the same one.
func onceEach(said []domain.Criterion) (kept []domain.Criterion) {
	for _, k := range said {
		if !slices.ContainsFunc(kept, func(o domain.Criterion) bool { return o.Code == k.Code }) {
			kept = append(kept, k)
		}
	}
	return kept
}

// translated looks the cell up in the table of values of its column, whole or value by value.
func (f field) translated(text string) string {
	if len(f.Values) == 0 || text == "" {
		return text
	}
	return eachValue(text, "\n|;,", func(v string) string {
		for _, line := range f.Values {
			if foldHeading(line.Theirs) == foldHeading(v) {
				return line.Ours
			}
		}
		return v
	})
}

// readTidied brings one cell of another's file to our writing and reads it.
func (f field) readTidied(r *profileRow, c cell, column profileColumn) {
	if f.answer != "" {
		f.readAnswer(r, c, column)
		return
	}
	switch column.name {
	case "commune", "code_postal":
		r.readPlace(c)
		return
	case "niveau":
		r.readLevel(c)
		return
	case "conseiller", "referent":
		c.text = firstAdviser(c.text)
	case "nom", "prenom", "presentation":
	default:
		c.text = wholeFigure(c.text)
	}
	for _, t := range tidied {
		if t.column == column.name {
			c.text, c.soft = t.text(c.text), c.soft || t.soft
		}
	}
	if c.text != "" {
		column.read(r, c)
	}
}

// readAnswer adds the answer where the cell says yes; for a proof, the two days of a period say it too.
func (f field) readAnswer(r *profileRow, c cell, column profileColumn) {
	c.soft = true
	if begin, end, period := strings.Cut(c.text, " "); len(f.sources) == 2 && period {
		from, to := isoDay(begin), isoDay(end)
		if _, err := domain.ParseDate(to); err == nil {
			c.text = f.answer + "@" + from + ">" + to
			column.read(r, c)
			return
		}
	}
	switch yes(c.text) {
	case "oui":
		c.text = f.answer
		column.read(r, c)
	case "non":
	default:
		c.warn(c.text, "Ce n'est ni oui ni non : la valeur est laissée.")
	}
}

// readPlace keeps the code and the name that a cell says, beside what another said before it.
func (r *profileRow) readPlace(c cell) {
	postalCode, name := codeAndTown(c.text)
	if postalCode != "" && r.postalCode.text == "" {
		r.postalCode = c
		r.postalCode.text = postalCode
	}
	if name != "" && r.communeName.text == "" {
		r.communeName = c
		r.communeName.text = name
	}
	r.postalCode.soft, r.communeName.soft = r.postalCode.soft || c.soft, r.communeName.soft || c.soft
}

func (r *profileRow) readLevel(c cell) {
	n, diploma, ok := level(c.text)
	if !ok {
		c.warn(c.text, "Ce niveau de formation n'est pas reconnu : il est laissé vide.")
		return
	}
	r.person.Profile.Level = n
	if diploma != domain.Unknown {
		r.person.Profile.LevelObtained = diploma
	}
}

// firstAdviser is the first person of a cell: an address if there is one, else a name.
func firstAdviser(text string) string {
	if strings.Contains(text, "@") {
		return address(text)
	}
	return firstOf(text, "\n|;,")
}

// standIn puts what the whole file says where the row did not. It remembers where: said for nobody in particular, such
// a value serves somebody new and the empty fields of somebody stored, and counts as no cell of theirs.
func (p *Plan) standIn(r *profileRow, notes *rowNotes) {
	fixed := p.Mapping.Fixed
	k := &r.person.Candidate
	if r.programme == "" && fixed.Programme != "" {
		r.programme = fixed.Programme
		r.stoodIn |= bitOf("programme")
	}
	if r.person.Profile.Domain == "" && fixed.Domain != "" {
		r.person.Profile.Domain = fixed.Domain
		r.stoodIn |= bitOf("domaine")
	}
	if !k.EnteredOn.Known() && fixed.EnteredOn.Known() {
		k.EnteredOn = fixed.EnteredOn
		r.stoodIn |= bitOf("entree_le")
	}
	if k.Adviser == "" && fixed.Adviser != "" {
		readAdviser(r, cell{notes: notes, column: "conseiller", text: fixed.Adviser})
		r.stoodIn |= bitOf("conseiller")
	}
	if r.programme == "" && k.EnteredOn.Known() && p.columns&bitOf("programme") == 0 {
		r.stoodIn |= bitOf("programme") // the usual one will stand
	}
}
