package hiring

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/matching"
)

// pollEvery is how often changes made elsewhere are looked for; a change made here wakes the follower at once.
const pollEvery = time.Second

// follower keeps the pool and the index in step with the store. Each of the two reads the store's changes in order by
// itself: the pool, which is quick, never waits for the index.
type follower struct {
	pool, index, alerts cursor
	// stopped ends what goes on in the background; nil before Start.
	stopped chan struct{}
	end     context.CancelFunc
	done    sync.WaitGroup
}

// cursor is how far something follows the store, and the Paris day for which it knows who may be proposed. The lock is
// held for one round: two rounds would undo each other.
type cursor struct {
	mu   sync.Mutex
	mark string
	day  domain.Date
	// shown is the day for which the offers that wait for people were looked at.
	shown domain.Date

	wake  chan struct{}
	state sync.RWMutex
	ready error
}

func (c *cursor) init() {
	c.wake, c.ready = make(chan struct{}, 1), errStarting
}

// changed wakes whoever follows, if they sleep.
func (c *cursor) changed() {
	select {
	case c.wake <- struct{}{}:
	default: // it was woken already
	}
}

func (c *cursor) setReady(err error) {
	c.state.Lock()
	defer c.state.Unlock()
	c.ready = err
}

func (c *cursor) isReady() error {
	c.state.RLock()
	defer c.state.RUnlock()
	return c.ready
}

// errStarting is the answer before Start ends, or when it failed.
var errStarting = domain.Refuse(domain.CodeUnavailable, "Le service démarre : le vivier se charge. Recommencez dans un instant.")

// Start loads the pool, brings the index in step with the store, closes what a dead process left open, and follows
// changes until Stop or the end of ctx. It returns an error when the store cannot be read; an index that cannot be
// filled leaves the service running and not ready.
func (s *Service) Start(ctx context.Context) error {
	s.sweepSpools()
	if err := s.closeDeadImports(ctx); err != nil {
		return err
	}
	if _, err := s.ApplyErasures(ctx); err != nil {
		return err
	}
	if err := s.loadExposure(ctx); err != nil {
		return err
	}
	if err := s.readAsked(ctx); err != nil {
		return err
	}
	if err := s.followPool(ctx); err != nil {
		return err
	}
	if err := s.beginWatch(ctx); err != nil {
		return err
	}
	f := &s.follower
	running, end := context.WithCancel(ctx)
	f.stopped, f.end = make(chan struct{}), end
	f.pool.setReady(nil)
	f.index.setReady(s.openIndex(ctx))
	s.scrubLater(ctx)
	f.done.Go(func() { s.follow(running, &f.pool, s.followPool) })
	f.done.Go(func() { s.follow(running, &f.index, s.followIndex) })
	f.done.Go(func() { s.follow(running, &f.alerts, s.followAlerts) })
	f.done.Go(func() { s.keepJournal(running) })
	f.done.Go(func() { s.keepRounds(running) })
	context.AfterFunc(running, func() { close(f.stopped) })
	return nil
}

// Stop ends the background work, imports included, and waits for it.
func (s *Service) Stop() {
	if s.follower.end != nil {
		s.follower.end()
	}
	s.follower.done.Wait()
	s.background.Wait()
}

// Ready is nil when store, index and pool are in step; the refusal says what is not.
func (s *Service) Ready() error {
	return errors.Join(s.follower.pool.isReady(), s.follower.index.isReady())
}

func (f *follower) started() bool { return f.stopped != nil }

// changed wakes the followers after a write made here.
func (s *Service) changed() {
	s.follower.pool.changed()
	s.follower.index.changed()
}

// follow keeps one of the two in step until the end of ctx.
func (s *Service) follow(ctx context.Context, c *cursor, step func(context.Context) error) {
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-c.wake:
		}
		if err := s.step(ctx, c, step); err != nil && ctx.Err() == nil {
			s.Log.Warn("pool or index fall behind the store", slog.String("code", string(domain.CodeOf(err))), slog.Any("cause", err))
		}
	}
}

// step runs one round, and notes whether it could be done.
func (s *Service) step(ctx context.Context, c *cursor, round func(context.Context) error) error {
	err := round(ctx)
	if ctx.Err() == nil {
		c.setReady(err)
	}
	return err
}

// Settle brings pool and index up to everything the store held at the call.
func (s *Service) Settle(ctx context.Context) error {
	if !s.follower.started() {
		return errStarting
	}
	f := &s.follower
	// The index is tried even when the pool failed: the one may heal without the other.
	return errors.Join(s.step(ctx, &f.pool, s.followPool), s.step(ctx, &f.index, s.followIndex), s.step(ctx, &f.alerts, s.followAlerts))
}

