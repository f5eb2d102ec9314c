package store_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/store"
)

// lifelike is a person with as much in the file as an import leaves, about 1.4 kB of JSON.
func lifelike(n int) *domain.Person {
	start := domain.NewDate(2026, 9, 1)
	return &domain.Person{
		Record: domain.Record{ID: fmt.Sprintf("EE-%06d", n), Created: time.Date(2026, 11, 23, 9, 0, 0, n, time.UTC), Updated: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)},
		Profile: domain.Profile{
			Targets:      []domain.Target{{ROME: "F1703", Title: "maçon"}, {ROME: "F1702"}},
			Practised:    []domain.Practice{{ROME: "F1703", Months: 24, Until: start}, {ROME: "N1103", Months: 8}},
			Skills:       []domain.Skill{{Label: "monter un mur"}, {Label: "lire un plan"}, {ID: "105002", Label: "couler une dalle"}},
			Certificates: []domain.HeldCertificate{{Code: "caces_r489_3", Delivered: start - 900}},
			Level:        3, Place: domain.Commune{INSEE: "59183", PostalCode: "59140", Name: "Dunkerque", Lat: 51.03, Lon: 2.38}, RadiusKm: 20,
			Available: start, HoursWanted: 35, Languages: []domain.Language{{Code: "fr"}}, Domain: "batiment",
			Presentation: strings.Repeat("travail en équipe ", 12),
		},
		Candidate: domain.Candidate{
			FirstName: fmt.Sprintf("Prénom%d", n%977), LastName: fmt.Sprintf("Nom%d", n), Email: fmt.Sprintf("p%d@exemple.fr", n), Phone: "+33612345678",
			BirthDate: domain.NewDate(1990, 1, 1+n%365), Consent: domain.Consent{On: start, Wording: domain.ConsentWording, By: "import"},
			Adviser: fmt.Sprintf("c%d@exemple.fr", n%400), Accompaniments: []domain.Accompaniment{{Programme: "plie", From: start, To: start + 300}},
			EnteredOn: start,
		},
		Source: "import",
	}
}

// fill saves n people in batches, as an import does.
func fill(tb testing.TB, s *store.Store, n int) {
	tb.Helper()
	const size = 500
	for at := 0; at < n; at += size {
		people := make([]*domain.Person, 0, size)
		for i := at; i < min(at+size, n); i++ {
			people = append(people, lifelike(i))
		}
		if err := s.People.SaveMany(ctx, people); err != nil {
			tb.Fatal(err)
		}
	}
}

// BenchmarkPeople measures a store of 100,000 people: importing them, opening the folder, loading the pool, lists.
func BenchmarkPeople(b *testing.B) {
	const people = 100_000
	dir := b.TempDir()
	s, err := store.OpenSQLite(dir, time.Now)
	if err != nil {
		b.Fatal(err)
	}
	start := time.Now()
	fill(b, s, people)
	b.Logf("saved %d people in batches in %v", people, time.Since(start))
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	start = time.Now()
	s = MustOpen(b, dir)
	b.Logf("opened and checked in %v", time.Since(start))
	adviser := domain.Actor{ID: "a", Email: "c7@exemple.fr", Roles: domain.RoleAdviser}
	referent := domain.Actor{ID: "r", Roles: domain.RoleReferent}
	for _, bb := range []struct {
		name string
		run  func() (int, error)
		want int
	}{
		{"load everybody", func() (n int, err error) {
			err = s.People.Each(ctx, func(*domain.Person) error { n++; return nil })
			return n, err
		}, people},
		{"one page of 50", func() (int, error) {
			list, _, err := s.People.Find(ctx, referent, domain.PersonQuery{Limit: 50})
			return len(list), err
		}, 50},
		{"the people of an adviser", func() (int, error) {
			list, _, err := s.People.Find(ctx, adviser, domain.PersonQuery{Limit: 50})
			return len(list), err
		}, 50},
		{"a name", func() (int, error) {
			list, err := s.People.ByName(ctx, referent, "nom4242", 20)
			return len(list), err
		}, 11},
		{"the first letters of every name", func() (int, error) {
			list, err := s.People.ByName(ctx, referent, "n", 20)
			return len(list), err
		}, 20},
		{"verify", func() (int, error) { return 0, s.Verify(ctx) }, 0},
	} {
		b.Run(bb.name, func(b *testing.B) {
			for b.Loop() {
				if n, err := bb.run(); n != bb.want || err != nil {
					b.Fatal(n, err)
				}
			}
		})
	}
}
