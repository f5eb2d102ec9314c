package handlers

import (
	"context"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
	"eedk.fr/candidatheque/templates"
)

// newPerson shows an empty form, with what is most often right: today, the candidathèque's own programme.
func (s *Server) newPerson(c *gin.Context) error {
	who := actor(c)
	number, err := formNumber()
	if err != nil {
		return err
	}
	t := templates.PersonForm{Programme: string(domain.CandidathequeProgramme), From: domain.DayOf(s.now()).String()}
	if who.Roles.Has(domain.RoleReferent) {
		t.Referent = who.Name
	}
	return s.personForm(c, http.StatusOK, templates.PersonFormPage{Form: t, Revision: number})
}

// createPerson opens a file, once however often the button is pressed.
func (s *Server) createPerson(c *gin.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	page := templates.PersonFormPage{Form: readPersonForm(f), Revision: revisionOf(f)}
	p, wrong := &domain.Person{}, newFields()
	s.fillPersonForm(p, &page.Form, wrong)
	fillBeginning(p, page.Form, domain.DayOf(s.now()), wrong)
	if done, err := s.notYetSaved(c, &page, f.line("action"), wrong); done {
		return err
	}
	who := actor(c)
	id, err := s.onceForm(c, f.values.Encode(), func(ctx context.Context) (string, error) {
		saved, err := s.hiring.SavePerson(ctx, who, p)
		return idOf(saved, err)
	})
	if err != nil {
		return s.refusedPersonForm(c, page, err)
	}
	if who.Roles.Has(domain.RoleReferent) {
		return s.done(c, "/candidatheque/"+id, "personne-ajoutee")
	}
	return s.done(c, "/candidatheque/"+id, "personne-proposee")
}

// editPerson shows a stored file in the form, with the revision it was read at.
func (s *Server) editPerson(c *gin.Context) error {
	p, err := s.editablePerson(c)
	if err != nil {
		return err
	}
	return s.personForm(c, http.StatusOK, templates.PersonFormPage{PersonID: p.ID, Name: p.Candidate.FullName(), Revision: p.Revision,
		Form: s.personFormOf(p)})
}

// editablePerson reads a file that the actor may change.
func (s *Server) editablePerson(c *gin.Context) (*domain.Person, error) {
	p, err := s.hiring.OpenPerson(c.Request.Context(), actor(c), c.Param("id"))
	if err == nil && !domain.CanEditPerson(actor(c), p) {
		err = domain.NotFound("Personne")
	}
	return p, err
}

// savePerson replaces a file over the revision of the form: a second tab gets 409 and overwrites nothing.
func (s *Server) savePerson(c *gin.Context) error {
	p, err := s.editablePerson(c)
	if err != nil {
		return err
	}
	f, err := readForm(c)
	if err != nil {
		return err
	}
	page := templates.PersonFormPage{PersonID: p.ID, Name: p.Candidate.FullName(), Form: readPersonForm(f), Revision: revisionOf(f)}
	wrong, stored := newFields(), p.Revision
	who := actor(c)
	if !who.Roles.Has(domain.RoleReferent) { // not asked of an adviser
		page.Form.Referent, page.Form.Adviser = p.Candidate.Referent, p.Candidate.Adviser
	}
	s.fillPersonForm(p, &page.Form, wrong)
	who.Channel = string(optional(wrong, "told", page.Form.Told, domain.ParseChannel))
	if done, err := s.notYetSaved(c, &page, f.line("action"), wrong); done {
		return err
	}
	if page.Revision != stored {
		return domain.Refuse(domain.CodeConflict, "La fiche a changé depuis que vous l'avez ouverte. Relisez-la, puis recommencez : rien n'a été écrasé.")
	}
	saved, err := s.hiring.SavePerson(c.Request.Context(), who, p)
	if err != nil {
		return s.refusedPersonForm(c, page, err)
	}
	return s.done(c, "/candidatheque/"+saved.ID, "fiche-enregistree")
}

// notYetSaved shows the form again for a button that only helps, or with what is wrong; done is false when the form may
// be saved.
func (s *Server) notYetSaved(c *gin.Context, page *templates.PersonFormPage, act string, wrong fields) (done bool, err error) {
	switch {
	case onlyShows(act):
		withRow(&page.Form, act)
		quiet(&page.Form)
		return true, s.personForm(c, http.StatusOK, *page)
	case len(wrong.FieldErrors) > 0:
		page.Errors = wrong.FieldErrors
		return true, s.personForm(c, http.StatusUnprocessableEntity, *page)
	}
	return false, nil
}

// quiet leaves no error on rows that were only looked for: there is something to choose, and nothing wrong yet.
func quiet(t *templates.PersonForm) {
	for _, rows := range [][]templates.OccupationLine{t.Targets, t.Practised, t.Refused, t.Trainings, t.Immersions} {
		for i := range rows {
			if rows[i].Needs() {
				rows[i].Error = ""
			}
		}
	}
}

// refusedPersonForm shows the form again when the refusal is about its fields, under the form's own names.
func (s *Server) refusedPersonForm(c *gin.Context, page templates.PersonFormPage, err error) error {
	r := refusalOf(err)
	if r.code != domain.CodeInvalid || r.fields == nil {
		return err
	}
	page.Errors = domain.FieldErrors{}
	for field, message := range r.fields {
		page.Errors[strings.TrimPrefix(field, "candidate.")] = message
	}
	return s.personForm(c, r.status, page)
}

// personForm fills the lists of the form and shows it.
func (s *Server) personForm(c *gin.Context, status int, page templates.PersonFormPage) error {
	who := actor(c)
	page.Base = s.base(c)
	page.Path = "/personnes/nouvelle"
	page.Proposal = !who.Roles.Has(domain.RoleReferent)
	page.Wording = domain.ConsentText(domain.ConsentWording)
	page.CertificateNames, page.Contexts = s.certificateNames(), s.contextNames()
	if page.Errors["commune"] != "" || page.Form.PostalCode != "" && page.Form.Commune == "" {
		page.CommuneChoices = s.communeChoices(page.Form.PostalCode)
	}
	seen := map[string]bool{}
	for _, row := range append(page.Form.Targets[:len(page.Form.Targets):len(page.Form.Targets)], page.Form.Practised...) {
		if !domain.IsROME(row.ROME) || seen[row.ROME] {
			continue
		}
		seen[row.ROME] = true
		page.SkillIdeas = append(page.SkillIdeas, s.hiring.Refs.ROME.Skills(domain.ROME(row.ROME))...)
	}
	return s.render(c, status, page)
}

// acceptedBy reads what a referent decides of a proposal.
func (s *Server) acceptedBy(f form, wrong fields) hiring.Acceptance {
	a := hiring.Acceptance{Referent: wrong.short("referent", f.line("referent")), From: optional(wrong, "from", f.line("from"), domain.ParseDate)}
	a.Domain = optional(wrong, "domain", f.line("domain"), domain.ParsePoolDomain)
	a.Programme = optional(wrong, "programme", f.line("programme"), domain.ParseProgramme)
	if !a.From.Known() {
		a.From = domain.DayOf(s.now())
	}
	return a
}
