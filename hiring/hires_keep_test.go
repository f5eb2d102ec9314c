package hiring

import (
	"context"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

// Whoever may not be proposed any more while they wait is not met: the next one is, and the employer learns of neither.
func TestWhoMayNotBeProposedLeavesTheWaitingList(t *testing.T) {
	for _, tt := range []struct {
		name  string
		leave func(h *house)
	}{
		{"their accord is withdrawn", func(h *house) { must(h.WithdrawConsent(h.tb.Context(), referent, "M00003"))(h.tb) }},
		{"they found lasting work", func(h *house) {
			must(h.changePerson(h.tb.Context(), domain.System(), "M00003", func(p *domain.Person, now time.Time) error {
				p.TakeWork("elsewhere", cdi(), nil, domain.System(), now)
				return nil
			}))(h.tb)
		}},
		{"they are erased", func(h *house) {
			if _, err := h.ErasePerson(h.tb.Context(), admin, "M00003", domain.ErasedOnRequest); err != nil {
				h.tb.Fatal(err)
			}
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := newHouse(t)
			h.twoWait()
			tt.leave(h)
			must(h.Cancel(t.Context(), referent, "met0", ""))(t)
			if early, late := h.introduction("early").Status, h.introduction("late").Status; early != domain.IntroductionCancelled || late != domain.IntroductionAccepted {
				t.Errorf("early is %s, late is %s", early, late)
			}
		})
	}
}

// slowIntroductions says Unavailable, and writes later.
type slowIntroductions struct {
	Introductions
	late func() error
}

func (r *slowIntroductions) Save(ctx context.Context, x *domain.Introduction) error {
	r.late = func() error { return r.Introductions.Save(ctx, x) }
	return errDead
}

// A hire whose write seems lost may land later: its seat waits, nobody else is hired on it.
func TestAHireThatLandsLateKeepsItsSeat(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(2))
	o := h.published(mason())
	h.yes(o, "a", "M00000", domain.IntroductionMet)
	h.yes(o, "b", "M00001", domain.IntroductionMet)
	slow := &slowIntroductions{Introductions: h.Deps.Introductions}
	h.Deps.Introductions = slow
	_, err := h.Outcome(t.Context(), boss, "a", cdi())
	h.Deps.Introductions = slow.Introductions
	wantCode(t, err, domain.CodeUnavailable)
	_, err = h.Outcome(t.Context(), boss, "b", cdi())
	wantCode(t, err, domain.CodeConflict)
	if err := slow.late(); err != nil {
		t.Fatal(err)
	}
	h.deliver()
	if h.offer(o.ID).Status != domain.OfferFilled || h.introduction("b").Status != domain.IntroductionNotHired {
		t.Errorf("the offer is %s, b is %s", h.offer(o.ID).Status, h.introduction("b").Status)
	}
}

// Of two hires for one place, the one without a seat is shown to referents.
func TestAHireWithoutASeatIsShown(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(2))
	o := h.published(mason())
	h.yes(o, "a", "M00000", domain.IntroductionMet)
	h.yes(o, "b", "M00001", domain.IntroductionMet)
	for _, id := range []string{"a", "b"} {
		must(h.changeIntroduction(t.Context(), boss, id, func(x *domain.Introduction, now time.Time) error { return x.Hire(cdi(), boss, now) }))(t)
		if err := h.keepSeat(t.Context(), o, h.introduction(id)); err != nil {
			t.Fatal(err)
		}
	}
	for id, want := range map[string]bool{"a": false, "b": true} {
		if m := must(h.OpenMeeting(t.Context(), referent, id))(t); m.Seatless != want {
			t.Errorf("%s is without a seat: %v", id, m.Seatless)
		}
	}
}

// An event that is told late finds a person who said yes again: what they hold stays theirs.
func TestALateEndTakesNothingFromAYesThatWasSaidAgain(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(1))
	o := h.published(mason())
	must(h.ProposeSlots(t.Context(), boss, o.ID, []domain.Slot{inTwoDays}))(t)
	old := h.yes(o, "a", "M00000", domain.IntroductionAccepted)
	old.Status = domain.IntroductionWithdrew // as the event has it
	must(h.ChooseSlotFor(t.Context(), boss, "a", inTwoDays.ID()))(t)
	if err := h.freed(t.Context(), old); err != nil {
		t.Fatal(err)
	}
	if free := must(h.freeSlots(t.Context(), o))(t); len(free) != 0 {
		t.Error("the slot is free")
	}
}

// The last place of an offer that expired ends what others waited for, though the offer stays expired.
func TestTheLastSeatOfAnExpiredOfferEndsTheOthers(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(4))
	o := h.published(mason())
	h.yes(o, "a", "M00000", domain.IntroductionMet)
	h.yes(o, "b", "M00001", domain.IntroductionAccepted)
	h.yes(o, "waits", "M00002", domain.IntroductionWaiting)
	h.clock.advance(100 * 24 * time.Hour)
	must(h.ExpireOffers(t.Context()))(t)
	h.deliver()
	if got := h.introduction("waits").Status; got != domain.IntroductionCancelled {
		t.Errorf("who waited for an expired offer is %s", got)
	}
	out := cdi()
	out.Start = domain.DayOf(h.clock.Now())
	must(h.Outcome(t.Context(), boss, "a", out))(t)
	if got := h.introduction("b").Status; got != domain.IntroductionCancelled || h.offer(o.ID).Status != domain.OfferExpired {
		t.Errorf("b is %s, the offer %s", got, h.offer(o.ID).Status)
	}
}
