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

// follower keeps the pool and the index in step with the store. One goroutine reads the store's changes in order, for
// each of the two apart: the pool, which is quick, never waits for the index.
type follower struct {
	pool, index cursor
	state       sync.RWMutex
	ready       error
	wake        chan struct{}
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
}

func (c *cursor) lastDay() domain.Date {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.day
}

// errStarting is the answer before Start ends, or when it failed.
var errStarting = domain.Refuse(domain.CodeUnavailable, "Le service démarre : le vivier se charge. Recommencez dans un instant.")

// Start loads the pool, brings the index in step with the store, closes what a dead process left open, and follows
// changes until Stop or the end of ctx. It returns an error when the store cannot be read; an index that cannot be
// filled leaves the service running and not ready.
func (s *Service) Start(ctx context.Context) error {
	if err := s.closeDeadImports(ctx); err != nil {
		return err
	}
	if err := s.loadExposure(ctx); err != nil {
		return err
	}
	if err := s.followPool(ctx); err != nil {
		return err
	}
	f := &s.follower
	running, end := context.WithCancel(ctx)
	f.stopped, f.end = make(chan struct{}), end
	f.setReady(s.openIndex(ctx))
	f.done.Go(func() {
		defer close(f.stopped)
		s.follow(running)
	})
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
	s.follower.state.RLock()
	defer s.follower.state.RUnlock()
	return s.follower.ready
}

func (f *follower) started() bool { return f.stopped != nil }

func (f *follower) setReady(err error) {
	f.state.Lock()
	defer f.state.Unlock()
	f.ready = err
}

// changed wakes the follower after a write made here.
func (s *Service) changed() {
	select {
	case s.follower.wake <- struct{}{}:
	default: // it was woken already
	}
}

func (s *Service) follow(ctx context.Context) {
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-s.follower.wake:
		}
		if err := s.Settle(ctx); err != nil && ctx.Err() == nil {
			s.Log.Warn("pool or index fall behind the store", slog.String("code", string(domain.CodeOf(err))), slog.Any("cause", err))
		}
	}
}

// Settle brings pool and index up to everything the store held at the call.
func (s *Service) Settle(ctx context.Context) error {
	if !s.follower.started() {
		return errStarting
	}
	yesterday := s.follower.index.lastDay()
	// The index is tried even when the pool failed: the one may heal without the other.
	err := errors.Join(s.followPool(ctx), s.followIndex(ctx))
	if err == nil && s.follower.index.lastDay() != yesterday {
		err = s.reconcileIndex(ctx) // once a night
	}
	if ctx.Err() == nil {
		s.follower.setReady(err)
	}
	return err
}

// show puts a file just saved in the pool and in the index without waiting for their turn: a writer sees their own write.
// The file is saved already; an index that refuses it now learns it from the follower.
func (s *Service) show(ctx context.Context, p *domain.Person) {
	day := domain.DayOf(s.Now())
	s.pool.Upsert(s.subjects([]*domain.Person{p}, day)...)
	if err := s.Index.Put(ctx, entries([]*domain.Person{p}, day)); err != nil {
		s.Log.Warn("the index refused a file", slog.String("code", string(domain.CodeOf(err))))
	}
	s.changed()
}

// followPool brings the pool to the end of the store's changes. A new day, the first included, expires offers and loads
// everybody with the standing of that day.
func (s *Service) followPool(ctx context.Context) error {
	c := &s.follower.pool
	c.mu.Lock()
	defer c.mu.Unlock()
	if today := domain.DayOf(s.Now()); today != c.day {
		if _, err := s.ExpireOffers(ctx); err != nil {
			return err
		}
		if err := s.loadPool(ctx, today); err != nil {
			return err
		}
	}
	return s.changesSince(ctx, c, func(changed []*domain.Person, removed []string) error {
		s.pool.Upsert(s.subjects(changed, c.day)...)
		s.pool.Remove(removed...)
		return nil
	})
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
		for _, subject := range s.subjects(changed, day) {
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

// subjects are people as matching may know them on a day: no identity, and the standing computed.
func (s *Service) subjects(people []*domain.Person, day domain.Date) []matching.Subject {
	subjects := make([]matching.Subject, len(people))
	for i, p := range people {
		standing := p.StandingOn(day)
		standing.LastProposed = s.exposure.last(p.ID)
		subjects[i] = matching.Subject{ID: p.ID, Profile: p.Profile, Standing: standing}
	}
	return subjects
}
