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
		{"a referent who sits there", seated, PersonAnswer{Answer: AnswerYes}, "", domain.ChannelPhone, domain.CodeNotFound},
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

// TestAQuestionRevivesNothing: who withdrew by phone, whenever it was, is gone; what they ask afterwards is only a question.
func TestAQuestionRevivesNothing(t *testing.T) {
	slot := domain.Slot{At: morning.Add(48 * time.Hour), Where: "12 quai du Port"}
	for name, c := range map[string]struct {
		before func(h *house, id string)
		again  domain.Code // what a yes by the link then meets
	}{
		"before the hour": {before: func(*house, string) {}},
		"past the hour":   {before: func(h *house, _ string) { h.clock.advance(49 * time.Hour) }},
		"after a no-show": {before: func(h *house, id string) {
			h.clock.advance(49 * time.Hour)
			must(h.NoShow(h.tb.Context(), referent, id, domain.SidePerson))(h.tb)
		}},
		"after they met": {before: func(h *house, id string) {
			h.clock.advance(49 * time.Hour)
			must(h.Met(h.tb.Context(), referent, id))(h.tb)
		}, again: domain.CodeConflict},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			h.register()
			h.bring(masonsFile(3))
			_, list := h.invitedAt(mason(), []domain.Slot{slot}, "M00001")
			token := h.linkTo(list[0])
			x := h.says(token, yesTo(slot)).Introduction
			c.before(h, x.ID)
			must(h.Withdraw(t.Context(), referent, x.ID, domain.ChannelPhone, "a trouvé ailleurs"))(t)
			h.says(token, PersonAnswer{Answer: AnswerQuestion, Text: "Pourquoi ?"})
			h.clock.advance(time.Minute)
			h.deliver()
			open := h.opened(token)
			if open.Introduction.Status != domain.IntroductionWithdrew || open.Invitation.Status != domain.InvitationDeclined || open.Invitation.Reason != "a trouvé ailleurs" {
				t.Fatalf("%s %s %q", open.Introduction.Status, open.Invitation.Status, open.Invitation.Reason)
			}
			_, err := h.AnswerInvitation(t.Context(), token, PersonAnswer{Answer: AnswerYes})
			if domain.CodeOf(err) != c.again {
				t.Errorf("a yes again: %v, want %q", err, c.again)
			}
			if i := h.opened(token).Invitation; c.again != "" && i.Status != domain.InvitationDeclined {
				t.Errorf("a yes that was refused left it %s", i.Status)
			}
		})
	}
}

// TestAHandThatAlternatesIsStopped says yes and no by the link without end: a person is asked to call, a yes may still be
// taken back, and a referent writes on.
func TestAHandThatAlternatesIsStopped(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(3))
	_, list := h.invited("M00001")
	token := h.linkTo(list[0])
	for n := range domain.MostChanges {
		h.says(token, PersonAnswer{Answer: []string{AnswerYes, AnswerNo}[n%2]})
	}
	_, err := h.AnswerInvitation(t.Context(), token, PersonAnswer{Answer: AnswerYes})
	wantCode(t, err, domain.CodeConflict)
	if !strings.Contains(err.Error(), "Appelez-nous") {
		t.Errorf("no way forward: %v", err)
	}
	must(h.AnswerFor(t.Context(), referent, list[0].ID, PersonAnswer{Answer: AnswerYes}, "", domain.ChannelPhone))(t)
	h.says(token, PersonAnswer{Answer: AnswerNo})
	h.stage(token, domain.StageDeclined)
}
