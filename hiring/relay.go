package hiring

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"time"

	"eedk.fr/candidatheque/domain"
)

// witness is told of every step of every object, before the reactions. It may be called again for the same event.
type witness func(s *Service, ctx context.Context, e event) error

// witnesses are those who write down what happens.
var witnesses = []witness{(*Service).writeDown}

// Relay tells what happened and was not told yet: to the witnesses, then by mail. It gives how many objects it told of.
// Everything it does has a deterministic key: a crash, or another process at the same time, tells nothing twice.
func (s *Service) Relay(ctx context.Context) (told int, err error) {
	s.relay.mu.Lock()
	defer s.relay.mu.Unlock()
	err = s.Outbox.Each(ctx, func(u domain.Untold, fault error) error {
		err := fault
		if err == nil {
			err = s.tell(ctx, u)
		}
		switch domain.CodeOf(err) {
		case "":
			told++
		case domain.CodeUnavailable:
			return err
		case domain.CodeConflict: // somebody wrote it meanwhile: it is told in the next round
		default:
			// One object that cannot be told must not keep the others silent.
			s.complain("a step was not told", u.ID, slog.String("collection", u.Collection), slog.Any("cause", err))
		}
		return ctx.Err()
	})
	return told, err
}

// tell does all that follows from the steps of one object that wait, then marks them.
func (s *Service) tell(ctx context.Context, u domain.Untold) error {
	for _, e := range eventsOf(u) {
		for _, w := range witnesses {
			if err := w(s, ctx, e); err != nil {
				return err
			}
		}
		if err := s.react(ctx, e); err != nil {
			return err
		}
	}
	return s.Outbox.MarkTold(ctx, u)
}

// react posts what the table says of an event. What happened before a backup was put back was told in its time.
func (s *Service) react(ctx context.Context, e event) error {
	if !e.Step.At.After(s.relay.restored) {
		return nil
	}
	for _, r := range reactions {
		if r.to != e.Step.To {
			continue
		}
		posts, concerned, err := r.tell(s, ctx, e)
		if err != nil {
			return fmt.Errorf("%s: %w", e.ID, err)
		}
		for _, p := range posts {
			if err := s.post(ctx, e.ID, p.To, p.Letter, p.Grant); err != nil {
				return fmt.Errorf("%s: %w", e.ID, err)
			}
		}
		if concerned {
			return nil
		}
	}
	return nil
}

// eventsOf lists the steps that wait, the first first. Equal steps of one instant are told apart by their rank; those of a
// file that was taken over keep the key that they had there.
func eventsOf(u domain.Untold) (list []event) {
	head := u.Head()
	rank := map[string]int{}
	for _, step := range head.History {
		id := fmt.Sprintf("%s/%s/%d/%s", u.Collection, cmp.Or(step.Of, head.ID), step.At.UnixNano(), step.To)
		n := rank[id]
		rank[id]++
		if n > 0 {
			id = fmt.Sprintf("%s/%d", id, n+1)
		}
		if step.Pending {
			list = append(list, event{ID: id, Collection: u.Collection, Object: u.Aggregate, Step: step})
		}
	}
	return list
}

// restoredKey is where the store says when a backup was put back.
const restoredKey = "restored"

// readRestored learns when the data came from a backup; the zero time when they never did.
func (s *Service) readRestored(ctx context.Context) (time.Time, error) {
	raw, err := s.Places.Get(ctx, restoredKey)
	if domain.CodeOf(err) == domain.CodeNotFound {
		return time.Time{}, nil
	}
	if err != nil {
		return time.Time{}, err
	}
	return time.Parse(time.RFC3339Nano, string(raw))
}
