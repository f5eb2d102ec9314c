package intake

import (
	"strconv"
	"strings"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/domain/referential"
)

// profileColumn is one column of a profiles file: how its cell is read into a row, how it is written, and which field of
// an imported person it decides.
type profileColumn struct {
	name  string
	read  func(*profileRow, cell)
	write func(*domain.Person) string
	take  func(dst, src *domain.Person)
}

// profileColumns are the columns of the contract, in its order.
var profileColumns []profileColumn

func init() {
	profileColumns = append(identityColumns(), occupationColumns()...)
	profileColumns = append(profileColumns, heldColumns()...)
	profileColumns = append(profileColumns, wishColumns()...)
	profileColumns = append(profileColumns, followColumns()...)
}

func profileHeadings() []string {
	names := make([]string, len(profileColumns))
	for i, c := range profileColumns {
		names[i] = c.name
	}
	return names
}

// text is a column of one line of text, whose place in a person is at.
func text(name string, at func(*domain.Person) *string) profileColumn {
	return profileColumn{name,
		func(r *profileRow, c cell) { *at(r.person) = c.line(c.text) },
		func(p *domain.Person) string { return *at(p) },
		func(dst, src *domain.Person) { *at(dst) = *at(src) }}
}

// many is a column of several values.
func many[T any](name string, at func(*domain.Person) *[]T, read func(*profileRow, cell, string) (T, bool), write func(T) string) profileColumn {
	return profileColumn{name,
		func(r *profileRow, c cell) {
			for _, value := range c.values() {
				if one, ok := read(r, c, value); ok {
					*at(r.person) = append(*at(r.person), one)
				}
			}
		},
		func(p *domain.Person) string {
			values := make([]string, 0, len(*at(p)))
			for _, one := range *at(p) {
				if text := write(one); text != "" {
					values = append(values, text)
				}
			}
			return join(values)
		},
		func(dst, src *domain.Person) { *at(dst) = *at(src) }}
}

// value is a column of one value read by a parser of the domain.
func value[T any](name string, at func(*domain.Person) *T, parser func(string) (T, error), write func(T) string) profileColumn {
	return profileColumn{name,
		func(r *profileRow, c cell) {
			if c.text != "" {
				*at(r.person) = parse(c, c.text, parser)
			}
		},
		func(p *domain.Person) string { return write(*at(p)) },
		func(dst, src *domain.Person) { *at(dst) = *at(src) }}
}

func identityColumns() []profileColumn {
	return []profileColumn{
		{"id", func(r *profileRow, c cell) { r.person.ID = c.key() }, func(p *domain.Person) string { return p.ID }, func(_, _ *domain.Person) {}},
		text("civilite", func(p *domain.Person) *string { return &p.Candidate.Civility }),
		text("nom", func(p *domain.Person) *string { return &p.Candidate.LastName }),
		text("prenom", func(p *domain.Person) *string { return &p.Candidate.FirstName }),
		value("email", func(p *domain.Person) *string { return &p.Candidate.Email }, domain.ParseEmail, strings.Clone),
		text("telephone", func(p *domain.Person) *string { return &p.Candidate.Phone }),
		value("date_naissance", func(p *domain.Person) *domain.Date { return &p.Candidate.BirthDate }, domain.ParseDate, domain.Date.String),
		{"code_postal", func(r *profileRow, c cell) { r.postalCode = c }, func(p *domain.Person) string { return p.Profile.Place.PostalCode }, takePlace},
		{"commune", func(r *profileRow, c cell) { r.communeName = c }, func(p *domain.Person) string { return p.Profile.Place.Name }, takePlace},
	}
}

func takePlace(dst, src *domain.Person) { dst.Profile.Place = src.Profile.Place }

