package hiring

import (
	"slices"
	"strings"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

// An accord taken back, by the person on their page or by staff, ends what goes on: the employer reads that they are not
// available, not why; whoever waits takes the place; the claims are let go; a meeting that took place goes on to its answer.
func TestAnAccordTakenBackEndsWhatGoesOn(t *testing.T) {
	for name, withdraw := range map[string]func(*testing.T, *house){
		"on their own page": func(t *testing.T, h *house) {
			own := must(h.newLink(t.Context(), *selfGrant(h.person("M00000"))))(t)
			if err := h.AnswerOwn(t.Context(), own.Token, domain.AnswerWithdrawn); err != nil {
				t.Fatal(err)
			}
		},
		"by a referent": func(t *testing.T, h *house) { must(h.WithdrawConsent(t.Context(), referent, "M00000"))(t) },
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			h.register()
			h.bring(masonsFile(6))
			h.member("luc@exemple.fr", masonry)
			o, other := h.published(mason()), h.published(mason())
			must(h.ProposeSlots(t.Context(), boss, o.ID, []domain.Slot{inTwoDays}))(t)
			h.yes(o, "a", "M00000", domain.IntroductionAccepted)
			h.yes(o, "b", "M00001", domain.IntroductionAccepted)
			h.yes(o, "c", "M00002", domain.IntroductionAccepted)
			h.yes(o, "w", "M00003", domain.IntroductionWaiting)
			h.yes(other, "m", "M00000", domain.IntroductionMet)
			must(h.ChooseSlotFor(t.Context(), boss, "a", inTwoDays.ID()))(t)
			h.deliver()
			before := len(h.sent.all())
			withdraw(t, h)
			h.deliver()
			h.deliver()
			for id, want := range map[string]domain.IntroductionStatus{"a": domain.IntroductionCancelled, "b": domain.IntroductionAccepted,
				"w": domain.IntroductionAccepted, "m": domain.IntroductionMet} {
				if got := h.introduction(id).Status; got != want {
					t.Errorf("%s is %s, want %s", id, got, want)
				}
			}
			var kinds []string
			for _, m := range h.sent.all()[before:] {
				kinds = append(kinds, m.Kind+" "+m.To.Address)
			}
			slices.Sort(kinds)
			want := []string{"person_gone_for_employer luc@exemple.fr", "said_yes_for_employer luc@exemple.fr", "yes_noted_for_person m3@exemple.fr"}
			if name == "by a referent" { // nobody showed them what it ends: their calendar follows
				want = slices.Insert(want, 0, "meeting_ended_for_person m0@exemple.fr")
				left := h.sent.all()[slices.IndexFunc(h.sent.all(), func(m domain.Mail) bool { return m.Kind == "meeting_ended_for_person" })]
				if !strings.Contains(left.Body.Calendar, "METHOD:CANCEL") || strings.Contains(left.Body.Text, "continuons à chercher") {
					t.Errorf("%+v", left.Body)
				}
			}
			if !slices.Equal(kinds, want) {
				t.Errorf("told: %q, want %q", kinds, want)
			}
			if taken := must(h.claims(t.Context(), yesesOf(o.ID), 3))(t); holds(taken, "a") || !holds(taken, "w") {
				t.Errorf("claims: %v", taken)
			}
			must(h.ChooseSlotFor(t.Context(), boss, "b", inTwoDays.ID()))(t) // the slot is free again
			if x := h.introduction("a"); x.StatusFor(boss) != domain.IntroductionCancelled || x.Status.OpensIdentity() {
				t.Error("the employer still reads who it was, or why")
			}
		})
	}
}

