package hiring

import (
	"strings"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

// invited publishes an offer, keeps these people on its list and invites them.
func (h *house) invited(profiles ...string) (*domain.Offer, []*domain.Invitation) {
	h.tb.Helper()
	return h.invitedTo(mason(), profiles...)
}

// invitedTo is invited for an offer of the test's own.
func (h *house) invitedTo(draft *domain.Offer, profiles ...string) (*domain.Offer, []*domain.Invitation) {
	h.tb.Helper()
	o := h.published(draft)
	list := must(h.BuildShortlist(h.tb.Context(), referent, o.ID))(h.tb)
	for _, p := range profiles {
		must(h.Decide(h.tb.Context(), referent, list.ID, p, domain.Kept, ""))(h.tb)
	}
	done := must(h.Invite(h.tb.Context(), referent, InvitePlan{ListID: list.ID, Profiles: profiles, Wave: max(1, len(profiles))}))(h.tb)
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
	done := must(h.answer(t.Context(), domain.Holder(domain.ChannelLink), list[0].ID, PersonAnswer{Answer: AnswerYes}, ""))(t)
	if done.Introduction == nil || done.Introduction.Status != domain.IntroductionAccepted || done.Introduction.OfferID != o.ID {
		t.Fatalf("%+v", done.Introduction)
	}
	again := must(h.answer(t.Context(), domain.Holder(domain.ChannelLink), list[0].ID, PersonAnswer{Answer: AnswerYes}, ""))(t)
	if again.Introduction.ID != done.Introduction.ID || len(again.Invitation.History) != len(done.Invitation.History) {
		t.Fatal("the same answer twice is not once")
	}
	no := must(h.answer(t.Context(), domain.Holder(domain.ChannelLink), list[0].ID, PersonAnswer{Answer: AnswerNo, Text: "trop loin"}, ""))(t)
	if no.Invitation.Status != domain.InvitationDeclined || no.Introduction.Status != domain.IntroductionWithdrew {
		t.Fatalf("%+v %+v", no.Invitation, no.Introduction)
	}
	yes := must(h.answer(t.Context(), domain.Holder(domain.ChannelLink), list[0].ID, PersonAnswer{Answer: AnswerYes}, ""))(t)
	if yes.Introduction.ID != done.Introduction.ID || yes.Introduction.Status != domain.IntroductionAccepted {
		t.Fatalf("%+v", yes.Introduction)
	}
	h.clock.advance(time.Hour)
	h.deliver()
}

func TestAReferentRecordsWhatAPersonSaid(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(3))
	_, list := h.invited("M00001", "M00002")
	done := must(h.AnswerFor(t.Context(), referent, list[0].ID, PersonAnswer{Answer: AnswerYes}, "", domain.ChannelPhone))(t)
	step := done.Invitation.History[len(done.Invitation.History)-1]
	if done.Introduction == nil || step.Actor != referent.ID || step.OnBehalf != "M00001" || step.Channel != "phone" {
		t.Fatalf("%+v", step)
	}
	if made := done.Introduction.History[0]; made.OnBehalf != "M00001" || made.Channel != "phone" {
		t.Errorf("the introduction does not say for whom: %+v", made)
	}
	no := must(h.AnswerFor(t.Context(), referent, list[1].ID, PersonAnswer{Answer: AnswerNo, Text: "trop loin"}, " sa\r\nsœur ", domain.ChannelFace))(t)
	step = no.Invitation.History[len(no.Invitation.History)-1]
	if no.Invitation.Reason != "trop loin" || step.Reason != "trop loin (dit par : sa sœur)" {
		t.Errorf("%q %q", no.Invitation.Reason, step.Reason)
	}
	for _, tt := range []struct {
		name    string
		who     domain.Actor
		a       PersonAnswer
		by      string
		channel domain.Channel
		want    domain.Code
	}{
		{"an employer", boss, PersonAnswer{Answer: AnswerYes}, "", domain.ChannelPhone, domain.CodeNotFound},
		{"an adviser", adviser, PersonAnswer{Answer: AnswerYes}, "", domain.ChannelPhone, domain.CodeNotFound},
		{"a referent who sits there", seated, PersonAnswer{Answer: AnswerYes}, "", domain.ChannelPhone, domain.CodeForbidden},
		{"no channel", referent, PersonAnswer{Answer: AnswerYes}, "", "", domain.CodeInvalid},
		{"the link of the person", referent, PersonAnswer{Answer: AnswerYes}, "", domain.ChannelLink, domain.CodeInvalid},
		{"no answer", referent, PersonAnswer{Answer: "peut-être"}, "", domain.ChannelPhone, domain.CodeInvalid},
		{"too long a name", referent, PersonAnswer{Answer: AnswerYes}, strings.Repeat("a", 81), domain.ChannelPhone, domain.CodeInvalid},
	} {
		_, err := h.AnswerFor(t.Context(), tt.who, list[1].ID, tt.a, tt.by, tt.channel)
		if got := domain.CodeOf(err); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}
