package matching

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"eedk.fr/candidatheque/domain"
)

// TestAnOfferAndAPersonMeetTheSameWayFromBothSides: an offer lists a person with a score exactly when the person's own
// list has the offer with that score, the same sentences and the same near miss, whoever else is in the pool.
func TestAnOfferAndAPersonMeetTheSameWayFromBothSides(t *testing.T) {
	w := builtinWorld()
	met := map[string]int{}
	rapid.Check(t, func(t *rapid.T) {
		people := w.people(t, 12)
		pool := w.pool(people...)
		offers := []*domain.Offer{w.offer(t), w.offer(t), w.offer(t)}
		for _, o := range offers {
			list := pool.Shortlist(whole(o))
			for _, s := range people {
				v, ok := pool.Alone(s).Verdict(whole(o), s.ID)
				if !ok {
					t.Fatalf("%s is alone and not there", s.ID)
				}
				met[meeting(t, list, s.ID, v)]++
			}
		}
	})
	if met["listed"] == 0 || met["near"] == 0 || met["out"] == 0 {
		t.Errorf("the world is too small to tell: %v", met)
	}
}

// meeting holds a verdict to what the offer's list says of the person, and tells which of the three it was.
func meeting(t *rapid.T, list Result, id string, v Verdict) string {
	t.Helper()
	for _, e := range list.Entries {
		if e.Profile != id {
			continue
		}
		if v.Gate != "" || len(v.Gates) > 0 || v.Score != e.Score || cmp.Diff(v.Reasons, e.Reasons) != "" {
			t.Fatalf("the offer lists %s with %v, the person reads %+v", id, e, v)
		}
		return "listed"
	}
	if v.Gate == "" || len(v.Gates) == 0 || v.Gates[0] != v.Gate {
		t.Fatalf("the offer does not list %s, the person reads %+v", id, v)
	}
	for _, miss := range list.NearMisses {
		if miss.Profile != id {
			continue
		}
		if v.NearMiss == nil || cmp.Diff(*v.NearMiss, miss) != "" {
			t.Fatalf("the offer nearly lists %s: %+v, the person reads %+v", id, miss, v.NearMiss)
		}
		return "near"
	}
	if v.NearMiss != nil {
		t.Fatalf("%s reads a near miss that the offer does not know: %+v", id, v.NearMiss)
	}
	return "out"
}
