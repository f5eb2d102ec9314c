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
	there := map[string]bool{}
	err := walk(ctx, s.engine, collOnce, func(docs []Doc) error {
		for _, d := range docs {
			at, dated := onceAt(d)
			loose, err := s.hangsOnNothing(ctx, d.ID, there)
			if err != nil {
				return err
			}
			if loose || dated && domain.RetainOnce.EndedBy(at, now) {
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

// hangsOn says of which objects a key of what happens once speaks, by how it begins: the places and slots of an offer or of
// an occasion, what an invitation or an introduction went through.
var hangsOn = map[string][]string{
	"offer": {collOffers}, "occasion": {collOccasions}, "invite": {collOffers, collOccasions}, "invitation": {collInvitations}, "introduction": {collIntroductions},
}

// hangsOnNothing tells a key that speaks of an object which is gone; there remembers those that were looked for.
func (s *Store) hangsOnNothing(ctx context.Context, key string, there map[string]bool) (bool, error) {
	kind, rest, _ := strings.Cut(key, "/")
	id, _, _ := strings.Cut(rest, "/")
	in := hangsOn[kind]
	if len(in) == 0 {
		return false, nil
	}
	known, looked := there[kind+"/"+id]
	if !looked {
		for _, coll := range in {
			_, err := s.engine.Get(ctx, coll, id)
			if err != nil && domain.CodeOf(err) != domain.CodeNotFound {
				return false, err
			}
			known = known || err == nil
		}
		there[kind+"/"+id] = known
	}
	return !known, nil
}

// onceAt is when a passing key was recorded; false for one that stays.
func onceAt(d Doc) (time.Time, bool) {
	value := string(d.Body)
	for _, passing := range []string{"attempt/", "retention/", "rest/", "loose/", "round/claims/", "digests/"} {
		after, passes := strings.CutPrefix(d.ID, passing)
		if !passes {
			continue
		}
		said, _, _ := strings.Cut(value, " ")
		if at, err := time.Parse(time.RFC3339, said); err == nil {
			return at, true
		}
		// What only says « done » bears its day, or its hour, in its key.
		if at, err := time.Parse(time.RFC3339, after); err == nil {
			return at, true
		}
		day, _, _ := strings.Cut(after, "/")
		at, err := time.Parse(time.DateOnly, day)
		return at, err == nil
	}
	id, err := uuid.Parse(value)
	if !strings.HasPrefix(d.ID, "request/") || err != nil || id.Version() != 7 {
		return time.Time{}, false
	}
	return time.Unix(id.Time().UnixTime()), true
}
