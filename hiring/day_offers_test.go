package hiring

import (
	"testing"

	"eedk.fr/candidatheque/domain"
)

// TestTheOldestOfferIsOnTheDayToo: however many came after it, an offer for which nobody was looked for has its line.
func TestTheOldestOfferIsOnTheDayToo(t *testing.T) {
	h := newHouse(t)
	h.register()
	for range 21 {
		h.published(mason())
	}
	groups := must(h.Day(t.Context(), referent, 0))(t)
	for _, g := range groups {
		if g.Kind == domain.DayBuild && g.Total == 21 {
			return
		}
	}
	t.Errorf("%+v", groups)
}
