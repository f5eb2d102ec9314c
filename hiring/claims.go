package hiring

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"eedk.fr/candidatheque/domain"
)

// What exists in a small number is claimed by an insert: the seats of an offer, its slots, the yeses that an employer
// meets. Of many who come at once each gets another one, or nothing; a claim is its holder's however often they ask.
//
// Letting go is an insert too, that of the claim's end: the next claim of the same thing takes the key of the next turn.
// Nothing is removed, so that whoever lets go twice, or late, never lets go of what somebody else took meanwhile.

func seatsOf(offerID string) string         { return "offer/" + offerID + "/seat" }
func yesesOf(offerID string) string         { return "offer/" + offerID + "/yes" }
func placesOf(occasionID string) string     { return "occasion/" + occasionID + "/place" }
func slotKey(offerID, slotID string) string { return "offer/" + offerID + "/slot/" + slotID }

// turn is the key of the n-th claim of something, from 1; over is that of its end.
func turn(key string, n int) string {
	if n == 1 {
		return key
	}
	return key + "/" + strconv.Itoa(n)
}

func over(turn string) string { return turn + "/over" }

// held tells who holds something, empty for nobody, and the key of that claim, or of the next one.
func (s *Service) held(ctx context.Context, key string) (holder, at string, err error) {
	for n := 1; ; n++ {
		at = turn(key, n)
		holder, err = s.Deps.Once.Get(ctx, at)
		if domain.CodeOf(err) == domain.CodeNotFound {
			return "", at, nil
		}
		if err != nil {
			return "", "", err
		}
		if _, err = s.Deps.Once.Get(ctx, over(at)); domain.CodeOf(err) == domain.CodeNotFound {
			return holder, at, nil
		}
		if err != nil {
			return "", "", err
		}
	}
}

// claimOne takes a key for a holder: false when it is another's.
func (s *Service) claimOne(ctx context.Context, key, holder string) (bool, error) {
	for {
		by, at, err := s.held(ctx, key)
		if err != nil || by != "" {
			return by == holder && err == nil, err
		}
		if err := s.Deps.Once.Insert(ctx, at, holder); domain.CodeOf(err) != domain.CodeConflict {
			return err == nil, err
		}
		// Somebody was quicker, and may have let go already.
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
		holder, _, err := s.held(ctx, numbered(prefix, k))
		if err != nil {
			return nil, err
		}
		if holder != "" {
			taken[k] = holder
		}
	}
	return taken, nil
}

// letGoOf lets go of what a holder claimed among prefix-1 to prefix-n.
func (s *Service) letGoOf(ctx context.Context, prefix string, n int, holder string) error {
	for k := 1; k <= n; k++ {
		if err := s.letGoOfOne(ctx, numbered(prefix, k), holder); err != nil {
			return err
		}
	}
	return nil
}

// letGoOfOne lets go of one key, if it is the holder's.
func (s *Service) letGoOfOne(ctx context.Context, key, holder string) error {
	by, at, err := s.held(ctx, key)
	if err != nil || by != holder {
		return err
	}
	return s.endClaim(ctx, at)
}

// endClaim ends one claim, which may have ended already.
func (s *Service) endClaim(ctx context.Context, at string) error {
	err := s.Deps.Once.Insert(ctx, over(at), "")
	if domain.CodeOf(err) == domain.CodeConflict {
		return nil
	}
	return err
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

// keepFault is the first fault; what could not be undone is told in the log.
func (s *Service) keepFault(fault, undone error) error {
	if undone != nil {
		s.Log.Warn("a claim was not given back")
	}
	return fault
}
