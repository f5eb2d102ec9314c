package hiring

import (
	"fmt"
	"sync"
	"testing"

	"pgregory.net/rapid"
)

// Whatever people take and let go of, in whatever order and however often, a key has one holder or none.
func TestAClaimIsItsHoldersAlone(t *testing.T) {
	h := newHouse(t)
	round := 0
	rapid.Check(t, func(rt *rapid.T) {
		round++
		key, model := fmt.Sprintf("claim/%d", round), ""
		for range rapid.IntRange(1, 8).Draw(rt, "acts") {
			who := rapid.SampledFrom([]string{"Samira", "Karim", "Léa"}).Draw(rt, "who")
			if rapid.Bool().Draw(rt, "takes") {
				won := must(h.claimOne(t.Context(), key, who))(t)
				if won != (model == "" || model == who) {
					rt.Fatalf("%s: won %v while %q holds it", who, won, model)
				}
				if won {
					model = who
				}
				continue
			}
			if err := h.letGoOfOne(t.Context(), key, who); err != nil {
				rt.Fatal(err)
			}
			if model == who {
				model = ""
			}
		}
		if by, _, err := h.held(t.Context(), key); err != nil || by != model {
			rt.Fatalf("%q holds it, want %q (%v)", by, model, err)
		}
	})
}

// Somebody who lets go late, with what they read before, does not let go of what another took meanwhile.
func TestLettingGoLateHarmsNobody(t *testing.T) {
	h := newHouse(t)
	must(h.claimOne(t.Context(), "claim", "Samira"))(t)
	_, read, err := h.held(t.Context(), "claim")
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := h.letGoOfOne(t.Context(), "claim", "Samira"); err != nil {
			t.Fatal(err)
		}
	}
	must(h.claimOne(t.Context(), "claim", "Karim"))(t)
	if err := h.endClaim(t.Context(), read); err != nil {
		t.Fatal(err)
	}
	if by, _, err := h.held(t.Context(), "claim"); err != nil || by != "Karim" {
		t.Fatalf("%q holds it (%v)", by, err)
	}
}

func TestOfManyWhoComeAtOnceEachHasAnotherOne(t *testing.T) {
	h := newHouse(t)
	got := make([]int, 8)
	var all sync.WaitGroup
	for i := range got {
		all.Go(func() { got[i] = must(h.claimAny(t.Context(), "seat", 5, fmt.Sprintf("P%d", i)))(t) })
	}
	all.Wait()
	seen := map[int]int{}
	for _, k := range got {
		seen[k]++
	}
	if seen[0] != 3 || len(seen) != 6 {
		t.Fatalf("%v", got)
	}
}
