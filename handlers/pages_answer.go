package handlers

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
	"eedk.fr/candidatheque/templates"
	"eedk.fr/candidatheque/templates/documents"
)

// answerBase keeps the token out of the page's own path.
func (s *Server) answerBase(c *gin.Context) templates.Base {
	b := s.base(c)
	b.Path = "/invitations"
	return b
}

func answerAction(c *gin.Context) string { return "/invitations/" + url.PathEscape(c.Param("token")) }

// openedInvitation opens the invitation of a link; an old link, and one that opens nothing, say how to go on.
func (s *Server) openedInvitation(c *gin.Context) (opened hiring.OpenedInvitation, done bool, err error) {
	opened, done, err = openedByLink(s, c, s.hiring.OpenInvitation, templates.AnswerPage{Base: s.answerBase(c), Expired: true})
	if domain.CodeOf(err) == domain.CodeNotFound { // unknown, foreign, of somebody erased: one same page
		c.Set(keyCause, err)
		return opened, true, s.render(c, http.StatusNotFound, templates.AnswerPage{Base: s.answerBase(c), Unknown: true})
	}
	return opened, done, err
}

// answerPage shows a person what they are asked, and what became of their answer. It changes nothing: mail scanners follow
// links. One that waits for no answer any more is 410, with the way forward.
func (s *Server) answerPage(c *gin.Context) error {
	opened, done, err := s.openedInvitation(c)
	if err != nil || done {
		return err
	}
	page := s.answerView(c, opened)
	page.Asking = c.Query("question") != "" && page.Answers()
	return s.render(c, answerStatus(page), page)
}

// answerStatus is 200, and 410 for what waits for no answer any more.
func answerStatus(page templates.AnswerPage) int {
	if page.Stage == domain.StageClosed {
		return http.StatusGone
	}
	return http.StatusOK
}

// answerView words what the person may read.
func (s *Server) answerView(c *gin.Context, o hiring.OpenedInvitation) templates.AnswerPage {
	i := o.Invitation
	page := templates.AnswerPage{Base: s.answerBase(c), Action: answerAction(c), For: i.For, Stage: o.Stage, FirstName: o.FirstName,
		Referent: o.Referent, Word: i.Word, Why: domain.WhyYou(i.Reasons), Used: domain.DataUsed(i.Reasons), Until: i.Expires, LinkUntil: o.Expires,
		ByMail: o.ByMail, ByPhone: o.ByPhone, CallBy: i.CallBy, Reason: i.Reason, Asked: i.Questions, Withdrawn: !o.Agrees, Paused: o.Paused}
	switch {
	case o.Offer != nil:
		s.wordOffer(&page, o)
	case o.Occasion != nil:
		page.Who, page.What = "nous", o.Occasion.Title
		if i.For == domain.ForPMSMP && o.Host != "" {
			page.Who = o.Host
		} else if i.For == domain.ForMeetup {
			page.Who = "Entreprendre Ensemble"
		}
		page.Facts, page.Told = templates.OccasionFacts(o.Occasion, o.Km), paragraphs(o.Occasion.Words)
	}
	_, page.Dated = o.Event()
	return page
}

// wordOffer says of an offer what the person may read: the employer's name only where it is theirs to know.
func (s *Server) wordOffer(page *templates.AnswerPage, o hiring.OpenedInvitation) {
	sheet := s.sheet(o.Offer)
	page.Who, page.What = "une entreprise", o.Offer.Title
	if o.Offer.Place.Name != "" {
		page.Who += " " + domain.OfCommune(o.Offer.Place.Name)
	}
	if o.Host != "" {
		page.Who = o.Host
	}
	page.Facts, page.Told = templates.OfferFacts(sheet, o.Km), paragraphs(o.Offer.Description)
	for _, needs := range []struct {
		words string
		list  []string
	}{{"Indispensable le premier jour : ", sheet.Needs(domain.DayOne)}, {"L'entreprise peut former : ", sheet.Needs(domain.Trainable)}, {"Un plus : ", sheet.Needs(domain.Plus)}} {
		if len(needs.list) > 0 {
			page.Told = append(page.Told, needs.words+strings.Join(needs.list, ", ")+".")
		}
	}
	page.Slots = templates.SlotWords(o.Open, o.Offer.Place.Name)
	x := o.Introduction
	if x != nil && x.Slot != nil {
		met := templates.SlotWords([]domain.Slot{*x.Slot}, o.Offer.Place.Name)[0]
		met.With = o.Host
		page.Met, page.Chosen = &met, met.ID
	}
	if x != nil && x.CallBy.Known() {
		page.CallBy = x.CallBy
	}
	if page.CallBy < domain.DayOf(s.now()) {
		page.CallBy = 0 // a promise that is past is not made again
	}
}