// Whoever takes their accord back after the hour of a meeting leaves it as it is: the employer still says what came of it. One
// that was missed ends.
func TestAnAccordTakenBackAfterTheHourLeavesTheMeeting(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(1))
	o, other := h.published(mason()), h.published(mason())
	must(h.ProposeSlots(t.Context(), boss, o.ID, []domain.Slot{inTwoDays}))(t)
	h.yes(o, "a", "M00000", domain.IntroductionAccepted)
	h.yes(other, "n", "M00000", domain.IntroductionAccepted)
	must(h.ChooseSlotFor(t.Context(), boss, "a", inTwoDays.ID()))(t)
	must(h.NoShow(t.Context(), boss, "n", domain.SidePerson))(t)
	h.deliver()
	h.until(inTwoDays.At)
	must(h.WithdrawConsent(t.Context(), referent, "M00000"))(t)
	h.deliver()
	if got := h.introduction("a").Status; got != domain.IntroductionSlotChosen {
		t.Fatalf("the meeting is %s", got)
	}
	if got := h.introduction("n").Status; got != domain.IntroductionCancelled {
		t.Errorf("the missed one is %s", got)
	}
	must(h.Met(t.Context(), boss, "a"))(t)
	must(h.Outcome(t.Context(), boss, "a", cdi()))(t)
}

// Whoever takes their accord back leaves the meetups to come, and is not told that one moves; the next one takes the place.
// They read it on their own page; when staff notes it, a letter takes the meetup out of their calendar.
func TestAnAccordTakenBackLeavesMeetups(t *testing.T) {
	for name, tt := range map[string]struct {
		withdraw func(*testing.T, *house)
		told     int
	}{
		"on their own page": {func(t *testing.T, h *house) {
			own := must(h.newLink(t.Context(), *selfGrant(h.person("M00000"))))(t)
			if err := h.AnswerOwn(t.Context(), own.Token, domain.AnswerWithdrawn); err != nil {
				t.Fatal(err)
			}
		}, 0},
		"by a referent": {func(t *testing.T, h *house) { must(h.WithdrawConsent(t.Context(), referent, "M00000"))(t) }, 1},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			h.bring(masonsFile(3))
			past, o := h.meetup(5), h.meetup(1)
			been := must(h.Invite(t.Context(), referent, InvitePlan{For: domain.ForMeetup, Object: past.ID, Profiles: []string{"M00000"}}))(t).Invitations[0]
			h.say(been, AnswerYes, "")
			h.clock.advance(24 * time.Hour)
			said := *o
			said.At = o.At.Add(72 * time.Hour)
			o = must(h.EditOccasion(t.Context(), referent, o.ID, o.Revision, said))(t)
			list := must(h.Invite(t.Context(), referent, InvitePlan{For: domain.ForMeetup, Object: o.ID, Profiles: []string{"M00000", "M00001"}}))(t).Invitations
			h.say(list[0], AnswerYes, "")
			h.until(past.At)
			h.deliver()
			tt.withdraw(t, h)
			h.deliver()
			h.deliver()
			if got := h.invitation(list[0].ID).Status; got != domain.InvitationCancelled {
				t.Fatalf("the yes is %s", got)
			}
			if got := h.invitation(been.ID).Status; got != domain.InvitationAccepted {
				t.Errorf("the meetup that took place is %s", got)
			}
			h.say(list[1], AnswerYes, "")
			said = *o
			said.Where = "3 rue du Port"
			must(h.EditOccasion(t.Context(), referent, o.ID, o.Revision, said))(t)
			h.deliver()
			if text := h.letter("occasion_moved_for_person", "m0@exemple.fr"); text != "" || h.letter("occasion_moved_for_person", "m1@exemple.fr") == "" {
				t.Errorf("told that it moves: %q", text)
			}
			if n := h.lettersOf("invitation_ended_for_person"); n != tt.told {
				t.Errorf("%d letters, want %d", n, tt.told)
			}
			if text := h.letter("invitation_ended_for_person", "m0@exemple.fr"); tt.told == 1 && (!strings.Contains(text, "Vous avez retiré votre accord") || strings.Contains(text, "continuons à chercher")) {
				t.Errorf("%q", text)
			}
		})
	}
}
