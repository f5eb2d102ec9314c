package hiring

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/domain/referential"
)

// When the letter of the day leaves, in minutes of the Paris day (param, issue 5): from half past seven; too late in the
// evening, what waits is told the next morning.
const (
	digestFrom  = 7*60 + 30
	digestUntil = 19 * 60
)

// digestsLookBack is how many days an adviser is told of at most, after a long stop.
const digestsLookBack = 31

// digestDay tells whether the letter of a day may leave at an instant.
func digestDay(now time.Time) (domain.Date, bool) {
	today, local := domain.DayOf(now), now.In(domain.Paris())
	minute := local.Hour()*60 + local.Minute()
	return today, referential.WorkingDaysBetween(today-1, today) == 1 && minute >= digestFrom && minute < digestUntil
}

func digestKey(day domain.Date) string { return "digests/" + day.String() }

// sendDigests writes to staff, once on the morning of a working day, what waits for them; to whom nothing waits for, nothing
// is written, that day. A day missed during a stop is not made up for: the next one tells what waits still.
func (s *Service) sendDigests(ctx context.Context, now time.Time) error {
	today, due := digestDay(now)
	if !due {
		return nil
	}
	key := digestKey(today)
	if _, err := s.Deps.Once.Get(ctx, key+"/done"); domain.CodeOf(err) != domain.CodeNotFound {
		return err
	}
	// A backup put back today may have lost that the letters left.
	if restored, err := s.readRestored(ctx); err != nil || domain.DayOf(restored) == today {
		return err
	}
	at, err := s.agreed(ctx, key, now)
	if err != nil {
		return err
	}
	since, err := s.digestBefore(ctx, today)
	if err != nil {
		return err
	}
	s.digests.running.Lock()
	defer s.digests.running.Unlock()
	if !s.digests.due(today, now) {
		return nil
	}
	if err := s.digestAll(ctx, key, since, at); err != nil {
		return err
	}
	err = s.Deps.Once.Insert(ctx, key+"/done", "")
	if domain.CodeOf(err) == domain.CodeConflict {
		return nil
	}
	return err
}

// digestBefore is when the letters before those of a day left: each process counts from the same instant.
func (s *Service) digestBefore(ctx context.Context, day domain.Date) (time.Time, error) {
	for before := day - 1; before >= day-digestsLookBack; before-- {
		said, err := s.Deps.Once.Get(ctx, digestKey(before))
		if domain.CodeOf(err) == domain.CodeNotFound {
			continue
		}
		if err != nil {
			return time.Time{}, err
		}
		return time.Parse(time.RFC3339Nano, said)
	}
	return (day - 1).StartIn(), nil
}

// digestAll writes to every open account of a referent or an adviser. One that cannot be written to does not keep the
// others from it.
func (s *Service) digestAll(ctx context.Context, event string, since, at time.Time) error {
	var accounts []*domain.User
	for _, role := range []domain.Role{domain.RoleReferent, domain.RoleAdviser} {
		list, err := all(func(cursor string) ([]*domain.User, string, error) {
			return s.Deps.Users.Find(ctx, domain.System(), domain.UserQuery{Role: role, Cursor: cursor, Limit: pageOfAll})
		})
		if err != nil {
			return err
		}
		for _, u := range list {
			if !u.Deactivated && !slices.ContainsFunc(accounts, func(k *domain.User) bool { return k.ID == u.ID }) {
				accounts = append(accounts, u)
			}
		}
	}
	var faults []error
	for _, u := range accounts {
		if s.digests.told[u.ID] {
			continue
		}
		letter, err := s.digestFor(ctx, u, since, at)
		if err == nil && letter.Lines()+letter.Moves() > 0 {
			err = s.post(ctx, event, domain.UserRecipient(u), letter, nil)
		}
		if err != nil {
			faults = append(faults, fmt.Errorf("digest: %w", err))
			continue
		}
		s.digests.told[u.ID] = true
	}
	return errors.Join(faults...)
}

// digestRetry is how long a process waits before it looks again at the accounts to which it could not write that day.
const digestRetry = 10 * time.Minute

// digestRun is what a process remembers of the letters of a day: the day of everybody is a long reading, and one account that
// cannot be written to must not have it done again for all at each round.
type digestRun struct {
	running sync.Mutex
	day     domain.Date
	told    map[string]bool
	tried   time.Time
}

// due begins a day, and tells whether the letters are to be looked at: at once, then from time to time; a clock set back does
// not put that off.
func (r *digestRun) due(day domain.Date, now time.Time) bool {
	if r.day != day {
		r.day, r.told, r.tried = day, map[string]bool{}, time.Time{}
	}
	if since := now.Sub(r.tried); since >= 0 && since < digestRetry {
		return false
	}
	r.tried = now
	return true
}

// digestFor counts what waits for an account, and what happened to the people that an adviser follows.
func (s *Service) digestFor(ctx context.Context, u *domain.User, since, at time.Time) (domain.DayLetter, error) {
	var letter domain.DayLetter
	actor, err := s.ActorOf(ctx, u)
	if err != nil {
		return letter, err
	}
	if u.Roles.Has(domain.RoleReferent) {
		actor.Roles &^= domain.RoleEmployer // an employer's lines are not the house's
		groups, err := s.Day(ctx, actor, 1)
		if err != nil {
			return letter, err
		}
		for _, g := range groups {
			if !slices.Contains(ownMoves, g.Kind) && !g.Kind.Inside() {
				letter.Day = append(letter.Day, domain.DayCount{Kind: g.Kind, Count: g.Total})
			}
		}
	}
	if !u.Roles.Has(domain.RoleAdviser) {
		return letter, nil
	}
	people, err := s.ownPeople(ctx, actor)
	if err != nil {
		return letter, err
	}
	moved, err := s.prospects(ctx, people)
	if err != nil {
		return letter, err
	}
	for _, kind := range ownMoves {
		n := 0
		for _, x := range moved {
			if x.Kind == kind && !x.Moved.Before(since) && x.Moved.Before(at) {
				n++
			}
		}
		if n > 0 {
			letter.Own = append(letter.Own, domain.DayCount{Kind: kind, Count: n})
		}
	}
	return letter, nil
}

// ownMoves are what an adviser is told when it happens: neither a no, nor silence, nor an absence.
var ownMoves = []domain.DayKind{domain.DayOwnInterview, domain.DayOwnYes, domain.DayOwnHired, domain.DayOwnInvited}
