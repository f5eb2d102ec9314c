package storetest

import (
	"slices"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/store"
)

// needsByKind finds needs apart from jobs, and the needs that no facilitator settled, the latest first; settling one
// takes it out of the latter.
func needsByKind(t *testing.T, s *store.Store) {
	offers := []*domain.Offer{{Record: domain.Record{ID: "job"}},
		{Record: domain.Record{ID: "need"}, Clause: &domain.Clause{People: 1, Hours: 100}},
		{Record: domain.Record{ID: "settled"}, Clause: &domain.Clause{People: 1, Hours: 100, CompletedOn: domain.DayOf(day)}}}
	for i, o := range offers {
		o.Created, o.Status = day.Add(time.Duration(i)), domain.OfferSubmitted
		must(t, s.Offers.Save(ctx, o))
	}
	kinds := func(kind domain.OfferKind, statuses ...domain.OfferStatus) (ids []string) {
		list, _, err := s.Offers.Find(ctx, sys, domain.OfferQuery{Kind: kind, Statuses: statuses})
		must(t, err)
		for _, o := range list {
			ids = append(ids, o.ID)
		}
		return ids
	}
	for kind, want := range map[domain.OfferKind][]string{
		"": {"settled", "need", "job"}, domain.KindJob: {"job"}, domain.KindNeed: {"settled", "need"}, domain.KindToComplete: {"need"},
	} {
		if got := kinds(kind); !slices.Equal(got, want) {
			t.Errorf("kind %q finds %v, want %v", kind, got, want)
		}
	}
	if got := kinds(domain.KindNeed, domain.OfferPublished); len(got) != 0 {
		t.Errorf("published needs: %v", got)
	}
	offers[1].Clause.CompletedOn = domain.DayOf(day)
	must(t, s.Offers.Save(ctx, offers[1]))
	if got := kinds(domain.KindToComplete); len(got) != 0 {
		t.Errorf("still to complete: %v", got)
	}
}
