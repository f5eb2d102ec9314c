package hiring

import (
	"context"

	"eedk.fr/candidatheque/domain"
)

// Memberships keeps the requests to join an establishment. The first Save of an account and an establishment wins, the
// second is a Conflict.
type Memberships interface {
	Get(ctx context.Context, viewer domain.Actor, id string) (*domain.Membership, error)
	Save(ctx context.Context, m *domain.Membership) error
	Find(ctx context.Context, viewer domain.Actor, q domain.MembershipQuery) (list []*domain.Membership, next string, err error)
}

// SignUps keeps what people tell before they have an account. Removing what is gone already is not an error.
type SignUps interface {
	Get(ctx context.Context, viewer domain.Actor, id string) (*domain.SignUp, error)
	Save(ctx context.Context, s *domain.SignUp) error
	Find(ctx context.Context, viewer domain.Actor, q domain.SignUpQuery) (list []*domain.SignUp, next string, err error)
	Remove(ctx context.Context, id string) error
}
