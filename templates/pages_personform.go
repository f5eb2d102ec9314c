package templates

import (
	"slices"

	"eedk.fr/candidatheque/domain"
)

// PersonFormPage is the form of a new file (POST /personnes) or of one being changed (POST /candidatheque/:id/modifier).
//
// Its buttons are all name="action": suggest (Chercher les métiers) and add_… show the form again, values kept, nothing
// saved; save saves. Accord and accompaniment are asked of a new file only: afterwards each has its own act.
type PersonFormPage struct {
	Base
	PersonID string // empty for a new file
	Name     string
	Revision int64 // hidden field revision
	Form     PersonForm
	Errors   domain.FieldErrors // by field name of PersonForm
	// Proposal: the viewer is an adviser, whose file waits for a referent.
	Proposal bool

	CommuneChoices   []Option
	SkillIdeas       []domain.Skill
	CertificateNames []Option
	Contexts         []Option
	// Wording is the text of the accord that the person is read.
	Wording string
}

// PersonForm holds the values as typed. A row of occupation has its own errors, in Rows.
type PersonForm struct {
	FirstName, LastName, Civility, Sex, BirthDate string
	Email, Phone                                  string
	Referent, Adviser                             string

	Targets, Practised, Refused, Trainings, Immersions []OccupationLine
	Discovery                                          bool

	Skills       []string
	Licences     []LicenceLine
	Certificates []DatedLine
	Level        string
	Obtained     string // oui, non, empty

	PostalCode, Commune, Radius string
	Communes                    string
	Means                       []string

	Available, Hours          string
	Contracts                 []string
	Windows                   []WindowLine
	RefusedSchedule, Contexts []string

	Languages            []LanguageLine
	Presentation, Domain string

	Programme, From           string
	ConsentOn, ConsentChannel string
	// Told is the channel by which an edit came to be known, empty when nobody was asked.
	Told string
}

// OccupationLine is an occupation in somebody's words and the code it was tied to. For is the text that the code was
// confirmed for: another text is to be confirmed again. Choices are the occupations to choose from, once looked for.
type OccupationLine struct {
	Title, ROME, For string
	Choices          []Option
	Error            string
	// Months and Until of a practice; Hours and End of a training; End, Host and Assessed of an immersion.
	Months, Hours, End, Host string
	Assessed                 bool
}

// KeepWords is the choice that keeps an occupation as the person says it, tied to no code.
const KeepWords = "-"

// LicenceLine is a licence held, or being prepared (State « en_cours »).
type LicenceLine struct {
	Code, On, State string
}

// DatedLine is a certificate and the day of its delivery.
type DatedLine struct {
	Code, On string
}

// WindowLine is a stretch of the week: Days in the codes of dayChoices.
type WindowLine struct {
	Days     []string
	From, To string
}

// LanguageLine is what the person can do in a language: each of the three is oui, non or empty.
type LanguageLine struct {
	Code, Understand, Read, Write string
}

// Title of the page.
func (p PersonFormPage) Title() string {
	switch {
	case p.PersonID != "" && p.Name != "":
		return "Modifier la fiche de " + p.Name
	case p.PersonID != "":
		return "Modifier la fiche"
	case p.Proposal:
		return "Proposer une personne"
	}
	return "Ajouter une personne"
}

func (PersonFormPage) file() string { return "personform" }

// Occupations is a list of occupation rows under one legend. Kind is the name of its fields, with _rome, _for, _months…
type Occupations struct {
	Kind, Legend, Help, One, Add, Error string
	Rows                                []OccupationLine
}

func newOccupations(kind, legend, one, add string, rows []OccupationLine, errs domain.FieldErrors) Occupations {
	return Occupations{Kind: kind, Legend: legend, One: one, Add: add, Error: errs[kind], Rows: append(rows[:len(rows):len(rows)], OccupationLine{})}
}

// Hint adds a line of help under the legend.
func (o Occupations) Hint(text string) Occupations { o.Help = text; return o }

// Needs tells whether the row shows a choice: an occupation was looked for, or is kept in the person's words.
func (o OccupationLine) Needs() bool { return len(o.Choices) > 0 }

// dayChoices are the days of a week as a window's boxes show them.
func dayChoices() []Option {
	return []Option{{"lu", "lundi"}, {"ma", "mardi"}, {"me", "mercredi"}, {"je", "jeudi"}, {"ve", "vendredi"}, {"sa", "samedi"}, {"di", "dimanche"}}
}

// spare adds empty rows so that one at least is free, two in a list not begun.
func spare[T any](rows []T) []T {
	rows = append(rows[:len(rows):len(rows)], *new(T))
	if len(rows) == 1 {
		rows = append(rows, *new(T))
	}
	return rows
}

func spareSkills(rows []string) []string             { return spare(rows) }
func spareLicences(rows []LicenceLine) []LicenceLine { return spare(rows) }
func spareDated(rows []DatedLine) []DatedLine        { return spare(rows) }
func spareWindows(rows []WindowLine) []WindowLine {
	return append(rows[:len(rows):len(rows)], WindowLine{})
}
func spareLanguages(rows []LanguageLine) []LanguageLine {
	return append(rows[:len(rows):len(rows)], LanguageLine{})
}

// The choices of the form.

func civilityOptions() []Option {
	return []Option{{"", "Pas dit"}, {"Mme", "Madame"}, {"M.", "Monsieur"}}
}

func sexOptions() []Option {
	return []Option{{"", "Pas demandé"}, {"F", "femme"}, {"M", "homme"}, {"X", "autre"}}
}

func triOptions() []Option { return []Option{{"", "pas dit"}, {"oui", "oui"}, {"non", "non"}} }

func meansOptions() (options []Option) {
	for m := domain.MeansCar; m <= domain.MeansCarpool; m <<= 1 {
		options = append(options, Option{m.Codes()[0], m.French()})
	}
	return options
}

func channelOptions() []Option {
	options := []Option{{"", "Choisissez"}}
	for _, c := range domain.StaffChannels() {
		options = append(options, Option{string(c), c.French()})
	}
	return options
}

func programmeOptions() []Option {
	options := []Option{{"", "Aucun pour l'instant"}}
	for _, p := range domain.Programmes() {
		options = append(options, Option{string(p), p.French()})
	}
	return options
}

func languageOptions(code string) []Option {
	options := []Option{{"", "Choisissez"}}
	known := code == ""
	for _, c := range languageOrder {
		options = append(options, Option{c, languageNames[c]})
		known = known || c == code
	}
	if !known {
		options = append(options, Option{code, code})
	}
	return options
}

// languageOrder is the order of the choices: the most met here first.
var languageOrder = []string{"fr", "en", "ar", "nl", "fa", "ps", "uk", "ru", "tr", "es", "pt", "it", "de", "pl", "ro"}

// unsaid says of the empty choice that nothing is known.
func unsaid(options []Option) []Option {
	options = slices.Clone(options)
	options[0].Label = "Pas dit"
	return options
}

// rest leaves out the empty choice, for boxes.
func rest(options []Option) []Option { return options[1:] }
