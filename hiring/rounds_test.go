package hiring

import (
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/domain/referential"
	"eedk.fr/candidatheque/search"
	"eedk.fr/candidatheque/store"
	"eedk.fr/candidatheque/store/storetest"
)

// databaseHouse is a house on the MongoDB protocol, and another process on the same database.
func databaseHouse(t *testing.T) (h *house, other *Service) {
	t.Helper()
	h = &house{tb: t, dir: t.TempDir(), clock: &clock{now: morning}, sent: &outbox{}}
	h.store = must(store.Open(t.Context(), storetest.StartFerret(t).Database(), h.clock.Now))(t)
	rome := referential.Builtin()
	h.index = must(search.Open(filepath.Join(h.dir, "index"), search.Labels{ROME: rome.Label, Certificate: referential.Certificates().Label, Expand: rome.Expand}))(t)
	deps := h.deps()
	deps.Shared = true // each knows that there may be others
	h.Service = New(deps)
	if err := h.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.close)
	return h, New(deps)
}

// lettered opens the accounts that letters go to.
func (h *house) lettered() {
	h.tb.Helper()
	h.register()
	h.account("referente@exemple.fr", domain.RoleReferent)
	h.account(adviser.Email, domain.RoleAdviser)
	must(h.AddUser(h.tb.Context(), domain.System(), NewUser{Email: "patronne@exemple.fr", Name: "Patronne", Roles: domain.RoleEmployer, SIRETs: []domain.SIRET{masonry}}))(h.tb)
}

// atWork does everything that a process does by itself, once.
func atWork(t *testing.T, s *Service) {
	t.Helper()
	if err := s.Rounds(t.Context()); err != nil {
		t.Error(err)
	}
	if _, err := s.Relay(t.Context()); err != nil {
		t.Error(err)
	}
	if err := s.Deliver(t.Context()); err != nil {
		t.Error(err)
	}
}

// life invites six people by waves of two; one says yes at once and is met, of whom nothing more is heard; the rest is for
// the rounds to do, each day from the second to the last.
func (h *house) life(days []int, work func()) []*domain.Invitation {
	h.tb.Helper()
	ctx := h.tb.Context()
	h.lettered()
	h.bring(masonsFile(6))
	o := h.published(mason())
	list := must(h.BuildShortlist(ctx, referent, o.ID))(h.tb)
	var profiles []string
	for n := range 6 {
		profiles = append(profiles, fmt.Sprintf("M%05d", n))
		must(h.Decide(ctx, referent, list.ID, profiles[n], domain.Kept, ""))(h.tb)
	}
	done := must(h.Invite(ctx, referent, InvitePlan{ListID: list.ID, Profiles: profiles, Wave: 2}))(h.tb)
	work()
	x := h.say(done.Invitations[0], AnswerYes, "").Introduction
	must(h.Met(ctx, referent, x.ID))(h.tb)
	for _, day := range days {
		h.clock.moveTo(morning.AddDate(0, 0, day))
		work()
	}
	found, _, err := h.Invitations(ctx, referent, domain.InvitationQuery{Object: o.ID, Limit: pageOfAll})
	if err != nil {
		h.tb.Fatal(err)
	}
	return found
}

// lettersOfALife are of whoever is invited, met and owed an answer, and of whom that is a day's work.
var lettersOfALife = []string{"offer_invitation_for_person", "invitation_reminder_for_person", "outcome_asked_for_employer", "day_for_staff"}

// onceEach fails when somebody has two letters of a kind on one day, or a step of an invitation was written twice; and when
// a kind of letter did not leave at all, which would hold nothing.
func (h *house) onceEach(list []*domain.Invitation, kindsLeft ...string) {
	h.tb.Helper()
	mails := must(all(func(cursor string) ([]*domain.Mail, string, error) {
		return h.Deps.Mails.Find(h.tb.Context(), domain.System(), domain.MailQuery{Cursor: cursor, Limit: pageOfAll})
	}))(h.tb)
	count := map[string]int{}
	kinds := map[string]int{}
	for _, m := range mails {
		kinds[m.Kind]++
		key := fmt.Sprintf("%s %s on %s", m.To.Key(), m.Kind, domain.DayOf(m.Created))
		if count[key]++; count[key] > 1 {
			h.tb.Errorf("%s has %d letters", key, count[key])
		}
	}
	for _, kind := range kindsLeft {
		if kinds[kind] == 0 {
			h.tb.Errorf("no %s left: nothing is held", kind)
		}
	}
	left := map[string]int{}
	for _, m := range h.sent.all() {
		if left[m.ID]++; left[m.ID] > 1 {
			h.tb.Errorf("mail %s (%s) left %d times", m.ID, m.Kind, left[m.ID])
		}
	}
	for _, i := range list {
		steps := map[string]int{}
		for _, s := range i.History {
			if steps[s.To]++; steps[s.To] > 1 {
				h.tb.Errorf("%s: %d times %q", i.Profile, steps[s.To], s.To)
			}
		}
		if i.Status.Open() {
			h.tb.Errorf("%s is still %s", i.Profile, i.Status)
		}
	}
	h.tb.Logf("%d letters, of each kind %v", len(mails), kinds)
}

