package hiring

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"eedk.fr/candidatheque/domain"
)

// Limits of asks for a link (quality.md, Accounts and sessions), kept in the store: they survive a restart and hold
// across processes. Nothing is locked for ever: an ask that is refused does not count.
const (
	attemptsPerAccount = 5
	attemptsPerAddress = 10
	// attemptSlot cuts the window of a quarter of an hour: an ask counts for the slots that touch it, up to three minutes
	// too long. daySlot so cuts a day, up to five hours too long.
	attemptSlot = 15 * time.Minute / slotsPerWindow
	daySlot     = 24 * time.Hour / slotsPerWindow
	// slotsPerWindow is in how many slots a window is cut.
	slotsPerWindow = 5
)

// quota is how often something may be asked for under a key in a window, and what whoever asks more is told.
type quota struct {
	key  string
	most int
	slot time.Duration
	said string
}

const tooManyLinks = "Trop de demandes de connexion. Attendez un quart d'heure, puis recommencez."

// countAttempt counts one ask for the account and for the address. Both are kept as hashes.
func (s *Service) countAttempt(ctx context.Context, email, from string) error {
	now := s.Now()
	if err := s.countOne(ctx, quota{"account/" + hashOf(email), attemptsPerAccount, attemptSlot, tooManyLinks}, now); err != nil {
		return err
	}
	if from == "" {
		return nil
	}
	return s.countOne(ctx, quota{"address/" + hashOf(from), attemptsPerAddress, attemptSlot, tooManyLinks}, now)
}

// countOne takes the next free place of the window: an insert, so that two processes cannot take the same one.
func (s *Service) countOne(ctx context.Context, q quota, now time.Time) error {
	slot := now.Unix() / int64(q.slot/time.Second)
	for {
		before, current, err := s.attemptsIn(ctx, q.key, q.most, slot)
		if err != nil {
			return err
		}
		if before+current >= q.most {
			return domain.Refuse(domain.CodeTooMany, "%s", q.said)
		}
		err = s.Deps.Once.Insert(ctx, attemptKey(q.key, slot, current), now.UTC().Format(time.RFC3339))
		if domain.CodeOf(err) != domain.CodeConflict {
			return err
		}
	}
}

// attemptsIn counts the places taken in the slots before the current one, and in the current one.
func (s *Service) attemptsIn(ctx context.Context, who string, limit int, slot int64) (before, current int, err error) {
	for back := int64(slotsPerWindow); back >= 0; back-- {
		current = 0
		for ; current < limit; current++ {
			if _, err := s.Deps.Once.Get(ctx, attemptKey(who, slot-back, current)); domain.CodeOf(err) == domain.CodeNotFound {
				break
			} else if err != nil {
				return 0, 0, err
			}
		}
		if back > 0 {
			before += current
		}
	}
	return before, current, nil
}

func attemptKey(who string, slot int64, place int) string {
	return fmt.Sprintf("attempt/%s/%s/%d", who, strconv.FormatInt(slot, 36), place)
}
