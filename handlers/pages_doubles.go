package handlers

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
	"eedk.fr/candidatheque/templates"
)

// doubles lists the pairs of files that may be of one person.
func (s *Server) doubles(c *gin.Context) error {
	list, total, err := s.hiring.Doubles(c.Request.Context(), actor(c))
	if err != nil {
		return err
	}
	page := templates.DoublesPage{Base: s.base(c), Total: total}
	for _, d := range list {
		page.Items = append(page.Items, doubleRow(d))
	}
	if wantsSheet(c) {
		return s.exportPeople(c, doublesSheet(page))
	}
	return s.render(c, http.StatusOK, page)
}

func doubleRow(d hiring.Double) templates.DoubleRow {
	return templates.DoubleRow{A: templates.PersonRef{ID: d.A.ID, Name: nameOf(d.A)}, B: templates.PersonRef{ID: d.B.ID, Name: nameOf(d.B)}, Why: d.Why}
}

// doublesOf are the files like this one, for a referent.
func (s *Server) doublesOf(c *gin.Context, p *domain.Person) (rows []templates.DoubleRow, err error) {
	list, err := s.hiring.DoublesOf(c.Request.Context(), actor(c), p)
	for _, d := range list {
		rows = append(rows, doubleRow(d))
	}
	return rows, err
}

// compare shows two files side by side.
func (s *Server) compare(c *gin.Context) error {
	d, err := s.hiring.OpenBoth(c.Request.Context(), actor(c), c.Param("id"), c.Param("other"))
	if err != nil {
		return err
	}
	row := doubleRow(d)
	page := templates.ComparePage{Base: s.base(c), A: row.A, B: row.B, Why: row.Why, Lines: s.compareLines(d.A, d.B)}
	if wantsSheet(c) {
		return s.exportPeople(c, compareSheet(page))
	}
	return s.render(c, http.StatusOK, page)
}

// compareLines words both files field by field; a field that neither has is left out.
func (s *Server) compareLines(a, b *domain.Person) (lines []templates.CompareLine) {
	one, two := s.factsOf(a), s.factsOf(b)
	for i, fact := range one {
		other := two[i]
		if fact.A != "" || other.A != "" {
			lines = append(lines, templates.CompareLine{Label: fact.Label, A: fact.A, B: other.A, Same: fact.A == other.A})
		}
	}
	return lines
}

// factsOf words a file for a comparison, always in the same order.
func (s *Server) factsOf(p *domain.Person) []templates.CompareLine {
	k, v := p.Candidate, s.profileView(&p.Profile, domain.DayOf(s.now()))
	var programmes []string
	for _, a := range k.Accompaniments {
		programmes = append(programmes, a.Programme.French()+" depuis le "+a.From.French())
	}
	accord := map[domain.Answer]string{domain.AnswerGiven: "donné le " + k.Consent.On.French(), domain.AnswerWithdrawn: "retiré le " + k.Consent.Withdrawn.French()}
	level := ""
	if v.Level > 0 {
		level = domain.LevelFrench(v.Level)
	}
	return []templates.CompareLine{
		{Label: "Nom", A: k.FullName()}, {Label: "Naissance", A: k.BirthDate.French()}, {Label: "Téléphone", A: k.Phone}, {Label: "E-mail", A: k.Email},
		{Label: "Commune", A: v.Commune}, {Label: "Cherche", A: occupationWords(v.Targets)}, {Label: "A exercé", A: practisedWords(v.Practised)},
		{Label: "Compétences", A: strings.Join(v.Skills, ", ")}, {Label: "Permis", A: licenceWords(v.Licences)},
		{Label: "Certificats", A: certificateWords(v.Certificates)}, {Label: "Niveau", A: level},
		{Label: "Disponible", A: v.Available.French()}, {Label: "Ne veut plus", A: occupationWords(v.Refused)},
		{Label: "Accord", A: accord[k.Consent.Answer()]}, {Label: "Accompagnements", A: strings.Join(programmes, ", ")},
		{Label: "Référent", A: k.Referent}, {Label: "Conseiller", A: k.Adviser}, {Label: "Admission", A: p.Stage().French()},
		{Label: "Fiche ouverte le", A: domain.DayOf(p.Created).French()}, {Label: "Dernière modification", A: domain.DayOf(p.Updated).French()},
	}
}

func occupationWords(list []templates.Occupation) string {
	var words []string
	for _, o := range list {
		words = append(words, o.Label)
	}
	return strings.Join(words, ", ")
}

func practisedWords(list []templates.Practised) string {
	var words []string
	for _, d := range list {
		words = append(words, fmt.Sprintf("%s (%d mois)", d.Label, d.Months))
	}
	return strings.Join(words, ", ")
}

func licenceWords(list []domain.HeldLicence) string {
	var words []string
	for _, l := range list {
		words = append(words, string(l.Licence))
	}
	slices.Sort(words)
	return strings.Join(words, ", ")
}

func certificateWords(list []templates.Certificate) string {
	var words []string
	for _, k := range list {
		words = append(words, k.Label)
	}
	return strings.Join(words, ", ")
}

// mergePeople puts two files together: keep says which one stays.
func (s *Server) mergePeople(c *gin.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	keep, drop := c.Param("id"), c.Param("other")
	switch f.line("keep") {
	case keep:
	case drop:
		keep, drop = drop, keep
	default:
		return domain.Invalid("keep", "Choisissez la fiche à garder.")
	}
	survivor, err := s.hiring.MergePeople(c.Request.Context(), actor(c), keep, drop)
	if err != nil {
		return err
	}
	return s.done(c, "/candidatheque/"+survivor.ID, "fiches-reunies")
}

// setApart remembers that two files are of two people.
func (s *Server) setApart(c *gin.Context) error {
	if err := s.hiring.SetApart(c.Request.Context(), actor(c), c.Param("id"), c.Param("other")); err != nil {
		return err
	}
	return s.done(c, "/personnes/doublons", "fiches-distinguees")
}
