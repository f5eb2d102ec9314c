package hiring

import (
	"context"

	"eedk.fr/candidatheque/domain"
)

// Positions keeps the people that advisers position. The first Save of a pair of offer and person wins, the second is a
// Conflict.
type Positions interface {
	Get(ctx context.Context, viewer domain.Actor, id string) (*domain.Position, error)
	Save(ctx context.Context, p *domain.Position) error
	Find(ctx context.Context, viewer domain.Actor, q domain.PositionQuery) (list []*domain.Position, next string, err error)
}

// Trainings keeps the sessions that people may enter.
type Trainings interface {
	Get(ctx context.Context, viewer domain.Actor, id string) (*domain.Training, error)
	Save(ctx context.Context, t *domain.Training) error
	Find(ctx context.Context, viewer domain.Actor, q domain.TrainingQuery) (list []*domain.Training, next string, err error)
}

// Alerts keeps what referents are told. The first Save of a pair of offer and person wins, the second is a Conflict.
type Alerts interface {
	Get(ctx context.Context, viewer domain.Actor, id string) (*domain.Alert, error)
	Save(ctx context.Context, a *domain.Alert) error
	Find(ctx context.Context, viewer domain.Actor, q domain.AlertQuery) (list []*domain.Alert, next string, err error)
}

// Places keeps how far something that follows the store has come, so that it goes on from there after a stop.
type Places interface {
	Get(ctx context.Context, key string) ([]byte, error)
	Put(ctx context.Context, key string, body []byte) error
}
