package handlers

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
	"eedk.fr/candidatheque/templates"
	"eedk.fr/candidatheque/templates/documents"
)

// outcomeLink shows an employer's member, by the link of a mail, what they may answer. It changes nothing: mail scanners
// follow links.
func (s *Server) outcomeLink(c *gin.Context) error {
	secretPage(c)
	who, m, err := s.hiring.OutcomeByLink(c.Request.Context(), c.Param("token"))
	if domain.CodeOf(err) == domain.CodeGone {
		return s.expiredLink(c, err, templates.OutcomePage{Base: s.mailedBase(c, "/reponses"), Expired: true})
	}
	if err := s.countBadLink(c, err); err != nil {
		return err
	}
	return s.outcomePage(c, http.StatusOK, who, m, meetingTrouble{})
}

// mailedBase keeps the token out of the page's own path.
func (s *Server) mailedBase(c *gin.Context, path string) templates.Base {
	b := s.base(c)
	b.Path = path
	return b
}

// expiredLink says how to go on, and nothing of whom the link was for.
func (s *Server) expiredLink(c *gin.Context, gone error, page templates.Page) error {
	if err := s.countBadLink(c, gone); domain.CodeOf(err) == domain.CodeTooMany {
		return err
	}
	c.Set(keyCause, gone)
	return s.render(c, http.StatusGone, page)
}

func (s *Server) outcomePage(c *gin.Context, status int, who domain.Actor, m hiring.Meeting, trouble meetingTrouble) error {
	x := m.Introduction
	page := templates.OutcomePage{Base: s.mailedBase(c, "/reponses"), Action: "/reponses/" + url.PathEscape(c.Param("token")), OfferTitle: m.Offer.Title, Offer: m.Offer.Status,
		Name: m.Contact.Name(), Status: x.StatusFor(who), Unasked: x.EndedBySystem(), Result: resultWords(x), Acts: templates.MeetingActsFor(x, who), Hire: s.hireTyped(trouble, m.Offer),
		SentBack: trouble.SentBack}
	page.Acts.Slot = false
	if x.Slot != nil && x.Status.Going() {
		page.When = x.Slot.French()
	}
	if due, _, owed := x.AnswerOwed(); owed {
		page.Due = due
	}
	return s.render(c, status, page)
}

// answerOutcome records what the holder of a link says, then shows the page as it now is.
func (s *Server) answerOutcome(c *gin.Context) error {
	secretPage(c)
	f, err := readForm(c)
	if err != nil {
		return err
	}
	if err := s.floods.badLinks.full(s.proxies.address(c.Request)); err != nil {
		return err
	}
	who, m, err := s.hiring.OutcomeByLink(c.Request.Context(), c.Param("token"))
	if domain.CodeOf(err) == domain.CodeGone {
		return s.expiredLink(c, err, templates.OutcomePage{Base: s.mailedBase(c, "/reponses"), Expired: true})
	}
	if err := s.countBadLink(c, err); err != nil {
		return err
	}
	what, about, err := s.sayOutcome(c, f, who, m.Introduction.ID)
	if r := refusalOf(err); err != nil && r.code == domain.CodeInvalid {
		return s.outcomePage(c, r.status, who, m, meetingTroubleOf(r, about, f))
	}
	if err != nil {
		return err
	}
	if what, err = s.toldOfMeeting(c, what, m.Introduction); err != nil {
		return err
	}
	return s.done(c, "/reponses/"+url.PathEscape(c.Param("token")), what)
}

// sayOutcome does what the form says; about is the part of the page to which a refusal comes back.
func (s *Server) sayOutcome(c *gin.Context, f form, who domain.Actor, id string) (what deed, about string, err error) {
	ctx := c.Request.Context()
	switch f.line("answer") {
	case "met":
		_, err = s.hiring.Met(ctx, who, id)
		return "rencontre-notee", "", err
	case "person_absent":
		_, err = s.hiring.NoShow(ctx, who, id, domain.SidePerson)
		return "absence-notee", "", err
	case "employer_absent":
		_, err = s.hiring.NoShow(ctx, who, id, domain.SideEmployer)
		return "absence-notee", "", err
	case "not_hired":
		_, err = s.hiring.Outcome(ctx, who, id, domain.HiringOutcome{Reason: f.line("reason")})
		return "refus-note", aboutRefusal, err
	case "hired":
		hire, err := readHire(f)
		if err == nil {
			_, err = s.hiring.Outcome(ctx, who, id, hire)
		}
		return "embauche-notee", aboutHire, err
	}
	return "", "", domain.Invalid("answer", "Choisissez une réponse.")
}

