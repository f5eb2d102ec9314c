package hiring

import (
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

// invited publishes an offer, keeps these people on its list and invites them.
func (h *house) invited(profiles ...string) (*domain.Offer, []*domain.Invitation) {
	h.tb.Helper()
	o := h.published(mason())
	list := must(h.BuildShortlist(h.tb.Context(), referent, o.ID))(h.tb)
	for _, p := range profiles {
		must(h.Decide(h.tb.Context(), referent, list.ID, p, domain.Kept, ""))(h.tb)
	}
	done := must(h.Invite(h.tb.Context(), referent, InvitePlan{ListID: list.ID, Profiles: profiles}))(h.tb)
	if len(done.Refused) > 0 {
		h.tb.Fatalf("refused: %+v", done.Refused)
	}
	return o, done.Invitations
}

func TestAYesBecomesAnIntroduction(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(3))
	o, list := h.invited("M00001")
	if list[0].Status != domain.InvitationSent || list[0].Expires != today+domain.InvitationDays || !list[0].CallBy.Known() {
		t.Fatalf("%+v", list[0])
	}
	done := must(h.answer(t.Context(), domain.Holder(domain.ChannelLink), list[0].ID, PersonAnswer{Answer: AnswerYes}))(t)
	if done.Introduction == nil || done.Introduction.Status != domain.IntroductionAccepted || done.Introduction.OfferID != o.ID {
		t.Fatalf("%+v", done.Introduction)
	}
	again := must(h.answer(t.Context(), domain.Holder(domain.ChannelLink), list[0].ID, PersonAnswer{Answer: AnswerYes}))(t)
	if again.Introduction.ID != done.Introduction.ID || len(again.Invitation.History) != len(done.Invitation.History) {
		t.Fatal("the same answer twice is not once")
	}
	no := must(h.answer(t.Context(), domain.Holder(domain.ChannelLink), list[0].ID, PersonAnswer{Answer: AnswerNo, Text: "trop loin"}))(t)
	if no.Invitation.Status != domain.InvitationDeclined || no.Introduction.Status != domain.IntroductionWithdrew {
		t.Fatalf("%+v %+v", no.Invitation, no.Introduction)
	}
	yes := must(h.answer(t.Context(), domain.Holder(domain.ChannelLink), list[0].ID, PersonAnswer{Answer: AnswerYes}))(t)
	if yes.Introduction.ID != done.Introduction.ID || yes.Introduction.Status != domain.IntroductionAccepted {
		t.Fatalf("%+v", yes.Introduction)
	}
	h.clock.advance(time.Hour)
	h.deliver()
}
