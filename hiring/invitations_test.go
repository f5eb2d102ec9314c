package hiring

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

// until moves the clock to an instant.
func (h *house) until(at time.Time) { h.clock.advance(at.Sub(h.clock.Now())) }

// ask invites one person to an offer, without a list.
func (h *house) ask(o *domain.Offer, profile string) Invited {
	h.tb.Helper()
	return must(h.Invite(h.tb.Context(), referent, InvitePlan{For: domain.ForOffer, Object: o.ID, Profiles: []string{profile}}))(h.tb)
}

// round is what the platform does by itself at this instant, letters included.
func (h *house) round() {
	h.tb.Helper()
	if err := h.Rounds(h.tb.Context()); err != nil {
		h.tb.Fatal(err)
	}
	h.deliver()
}

// lettersOf counts the letters of a kind that left.
func (h *house) lettersOf(kind string) (n int) {
	for _, m := range h.sent.all() {
		if m.Kind == kind {
			n++
		}
	}
	return n
}

func (h *house) invitation(id string) *domain.Invitation {
	h.tb.Helper()
	return must(h.Invitation(h.tb.Context(), referent, id))(h.tb)
}

func TestWhoCannotBeInvited(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(8))
	ctx := t.Context()
	apprentice := mason()
	apprentice.Contract = domain.APP // M… are of 1990: over 29
	young := h.published(apprentice)
	o := h.published(mason())
	list := must(h.BuildShortlist(ctx, referent, o.ID))(t)
	for _, p := range []string{"M00000", "M00001", "M00003"} {
		must(h.Decide(ctx, referent, list.ID, p, domain.Kept, ""))(t)
	}
	must(h.WithdrawConsent(ctx, referent, "M00001"))(t)
	h.ask(o, "M00002")
	busy := "M00003"
	for range domain.MaxOpenInvitations {
		h.ask(h.published(mason()), busy)
	}
	for _, tt := range []struct {
		name    string
		plan    InvitePlan
		profile string
		want    string
	}{
		{"kept", InvitePlan{ListID: list.ID}, "M00000", ""},
		{"kept, asked already", InvitePlan{ListID: list.ID}, "M00000", RefusedAsked},
		{"on the list, not kept", InvitePlan{ListID: list.ID}, "M00004", RefusedNotKept},
		{"who withdrew their accord", InvitePlan{ListID: list.ID}, "M00001", RefusedConsent},
		{"asked without a list", InvitePlan{For: domain.ForOffer, Object: o.ID}, "M00002", RefusedAsked},
		{"nobody", InvitePlan{For: domain.ForOffer, Object: o.ID}, "PERSONNE", RefusedUnknown},
		{"too old for an apprenticeship", InvitePlan{For: domain.ForOffer, Object: young.ID}, "M00005", RefusedLaw},
		{"three wait already", InvitePlan{ListID: list.ID}, busy, RefusedQuota},
	} {
		tt.plan.Profiles = []string{tt.profile, tt.profile, " "}
		done := must(h.Invite(ctx, referent, tt.plan))(t)
		if len(done.Invitations)+len(done.Refused) != 1 {
			t.Errorf("%s: %+v", tt.name, done)
			continue
		}
		if tt.want == "" && len(done.Invitations) == 1 {
			continue
		}
		if len(done.Refused) != 1 || done.Refused[0].Code != tt.want || done.Refused[0].Text == "" || done.Refused[0].Profile != tt.profile {
			t.Errorf("%s: %+v, want %q", tt.name, done.Refused, tt.want)
		}
	}
}

func TestPlansThatNobodyMayCarryOut(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(2))
	o := h.published(mason())
	paused := h.published(mason())
	must(h.PauseOffer(t.Context(), referent, paused.ID))(t)
	for _, tt := range []struct {
		name  string
		actor domain.Actor
		plan  InvitePlan
		want  domain.Code
	}{
		{"by the employer", boss, InvitePlan{Object: o.ID}, domain.CodeForbidden},
		{"by an adviser", adviser, InvitePlan{Object: o.ID}, domain.CodeForbidden},
		{"by a referent of the establishment", seated, InvitePlan{Object: o.ID}, domain.CodeForbidden},
		{"for an offer in pause", referent, InvitePlan{Object: paused.ID}, domain.CodeConflict},
		{"for no offer", referent, InvitePlan{Object: "aucune"}, domain.CodeNotFound},
		{"a wave of none", referent, InvitePlan{Object: o.ID, Wave: -1}, domain.CodeInvalid},
		{"a wave of all", referent, InvitePlan{Object: o.ID, Wave: maxWave + 1}, domain.CodeInvalid},
		{"a call in the past", referent, InvitePlan{Object: o.ID, CallBy: today - 1}, domain.CodeInvalid},
		{"a call next year", referent, InvitePlan{Object: o.ID, CallBy: today + 400}, domain.CodeInvalid},
		{"a slot in the past", referent, InvitePlan{Object: o.ID, Slots: []domain.Slot{{At: morning.Add(-time.Hour)}}}, domain.CodeInvalid},
		{"a word without end", referent, InvitePlan{Object: o.ID, Word: strings.Repeat("é", longestWord+1)}, domain.CodeInvalid},
	} {
		tt.plan.For, tt.plan.Profiles = domain.ForOffer, []string{"M00000"}
		_, err := h.Invite(t.Context(), tt.actor, tt.plan)
		if domain.CodeOf(err) != tt.want {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.want)
		}
	}
	list, _, err := h.Invitations(t.Context(), referent, domain.InvitationQuery{Limit: 10})
	if err != nil || len(list) > 0 {
		t.Errorf("%d invitations, %v", len(list), err)
	}
	_, _, err = h.Invitations(t.Context(), adviser, domain.InvitationQuery{})
	wantCode(t, err, domain.CodeForbidden)
}

