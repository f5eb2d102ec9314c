package hiring

import (
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

// A job that was to last and ended: the file opens again, the hire stays counted.
func TestAFileClosedByWorkOpensAgain(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(1))
	h.yes(h.published(mason()), "a", "M00000", domain.IntroductionMet)
	must(h.Outcome(t.Context(), boss, "a", cdi()))(t)
	for _, who := range []domain.Actor{boss, adviser, admin} {
		if _, err := h.ReopenPerson(t.Context(), who, "M00000"); err == nil {
			t.Errorf("%s opens it", who.Name)
		}
	}
	h.clock.advance(60 * 24 * time.Hour)
	p := must(h.ReopenPerson(t.Context(), referent, "M00000"))(t)
	now := domain.DayOf(h.clock.Now())
	if !p.MayBeProposed(now) || p.Profile.Commitments[0].To != now-1 {
		t.Errorf("%+v", p.Profile.Commitments)
	}
	h.deliver() // the relay of the hire does not close it again
	if !h.person("M00000").MayBeProposed(now) || h.introduction("a").Status != domain.IntroductionHired {
		t.Error("closed again, or the hire is gone")
	}
	_, err := h.ReopenPerson(t.Context(), referent, "M00000")
	wantCode(t, err, domain.CodeConflict)
}
