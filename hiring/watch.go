package hiring

import (
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"time"

	"eedk.fr/candidatheque/domain"
)

// watch is what the follower of alerts knows of everybody: enough to tell that somebody came or changed, and why, without
// keeping what they were. It is made again from the store at the start; the place reached is kept there too, so that what
// happened while nobody watched is told once the service is back.
type watch struct {
	loaded bool
	day    domain.Date // for which known was computed
	known  map[string]facets
}

// facets sum up a person on a day: what they may be matched on, what the law allows, whether they may be proposed, whether
// they are free.
type facets struct {
	matched    uint64
	legal      domain.Legal
	proposable bool
	free       bool
}

// moved is somebody who came or changed.
type moved struct {
	person *domain.Person
	facets facets
	cause  domain.AlertCause
}

// facetsOf sums up a person on a day.
func facetsOf(p *domain.Person, day domain.Date) facets {
	standing := p.StandingOn(day)
	sum := fnv.New64a()
	// Plain values only: json has no way to refuse one, and a hash none to fail.
	raw, _ := json.Marshal(struct {
		Profile  domain.Profile
		Criteria []domain.Criterion
	}{p.Profile, standing.Criteria})
	sum.Write(raw)
	return facets{sum.Sum64(), standing.Legal, standing.Consent && standing.Accompanied, freeOn(&p.Profile, day)}
}

// freeOn tells whether nothing that is dated keeps the person from beginning on that day.
func freeOn(p *domain.Profile, day domain.Date) bool {
	if p.Available > day {
		return false
	}
	for _, c := range p.Commitments {
		if c.From <= day && (!c.To.Known() || c.To >= day) {
			return false
		}
	}
	return true
}

// causeOf tells why somebody calls attention; ok is false when nothing that matters changed, or for somebody who may not
// be proposed. known is false for somebody never seen, or who changed while nobody watched.
func causeOf(p *domain.Person, before, now facets, known bool) (cause domain.AlertCause, ok bool) {
	switch {
	case !now.proposable || known && before == now:
		return "", false
	case !known && p.Revision <= 1:
		return domain.AlertEntered, true
	case known && !before.proposable:
		return domain.AlertAdmitted, true
	case known && !before.free && now.free:
		return domain.AlertFree, true
	case known && before.legal.Gains(now.legal):
		return domain.AlertAdmitted, true
	case known && before.matched == now.matched:
		return "", false // what the calendar took away is no news
	}
	return domain.AlertEdited, true
}

// place is how far the follower of alerts has come: the mark of the feed, the day whose changes of calendar are told, and
// when that was. A mark that the store does not know, as after a restore, tells everybody again: those who did not change
// since then are no news.
type place struct {
	Mark string      `json:"mark"`
	Day  domain.Date `json:"day"`
	At   time.Time   `json:"at"`
}

// placeOverlap is how much earlier than the place a change may be dated: an action reads the clock before it saves.
const placeOverlap = time.Minute

// placeKey is where it is kept.
const placeKey = "alerts"

// beginWatch says from where the alerts begin, the first time that a store is opened: nobody who is there already is news.
// The pool must be loaded.
func (s *Service) beginWatch(ctx context.Context) error {
	_, err := s.Places.Get(ctx, placeKey)
	if domain.CodeOf(err) != domain.CodeNotFound {
		return err
	}
	return s.keepPlace(ctx, place{Mark: s.follower.pool.mark, Day: s.follower.pool.day})
}

// loadWatch makes the watch again: everybody as of the day last watched, but those who changed since the place reached, of
// whom nothing is known.
func (s *Service) loadWatch(ctx context.Context) error {
	w, c := &s.watch, &s.follower.alerts
	raw, err := s.Places.Get(ctx, placeKey)
	if err != nil {
		return err
	}
	var at place
	if err := json.Unmarshal(raw, &at); err != nil {
		return fmt.Errorf("the place of the alerts is unreadable: %w", err)
	}
	known := map[string]facets{}
	everybody := &cursor{}
	err = s.changesSince(ctx, everybody, func(changed []*domain.Person, removed []string) error {
		for _, p := range changed {
			known[p.ID] = facetsOf(p, at.Day)
		}
		for _, id := range removed {
			delete(known, id)
		}
		return nil
	})
	if err != nil {
		return err
	}
	since := &cursor{mark: at.Mark}
	err = s.changesSince(ctx, since, func(changed []*domain.Person, _ []string) error {
		for _, p := range changed {
			if !p.Updated.Before(at.At.Add(-placeOverlap)) {
				delete(known, p.ID)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	c.mark, w.known, w.day, w.loaded = at.Mark, known, at.Day, true
	return nil
}

// keepPlace remembers how far the watch has come.
func (s *Service) keepPlace(ctx context.Context, at place) error {
	at.At = s.Now()
	raw, err := json.Marshal(at)
	if err != nil {
		return err
	}
	return s.Places.Put(ctx, placeKey, raw)
}