// paragraphs are those of a text that somebody typed.
func paragraphs(text string) (list []string) {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			list = append(list, line)
		}
	}
	return list
}

// answerByLink records what the person answers, then shows the page as it now is. What cannot be stands on it, with what
// they may do.
func (s *Server) answerByLink(c *gin.Context) error {
	opened, done, err := s.openedInvitation(c)
	if err != nil || done {
		return err
	}
	f, err := readForm(c)
	if err != nil {
		return err
	}
	page := s.answerView(c, opened)
	page.Question = f.text("question")
	a, what := answerOf(f)
	if a.Answer == hiring.AnswerQuestion && a.Text == "" && page.Answers() {
		page.Asking = true
		return s.render(c, http.StatusOK, page)
	}
	answered, err := s.hiring.AnswerInvitation(c.Request.Context(), c.Param("token"), a)
	if err == nil && !answered.SlotGone {
		return s.done(c, answerAction(c), what)
	}
	if err == nil {
		err = domain.Refuse(domain.CodeConflict, "Ce rendez-vous vient d'être pris par une autre personne. Votre oui est noté : choisissez-en un autre.")
	}
	return s.answerRefused(c, page, err)
}

// answerOf reads an answer, and names what was done once it is.
func answerOf(f form) (hiring.PersonAnswer, deed) {
	a := hiring.PersonAnswer{Answer: f.line("answer"), Text: f.text("reason"), Slot: f.line("slot")}
	switch {
	case a.Answer == hiring.AnswerQuestion:
		if text := f.text("question"); text != "" {
			a.Text = text
		}
		return a, "question-posee"
	case a.Answer == hiring.AnswerYes && a.Slot == templates.NoSlot:
		return hiring.PersonAnswer{Answer: hiring.AnswerQuestion, Text: "Aucun des rendez-vous proposés ne me va. Pouvez-vous m'appeler ?"}, "rappel-demande"
	case a.Answer == hiring.AnswerYes && a.Slot != "":
		return a, "rendez-vous-pris"
	case a.Answer == hiring.AnswerYes:
		return a, "reponse-oui"
	}
	return a, "reponse-non"
}

// answerRefused shows the page as it now is, with what could not be.
func (s *Server) answerRefused(c *gin.Context, before templates.AnswerPage, refused error) error {
	r := refusalOf(refused)
	if r.code != domain.CodeGone && r.code != domain.CodeConflict && r.code != domain.CodeInvalid {
		return s.countBadLink(c, refused)
	}
	c.Set(keyCause, refused)
	opened, err := s.hiring.OpenInvitation(c.Request.Context(), c.Param("token"))
	if err != nil {
		return err
	}
	page := s.answerView(c, opened)
	page.Question, page.Errors = before.Question, r.fields
	page.Asking = r.fields["question"] != "" && page.Answers()
	if r.fields == nil && page.Stage != domain.StageClosed {
		page.Problem = r.message
	}
	return s.render(c, r.status, page)
}

// answerCalendar gives the meeting as a file for a calendar.
func (s *Server) answerCalendar(c *gin.Context) error {
	opened, done, err := s.openedInvitation(c)
	if err != nil || done {
		return err
	}
	event, agreed := opened.Event()
	if !agreed {
		return domain.NotFound("Rendez-vous")
	}
	c.Header("Content-Disposition", `attachment; filename="rendez-vous.ics"`)
	c.Data(http.StatusOK, "text/calendar; charset=utf-8", []byte(documents.CalendarFile(event)))
	return nil
}

// stopPage asks how proposals are to stop. It changes nothing.
func (s *Server) stopPage(c *gin.Context) error {
	_, done, err := s.openedInvitation(c)
	if err != nil || done {
		return err
	}
	return s.render(c, http.StatusOK, templates.AnswerStopPage{Base: s.answerBase(c), Action: answerAction(c)})
}

// stopProposals takes the person out of the pool at once, as they choose.
func (s *Server) stopProposals(c *gin.Context) error {
	_, done, err := s.openedInvitation(c)
	if err != nil || done {
		return err
	}
	f, err := readForm(c)
	if err != nil {
		return err
	}
	err = s.hiring.StopByInvitation(c.Request.Context(), c.Param("token"), f.line("stop"))
	if r := refusalOf(err); err != nil && r.fields != nil {
		return s.render(c, r.status, templates.AnswerStopPage{Base: s.answerBase(c), Action: answerAction(c), Errors: r.fields})
	}
	if err != nil {
		return err
	}
	return s.done(c, answerAction(c), "propositions-arretees")
}
