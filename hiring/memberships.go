package hiring

import (
	"context"
	"errors"
	"slices"
	"time"

	"eedk.fr/candidatheque/domain"
)

// Member is somebody with a seat in an establishment, as colleagues and referents may know them. Phone is for referents.
type Member struct {
	ID, Name, Email, Phone string
	Since                  time.Time
}

// Members lists who has a seat in an establishment, as far as the actor may know; NotFound for whoever has none.
func (s *Service) Members(ctx context.Context, actor domain.Actor, siret domain.SIRET) ([]Member, error) {
	if !domain.CanSeeMembers(actor, siret) {
		return nil, domain.NotFound("Établissement")
	}
	users, err := s.usersOf(ctx, siret)
	if err != nil {
		return nil, err
	}
	members := make([]Member, 0, len(users))
	for _, u := range users {
		if u.ID != actor.ID && !domain.CanSeeColleagues(actor, siret) {
			continue
		}
		m := memberOf(u, u.Created)
		if !domain.CanListEmployers(actor) {
			m.Phone = ""
		}
		for _, step := range u.History {
			if step.To == "join" && step.Reason == string(siret) {
				m.Since = step.At
			}
		}
		members = append(members, m)
	}
	return members, nil
}

func memberOf(u *domain.User, since time.Time) Member {
	return Member{ID: u.ID, Name: u.Name, Email: u.Email, Phone: u.Phone, Since: since}
}

// usersOf are the open accounts with a seat in an establishment, for the house itself.
func (s *Service) usersOf(ctx context.Context, siret domain.SIRET) (users []*domain.User, err error) {
	list, err := all(func(cursor string) ([]*domain.User, string, error) {
		return s.Deps.Users.Find(ctx, domain.System(), domain.UserQuery{SIRET: siret, Cursor: cursor, Limit: pageOfAll})
	})
	for _, u := range list {
		if !u.Deactivated {
			users = append(users, u)
		}
	}
	return users, err
}

// Request is a request to join, with who asks.
type Request struct {
	Membership *domain.Membership
	Who        Member
	Company    string
}

// Requests lists the requests that the actor may see, the latest first, with who asks and where.
func (s *Service) Requests(ctx context.Context, actor domain.Actor, q domain.MembershipQuery) (requests []Request, next string, err error) {
	list, next, err := s.Deps.Memberships.Find(ctx, actor, q)
	if err != nil {
		return nil, "", err
	}
	for _, m := range list {
		r, err := s.RequestOf(ctx, actor, m)
		if err != nil {
			return nil, "", err
		}
		requests = append(requests, r)
	}
	return requests, next, nil
}

// RequestOf joins a request with its account and its establishment.
func (s *Service) RequestOf(ctx context.Context, actor domain.Actor, m *domain.Membership) (Request, error) {
	r := Request{Membership: m, Company: m.SIRET.Spaced()}
	switch u, err := s.Deps.Users.Get(ctx, m.UserID); {
	case err == nil:
		if r.Who = memberOf(u, m.Created); !domain.CanListEmployers(actor) && actor.ID != u.ID {
			r.Who.Phone = ""
		}
	case domain.CodeOf(err) != domain.CodeNotFound:
		return Request{}, err
	}
	switch e, err := s.Deps.Employers.Get(ctx, domain.System(), string(m.SIRET)); {
	case err == nil && domain.CanSeeEmployer(actor, e): // who waits at the door is not told the name on it
		r.Company = e.Name
	case err != nil && domain.CodeOf(err) != domain.CodeNotFound:
		return Request{}, err
	}
	return r, nil
}

// ToDecide lists the requests that wait for the actor's answer, the oldest first: a referent's are those of every
// establishment, a member's those of their own once it is active.
func (s *Service) ToDecide(ctx context.Context, actor domain.Actor) (waiting []Request, err error) {
	list, err := all(func(cursor string) ([]Request, string, error) {
		return s.Requests(ctx, actor, domain.MembershipQuery{Status: domain.MembershipWaiting, Cursor: cursor, Limit: pageOfAll})
	})
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(list, func(a, b Request) int {
		return a.Membership.Since(string(domain.MembershipWaiting)).Compare(b.Membership.Since(string(domain.MembershipWaiting)))
	})
	for _, r := range list {
		e, err := s.Deps.Employers.Get(ctx, domain.System(), string(r.Membership.SIRET))
		switch {
		case domain.CodeOf(err) == domain.CodeNotFound:
		case err != nil:
			return nil, err
		case domain.CanDecideColleague(actor, e, r.Membership):
			waiting = append(waiting, r)
		}
	}
	return waiting, nil
}

