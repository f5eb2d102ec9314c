package store

import (
	"context"
	"strings"
	"time"

	"github.com/google/uuid"

	"eedk.fr/candidatheque/domain"
)

// Drop removes one document of a collection; one that is gone already is not an error.
func (s *Store) Drop(ctx context.Context, collection, id string) error {
	if _, err := s.engine.Take(ctx, collection, id); err != nil && domain.CodeOf(err) != domain.CodeNotFound {
		return err
	}
	return nil
}

// SweepEnded removes what bears its own end, and counts it: links, sessions, what happens once and is of no more use,
// traces of those who left long ago.
func (s *Store) SweepEnded(ctx context.Context, now time.Time) (counts []domain.ForgottenCount, err error) {
	for _, one := range []struct {
		coll  string
		sweep func(context.Context, time.Time) error
	}{
		{collSecrets, s.Secrets.Sweep},
		{collSessions, s.Sessions.Sweep},
		{collOnce, s.sweepOnce},
		{collLeavers, func(ctx context.Context, now time.Time) error { _, err := s.Leavers.Sweep(ctx, now); return err }},
	} {
		before, err := s.keeper.Count(ctx, one.coll)
		if err != nil {
			return counts, err
		}
		if err := one.sweep(ctx, now); err != nil {
			return counts, err
		}
		after, err := s.keeper.Count(ctx, one.coll)
		if err != nil {
			return counts, err
		}
		if after < before {
			counts = append(counts, domain.ForgottenCount{Collection: one.coll, Removed: before - after})
		}
	}
	return counts, nil
}

// sweepOnce removes the keys of one day's use: asks counted against a limit, days of work done, and requests of programs,
// by the instant that their value tells. What settles something for good (a merge, a seat) tells none, and stays.
func (s *Store) sweepOnce(ctx context.Context, now time.Time) error {
	var old []string
	err := walk(ctx, s.engine, collOnce, func(docs []Doc) error {
		for _, d := range docs {
			if at, dated := onceAt(d); dated && domain.RetainOnce.EndedBy(at, now) {
				old = append(old, d.ID)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, id := range old {
		if err := s.Drop(ctx, collOnce, id); err != nil {
			return err
		}
	}
	return nil
}

// onceAt is when a passing key was recorded; false for one that stays.
func onceAt(d Doc) (time.Time, bool) {
	value := string(d.Body)
	for _, passing := range []string{"attempt/", "retention/"} {
		if strings.HasPrefix(d.ID, passing) {
			at, err := time.Parse(time.RFC3339, value)
			return at, err == nil
		}
	}
	id, err := uuid.Parse(value)
	if !strings.HasPrefix(d.ID, "request/") || err != nil || id.Version() != 7 {
		return time.Time{}, false
	}
	return time.Unix(id.Time().UnixTime()), true
}
