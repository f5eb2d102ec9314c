package handlers

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
	"eedk.fr/candidatheque/templates"
	"eedk.fr/candidatheque/templates/documents"
)

const (
	// mailsShown is a page of mails; mailsCounted how far the mails of a state are counted.
	mailsShown   = 50
	mailsCounted = 99
	// mailsInFile is how many mails a file holds at most.
	mailsInFile = 2000
)

// mails lists what was written to people, of a state when ?etat= says one.
func (s *Server) mails(c *gin.Context) error {
	ctx, who := c.Request.Context(), actor(c)
	q := hiring.MailQuery{Cursor: c.Query("cursor"), Limit: mailsShown}
	if text := c.Query("etat"); text != "" {
		status, err := domain.ParseMailStatus(text)
		if err != nil {
			return err
		}
		q.Status = status
	}
	if wantsSheet(c) {
		return s.mailsFile(c, q)
	}
	list, next, err := s.hiring.Mails(ctx, who, q)
	if err != nil {
		return err
	}
	page := templates.MailsPage{Base: s.base(c), Status: q.Status, Items: mailRows(list), NextHref: nextPage(c, next)}
	if len(list) > 0 || q.Status != "" {
		if page.Tabs, err = s.mailTabs(ctx, who); err != nil {
			return err
		}
	}
	return s.render(c, http.StatusOK, page)
}

// mailTabs counts the mails of each state that has some.
func (s *Server) mailTabs(ctx context.Context, who domain.Actor) ([]templates.MailTab, error) {
	tabs := []templates.MailTab{{Href: "/courriels"}}
	for _, status := range domain.MailStatuses() {
		list, _, err := s.hiring.Mails(ctx, who, hiring.MailQuery{Status: status, Limit: mailsCounted + 1})
		if err != nil {
			return nil, err
		}
		if n := len(list); n > 0 {
			tabs = append(tabs, templates.MailTab{Status: status, Count: min(n, mailsCounted), More: n > mailsCounted, Href: "/courriels?etat=" + string(status)})
		}
	}
	return tabs, nil
}

func mailRows(list []*domain.Mail) (rows []templates.MailRow) {
	for _, m := range list {
		rows = append(rows, mailRow(m))
	}
	return rows
}

func mailRow(m *domain.Mail) templates.MailRow {
	return templates.MailRow{ID: m.ID, What: domain.LetterFrench(m.Kind), Name: m.To.Name, Address: m.To.Address, Subject: m.Body.Subject,
		Answer: m.Answer, Created: m.Created, Sent: m.Sent, Due: m.Due, Status: m.Status, Tries: m.Tries}
}

// mailsFile is the list as a table, the latest first, without what stays inside.
func (s *Server) mailsFile(c *gin.Context, q hiring.MailQuery) error {
	q.Cursor, q.Limit = "", mailsInFile
	list, _, err := s.hiring.Mails(c.Request.Context(), actor(c), q)
	if err != nil {
		return err
	}
	list = slices.DeleteFunc(list, (*domain.Mail).Inside)
	return s.exportPeople(c, documents.Sheet{Name: "courriels",
		Columns: []string{"courriel", "a", "adresse", "sujet", "ecrit", "parti", "etat", "essais", "reponse"},
		Rows: documents.Rows(mailRows(list), func(m templates.MailRow) []string {
			return []string{m.What, m.Name, m.Address, m.Subject, stamp(m.Created), stamp(m.Sent), m.Status.French(), strconv.Itoa(m.Tries), m.Answer}
		})})
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(domain.Paris()).Format("2006-01-02 15:04")
}

