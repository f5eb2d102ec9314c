package hiring

import (
	"context"
	"strings"

	"eedk.fr/candidatheque/domain"
)

// openIndex reads where the index is and brings it in step; everybody is put again when it is fresh, or when it does not
// hold as many people as the store.
func (s *Service) openIndex(ctx context.Context) error {
	text, err := s.IndexState.Mark()
	if err != nil {
		return err
	}
	c := &s.follower.index
	c.mu.Lock()
	c.day, c.mark = readIndexMark(text)
	c.mu.Unlock()
	if c.mark == "" {
		return s.Reindex(ctx)
	}
	if err := s.followIndex(ctx); err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return s.reconcileIndex(ctx)
}

// reconcileIndex makes the index anew when it does not hold as many people as the store. The cursor is locked.
func (s *Service) reconcileIndex(ctx context.Context) error {
	stored, err := s.Feed.Count(ctx)
	if err != nil {
		return err
	}
	if indexed, err := s.IndexState.Count(); err != nil || indexed == stored {
		return err
	}
	s.Log.Warn("the index does not hold everybody: it is made anew")
	return s.emptyIndex(ctx)
}

// Reindex empties the index and puts everybody. A search meanwhile answers with who is there already.
func (s *Service) Reindex(ctx context.Context) error {
	c := &s.follower.index
	c.mu.Lock()
	defer c.mu.Unlock()
	return s.emptyIndex(ctx)
}

// emptyIndex starts the index again from the beginning of the store. The cursor is locked.
func (s *Service) emptyIndex(ctx context.Context) error {
	if err := s.IndexState.Reset(); err != nil {
		return err
	}
	s.follower.index.mark, s.follower.index.day = "", domain.DayOf(s.Now())
	return s.putChanges(ctx)
}

// followIndex brings the index to the end of the store's changes. On a new day the people who come in or out of the pool
// by the calendar alone are put again, and the whole is compared with the store.
func (s *Service) followIndex(ctx context.Context) error {
	c := &s.follower.index
	c.mu.Lock()
	defer c.mu.Unlock()
	today := domain.DayOf(s.Now())
	if today == c.day {
		return s.putChanges(ctx)
	}
	if err := s.turnIndex(ctx, c.day, today); err != nil {
		return err
	}
	c.day = today
	if err := s.putChanges(ctx); err != nil {
		return err
	}
	return s.reconcileIndex(ctx)
}

// putBatch is how many people the index is given at once: each batch costs it a durable write, whatever its size.
const putBatch = 2000

// putChanges brings to the index what happened in the store since its mark. The cursor is locked; when it stops midway
// the cursor stands before what the index has not.
func (s *Service) putChanges(ctx context.Context) error {
	c := &s.follower.index
	before, kept := c.mark, c.mark
	var waiting []domain.IndexEntry
	put := func() error {
		full := waiting
		waiting = nil
		return s.Index.Put(ctx, full)
	}
	err := s.changesSince(ctx, c, func(changed []*domain.Person, removed []string) error {
		if len(waiting) == 0 {
			kept = c.mark
		}
		if waiting = append(waiting, entries(changed, c.day)...); len(waiting) < putBatch && len(removed) == 0 {
			return nil
		}
		if err := put(); err != nil {
			return err
		}
		if err := s.leaveLists(ctx, removed); err != nil {
			return err
		}
		return s.Index.Delete(ctx, removed)
	})
	if err == nil {
		err = put()
	}
	if err != nil {
		c.mark = kept
	}
	if c.mark == before && err == nil {
		return nil
	}
	// The mark is written after the people it speaks of: a crash between puts them twice, and loses nobody.
	if sealed := s.IndexState.SetMark(indexMark(c.day, c.mark)); err == nil {
		err = sealed
	}
	return err
}

// turnBatch is how many people are put at once when the day turns.
const turnBatch = 500

// turnIndex puts again those who may be proposed on one of the two days only, or may not for another reason.
func (s *Service) turnIndex(ctx context.Context, before, today domain.Date) error {
	var batch []*domain.Person
	err := s.Feed.Each(ctx, func(p *domain.Person) error {
		if p.PoolStateOn(before) == p.PoolStateOn(today) {
			return nil
		}
		if batch = append(batch, p); len(batch) < turnBatch {
			return nil
		}
		full := batch
		batch = nil
		return s.Index.Put(ctx, entries(full, today))
	})
	if err != nil {
		return err
	}
	if err := s.Index.Put(ctx, entries(batch, today)); err != nil {
		return err
	}
	return s.IndexState.SetMark(indexMark(today, s.follower.index.mark))
}

// entries are people as the index may know them.
func entries(people []*domain.Person, day domain.Date) []domain.IndexEntry {
	list := make([]domain.IndexEntry, len(people))
	for i, p := range people {
		list[i] = domain.IndexEntry{ID: p.ID, Profile: p.Profile, Pool: p.PoolStateOn(day), Updated: p.Updated}
	}
	return list
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
