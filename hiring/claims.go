package hiring

import (
	"context"
	"fmt"
	"time"

	"eedk.fr/candidatheque/domain"
)

// What exists in a small number is claimed by an insert: the seats of an offer, its slots, the yeses that an employer
// meets. Of many who come at once each gets another one, or nothing; a claim is its holder's however often they ask.

func seatsOf(offerID string) string         { return "offer/" + offerID + "/seat" }
func yesesOf(offerID string) string         { return "offer/" + offerID + "/yes" }
func slotKey(offerID, slotID string) string { return "offer/" + offerID + "/slot/" + slotID }

// claimOne takes a key for a holder: false when it is another's.
func (s *Service) claimOne(ctx context.Context, key, holder string) (bool, error) {
	for {
		err := s.Deps.Once.Insert(ctx, key, holder)
		if domain.CodeOf(err) != domain.CodeConflict {
			return err == nil, err
		}
		held, err := s.Deps.Once.Get(ctx, key)
		if domain.CodeOf(err) == domain.CodeNotFound && ctx.Err() == nil {
			continue // given back in between
		}
		return held == holder, err
	}
}

// claimAny takes one of the keys prefix-1 to prefix-n for a holder, and gives its number; 0 when all are others'.
func (s *Service) claimAny(ctx context.Context, prefix string, n int, holder string) (int, error) {
	taken, err := s.claims(ctx, prefix, n)
	if err != nil {
		return 0, err
	}
	for k, by := range taken {
		if by == holder {
			return k, nil
		}
	}
	for k := 1; k <= n; k++ {
		if taken[k] != "" {
			continue
		}
		if won, err := s.claimOne(ctx, numbered(prefix, k), holder); err != nil || won {
			return k, err
		}
	}
	return 0, nil
}

// claims tells who holds which of the keys prefix-1 to prefix-n.
func (s *Service) claims(ctx context.Context, prefix string, n int) (map[int]string, error) {
	taken := map[int]string{}
	for k := 1; k <= n; k++ {
		holder, err := s.Deps.Once.Get(ctx, numbered(prefix, k))
		switch domain.CodeOf(err) {
		case "":
			taken[k] = holder
		case domain.CodeNotFound:
		default:
			return nil, err
		}
	}
	return taken, nil
}

// letGoOf lets go of what a holder claimed among prefix-1 to prefix-n.
func (s *Service) letGoOf(ctx context.Context, prefix string, n int, holder string) error {
	taken, err := s.claims(ctx, prefix, n)
	if err != nil {
		return err
	}
	for k, by := range taken {
		if by == holder {
			if err := s.Deps.Once.Remove(ctx, numbered(prefix, k)); err != nil {
				return err
			}
		}
	}
	return nil
}

// letGoOfOne lets go of one key, if it is the holder's.
func (s *Service) letGoOfOne(ctx context.Context, key, holder string) error {
	held, err := s.Deps.Once.Get(ctx, key)
	if domain.CodeOf(err) == domain.CodeNotFound || err == nil && held != holder {
		return nil
	}
	if err != nil {
		return err
	}
	return s.Deps.Once.Remove(ctx, key)
}

func numbered(prefix string, k int) string { return fmt.Sprintf("%s-%d", prefix, k) }

// agreed is the instant at which something that happens once happened, the same for every process that does it: whoever
// comes first says it. A step that bears it has one event, and so one mail, even where two processes write it.
func (s *Service) agreed(ctx context.Context, key string, now time.Time) (time.Time, error) {
	err := s.Deps.Once.Insert(ctx, key, now.UTC().Format(time.RFC3339Nano))
	if domain.CodeOf(err) != domain.CodeConflict {
		return now, err
	}
	said, err := s.Deps.Once.Get(ctx, key)
	if err != nil {
		return time.Time{}, err
	}
	return time.Parse(time.RFC3339Nano, said)
}
