package hiring

import (
	"context"
	"time"

	"eedk.fr/candidatheque/domain"
)

// ReopenPerson makes somebody whom lasting work had closed the file of proposable again: the job ended, or was not what it
// seemed. What was hired stays counted.
func (s *Service) ReopenPerson(ctx context.Context, actor domain.Actor, id string) (*domain.Person, error) {
	return s.changePerson(ctx, actor, id, func(p *domain.Person, now time.Time) error { return p.Reopen(actor, now) })
}
