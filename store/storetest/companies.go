package storetest

import (
	"slices"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/store"
)

const (
	bakery  domain.SIRET = "73282932000074"
	postman domain.SIRET = "35600000049837"
)

// memberships are found from both ends and by state; a request is read by who asks, by the members and by referents.
func memberships(t *testing.T, s *store.Store) {
	for i, x := range []struct {
		siret  domain.SIRET
		user   string
		status domain.MembershipStatus
	}{{bakery, "u1", domain.MembershipMember}, {bakery, "u2", domain.MembershipWaiting}, {postman, "u2", domain.MembershipWaiting}} {
		must(t, s.Memberships.Save(ctx, &domain.Membership{Record: domain.Record{ID: domain.MembershipID(x.user, x.siret), Created: day.Add(time.Duration(i) * time.Hour)},
			SIRET: x.siret, UserID: x.user, Status: x.status}))
	}
	for _, tt := range []struct {
		name   string
		viewer domain.Actor
		q      domain.MembershipQuery
		want   []string
	}{
		{"all, the latest first", sys, domain.MembershipQuery{}, []string{"u2 356", "u2 732", "u1 732"}},
		{"of an establishment", sys, domain.MembershipQuery{SIRET: bakery}, []string{"u2 732", "u1 732"}},
		{"that wait there", sys, domain.MembershipQuery{SIRET: bakery, Status: domain.MembershipWaiting}, []string{"u2 732"}},
		{"of an account", sys, domain.MembershipQuery{UserID: "u2"}, []string{"u2 356", "u2 732"}},
		{"as a member reads them", domain.Actor{ID: "u1", Roles: domain.RoleEmployer, SIRETs: []domain.SIRET{bakery}}, domain.MembershipQuery{}, []string{"u2 732", "u1 732"}},
		{"as who asks reads them", domain.Actor{ID: "u2", Roles: domain.RoleEmployer}, domain.MembershipQuery{}, []string{"u2 356", "u2 732"}},
		{"as another employer", domain.Actor{ID: "u3", Roles: domain.RoleEmployer}, domain.MembershipQuery{}, nil},
		{"as an adviser", domain.Actor{ID: "a", Roles: domain.RoleAdviser}, domain.MembershipQuery{}, nil},
	} {
		list, _, err := s.Memberships.Find(ctx, tt.viewer, tt.q)
		must(t, err)
		var got []string
		for _, m := range list {
			got = append(got, m.UserID+" "+string(m.SIRET[:3]))
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
	if won := race(t, domain.CodeConflict, func(int) error {
		return s.Memberships.Save(ctx, &domain.Membership{Record: domain.Record{ID: domain.MembershipID("u9", bakery)}, SIRET: bakery, UserID: "u9"})
	}); won != 1 {
		t.Errorf("one request was made %d times", won)
	}
}

// signUps are found by state, the oldest first, and leave nothing behind.
func signUps(t *testing.T, s *store.Store) {
	for i, x := range []struct {
		id     string
		status domain.SignUpStatus
	}{{"s1", domain.SignUpPending}, {"s2", domain.SignUpConfirmed}, {"s3", domain.SignUpPending}} {
		must(t, s.SignUps.Save(ctx, &domain.SignUp{Record: domain.Record{ID: x.id, Created: day.Add(time.Duration(i) * time.Hour)}, Status: x.status}))
	}
	find := func(viewer domain.Actor) (ids []string) {
		list, _, err := s.SignUps.Find(ctx, viewer, domain.SignUpQuery{Status: domain.SignUpPending})
		must(t, err)
		for _, x := range list {
			ids = append(ids, x.ID)
		}
		return ids
	}
	if got := find(sys); !slices.Equal(got, []string{"s1", "s3"}) {
		t.Errorf("pending: %v", got)
	}
	if got := find(domain.Actor{ID: "e", Roles: domain.RoleEmployer}); got != nil {
		t.Errorf("an employer reads %v", got)
	}
	must(t, s.SignUps.Remove(ctx, "s1"))
	must(t, s.SignUps.Remove(ctx, "s1"))
	if got := find(sys); !slices.Equal(got, []string{"s3"}) {
		t.Errorf("after one left: %v", got)
	}
}

// membersOf finds the accounts with a seat in an establishment, and establishments by their first digits.
func membersOf(t *testing.T, s *store.Store) {
	for id, sirets := range map[string][]domain.SIRET{"u1": {bakery}, "u2": {postman, bakery}, "u3": nil} {
		must(t, s.Users.Save(ctx, &domain.User{Record: domain.Record{ID: id}, Email: id + "@exemple.fr", Roles: domain.RoleEmployer, SIRETs: sirets}))
	}
	for siret, want := range map[domain.SIRET]int{bakery: 2, postman: 1, "55210055400013": 0} {
		if list, _, err := s.Users.Find(ctx, sys, domain.UserQuery{SIRET: siret}); err != nil || len(list) != want {
			t.Errorf("%s: %d members, %v; want %d", siret, len(list), err, want)
		}
	}
	must(t, s.Employers.Save(ctx, &domain.Employer{Record: domain.Record{ID: string(bakery)}, Name: "Boulangerie 732", Status: domain.EmployerActive}))
	for text, want := range map[string]int{"732 829 320": 1, "73282932000074": 1, "829": 0, "boul": 1} {
		if list, _, err := s.Employers.Find(ctx, sys, domain.EmployerQuery{Text: text}); err != nil || len(list) != want {
			t.Errorf("%q: %d establishments, %v; want %d", text, len(list), err, want)
		}
	}
}
