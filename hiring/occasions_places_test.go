package hiring

import (
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

// meetup opens one in three days, with so many places.
func (h *house) meetup(places int) *domain.Occasion {
	h.tb.Helper()
	return must(h.OpenOccasion(h.tb.Context(), referent, domain.Occasion{For: domain.ForMeetup, Title: "Rencontre du bâtiment", Place: commune("59140", "Dunkerque"),
		At: h.clock.Now().Add(72 * time.Hour), Places: places, Words: "Des chefs d'entreprise du bâtiment parlent de leur métier, sans engagement."}))(h.tb)
}

// TestAPlaceIsGivenBack: whoever does not come leaves their only place to the next one, whatever the cause.
func TestAPlaceIsGivenBack(t *testing.T) {
	for _, tt := range []struct {
		name string
		do   func(*testing.T, *house, *domain.Invitation)
		want domain.Code
	}{
		{"they come", func(*testing.T, *house, *domain.Invitation) {}, domain.CodeConflict},
		{"a referent takes their invitation back", func(t *testing.T, h *house, i *domain.Invitation) {
			must(h.CancelInvitation(t.Context(), referent, i.ID, "inscrite deux fois"))(t)
		}, ""},
		{"they are erased", func(t *testing.T, h *house, i *domain.Invitation) {
			must(h.ErasePerson(t.Context(), admin, i.Profile, domain.ErasedOnRequest))(t)
		}, ""},
		{"a process dies after it took back their invitation", func(t *testing.T, h *house, i *domain.Invitation) {
			must(h.changeInvitation(t.Context(), i.ID, func(i *domain.Invitation, now time.Time) error { return i.Cancel(referent, now, "inscrite deux fois") }))(t)
			for range 2 {
				if err := h.ReconcileClaims(t.Context()); err != nil {
					t.Fatal(err)
				}
				h.clock.advance(2 * looseAfter)
			}
			if err := h.ReconcileClaims(t.Context()); err != nil {
				t.Fatal(err)
			}
		}, ""},
		{"a process dies after their place was let go, not their yes", func(t *testing.T, h *house, i *domain.Invitation) {
			if err := h.letGoOfPlace(t.Context(), i); err != nil {
				t.Fatal(err)
			}
			if err := h.ReconcileClaims(t.Context()); err != nil {
				t.Fatal(err)
			}
		}, domain.CodeConflict},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := newHouse(t)
			h.bring(masonsFile(2))
			o := h.meetup(1)
			list := must(h.Invite(t.Context(), referent, InvitePlan{For: domain.ForMeetup, Object: o.ID, Profiles: []string{"M00000", "M00001"}}))(t).Invitations
			link := domain.Holder(domain.ChannelLink)
			must(h.answer(t.Context(), link, list[0].ID, PersonAnswer{Answer: AnswerYes}, ""))(t)
			tt.do(t, h, list[0])
			_, err := h.answer(t.Context(), link, list[1].ID, PersonAnswer{Answer: AnswerYes}, "")
			wantCode(t, err, tt.want)
		})
	}
}
