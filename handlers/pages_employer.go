package handlers

import (
	"context"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/templates"
)

// employer shows one establishment; another's is not found.
func (s *Server) employer(c *gin.Context) error {
	return s.employerPage(c, http.StatusOK, templates.EmployerPage{})
}

// siretOf is the establishment of the address: what is not a SIRET is the establishment of nobody.
func siretOf(c *gin.Context) domain.SIRET { return domain.SIRET(c.Param("siret")) }

// employerPage fills the rest of a page that already holds what an act left.
func (s *Server) employerPage(c *gin.Context, status int, page templates.EmployerPage) error {
	ctx, who, siret := c.Request.Context(), actor(c), siretOf(c)
	e, err := s.hiring.Employer(ctx, who, siret)
	if err != nil {
		return err
	}
	page.Base = s.base(c)
	page.Path = "/entreprises/" + e.ID
	page.SIRET, page.Name, page.Status, page.Since, page.Size = e.SIRET(), e.Name, e.Status, e.Since(string(e.Status)), e.SizeBand
	page.Place, page.Activity = strings.TrimSpace(e.Place.PostalCode+" "+e.Place.Name), s.hiring.Activity(e.NAF)
	if e.Status == domain.EmployerRefused || e.Status == domain.EmployerSuspended {
		page.Reason = e.LastReason(e.Status)
	}
	if page.Answers, err = s.answerWords(c, siret); err != nil {
		return err
	}
	page.Actions = templates.EmployerActionsFor(e, who)
	page.History = templates.EmployerHistory(e.History, s.names(c))
	if err := s.addMembers(c, e, &page); err != nil {
		return err
	}
	offers, next, err := s.hiring.Offers(ctx, who, domain.OfferQuery{SIRET: siret, Limit: maxTodos})
	if err != nil {
		return err
	}
	for _, o := range offers {
		page.Offers = append(page.Offers, templates.EmployerOffer{ID: o.ID, Title: o.Title, Status: o.Status, Updated: o.Updated})
	}
	page.OffersMore = next != ""
	if wantsSheet(c) {
		return s.exportPeople(c, employerSheet(page))
	}
	return s.render(c, status, page)
}

// addMembers puts in the page who belongs, and who asks to.
func (s *Server) addMembers(c *gin.Context, e *domain.Employer, page *templates.EmployerPage) error {
	ctx, who := c.Request.Context(), actor(c)
	members, err := s.hiring.Members(ctx, who, e.SIRET())
	if err != nil {
		return err
	}
	for _, m := range members {
		page.Members = append(page.Members, templates.MemberLine{ID: m.ID, Name: m.Name, Email: m.Email, Phone: m.Phone, Since: m.Since, Self: m.ID == who.ID})
	}
	for _, status := range []domain.MembershipStatus{domain.MembershipWaiting, domain.MembershipRefused} {
		requests, _, err := s.hiring.Requests(ctx, who, domain.MembershipQuery{SIRET: e.SIRET(), Status: status})
		if err != nil {
			return err
		}
		for _, r := range requests {
			line := templates.RequestLine{ID: r.Membership.ID, Name: r.Who.Name, Email: r.Who.Email, Phone: r.Who.Phone, Status: status,
				Since: r.Membership.Since(string(status)), Decide: domain.CanDecideColleague(who, e, r.Membership)}
			if status == domain.MembershipRefused {
				line.Reason = r.Membership.LastReason()
			}
			page.Requests = append(page.Requests, line)
		}
	}
	return nil
}

// employerAct runs one act on an establishment from its page: what is refused about its reason comes back beside it, under
// the name of the act.
func (s *Server) employerAct(c *gin.Context, name string, what deed, to string, act func(ctx context.Context, reason string) error) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	reason := f.text("reason")
	err = act(c.Request.Context(), straight(reason))
	if r := refusalOf(err); err != nil && r.fields != nil {
		return s.employerPage(c, r.status, templates.EmployerPage{Errors: r.fields, ErrorFor: name, Typed: reason})
	}
	if err != nil {
		return err
	}
	return s.done(c, to, what)
}

// here is the page of the establishment.
func here(c *gin.Context) string { return "/entreprises/" + c.Param("siret") }

func (s *Server) approveEmployer(c *gin.Context) error {
	return s.employerAct(c, "approuver", "etablissement-approuve", here(c), func(ctx context.Context, _ string) error {
		_, err := s.hiring.ApproveEmployer(ctx, actor(c), siretOf(c))
		return err
	})
}

func (s *Server) refuseEmployer(c *gin.Context) error {
	return s.employerAct(c, "refuser", "etablissement-refuse", here(c), func(ctx context.Context, reason string) error {
		_, err := s.hiring.RefuseEmployer(ctx, actor(c), siretOf(c), reason)
		return err
	})
}

func (s *Server) suspendEmployer(c *gin.Context) error {
	return s.employerAct(c, "suspendre", "etablissement-suspendu", here(c), func(ctx context.Context, reason string) error {
		_, err := s.hiring.SuspendEmployer(ctx, actor(c), siretOf(c), reason)
		return err
	})
}

func (s *Server) resumeEmployer(c *gin.Context) error {
	return s.employerAct(c, "reprendre", "etablissement-repris", here(c), func(ctx context.Context, _ string) error {
		_, err := s.hiring.ResumeEmployer(ctx, actor(c), siretOf(c))
		return err
	})
}

// applyAgain is a member's answer to a refusal.
func (s *Server) applyAgain(c *gin.Context) error {
	return s.employerAct(c, "redemander", "accord-redemande", here(c), func(ctx context.Context, answer string) error {
		_, err := s.hiring.ApplyAgain(ctx, actor(c), siretOf(c), answer)
		return err
	})
}

// leaveEmployer gives up the reader's own seat, or request.
func (s *Server) leaveEmployer(c *gin.Context) error {
	return s.employerAct(c, "quitter", "etablissement-quitte", "/entreprises", func(ctx context.Context, _ string) error {
		return s.hiring.Leave(ctx, actor(c), siretOf(c))
	})
}

func (s *Server) acceptColleague(c *gin.Context) error {
	return s.employerAct(c, c.Param("id"), "collegue-accepte", here(c), func(ctx context.Context, _ string) error {
		_, err := s.hiring.AcceptColleague(ctx, actor(c), siretOf(c), c.Param("id"))
		return err
	})
}

func (s *Server) refuseColleague(c *gin.Context) error {
	return s.employerAct(c, c.Param("id"), "collegue-refuse", here(c), func(ctx context.Context, reason string) error {
		_, err := s.hiring.RefuseColleague(ctx, actor(c), siretOf(c), c.Param("id"), reason)
		return err
	})
}

func (s *Server) removeMember(c *gin.Context) error {
	return s.employerAct(c, c.Param("id"), "membre-retire", here(c), func(ctx context.Context, reason string) error {
		return s.hiring.RemoveMember(ctx, actor(c), siretOf(c), c.Param("id"), reason)
	})
}
