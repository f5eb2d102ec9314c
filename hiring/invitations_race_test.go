package hiring

import (
	"path/filepath"
	"sync"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/store"
	"eedk.fr/candidatheque/store/storetest"
)

// together runs an act several times at once.
func together(t *testing.T, n int, act func(k int) error) {
	t.Helper()
	var all sync.WaitGroup
	for k := range n {
		all.Go(func() {
			if err := act(k); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
}

func TestManyReferentsInviteOnePerson(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(1))
	o := h.published(mason())
	var mu sync.Mutex
	invited, refused := 0, 0
	together(t, 20, func(int) error {
		done, err := h.Invite(t.Context(), referent, InvitePlan{For: domain.ForOffer, Object: o.ID, Profiles: []string{"M00000"}})
		mu.Lock()
		defer mu.Unlock()
		invited += len(done.Invitations)
		for _, r := range done.Refused {
			if r.Code == RefusedAsked {
				refused++
			}
		}
		return err
	})
	h.round()
	if invited != 1 || refused != 19 || h.lettersOf("offer_invitation_for_person") != 1 {
		t.Errorf("%d invited, %d refused, %d letters", invited, refused, h.lettersOf("offer_invitation_for_person"))
	}
}

// TestManyOffersToOnePersonAtOnce: however many referents ask somebody for however many offers at one instant, three wait at
// most, and one letter leaves that day.
func TestManyOffersToOnePersonAtOnce(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(1))
	var offers []*domain.Offer
	for range 8 {
		offers = append(offers, h.published(mason()))
	}
	together(t, len(offers), func(k int) error {
		_, err := h.Invite(t.Context(), referent, InvitePlan{For: domain.ForOffer, Object: offers[k].ID, Profiles: []string{"M00000"}})
		return err
	})
	h.round()
	list, _, err := h.Invitations(t.Context(), referent, domain.InvitationQuery{Limit: 20})
	if err != nil || len(list) != domain.MaxOpenInvitations || h.lettersOf("offer_invitation_for_person") != 1 {
		t.Errorf("%d invitations, %d letters, %v", len(list), h.lettersOf("offer_invitation_for_person"), err)
	}
}

// askingTwins are two processes on one database of the MongoDB protocol: they share the store, the clock and the mail server, and
// know nothing of each other.
func askingTwins(t *testing.T) (h *house, both []*Service) {
	t.Helper()
	first := newHouse(t)
	st, err := store.Open(t.Context(), storetest.StartFerret(t).Database(), first.clock.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	h = &house{tb: t, dir: filepath.Dir(first.dir), clock: first.clock, sent: first.sent, store: st, index: first.index}
	deps := h.deps()
	deps.Shared = true
	h.Service = New(deps)
	if err := h.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.Stop)
	return h, []*Service{h.Service, New(deps)}
}

// TestTwoProcessesAskOnce: invitations, waves, reminders and ends by two processes on the MongoDB protocol at the same
// instant are written once, and each letter leaves once.
func TestTwoProcessesAskOnce(t *testing.T) {
	h, both := askingTwins(t)
	h.register()
	h.bring(masonsFile(2))
	o := h.published(mason())
	plan := InvitePlan{For: domain.ForOffer, Object: o.ID, Profiles: []string{"M00000", "M00001"}, Wave: 1}
	tell := func() {
		together(t, 2, func(k int) error {
			s := both[k]
			if err := s.Rounds(t.Context()); err != nil {
				return err
			}
			if _, err := s.Relay(t.Context()); err != nil {
				return err
			}
			return s.Deliver(t.Context())
		})
		h.deliver()
	}
	together(t, 4, func(k int) error {
		_, err := both[k%2].Invite(t.Context(), referent, plan)
		return err
	})
	for _, step := range []struct {
		name               string
		wait               time.Duration
		letters, reminders int
		ended              int
	}{
		{"the first wave", 0, 1, 0, 0}, {"the second wave", 24 * time.Hour, 2, 0, 0}, {"the first is reminded", 48 * time.Hour, 2, 1, 0},
		{"the second is", 24 * time.Hour, 2, 2, 0}, {"both end", 9 * 24 * time.Hour, 2, 2, 2},
	} {
		h.clock.advance(step.wait)
		tell()
		tell()
		ended := 0
		list, _, err := h.Invitations(t.Context(), referent, domain.InvitationQuery{Limit: 20})
		if err != nil || len(list) != 2 {
			t.Fatalf("%s: %d invitations, %v", step.name, len(list), err)
		}
		for _, i := range list {
			for _, s := range i.History {
				if s.To == string(domain.InvitationExpired) {
					ended++
				}
			}
		}
		if l, r := h.lettersOf("offer_invitation_for_person"), h.lettersOf("invitation_reminder_for_person"); l != step.letters || r != step.reminders || ended != step.ended {
			t.Errorf("%s: %d letters, %d reminders, %d ends; want %d, %d, %d", step.name, l, r, ended, step.letters, step.reminders, step.ended)
		}
	}
}

// TestThePoolKnowsWhoWasAsked: the memory of who was asked follows another process, a merge, a restart and an erasure.
func TestThePoolKnowsWhoWasAsked(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(4))
	o := h.published(mason())
	standing := func(id string) (asked, open int) {
		t.Helper()
		p := must(h.Person(t.Context(), referent, id))(t)
		s := p.StandingOn(domain.DayOf(h.Now()))
		h.asked.stand(p, &s)
		return len(s.AskedFor), s.OpenInvitations
	}
	h.ask(o, "M00000")
	i := h.ask(o, "M00001").Invitations[0]
	other := New(h.Service.Deps) // a process that never heard of this one
	must(other.CancelInvitation(t.Context(), referent, i.ID, "doublon"))(t)
	if err := h.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	if asked, open := standing("M00001"); asked != 0 || open != 0 {
		t.Errorf("cancelled elsewhere: asked for %d, %d open", asked, open)
	}
	must(h.MergePeople(t.Context(), referent, "M00002", "M00000"))(t)
	if asked, open := standing("M00002"); asked != 1 || open != 1 {
		t.Errorf("merged: asked for %d, %d open", asked, open)
	}
	done := h.ask(o, "M00002")
	if len(done.Refused) != 1 || done.Refused[0].Code != RefusedAsked {
		t.Errorf("the survivor of a merge is asked twice: %+v", done)
	}
	list := must(h.BuildShortlist(t.Context(), referent, o.ID))(t)
	if list.Entry("M00002") != nil || list.Entry("M00003") == nil {
		t.Error("the list proposes who was asked, or not who was not")
	}
	dir := h.dir
	h.close()
	h = openHouse(t, dir)
	if asked, open := standing("M00002"); asked != 1 || open != 1 {
		t.Errorf("after a restart: asked for %d, %d open", asked, open)
	}
	must(h.ErasePerson(t.Context(), admin, "M00002", domain.ErasedOnRequest))(t)
	if err := h.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	h.round()
	for profile := range h.asked.byPerson {
		if profile == "M00002" || profile == "M00000" || domain.IsErased(profile) {
			t.Errorf("the memory still names %s", profile)
		}
	}
}

// TestARefreshKeepsWhoWasInvited: matching leaves out whoever was asked; the list that takes the place of theirs does not.
func TestARefreshKeepsWhoWasInvited(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(6))
	o, _ := h.invited("M00001", "M00003")
	lists := must(h.ShortlistsOf(t.Context(), referent, o.ID))(t)
	fresh, changes, err := h.RefreshShortlist(t.Context(), referent, lists[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"M00001", "M00003"} {
		if e := fresh.Entry(id); e == nil || e.Decision != domain.Kept || !e.Invited {
			t.Errorf("%s: %+v", id, e)
		}
	}
	if len(changes.Left) > 0 || len(fresh.Entries) != 6 {
		t.Errorf("%+v, %d entries", changes, len(fresh.Entries))
	}
	differences, err := h.Replay(t.Context(), referent, fresh.ID)
	if err != nil || len(differences) > 0 {
		t.Errorf("replayed: %v, %v", differences, err)
	}
	again, _, err := h.RefreshShortlist(t.Context(), referent, fresh.ID)
	if err != nil || again.Entry("M00001") == nil {
		t.Errorf("the second refresh loses them: %v", err)
	}
}