// AskToJoin asks for a seat in another establishment. One that nobody signed up before is founded, and waits for a referent
// with its first member; else its members or a referent answer. company names a new one.
func (s *Service) AskToJoin(ctx context.Context, actor domain.Actor, siretText, company string) (*domain.Membership, error) {
	now := s.Now()
	if !actor.Roles.Has(domain.RoleEmployer) {
		return nil, domain.Refuse(domain.CodeForbidden, "Seul un employeur rejoint un établissement.")
	}
	siret, name, err := domain.NamedEstablishment(siretText, company)
	if err != nil {
		return nil, err
	}
	if actor.Sits(siret) {
		return nil, domain.Invalid("siret", "Vous êtes déjà membre de cet établissement.")
	}
	if err := s.countAsk(ctx, actor.ID); err != nil {
		return nil, err
	}
	e, err := s.foundOrFind(ctx, siret, name, actor, now, now)
	if err != nil {
		return nil, err
	}
	m, err := s.joinOrAsk(ctx, e, actor, now)
	if err != nil {
		return nil, err
	}
	return m, s.settleMembership(ctx, m)
}

// foundOrFind gives an establishment: founded now by somebody who signed it up, or as others left it.
func (s *Service) foundOrFind(ctx context.Context, siret domain.SIRET, name string, founder domain.Actor, signedUp, now time.Time) (*domain.Employer, error) {
	e, err := domain.FoundEmployer(siret, name, founder, signedUp, now)
	if err != nil {
		return nil, err
	}
	err = s.Deps.Employers.Save(ctx, e)
	if domain.CodeOf(err) == domain.CodeConflict {
		return s.Deps.Employers.Get(ctx, domain.System(), string(siret))
	}
	return e, err
}

// joinOrAsk leaves a request: a founder's is granted with it where nobody was before them, a refused or ended one waits
// again, another stays as it is.
func (s *Service) joinOrAsk(ctx context.Context, e *domain.Employer, who domain.Actor, now time.Time) (*domain.Membership, error) {
	m := domain.AskMembership(e.SIRET(), who, now)
	first, err := s.firstAt(ctx, e, who.ID)
	if err != nil {
		return nil, err
	}
	if first {
		if err := m.Move(domain.MembershipMember, domain.System(), now, ""); err != nil {
			return nil, err
		}
	}
	err = s.Deps.Memberships.Save(ctx, m)
	if domain.CodeOf(err) != domain.CodeConflict {
		return m, err
	}
	return s.changeMembership(ctx, m.ID, func(m *domain.Membership) error {
		if m.Status != domain.MembershipRefused && m.Status != domain.MembershipEnded {
			return errUnchanged
		}
		return m.Move(domain.MembershipWaiting, who, now, "")
	})
}

// changeMembership saves an act on a request over whatever was written meanwhile: for what the house itself does, never
// for an answer, which must not pass over another's.
func (s *Service) changeMembership(ctx context.Context, id string, act func(*domain.Membership) error) (*domain.Membership, error) {
	for try := 1; ; try++ {
		m, err := s.Deps.Memberships.Get(ctx, domain.System(), id)
		if err != nil {
			return nil, err
		}
		if err := act(m); errors.Is(err, errUnchanged) {
			return m, nil
		} else if err != nil {
			return nil, err
		}
		err = s.Deps.Memberships.Save(ctx, m)
		if domain.CodeOf(err) != domain.CodeConflict || try == actTries {
			return m, err
		}
	}
}

// AcceptColleague gives who asks a seat. Of two who answer at once one wins, the other gets a Conflict.
func (s *Service) AcceptColleague(ctx context.Context, actor domain.Actor, siret domain.SIRET, id string) (*domain.Membership, error) {
	return s.answerColleague(ctx, actor, siret, id, domain.MembershipMember, "")
}

// RefuseColleague turns a request down, with the reason that who asks reads. They may ask again, or call.
func (s *Service) RefuseColleague(ctx context.Context, actor domain.Actor, siret domain.SIRET, id, reason string) (*domain.Membership, error) {
	return s.answerColleague(ctx, actor, siret, id, domain.MembershipRefused, reason)
}

// RemoveMember takes a seat back, by a referent, with the reason that who had it reads.
func (s *Service) RemoveMember(ctx context.Context, actor domain.Actor, siret domain.SIRET, userID, reason string) error {
	if !actor.Roles.Has(domain.RoleReferent | domain.RoleAdmin) {
		return domain.Refuse(domain.CodeForbidden, "Seul un référent retire un membre : appelez-le.")
	}
	return s.endSeat(ctx, actor, siret, userID, reason)
}

// Leave gives up one's own seat, or one's request, in an establishment.
func (s *Service) Leave(ctx context.Context, actor domain.Actor, siret domain.SIRET) error {
	return s.endSeat(ctx, actor, siret, actor.ID, "")
}

