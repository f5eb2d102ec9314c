package storetest

import (
	"fmt"
	"testing"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/store"
)

// offerFeed follows the offers from the beginning, then from a mark: each comes in its latest state, and a follower that
// asks again hears of nothing until something happens.
func offerFeed(t *testing.T, s *store.Store) {
	for i := range 3 {
		must(t, s.Offers.Save(ctx, &domain.Offer{Record: domain.Record{ID: fmt.Sprintf("o%d", i), Created: day}, Status: domain.OfferDraft}))
	}
	states, mark := followOffers(t, s, "")
	if len(states) != 3 || states["o1"] != domain.OfferDraft {
		t.Fatalf("from the beginning: %v", states)
	}
	o, err := s.Offers.Get(ctx, sys, "o1")
	must(t, err)
	o.Status = domain.OfferPublished
	must(t, s.Offers.Save(ctx, o))
	states, mark = followOffers(t, s, mark)
	if states["o1"] != domain.OfferPublished {
		t.Fatalf("after the change: %v", states)
	}
	if _, again := followOffers(t, s, mark); again != mark {
		t.Errorf("nothing happened, and the mark went from %q to %q", mark, again)
	}
}

// followOffers reads the feed to its end. An engine that marks by time may tell again what it told before.
func followOffers(t *testing.T, s *store.Store, mark string) (states map[string]domain.OfferStatus, end string) {
	t.Helper()
	states = map[string]domain.OfferStatus{}
	for range 100 {
		changed, next, err := s.Offers.Changes(ctx, mark)
		must(t, err)
		for _, o := range changed {
			states[o.ID] = o.Status
		}
		if next == mark {
			return states, mark
		}
		mark = next
	}
	t.Fatal("the feed of offers has no end")
	return nil, ""
}
