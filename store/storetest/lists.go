package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/store"
)

// everybodyIsVisitedOnce walks more people than a batch holds; a visitor who stops is not called again.
func everybodyIsVisitedOnce(t *testing.T, s *store.Store) {
	const people = 1203
	var all []*domain.Person
	for i := range people {
		all = append(all, person(fmt.Sprintf("p%04d", i)))
	}
	must(t, s.People.SaveMany(ctx, all))
	must(t, s.People.Remove(ctx, "p0007"))
	seen := map[string]int{}
	must(t, s.People.Each(ctx, func(p *domain.Person) error { seen[p.ID]++; return nil }))
	if len(seen) != people-1 || seen["p0007"] != 0 || seen["p1202"] != 1 {
		t.Fatalf("%d people visited", len(seen))
	}
	enough, calls := errors.New("enough"), 0
	err := s.People.Each(ctx, func(*domain.Person) error {
		if calls++; calls == 3 {
			return enough
		}
		return nil
	})
	if !errors.Is(err, enough) || calls != 3 {
		t.Fatalf("%d calls, %v", calls, err)
	}
	gone, cancel := context.WithCancel(ctx)
	wantCode(t, s.People.Each(gone, func(*domain.Person) error { cancel(); return nil }), domain.CodeUnavailable)
}

// pagesUnderWriters reads a list from end to end while others insert before, after and inside it, and change what it
// holds: what was there from beginning to end comes exactly once.
func pagesUnderWriters(t *testing.T, s *store.Store) {
	const stable = 60
	for i := range stable {
		must(t, s.People.Save(ctx, person(fmt.Sprintf("m%03d", i*2))))
	}
	stop := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		for n := 0; ; n++ {
			select {
			case <-stop:
				return
			default:
			}
			id := fmt.Sprintf("%c%03d-%d", "amz"[n%3], n%stable*2+1, n)
			if err := s.People.Save(ctx, person(id)); err != nil {
				t.Error(err)
				return
			}
			if err := s.People.Remove(ctx, id); err != nil {
				t.Error(err)
				return
			}
		}
	})
	for range 5 {
		seen := map[string]int{}
		for cursor := ""; ; {
			list, next, err := s.People.Find(ctx, sys, domain.PersonQuery{Cursor: cursor, Limit: 7})
			must(t, err)
			for _, p := range list {
				seen[p.ID]++
			}
			if cursor = next; next == "" {
				break
			}
		}
		for i := range stable {
			if id := fmt.Sprintf("m%03d", i*2); seen[id] != 1 {
				t.Errorf("%s came %d times", id, seen[id])
			}
		}
	}
	close(stop)
	wg.Wait()
}

// employersByWord finds establishments by any word of their name, in the order of names.
func employersByWord(t *testing.T, s *store.Store) {
	for siret, name := range map[domain.SIRET]string{"73282932000074": "Boulangerie du Port", "35600000049837": "Atelier de l'Écluse", "55210055400013": "Port et Cie"} {
		must(t, s.Employers.Save(ctx, &domain.Employer{Record: domain.Record{ID: string(siret)}, Name: name, Status: domain.EmployerActive}))
	}
	for text, want := range map[string][]string{
		"port": {"Boulangerie du Port", "Port et Cie"}, "ÉCLU": {"Atelier de l'Écluse"}, "du port": {"Boulangerie du Port"}, "ort": nil,
		"": {"Atelier de l'Écluse", "Boulangerie du Port", "Port et Cie"},
	} {
		list, _, err := s.Employers.Find(ctx, sys, domain.EmployerQuery{Text: text, Status: domain.EmployerActive})
		must(t, err)
		var got []string
		for _, e := range list {
			got = append(got, e.Name)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q finds %v, want %v", text, got, want)
		}
	}
}

// accountsByAddress never takes one address for another that merely looks like it.
func accountsByAddress(t *testing.T, s *store.Store) {
	must(t, s.Users.Save(ctx, &domain.User{Record: domain.Record{ID: "u1"}, Email: "Jean-Luc@exemple.fr", Roles: domain.RoleReferent | domain.RoleAdmin}))
	for email, found := range map[string]bool{
		"jean-luc@exemple.fr": true, "JEAN-LUC@EXEMPLE.FR": true, "jean'luc@exemple.fr": false, "jeán-luc@exemple.fr": false, "jean-luc@exemple.f": false, "": false,
	} {
		u, err := s.Users.ByEmail(ctx, email)
		if (err == nil) != found || found && u.ID != "u1" {
			t.Errorf("%s: %v", email, err)
		}
	}
	for role, want := range map[domain.Role]int{domain.RoleAdmin: 1, domain.RoleReferent: 1, domain.RoleAdviser: 0} {
		if list, _, err := s.Users.Find(ctx, sys, domain.UserQuery{Role: role}); err != nil || len(list) != want {
			t.Errorf("%s: %d accounts, %v", role, len(list), err)
		}
	}
	if list, _, err := s.Users.Find(ctx, domain.Actor{ID: "u2", Roles: domain.RoleReferent}, domain.UserQuery{}); err != nil || len(list) != 0 {
		t.Errorf("a referent reads %d accounts of others, %v", len(list), err)
	}
}

