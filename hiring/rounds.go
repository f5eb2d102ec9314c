package hiring

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"eedk.fr/candidatheque/domain"
)

// round is something that the platform does by itself when its time comes. It looks at what the store says, so that one
// missed during a stop is made up for, and one done already does nothing: each of many processes may run it.
type round struct {
	name string
	run  func(s *Service, ctx context.Context, now time.Time) error
}

// rounds are all of them, in their order. Each stands in the file of its subject.
var rounds = []round{
	{"invitations", (*Service).tendInvitations},
	{"waves", (*Service).releaseInvitations},
	{"claims", (*Service).keepClaims},
	{"digests", (*Service).sendDigests},
	{"owed", (*Service).askOwed},
}

// roundsEvery is how often they run: minutes do not matter to people.
const roundsEvery = 30 * time.Second

// Rounds runs each of them once. One that fails does not keep the others from running.
func (s *Service) Rounds(ctx context.Context) error {
	now := s.Now()
	var faults []error
	for _, r := range rounds {
		if err := r.run(s, ctx, now); err != nil {
			faults = append(faults, fmt.Errorf("%s: %w", r.name, err))
		}
	}
	return errors.Join(faults...)
}

// goOn tells a fault met with one thing, for the others of a round to have their turn. It gives back what would meet all of
// them: a store that does not answer, the end of ctx.
func (s *Service) goOn(ctx context.Context, what, about string, err error) error {
	if err == nil || ctx.Err() != nil || domain.CodeOf(err) == domain.CodeUnavailable {
		return err
	}
	s.complain(what, about, slog.String("code", string(domain.CodeOf(err))), slog.Any("cause", err))
	return nil
}

// keepRounds runs them until the end of ctx.
func (s *Service) keepRounds(ctx context.Context) {
	if s.RoundsEvery < 0 {
		return
	}
	tick := time.NewTicker(s.RoundsEvery)
	defer tick.Stop()
	for {
		if err := s.Rounds(ctx); err != nil && ctx.Err() == nil {
			s.Log.Warn("a round was not made", slog.String("code", string(domain.CodeOf(err))), slog.Any("cause", err))
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
