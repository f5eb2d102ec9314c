package hiring

import (
	"context"
	"crypto/rand"
	"log/slog"
	"time"

	"eedk.fr/candidatheque/domain"
)

const (
	// inviteLife, resetLife and emailLife are how long the links of an account serve; each serves once.
	inviteLife = 3 * 24 * time.Hour
	resetLife  = 15 * time.Minute
	emailLife  = 24 * time.Hour
)

// AskPasswordReset sends whoever owns the address a link to choose another password. Known and unknown addresses get the
// same answer, as for a sign-in link, and count with them.
func (s *Service) AskPasswordReset(ctx context.Context, email, from string) error {
	address, err := userEmail(email)
	if err != nil {
		return err
	}
	if _, err := s.begin(ctx, triedLink, address, from); err != nil {
		return err
	}
	u, err := s.Deps.Users.ByEmail(ctx, address)
	if err != nil && domain.CodeOf(err) != domain.CodeNotFound {
		return err
	}
	s.background.Go(func() {
		if u == nil || u.Deactivated || err != nil {
			return
		}
		grant := domain.Grant{Purpose: domain.SecretReset, Holder: u.ID, Life: resetLife, Path: "/mot-de-passe/"}
		letter := domain.PasswordResetLetter{Minutes: int(resetLife / time.Minute)}
		if err := s.post(context.WithoutCancel(ctx), "reset/"+rand.Text(), domain.UserRecipient(u), letter, &grant); err != nil {
			s.Log.Error("a password link was not posted", slog.String("code", string(domain.CodeOf(err))))
		}
	})
	return nil
}

// CheckAccountLink tells whose account a link opens, and changes nothing: SecretInvite, SecretReset or SecretEmail. A closed
// account reads as an unknown link.
func (s *Service) CheckAccountLink(ctx context.Context, purpose, token string) (*domain.User, error) {
	secret, err := s.openLink(ctx, purpose, token)
	if err != nil {
		return nil, err
	}
	return s.holderOf(ctx, secret)
}

func (s *Service) holderOf(ctx context.Context, secret *domain.Secret) (*domain.User, error) {
	u, err := s.Deps.Users.Get(ctx, secret.UserID)
	switch {
	case err != nil:
		return nil, unknownLink(err)
	case u.Deactivated, secret.Purpose == domain.SecretEmail && secret.Object != addressKey(u.NewEmail):
		return nil, domain.NotFound("Lien")
	}
	return u, nil
}

// SetPasswordByLink takes the link of an invitation or of a reset, and gives its account that password: what
// was open ends, the API tokens too. A password that is refused leaves the link as it is.
func (s *Service) SetPasswordByLink(ctx context.Context, purpose, token, password string) (*domain.User, error) {
	u, err := s.CheckAccountLink(ctx, purpose, token)
	if err != nil {
		return nil, err
	}
	if err := domain.CheckPassword(password, u.About()); err != nil {
		return nil, err
	}
	if _, err := s.useLink(ctx, purpose, token); err != nil {
		return nil, err
	}
	if err := s.setPassword(ctx, u, u.Actor(), password); err != nil {
		return nil, err
	}
	return u, s.revokeAll(ctx, u.ID, domain.SecretAPI) // who asks for another password may fear somebody
}

// AcceptInvitation takes the link of an invitation without choosing a password: its holder signs in by links.
func (s *Service) AcceptInvitation(ctx context.Context, token string) (*domain.User, error) {
	secret, err := s.useLink(ctx, domain.SecretInvite, token)
	if err != nil {
		return nil, err
	}
	return s.holderOf(ctx, secret)
}

// AskEmailChange asks that the actor's own account have another address: the new one confirms it by a link, the old one is
// told. The answer is the same when the address is another account's: its owner alone is concerned.
func (s *Service) AskEmailChange(ctx context.Context, actor domain.Actor, email, from string) error {
	address, err := userEmail(email)
	if err != nil {
		return err
	}
	if _, err := s.begin(ctx, triedLink, actor.ID, from); err != nil {
		return err
	}
	u, err := s.Deps.Users.Get(ctx, actor.ID)
	if err != nil {
		return err
	}
	if err := u.AskEmail(address, actor, s.Now()); err != nil {
		return err
	}
	if err := s.revokeAll(ctx, u.ID, domain.SecretEmail); err != nil {
		return err
	}
	return s.Deps.Users.Save(ctx, u)
}

// ConfirmEmail takes the link that the new address received: the account has it from now on, and its sessions and tokens end.
// Conflict when another account took the address meanwhile.
func (s *Service) ConfirmEmail(ctx context.Context, token string) (*domain.User, error) {
	u, err := s.CheckAccountLink(ctx, domain.SecretEmail, token)
	if err != nil {
		return nil, err
	}
	if _, err := s.claimAddress(ctx, u.NewEmail, u.ID); err != nil {
		return nil, err
	}
	if _, err := s.useLink(ctx, domain.SecretEmail, token); err != nil {
		return nil, err
	}
	if err := u.ChangeEmail(u.Actor(), s.Now()); err != nil {
		return nil, err
	}
	if err := s.Deps.Users.Save(ctx, u); err != nil {
		return nil, err
	}
	if err := s.endAll(ctx, u.ID); err != nil {
		return nil, err
	}
	return u, s.followAddress(ctx, u)
}

// followAddress gives the people an adviser follows the adviser's new address: a file names its adviser by it, and whoever
// comes to have the old one must not find them. It may be called again after a crash.
func (s *Service) followAddress(ctx context.Context, u *domain.User) error {
	if u.FormerEmail == "" {
		return nil
	}
	for {
		list, _, err := s.Deps.People.Find(ctx, domain.System(), domain.PersonQuery{Adviser: u.FormerEmail})
		if err != nil || len(list) == 0 {
			return err
		}
		for _, p := range list {
			_, err := s.changePerson(ctx, domain.System(), p.ID, func(p *domain.Person, now time.Time) error {
				p.Candidate.Adviser = u.Email
				p.NoteChange(domain.ActAdviserMoved, []string{"candidate.adviser"}, u.Actor(), now)
				return nil
			})
			if err != nil && domain.CodeOf(err) != domain.CodeNotFound {
				return err
			}
		}
	}
}
