package hiring

import (
	"context"
	"slices"
	"time"

	"eedk.fr/candidatheque/domain"
)

// Keys is what an account proves itself with, as its owner reads it. Codes is how many recovery codes are left.
type Keys struct {
	Password   bool
	PasswordOn time.Time
	TOTP       bool
	TOTPOn     time.Time
	Codes      int
}

// KeysOf tells what an account proves itself with.
func (s *Service) KeysOf(ctx context.Context, userID string) (Keys, error) {
	c, err := s.credential(ctx, userID)
	if err != nil {
		return Keys{}, err
	}
	codes, err := s.Secrets.OfUser(ctx, userID, domain.SecretRecovery)
	return Keys{Password: c.HasPassword(), PasswordOn: c.PasswordOn, TOTP: c.HasTOTP(), TOTPOn: c.TOTPOn, Codes: len(codes)}, err
}

// credential reads what an account proves itself with; an empty one, not saved yet, when it has nothing.
func (s *Service) credential(ctx context.Context, userID string) (*domain.Credential, error) {
	c, err := s.Credentials.Get(ctx, userID)
	if domain.CodeOf(err) == domain.CodeNotFound {
		return &domain.Credential{Record: domain.Record{ID: userID, Created: s.Now()}}, nil
	}
	return c, err
}

// errWrongPassword is said of an unknown address, of a wrong password, of an account without one and of a closed one.
var errWrongPassword = domain.Refuse(domain.CodeUnauthenticated, "Adresse ou mot de passe incorrects. Sans mot de passe, laissez le champ vide : nous vous envoyons un lien.")

// SignInWithPassword gives the account of an address and its password; whether a code is asked for still is KeysOf's.
// Unauthenticated in every case that fails, after the same steps: a hash is always compared. from is the network address
// of who asks: too many failures for an account or from an address are TooMany, even with the right password.
func (s *Service) SignInWithPassword(ctx context.Context, email, password, from string) (*domain.User, error) {
	address, err := userEmail(email)
	if err != nil {
		return nil, err
	}
	place, err := s.begin(ctx, triedPassword, address, from)
	if err != nil {
		return nil, err
	}
	u, hash, err := s.passwordOf(ctx, address)
	if err != nil {
		return nil, err
	}
	same, err := s.Passwords.Match(ctx, password, hash)
	if err != nil {
		return nil, s.unjudged(ctx, place, err)
	}
	if !same {
		return nil, errWrongPassword
	}
	return u, s.succeeded(ctx, place)
}

// unjudged gives the place of a try back that could not be judged.
func (s *Service) unjudged(ctx context.Context, place attempt, cause error) error {
	if err := s.succeeded(context.WithoutCancel(ctx), place); err != nil {
		return err
	}
	return cause
}

// passwordOf reads the account of an address and the hash of its password: no hash for nobody, for a closed account and
// for one without a password. The same reads are made for all.
func (s *Service) passwordOf(ctx context.Context, address string) (u *domain.User, hash string, err error) {
	u, err = s.Deps.Users.ByEmail(ctx, address)
	id := "nobody"
	switch {
	case err == nil:
		id = u.ID
	case domain.CodeOf(err) != domain.CodeNotFound:
		return nil, "", err
	}
	c, err := s.credential(ctx, id)
	if err != nil || u == nil || u.Deactivated {
		return nil, "", err
	}
	return u, c.Password, nil
}

// Proof is what somebody signed in shows again: the same as to sign in, each part where the account has it.
type Proof struct{ Password, Code string }

// Prove asks an account's owner who they are, again. Invalid with each field at fault; Conflict for an account with
// neither password nor code, whose proof is a link; TooMany as at sign-in.
func (s *Service) Prove(ctx context.Context, actor domain.Actor, p Proof, from string) error {
	c, err := s.credential(ctx, actor.ID)
	switch {
	case err != nil:
		return err
	case !c.HasPassword() && !c.HasTOTP():
		return domain.Refuse(domain.CodeConflict, "Ce compte n'a pas de mot de passe : demandez un lien.")
	}
	if c.HasPassword() {
		place, err := s.begin(ctx, triedPassword, actor.Email, from)
		if err != nil {
			return err
		}
		same, err := s.Passwords.Match(ctx, p.Password, c.Password)
		if err != nil {
			return s.unjudged(ctx, place, err)
		}
		if !same {
			return domain.Invalid("password", "Ce n'est pas votre mot de passe.")
		}
		if err := s.succeeded(ctx, place); err != nil {
			return err
		}
	}
	if c.HasTOTP() {
		return s.CheckCode(ctx, actor.ID, p.Code, from)
	}
	return nil
}

// SetPassword gives the actor's own account a password, in place of the one before. Every session and link of the account
// ends, everywhere: who asks opens a new one.
func (s *Service) SetPassword(ctx context.Context, actor domain.Actor, password string) error {
	u, err := s.Deps.Users.Get(ctx, actor.ID)
	if err != nil {
		return err
	}
	return s.setPassword(ctx, u, actor, password)
}

func (s *Service) setPassword(ctx context.Context, u *domain.User, actor domain.Actor, password string) error {
	if err := domain.CheckPassword(password, u.About()); err != nil {
		return err
	}
	hash, err := s.Passwords.Hash(ctx, password)
	if err != nil {
		return err
	}
	c, err := s.credential(ctx, u.ID)
	if err != nil {
		return err
	}
	c.SetPassword(hash, actor, s.Now())
	if err := s.Credentials.Save(ctx, c); err != nil {
		return err
	}
	return s.endAccess(ctx, u.ID)
}

// endAccess ends the sessions and the links of an account, everywhere, those of mails that wait to leave too; its API tokens
// stay.
func (s *Service) endAccess(ctx context.Context, userID string) error {
	links := domain.AccountLinks()
	waits := func(m *domain.Mail) bool {
		return m.Grant != nil && m.Grant.Holder == userID && slices.Contains(links, m.Grant.Purpose)
	}
	if err := s.moveQueue(ctx, domain.MailCancelled, "lien révoqué", waits); err != nil {
		return err
	}
	if err := s.revokeAll(ctx, userID, links...); err != nil {
		return err
	}
	return s.Sessions.EndAll(ctx, userID)
}

// endAll is endAccess, and ends the API tokens too: who held the account until now may have made them.
func (s *Service) endAll(ctx context.Context, userID string) error {
	if err := s.revokeAll(ctx, userID, domain.SecretAPI); err != nil {
		return err
	}
	return s.endAccess(ctx, userID)
}
