package hiring

import (
	"context"
	"slices"

	"eedk.fr/candidatheque/domain"
)

// employerReactions are who is written to when employers sign up, join and are answered.
var employerReactions = []reaction{
	on(string(domain.SignUpPending), (*Service).addressToConfirm),
	on(domain.ActResend, (*Service).addressToConfirm),
	on(domain.ActRemind, (*Service).addressToConfirm),

	on(string(domain.EmployerAwaiting), (*Service).employerToApprove),
	on(domain.ActRemind, (*Service).employerToApprove),
	on(string(domain.EmployerActive), (*Service).employerApproved),
	on(string(domain.EmployerRefused), (*Service).employerRefused),
	on(string(domain.EmployerSuspended), (*Service).employerSuspended),

	on(string(domain.MembershipWaiting), (*Service).colleagueAsks),
	on(domain.ActRemind, (*Service).colleagueWaits),
	on(string(domain.MembershipMember), (*Service).colleagueAccepted),
	on(string(domain.MembershipRefused), (*Service).colleagueRefused),
	on(string(domain.MembershipEnded), (*Service).seatEnded),
}

// addressToConfirm writes to an address that somebody typed: its holder alone learns whether it has an account.
func (s *Service) addressToConfirm(ctx context.Context, e event, x *domain.SignUp) ([]post, error) {
	if x.Status != domain.SignUpPending {
		return nil, nil // confirmed meanwhile
	}
	to := domain.Recipient{Kind: domain.RecipientAddress, Address: x.Email}
	grant := &domain.Grant{Purpose: domain.SecretSignUp, Object: x.ID, Holder: x.ID, Life: domain.SignUpLife, Path: confirmPath}
	again := e.Step.To == domain.ActRemind
	u, err := s.Deps.Users.ByEmail(ctx, x.Email)
	switch {
	case domain.CodeOf(err) == domain.CodeNotFound:
		return []post{{to, domain.ConfirmAddressLetter{SIRET: x.SIRET, Again: again}, grant}}, nil
	case err != nil:
		return nil, err
	case u.Deactivated || !u.Roles.Has(domain.RoleEmployer):
		return []post{{to, domain.AccountClosedLetter{SIRET: x.SIRET}, nil}}, nil
	}
	return []post{{to, domain.AccountThereLetter{SIRET: x.SIRET, Again: again}, grant}}, nil
}

// confirmPath is the page of the link that confirms an address.
const confirmPath = "/inscription/confirmer/"

// employerToApprove tells the referents that an establishment waits for them, with whom to call.
func (s *Service) employerToApprove(ctx context.Context, e event, x *domain.Employer) ([]post, error) {
	if x.Status != domain.EmployerAwaiting {
		return nil, nil // answered meanwhile
	}
	letter := domain.EmployerToApproveLetter{SIRET: x.SIRET(), Company: x.Name, Again: e.Step.To == domain.ActRemind}
	users, err := s.usersOf(ctx, x.SIRET())
	if err != nil {
		return nil, err
	}
	if len(users) == 0 { // others were there before its founder, who has no seat either
		founder, err := s.Deps.Users.Get(ctx, x.Founder())
		if err != nil && domain.CodeOf(err) != domain.CodeNotFound {
			return nil, err
		}
		if err == nil {
			users = append(users, founder)
		}
	}
	if len(users) > 0 {
		letter.Name, letter.Email, letter.Phone = users[0].Name, users[0].Email, users[0].Phone
	}
	return s.toRole(ctx, domain.RoleReferent, letter, e.Step.Actor)
}

// employerApproved tells the members; those of an establishment that a referent registered asked for nothing.
func (s *Service) employerApproved(ctx context.Context, e event, x *domain.Employer) ([]post, error) {
	if x.Status != domain.EmployerActive || e.Step.From == string(domain.EmployerAwaiting) && !x.SignedUp() {
		return nil, nil
	}
	return s.toMembers(ctx, x.SIRET(), domain.EmployerApprovedLetter{SIRET: x.SIRET(), Company: x.Name, Back: e.Step.From == string(domain.EmployerSuspended)})
}

func (s *Service) employerRefused(ctx context.Context, e event, x *domain.Employer) ([]post, error) {
	return s.toMembers(ctx, x.SIRET(), domain.EmployerRefusedLetter{SIRET: x.SIRET(), Company: x.Name, Reason: e.Step.Reason})
}

// employerSuspended ends what a crash may have cut short, then tells the members.
func (s *Service) employerSuspended(ctx context.Context, e event, x *domain.Employer) ([]post, error) {
	if x.Status == domain.EmployerSuspended {
		if err := s.pauseOffers(ctx, x.SIRET()); err != nil {
			return nil, err
		}
	}
	return s.toMembers(ctx, x.SIRET(), domain.EmployerSuspendedLetter{SIRET: x.SIRET(), Company: x.Name, Reason: e.Step.Reason})
}

