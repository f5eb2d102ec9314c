package hiring

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"log/slog"
	"strings"

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
	return s.link(ctx, u)
}

// link makes and keeps a link; its token is 130 random bits, said once.
func (s *Service) link(ctx context.Context, u *domain.User) (Link, error) {
	now := s.Now()
	token := rand.Text()
	secret := &domain.Secret{Record: domain.Record{ID: hashOf(token), Created: now, Updated: now},
		Purpose: domain.SecretSignIn, UserID: u.ID, Expires: now.Add(s.LinkLife)}
	if err := s.Secrets.Save(ctx, secret); err != nil {
		return Link{}, err
	}
	return Link{User: u, Token: token, Expires: secret.Expires}, nil
}

// AskSignInLink sends a link to whoever owns the address. Known and unknown addresses take the same steps and get the
// same answer; the link itself is made and sent behind the answer, so that its time tells nothing. from is the network
// address of who asks: too many asks for an account or from an address are TooMany.
func (s *Service) AskSignInLink(ctx context.Context, email, from string) error {
	address, err := userEmail(email)
	if err != nil {
		return err
	}
	if err := s.countAttempt(ctx, address, from); err != nil {
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
		if err := s.sendLink(context.WithoutCancel(ctx), u); err != nil {
			s.Log.Error("a sign-in link was not sent", slog.String("code", string(domain.CodeOf(err))))
		}
	})
	return nil
}

func (s *Service) sendLink(ctx context.Context, u *domain.User) error {
	link, err := s.link(ctx, u)
	if err != nil {
		return err
	}
	return s.Links.SendSignInLink(ctx, u, link.Token, link.Expires)
}

// CheckSignInLink tells what a link would do, and changes nothing: nil when it would sign in, NotFound when it is unknown
// or was used, Gone when it is too old.
func (s *Service) CheckSignInLink(ctx context.Context, token string) error {
	secret, err := s.Secrets.Get(ctx, hashOf(strings.TrimSpace(token)))
	switch {
	case err != nil:
		return unknownLink(err)
	case secret.Purpose != domain.SecretSignIn:
		return domain.NotFound("Lien")
	case !s.Now().Before(secret.Expires):
		return domain.Refuse(domain.CodeGone, "Ce lien est trop ancien. Demandez-en un autre sur la page de connexion.")
	}
	return nil
}

// SignIn consumes a link: of two at the same instant one signs in. NotFound when it is unknown or was used, Gone when it
// is too old; a closed account reads as an unknown link.
func (s *Service) SignIn(ctx context.Context, token string) (*domain.User, error) {
	if err := s.CheckSignInLink(ctx, token); err != nil {
		return nil, err
	}
	secret, err := s.Secrets.Take(ctx, hashOf(strings.TrimSpace(token)))
	if err != nil {
		return nil, unknownLink(err)
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

// unknownLink says the same of a link whatever is missing behind it.
func unknownLink(err error) error {
	if domain.CodeOf(err) == domain.CodeNotFound {
		return domain.NotFound("Lien")
	}
	return err
}
