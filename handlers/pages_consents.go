package handlers

import (
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/templates"
)

// consents lists the people whose accord nobody asked, to record several at once.
func (s *Server) consents(c *gin.Context) error {
	if wantsSheet(c) {
		return s.exportPeople(c, s.unaskedSheet(c))
	}
	return s.consentsPage(c, http.StatusOK, templates.ConsentsPage{On: domain.DayOf(s.now()).String()})
}

func (s *Server) consentsPage(c *gin.Context, status int, page templates.ConsentsPage) error {
	list, next, err := s.hiring.PeopleWithoutConsent(c.Request.Context(), actor(c), c.Query("cursor"))
	if err != nil {
		return err
	}
	page.Base, page.Items, page.NextHref = s.base(c), s.followedRows(list), nextPage(c, next)
	page.Wording = domain.ConsentText(domain.ConsentWording)
	return s.render(c, status, page)
}

// recordConsents records the accords ticked, each in its own file. Whoever sends it attests that each person agreed.
func (s *Server) recordConsents(c *gin.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	page := templates.ConsentsPage{Chosen: f.all("person"), On: f.line("on"), Channel: f.line("channel")}
	wrong := newFields()
	on, channel := optional(wrong, "on", page.On, domain.ParseDate), collect(wrong, "channel", page.Channel, domain.ParseChannel)
	if !on.Known() {
		wrong.Add("on", domain.Invalid("on", "Indiquez le jour où ces personnes ont donné leur accord."))
	}
	if on > domain.DayOf(s.now()) {
		wrong.Add("on", domain.Invalid("on", "Un accord se date du jour où la personne l'a donné, pas d'un jour à venir."))
	}
	if !f.checked("attest") {
		wrong.Add("attest", domain.Invalid("attest", "Cochez l'attestation : elle engage votre nom."))
	}
	if len(page.Chosen) == 0 {
		wrong.Add("person", domain.Invalid("person", "Cochez au moins une personne."))
	}
	if page.Errors = wrong.FieldErrors; len(page.Errors) > 0 {
		return s.consentsPage(c, http.StatusUnprocessableEntity, page)
	}
	done, err := s.hiring.RecordConsents(c.Request.Context(), actor(c), page.Chosen, channel, on)
	if r := refusalOf(err); err != nil && r.fields != nil {
		page.Errors = r.fields
		return s.consentsPage(c, r.status, page)
	}
	if err != nil {
		return err
	}
	if len(done.Refused) == 0 {
		return s.done(c, "/personnes/accords", "accords-notes")
	}
	page.Chosen = nil
	for _, refused := range done.Refused {
		page.Refused = append(page.Refused, templates.ConsentRefusal{ID: refused.ID, Name: refused.Name, Why: refusalOf(refused.Err).message})
	}
	return s.consentsPage(c, http.StatusOK, page)
}

// accordPage shows what the holder of a link is asked. It changes nothing: mail scanners follow links.
func (s *Server) accordPage(c *gin.Context) error {
	secretPage(c)
	asked, err := s.hiring.AskConsent(c.Request.Context(), c.Param("token"))
	if domain.CodeOf(err) == domain.CodeGone {
		return s.expiredAccord(c, err)
	}
	if err := s.countBadLink(c, err); err != nil {
		return err
	}
	return s.render(c, http.StatusOK, templates.AccordPage{Base: s.accordBase(c), Action: "/accord/" + url.PathEscape(c.Param("token")),
		FirstName: asked.FirstName, Consent: asked.Consent, Until: asked.Expires, Wording: accordText(asked.Consent)})
}

// accordText is what the person agreed to, or what they would agree to today.
func accordText(k domain.Consent) string {
	if k.Answer() == domain.AnswerGiven {
		if text := domain.ConsentText(k.Wording); text != "" {
			return text
		}
	}
	return domain.ConsentText(domain.ConsentWording)
}

// expiredAccord says how to go on, and nothing of whom the link was for.
func (s *Server) expiredAccord(c *gin.Context, gone error) error {
	if err := s.countBadLink(c, gone); domain.CodeOf(err) == domain.CodeTooMany {
		return err
	}
	c.Set(keyCause, gone)
	return s.render(c, http.StatusGone, templates.AccordPage{Base: s.accordBase(c), Expired: true})
}

// accordBase keeps the token out of the page's own path.
func (s *Server) accordBase(c *gin.Context) templates.Base {
	b := s.base(c)
	b.Path = "/accord"
	return b
}

// answerAccord records what the person answers, then shows the page as it now is.
func (s *Server) answerAccord(c *gin.Context) error {
	secretPage(c)
	f, err := readForm(c)
	if err != nil {
		return err
	}
	if err := s.floods.badLinks.full(s.proxies.address(c.Request)); err != nil {
		return err
	}
	answers := map[string]domain.Answer{"yes": domain.AnswerGiven, "no": domain.AnswerWithdrawn}
	asked, err := s.hiring.AnswerConsent(c.Request.Context(), c.Param("token"), answers[f.line("answer")])
	switch domain.CodeOf(err) {
	case domain.CodeGone:
		return s.expiredAccord(c, err)
	case domain.CodeInvalid:
		return s.unanswered(c, err)
	}
	if err := s.countBadLink(c, err); err != nil {
		return err
	}
	if asked.Consent.Answer() == domain.AnswerGiven {
		return s.done(c, "/accord/"+url.PathEscape(c.Param("token")), "accord-oui")
	}
	return s.done(c, "/accord/"+url.PathEscape(c.Param("token")), "accord-non")
}

// unanswered shows the question again, with what is wrong.
func (s *Server) unanswered(c *gin.Context, wrong error) error {
	asked, err := s.hiring.AskConsent(c.Request.Context(), c.Param("token"))
	if err != nil {
		return err
	}
	r := refusalOf(wrong)
	return s.render(c, r.status, templates.AccordPage{Base: s.accordBase(c), Action: "/accord/" + url.PathEscape(c.Param("token")),
		FirstName: asked.FirstName, Consent: asked.Consent, Until: asked.Expires, Wording: accordText(asked.Consent), Error: r.message})
}