// toMembers writes the same letter to every member of an establishment but some.
func (s *Service) toMembers(ctx context.Context, siret domain.SIRET, letter domain.Letter, but ...string) (posts []post, err error) {
	users, err := s.usersOf(ctx, siret)
	for _, u := range users {
		if !slices.Contains(but, u.ID) {
			posts = append(posts, post{domain.UserRecipient(u), letter, nil})
		}
	}
	return posts, err
}

// asker is who asks to join, and where; the account may be closed since. An establishment that nobody registered, where an
// administrator gave a seat, goes by its number.
func (s *Service) asker(ctx context.Context, m *domain.Membership) (u *domain.User, e *domain.Employer, err error) {
	if u, err = s.Deps.Users.Get(ctx, m.UserID); err != nil {
		return nil, nil, err
	}
	e, err = s.Deps.Employers.Get(ctx, domain.System(), string(m.SIRET))
	if domain.CodeOf(err) == domain.CodeNotFound {
		return u, &domain.Employer{Record: domain.Record{ID: string(m.SIRET)}, Name: m.SIRET.Spaced()}, nil
	}
	return u, e, err
}

// colleagueAsks tells every member of an active establishment that somebody asks to join, and the referents when there is
// none: who a person is, nobody learns whom no referent vouched for.
func (s *Service) colleagueAsks(ctx context.Context, _ event, m *domain.Membership) ([]post, error) {
	if m.Status != domain.MembershipWaiting {
		return nil, nil
	}
	u, e, err := s.asker(ctx, m)
	if err != nil {
		return nil, err
	}
	if e.Status == domain.EmployerActive {
		posts, err := s.toMembers(ctx, m.SIRET, domain.ColleagueAsksLetter{SIRET: m.SIRET, Company: e.Name, Name: u.Name, Email: u.Email}, u.ID)
		if err != nil || len(posts) > 0 {
			return posts, err
		}
	}
	return s.toRole(ctx, domain.RoleReferent, domain.ColleagueToApproveLetter{SIRET: m.SIRET, Company: e.Name, Name: u.Name, Email: u.Email}, u.ID)
}

// colleagueWaits tells the referents that nobody answered.
func (s *Service) colleagueWaits(ctx context.Context, _ event, m *domain.Membership) ([]post, error) {
	if m.Status != domain.MembershipWaiting {
		return nil, nil
	}
	u, e, err := s.asker(ctx, m)
	if err != nil {
		return nil, err
	}
	return s.toRole(ctx, domain.RoleReferent, domain.ColleagueToApproveLetter{SIRET: m.SIRET, Company: e.Name, Name: u.Name, Email: u.Email, Again: true}, u.ID)
}

// colleagueAccepted ends what a crash may have cut short, then tells who asked that they belong, and with them the other
// members of an active establishment.
// The first of an establishment asked nobody.
func (s *Service) colleagueAccepted(ctx context.Context, e event, m *domain.Membership) ([]post, error) {
	if m.Status != domain.MembershipMember {
		return nil, nil
	}
	if err := s.settleMembership(ctx, m); err != nil {
		return nil, err
	}
	if e.Step.Actor == domain.System().ID {
		return nil, nil
	}
	u, company, err := s.asker(ctx, m)
	if err != nil {
		return nil, err
	}
	posts := []post{{domain.UserRecipient(u), domain.ColleagueAcceptedLetter{SIRET: m.SIRET, Company: company.Name}, nil}}
	if company.Status != domain.EmployerActive {
		return posts, nil
	}
	others, err := s.toMembers(ctx, m.SIRET, domain.ColleagueJoinedLetter{SIRET: m.SIRET, Company: company.Name, Name: u.Name, Email: u.Email}, u.ID, e.Step.Actor)
	return append(posts, others...), err
}

func (s *Service) colleagueRefused(ctx context.Context, e event, m *domain.Membership) ([]post, error) {
	u, err := s.Deps.Users.Get(ctx, m.UserID)
	if err != nil {
		return nil, err
	}
	return []post{{domain.UserRecipient(u), domain.ColleagueRefusedLetter{SIRET: m.SIRET, Reason: e.Step.Reason}, nil}}, nil
}

// seatEnded ends what a crash may have cut short, and tells somebody whose seat was taken back.
func (s *Service) seatEnded(ctx context.Context, e event, m *domain.Membership) ([]post, error) {
	if m.Status == domain.MembershipEnded {
		if err := s.settleMembership(ctx, m); err != nil {
			return nil, err
		}
	}
	if e.Step.Actor == m.UserID {
		return nil, nil
	}
	u, company, err := s.asker(ctx, m)
	if err != nil {
		return nil, err
	}
	return []post{{domain.UserRecipient(u), domain.MemberRemovedLetter{SIRET: m.SIRET, Company: company.Name, Reason: e.Step.Reason}, nil}}, nil
}