// opinionLink asks two questions of the holder of a link.
func (s *Server) opinionLink(c *gin.Context) error {
	secretPage(c)
	asked, err := s.hiring.OpinionByLink(c.Request.Context(), c.Param("token"))
	if domain.CodeOf(err) == domain.CodeGone {
		return s.expiredLink(c, err, templates.OpinionPage{Base: s.mailedBase(c, "/avis"), Expired: true})
	}
	if err := s.countBadLink(c, err); err != nil {
		return err
	}
	return s.render(c, http.StatusOK, s.opinionPage(c, asked))
}

func (s *Server) opinionPage(c *gin.Context, asked hiring.Opinion) templates.OpinionPage {
	page := templates.OpinionPage{Base: s.mailedBase(c, "/avis"), Action: "/avis/" + url.PathEscape(c.Param("token")),
		Person: asked.Side == domain.SidePerson, OfferTitle: asked.Title}
	if asked.Given != nil {
		page.Given, page.Fit, page.Again = true, strconv.Itoa(asked.Given.Fit), strconv.Itoa(asked.Given.Again)
	}
	return page
}

// giveOpinion keeps the two marks; given again they replace the first.
func (s *Server) giveOpinion(c *gin.Context) error {
	secretPage(c)
	f, err := readForm(c)
	if err != nil {
		return err
	}
	if err := s.floods.badLinks.full(s.proxies.address(c.Request)); err != nil {
		return err
	}
	fit, _ := strconv.Atoi(f.line("fit")) // what is no number is no mark, and is refused as such
	again, _ := strconv.Atoi(f.line("again"))
	err = s.hiring.GiveOpinion(c.Request.Context(), c.Param("token"), fit, again)
	switch r := refusalOf(err); {
	case domain.CodeOf(err) == domain.CodeGone:
		return s.expiredLink(c, err, templates.OpinionPage{Base: s.mailedBase(c, "/avis"), Expired: true})
	case err != nil && r.code == domain.CodeInvalid:
		asked, failed := s.hiring.OpinionByLink(c.Request.Context(), c.Param("token"))
		if failed != nil {
			return failed
		}
		page := s.opinionPage(c, asked)
		page.Errors, page.Fit, page.Again = r.fields, f.line("fit"), f.line("again")
		return s.render(c, r.status, page)
	}
	if err := s.countBadLink(c, err); err != nil {
		return err
	}
	return s.done(c, "/avis/"+url.PathEscape(c.Param("token")), "avis-recu")
}

// opinions adds up what people and employers think, for referents.
func (s *Server) opinions(c *gin.Context) error {
	counts, err := s.hiring.Opinions(c.Request.Context(), actor(c))
	if err != nil {
		return err
	}
	page := templates.OpinionsPage{Base: s.base(c)}
	for _, k := range counts {
		fit, again := templates.OpinionQuestions(k.Side)
		question := fit
		if k.Again {
			question = again
		}
		page.Rows = append(page.Rows, templates.OpinionRow{Side: sideWords[k.Side], Question: question, ShownCounts: k.ShownCounts})
	}
	if wantsSheet(c) {
		return s.download(c, opinionsSheet(page))
	}
	return s.render(c, http.StatusOK, page)
}

var sideWords = map[domain.Side]string{domain.SidePerson: "Personnes", domain.SideEmployer: "Entreprises"}

func opinionsSheet(page templates.OpinionsPage) documents.Sheet {
	var rows [][]string
	for _, r := range page.Rows {
		row := []string{r.Side, r.Question, r.Total.String()}
		for _, n := range r.Cells {
			row = append(row, n.String())
		}
		rows = append(rows, row)
	}
	return documents.Sheet{Name: "avis", Columns: []string{"qui", "question", "reponses", "pas_du_tout", "plutot_non", "plutot_oui", "tout_a_fait"},
		Rows: documents.Rows(rows, slices.Clone[[]string])}
}
