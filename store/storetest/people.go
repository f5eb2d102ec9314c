package storetest

import (
	"slices"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/store"
)

// peopleByWhatTheyWaitFor lists people by admission, accord and end of accompaniment, each in its order, and an adviser's
// own only.
func peopleByWhatTheyWaitFor(t *testing.T, s *store.Store) {
	today := domain.DayOf(day)
	for _, k := range []struct {
		id, name, adviser string
		stage             domain.Admission
		consent           domain.Consent
		to                domain.Date
		after             time.Duration
	}{
		{"p1", "Zoé", "a@exemple.fr", domain.AdmissionProposed, domain.Consent{}, today + 30, 2},
		{"p2", "Abel", "b@exemple.fr", domain.AdmissionProposed, domain.Consent{On: today}, today, 1},
		{"p3", "Émile", "a@exemple.fr", "", domain.Consent{On: today, Withdrawn: today}, today + 31, 3},
		{"p4", "Éric", "", domain.AdmissionRefused, domain.Consent{}, today - 1, 4},
		{"p5", "Farah", "a@exemple.fr", domain.AdmissionAccepted, domain.Consent{On: today}, 0, 5},
	} {
		must(t, s.People.Save(ctx, &domain.Person{Record: domain.Record{ID: k.id, Created: day.Add(k.after)}, Admission: k.stage,
			Candidate: domain.Candidate{LastName: k.name, Adviser: k.adviser, Consent: k.consent,
				Accompaniments: []domain.Accompaniment{{Programme: "PLIE", From: today - 90, To: k.to}}}}))
	}
	referent := domain.Actor{Roles: domain.RoleReferent}
	adviser := domain.Actor{Roles: domain.RoleAdviser, Email: "a@exemple.fr"}
	for _, tt := range []struct {
		name   string
		viewer domain.Actor
		q      domain.PersonQuery
		want   []string
	}{
		{"proposed, first come first", referent, domain.PersonQuery{Stage: domain.AdmissionProposed, Order: domain.ByEntry}, []string{"p2", "p1"}},
		{"refused", referent, domain.PersonQuery{Stage: domain.AdmissionRefused}, []string{"p4"}},
		{"proposed by an adviser", adviser, domain.PersonQuery{Stage: domain.AdmissionProposed}, []string{"p1"}},
		{"not asked, by name", referent, domain.PersonQuery{Consent: domain.AnswerNone, Order: domain.ByName}, []string{"p4", "p1"}},
		{"said no", referent, domain.PersonQuery{Consent: domain.AnswerWithdrawn}, []string{"p3"}},
		{"ending within 30 days, the nearest first", referent, domain.PersonQuery{EndsFrom: today, EndsBy: today + 30, Order: domain.ByEnd}, []string{"p2", "p1"}},
		{"ending, an adviser's own", adviser, domain.PersonQuery{EndsFrom: today, EndsBy: today + 31, Order: domain.ByEnd}, []string{"p1", "p3"}},
		{"all by name", referent, domain.PersonQuery{Order: domain.ByName}, []string{"p2", "p3", "p4", "p5", "p1"}},
		{"a stranger's", domain.Actor{Roles: domain.RoleEmployer, Email: "a@exemple.fr"}, domain.PersonQuery{Order: domain.ByName}, nil},
	} {
		for _, limit := range []int{50, 1} { // in one page, and one by one
			q := tt.q
			q.Limit = limit
			got := pagesOfPeople(t, s, tt.viewer, q)
			if !slices.Equal(got, tt.want) {
				t.Errorf("%s, by %d: %v, want %v", tt.name, limit, got, tt.want)
			}
		}
	}
	accepted := must2(t)(s.People.Get(ctx, sys, "p1"))
	accepted.Admission = domain.AdmissionAccepted
	must(t, s.People.Save(ctx, accepted))
	if list, _, err := s.People.Find(ctx, referent, domain.PersonQuery{Stage: domain.AdmissionProposed}); err != nil || len(list) != 1 {
		t.Errorf("accepted, and still waiting: %d, %v", len(list), err)
	}
}

// pagesOfPeople reads a list page after page, as keys.
func pagesOfPeople(t *testing.T, s *store.Store, viewer domain.Actor, q domain.PersonQuery) (keys []string) {
	t.Helper()
	for {
		list, next, err := s.People.Find(ctx, viewer, q)
		must(t, err)
		for _, p := range list {
			keys = append(keys, p.ID)
		}
		if q.Cursor = next; next == "" {
			return keys
		}
	}
}

// filesHaveOneTaker removes one file from many sides at once.
func filesHaveOneTaker(t *testing.T, s *store.Store) {
	must(t, s.People.Save(ctx, person("p1")))
	if won := race(t, domain.CodeNotFound, func(int) error { _, err := s.People.Take(ctx, "p1"); return err }); won != 1 {
		t.Errorf("%d takers", won)
	}
}

// alikePeople finds who shares an address, a number or a birth date, however they are written, until the file is taken.
func alikePeople(t *testing.T, s *store.Store) {
	born := domain.NewDate(1990, 1, 15)
	for id, k := range map[string]domain.Candidate{
		"p1": {Email: "s@exemple.fr", Phone: "06 12 34 56 78"}, "p2": {Phone: "+33612345678"}, "p3": {BirthDate: born}, "p4": {BirthDate: born, Email: "x@exemple.fr"}, "p5": {},
	} {
		must(t, s.People.Save(ctx, &domain.Person{Record: domain.Record{ID: id}, Candidate: k}))
	}
	for _, tt := range []struct {
		who  domain.Candidate
		want []string
	}{
		{domain.Candidate{Email: "S@exemple.fr"}, []string{"p1"}},
		{domain.Candidate{Phone: "0612345678"}, []string{"p1", "p2"}},
		{domain.Candidate{BirthDate: born, Phone: "06.12.34.56.78"}, []string{"p1", "p2", "p3", "p4"}},
		{domain.Candidate{}, nil},
	} {
		list, err := s.People.Alike(ctx, tt.who.IdentityKeys())
		must(t, err)
		var got []string
		for _, p := range list {
			got = append(got, p.ID)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%v finds %v, want %v", tt.who.IdentityKeys(), got, tt.want)
		}
	}
	if taken := must2(t)(s.People.Take(ctx, "p1")); taken.Candidate.Email != "s@exemple.fr" {
		t.Errorf("taken %+v", taken.Candidate)
	}
	_, err := s.People.Take(ctx, "p1")
	wantCode(t, err, domain.CodeNotFound)
	if list, err := s.People.Alike(ctx, domain.Candidate{Email: "s@exemple.fr"}.IdentityKeys()); err != nil || len(list) != 0 {
		t.Errorf("gone, and still found: %v %v", list, err)
	}
}

// must2 stops the test on the error of a call that gives two things.
func must2(t *testing.T) func(*domain.Person, error) *domain.Person {
	t.Helper()
	return func(p *domain.Person, err error) *domain.Person {
		t.Helper()
		must(t, err)
		return p
	}
}
