package hiring

import (
	"strings"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

// mute takes away the address of somebody.
func (h *house) mute(profile string) {
	h.tb.Helper()
	h.edit(profile, func(p *domain.Person) { p.Candidate.Email, p.Candidate.Phone = "", "0612345678" })
}

// calls are the lines of the calls to make, as a referent reads them.
func (h *house) calls(actor domain.Actor) (lines []domain.DayLine) {
	h.tb.Helper()
	for _, g := range must(h.Day(h.tb.Context(), actor, 0))(h.tb) {
		if g.Kind == domain.DayToSay {
			lines = append(lines, g.Lines...)
		}
	}
	return lines
}

// Whoever has no mailbox is told by phone what the others read: a line of the day, with one sentence and the number, until
// a referent says that it is done. The relay may tell an event again: there is one note.
func TestWhoeverHasNoMailboxIsToldByPhone(t *testing.T) {
	for name, c := range map[string]struct {
		state domain.IntroductionStatus
		act   func(*house)
		say   string
		told  int // in the journal, which is exported: nothing that tells an end from a withdrawal
	}{
		"called off": {domain.IntroductionAccepted, func(h *house) { must(h.Cancel(h.tb.Context(), referent, "a", "plus de poste"))(h.tb) }, "n'aura pas lieu", 0},
		"not hired":  {domain.IntroductionMet, func(h *house) { must(h.notHire(h.tb.Context(), boss, "a", "autre profil"))(h.tb) }, "ne l'a pas retenue", 0},
		"hired":      {domain.IntroductionMet, func(h *house) { must(h.Outcome(h.tb.Context(), boss, "a", cdi()))(h.tb) }, "est embauchée", 1},
		"set by the employer": {domain.IntroductionAccepted, func(h *house) {
			must(h.ProposeSlots(h.tb.Context(), boss, h.introduction("a").OfferID, []domain.Slot{inTwoDays}))(h.tb)
			must(h.ChooseSlotFor(h.tb.Context(), boss, "a", inTwoDays.ID()))(h.tb)
		}, "son rendez-vous", 1},
		"a place freed": {domain.IntroductionWaiting, func(h *house) { h.deliver() }, "une place s'est libérée", 1},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			h.register()
			h.bring(masonsFile(2))
			h.mute("M00000")
			h.yes(h.published(mason()), "a", "M00000", c.state)
			if c.state != domain.IntroductionWaiting {
				h.deliver()
			}
			c.act(h)
			h.deliver()
			h.deliver()
			lines := h.calls(referent)
			if len(lines) != 1 || !strings.Contains(lines[0].Say, c.say) || lines[0].Who != "Prénom0 Nom0" || lines[0].Phone == "" {
				t.Fatalf("%+v", lines)
			}
			if got := h.calls(seated); len(got) != 0 {
				t.Errorf("a member of the establishment reads %+v", got)
			}
			_, err := h.CallDone(t.Context(), seated, lines[0].Object)
			wantCode(t, err, domain.CodeNotFound)
			for range 2 { // twice is once
				if m := must(h.CallDone(t.Context(), referent, lines[0].Object))(t); m.Status != domain.MailSaid {
					t.Errorf("%s", m.Status)
				}
			}
			h.deliver()
			if got := h.calls(referent); len(got) != 0 {
				t.Errorf("it is done, and still says %+v", got)
			}
			if n := strings.Count(acts(h.lines()), "mail.said"); n != c.told {
				t.Errorf("%d lines in the journal", n)
			}
		})
	}
}

func acts(lines []*domain.JournalLine) string {
	var all strings.Builder
	for _, l := range lines {
		all.WriteString(string(l.Act) + "\n")
	}
	return all.String()
}

// An address from which mails come back is none; another address is written to again. What is asked for by its link, or
// what the person themself did, is nothing to phone about.
func TestAnAddressThatFailsIsPhoned(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(2))
	o, list := h.invited("M00000", "M00001")
	h.deliver()
	h.say(list[0], AnswerYes, "")
	h.deliver()
	for _, m := range h.sent.all() {
		if m.To.Address == "m0@exemple.fr" {
			must(h.ReturnMails(t.Context(), []MailReturn{{m.ID, "inconnu"}}))(t)
		}
	}
	if got := h.calls(referent); len(got) != 0 {
		t.Errorf("the person knows that they said yes: %+v", got)
	}
	must(h.WithdrawOffer(t.Context(), referent, o.ID, "plus besoin"))(t)
	h.deliver()
	if got := h.calls(referent); len(got) != 1 {
		t.Fatalf("%+v", got)
	}
	if reached := must(h.ByMail(t.Context(), "M00000"))(t); reached {
		t.Error("an address that fails reaches nobody")
	}
	h.edit("M00000", func(p *domain.Person) { p.Candidate.Email = "autre@exemple.fr" })
	if reached := must(h.ByMail(t.Context(), "M00000"))(t); !reached {
		t.Error("another address is one")
	}
	must(h.ErasePerson(t.Context(), admin, "M00000", domain.ErasedOnRequest))(t)
	if got := h.calls(referent); len(got) != 0 {
		t.Errorf("somebody erased is to be phoned: %+v", got)
	}
}