// TestTwoProcessesMakeEveryRoundOnce runs both at once, twice a day, for nineteen days, over the MongoDB protocol.
func TestTwoProcessesMakeEveryRoundOnce(t *testing.T) {
	h, other := databaseHouse(t)
	var days []int
	for day := 1; day < 20; day++ {
		days = append(days, day)
	}
	list := h.life(days, func() {
		var both sync.WaitGroup
		for _, s := range []*Service{h.Service, other} {
			both.Go(func() { atWork(t, s) })
		}
		both.Wait()
		atWork(t, other)
		atWork(t, h.Service)
	})
	h.onceEach(list, lettersOfALife...)
}

// TestAStopIsMadeUpForOnce leaves the service stopped for days, thrice: what was due is done once, at the return.
func TestAStopIsMadeUpForOnce(t *testing.T) {
	h := newHouse(t)
	list := h.life([]int{1, 7, 8, 19, 33}, func() {
		atWork(t, h.Service)
		atWork(t, h.Service)
	})
	h.onceEach(list, lettersOfALife...)
}

// TestTheClockOfTheRounds lives the nights when clocks change, the end of a year and of February: an invitation ends on the
// Paris day after its last, once, and is recalled once.
func TestTheClockOfTheRounds(t *testing.T) {
	for _, from := range []string{"2027-03-26 10:00", "2027-10-29 10:00", "2026-12-29 10:00", "2028-02-25 10:00", "2027-01-29 10:00"} {
		t.Run(from, func(t *testing.T) {
			h := newHouse(t)
			begin := must(time.ParseInLocation("2006-01-02 15:04", from, domain.Paris()))(t)
			h.clock.moveTo(begin)
			h.register()
			h.bring(strings.ReplaceAll(masonsFile(1), "2026-10-01", (domain.DayOf(begin) - 30).String()))
			draft := mason()
			draft.Start = domain.DayOf(begin) + 21
			_, list := h.invitedTo(draft, "M00000")
			ends := domain.DayOf(begin) + domain.InvitationDays
			at := func(day domain.Date, minutes int) *domain.Invitation {
				h.clock.moveTo(day.StartIn().Add(time.Duration(minutes) * time.Minute))
				atWork(t, h.Service)
				atWork(t, h.Service)
				return must(h.Invitation(t.Context(), referent, list[0].ID))(t)
			}
			if i := at(domain.DayOf(begin)+domain.ReminderAfterDays-1, 22*60); !i.Reminded.IsZero() {
				t.Error("recalled a day early")
			}
			i := at(domain.DayOf(begin)+domain.ReminderAfterDays, 12*60)
			if i.Reminded.IsZero() || domain.DayOf(i.Reminded) != domain.DayOf(begin)+domain.ReminderAfterDays {
				t.Errorf("recalled on %v", i.Reminded)
			}
			h.clock.advance(-time.Hour)
			atWork(t, h.Service)
			if i = at(ends, 22*60); i.Status != domain.InvitationSent {
				t.Errorf("%s on its last day", i.Status)
			}
			if i = at(ends+1, 5); i.Status != domain.InvitationExpired || i.Expires != ends {
				t.Errorf("%s a moment after its last day, %s", i.Status, i.Expires)
			}
			h.clock.advance(-time.Hour)
			atWork(t, h.Service)
			i = at(ends+3, 12*60)
			h.onceEach([]*domain.Invitation{i}, lettersOfALife[:2]...)
		})
	}
}