// mail shows one mail as it left. Its link is masked, but in a demonstration: whoever reads a mail of somebody else must
// not be able to act for them.
func (s *Server) mail(c *gin.Context) error {
	m, err := s.hiring.Mail(c.Request.Context(), actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	page := templates.MailPage{Base: s.base(c), Mail: mailRow(m), Resend: m.Resendable(),
		Cancel: m.Status == domain.MailQueued}
	page.Text = m.Body.WithLink("••••••••").Text
	if s.showLinks && m.Grant != nil && !m.Linked.IsZero() {
		token := s.hiring.MailToken(m)
		page.Text, page.Link = m.Body.WithLink(token).Text, m.Grant.Path+token
	}
	return s.render(c, http.StatusOK, page)
}

func (s *Server) resendMail(c *gin.Context) error {
	m, err := s.hiring.ResendMail(c.Request.Context(), actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	return s.done(c, "/courriels/"+url.PathEscape(m.ID), "courriel-renvoye")
}

func (s *Server) cancelMail(c *gin.Context) error {
	m, err := s.hiring.CancelMail(c.Request.Context(), actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	return s.done(c, "/courriels/"+url.PathEscape(m.ID), "courriel-annule")
}

// callDone notes that somebody was phoned, and goes back to what else is to be done.
func (s *Server) callDone(c *gin.Context) error {
	if _, err := s.hiring.CallDone(c.Request.Context(), actor(c), c.Param("id")); err != nil {
		return err
	}
	return s.done(c, "/", "dit-par-telephone")
}

// mailReturn is one line of a delivery report.
type mailReturn struct {
	MessageID string `json:"message_id"`
	Reason    string `json:"reason"`
}

// mailReturns takes the delivery reports of the mail server: a JSON list, by the bearer of the secret. Without one, with
// another, or when none is set, the page does not exist.
func (s *Server) mailReturns(c *gin.Context) error {
	if err := s.floods.badTokens.full(s.proxies.address(c.Request)); err != nil {
		return err
	}
	token, _ := bearer(c.Request)
	if s.bounceSecret == "" || subtle.ConstantTimeCompare([]byte(token), []byte(s.bounceSecret)) != 1 {
		if err := s.floods.badTokens.take(c, s.proxies.address(c.Request)); err != nil {
			return err
		}
		return domain.NotFound("Page")
	}
	var list []mailReturn
	if err := json.NewDecoder(c.Request.Body).Decode(&list); err != nil {
		return domain.Refuse(domain.CodeInvalid, "Envoyez une liste JSON : [{\"message_id\":\"…\",\"reason\":\"…\"}].").WithCause(err)
	}
	returns := make([]hiring.MailReturn, len(list))
	for i, r := range list {
		key, _, _ := strings.Cut(strings.Trim(strings.TrimSpace(r.MessageID), "<>"), "@")
		returns[i] = hiring.MailReturn{Mail: key, Reason: strings.Join(strings.Fields(r.Reason), " ")}
	}
	known, err := s.hiring.ReturnMails(c.Request.Context(), returns)
	if err != nil {
		return err
	}
	c.JSON(http.StatusOK, mailReturned{Known: known})
	return nil
}

// mailReturned counts the lines of a report that were about mails of this service.
type mailReturned struct {
	Known int `json:"known"`
}

// mailStop shows what a link of a mail stops, and changes nothing: readers of mails follow links.
func (s *Server) mailStop(c *gin.Context) error {
	secretPage(c)
	stop, err := s.hiring.AskMailStop(c.Request.Context(), c.Param("token"))
	if err := s.countBadLink(c, err); err != nil {
		return err
	}
	return s.mailStopPage(c, stop)
}

func (s *Server) mailStopPage(c *gin.Context, stop hiring.MailStop) error {
	page := templates.MailStopPage{Base: s.base(c), Action: "/courriels/arret/" + url.PathEscape(c.Param("token")), What: domain.LetterFrench(stop.Kind),
		Stopped: stop.Stopped}
	page.Path = "/courriels/arret"
	return s.render(c, http.StatusOK, page)
}

// stopMails ends a kind of mails for whoever holds the link, or begins it again. A reader of mails posts the same without
// showing the page (RFC 8058).
func (s *Server) stopMails(c *gin.Context) error {
	secretPage(c)
	if err := s.floods.badLinks.full(s.proxies.address(c.Request)); err != nil {
		return err
	}
	f, err := readForm(c)
	if err != nil {
		return err
	}
	act := s.hiring.StopMails
	if f.checked("reprendre") {
		act = s.hiring.ResumeMails
	}
	stop, err := act(c.Request.Context(), c.Param("token"))
	if err := s.countBadLink(c, err); err != nil {
		return err
	}
	return s.mailStopPage(c, stop)
}
