package hiring

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/store"
	"eedk.fr/candidatheque/store/storetest"
)

// moveTo takes the clock to an instant, back or forth.
func (c *clock) moveTo(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = at
}

// account opens an account, and gives it.
func (h *house) account(email string, roles domain.Role) *domain.User {
	h.tb.Helper()
	return must(h.AddUser(h.tb.Context(), domain.System(), NewUser{Email: email, Name: "Compte d'essai", Roles: roles}))(h.tb)
}

// digested counts the letters of the day that are queued for an account, and gives the last.
func (h *house) digested(u *domain.User) (n int, last *domain.Mail) {
	h.tb.Helper()
	list := must(all(func(cursor string) ([]*domain.Mail, string, error) {
		return h.Deps.Mails.Find(h.tb.Context(), domain.System(), domain.MailQuery{To: domain.UserRecipient(u).Key(), Cursor: cursor})
	}))(h.tb)
	for _, m := range list {
		if m.Kind == (domain.DayLetter{}).Kind() {
			if n++; last == nil || m.Created.After(last.Created) {
				last = m
			}
		}
	}
	return n, last
}

// TestTheLetterOfTheDayLeavesOnceOnTheRightDay runs the round at many instants, some twice, with an offer that waits.
func TestTheLetterOfTheDayLeavesOnceOnTheRightDay(t *testing.T) {
	h := newHouse(t)
	h.register()
	u := h.account("referente@exemple.fr", domain.RoleReferent)
	o := must(h.DraftOffer(t.Context(), boss, mason()))(t)
	must(h.SubmitOffer(t.Context(), boss, o.ID))(t)
	want := 0
	for _, tt := range []struct {
		name, at string // of Paris
		leaves   int
	}{
		{"before half past seven", "2026-11-24 07:29", 0},
		{"at half past seven", "2026-11-24 07:30", 1},
		{"a moment later", "2026-11-24 07:31", 0},
		{"the clock set back an hour", "2026-11-24 06:40", 0},
		{"and come again", "2026-11-24 07:30", 0},
		{"after a stop of a week, in the afternoon", "2026-12-01 15:10", 1},
		{"again that day", "2026-12-01 16:00", 0},
		{"late in the evening", "2026-12-02 19:00", 0},
		{"a Saturday", "2026-12-05 09:00", 0},
		{"a Sunday", "2026-12-06 09:00", 0},
		{"Christmas", "2026-12-25 09:00", 0},
		{"the last day of the year", "2026-12-31 07:30", 1},
		{"the first of the next", "2027-01-01 09:00", 0},
		{"the Monday after", "2027-01-04 08:00", 1},
		{"the last day of a month", "2027-02-26 07:45", 1},
		{"the Friday before the night when clocks go forward", "2027-03-26 07:30", 1},
		{"the Sunday of that night", "2027-03-28 08:00", 0},
		{"Easter Monday", "2027-03-29 08:00", 0},
		{"the Tuesday after, by the new hour", "2027-03-30 07:30", 1},
		{"the Friday before the night when clocks go back", "2027-10-29 18:59", 1},
		{"the Sunday of that night", "2027-10-31 07:30", 0},
		{"All Saints", "2027-11-01 07:30", 0},
		{"the Tuesday after, a minute before", "2027-11-02 07:29", 0},
		{"the Tuesday after", "2027-11-02 07:30", 1},
		{"29 February", "2028-02-29 07:30", 1},
		{"1 March", "2028-03-01 07:30", 1},
	} {
		at := must(time.ParseInLocation("2006-01-02 15:04", tt.at, domain.Paris()))(t)
		h.clock.moveTo(at)
		for range 2 {
			if err := h.sendDigests(t.Context(), at); err != nil {
				t.Fatal(err)
			}
		}
		want += tt.leaves
		if n, _ := h.digested(u); n != want {
			t.Fatalf("%s, %s: %d letters in all, want %d", tt.name, tt.at, n, want)
		}
	}
}

// TestNothingToSayIsNotWritten: whoever has nothing to do in the morning is not written to, not even when something comes
// during the day, and whoever stopped the letters has none.
func TestNothingToSayIsNotWritten(t *testing.T) {
	h := newHouse(t)
	h.register()
	u, counsel := h.account("referente@exemple.fr", domain.RoleReferent), h.account(adviser.Email, domain.RoleAdviser)
	closed := h.account("partie@exemple.fr", domain.RoleReferent)
	must(h.DeactivateUser(t.Context(), admin, closed.ID))(t)
	run := func() {
		t.Helper()
		if err := h.sendDigests(t.Context(), h.Now()); err != nil {
			t.Fatal(err)
		}
	}
	run()
	o := must(h.DraftOffer(t.Context(), boss, mason()))(t)
	must(h.SubmitOffer(t.Context(), boss, o.ID))(t)
	run()
	if n, _ := h.digested(u); n != 0 {
		t.Fatalf("%d letters on a morning with nothing to do", n)
	}
	h.clock.advance(24 * time.Hour)
	run()
	n, last := h.digested(u)
	if n != 1 || !strings.Contains(last.Body.Text, "Offres à relire : 1") {
		t.Fatalf("%d letters: %+v", n, last)
	}
	for _, of := range []*domain.User{counsel, closed} {
		if n, _ := h.digested(of); n != 0 {
			t.Errorf("%s has %d letters", of.Email, n)
		}
	}
	must(h.StopMails(t.Context(), h.stopToken(last)))(t)
	h.clock.advance(24 * time.Hour)
	run()
	if n, _ := h.digested(u); n != 1 {
		t.Error("whoever stopped the letters has another")
	}
}