func occupationColumns() []profileColumn {
	return []profileColumn{
		many("metiers_recherches", func(p *domain.Person) *[]domain.Target { return &p.Profile.Targets },
			func(r *profileRow, c cell, v string) (domain.Target, bool) {
				code, title := c.occupation(r.reading, v)
				return domain.Target{ROME: code, Title: title}, code != "" || title != ""
			},
			func(t domain.Target) string { return occupationText(t.ROME, t.Title) }),
		many("metiers_exerces", func(p *domain.Person) *[]domain.Practice { return &p.Profile.Practised },
			func(r *profileRow, c cell, v string) (domain.Practice, bool) {
				d := c.split(v)
				code, title := c.occupation(r.reading, d.value)
				return domain.Practice{ROME: code, Title: title, Months: c.number(d, 720), Until: d.on}, code != "" || title != ""
			},
			func(d domain.Practice) string {
				return occupationText(d.ROME, d.Title) + ":" + strconv.Itoa(d.Months) + atDay(d.Until)
			}),
		many("metiers_refuses", func(p *domain.Person) *[]domain.ROME { return &p.Profile.Refused },
			func(r *profileRow, c cell, v string) (domain.ROME, bool) {
				code := c.codeOnly(r.reading, v)
				return code, code != ""
			},
			func(code domain.ROME) string { return string(code) }),
		many("formations", func(p *domain.Person) *[]domain.Studied { return &p.Profile.Trainings },
			func(r *profileRow, c cell, v string) (domain.Studied, bool) {
				d := c.split(v)
				code := c.codeOnly(r.reading, d.value)
				return domain.Studied{ROME: code, Hours: c.number(d, 10_000), End: d.on}, code != ""
			},
			func(d domain.Studied) string {
				return string(d.ROME) + ":" + strconv.Itoa(d.Hours) + atDay(d.End)
			}),
		many("pmsmp", func(p *domain.Person) *[]domain.Immersion { return &p.Profile.Immersions }, readImmersion, immersionText),
	}
}

// number is the figure of « F1703:24 », from 0 to limit; 0 when there is none.
func (c cell) number(d dated, limit int) int {
	if len(d.parts) == 0 {
		return 0
	}
	return c.whole(d.parts[0], "", limit)
}

func occupationText(code domain.ROME, title string) string {
	return strings.TrimSpace(string(code) + " " + title)
}

// readImmersion reads « F1703:oui@2026-06-30 »: assessed or not, ended on; the SIRET of the host may stand between.
func readImmersion(r *profileRow, c cell, v string) (domain.Immersion, bool) {
	d := c.split(v)
	done := domain.Immersion{ROME: c.codeOnly(r.reading, d.value), End: d.on}
	for _, part := range d.parts {
		switch {
		case len(part) == 14:
			done.Host = parse(c, part, domain.ParseSIRET)
		case strings.EqualFold(part, "oui"):
			done.Assessed = true
		}
	}
	return done, done.ROME != ""
}

func immersionText(d domain.Immersion) string {
	text := string(d.ROME) + ":" + yesNo[d.Assessed]
	if d.Host != "" {
		text += ":" + string(d.Host)
	}
	return text + atDay(d.End)
}

// yesNo writes a yes or a no; onlyYes leaves the cell empty for a no: it was not said.
var (
	yesNo   = map[bool]string{true: "oui", false: "non"}
	onlyYes = map[bool]string{true: "oui", false: ""}
)

func heldColumns() []profileColumn {
	return []profileColumn{
		many("competences", func(p *domain.Person) *[]domain.Skill { return &p.Profile.Skills },
			func(r *profileRow, c cell, v string) (domain.Skill, bool) {
				k := c.skill(r.reading, v)
				return k, k.Label != ""
			}, skillText),
		many("permis", func(p *domain.Person) *[]domain.HeldLicence { return &p.Profile.Licences },
			func(_ *profileRow, c cell, v string) (domain.HeldLicence, bool) {
				held := c.licence(v)
				return held, held.Licence != ""
			}, licenceText),
		many("certificats", func(p *domain.Person) *[]domain.HeldCertificate { return &p.Profile.Certificates },
			func(r *profileRow, c cell, v string) (domain.HeldCertificate, bool) {
				d := c.split(v)
				code := c.certificate(r.reading, strings.Join(append([]string{d.value}, d.parts...), ":"))
				return domain.HeldCertificate{Code: code, Delivered: d.on}, code != ""
			},
			func(h domain.HeldCertificate) string { return h.Code + atDay(h.Delivered) }),
		value("niveau", func(p *domain.Person) *int { return &p.Profile.Level }, referential.ParseLevel, wholeText),
		value("niveau_obtenu", func(p *domain.Person) *domain.Tri { return &p.Profile.LevelObtained }, domain.ParseTri, domain.Tri.String),
	}
}

func licenceText(h domain.HeldLicence) string {
	text := string(h.Licence)
	if h.InProgress {
		text += ":" + inProgress
	}
	return text + atDay(h.Obtained)
}