func (s *Service) endSeat(ctx context.Context, actor domain.Actor, siret domain.SIRET, userID, reason string) error {
	now := s.Now()
	id := domain.MembershipID(userID, siret)
	m, err := s.Deps.Memberships.Get(ctx, actor, id)
	if domain.CodeOf(err) == domain.CodeNotFound && domain.CanSeeMembers(actor, siret) {
		// An administrator gave the seat: the request that it stands for is made now.
		if m, err = s.grantedSeat(ctx, siret, userID, now); err != nil {
			return err
		}
	}
	if err != nil {
		return err
	}
	if err := m.Move(domain.MembershipEnded, actor, now, reason); err != nil {
		return err
	}
	if err := s.Deps.Memberships.Save(ctx, m); err != nil {
		return err
	}
	return s.settleMembership(ctx, m)
}

// grantedSeat makes the membership of a seat that has none; NotFound when there is no such seat.
func (s *Service) grantedSeat(ctx context.Context, siret domain.SIRET, userID string, now time.Time) (*domain.Membership, error) {
	u, err := s.Deps.Users.Get(ctx, userID)
	if err != nil || !slices.Contains(u.SIRETs, siret) {
		return nil, domain.NotFound("Membre")
	}
	return domain.GrantedMembership(siret, u.ID, now)
}

// MembershipAt reads a request of an establishment; another's is NotFound.
func (s *Service) MembershipAt(ctx context.Context, actor domain.Actor, siret domain.SIRET, id string) (*domain.Membership, error) {
	m, err := s.Deps.Memberships.Get(ctx, actor, id)
	if err == nil && m.SIRET != siret {
		return nil, domain.NotFound("Demande")
	}
	return m, err
}

// answerColleague moves a request as a member or a referent decides, over the revision that they read.
func (s *Service) answerColleague(ctx context.Context, actor domain.Actor, siret domain.SIRET, id string, to domain.MembershipStatus, reason string) (*domain.Membership, error) {
	m, err := s.MembershipAt(ctx, actor, siret, id)
	if err != nil {
		return nil, err
	}
	e, err := s.Deps.Employers.Get(ctx, domain.System(), string(m.SIRET))
	if err != nil {
		return nil, err
	}
	if !domain.CanDecideColleague(actor, e, m) && actor.ID != m.UserID {
		return nil, domain.Refuse(domain.CodeForbidden, "Un référent répond à cette demande : votre établissement n'a pas encore son accord.")
	}
	if err := m.Move(to, actor, s.Now(), reason); err != nil {
		return nil, err
	}
	if err := s.Deps.Memberships.Save(ctx, m); err != nil {
		return nil, err
	}
	return m, s.settleMembership(ctx, m)
}

// settleMembership gives the account what its request came to: a seat and the offer begun, or neither. It may be done
// again: what was cut short is ended by the next.
func (s *Service) settleMembership(ctx context.Context, m *domain.Membership) error {
	now := s.Now()
	switch m.Status {
	case domain.MembershipMember:
		u, err := s.changeUser(ctx, m.UserID, func(u *domain.User) bool { return u.Join(m.SIRET, domain.System(), now) })
		if err != nil {
			return err
		}
		return s.releaseDrafts(ctx, m, u)
	case domain.MembershipEnded:
		_, err := s.changeUser(ctx, m.UserID, func(u *domain.User) bool { return u.Leave(m.SIRET, domain.System(), now) })
		return err
	case domain.MembershipWaiting, domain.MembershipRefused:
	}
	return nil
}

// changeUser saves an act on an account over whatever was written meanwhile; an act that changes nothing saves nothing.
func (s *Service) changeUser(ctx context.Context, id string, act func(*domain.User) bool) (*domain.User, error) {
	for try := 1; ; try++ {
		u, err := s.Deps.Users.Get(ctx, id)
		if err != nil || !act(u) {
			return u, err
		}
		err = s.Deps.Users.Save(ctx, u)
		if domain.CodeOf(err) != domain.CodeConflict || try == actTries {
			return u, err
		}
	}
}

// releaseDrafts makes the offers that were begun before the seat was given, once each.
func (s *Service) releaseDrafts(ctx context.Context, m *domain.Membership, u *domain.User) error {
	if len(m.Drafts) == 0 {
		return nil
	}
	for _, draft := range m.Drafts {
		if _, err := s.keepDraft(ctx, "membership/"+m.ID+"/"+draft.ID, m.SIRET, u.Actor(), draft); err != nil {
			return err
		}
	}
	kept := m.Drafts
	done, err := s.changeMembership(ctx, m.ID, func(m *domain.Membership) error {
		if !m.Release(kept) {
			return errUnchanged
		}
		return nil
	})
	if err == nil {
		*m = *done
	}
	return err
}