// TestOneQuestionADay: whatever is asked of somebody, 24 hours lie between two letters; who has no address is asked by
// hand, which is another channel.
func TestOneQuestionADay(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(1))
	var offers []*domain.Offer
	for range 3 {
		offers = append(offers, h.published(mason()))
	}
	first := h.ask(offers[0], "M00000").Invitations[0]
	h.clock.advance(time.Hour)
	second, third := h.ask(offers[1], "M00000").Invitations[0], h.ask(offers[2], "M00000").Invitations[0]
	if first.Status != domain.InvitationSent || second.Status != domain.InvitationQueued || !second.Due.Equal(first.Sent.Add(24*time.Hour)) {
		t.Fatalf("%s, %s due %s", first.Status, second.Status, second.Due)
	}
	for hour := 1; hour <= 60; hour++ {
		h.clock.advance(time.Hour)
		h.round()
	}
	var left []time.Time
	for _, i := range []*domain.Invitation{first, second, third} {
		left = append(left, h.invitation(i.ID).Sent)
	}
	slices.SortFunc(left, time.Time.Compare)
	for n := 1; n < len(left); n++ {
		if rest := left[n].Sub(left[n-1]); rest < 24*time.Hour || rest > 26*time.Hour {
			t.Errorf("%s between two letters", rest)
		}
	}
	if n := h.lettersOf("offer_invitation_for_person"); n != 3 {
		t.Errorf("%d letters", n)
	}
}

func TestSomebodyWithoutAnAddressIsAskedByHand(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(strings.ReplaceAll(masonsFile(1), "m0@exemple.fr", ""))
	i := h.ask(h.published(mason()), "M00000").Invitations[0]
	h.round()
	if !i.ByHand || i.Status != domain.InvitationSent || len(h.sent.all()) > 0 {
		t.Errorf("by hand %v, %s, %d letters", i.ByHand, i.Status, len(h.sent.all()))
	}
}

// TestWavesFollowEachOther: the next one leaves a day later, while fewer people than are wanted said yes.
func TestWavesFollowEachOther(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(9))
	o := h.published(mason())
	plan := InvitePlan{For: domain.ForOffer, Object: o.ID, Wave: 3}
	for n := range 9 {
		plan.Profiles = append(plan.Profiles, fmt.Sprintf("M%05d", n))
	}
	all := must(h.Invite(t.Context(), referent, plan))(t).Invitations
	sent := func() (n int) {
		for _, i := range all {
			if !h.invitation(i.ID).Sent.IsZero() {
				n++
			}
		}
		return n
	}
	for _, step := range []struct {
		name string
		wait time.Duration
		do   func()
		want int
	}{
		{"at once", 0, func() {}, 3},
		{"an hour short of a day", 23 * time.Hour, func() {}, 3},
		{"a day later", time.Hour, func() {}, 6},
		{"three yeses are enough for one place", time.Hour, func() {
			for _, i := range all[:3] {
				must(h.answer(t.Context(), domain.Holder(domain.ChannelLink), i.ID, PersonAnswer{Answer: AnswerYes}, ""))(t)
			}
		}, 6},
		{"held back as long as they stand", 72 * time.Hour, func() {}, 6},
		{"one of them is taken back", time.Hour, func() {
			must(h.answer(t.Context(), domain.Holder(domain.ChannelLink), all[0].ID, PersonAnswer{Answer: AnswerNo}, ""))(t)
		}, 9},
	} {
		h.clock.advance(step.wait)
		step.do()
		h.round()
		if got := sent(); got != step.want {
			t.Fatalf("%s: %d left, want %d", step.name, got, step.want)
		}
	}
}

// TestWavesHeldBackDoNotLeaveTogether: two waves whose time came while enough said yes still leave a day apart.
func TestWavesHeldBackDoNotLeaveTogether(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(3))
	o := h.published(mason())
	all := must(h.Invite(t.Context(), referent, InvitePlan{For: domain.ForOffer, Object: o.ID, Wave: 1, Profiles: []string{"M00000", "M00001", "M00002"}}))(t).Invitations
	must(h.PauseOffer(t.Context(), referent, o.ID))(t)
	h.clock.advance(72 * time.Hour)
	h.round()
	must(h.ResumeOffer(t.Context(), referent, o.ID))(t)
	h.round()
	if h.invitation(all[1].ID).Status != domain.InvitationSent || h.invitation(all[2].ID).Status != domain.InvitationQueued {
		t.Error("both waves left at once, or none")
	}
	h.clock.advance(24 * time.Hour)
	h.round()
	if h.invitation(all[2].ID).Status != domain.InvitationSent {
		t.Error("the last wave did not leave")
	}
}

