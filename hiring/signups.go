package hiring

import (
	"context"
	"time"

	"eedk.fr/candidatheque/domain"
)

// NewSignUp is what somebody without an account types. Previous is the sign-up it corrects, which the same browser made:
// its draft comes along. From is the network address.
type NewSignUp struct {
	SIRET, Company, Name, Email, Phone string
	Previous, From                     string
}

// Limits of what strangers and new accounts may ask, kept in the store like those of sign-in (param).
const (
	signUpsPerAddress = 15
	asksPerAccount    = 5
	// mailsPerMailbox and mailsPerDay are how many mails strangers have sent to one mailbox, asked again and reminders
	// included, in a window and in a day.
	mailsPerMailbox = 5
	mailsPerDay     = 10
)

// Said to whom asks too often.
const (
	tooManySignUps = "Trop d'inscriptions depuis votre réseau. Attendez un quart d'heure, puis recommencez."
	tooManyMails   = "Nous avons déjà écrit plusieurs fois à cette adresse. Regardez dans les indésirables. Sinon, attendez un quart d'heure, ou appelez un référent."
	enoughForToday = "Nous avons déjà écrit plusieurs fois aujourd'hui à cette adresse. Regardez dans les indésirables, recommencez demain, ou appelez un référent."
	tooManyAsks    = "Trop de demandes à la suite. Attendez un quart d'heure, puis recommencez, ou appelez un référent."
)

// SignUpEmployer keeps what somebody tells of their establishment and of themself. It says the same whether the address
// has an account or not: its mail says which. Nothing is opened before ConfirmSignUp. Invalid by field, TooMany when one
// network asks too often, or one mailbox was written to too often.
func (s *Service) SignUpEmployer(ctx context.Context, n NewSignUp) (*domain.SignUp, error) {
	now := s.Now()
	x, err := domain.NewSignUp(newID(ctx), domain.SignUp{SIRET: domain.SIRET(n.SIRET), Company: n.Company, Name: n.Name, Email: n.Email, Phone: n.Phone}, now)
	if err != nil {
		return nil, err
	}
	if err := s.countOne(ctx, quota{"signup-address/" + hashOf(n.From), signUpsPerAddress, attemptWindow, tooManySignUps}, now); err != nil {
		return nil, err
	}
	if err := s.countMail(ctx, x.Email, now); err != nil {
		return nil, err
	}
	previous, err := s.SignUp(ctx, n.Previous)
	switch {
	case err == nil && previous.Draft != nil:
		x.Draft = previous.Draft
		x.Draft.SIRET, x.Draft.EmployerName = x.SIRET, x.Company
	case err != nil && domain.CodeOf(err) != domain.CodeNotFound:
		return nil, err
	}
	if err := s.Deps.SignUps.Save(ctx, x); err != nil {
		return nil, inserted(ctx, err)
	}
	if previous == nil {
		return x, nil
	}
	return x, s.forgetSignUp(ctx, previous)
}

// countAsk counts one request of an account to referents or colleagues.
func (s *Service) countAsk(ctx context.Context, userID string) error {
	return s.countOne(ctx, quota{"ask/" + userID, asksPerAccount, attemptWindow, tooManyAsks}, s.Now())
}

// countMail counts one mail that a stranger has sent to a mailbox.
func (s *Service) countMail(ctx context.Context, email string, now time.Time) error {
	key := hashOf(email)
	if err := s.countOne(ctx, quota{"signup-mail/" + key, mailsPerMailbox, attemptWindow, tooManyMails}, now); err != nil {
		return err
	}
	return s.countOne(ctx, quota{"signup-mails-a-day/" + key, mailsPerDay, dayWindow, enoughForToday}, now)
}

// SignUp reads the pending sign-up of a browser, which holds its key; NotFound when it is confirmed or gone: the browser
// that began is not the mailbox, and loses what it saw once the account exists.
func (s *Service) SignUp(ctx context.Context, id string) (*domain.SignUp, error) {
	if id == "" {
		return nil, domain.NotFound("Inscription")
	}
	x, err := s.Deps.SignUps.Get(ctx, domain.System(), id)
	if err == nil && x.Status != domain.SignUpPending {
		return nil, domain.NotFound("Inscription")
	}
	return x, err
}

// ResendSignUp asks for the link once more. TooMany past four mails, or when the mailbox had enough from anybody.
func (s *Service) ResendSignUp(ctx context.Context, id string) error {
	now := s.Now()
	x, err := s.SignUp(ctx, id)
	if err != nil {
		return err
	}
	if err := x.Write(domain.ActResend, domain.Holder(domain.ChannelWeb), now); err != nil {
		return err
	}
	if err := s.countMail(ctx, x.Email, now); err != nil {
		return err
	}
	return s.Deps.SignUps.Save(ctx, x)
}

// KeepSignUpDraft keeps the offer begun before the address is confirmed, over the revision that was read, with the checks
// of any draft. It tells nothing of the establishment: not even its registered name.
func (s *Service) KeepSignUpDraft(ctx context.Context, id string, revision int64, draft *domain.Offer) (*domain.SignUp, error) {
	now := s.Now()
	x, err := s.SignUp(ctx, id)
	if err != nil {
		return nil, err
	}
	if x.Revision != revision {
		return nil, domain.Refuse(domain.CodeConflict, "L'offre a changé depuis que vous l'avez ouverte. Relisez-la, puis recommencez : rien n'a été écrasé.")
	}
	o := &domain.Offer{Record: domain.Record{ID: x.ID}, Status: domain.OfferDraft}
	draft.SIRET, draft.EmployerName = x.SIRET, x.Company
	if err := s.fillIn(beginner(x), o, draft, now); err != nil {
		return nil, err
	}
	x.Draft = o
	return x, s.Deps.SignUps.Save(ctx, x)
}

