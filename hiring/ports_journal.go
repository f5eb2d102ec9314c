package hiring

import (
	"context"

	"eedk.fr/candidatheque/domain"
)

// Journal keeps lines under their numbers, and changes none. Append is a Conflict when the number is taken; OfEvent is
// NotFound when no line tells the step. Rows gives every row as it is kept, in the order of the numbers.
type Journal interface {
	Append(ctx context.Context, l *domain.JournalLine) error
	Get(ctx context.Context, viewer domain.Actor, id string) (*domain.JournalLine, error)
	OfEvent(ctx context.Context, event string) (*domain.JournalLine, error)
	Find(ctx context.Context, viewer domain.Actor, q domain.JournalQuery) (list []*domain.JournalLine, next string, err error)
	Rows(ctx context.Context, visit func(domain.JournalRow) error) error
}

// JournalKeys keeps who bears which name in the journal. The first Save of somebody's key wins, the second is a Conflict;
// removing what is gone already is not an error. Find leaves out what cannot be read, and gives an Internal error beside
// the others.
type JournalKeys interface {
	Get(ctx context.Context, of domain.Subject) (*domain.JournalKey, error)
	Save(ctx context.Context, k *domain.JournalKey) error
	Find(ctx context.Context, q domain.JournalKeyQuery) (list []*domain.JournalKey, next string, err error)
	Remove(ctx context.Context, id string) error
}
