package handlers

import (
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/templates"
)

// The small acts on a person's file, each a form of its page: a refused one comes back in its place, values kept.

// acceptPerson takes a proposed person into the candidathèque.
func (s *Server) acceptPerson(c *gin.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	wrong := newFields()
	decided := s.acceptedBy(f, wrong)
	typed := templates.PersonActs{Domain: f.line("domain"), AcceptProgramme: f.line("programme"), AcceptFrom: f.line("from"), Referent: f.line("referent")}
	if err = wrong.Err(); err == nil {
		_, err = s.hiring.AcceptPerson(c.Request.Context(), actor(c), c.Param("id"), decided)
	}
	if f.line("programme") != "" && domain.CodeOf(err) == domain.CodeConflict && s.waits(c) {
		err = underField(err, "programme")
	}
	return s.afterAct(c, err, templates.FormAccept, typed, "personne-acceptee")
}

// waits tells whether the person of the page still waits for a referent.
func (s *Server) waits(c *gin.Context) bool {
	p, err := s.hiring.OpenPerson(c.Request.Context(), actor(c), c.Param("id"))
	return err == nil && p.Stage() == domain.AdmissionProposed
}

// refusePerson sends a proposal back.
func (s *Server) refusePerson(c *gin.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	wrong, reason := newFields(), f.text("reason")
	reason = wrong.limited("reason", reason, maxReason)
	if err = wrong.Err(); err == nil {
		_, err = s.hiring.RefusePerson(c.Request.Context(), actor(c), c.Param("id"), reason)
	}
	return s.afterAct(c, err, templates.FormRefuse, templates.PersonActs{Reason: f.text("reason")}, "personne-refusee")
}

// maxReason bounds a reason, in characters.
const maxReason = 500

// proposeAgain hands a refused file to the referents once more.
func (s *Server) proposeAgain(c *gin.Context) error {
	if _, err := s.hiring.ProposeAgain(c.Request.Context(), actor(c), c.Param("id")); err != nil {
		return err
	}
	return s.done(c, "/candidatheque/"+c.Param("id"), "personne-proposee")
}

// recordConsent notes the accord that the person gave to whoever is signed in.
func (s *Server) recordConsent(c *gin.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	wrong := newFields()
	on, channel := optional(wrong, "on", f.line("on"), domain.ParseDate), collect(wrong, "channel", f.line("channel"), domain.ParseChannel)
	if err = wrong.Err(); err == nil {
		_, err = s.hiring.RecordConsent(c.Request.Context(), actor(c), c.Param("id"), channel, on)
	}
	return s.afterAct(c, err, templates.FormConsent, templates.PersonActs{On: f.line("on"), Channel: f.line("channel")}, "accord-note")
}

// withdrawConsent notes a no, at once and without a reason.
func (s *Server) withdrawConsent(c *gin.Context) error {
	p, err := s.editablePerson(c)
	if err != nil {
		return err
	}
	if _, err := s.hiring.WithdrawConsent(c.Request.Context(), actor(c), p.ID); err != nil {
		return err
	}
	return s.done(c, "/candidatheque/"+p.ID, "accord-retire")
}

// reopenPerson proposes again somebody whose lasting work is over.
func (s *Server) reopenPerson(c *gin.Context) error {
	p, err := s.hiring.ReopenPerson(c.Request.Context(), actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	return s.done(c, "/candidatheque/"+p.ID, "dossier-rouvert")
}

// consentLink shows the new link of an accord once, on the answer itself: only its hash is kept.
func (s *Server) consentLink(c *gin.Context) error {
	p, err := s.editablePerson(c)
	if err != nil {
		return err
	}
	link, err := s.hiring.NewConsentLink(c.Request.Context(), actor(c), p.ID)
	if err != nil {
		return err
	}
	page, err := s.personPage(c, p)
	if err != nil {
		return err
	}
	page.Link = s.baseURL + "/accord/" + link.Token
	return s.render(c, http.StatusOK, page)
}

// joinProgramme begins an accompaniment.
func (s *Server) joinProgramme(c *gin.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	wrong := newFields()
	programme, from := collect(wrong, "programme", f.line("programme"), domain.ParseProgramme), optional(wrong, "from", f.line("from"), domain.ParseDate)
	if err = wrong.Err(); err == nil {
		_, err = s.hiring.JoinProgramme(c.Request.Context(), actor(c), c.Param("id"), programme, from)
	}
	typed := templates.PersonActs{Programme: f.line("programme"), From: f.line("from")}
	return s.afterAct(c, underField(err, "programme"), templates.FormJoin, typed, "accompagnement-ajoute")
}

// renewProgramme renews an accompaniment once.
func (s *Server) renewProgramme(c *gin.Context) error {
	programme, from, err := s.whichProgramme(c)
	if err != nil {
		return err
	}
	if _, err := s.hiring.RenewProgramme(c.Request.Context(), actor(c), c.Param("id"), programme, from); err != nil {
		return err
	}
	return s.done(c, "/candidatheque/"+c.Param("id"), "accompagnement-renouvele")
}

// endProgramme ends an accompaniment on a day.
func (s *Server) endProgramme(c *gin.Context) error {
	programme, from, err := s.whichProgramme(c)
	if err != nil {
		return err
	}
	f := form{c.Request.PostForm}
	wrong := newFields()
	on := optional(wrong, "on", f.line("on"), domain.ParseDate)
	if err = wrong.Err(); err == nil {
		_, err = s.hiring.EndProgramme(c.Request.Context(), actor(c), c.Param("id"), programme, from, on)
	}
	typed := templates.PersonActs{EndProgramme: string(programme), EndFrom: from.String(), EndOn: f.line("on")}
	return s.afterAct(c, err, templates.FormEnd, typed, "accompagnement-termine")
}

// whichProgramme reads which accompaniment a form is about: what cannot be read is no accompaniment of anybody.
func (s *Server) whichProgramme(c *gin.Context) (domain.Programme, domain.Date, error) {
	f, err := readForm(c)
	if err != nil {
		return "", 0, err
	}
	programme, err := domain.ParseProgramme(f.line("programme"))
	from, wrong := domain.ParseDate(f.line("from"))
	if err != nil || wrong != nil {
		return "", 0, domain.NotFound("Accompagnement")
	}
	return programme, from, nil
}

// underField puts a conflict beside a field, where the form can still be changed.
func underField(err error, field string) error {
	var own *domain.Error
	if errors.As(err, &own) && own.Code == domain.CodeConflict {
		return domain.Invalid(field, "%s", own.Message)
	}
	return err
}

// afterAct goes back to the file, or shows it with what is wrong in the form that was sent.
func (s *Server) afterAct(c *gin.Context, err error, name string, typed templates.PersonActs, what deed) error {
	if err == nil {
		return s.done(c, "/candidatheque/"+c.Param("id"), what)
	}
	r := refusalOf(err)
	if r.code != domain.CodeInvalid || r.fields == nil {
		return err
	}
	p, readErr := s.hiring.OpenPerson(c.Request.Context(), actor(c), c.Param("id"))
	if readErr != nil {
		return readErr
	}
	page, readErr := s.personPage(c, p)
	if readErr != nil {
		return readErr
	}
	page.ErrorFor, page.Errors = name, r.fields
	page.Typed = page.Typed.Over(typed)
	return s.render(c, r.status, page)
}
