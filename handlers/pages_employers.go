package handlers

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
	"eedk.fr/candidatheque/templates"
)

// employers lists establishments: all of them to referents and facilitators, their own to employers.
func (s *Server) employers(c *gin.Context) error {
	if !domain.CanListEmployers(actor(c)) {
		return s.ownEmployersPage(c, http.StatusOK, templates.OwnEmployersPage{})
	}
	ctx, who := c.Request.Context(), actor(c)
	q := domain.EmployerQuery{Text: firstRunes(oneLine(c.Query("q")), maxName), Cursor: c.Query("cursor"), Limit: pageSize}
	f := newFields()
	q.Status = optional(f, "status", c.Query("status"), domain.ParseEmployerStatus)
	if err := f.Err(); err != nil {
		return err
	}
	if wantsSheet(c) {
		return s.download(c, s.employersSheet(c, q))
	}
	page := templates.EmployersPage{Base: s.base(c), Query: q.Text, Status: q.Status}
	counts, err := s.hiring.CountEmployers(ctx, who)
	if err != nil {
		return err
	}
	page.Tabs = employerTabs(counts)
	if q.Text == "" && q.Status == "" && q.Cursor == "" {
		if err := s.addWaiting(c, &page); err != nil {
			return err
		}
	}
	list, next, err := s.hiring.Employers(ctx, who, q)
	if err != nil {
		return err
	}
	if page.Items, err = s.employerRows(c, list); err != nil {
		return err
	}
	page.NextHref = nextPage(c, next)
	return s.render(c, http.StatusOK, page)
}

// addWaiting puts on top what waits: establishments, and addresses that nobody confirmed.
func (s *Server) addWaiting(c *gin.Context, page *templates.EmployersPage) error {
	ctx, who := c.Request.Context(), actor(c)
	waiting, err := s.hiring.WaitingEmployers(ctx, who)
	if err != nil {
		return err
	}
	if page.Waiting, err = s.employerRows(c, waiting); err != nil {
		return err
	}
	pending, err := s.hiring.PendingSignUps(ctx, who)
	for _, x := range pending {
		page.SignUps = append(page.SignUps, templates.SignUpRow{SIRET: x.SIRET, Company: x.Company, Name: x.Name, Email: x.Email, Phone: x.Phone, Since: x.Created})
	}
	return err
}

func employerTabs(counts []hiring.EmployerCount) []templates.EmployerTab {
	tabs := []templates.EmployerTab{{}}
	for _, k := range counts {
		tabs = append(tabs, templates.EmployerTab{Status: k.Status, Count: k.Count})
		tabs[0].Count += k.Count
	}
	return tabs
}

func (s *Server) employerRows(c *gin.Context, list []*domain.Employer) (rows []templates.EmployerRow, err error) {
	answers, err := s.answersOf(c, list)
	for _, e := range list {
		rows = append(rows, templates.EmployerRow{SIRET: e.SIRET(), Name: e.Name, Place: e.Place.Name, Status: e.Status, Since: e.Since(string(e.Status)),
			Answers: templates.AnswerWords(answers[e.SIRET()])})
	}
	return rows, err
}

// answersOf counts the answers of a page of establishments, for referents; nothing for the others.
func (s *Server) answersOf(c *gin.Context, list []*domain.Employer) (map[domain.SIRET]domain.Reliability, error) {
	if !actor(c).Roles.Has(domain.RoleReferent) {
		return map[domain.SIRET]domain.Reliability{}, nil
	}
	sirets := make([]domain.SIRET, len(list))
	for n, e := range list {
		sirets[n] = e.SIRET()
	}
	return s.hiring.ReliabilityOf(c.Request.Context(), actor(c), sirets...)
}

// ownEmployersPage shows an employer their establishments and requests, and the form that asks for another.
func (s *Server) ownEmployersPage(c *gin.Context, status int, page templates.OwnEmployersPage) error {
	standings, err := s.hiring.Standings(c.Request.Context(), actor(c))
	if err != nil {
		return err
	}
	page.Base = s.base(c)
	page.Path = "/entreprises"
	for _, k := range standings {
		page.Standings = append(page.Standings, standingOf(k))
	}
	if wantsSheet(c) {
		return s.download(c, ownEmployersSheet(page))
	}
	return s.render(c, status, page)
}

func standingOf(k hiring.Standing) templates.Standing {
	return templates.Standing{Company: k.Company, SIRET: k.SIRET, Status: k.Status, Request: k.Request, Reason: k.Reason, Since: k.Since, Waiting: k.Waiting, Drafted: k.Drafted}
}

// askToJoin asks for a seat in another establishment.
func (s *Server) askToJoin(c *gin.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	page := templates.OwnEmployersPage{Form: templates.SignUpForm{SIRET: f.line("siret"), Company: f.line("company")}}
	_, err = s.hiring.AskToJoin(c.Request.Context(), actor(c), page.Form.SIRET, page.Form.Company)
	if r := refusalOf(err); err != nil && r.fields != nil {
		page.Errors = r.fields
		return s.ownEmployersPage(c, r.status, page)
	}
	if err != nil {
		return err
	}
	return s.done(c, "/entreprises", "demande-envoyee")
}

// addEmployerStandings tells an employer where their establishments stand, unless all is simply well.
func (s *Server) addEmployerStandings(c *gin.Context, page *templates.HomePage) error {
	standings, err := s.hiring.Standings(c.Request.Context(), actor(c))
	for _, k := range standings {
		if k.Status != domain.EmployerActive {
			page.Standings = append(page.Standings, standingOf(k))
		}
	}
	return err
}
