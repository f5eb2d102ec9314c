package storetest

import (
	"context"
	"fmt"
	"maps"
	"strings"
	"sync"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/store"
)

// follow reads the feed from mark to its end into a picture of the people: id → radius.
func follow(t *testing.T, s *store.Store, picture map[string]int, mark string) string {
	t.Helper()
	for {
		changed, removed, next, err := s.People.Changes(ctx, mark)
		must(t, err)
		for _, p := range changed {
			picture[p.ID] = p.Profile.RadiusKm
		}
		for _, id := range removed {
			delete(picture, id)
		}
		if next == mark {
			return mark
		}
		mark = next
	}
}

func feed(t *testing.T, s *store.Store) {
	picture := map[string]int{}
	mark := follow(t, s, picture, "")
	must(t, s.People.SaveMany(ctx, []*domain.Person{person("p1"), person("p2")}))
	mark = follow(t, s, picture, mark)
	p, err := s.People.Get(ctx, sys, "p1")
	must(t, err)
	p.Profile.RadiusKm = 40
	must(t, s.People.Save(ctx, p))
	must(t, s.People.Remove(ctx, "p2"))
	mark = follow(t, s, picture, mark)
	if want := map[string]int{"p1": 40}; !maps.Equal(picture, want) {
		t.Fatalf("a follower holds %v, want %v", picture, want)
	}
	must(t, s.People.Save(ctx, person("p2"))) // somebody comes back
	mark = follow(t, s, picture, mark)
	fresh := map[string]int{}
	if follow(t, s, fresh, "") != mark || !maps.Equal(fresh, picture) || len(fresh) != 2 {
		t.Fatalf("from the beginning %v, followed %v", fresh, picture)
	}
	if _, _, _, err := s.People.Changes(ctx, "abc"); err == nil {
		t.Fatal("a mark that is none was read")
	}
}

func feedUnderWriters(t *testing.T, s *store.Store) {
	const writers, each = 8, 40
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for i := range each {
				if err := s.People.Save(ctx, person(fmt.Sprintf("w%d-%d", w, i))); err != nil {
					t.Error(err)
				}
			}
		})
	}
	done := make(chan struct{})
	go func() { wg.Wait(); close(done) }()
	picture, mark := map[string]int{}, ""
	for writing := true; writing; {
		select {
		case <-done:
			writing = false
		default:
		}
		mark = follow(t, s, picture, mark)
	}
	if len(picture) != writers*each {
		t.Fatalf("the follower holds %d of %d people", len(picture), writers*each)
	}
}

func employersSeeTheirOwn(t *testing.T, s *store.Store) {
	const mine, theirs domain.SIRET = "73282932000074", "35600000049837"
	for i, siret := range []domain.SIRET{mine, theirs, mine} {
		id := fmt.Sprintf("o%d", i)
		must(t, s.Offers.Save(ctx, &domain.Offer{Record: domain.Record{ID: id, Created: day.Add(time.Duration(i))}, SIRET: siret, Status: domain.OfferPublished}))
		must(t, s.Shortlists.Save(ctx, &domain.Shortlist{Record: domain.Record{ID: "s" + id, Created: day}, OfferID: id, SIRET: siret, Status: domain.ShortlistShared}))
	}
	must(t, s.Employers.Save(ctx, &domain.Employer{Record: domain.Record{ID: string(theirs)}, Name: "Autre"}))
	me := domain.Actor{ID: "e", Roles: domain.RoleEmployer, SIRETs: []domain.SIRET{mine}}
	nobody := domain.Actor{ID: "n", Roles: domain.RoleEmployer}
	if list, _, err := s.Offers.Find(ctx, me, domain.OfferQuery{}); err != nil || len(list) != 2 || list[0].ID != "o2" {
		t.Fatalf("%d own offers, %v", len(list), err)
	}
	if list, _, err := s.Offers.Find(ctx, me, domain.OfferQuery{SIRET: theirs}); err != nil || len(list) != 0 {
		t.Fatalf("%d offers of another by asking for it, %v", len(list), err)
	}
	if list, _, err := s.Offers.Find(ctx, nobody, domain.OfferQuery{}); err != nil || len(list) != 0 {
		t.Fatalf("%d offers for somebody of no establishment, %v", len(list), err)
	}
	if list, _, err := s.Employers.Find(ctx, me, domain.EmployerQuery{}); err != nil || len(list) != 0 {
		t.Fatalf("%d establishments of others, %v", len(list), err)
	}
	_, err := s.Offers.Get(ctx, me, "o1")
	wantCode(t, err, domain.CodeNotFound)
	_, absent := s.Offers.Get(ctx, me, "nulle-part")
	if err.Error() != absent.Error() {
		t.Fatalf("another's offer answers %q, none at all %q", err, absent)
	}
	_, err = s.Shortlists.Get(ctx, me, "so1")
	wantCode(t, err, domain.CodeNotFound)
	must(t, s.People.Save(ctx, person("p1")))
	_, err = s.People.Get(ctx, me, "p1")
	wantCode(t, err, domain.CodeNotFound)
}

