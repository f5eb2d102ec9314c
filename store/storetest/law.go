package storetest

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/store"
)

// model is what a store should hold of the people of one adviser, and what a follower of the feed has been told.
type model struct {
	s       *store.Store
	adviser string
	people  map[string]*domain.Person
	told    map[string]int
	mark    string
}

func (m *model) person(id string) *domain.Person {
	p := person(id)
	p.Candidate.Adviser = m.adviser
	return p
}

// law has any sequence of inserts, saves, stale saves, removals and readings agree with a map.
func law(t *testing.T, s *store.Store) {
	run, mark := 0, ""
	rapid.Check(t, func(rt *rapid.T) {
		run++
		m := &model{s: s, adviser: fmt.Sprintf("c%d@exemple.fr", run), people: map[string]*domain.Person{}, told: map[string]int{}}
		mark = follow(t, s, map[string]int{}, mark) // past the people of the runs before
		m.mark = mark
		id := rapid.Custom(func(rt *rapid.T) string {
			return fmt.Sprintf("%d/%s", run, rapid.StringMatching(`[a-cé☕%_]{1,2}`).Draw(rt, "name"))
		})
		rt.Repeat(map[string]func(*rapid.T){
			"insert":     func(rt *rapid.T) { m.insert(rt, id.Draw(rt, "id")) },
			"save":       func(rt *rapid.T) { m.save(rt, id.Draw(rt, "id"), rapid.IntRange(1, 90).Draw(rt, "km")) },
			"stale save": func(rt *rapid.T) { m.stale(rt, id.Draw(rt, "id")) },
			"remove":     func(rt *rapid.T) { m.remove(rt, id.Draw(rt, "id")) },
			"list":       func(rt *rapid.T) { m.list(rt, rapid.IntRange(1, 5).Draw(rt, "page")) },
			"follow":     m.follow,
		})
		m.list(rt, 3)
		m.follow(rt)
	})
}

func (m *model) insert(rt *rapid.T, id string) {
	p := m.person(id)
	err := m.s.People.Save(ctx, p)
	if _, known := m.people[id]; known {
		expect(rt, err, domain.CodeConflict)
		return
	}
	expect(rt, err, "")
	m.people[id] = p
}

func (m *model) save(rt *rapid.T, id string, km int) {
	p, known := m.people[id]
	if !known {
		absent := m.person(id)
		absent.Revision = 3
		expect(rt, m.s.People.Save(ctx, absent), domain.CodeConflict)
		return
	}
	p.Profile.RadiusKm = km
	expect(rt, m.s.People.Save(ctx, p), "")
}

// stale saves over a revision too low or too high, inside a batch that would otherwise be good: nothing of it stays.
func (m *model) stale(rt *rapid.T, id string) {
	p, known := m.people[id]
	if !known {
		return
	}
	late := *p
	late.Profile.RadiusKm = 777
	late.Revision += rapid.SampledFrom([]int64{-1, 1}).Draw(rt, "off")
	if late.Revision == 0 {
		late.Revision = p.Revision + 1
	}
	expect(rt, m.s.People.SaveMany(ctx, []*domain.Person{m.person(id + "/nouveau"), &late}), domain.CodeConflict)
}

func (m *model) remove(rt *rapid.T, id string) {
	err := m.s.People.Remove(ctx, id)
	if _, known := m.people[id]; !known {
		expect(rt, err, domain.CodeNotFound)
		return
	}
	expect(rt, err, "")
	delete(m.people, id)
}

// list reads every page and compares it with the model, in order.
func (m *model) list(rt *rapid.T, size int) {
	var want, got []string
	for id, p := range m.people {
		want = append(want, fmt.Sprint(id, p.Revision, p.Profile.RadiusKm))
	}
	slices.Sort(want)
	for cursor := ""; ; {
		list, next, err := m.s.People.Find(ctx, sys, domain.PersonQuery{Adviser: m.adviser, Cursor: cursor, Limit: size})
		expect(rt, err, "")
		if len(list) > size {
			rt.Fatalf("a page of %d for a limit of %d", len(list), size)
		}
		if !slices.IsSortedFunc(list, func(a, b *domain.Person) int { return compareText(a.ID, b.ID) }) {
			rt.Fatal("a page out of order")
		}
		for _, p := range list {
			got = append(got, fmt.Sprint(p.ID, p.Revision, p.Profile.RadiusKm))
		}
		if cursor = next; next == "" {
			break
		}
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		rt.Fatalf("the list holds\n%v\nwant\n%v", got, want)
	}
}

func compareText(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func (m *model) follow(rt *rapid.T) {
	for {
		changed, removed, next, err := m.s.People.Changes(ctx, m.mark)
		expect(rt, err, "")
		for _, p := range changed {
			m.told[p.ID] = p.Profile.RadiusKm
		}
		for _, id := range removed {
			delete(m.told, id)
		}
		if next == m.mark {
			break
		}
		m.mark = next
	}
	if len(m.told) != len(m.people) {
		rt.Fatalf("the follower knows %d people, there are %d", len(m.told), len(m.people))
	}
	for id, p := range m.people {
		if m.told[id] != p.Profile.RadiusKm {
			rt.Fatalf("the follower was told %d km of %s, it is %d", m.told[id], id, p.Profile.RadiusKm)
		}
	}
}

func expect(rt *rapid.T, err error, want domain.Code) {
	rt.Helper()
	if got := domain.CodeOf(err); got != want {
		rt.Fatalf("got %v, want code %q", err, want)
	}
}
