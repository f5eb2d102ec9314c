package storetest

import (
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/store"
)

// alerts are found by offer and state, and made once for an offer and a person, whoever makes them at the same instant.
func alerts(t *testing.T, s *store.Store) {
	for i, x := range []struct {
		offer, profile string
		status         domain.AlertStatus
	}{{"o1", "p1", domain.AlertNew}, {"o1", "p2", domain.AlertDismissed}, {"o2", "p1", domain.AlertNew}} {
		must(t, s.Alerts.Save(ctx, &domain.Alert{Record: domain.Record{ID: domain.PairID(x.offer, x.profile), Created: day.Add(time.Duration(i) * time.Hour)},
			OfferID: x.offer, Profile: x.profile, Status: x.status}))
	}
	for _, tt := range []struct {
		name   string
		viewer domain.Actor
		q      domain.AlertQuery
		want   []string
	}{
		{"all, the latest first", sys, domain.AlertQuery{}, []string{"o2 p1", "o1 p2", "o1 p1"}},
		{"of an offer", sys, domain.AlertQuery{OfferID: "o1"}, []string{"o1 p2", "o1 p1"}},
		{"new", sys, domain.AlertQuery{Statuses: []domain.AlertStatus{domain.AlertNew}}, []string{"o2 p1", "o1 p1"}},
		{"an adviser's", domain.Actor{ID: "a", Roles: domain.RoleAdviser}, domain.AlertQuery{}, nil},
	} {
		list, _, err := s.Alerts.Find(ctx, tt.viewer, tt.q)
		must(t, err)
		var got []string
		for _, a := range list {
			got = append(got, a.OfferID+" "+a.Profile)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
	var made atomic.Int32
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			err := s.Alerts.Save(ctx, &domain.Alert{Record: domain.Record{ID: domain.PairID("o3", "p3")}, OfferID: "o3"})
			if err == nil {
				made.Add(1)
			} else if domain.CodeOf(err) != domain.CodeConflict {
				t.Errorf("%v", err)
			}
		})
	}
	all.Wait()
	if made.Load() != 1 {
		t.Errorf("one alert was made %d times", made.Load())
	}
}