// show puts a file just saved in the pool and in the index without waiting for their turn: a writer sees their own write.
// The file is saved already; an index that refuses it now learns it from the follower.
func (s *Service) show(ctx context.Context, p *domain.Person) {
	day := domain.DayOf(s.Now())
	s.toPool([]*domain.Person{p}, day)
	if err := s.Index.Put(ctx, entries([]*domain.Person{p}, day)); err != nil {
		s.Log.Warn("the index refused a file", slog.String("code", string(domain.CodeOf(err))))
	}
	s.changed()
}

// followPool brings the pool to the end of the store's changes. A new day, the first included, expires offers, drops what
// was refused long ago and loads everybody with the standing of that day, then shows advisers the offers that wait for
// people.
func (s *Service) followPool(ctx context.Context) error {
	c := &s.follower.pool
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := s.sweepUploads(ctx); err != nil {
		return err
	}
	if today := domain.DayOf(s.Now()); today != c.day {
		if err := s.newDayOnSharedStore(ctx); err != nil {
			return err
		}
		if _, err := s.ExpireOffers(ctx); err != nil {
			return err
		}
		if err := s.DropRefused(ctx); err != nil {
			return err
		}
		if err := s.employersDaily(ctx); err != nil {
			return err
		}
		if err := s.loadPool(ctx, today); err != nil {
			return err
		}
	}
	err := s.changesSince(ctx, c, func(changed []*domain.Person, removed []string) error {
		s.toPool(changed, c.day)
		s.pool.Remove(removed...)
		return nil
	})
	if err != nil {
		return err
	}
	if err := s.followAsked(ctx); err != nil || c.shown == c.day {
		return err
	}
	if _, err := s.ShowWaitingOffers(ctx); err != nil {
		return err
	}
	c.shown = c.day
	return nil
}

// newDayOnSharedStore learns once a day what other processes did that is not followed: the lists they made, and the imports
// that died with one of them.
func (s *Service) newDayOnSharedStore(ctx context.Context) error {
	if !s.Shared {
		return nil
	}
	if err := s.closeDeadImports(ctx); err != nil {
		return err
	}
	return s.loadExposure(ctx)
}

// changesSince gives what happened in the store after the cursor, batch by batch, and moves it along.
func (s *Service) changesSince(ctx context.Context, c *cursor, apply func(changed []*domain.Person, removed []string) error) error {
	for {
		changed, removed, next, err := s.Feed.Changes(ctx, c.mark)
		if err != nil {
			return err
		}
		if next == c.mark {
			return nil
		}
		if err := apply(changed, removed); err != nil {
			return err
		}
		c.mark = next
	}
}

// loadPool fills the pool anew with the standing of that day, and moves its cursor to the end of the store.
func (s *Service) loadPool(ctx context.Context, day domain.Date) error {
	var all []matching.Subject
	at := map[string]int{}
	c := &cursor{}
	err := s.changesSince(ctx, c, func(changed []*domain.Person, removed []string) error {
		in, out := inPool(changed, day)
		removed = append(removed, out...)
		for _, subject := range s.subjects(in, day) {
			if i, seen := at[subject.ID]; seen {
				all[i] = subject
				continue
			}
			at[subject.ID] = len(all)
			all = append(all, subject)
		}
		for _, id := range removed {
			if i, seen := at[id]; seen {
				all[i] = matching.Subject{} // the place of somebody who left
				delete(at, id)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	living := all[:0]
	for _, subject := range all {
		if subject.ID != "" {
			living = append(living, subject)
		}
	}
	s.pool.Replace(living)
	s.follower.pool.mark, s.follower.pool.day = c.mark, day
	return nil
}

// toPool puts people in the pool as they are on a day, and takes out those whose accompaniment ended too long ago.
func (s *Service) toPool(people []*domain.Person, day domain.Date) {
	in, out := inPool(people, day)
	s.pool.Upsert(s.subjects(in, day)...)
	s.pool.Remove(out...)
}

// inPool parts those who are in the pool on a day from the keys of those who left it.
func inPool(people []*domain.Person, day domain.Date) (in []*domain.Person, out []string) {
	for _, p := range people {
		if p.LeftPool(day) {
			out = append(out, p.ID)
			continue
		}
		in = append(in, p)
	}
	return in, out
}

// subjects are people as matching may know them on a day: no identity, and the standing computed.
func (s *Service) subjects(people []*domain.Person, day domain.Date) []matching.Subject {
	subjects := make([]matching.Subject, len(people))
	for i, p := range people {
		standing := p.StandingOn(day)
		standing.LastProposed = s.exposure.last(p)
		s.asked.stand(p, &standing)
		subjects[i] = matching.Subject{ID: p.ID, Profile: p.Profile, Standing: standing}
	}
	return subjects
}
