package intake

import (
	"regexp"
	"strings"

	"eedk.fr/candidatheque/domain"
)

// sureScore is the chance from which the best occupation suggested for a title stands beside it (param). Below, the
// title stays alone for a referent to tie. On the training titles 93 in 100 reach it; the code is then right for 67 in
// 100 and in the right professional domain for 81, which is what brings a person before offers at all. At 0.5 it would be
// 66, 79 and 88, and shortlists lose more by the people who are missing than they win.
const sureScore = 0.2

// maxRemembered bounds what one reading remembers of titles and communes.
const maxRemembered = 20_000

// reading is one file being read against the references: titles and communes come again and again in a file, each is
// looked up once.
type reading struct {
	refs     Refs
	titles   map[string]domain.ROME
	communes map[place]commune
}

type place struct{ postalCode, name string }

type commune struct {
	found domain.Commune
	err   error
}

func newReading(refs Refs) *reading {
	return &reading{refs: refs, titles: map[string]domain.ROME{}, communes: map[place]commune{}}
}

// described is suggested with the help of a description of the work.
func (r *reading) described(title, description string) domain.ROME {
	if description == "" || r.refs.Suggest == nil {
		return r.suggested(title)
	}
	return sure(r.refs.Suggest(title, description))
}

// sure is the best occupation suggested when it is sure enough, empty otherwise.
func sure(list []domain.Suggestion) domain.ROME {
	if len(list) == 0 || list[0].Score < sureScore {
		return ""
	}
	return list[0].ROME
}

// suggested is the occupation of a title when one is sure enough, empty otherwise.
func (r *reading) suggested(title string) domain.ROME {
	if r.refs.Suggest == nil {
		return ""
	}
	code, known := r.titles[title]
	if known {
		return code
	}
	code = sure(r.refs.Suggest(title, ""))
	if len(r.titles) < maxRemembered {
		r.titles[title] = code
	}
	return code
}

func (r *reading) commune(postalCode, name string) (domain.Commune, error) {
	key := place{postalCode, name}
	if known, ok := r.communes[key]; ok {
		return known.found, known.err
	}
	found, err := r.refs.Communes.Find(postalCode, name)
	if len(r.communes) < maxRemembered {
		r.communes[key] = commune{found, err}
	}
	return found, err
}

// almostROME is what somebody wrote who meant a code.
var almostROME = regexp.MustCompile(`^[A-Za-z]\d{2,6}(:.*)?$`)

// occupation reads « F1703 », « maçon », or both: « F1703 maçon ». A code that the referential does not know is kept
// with a warning; a title gets the code suggested for it, if any.
func (c cell) occupation(r *reading, text string) (code domain.ROME, title string) {
	text = strings.Join(strings.Fields(text), " ")
	first, rest, _ := strings.Cut(text, " ")
	switch {
	case domain.IsROME(first):
		code = parse(c, first, domain.ParseROME)
		if !r.refs.ROME.Known(code) {
			c.warn(first, "Ce code métier n'est pas dans le référentiel : il est gardé, mais ne sera rapproché d'aucune offre d'un autre code.")
		}
		return code, c.line(rest)
	case almostROME.MatchString(first):
		parse(c, text, domain.ParseROME)
		return "", ""
	}
	title = c.line(text)
	if code = r.suggested(title); code == "" && title != "" {
		c.warn(title, "Ce métier n'a pas été reconnu : il est gardé comme il est écrit, à rapprocher d'un métier du référentiel.")
	}
	return code, title
}

// codeOnly reads an occupation where only a code can be kept.
func (c cell) codeOnly(r *reading, text string) domain.ROME {
	code, title := c.occupation(r, text)
	if code == "" && title != "" {
		c.warn(title, "Seul un code métier peut être gardé dans cette colonne : cette valeur est laissée.")
	}
	return code
}

// skill reads a skill by its label in any spelling, by its number in ROME, or by both: « 121294 Lire un plan ».
func (c cell) skill(r *reading, text string) domain.Skill {
	text = c.line(text)
	if known, ok := r.refs.ROME.SkillNamed(text); ok {
		return domain.Skill{ID: known.ID, Label: known.Label}
	}
	id, label, both := strings.Cut(text, " ")
	if both && len(id) >= 5 && strings.Trim(id, "0123456789") == "" {
		return domain.Skill{ID: id, Label: label}
	}
	return domain.Skill{Label: text}
}

func skillText(s domain.Skill) string {
	return strings.TrimSpace(s.ID + " " + s.Label)
}

// certificate reads a certificate in any usual spelling; one that the table does not know is kept with a warning.
func (c cell) certificate(r *reading, text string) string {
	code, known := r.refs.Certificates.Parse(c.line(text))
	if !known && code != "" {
		c.warn(code, "Ce certificat n'est pas dans la table : il est gardé comme il est écrit, sans date de fin.")
	}
	return code
}

// context reads a work context by its label or an everyday word, as its code; an unknown one is kept with a warning.
func (c cell) context(r *reading, text string) string {
	text = c.line(text)
	if known, ok := r.refs.ROME.ParseContext(text); ok {
		return known.Code
	}
	if text != "" {
		c.warn(text, "Cette condition de travail n'est pas dans le référentiel : elle est gardée comme elle est écrite.")
	}
	return text
}

// licence reads « B », « B@2020-05-01 » or « B:en cours ».
func (c cell) licence(text string) domain.HeldLicence {
	d := c.split(text)
	if d.value == "" {
		return domain.HeldLicence{}
	}
	held := domain.HeldLicence{Licence: parse(c, d.value, domain.ParseLicence), Obtained: d.on}
	for _, part := range d.parts {
		held.InProgress = held.InProgress || strings.EqualFold(part, inProgress)
	}
	return held
}

// criterion reads « RSA@2026-10-01 » or « TH@2026-10-01>2031-05-01 », proof seen on and valid until. keep is false for a
// confidential one: it is never imported (RGPD art. 10), and the report does not say what it was.
func (c cell) criterion(text string) (k domain.Criterion, keep bool) {
	text, until, limited := strings.Cut(text, ">")
	d := c.split(text)
	code, known, err := domain.ParseCriterion(d.value)
	switch {
	case c.refuse(text, err):
		return k, false
	case code == domain.CriterionConfidential:
		c.warn("", "Un critère de cette ligne ne s'importe jamais : un référent ou un facilitateur l'atteste dans le dossier.")
		return k, false
	case !known:
		c.warn(text, "Ce critère n'est pas dans la liste : il est gardé, mais ne rend éligible à aucune clause connue.")
	}
	k = domain.Criterion{Code: code, SeenOn: d.on, By: ByImport}
	if limited {
		k.ValidUntil = parse(c, until, domain.ParseDate)
	}
	return k, true
}

// ByImport is who a file's facts come from: criteria and accords that a person recorded by hand are not the file's.
const ByImport = "import"
