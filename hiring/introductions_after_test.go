package hiring

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

func TestFollowUpsComeAtOneThreeAndSixMonths(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(2))
	h.yes(h.published(mason()), "a", "M00000", domain.IntroductionMet)
	out := cdi()
	out.Start = today
	must(h.Outcome(t.Context(), boss, "a", out))(t)
	for _, months := range domain.FollowUpMonths {
		if due := must(h.FollowUpsDue(t.Context(), referent))(t); len(due) != 0 {
			t.Fatalf("before %d months: %d due", months, len(due))
		}
		h.clock.advance(today.AddMonths(months).StartIn().Add(9 * time.Hour).Sub(h.clock.Now()))
		if due := must(h.FollowUpsDue(t.Context(), referent))(t); len(due) != 1 {
			t.Fatalf("at %d months: %d due", months, len(due))
		}
		_, err := h.FollowUp(t.Context(), boss, "a", months, domain.FollowUpAtWork, "")
		wantCode(t, err, domain.CodeForbidden)
		x := must(h.FollowUp(t.Context(), referent, "a", months, domain.FollowUpAtWork, "Tout va bien."))(t)
		if i := slices.IndexFunc(x.FollowUps, func(f domain.FollowUp) bool { return f.Months == months }); x.FollowUps[i].By != referent.ID {
			t.Errorf("%+v", x.FollowUps[i])
		}
	}
	_, err := h.FollowUpsDue(t.Context(), boss)
	wantCode(t, err, domain.CodeForbidden)
}

func TestAReferentNotesThatSomebodyWithdraws(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(3))
	_, asked := h.invited("M00000")
	yes := must(h.answer(t.Context(), domain.Holder(domain.ChannelLink), asked[0].ID, PersonAnswer{Answer: AnswerYes}, ""))(t)
	x := must(h.Withdraw(t.Context(), referent, yes.Introduction.ID, domain.ChannelPhone, "a trouvé ailleurs"))(t)
	last := x.History[len(x.History)-1]
	if x.Status != domain.IntroductionWithdrew || last.Actor != referent.ID || last.OnBehalf != "M00000" {
		t.Errorf("%s, %+v", x.Status, last)
	}
	if i := must(h.store.Invitations.Get(t.Context(), domain.System(), asked[0].ID))(t); i.Status != domain.InvitationDeclined {
		t.Errorf("the invitation is %s", i.Status)
	}
	_, err := h.Withdraw(t.Context(), boss, yes.Introduction.ID, domain.ChannelPhone, "")
	wantCode(t, err, domain.CodeForbidden)
	if seen := x.StatusFor(boss); strings.Contains(seen.French(), "retirée") {
		t.Errorf("the employer reads %q", seen.French())
	}
}

// countedOnce counts what is read of seats and slots.
type countedOnce struct {
	Once
	read map[string]int
}

func (o *countedOnce) Get(ctx context.Context, key string) (string, error) {
	o.read[key]++
	return o.Once.Get(ctx, key)
}

// TestTheSlotsOfAnOfferAreReadOnceForAPage whatever the number of people who are met.
func TestTheSlotsOfAnOfferAreReadOnceForAPage(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(3))
	o := h.published(mason())
	must(h.ProposeSlots(t.Context(), boss, o.ID, []domain.Slot{inTwoDays}))(t)
	for n := range 3 {
		h.yes(o, fmt.Sprint("x", n), fmt.Sprintf("M0000%d", n), domain.IntroductionAccepted)
	}
	deps := h.deps()
	once := &countedOnce{Once: deps.Once, read: map[string]int{}}
	deps.Once = once
	list, _, err := New(deps).OpenMeetings(t.Context(), boss, IntroductionQuery{Offers: []string{o.ID}})
	if err != nil || len(list) != 3 || len(list[2].Free) != 1 || list[2].Contact.FirstName == "" {
		t.Fatalf("%+v, %v", list, err)
	}
	for _, key := range []string{slotKey(o.ID, inTwoDays.ID()), numbered(seatsOf(o.ID), 1)} {
		if once.read[key] != 1 {
			t.Errorf("%s was read %d times", key, once.read[key])
		}
	}
}

// A pause keeps somebody's turn on the waiting list: the next one takes the place of the moment, and they take the one after.
func TestAPauseKeepsATurn(t *testing.T) {
	h := newHouse(t)
	h.twoWait()
	must(h.changePerson(t.Context(), domain.System(), "M00003", func(p *domain.Person, now time.Time) error {
		return p.Suspend(today+3, holder, now)
	}))(t)
	must(h.Cancel(t.Context(), referent, "met0", ""))(t)
	if early, late := h.introduction("early").Status, h.introduction("late").Status; early != domain.IntroductionWaiting || late != domain.IntroductionAccepted {
		t.Fatalf("in the pause: %s, and the next %s", early, late)
	}
	h.clock.advance(4 * 24 * time.Hour)
	must(h.Cancel(t.Context(), referent, "met1", ""))(t)
	if got := h.introduction("early").Status; got != domain.IntroductionAccepted {
		t.Errorf("after the pause: %s", got)
	}
}
