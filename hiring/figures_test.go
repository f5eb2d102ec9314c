package hiring

import (
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

// figure is one count of all years.
func figure(list []domain.Figure, kind domain.FigureKind) (n int) {
	for _, f := range list {
		if f.Kind == kind {
			n += f.Count
		}
	}
	return n
}

// Meetings and hires count for good: neither erasing the person nor the end of the offer's time changes a number.
func TestMeetingsAndHiresCountForGood(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(5))
	draft := mason()
	draft.Places = 2
	o := h.published(draft)
	short := domain.HiringOutcome{Hired: true, Contract: domain.CDD, Start: today + 1, End: today + 30, WeeklyHours: 35}
	for id, out := range map[string]domain.HiringOutcome{"a": cdi(), "b": short, "c": {Reason: "Pas cette fois."}} {
		h.yes(o, id, map[string]string{"a": "M00000", "b": "M00001", "c": "M00002"}[id], domain.IntroductionAccepted)
		if id == "c" {
			must(h.Met(t.Context(), boss, id))(t)
			must(h.Outcome(t.Context(), boss, id, out))(t)
		}
	}
	must(h.Outcome(t.Context(), boss, "a", cdi()))(t)
	must(h.Outcome(t.Context(), boss, "b", short))(t)
	check := func(when string) {
		t.Helper()
		got := must(h.PeopleFigures(t.Context(), admin))(t)
		if i, hires, lasting := figure(got, domain.FigureInterview), figure(got, domain.FigureHire), figure(got, domain.FigureLasting); i != 3 || hires != 2 || lasting != 1 {
			t.Errorf("%s: %d meetings, %d hires, %d lasting", when, i, hires, lasting)
		}
	}
	check("at first")
	must(h.ErasePerson(t.Context(), admin, "M00000", domain.ErasedOnRequest))(t)
	check("after an erasure")
	h.clock.advance(26 * 31 * 24 * time.Hour)
	must(h.RunRetention(t.Context(), admin))(t)
	if _, err := h.store.Offers.Get(t.Context(), domain.System(), o.ID); domain.CodeOf(err) != domain.CodeNotFound {
		t.Fatalf("the offer is still there: %v", err)
	}
	check("after the offer's time")
}
