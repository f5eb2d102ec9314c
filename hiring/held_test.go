package hiring

import (
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

// inWaves invites people one a day.
func (h *house) inWaves(o *domain.Offer, profiles ...string) []*domain.Invitation {
	h.tb.Helper()
	return must(h.Invite(h.tb.Context(), referent, InvitePlan{For: domain.ForOffer, Object: o.ID, Wave: 1, Profiles: profiles}))(h.tb).Invitations
}

// Whoever waits for a later wave was asked nothing: they may be asked for something else, here and in the pool.
func TestALaterWaveTakesNobodysPlace(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(4))
	for range domain.MaxOpenInvitations {
		h.inWaves(h.published(mason()), "M00000", "M00001", "M00002")
	}
	standing := h.person("M00002").StandingOn(today)
	h.asked.stand(h.person("M00002"), &standing)
	if standing.OpenInvitations != 0 {
		t.Errorf("the pool counts %d", standing.OpenInvitations)
	}
	o := h.published(mason())
	if done := h.ask(o, "M00002"); len(done.Invitations) != 1 {
		t.Errorf("who was asked nothing yet: %+v", done.Refused)
	}
	for _, busy := range []string{"M00000", "M00001"} { // asked, or about to be
		if done := h.ask(o, busy); len(done.Refused) != 1 || done.Refused[0].Code != RefusedQuota {
			t.Errorf("%s: %+v", busy, done)
		}
	}
}

// What the pool counts does not depend on when a process learnt of it.
func TestThePoolCountsTheSameInEveryProcess(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(3))
	h.inWaves(h.published(mason()), "M00000", "M00001", "M00002") // on three days
	h.clock.advance(36 * time.Hour)
	other := New(h.Service.Deps)
	if err := other.readAsked(t.Context()); err != nil {
		t.Fatal(err)
	}
	for n, want := range []int{1, 0, 0} {
		id := []string{"M00000", "M00001", "M00002"}[n]
		before, after := h.person(id).StandingOn(today), h.person(id).StandingOn(today)
		h.asked.stand(h.person(id), &before)
		other.asked.stand(h.person(id), &after)
		if before.OpenInvitations != want || after.OpenInvitations != want {
			t.Errorf("%s: %d open, %d in a process that starts now; want %d", id, before.OpenInvitations, after.OpenInvitations, want)
		}
	}
}

// Invitations that stay behind their time are seen by referents, with why: one line for those of an offer that wait alike.
func TestAnInvitationThatDoesNotLeaveIsSeen(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(5))
	o := h.published(mason())
	all := must(h.Invite(t.Context(), referent, InvitePlan{For: domain.ForOffer, Object: o.ID, Wave: 3, Profiles: []string{"M00000", "M00001", "M00002", "M00003", "M00004"}}))(t).Invitations
	for _, i := range all[:3] {
		h.say(i, AnswerYes, "")
	}
	for day, want := range []int{0, 0, 0, 0, 1, 1} { // due on day 1
		h.round()
		var held []domain.DayLine
		for _, g := range must(h.Day(t.Context(), referent, 0))(t) {
			if g.Kind == domain.DayHeld {
				held = g.Lines
			}
		}
		if len(held) != want || want == 1 && (held[0].Count != 2 || held[0].Object != o.ID) || want == 1 && held[0].State != "assez de personnes ont dit oui pour le moment" {
			t.Errorf("day %d: %+v", day, held)
		}
		h.clock.advance(24 * time.Hour)
	}
	h.wantLine(seated, domain.DayHeld)
}

// A pause puts an invitation off to its end, and cancels none; a pause without end keeps it until the person says.
func TestAPauseHoldsAnInvitation(t *testing.T) {
	for name, until := range map[string]domain.Date{"to a day": today + 6, "without an end": 0} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			h.register()
			h.bring(masonsFile(2))
			late := h.inWaves(h.published(mason()), "M00000", "M00001")[1]
			pause := func(act func(p *domain.Person, now time.Time) error) {
				must(h.changePerson(t.Context(), domain.System(), "M00001", act))(t)
			}
			pause(func(p *domain.Person, now time.Time) error { return p.Suspend(until, holder, now) })
			for range 5 {
				h.clock.advance(24 * time.Hour)
				h.round()
				if got := h.invitation(late.ID).Status; got != domain.InvitationQueued {
					t.Fatalf("%s in the pause", got)
				}
			}
			if until.Known() {
				h.clock.advance(2 * 24 * time.Hour)
			} else {
				h.wantLine(referent, domain.DayHeld, "Prénom1 Nom1 / Maçon, Dunkerque")
				h.clock.advance(40 * 24 * time.Hour) // for however long
				h.wantLine(referent, domain.DayHeld, "Prénom1 Nom1 / Maçon, Dunkerque")
				pause(func(p *domain.Person, now time.Time) error { return p.Resume(holder, now) })
			}
			h.round()
			if got := h.invitation(late.ID).Status; got != domain.InvitationSent {
				t.Errorf("%s after the pause", got)
			}
		})
	}
}
