package hiring

import (
	"context"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/matching"
)

// poolBatch is how many people enter the pool or the index at once when all of them do.
const poolBatch = 1000

// loadPool fills the pool from the store for today and remembers how far the store was.
func (s *Service) loadPool(ctx context.Context) error {
	day := domain.DayOf(s.Now())
	var all []matching.Subject
	at := map[string]int{}
	mark := ""
	for {
		changed, removed, next, err := s.Feed.Changes(ctx, mark)
		if err != nil {
			return err
		}
		if next == mark {
			break
		}
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
				all[i] = matching.Subject{}
				delete(at, id)
			}
		}
		mark = next
	}
	living := all[:0]
	for _, subject := range all {
		if subject.ID != "" {
			living = append(living, subject)
		}
	}
	s.pool.Replace(living)
	s.follower.mark, s.follower.day = mark, day
	return nil
}

// catchUpIndex brings the index to where the pool is: what changed since its mark, who came in or out of the pool since
// its day, and everybody again when it is fresh or when the counts differ.
func (s *Service) catchUpIndex(ctx context.Context) error {
	f := &s.follower
	text, err := s.IndexState.Mark()
	if err != nil {
		return err
	}
	day, mark := readIndexMark(text)
	if mark == "" {
		return s.Reindex(ctx)
	}
	if err := s.replay(ctx, mark); err != nil {
		return err
	}
	if day != f.day {
		if err := s.turnDay(ctx, day); err != nil {
			return err
		}
	}
	return s.settleIndex(ctx)
}

// settleIndex compares the counts and seals the index with the pool's mark; counts that differ make it anew.
func (s *Service) settleIndex(ctx context.Context) error {
	indexed, err := s.IndexState.Count()
	if err != nil {
		return err
	}
	if indexed != s.pool.Len() {
		return s.Reindex(ctx)
	}
	return s.IndexState.SetMark(indexMark(s.follower.day, s.follower.mark))
}

// replay brings to the index what happened in the store between a mark and the pool's own. Changes after the pool's mark
// may come along: following them again brings the same content.
func (s *Service) replay(ctx context.Context, mark string) error {
	for mark != s.follower.mark {
		changed, removed, next, err := s.Feed.Changes(ctx, mark)
		if err != nil {
			return err
		}
		if next == mark {
			return nil
		}
		if err := s.apply(ctx, changed, removed, s.follower.day); err != nil {
			return err
		}
		mark = next
	}
	return nil
}

// turnDay puts again the people who were in the pool on the index's day and are not today, or the other way round.
func (s *Service) turnDay(ctx context.Context, before domain.Date) error {
	today := s.follower.day
	return s.inBatches(ctx, func(p *domain.Person) bool { return inPool(p, before) != inPool(p, today) })
}

// Reindex empties the index and puts everybody. The search answers meanwhile with what is there already.
func (s *Service) Reindex(ctx context.Context) error {
	if err := s.IndexState.Reset(); err != nil {
		return err
	}
	if err := s.inBatches(ctx, func(*domain.Person) bool { return true }); err != nil {
		return err
	}
	return s.IndexState.SetMark(indexMark(s.follower.day, s.follower.mark))
}

// inBatches puts in the index, batch by batch, the stored people that fit.
func (s *Service) inBatches(ctx context.Context, fits func(*domain.Person) bool) error {
	var batch []*domain.Person
	flush := func() error {
		err := s.Index.Put(ctx, entries(batch, s.follower.day))
		batch = batch[:0]
		return err
	}
	err := s.Feed.Each(ctx, func(p *domain.Person) error {
		if !fits(p) {
			return nil
		}
		if batch = append(batch, p); len(batch) < poolBatch {
			return nil
		}
		return flush()
	})
	if err != nil {
		return err
	}
	return flush()
}
