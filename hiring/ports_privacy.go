package hiring

import (
	"context"
	"time"

	"eedk.fr/candidatheque/domain"
)

// Forgetting erases somebody from all that is kept beside their own file, copies in the data folder included, and tells
// what it did. Scrub then overwrites the room that they took: their file must be gone, and the followers know it. Excerpts gives what is kept of them there, and
// nothing of anybody else.
type Forgetting interface {
	Forget(ctx context.Context, who domain.Forgotten) ([]domain.ForgottenCount, error)
	Scrub(ctx context.Context) error
	Excerpts(ctx context.Context, who domain.Forgotten) ([]domain.Excerpt, error)
	// Drop removes one document of a collection; one that is gone already is not an error. SweepEnded removes what bears
	// its own end: links, sessions, asks counted, traces of those who left long ago.
	Drop(ctx context.Context, collection, id string) error
	SweepEnded(ctx context.Context, now time.Time) ([]domain.ForgottenCount, error)
}

// Leavers keeps hashes of those who had themself erased, beyond any backup of the database.
type Leavers interface {
	Left(ctx context.Context) (domain.Leavers, error)
	Keep(ctx context.Context, texts []string, cause domain.LeaverCause, on domain.Date) error
	Lift(ctx context.Context, hashes []string, on domain.Date) error
}

// Archive keeps what must outlive files, sealed: no list, no search. The first Save of an id wins.
type Archive interface {
	Save(ctx context.Context, a *domain.ArchivedFile) error
	ByPrint(ctx context.Context, print string) ([]*domain.ArchivedFile, error)
	EndedBefore(ctx context.Context, day domain.Date, cursor string) (list []*domain.ArchivedFile, next string, err error)
}

// ClosedFigures keeps the counts of people erased, a document a year.
type ClosedFigures interface {
	Get(ctx context.Context, viewer domain.Actor, id string) (*domain.ClosedFigures, error)
	Save(ctx context.Context, c *domain.ClosedFigures) error
	All(ctx context.Context) ([]*domain.ClosedFigures, error)
}