// beginner is who types a draft before they have an account: somebody of the establishment they named, and of no other.
func beginner(x *domain.SignUp) domain.Actor {
	return domain.Actor{ID: domain.Holder("").ID, Roles: domain.RoleEmployer, SIRETs: []domain.SIRET{x.SIRET}}
}

// Confirmation is what a confirmed sign-up came to. NewAccount tells that the account was opened by this very call: only
// then may its caller sign in, for a link that lives for days never opens an account that was there.
type Confirmation struct {
	SignUp     *domain.SignUp
	User       *domain.User
	Employer   *domain.Employer
	Membership *domain.Membership
	OfferID    string
	NewAccount bool
}

// confirm opens the account of a sign-up, its establishment and its request, and hands its draft over. Every step may be
// done again, and the sign-up is marked last: what a crash cuts short, the same link ends.
func (s *Service) confirm(ctx context.Context, x *domain.SignUp) (c Confirmation, err error) {
	now := s.Now()
	if c.User, c.NewAccount, err = s.accountOf(ctx, x, now); err != nil {
		return c, err
	}
	who := c.User.Actor()
	if c.Employer, err = s.foundOrFind(ctx, x.SIRET, x.Company, who, x.Created, now); err != nil {
		return c, err
	}
	if !who.Sits(x.SIRET) {
		if c.Membership, err = s.joinOrAsk(ctx, c.Employer, who, now); err != nil {
			return c, err
		}
		if err := s.settleMembership(ctx, c.Membership); err != nil {
			return c, err
		}
	}
	if c.OfferID, err = s.handDraft(ctx, x, &c); err != nil {
		return c, err
	}
	if err := x.Confirm(c.User.ID, now); err != nil {
		return c, err
	}
	c.SignUp = x
	err = s.Deps.SignUps.Save(ctx, x)
	if domain.CodeOf(err) == domain.CodeConflict { // the same link, pressed twice at once: the other marked it
		err = nil
	}
	return c, err
}

// accountOf opens the account of a confirmed address, or finds it. Conflict for a closed one, and for staff's.
func (s *Service) accountOf(ctx context.Context, x *domain.SignUp, now time.Time) (u *domain.User, created bool, err error) {
	if u, err = s.Deps.Users.ByEmail(ctx, x.Email); domain.CodeOf(err) == domain.CodeNotFound {
		u, created, err = s.openClaimed(ctx, x, now)
	}
	if err != nil || created {
		return u, created, err
	}
	if u.Deactivated || !u.Roles.Has(domain.RoleEmployer) {
		return nil, false, errNotEmployers
	}
	return u, false, nil
}

// openClaimed opens the account of an address that has none, or finds the one that somebody opened at the same instant.
func (s *Service) openClaimed(ctx context.Context, x *domain.SignUp, now time.Time) (u *domain.User, created bool, err error) {
	id, err := s.claimAddress(ctx, x.Email, "")
	if domain.CodeOf(err) == domain.CodeConflict {
		u, err = s.Deps.Users.ByEmail(ctx, x.Email)
	}
	if err != nil || u != nil {
		return u, false, err
	}
	u = &domain.User{Record: domain.Record{ID: id, Created: now}, Email: x.Email, Name: x.Name, Phone: x.Phone, Roles: domain.RoleEmployer}
	u.Note("create", domain.Holder(domain.ChannelLink), now, "")
	err = s.Deps.Users.Save(ctx, u)
	if domain.CodeOf(err) != domain.CodeConflict {
		return u, err == nil, err
	}
	u, err = s.Deps.Users.Get(ctx, id)
	return u, false, err
}

var errNotEmployers = domain.Refuse(domain.CodeConflict, "Cette adresse a un compte qui n'est pas celui d'un employeur, ou qui a été fermé. Appelez un référent.")

// handDraft gives the offer begun to the establishment when its author has a seat there, else to their request.
func (s *Service) handDraft(ctx context.Context, x *domain.SignUp, c *Confirmation) (offerID string, err error) {
	switch {
	case x.Draft == nil:
		return "", nil
	case c.Membership == nil || c.Membership.Status == domain.MembershipMember:
		return s.keepDraft(ctx, "signup/"+x.ID+"/offer", x.SIRET, c.User.Actor(), x.Draft)
	}
	kept, err := s.changeMembership(ctx, c.Membership.ID, func(m *domain.Membership) error {
		if !m.Hold(x.Draft) {
			return errUnchanged
		}
		return nil
	})
	if err == nil {
		c.Membership = kept
	}
	return "", err
}

// keepDraft makes the offer of a draft that was checked when it was typed, once for its key.
func (s *Service) keepDraft(ctx context.Context, key string, siret domain.SIRET, who domain.Actor, draft *domain.Offer) (string, error) {
	now := s.Now()
	return s.Once(ctx, key, func(ctx context.Context) (string, error) {
		o := &domain.Offer{Record: domain.Record{ID: newID(ctx), Created: now}, Status: domain.OfferDraft}
		ask(o, draft)
		o.SIRET = siret
		if err := s.nameEmployer(ctx, who, o); err != nil {
			return "", err
		}
		s.ReadWording(o)
		o.Note("create", who, now, "")
		return o.ID, inserted(ctx, s.Deps.Offers.Save(ctx, o))
	})
}
