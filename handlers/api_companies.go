package handlers

import (
	"context"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
)

// companyBody is an establishment as its members and staff read it. Reason is why it was refused or suspended.
type companyBody struct {
	SIRET      domain.SIRET          `json:"siret"`
	Name       string                `json:"name"`
	Status     domain.EmployerStatus `json:"status"`
	Since      time.Time             `json:"since"`
	NAF        string                `json:"naf"`
	SizeBand   string                `json:"size_band"`
	PostalCode string                `json:"postal_code"`
	Commune    string                `json:"commune"`
	Reason     string                `json:"reason"`
}

func companyBodyOf(e *domain.Employer) companyBody {
	b := companyBody{SIRET: e.SIRET(), Name: e.Name, Status: e.Status, Since: e.Since(string(e.Status)).UTC(), NAF: e.NAF, SizeBand: e.SizeBand,
		PostalCode: e.Place.PostalCode, Commune: e.Place.Name}
	if e.Status == domain.EmployerRefused || e.Status == domain.EmployerSuspended {
		b.Reason = e.LastReason(e.Status)
	}
	return b
}

// companyRequestBody is one request to join, with who asks.
type companyRequestBody struct {
	ID     string                  `json:"id"`
	SIRET  domain.SIRET            `json:"siret"`
	Status domain.MembershipStatus `json:"status"`
	Since  time.Time               `json:"since"`
	Name   string                  `json:"name"`
	Email  string                  `json:"email"`
	Reason string                  `json:"reason"`
}

func companyRequestOf(r hiring.Request) companyRequestBody {
	m := r.Membership
	b := companyRequestBody{ID: m.ID, SIRET: m.SIRET, Status: m.Status, Since: m.Since(string(m.Status)).UTC(), Name: r.Who.Name, Email: r.Who.Email}
	if m.Status == domain.MembershipRefused {
		b.Reason = m.LastReason()
	}
	return b
}

// apiCompanies lists the establishments the caller may see, by name: ?status= and ?q= as on the page.
func (s *Server) apiCompanies(c *gin.Context) error {
	f := newFields()
	q := domain.EmployerQuery{Text: f.short("q", c.Query("q")), Status: optional(f, "status", c.Query("status"), domain.ParseEmployerStatus),
		Cursor: c.Query("cursor"), Limit: pageSize}
	if err := f.Err(); err != nil {
		return err
	}
	list, next, err := s.hiring.Employers(c.Request.Context(), actor(c), q)
	if err != nil {
		return err
	}
	out := listBody[companyBody]{Items: []companyBody{}, Next: next}
	for _, e := range list {
		out.Items = append(out.Items, companyBodyOf(e))
	}
	c.JSON(http.StatusOK, out)
	return nil
}

func (s *Server) apiCompany(c *gin.Context) error {
	e, err := s.hiring.Employer(c.Request.Context(), actor(c), siretOf(c))
	return answerCompany(c, e, err)
}

func answerCompany(c *gin.Context, e *domain.Employer, err error) error {
	if err != nil {
		return err
	}
	c.JSON(http.StatusOK, companyBodyOf(e))
	return nil
}

// companyVerb runs one act on an establishment, once for its key; what the caller may not see is not found before the body
// is read.
func (s *Server) companyVerb(c *gin.Context, act func(ctx context.Context, reason string) (*domain.Employer, error)) error {
	ctx, who, siret := c.Request.Context(), actor(c), siretOf(c)
	if _, err := s.hiring.Employer(ctx, who, siret); err != nil {
		return err
	}
	var b reasonRequest
	if err := readOptionalJSON(c, &b); err != nil {
		return err
	}
	e, err := onceVerb(s, c, func() (*domain.Employer, error) { return act(ctx, oneLine(b.Reason)) },
		func() (*domain.Employer, error) { return s.hiring.Employer(ctx, who, siret) })
	return answerCompany(c, e, err)
}

func (s *Server) apiApproveCompany(c *gin.Context) error {
	return s.companyVerb(c, func(ctx context.Context, _ string) (*domain.Employer, error) {
		return s.hiring.ApproveEmployer(ctx, actor(c), siretOf(c))
	})
}

func (s *Server) apiRefuseCompany(c *gin.Context) error {
	return s.companyVerb(c, func(ctx context.Context, reason string) (*domain.Employer, error) {
		return s.hiring.RefuseEmployer(ctx, actor(c), siretOf(c), reason)
	})
}

func (s *Server) apiSuspendCompany(c *gin.Context) error {
	return s.companyVerb(c, func(ctx context.Context, reason string) (*domain.Employer, error) {
		return s.hiring.SuspendEmployer(ctx, actor(c), siretOf(c), reason)
	})
}

func (s *Server) apiResumeCompany(c *gin.Context) error {
	return s.companyVerb(c, func(ctx context.Context, _ string) (*domain.Employer, error) {
		return s.hiring.ResumeEmployer(ctx, actor(c), siretOf(c))
	})
}

// apiCompanyRequests lists the requests to join an establishment, the latest first.
func (s *Server) apiCompanyRequests(c *gin.Context) error {
	ctx, who, siret := c.Request.Context(), actor(c), siretOf(c)
	if _, err := s.hiring.Employer(ctx, who, siret); err != nil {
		return err
	}
	list, next, err := s.hiring.Requests(ctx, who, domain.MembershipQuery{SIRET: siret, Cursor: c.Query("cursor"), Limit: pageSize})
	if err != nil {
		return err
	}
	out := listBody[companyRequestBody]{Items: []companyRequestBody{}, Next: next}
	for _, r := range list {
		out.Items = append(out.Items, companyRequestOf(r))
	}
	c.JSON(http.StatusOK, out)
	return nil
}

// requestVerb answers one request to join, once for its key.
func (s *Server) requestVerb(c *gin.Context, act func(ctx context.Context, reason string) (*domain.Membership, error)) error {
	ctx, who, siret, id := c.Request.Context(), actor(c), siretOf(c), c.Param("id")
	if _, err := s.hiring.MembershipAt(ctx, who, siret, id); err != nil {
		return err
	}
	var b reasonRequest
	if err := readOptionalJSON(c, &b); err != nil {
		return err
	}
	m, err := onceVerb(s, c, func() (*domain.Membership, error) { return act(ctx, oneLine(b.Reason)) },
		func() (*domain.Membership, error) { return s.hiring.MembershipAt(ctx, who, siret, id) })
	if err != nil {
		return err
	}
	r, err := s.hiring.RequestOf(ctx, who, m)
	if err != nil {
		return err
	}
	c.JSON(http.StatusOK, companyRequestOf(r))
	return nil
}

func (s *Server) apiAcceptColleague(c *gin.Context) error {
	return s.requestVerb(c, func(ctx context.Context, _ string) (*domain.Membership, error) {
		return s.hiring.AcceptColleague(ctx, actor(c), siretOf(c), c.Param("id"))
	})
}

func (s *Server) apiRefuseColleague(c *gin.Context) error {
	return s.requestVerb(c, func(ctx context.Context, reason string) (*domain.Membership, error) {
		return s.hiring.RefuseColleague(ctx, actor(c), siretOf(c), c.Param("id"), reason)
	})
}
