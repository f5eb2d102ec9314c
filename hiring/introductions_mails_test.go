package hiring

import (
	"slices"
	"strings"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

// member opens the account of somebody of the establishment, and gives its actor.
func (h *house) member(email string, siret domain.SIRET) domain.Actor {
	h.tb.Helper()
	u := must(h.AddUser(h.tb.Context(), domain.System(), NewUser{Email: email, Name: "Luc Vandamme", Roles: domain.RoleEmployer, SIRETs: []domain.SIRET{siret}}))(h.tb)
	return must(h.ActorOf(h.tb.Context(), u))(h.tb)
}

// kindsTo lists the kinds of mails that left to an address, in order.
func (h *house) kindsTo(address string) (kinds []string) {
	for _, m := range h.sent.all() {
		if m.To.Address == address {
			kinds = append(kinds, m.Kind)
		}
	}
	return kinds
}

func TestWhoIsToldOfWhatBecomesOfAYes(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(4))
	luc := h.member("luc@exemple.fr", masonry)
	h.member("rival@exemple.fr", cleaning)
	o := h.published(mason())
	h.yes(o, "a", "M00000", domain.IntroductionAccepted)
	h.yes(o, "b", "M00001", domain.IntroductionMet)
	h.yes(o, "c", "M00002", domain.IntroductionAccepted)
	h.yes(o, "w", "M00003", domain.IntroductionWaiting)
	h.deliver()
	if got := h.kindsTo("luc@exemple.fr"); len(got) != 2 || got[0] != "said_yes_for_employer" {
		t.Fatalf("the employer was told %v", got) // of both to meet, not of who waits
	}
	must(h.Withdraw(t.Context(), referent, "c", domain.ChannelPhone, "préfère un autre métier"))(t)
	h.deliver() // and who waits takes the place
	must(h.Outcome(t.Context(), luc, "a", cdi()))(t)
	h.deliver()
	h.deliver()
	for address, want := range map[string]string{
		"luc@exemple.fr":   "said_yes_for_employer said_yes_for_employer person_gone_for_employer said_yes_for_employer opinion_asked_for_employer",
		"m0@exemple.fr":    "hired_for_person",
		"m1@exemple.fr":    "not_hired_for_person",
		"m2@exemple.fr":    "",
		"m3@exemple.fr":    "yes_noted_for_person meeting_ended_for_person", // a place was freed, then taken
		"rival@exemple.fr": "",
	} {
		// Two mails of one instant may leave in either order.
		got, expected := h.kindsTo(address), strings.Fields(want)
		slices.Sort(got)
		slices.Sort(expected)
		if !slices.Equal(got, expected) {
			t.Errorf("%s was told %q, want %q", address, got, expected)
		}
	}
	for _, m := range h.sent.all() {
		for _, secret := range []string{"Prénom", "Nom0", "préfère un autre", "plus d'expérience"} {
			if m.To.Kind == domain.RecipientUser && strings.Contains(m.Body.Subject+m.Body.Text+m.Body.HTML, secret) {
				t.Errorf("%s to %s says %q", m.Kind, m.To.Address, secret)
			}
		}
	}
}

// The employer is asked the day after the meeting, at 7 and at 15 days, each once, even by two processes, and no more once
// they answered. The link answers, as long as its holder is a member.
func TestAnEmployerIsAskedAndAnswersByLink(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(2))
	h.member("luc@exemple.fr", masonry)
	o := h.published(mason())
	must(h.ProposeSlots(t.Context(), boss, o.ID, []domain.Slot{inTwoDays}))(t)
	h.yes(o, "a", "M00000", domain.IntroductionAccepted)
	must(h.ChooseSlotFor(t.Context(), boss, "a", inTwoDays.ID()))(t)
	for day := range 25 {
		for range 2 {
			if err := h.Rounds(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		h.deliver()
		if day == 4 && strings.Count(strings.Join(h.kindsTo("luc@exemple.fr"), " "), "outcome_asked") != 1 {
			t.Errorf("the day after: %v", h.kindsTo("luc@exemple.fr"))
		}
		h.clock.advance(24 * time.Hour)
	}
	if n := strings.Count(strings.Join(h.kindsTo("luc@exemple.fr"), " "), "outcome_asked"); n != 3 {
		t.Fatalf("asked %d times", n)
	}
	token := h.sent.to("luc@exemple.fr")
	who, m, err := h.OutcomeByLink(t.Context(), token)
	if err != nil || m.Introduction.ID != "a" || m.Contact.FirstName == "" {
		t.Fatalf("%+v, %v", m, err)
	}
	must(h.Outcome(t.Context(), who, "a", domain.HiringOutcome{Reason: "Finalement non."}))(t)
	last := h.introduction("a").History
	if step := last[len(last)-1]; step.Channel != string(domain.ChannelLink) || step.Actor != who.ID {
		t.Errorf("%+v", step)
	}
	if r := must(h.ReliabilityOf(t.Context(), referent, masonry, cleaning))(t)[masonry]; r != (domain.Reliability{InTime: 0, Owed: 1}) {
		t.Errorf("%+v", r)
	}
	_, _, err = h.OutcomeByLink(t.Context(), "inconnu")
	wantCode(t, err, domain.CodeNotFound)
	h.clock.advance(20 * 24 * time.Hour)
	_, _, err = h.OutcomeByLink(t.Context(), token)
	wantCode(t, err, domain.CodeGone)
}
