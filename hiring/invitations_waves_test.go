package hiring

import (
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

// TestAYesThatEndedMakesRoom: the waves that enough yeses held back leave again once those came to nothing.
func TestAYesThatEndedMakesRoom(t *testing.T) {
	for _, tt := range []struct {
		name string
		end  func(*testing.T, *house, *domain.Introduction)
		want domain.InvitationStatus
	}{
		{"they go on", func(*testing.T, *house, *domain.Introduction) {}, domain.InvitationQueued},
		{"the employer refuses them", func(t *testing.T, h *house, x *domain.Introduction) {
			must(h.Outcome(t.Context(), boss, x.ID, domain.HiringOutcome{Reason: "Un autre candidat avait plus d'expérience."}))(t)
		}, domain.InvitationSent},
		{"a referent calls them off", func(t *testing.T, h *house, x *domain.Introduction) {
			must(h.Cancel(t.Context(), referent, x.ID, "le chantier attend"))(t)
		}, domain.InvitationSent},
		{"they withdraw once met", func(t *testing.T, h *house, x *domain.Introduction) {
			must(h.Met(t.Context(), boss, x.ID))(t)
			must(h.Withdraw(t.Context(), referent, x.ID, domain.ChannelPhone, ""))(t)
		}, domain.InvitationSent},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := newHouse(t)
			h.register()
			h.bring(masonsFile(4))
			o := h.published(mason())
			all := must(h.Invite(t.Context(), referent, InvitePlan{For: domain.ForOffer, Object: o.ID, Wave: 3, Profiles: []string{"M00000", "M00001", "M00002", "M00003"}}))(t).Invitations
			for _, i := range all[:3] {
				done := must(h.answer(t.Context(), domain.Holder(domain.ChannelLink), i.ID, PersonAnswer{Answer: AnswerYes}, ""))(t)
				tt.end(t, h, done.Introduction)
			}
			h.clock.advance(25 * time.Hour)
			h.round()
			if got := h.invitation(all[3].ID).Status; got != tt.want {
				t.Errorf("the next wave is %q, want %q", got, tt.want)
			}
		})
	}
}
