package hiring

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"log/slog"
	"time"

	"eedk.fr/candidatheque/domain"
)

// hashOf is what is kept of a secret. Secrets are random and long: a plain hash cannot be searched back.
func hashOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// NewSignInLink makes a one-time link for a user, by an administrator or the command line (domain.System()).
func (s *Service) NewSignInLink(ctx context.Context, actor domain.Actor, userID string) (Link, error) {
	if !actor.Roles.Has(domain.RoleAdmin | domain.RoleSystem) {
		return Link{}, domain.Refuse(domain.CodeForbidden, "Seul un administrateur crée un lien de connexion.")
	}
	u, err := s.Deps.Users.Get(ctx, userID)
	switch {
	case err != nil:
		return Link{}, err
	case u.Deactivated:
		return Link{}, domain.Refuse(domain.CodeConflict, "Ce compte est fermé.")
	}
	link, err := s.newLink(ctx, s.signInGrant(u))
	return Link{User: u, Token: link.Token, Expires: link.Expires}, err
}

// signInGrant is a link that signs an account in, once.
func (s *Service) signInGrant(u *domain.User) domain.Grant {
	return domain.Grant{Purpose: domain.SecretSignIn, Holder: u.ID, Life: s.LinkLife, Path: "/connexion/"}
}

// AskSignInLink sends a link to whoever owns the address. Known and unknown addresses take the same steps and get the
// same answer; the link itself is made and sent behind the answer, so that its time tells nothing. from is the network
// address of who asks: too many asks for an account or from an address are TooMany.
func (s *Service) AskSignInLink(ctx context.Context, email, from string) error {
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
		if err := s.mailSignInLink(context.WithoutCancel(ctx), u); err != nil {
			s.Log.Error("a sign-in link was not posted", slog.String("code", string(domain.CodeOf(err))))
		}
	})
	return nil
}

// mailSignInLink posts the link somebody asked for: each ask is an event of its own, whose only effect is the mail.
func (s *Service) mailSignInLink(ctx context.Context, u *domain.User) error {
	grant := s.signInGrant(u)
	letter := domain.SignInLetter{Minutes: int(grant.Life / time.Minute)}
	return s.post(ctx, "sign-in/"+rand.Text(), domain.UserRecipient(u), letter, &grant)
}

// CheckSignInLink tells what a link would do, and changes nothing: nil when it would sign in, NotFound when it is unknown
// or was used, Gone when it is too old.
func (s *Service) CheckSignInLink(ctx context.Context, token string) error {
	_, err := s.openLink(ctx, domain.SecretSignIn, token)
	return err
}

// SignIn consumes a link: of two at the same instant one signs in. NotFound when it is unknown or was used, Gone when it
// is too old; a closed account reads as an unknown link.
func (s *Service) SignIn(ctx context.Context, token string) (*domain.User, error) {
	secret, err := s.useLink(ctx, domain.SecretSignIn, token)
	if err != nil {
		return nil, err
	}
	u, err := s.Deps.Users.Get(ctx, secret.UserID)
	switch {
	case err != nil:
		return nil, unknownLink(err)
	case u.Deactivated:
		return nil, domain.NotFound("Lien")
	}
	return u, nil
}
