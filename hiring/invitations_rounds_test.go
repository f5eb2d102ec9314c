package hiring

import (
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

// TestRemindersAndEndsFallOnTheirDay walks the life of an invitation twelve hours at a time, over the nights when clocks change,
// the end of months and a 29 February: one reminder on the third day, the end after the tenth, once each.
func TestRemindersAndEndsFallOnTheirDay(t *testing.T) {
	paris := domain.Paris()
	for _, tt := range []struct {
		name string
		at   time.Time
		zone time.Duration // how long the process stops right after
		want int           // reminders
	}{
		{"clocks go forward in March", time.Date(2027, 3, 25, 23, 50, 0, 0, paris), 0, 1},
		{"clocks go back in October", time.Date(2027, 10, 28, 0, 10, 0, 0, paris), 0, 1},
		{"the night itself", time.Date(2027, 10, 31, 2, 30, 0, 0, paris), 0, 1},
		{"the end of a month", time.Date(2027, 1, 30, 12, 0, 0, 0, paris), 0, 1},
		{"over 29 February", time.Date(2028, 2, 26, 12, 0, 0, 0, paris), 0, 1},
		{"the turn of a year", time.Date(2026, 12, 29, 23, 59, 0, 0, paris), 0, 1},
		{"a stop of five days is made up for", time.Date(2027, 1, 5, 12, 0, 0, 0, paris), 5 * 24 * time.Hour, 1},
		{"a stop of nine days: too late to remind", time.Date(2027, 1, 5, 12, 0, 0, 0, paris), 9 * 24 * time.Hour, 0},
		{"a stop past the end", time.Date(2027, 1, 5, 12, 0, 0, 0, paris), 20 * 24 * time.Hour, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := newHouse(t)
			h.until(tt.at)
			h.register()
			h.bring(masonsFile(1))
			draft := mason()
			draft.Start = domain.DayOf(tt.at) + 30
			i := h.ask(h.published(draft), "M00000").Invitations[0]
			sent := domain.DayOf(i.Sent)
			h.clock.advance(tt.zone)
			for range 2 * 13 {
				h.round()
				h.clock.advance(12 * time.Hour)
			}
			i = h.invitation(i.ID)
			if n := h.lettersOf("invitation_reminder_for_person"); n != tt.want {
				t.Errorf("%d reminders", n)
			}
			if day := domain.DayOf(i.Reminded); tt.want > 0 && tt.zone == 0 && day != sent+3 {
				t.Errorf("reminded on %s, asked on %s", day, sent)
			}
			ended := 0
			for _, step := range i.History {
				if step.To == string(domain.InvitationExpired) {
					if ended++; tt.zone == 0 && domain.DayOf(step.At) != sent+11 {
						t.Errorf("ended on %s, asked on %s", domain.DayOf(step.At), sent)
					}
				}
			}
			if ended != 1 || i.Status != domain.InvitationExpired {
				t.Errorf("%s, ended %d times", i.Status, ended)
			}
		})
	}
}

func TestWhoIsNotReminded(t *testing.T) {
	for _, tt := range []struct {
		name string
		do   func(*testing.T, *house, *domain.Offer, *domain.Invitation)
		want int
	}{
		{"whoever did not answer", func(*testing.T, *house, *domain.Offer, *domain.Invitation) {}, 1},
		{"whoever wants no reminders", func(t *testing.T, h *house, _ *domain.Offer, _ *domain.Invitation) {
			must(h.SuspendReminders(t.Context(), referent, "M00000", domain.Yes))(t)
		}, 0},
		{"whoever wants them again", func(t *testing.T, h *house, _ *domain.Offer, _ *domain.Invitation) {
			must(h.SuspendReminders(t.Context(), referent, "M00000", domain.Yes))(t)
			must(h.SuspendReminders(t.Context(), referent, "M00000", domain.No))(t)
		}, 1},
		{"whoever said no", func(t *testing.T, h *house, _ *domain.Offer, i *domain.Invitation) {
			must(h.AnswerFor(t.Context(), referent, i.ID, PersonAnswer{Answer: AnswerNo}, "", domain.ChannelPhone))(t)
		}, 0},
		{"whoever withdrew their accord", func(t *testing.T, h *house, _ *domain.Offer, _ *domain.Invitation) {
			must(h.WithdrawConsent(t.Context(), referent, "M00000"))(t)
		}, 0},
		{"for an offer in pause", func(t *testing.T, h *house, o *domain.Offer, _ *domain.Invitation) {
			must(h.PauseOffer(t.Context(), referent, o.ID))(t)
		}, 0},
		{"whose invitation was taken back", func(t *testing.T, h *house, _ *domain.Offer, i *domain.Invitation) {
			must(h.CancelInvitation(t.Context(), referent, i.ID, "doublon"))(t)
		}, 0},
		{"once enough said yes", func(t *testing.T, h *house, o *domain.Offer, _ *domain.Invitation) {
			for _, profile := range []string{"M00001", "M00002", "M00003"} {
				must(h.answer(t.Context(), domain.Holder(domain.ChannelLink), h.ask(o, profile).Invitations[0].ID, PersonAnswer{Answer: AnswerYes}, ""))(t)
			}
		}, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := newHouse(t)
			h.register()
			h.bring(masonsFile(4))
			o := h.published(mason())
			i := h.ask(o, "M00000").Invitations[0]
			tt.do(t, h, o, i)
			for range 9 {
				h.clock.advance(24 * time.Hour)
				h.round()
			}
			reminded := 0
			for _, m := range h.sent.all() {
				if m.Kind == "invitation_reminder_for_person" && m.To.ID == "M00000" {
					reminded++
				}
			}
			if reminded != tt.want {
				t.Errorf("%d reminders, want %d", reminded, tt.want)
			}
		})
	}
}