func TestAskedAgain(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(1))
	o := h.published(mason())
	i := h.ask(o, "M00000").Invitations[0]
	h.deliver()
	old := h.sent.to("m0@exemple.fr")
	_, err := h.InviteAgain(t.Context(), referent, i.ID, "", InvitePlan{})
	wantCode(t, err, "") // it waits already: nothing happens
	must(h.AnswerFor(t.Context(), referent, i.ID, PersonAnswer{Answer: AnswerNo, Text: "trop loin"}, "sa sœur", domain.ChannelPhone))(t)
	_, err = h.InviteAgain(t.Context(), referent, i.ID, " ", InvitePlan{})
	wantCode(t, err, domain.CodeInvalid)
	again := must(h.InviteAgain(t.Context(), referent, i.ID, "une navette est mise en place", InvitePlan{CallBy: today + 3}))(t)
	if again.Status != domain.InvitationQueued || again.Reason != "" || again.CallBy != today+3 {
		t.Fatalf("%s %q: it must wait for the day after the first letter", again.Status, again.Reason)
	}
	h.clock.advance(24 * time.Hour)
	h.round()
	again = h.invitation(i.ID)
	if again.Status != domain.InvitationSent || again.Rounds != 2 || !slices.ContainsFunc(again.History, func(s domain.Step) bool { return strings.Contains(s.Reason, "sa sœur") }) {
		t.Fatalf("%s, asked %d times", again.Status, again.Rounds)
	}
	if link := h.sent.to("m0@exemple.fr"); link == "" || link == old {
		t.Error("no new link left")
	}
}

func TestWhatEndsTellsThePersonKindly(t *testing.T) {
	for _, tt := range []struct {
		name, subject string
		do            func(*testing.T, *house, *domain.Offer, *domain.Invitation)
	}{
		{"the employer withdraws", "Cette proposition est terminée", func(t *testing.T, h *house, o *domain.Offer, _ *domain.Invitation) {
			must(h.WithdrawOffer(t.Context(), boss, o.ID, "projet arrêté"))(t)
		}},
		{"a referent takes it back", "Cette proposition est terminée", func(t *testing.T, h *house, _ *domain.Offer, i *domain.Invitation) {
			must(h.CancelInvitation(t.Context(), referent, i.ID, "mauvaise personne"))(t)
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := newHouse(t)
			h.register()
			h.bring(masonsFile(2))
			o := h.published(mason())
			done := must(h.Invite(t.Context(), referent, InvitePlan{For: domain.ForOffer, Object: o.ID, Wave: 1, Profiles: []string{"M00000", "M00001"}}))(t)
			h.round()
			tt.do(t, h, o, done.Invitations[0])
			h.round()
			h.round()
			if i := h.invitation(done.Invitations[0].ID); i.Status != domain.InvitationCancelled {
				t.Errorf("%s", i.Status)
			}
			told := 0
			for _, m := range h.sent.all() {
				if m.Kind != "invitation_ended_for_person" {
					continue
				}
				told++
				if !strings.Contains(m.Body.Subject, tt.subject) || m.To.ID != "M00000" || strings.Contains(m.Body.Text, "mauvaise personne") || strings.Contains(m.Body.Text, "projet arrêté") {
					t.Errorf("to %s: %s\n%s", m.To.ID, m.Body.Subject, m.Body.Text)
				}
			}
			if told != 1 {
				t.Errorf("%d letters: whoever was not asked yet learns nothing", told)
			}
		})
	}
}

func TestTheAdviserIsToldThatTheirPersonIsInvited(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(2))
	must(h.AddUser(t.Context(), admin, NewUser{Email: adviser.Email, Name: "Conseillère", Roles: domain.RoleAdviser}))(t)
	h.edit("M00000", func(p *domain.Person) { p.Candidate.Adviser = adviser.Email })
	o := h.published(mason())
	for _, profile := range []string{"M00000", "M00001"} {
		must(h.AnswerFor(t.Context(), referent, h.ask(o, profile).Invitations[0].ID, PersonAnswer{Answer: AnswerQuestion, Text: "Où ?"}, "", domain.ChannelPhone))(t)
	}
	h.round()
	if n := h.lettersOf("person_invited_for_adviser"); n != 1 {
		t.Errorf("%d letters to the adviser", n)
	}
	for _, m := range h.sent.all() {
		if m.Kind == "person_invited_for_adviser" && (strings.Contains(m.Body.Subject+m.Body.Text, "Nom0") || m.To.Address != adviser.Email) {
			t.Errorf("%s\n%s", m.Body.Subject, m.Body.Text)
		}
	}
}