// TestAnAdviserIsToldWhatHappened counts what happened since the letter before, and neither a no nor silence; no name is in it.
func TestAnAdviserIsToldWhatHappened(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(4))
	u := h.account(adviser.Email, domain.RoleAdviser)
	for _, id := range []string{"M00000", "M00001", "M00002"} {
		must(h.changePerson(t.Context(), referent, id, func(p *domain.Person, now time.Time) error {
			p.Candidate.Adviser = adviser.Email
			p.NoteChange("edit", []string{"candidate.adviser"}, referent, now)
			return nil
		}))(t)
	}
	letter := func() string {
		t.Helper()
		before, _ := h.digested(u)
		if err := h.sendDigests(t.Context(), h.Now()); err != nil {
			t.Fatal(err)
		}
		if after, last := h.digested(u); after > before {
			return last.Body.Text
		}
		return ""
	}
	if text := letter(); text != "" {
		t.Fatal(text)
	}
	h.clock.advance(time.Hour)
	draft := mason()
	draft.Places = 2
	_, list := h.invitedTo(draft, "M00000", "M00001", "M00002", "M00003")
	h.clock.advance(24 * time.Hour)
	text := letter()
	if !strings.Contains(text, "Une offre leur est proposée : 3") || strings.Contains(text, "Nom") || strings.Contains(text, "Maçon") {
		t.Fatal(text)
	}
	h.say(list[0], AnswerYes, "")
	h.say(list[1], AnswerNo, "trop loin")
	h.say(list[3], AnswerYes, "")
	h.clock.advance(24 * time.Hour)
	if text = letter(); !strings.Contains(text, "Elles ont dit oui : 1") || strings.Contains(text, "proposée") {
		t.Fatal(text)
	}
	h.say(list[0], AnswerNo, "finalement non")
	must(h.changeInvitation(t.Context(), list[2].ID, func(i *domain.Invitation, now time.Time) error {
		return i.Move(domain.InvitationExpired, domain.System(), now, "")
	}))(t)
	h.clock.advance(24 * time.Hour)
	if text = letter(); text != "" {
		t.Fatalf("an adviser is told of a no, or of silence: %s", text)
	}
}

// TestTwoProcessesWriteTheLetterOfTheDayOnce runs the round in two services on one store, over both engines.
func TestTwoProcessesWriteTheLetterOfTheDayOnce(t *testing.T) {
	h := newHouse(t)
	st := must(store.Open(t.Context(), storetest.StartFerret(t).Database(), h.clock.Now))(t)
	t.Cleanup(func() { _ = st.Close() })
	h.register()
	var accounts []*domain.User
	for _, email := range []string{"a@exemple.fr", "b@exemple.fr", "c@exemple.fr"} {
		accounts = append(accounts, h.account(email, domain.RoleReferent))
	}
	o := must(h.DraftOffer(t.Context(), boss, mason()))(t)
	must(h.SubmitOffer(t.Context(), boss, o.ID))(t)
	h.Deps.Once, h.Deps.Mails = st.Once, st.Mails
	deps := h.Deps
	other := New(deps)
	for day := range 3 {
		var both sync.WaitGroup
		for _, s := range []*Service{h.Service, other, h.Service, other} {
			both.Go(func() {
				if err := s.sendDigests(t.Context(), s.Now()); err != nil {
					t.Error(err)
				}
			})
		}
		both.Wait()
		for _, u := range accounts {
			if n, _ := h.digested(u); n != day+1 {
				t.Errorf("day %d: %s has %d letters", day, u.Email, n)
			}
		}
		h.clock.advance(24 * time.Hour)
	}
}

// refusingMails refuses the letters to one account until it heals, and counts those that are saved.
type refusingMails struct {
	Mails
	to    string
	saved []string
}

func (m *refusingMails) Save(ctx context.Context, mail *domain.Mail) error {
	m.saved = append(m.saved, mail.To.Address)
	if mail.To.Address == m.to {
		return domain.Refuse(domain.CodeInternal, "ce courriel ne s'écrit pas")
	}
	return m.Mails.Save(ctx, mail)
}

// TestALetterThatFailsHasNobodyElseCountedAgain: the others are done with, and whoever could not be written to is tried from
// time to time, not at each round.
func TestALetterThatFailsHasNobodyElseCountedAgain(t *testing.T) {
	h := newHouse(t)
	h.register()
	spoilt := h.account("abimee@exemple.fr", domain.RoleReferent)
	h.account("saine@exemple.fr", domain.RoleReferent)
	o := must(h.DraftOffer(t.Context(), boss, mason()))(t)
	must(h.SubmitOffer(t.Context(), boss, o.ID))(t)
	deps := h.deps()
	mails := &refusingMails{Mails: deps.Mails, to: spoilt.Email}
	deps.Mails = mails
	s := New(deps)
	tried := func() string {
		t.Helper()
		before := len(mails.saved)
		_ = s.sendDigests(t.Context(), h.Now()) // its fault is told by the round
		return strings.Join(mails.saved[before:], " ")
	}
	if first := tried(); !strings.Contains(first, "abimee") || !strings.Contains(first, "saine") {
		t.Fatalf("first written to: %s", first)
	}
	h.clock.advance(roundsEvery)
	if next := tried(); next != "" {
		t.Errorf("at the next round: %s", next)
	}
	h.clock.advance(digestRetry)
	if later := tried(); later != "abimee@exemple.fr" {
		t.Errorf("ten minutes later: %s", later)
	}
	mails.to = ""
	h.clock.advance(digestRetry)
	if healed := tried(); healed != "abimee@exemple.fr" {
		t.Errorf("once healed: %s", healed)
	}
	if n, _ := h.digested(spoilt); n != 1 {
		t.Errorf("%d letters", n)
	}
	h.clock.advance(digestRetry)
	if again := tried(); again != "" {
		t.Errorf("once everybody was written to: %s", again)
	}
}
