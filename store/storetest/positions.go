package storetest

import (
	"slices"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/store"
)

// positions are found by offer, author and state, and made once for an offer and a person.
func positions(t *testing.T, s *store.Store) {
	for i, x := range []struct {
		offer, profile, by string
		status             domain.PositionStatus
	}{{"o1", "p1", "a", domain.PositionProposed}, {"o1", "p2", "b", domain.PositionDeclined}, {"o2", "p1", "a", domain.PositionAdded}} {
		p := &domain.Position{Record: domain.Record{ID: domain.PairID(x.offer, x.profile), Created: day.Add(time.Duration(i) * time.Hour)},
			OfferID: x.offer, Profile: x.profile, By: x.by, Status: x.status}
		must(t, s.Positions.Save(ctx, p))
	}
	wantCode(t, s.Positions.Save(ctx, &domain.Position{Record: domain.Record{ID: domain.PairID("o1", "p1")}}), domain.CodeConflict)
	adviser := domain.Actor{ID: "a", Roles: domain.RoleAdviser}
	for _, tt := range []struct {
		name   string
		viewer domain.Actor
		q      domain.PositionQuery
		want   []string
	}{
		{"all, the latest first", sys, domain.PositionQuery{}, []string{"o2 p1", "o1 p2", "o1 p1"}},
		{"of an offer", sys, domain.PositionQuery{OfferID: "o1"}, []string{"o1 p2", "o1 p1"}},
		{"in a state", sys, domain.PositionQuery{Status: domain.PositionProposed}, []string{"o1 p1"}},
		{"of an adviser", sys, domain.PositionQuery{By: "a"}, []string{"o2 p1", "o1 p1"}},
		{"an adviser's own", adviser, domain.PositionQuery{}, []string{"o2 p1", "o1 p1"}},
		{"another's, asked for by an adviser", adviser, domain.PositionQuery{By: "b"}, []string{"o2 p1", "o1 p1"}},
		{"an employer's", domain.Actor{ID: "e", Roles: domain.RoleEmployer}, domain.PositionQuery{}, nil},
	} {
		list, _, err := s.Positions.Find(ctx, tt.viewer, tt.q)
		must(t, err)
		var got []string
		for _, p := range list {
			got = append(got, p.OfferID+" "+p.Profile)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
	_, err := s.Positions.Get(ctx, adviser, domain.PairID("o1", "p2"))
	wantCode(t, err, domain.CodeNotFound)
}
