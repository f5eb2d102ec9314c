package hiring

import (
	"context"
	"time"

	"eedk.fr/candidatheque/domain"
)

// Outbox gives the objects of which a step was not told yet, and marks them. One that cannot be read is given with its
// fault and no aggregate. MarkTold keeps their revision, and returns Conflict when somebody wrote one meanwhile.
type Outbox interface {
	Each(ctx context.Context, visit func(u domain.Untold, fault error) error) error
	MarkTold(ctx context.Context, u domain.Untold) error
}

// Mails keeps what was written to people. Due lists those to try by now. Due and EndedBefore leave out what cannot be
// read, and then give an Internal error beside the others.
type Mails interface {
	Get(ctx context.Context, viewer domain.Actor, id string) (*domain.Mail, error)
	Save(ctx context.Context, m *domain.Mail) error
	Find(ctx context.Context, viewer domain.Actor, q domain.MailQuery) (list []*domain.Mail, next string, err error)
	Due(ctx context.Context, now time.Time, limit int) ([]*domain.Mail, error)
	EndedBefore(ctx context.Context, then time.Time, limit int) ([]*domain.Mail, error)
}

// Composer makes the subject and the bodies of a letter. linkPath is the page of its signed link, empty for none: the
// body holds domain.LinkMark in place of the token.
type Composer interface {
	Compose(letter domain.Letter, to domain.Recipient, linkPath string) (domain.MailBody, error)
}

// Carrier hands one mail over, its link in place. It never returns before it knows how the attempt ended, and never waits
// for ever.
type Carrier interface {
	Carry(ctx context.Context, m *domain.Mail) domain.Delivery
}
