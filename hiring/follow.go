package hiring

import (
	"context"
	"log/slog"
	"strings"
	"sync"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/matching"
)

// pollEvery is how often changes made elsewhere are looked for; a change made here wakes the follower at once.
const pollEvery = time.Second

// follower keeps the pool and the index in step with the store. One goroutine reads the store's changes in order; mark is
// how far both are, day the Paris day for which standings were computed.
type follower struct {
	mu    sync.Mutex // one round at a time
	mark  string
	day   domain.Date
	state sync.RWMutex
	ready error
	wake  chan struct{}
	// running ends with Stop: what goes on in the background stops with it.
	running context.Context
	stop    context.CancelFunc
	done    sync.WaitGroup
}

// errStarting is the answer before Start ends, or when it failed.
var errStarting = domain.Refuse(domain.CodeUnavailable, "Le service démarre : le vivier se charge. Recommencez dans un instant.")

// Start loads the pool, brings the index in step with the store, closes what a dead process left open, and follows
// changes until Stop or the end of ctx. It returns an error when the store cannot be read; an index that cannot be
// filled leaves the service running and not ready.
func (s *Service) Start(ctx context.Context) error {
	f := &s.follower
	if err := s.closeDeadImports(ctx); err != nil {
		return err
	}
	if err := s.loadExposure(ctx); err != nil {
		return err
	}
	if err := s.loadPool(ctx); err != nil {
		return err
	}
	if _, err := s.ExpireOffers(ctx); err != nil {
		return err
	}
	f.setReady(s.catchUpIndex(ctx))
	running, stop := context.WithCancel(ctx)
	f.running, f.stop = running, stop
	f.done.Go(func() { s.follow(running) })
	return nil
}

// Stop ends the background work, imports included, and waits for it.
func (s *Service) Stop() {
	if s.follower.stop != nil {
		s.follower.stop()
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

func (f *follower) started() bool { return f.stop != nil }

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
		err := s.round(ctx)
		if ctx.Err() != nil {
			return
		}
		if err != nil {
			s.Log.Warn("pool and index fall behind the store", slog.String("code", string(domain.CodeOf(err))), slog.Any("cause", err))
		}
		s.follower.setReady(err)
	}
}

// Settle brings pool and index up to everything the store held at the call: a writer sees their own write in the lists.
func (s *Service) Settle(ctx context.Context) error {
	if !s.follower.started() {
		return errStarting
	}
	err := s.round(ctx)
	if ctx.Err() == nil {
		s.follower.setReady(err)
	}
	return err
}

// round follows the store to its end, and the calendar: a new day changes standings, offers and the whole.
func (s *Service) round(ctx context.Context) error {
	f := &s.follower
	f.mu.Lock()
	defer f.mu.Unlock()
	if today := domain.DayOf(s.Now()); today != f.day {
		if _, err := s.ExpireOffers(ctx); err != nil {
			return err
		}
		if err := s.loadPool(ctx); err != nil {
			return err
		}
		if err := s.catchUpIndex(ctx); err != nil {
			return err
		}
	}
	for {
		changed, removed, next, err := s.Feed.Changes(ctx, f.mark)
		if err != nil {
			return err
		}
		if next == f.mark {
			return nil
		}
		if err := s.apply(ctx, changed, removed, f.day); err != nil {
			return err
		}
		if err := s.IndexState.SetMark(indexMark(f.day, next)); err != nil {
			return err
		}
		f.mark = next
	}
}

// apply brings one batch of changes to the pool and to the index.
func (s *Service) apply(ctx context.Context, changed []*domain.Person, removed []string, day domain.Date) error {
	s.pool.Upsert(s.subjects(changed, day)...)
	s.pool.Remove(removed...)
	if err := s.Index.Put(ctx, entries(changed, day)); err != nil {
		return err
	}
	return s.Index.Delete(ctx, removed)
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

// entries are people as the index may know them.
func entries(people []*domain.Person, day domain.Date) []domain.IndexEntry {
	list := make([]domain.IndexEntry, len(people))
	for i, p := range people {
		list[i] = domain.IndexEntry{ID: p.ID, Profile: p.Profile, InPool: inPool(p, day), Updated: p.Updated}
	}
	return list
}

// inPool tells whether a person may be proposed on a day: their accord stands and a programme runs.
func inPool(p *domain.Person, day domain.Date) bool {
	standing := p.StandingOn(day)
	return standing.Consent && standing.Accompanied
}

// indexMark joins the day for which the index knows who is in the pool to the store's mark.
func indexMark(day domain.Date, mark string) string { return day.String() + " " + mark }

func readIndexMark(text string) (day domain.Date, mark string) {
	on, mark, found := strings.Cut(text, " ")
	day, err := domain.ParseDate(on)
	if err != nil || !found {
		return 0, ""
	}
	return day, mark
}
