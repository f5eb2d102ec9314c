package hiring

import (
	"context"

	"eedk.fr/candidatheque/domain"
)

// Invitations keeps who was asked for what. The id of one is reserved first: two referents make the same.
type Invitations interface {
	Get(ctx context.Context, viewer domain.Actor, id string) (*domain.Invitation, error)
	Save(ctx context.Context, i *domain.Invitation) error
	Find(ctx context.Context, viewer domain.Actor, q domain.InvitationQuery) (list []*domain.Invitation, next string, err error)
}

// InvitationFeed tells what happened to invitations, the latest state of each, and which were removed. Changes since an empty
// mark is everything.
type InvitationFeed interface {
	Changes(ctx context.Context, mark string) (changed []*domain.Invitation, removed []string, next string, err error)
}

// Introductions keeps what became of each yes.
type Introductions interface {
	Get(ctx context.Context, viewer domain.Actor, id string) (*domain.Introduction, error)
	Save(ctx context.Context, x *domain.Introduction) error
	Find(ctx context.Context, viewer domain.Actor, q domain.IntroductionQuery) (list []*domain.Introduction, next string, err error)
}

// Occasions keeps meetups and proposed immersions.
type Occasions interface {
	Get(ctx context.Context, viewer domain.Actor, id string) (*domain.Occasion, error)
	Save(ctx context.Context, o *domain.Occasion) error
	Find(ctx context.Context, viewer domain.Actor, q domain.OccasionQuery) (list []*domain.Occasion, next string, err error)
}