// Who was invited to an immersion, and did not answer, is nothing that its host reads, referents or not: the note of its new
// dates is for another referent.
func TestACallOfAnOwnImmersionIsForAnother(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(2))
	h.mute("M00000")
	h.mute("M00001")
	o := must(h.OpenOccasion(t.Context(), referent, domain.Occasion{For: domain.ForPMSMP, Title: "Une semaine sur un chantier", SIRET: masonry, ROMEs: []domain.ROME{"F1703"},
		Place: commune("59140", "Dunkerque"), From: today + 10, To: today + 15, Places: 2, Words: "Une semaine avec une équipe de maçons, de l'atelier au chantier."}))(t)
	if got := must(h.Invite(t.Context(), referent, InvitePlan{For: domain.ForPMSMP, Object: o.ID, Profiles: []string{"M00000"}}))(t); len(got.Invitations) != 1 {
		t.Fatalf("%+v", got.Refused)
	}
	h.deliver()
	must(h.MergePeople(t.Context(), referent, "M00001", "M00000"))(t) // the invitation stays under the first key
	h.clock.advance(time.Minute)
	said := *must(h.Occasion(t.Context(), referent, o.ID))(t)
	said.To++
	must(h.EditOccasion(t.Context(), referent, o.ID, said.Revision, said))(t)
	h.deliver()
	lines := h.calls(referent)
	if len(lines) != 1 {
		t.Fatalf("%+v", lines)
	}
	if got := h.calls(seated); len(got) != 0 {
		t.Errorf("the host reads %+v", got)
	}
	_, err := h.CallDone(t.Context(), seated, lines[0].Object)
	wantCode(t, err, domain.CodeNotFound)
	must(h.CallDone(t.Context(), referent, lines[0].Object))(t)
	if n := strings.Count(acts(h.lines()), "mail.said"); n != 0 {
		t.Error("the journal, which is exported, tells of whoever did not say no")
	}
}

// What is not true any more is said by nobody: the note leaves the day, is not « done », and is dropped by whichever process
// looks first.
func TestACallThatIsNotTrueAnyMoreIsMadeByNobody(t *testing.T) {
	for name, c := range map[string]struct {
		state domain.IntroductionStatus
		act   func(*house)
		then  func(*house)
		left  int
	}{
		"a hire undone": {domain.IntroductionMet, func(h *house) { must(h.Outcome(h.tb.Context(), boss, "a", cdi()))(h.tb) },
			func(h *house) { must(h.notHire(h.tb.Context(), referent, "a", "n'a pas commencé"))(h.tb) }, 0},
		"withdrew after the slot": {domain.IntroductionAccepted, func(h *house) {
			must(h.ProposeSlots(h.tb.Context(), boss, h.introduction("a").OfferID, []domain.Slot{inTwoDays}))(h.tb)
			must(h.ChooseSlotFor(h.tb.Context(), boss, "a", inTwoDays.ID()))(h.tb)
		}, func(h *house) { must(h.Cancel(h.tb.Context(), referent, "a", "plus de poste"))(h.tb) }, 1},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			h.register()
			h.bring(masonsFile(2))
			h.mute("M00000")
			h.yes(h.published(mason()), "a", "M00000", c.state)
			h.deliver()
			c.act(h)
			h.deliver()
			lines := h.calls(referent)
			if len(lines) != 1 {
				t.Fatalf("%+v", lines)
			}
			h.clock.advance(time.Minute)
			c.then(h)
			h.deliver()
			for range 2 {
				if now := h.calls(referent); len(now) != c.left || c.left == 1 && now[0].Object == lines[0].Object {
					t.Fatalf("%+v", now)
				}
				if err := h.dropCalls(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			if m := must(h.Deps.Mails.Get(t.Context(), domain.System(), lines[0].Object))(t); m.Status != domain.MailUnsaid {
				t.Errorf("%s", m.Status)
			}
			_, err := h.CallDone(t.Context(), referent, lines[0].Object)
			wantCode(t, err, domain.CodeConflict)
			if n := strings.Count(acts(h.lines()), "mail."); n != 0 {
				t.Errorf("%d lines in the journal", n)
			}
		})
	}
}

// A note whose text is due is to be said no more.
func TestAForgottenCallIsSaidByNobody(t *testing.T) {
	m := domain.NewCallNote("introductions/a/1/hired", domain.Recipient{Kind: domain.RecipientPerson, ID: "P1"}, "hired_for_person", "Dites-lui…", time.Now())
	if m.Forget(); m.Status != domain.MailUnsaid {
		t.Errorf("%s", m.Status)
	}
}

// Whoever has no mailbox and was not phoned yet never heard of the work: that it is over is nothing to tell them, unless they
// asked something.
func TestWhoeverWasNeverAskedIsNotToldThatItIsOver(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(2))
	h.mute("M00000")
	h.mute("M00001")
	o, list := h.invited("M00000", "M00001")
	h.deliver()
	h.say(list[1], AnswerQuestion, "à quelle heure ?")
	must(h.WithdrawOffer(t.Context(), referent, o.ID, "plus besoin"))(t)
	h.deliver()
	if got := h.calls(referent); len(got) != 1 || got[0].Who != "Prénom1 Nom1" {
		t.Errorf("%+v", got)
	}
}

// What somebody typed is not what the platform writes of itself: the person is told that their meeting is off.
func TestATypedReasonSilencesNoLetter(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(1))
	h.yes(h.published(mason()), "a", "M00000", domain.IntroductionAccepted)
	h.deliver()
	must(h.Cancel(t.Context(), referent, "a", personGone))(t)
	h.deliver()
	if n := h.lettersOf("meeting_ended_for_person"); n != 1 {
		t.Errorf("%d letters", n)
	}
}
