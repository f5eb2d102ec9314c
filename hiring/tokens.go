package hiring

import (
	"context"
	"crypto/rand"
	"slices"
	"strings"
	"time"

	"eedk.fr/candidatheque/domain"
)

const (
	// tokenMonths is the life of an API token (domain registry: 12 months), maxTokens how many one user may have.
	tokenMonths = 12
	maxTokens   = 20
	maxLabel    = 60
	// usedEvery is how fine the last use of a token is kept: a write at each request would cost more than it tells.
	usedEvery = time.Hour
)

// NewAPIToken makes a token with which programs act as the actor, with all their rights and no more.
func (s *Service) NewAPIToken(ctx context.Context, actor domain.Actor, label string) (APIToken, error) {
	now := s.Now()
	label = strings.Join(strings.Fields(label), " ")
	if label == "" || len([]rune(label)) > maxLabel {
		return APIToken{}, domain.Invalid("label", "Donnez un nom à ce jeton, de %d caractères au plus : il dit à quoi il sert.", maxLabel)
	}
	u, err := s.Deps.Users.Get(ctx, actor.ID)
	if err != nil {
		return APIToken{}, err
	}
	known, err := s.Secrets.OfUser(ctx, u.ID, domain.SecretAPI)
	switch {
	case err != nil:
		return APIToken{}, err
	case u.Deactivated:
		return APIToken{}, domain.Refuse(domain.CodeForbidden, "Ce compte est fermé.")
	case len(known) >= maxTokens:
		return APIToken{}, domain.Refuse(domain.CodeConflict, "Vous avez déjà %d jetons : révoquez-en un d'abord.", maxTokens)
	}
	token := rand.Text()
	secret := &domain.Secret{Record: domain.Record{ID: hashOf(token), Created: now, Updated: now}, Purpose: domain.SecretAPI,
		UserID: u.ID, Label: label, Expires: now.AddDate(0, tokenMonths, 0)}
	if err := s.Secrets.Save(ctx, secret); err != nil {
		return APIToken{}, err
	}
	return APIToken{Secret: secret, Token: token}, nil
}

// APITokens lists the actor's own tokens, without what they are.
func (s *Service) APITokens(ctx context.Context, actor domain.Actor) ([]*domain.Secret, error) {
	return s.Secrets.OfUser(ctx, actor.ID, domain.SecretAPI)
}

// RevokeAPIToken ends one of the actor's own tokens; another's is NotFound.
func (s *Service) RevokeAPIToken(ctx context.Context, actor domain.Actor, id string) error {
	own, err := s.Secrets.OfUser(ctx, actor.ID, domain.SecretAPI)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(own, func(t *domain.Secret) bool { return t.ID == id }) {
		return domain.NotFound("Jeton")
	}
	return s.Secrets.Remove(ctx, id)
}

// UserByToken is the user as whom a program acts. An unknown, foreign or outdated token and a closed account are all
// NotFound.
func (s *Service) UserByToken(ctx context.Context, token string) (*domain.User, error) {
	now := s.Now()
	secret, err := s.Secrets.Get(ctx, hashOf(token))
	if err != nil {
		return nil, err
	}
	if secret.Purpose != domain.SecretAPI || !now.Before(secret.Expires) {
		return nil, domain.NotFound("Jeton")
	}
	u, err := s.Deps.Users.Get(ctx, secret.UserID)
	switch {
	case err != nil:
		return nil, err
	case u.Deactivated:
		return nil, domain.NotFound("Jeton")
	}
	if now.Sub(secret.LastUsed) >= usedEvery {
		secret.LastUsed = now
		if err := s.Secrets.Save(ctx, secret); err != nil && domain.CodeOf(err) != domain.CodeConflict {
			return nil, err
		}
	}
	return u, nil
}

// ErrTokenUnproven refuses a token that one factor alone would have given.
var ErrTokenUnproven = domain.Refuse(domain.CodeUnauthenticated, "Ce jeton ne sert pas : ce compte doit d'abord mettre en place la double authentification, "+
	"page « Mon compte », puis créer un autre jeton.")

// TokenProven refuses, where the second factor is required, the token of an account that has none, and one made before it
// was set: ErrTokenUnproven.
func (s *Service) TokenProven(ctx context.Context, u *domain.User, token string) error {
	secret, err := s.Secrets.Get(ctx, hashOf(token))
	if err != nil {
		return err
	}
	c, err := s.credential(ctx, u.ID)
	if err != nil {
		return err
	}
	if !c.HasTOTP() || secret.Created.Before(c.TOTPOn) {
		return ErrTokenUnproven
	}
	return nil
}
