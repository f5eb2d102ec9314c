package storetest

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/store"
)

var boss = domain.Actor{ID: "admin", Roles: domain.RoleAdmin}

// chainOf reads a journal as verify does.
func chainOf(t *testing.T, s *store.Store) ([]domain.JournalFault, domain.JournalHead) {
	t.Helper()
	var chain domain.JournalChain
	must(t, s.Journal.Rows(ctx, func(row domain.JournalRow) error {
		chain.Read(row)
		return nil
	}))
	return chain.End()
}

// journalGrows: many writers append at once; the numbers have no gap and the chain is whole.
func journalGrows(t *testing.T, s *store.Store) {
	const each = 25
	var writers sync.WaitGroup
	for w := range 4 {
		writers.Go(func() {
			for i := range each {
				for written := false; !written; {
					last, _, err := s.Journal.Find(ctx, sys, domain.JournalQuery{Limit: 1})
					if err != nil {
						t.Error(err)
						return
					}
					head := domain.JournalHead{}
					if len(last) > 0 {
						head = last[0].Chain()
					}
					l := domain.JournalLine{Actor: fmt.Sprint("w", w), Act: "person.open", Person: fmt.Sprint("k", i)}
					l.Created = day
					l.Follow(head)
					err = s.Journal.Append(ctx, &l)
					written = err == nil
					if !written && domain.CodeOf(err) != domain.CodeConflict {
						t.Error(err)
						return
					}
				}
			}
		})
	}
	writers.Wait()
	if faults, head := chainOf(t, s); len(faults) > 0 || head.Number != 4*each {
		t.Errorf("%d lines, %v", head.Number, faults)
	}
	line, _, err := s.Journal.Find(ctx, sys, domain.JournalQuery{Limit: 1})
	must(t, err)
	wantCode(t, s.Journal.Append(ctx, line[0]), domain.CodeConflict)
}

// journalIsFound: by person, actor, act, object, kind and period, by administrators, the latest first.
func journalIsFound(t *testing.T, s *store.Store) {
	head := domain.JournalHead{}
	for i, l := range []domain.JournalLine{
		{Actor: "a1", Act: "person.open", Person: "p1"}, {Actor: "a1", Act: "person.edit", Person: "p2", OnBehalf: "p1"},
		{Actor: "a2", Act: "offer.edit", Object: "o1", Event: "e1"}, {Actor: "a2", Act: "person.open", Person: "p2"},
	} {
		l.Created = day.AddDate(0, 0, i)
		l.Follow(head)
		must(t, s.Journal.Append(ctx, &l))
		head = l.Chain()
	}
	d := domain.DayOf(day)
	for _, tt := range []struct {
		name   string
		viewer domain.Actor
		q      domain.JournalQuery
		want   []int64
	}{
		{"all", boss, domain.JournalQuery{}, []int64{4, 3, 2, 1}},
		{"of a referent, who reads none", domain.Actor{ID: "r", Roles: domain.RoleReferent}, domain.JournalQuery{}, nil},
		{"about somebody, or on their behalf", boss, domain.JournalQuery{Persons: []string{"p1"}}, []int64{2, 1}},
		{"about nobody", boss, domain.JournalQuery{Persons: []string{}}, nil},
		{"by somebody", boss, domain.JournalQuery{Actors: []string{"a2", "a3"}}, []int64{4, 3}},
		{"of an act", boss, domain.JournalQuery{Act: "person.open"}, []int64{4, 1}},
		{"of a kind of object", boss, domain.JournalQuery{Kind: "person"}, []int64{4, 2, 1}},
		{"about an object", boss, domain.JournalQuery{Object: "o1"}, []int64{3}},
		{"since a day", boss, domain.JournalQuery{From: d + 2}, []int64{4, 3}},
		{"until a day", boss, domain.JournalQuery{To: d + 1}, []int64{2, 1}},
		{"all at once", boss, domain.JournalQuery{From: d, To: d, Actors: []string{"a1"}, Persons: []string{"p1"}, Act: "person.open"}, []int64{1}},
	} {
		list, _, err := s.Journal.Find(ctx, tt.viewer, tt.q)
		must(t, err)
		var got []int64
		for _, l := range list {
			got = append(got, l.Number)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
	line, err := s.Journal.OfEvent(ctx, "e1")
	must(t, err)
	if line.Number != 3 {
		t.Errorf("the event is told by line %d", line.Number)
	}
	_, err = s.Journal.OfEvent(ctx, "e2")
	wantCode(t, err, domain.CodeNotFound)
}

// journalKeysHaveOneMaker: one name for a person, however many ask at once, found both ways until it is destroyed.
func journalKeysHaveOneMaker(t *testing.T, s *store.Store) {
	give := func(of domain.Subject, key string) error {
		return s.JournalKeys.Save(ctx, &domain.JournalKey{Record: domain.Record{ID: string(of)}, Key: key, Holder: of})
	}
	if won := race(t, domain.CodeConflict, func(i int) error { return give("person/p1", fmt.Sprint("key", i)) }); won != 1 {
		t.Fatalf("%d keys of one person", won)
	}
	must(t, give("user/p1", "other"))
	k, err := s.JournalKeys.Get(ctx, "person/p1")
	must(t, err)
	for _, q := range []domain.JournalKeyQuery{{Keys: []string{k.Key}}, {Holder: "person/p1"}} {
		list, _, err := s.JournalKeys.Find(ctx, q)
		must(t, err)
		if len(list) != 1 || list[0].Key != k.Key {
			t.Errorf("%+v finds %d keys", q, len(list))
		}
	}
	must(t, s.JournalKeys.Remove(ctx, "person/p1"))
	must(t, s.JournalKeys.Remove(ctx, "person/p1"))
	_, err = s.JournalKeys.Get(ctx, "person/p1")
	wantCode(t, err, domain.CodeNotFound)
	if list, _, err := s.JournalKeys.Find(ctx, domain.JournalKeyQuery{}); err != nil || len(list) != 1 {
		t.Errorf("%d keys are left, %v", len(list), err)
	}
}
