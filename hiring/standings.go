package hiring

import (
	"context"
	"time"

	"eedk.fr/candidatheque/domain"
)

// Standing is where an establishment, or a request to join one, stands for somebody. Status is empty for a request, Request
// for a seat. Waiting counts the colleagues whom they may let in.
type Standing struct {
	Company string
	SIRET   domain.SIRET
	Status  domain.EmployerStatus
	Request domain.MembershipStatus
	Reason  string
	Since   time.Time
	Waiting int
	// Drafted tells that an offer begun waits with the request.
	Drafted bool
}

// Standings lists an employer's establishments, then their requests that wait or were refused.
func (s *Service) Standings(ctx context.Context, actor domain.Actor) (list []Standing, err error) {
	for _, siret := range actor.SIRETs {
		standing, err := s.seatStanding(ctx, actor, siret)
		if err != nil {
			return nil, err
		}
		list = append(list, standing)
	}
	requests, _, err := s.Deps.Memberships.Find(ctx, actor, domain.MembershipQuery{UserID: actor.ID, Limit: pageOfAll})
	for _, m := range requests {
		if !actor.Sits(m.SIRET) && (m.Status == domain.MembershipWaiting || m.Status == domain.MembershipRefused) {
			list = append(list, requestStanding(m))
		}
	}
	return list, err
}

// requestStanding names the establishment by its number only: who waits at the door is not told the name on it.
func requestStanding(m *domain.Membership) Standing {
	standing := Standing{Company: m.SIRET.Spaced(), SIRET: m.SIRET, Request: m.Status, Since: m.Since(string(m.Status)), Drafted: len(m.Drafts) > 0}
	if m.Status == domain.MembershipRefused {
		standing.Reason = m.LastReason()
	}
	return standing
}

// seatStanding reads an establishment of the actor. One that nobody registered, whose seat an administrator gave, stands
// as registered: it is a referent's to open.
func (s *Service) seatStanding(ctx context.Context, actor domain.Actor, siret domain.SIRET) (Standing, error) {
	standing := Standing{Company: siret.Spaced(), SIRET: siret, Status: domain.EmployerRegistered}
	e, err := s.Deps.Employers.Get(ctx, actor, string(siret))
	if domain.CodeOf(err) == domain.CodeNotFound {
		return standing, nil
	}
	if err != nil {
		return Standing{}, err
	}
	standing.Company, standing.Status, standing.Since = e.Name, e.Status, e.Since(string(e.Status))
	if e.Status == domain.EmployerRefused || e.Status == domain.EmployerSuspended {
		standing.Reason = e.LastReason(e.Status)
	}
	if e.Status != domain.EmployerActive {
		return standing, nil
	}
	waiting, _, err := s.Deps.Memberships.Find(ctx, actor, domain.MembershipQuery{SIRET: siret, Status: domain.MembershipWaiting, Limit: pageOfAll})
	standing.Waiting = len(waiting)
	return standing, err
}

// StandingOf is where a confirmed sign-up stands, for the holder of its link, with the name they typed themselves.
func (s *Service) StandingOf(ctx context.Context, x *domain.SignUp) (standing Standing, err error) {
	u, err := s.Deps.Users.Get(ctx, x.UserID)
	if err != nil {
		return Standing{}, unknownLink(err)
	}
	m, err := s.Deps.Memberships.Get(ctx, domain.System(), domain.MembershipID(x.UserID, x.SIRET))
	switch {
	case u.Actor().Sits(x.SIRET):
		standing, err = s.seatStanding(ctx, u.Actor(), x.SIRET)
	case err == nil:
		standing = requestStanding(m)
	case domain.CodeOf(err) == domain.CodeNotFound:
		standing, err = Standing{SIRET: x.SIRET, Request: domain.MembershipEnded}, nil
	}
	standing.Company, standing.Waiting = x.Company, 0
	return standing, err
}