// shortlistsByDay lists the lists of an offer or since a day, the latest first.
func shortlistsByDay(t *testing.T, s *store.Store) {
	for i := range 6 {
		at := day.AddDate(0, 0, i)
		must(t, s.Shortlists.Save(ctx, &domain.Shortlist{Record: domain.Record{ID: fmt.Sprintf("l%d", i), Created: at}, OfferID: fmt.Sprintf("o%d", i%2),
			On: domain.DayOf(at), SIRET: "73282932000074", Status: domain.ShortlistDraft}))
	}
	for _, tt := range []struct {
		name string
		q    domain.ShortlistQuery
		want []string
	}{
		{"of an offer", domain.ShortlistQuery{OfferID: "o1"}, []string{"l5", "l3", "l1"}},
		{"since a day", domain.ShortlistQuery{SinceDay: domain.DayOf(day.AddDate(0, 0, 4))}, []string{"l5", "l4"}},
		{"both", domain.ShortlistQuery{OfferID: "o0", SinceDay: domain.DayOf(day.AddDate(0, 0, 1))}, []string{"l4", "l2"}},
		{"none", domain.ShortlistQuery{OfferID: "o9"}, nil},
	} {
		list, _, err := s.Shortlists.Find(ctx, domain.Actor{ID: "r", Roles: domain.RoleReferent}, tt.q)
		must(t, err)
		var got []string
		for _, l := range list {
			got = append(got, l.ID)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
	me := domain.Actor{ID: "e", Roles: domain.RoleEmployer, SIRETs: []domain.SIRET{"73282932000074"}}
	if list, _, err := s.Shortlists.Find(ctx, me, domain.ShortlistQuery{}); err != nil || len(list) != 0 {
		t.Errorf("an employer reads %d lists that were not shared, %v", len(list), err)
	}
}

// cancelledMidway cancels a batch at any moment: all of it was acknowledged, or none of it is there.
func cancelledMidway(t *testing.T, s *store.Store) {
	saved := 0
	for round := range 40 {
		var people []*domain.Person
		for i := range 60 {
			people = append(people, person(fmt.Sprintf("r%d-%d", round, i)))
		}
		short, cancel := context.WithTimeout(ctx, time.Duration(round)*150*time.Microsecond)
		err := s.People.SaveMany(short, people)
		cancel()
		if err == nil {
			saved += len(people)
		} else {
			wantCode(t, err, domain.CodeUnavailable)
		}
		if n, err := s.People.Count(ctx); err != nil || n != saved {
			t.Fatalf("round %d: %d people, %d acknowledged, %v", round, n, saved, err)
		}
	}
}

// batchesRunAgain cuts a batch short at any moment, then does as an import does: reads again and writes what lacks. In the
// end everybody is there once, as the batch would have them.
func batchesRunAgain(t *testing.T, s *store.Store) {
	const size = 30
	for round := range 10 {
		var people []*domain.Person
		for i := range size {
			people = append(people, person(fmt.Sprintf("r%d-%d", round, i)))
		}
		short, cancel := context.WithTimeout(ctx, time.Duration(round)*2*time.Millisecond)
		_ = s.People.SaveMany(short, people)
		cancel()
		lacking := slices.DeleteFunc(people, func(p *domain.Person) bool {
			kept, err := s.People.Get(ctx, sys, p.ID)
			if err == nil && (kept.Revision != 1 || kept.Profile.RadiusKm != 10) {
				t.Fatalf("%s at revision %d, %d km", p.ID, kept.Revision, kept.Profile.RadiusKm)
			}
			return err == nil
		})
		for _, p := range lacking {
			p.Revision = 0
		}
		must(t, s.People.SaveMany(ctx, lacking))
		if n, err := s.People.Count(ctx); err != nil || n != (round+1)*size {
			t.Fatalf("round %d: %d people, %v", round, n, err)
		}
	}
	must(t, s.Verify(ctx))
}

// secretsOfSomebody lists the secrets of one person and purpose, and nobody else's.
func secretsOfSomebody(t *testing.T, s *store.Store) {
	for i, x := range []struct{ user, purpose string }{{"u1", domain.SecretAPI}, {"u1", domain.SecretAPI}, {"u1", domain.SecretSignIn}, {"u10", domain.SecretAPI}} {
		must(t, s.Secrets.Save(ctx, &domain.Secret{Record: domain.Record{ID: fmt.Sprintf("h%d", i), Created: day.Add(time.Duration(i))}, UserID: x.user, Purpose: x.purpose}))
	}
	list, err := s.Secrets.OfUser(ctx, "u1", domain.SecretAPI)
	must(t, err)
	if len(list) != 2 || list[0].ID != "h0" || list[1].ID != "h1" {
		t.Fatalf("%d tokens", len(list))
	}
	spent := &domain.Secret{Record: domain.Record{ID: "spent"}, UserID: "u1", Purpose: domain.SecretSignIn, Expires: day}
	must(t, s.Secrets.Save(ctx, spent))
	must(t, s.Secrets.Sweep(ctx, day))
	_, err = s.Secrets.Get(ctx, "spent")
	must(t, err)
	must(t, s.Secrets.Sweep(ctx, day.Add(time.Second)))
	_, err = s.Secrets.Get(ctx, "spent")
	wantCode(t, err, domain.CodeNotFound)
	must(t, s.Secrets.Remove(ctx, "h0"))
	wantCode(t, s.Secrets.Remove(ctx, "h0"), domain.CodeNotFound)
	_, err = s.Secrets.Get(ctx, "h0")
	wantCode(t, err, domain.CodeNotFound)
}
