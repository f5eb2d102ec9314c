package storetest

import (
	"fmt"
	"slices"
	"testing"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/store"
)

// trainings are found by certificate, occupation, state and first day, the next to begin first; staff alone read them.
func trainings(t *testing.T, s *store.Store) {
	first := domain.DayOf(day)
	for i, x := range []struct {
		days   domain.Date
		gives  []string
		rome   domain.ROME
		status domain.TrainingStatus
	}{{20, []string{"R489-3"}, "N1101", domain.TrainingOpen}, {-5, []string{"R489-3"}, "", domain.TrainingOpen},
		{10, []string{"SST", "R489-3"}, "", domain.TrainingOpen}, {15, []string{"SST"}, "", domain.TrainingClosed}} {
		must(t, s.Trainings.Save(ctx, &domain.Training{Record: domain.Record{ID: fmt.Sprintf("t%d", i), Created: day}, Start: first + x.days,
			Certificates: x.gives, ROME: x.rome, Status: x.status}))
	}
	for _, tt := range []struct {
		name   string
		viewer domain.Actor
		q      domain.TrainingQuery
		want   []string
	}{
		{"all, the next first", sys, domain.TrainingQuery{}, []string{"t1", "t2", "t3", "t0"}},
		{"to come", sys, domain.TrainingQuery{From: first}, []string{"t2", "t3", "t0"}},
		{"that give one, to come", sys, domain.TrainingQuery{Certificates: []string{"R489-3"}, From: first}, []string{"t2", "t0"}},
		{"that give either, once each", sys, domain.TrainingQuery{Certificates: []string{"R489-3", "SST"}}, []string{"t1", "t2", "t3", "t0"}},
		{"for an occupation", sys, domain.TrainingQuery{ROME: "N1101"}, []string{"t0"}},
		{"open", sys, domain.TrainingQuery{Status: domain.TrainingOpen, From: first}, []string{"t2", "t0"}},
		{"an adviser's", domain.Actor{ID: "a", Roles: domain.RoleAdviser}, domain.TrainingQuery{ROME: "N1101"}, []string{"t0"}},
		{"an employer's", domain.Actor{ID: "e", Roles: domain.RoleEmployer}, domain.TrainingQuery{}, nil},
	} {
		list, _, err := s.Trainings.Find(ctx, tt.viewer, tt.q)
		must(t, err)
		var got []string
		for _, x := range list {
			got = append(got, x.ID)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}
