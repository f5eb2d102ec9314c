package hiring

import (
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

// TestAYesThatWasCalledOffIsAskedAnew: the place that is free again may be theirs; any other yes stands.
func TestAYesThatWasCalledOffIsAskedAnew(t *testing.T) {
	for _, tt := range []struct {
		name string
		do   func(*testing.T, *house, *domain.Introduction)
		want domain.Code
	}{
		{"it stands", func(*testing.T, *house, *domain.Introduction) {}, domain.CodeConflict},
		{"a referent called it off", func(t *testing.T, h *house, x *domain.Introduction) {
			must(h.Cancel(t.Context(), referent, x.ID, "le poste attend"))(t)
		}, ""},
		{"the offer was filled, and looks for people again", func(t *testing.T, h *house, x *domain.Introduction) {
			must(h.FillOffer(t.Context(), referent, x.OfferID))(t)
			h.deliver()
			must(h.ReopenOffer(t.Context(), referent, x.OfferID, "la personne n'est pas venue"))(t)
		}, ""},
		{"the employer refused them", func(t *testing.T, h *house, x *domain.Introduction) {
			must(h.Outcome(t.Context(), boss, x.ID, domain.HiringOutcome{Reason: "Un autre candidat avait plus d'expérience."}))(t)
		}, domain.CodeConflict},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := newHouse(t)
			h.register()
			h.bring(masonsFile(1))
			o, asked := h.invited("M00000")
			x := must(h.answer(t.Context(), domain.Holder(domain.ChannelLink), asked[0].ID, PersonAnswer{Answer: AnswerYes}, ""))(t).Introduction
			tt.do(t, h, x)
			h.clock.advance(25 * time.Hour)
			h.round()
			offered, err := h.MayBeAskedAnew(t.Context(), referent, h.invitation(asked[0].ID))
			if err != nil || offered != (tt.want == "") {
				t.Errorf("offered %v, %v", offered, err)
			}
			_, err = h.InviteAgain(t.Context(), referent, asked[0].ID, "", InvitePlan{})
			wantCode(t, err, tt.want)
			if tt.want != "" {
				return
			}
			h.round()
			again := must(h.answer(t.Context(), domain.Holder(domain.ChannelLink), asked[0].ID, PersonAnswer{Answer: AnswerYes}, ""))(t)
			if again.Introduction.ID != x.ID || again.Introduction.Status != domain.IntroductionAccepted || again.Invitation.Rounds != 2 {
				t.Errorf("%s for %s, asked %d times", again.Introduction.Status, o.ID, again.Invitation.Rounds)
			}
		})
	}
}