func advisersSeeTheirOwn(t *testing.T, s *store.Store) {
	other := person("p2")
	other.Candidate.Adviser = "b@exemple.fr"
	must(t, s.People.SaveMany(ctx, []*domain.Person{person("p1"), other}))
	adviser := domain.Actor{ID: "a", Email: "a@exemple.fr", Roles: domain.RoleAdviser}
	list, _, err := s.People.Find(ctx, adviser, domain.PersonQuery{})
	if err != nil || len(list) != 1 || list[0].ID != "p1" {
		t.Fatalf("follows %d, %v", len(list), err)
	}
	if list, _, err := s.People.Find(ctx, adviser, domain.PersonQuery{Adviser: "b@exemple.fr"}); err != nil || len(list) != 0 {
		t.Fatalf("by asking for another's people: %d, %v", len(list), err)
	}
	_, err = s.People.Get(ctx, adviser, "p2")
	wantCode(t, err, domain.CodeNotFound)
	if list, _, _ := s.People.Find(ctx, domain.Actor{ID: "x", Roles: domain.RoleAdviser}, domain.PersonQuery{}); len(list) != 0 {
		t.Fatalf("an adviser without an address follows %d", len(list))
	}
}

func names(t *testing.T, s *store.Store) {
	must(t, s.People.Save(ctx, person("p1")))
	referent := domain.Actor{ID: "r", Roles: domain.RoleReferent}
	for prefix, want := range map[string]int{"d hoedt": 1, "D'HŒ": 1, "ophelie d": 1, "Ophélie": 1, "hoedt": 1, "Ophe\u0301lie": 1, "p1 oph": 1, "edt": 0, "": 0, "%": 0, "'": 0} {
		list, err := s.People.ByName(ctx, referent, prefix, 10)
		if err != nil || len(list) != want {
			t.Errorf("%q finds %d, %v; want %d", prefix, len(list), err, want)
		}
	}
	if list, _ := s.People.ByName(ctx, domain.Actor{ID: "e", Roles: domain.RoleEmployer}, "oph", 10); len(list) != 0 {
		t.Error("an employer found somebody by name")
	}
}

func sessions(t *testing.T, s *store.Store) {
	later := time.Now().Add(time.Hour)
	for _, token := range []string{"un", "deux", "trois"} {
		must(t, s.Sessions.CommitCtx(ctx, token, []byte("c-"+token), later))
	}
	must(t, s.Sessions.CommitCtx(ctx, "vieux", []byte("x"), time.Now().Add(-time.Minute)))
	must(t, s.Sessions.Bind(ctx, "un", domain.SessionOwner{UserID: "u1"}))
	must(t, s.Sessions.Bind(ctx, "deux", domain.SessionOwner{UserID: "u1"}))
	must(t, s.Sessions.CommitCtx(ctx, "un", []byte("c2"), later)) // later commits keep the owner
	if b, ok, err := s.Sessions.FindCtx(ctx, "un"); err != nil || !ok || string(b) != "c2" {
		t.Fatalf("%q, %v, %v", b, ok, err)
	}
	if _, ok, _ := s.Sessions.FindCtx(ctx, "vieux"); ok {
		t.Fatal("an expired session is found")
	}
	must(t, s.Sessions.EndAll(ctx, "u1"))
	for token, want := range map[string]bool{"un": false, "deux": false, "trois": true} {
		if _, ok, err := s.Sessions.FindCtx(ctx, token); ok != want || err != nil {
			t.Errorf("%s: %v, %v", token, ok, err)
		}
	}
	must(t, s.Sessions.Sweep(ctx, later.Add(time.Minute)))
	if _, ok, _ := s.Sessions.FindCtx(ctx, "trois"); ok {
		t.Error("swept sessions are found")
	}
	must(t, s.Sessions.DeleteCtx(ctx, "jamais vu"))
}

func strangeDocuments(t *testing.T, s *store.Store) {
	for _, id := range []string{"é/%_'\"\\ ☕", strings.Repeat("x", 500), "a\nb"} {
		p := person(id)
		p.Profile.Presentation = strings.Repeat("Ünïcode ☕ \u2028 ", 50_000)
		must(t, s.People.Save(ctx, p))
		got, err := s.People.Get(ctx, sys, id)
		must(t, err)
		if got.Profile.Presentation != p.Profile.Presentation || got.ID != id {
			t.Fatalf("%q did not come back whole", id)
		}
	}
	must(t, s.Blobs.Put(ctx, "rome", []byte{0, 1, 255}))
	must(t, s.Blobs.Put(ctx, "rome", []byte{7}))
	if b, err := s.Blobs.Get(ctx, "rome"); err != nil || len(b) != 1 || b[0] != 7 {
		t.Fatalf("%v, %v", b, err)
	}
	_, err := s.Blobs.Get(ctx, "autre")
	wantCode(t, err, domain.CodeNotFound)
}

func cancelled(t *testing.T, s *store.Store) {
	gone, cancel := context.WithCancel(ctx)
	cancel()
	wantCode(t, s.People.Save(gone, person("p1")), domain.CodeUnavailable)
	_, err := s.People.Get(ctx, sys, "p1")
	wantCode(t, err, domain.CodeNotFound)
}

func closed(t *testing.T, s *store.Store) {
	must(t, s.Close())
	wantCode(t, s.People.Save(ctx, person("p1")), domain.CodeUnavailable)
	_, err := s.People.Get(ctx, sys, "p1")
	wantCode(t, err, domain.CodeUnavailable)
}
