package hiring

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

// toldOf lists who was written to since, « kind to », the letters of sign-ups and of the invitation itself left out.
func (h *house) toldOf(since int) (list []string) {
	h.tb.Helper()
	h.deliver()
	for _, m := range h.sent.all()[since:] {
		if slices.Contains([]string{"offer_to_read_for_referent", "offer_invitation_for_person", "meetup_invitation_for_person", "person_invited_for_adviser", "said_yes_for_employer", "person_gone_for_employer"}, m.Kind) {
			continue
		}
		list = append(list, m.Kind+" "+m.To.Address)
	}
	slices.Sort(list)
	return list
}

// wantLetters fails unless exactly these were written to by what act does.
func (h *house) wantLetters(what string, act func(), want ...string) []domain.Mail {
	h.tb.Helper()
	h.deliver()
	before := len(h.sent.all())
	act()
	slices.Sort(want)
	if got := h.toldOf(before); !slices.Equal(got, want) {
		h.tb.Errorf("%s: %q, want %q", what, got, want)
	}
	return h.sent.all()[before:]
}

func TestWhoIsToldOfAnAnswer(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.user("patronne@exemple.fr", domain.RoleEmployer)
	h.user("referente@exemple.fr", domain.RoleReferent)
	h.user(adviser.Email, domain.RoleAdviser)
	h.bring(masonsFile(3))
	h.edit("M00001", func(p *domain.Person) { p.Candidate.Adviser = adviser.Email })
	slots := []domain.Slot{{At: morning.Add(48 * time.Hour)}, {At: morning.Add(72 * time.Hour), Where: "12 quai du Port"}}
	_, list := h.invitedAt(mason(), slots, "M00001")
	token := h.linkTo(list[0])
	minute := func() { h.clock.advance(time.Minute) }
	person, boss, counsel := "m1@exemple.fr", "patronne@exemple.fr", adviser.Email

	h.wantLetters("a no", func() { h.says(token, PersonAnswer{Answer: AnswerNo, Text: "trop loin"}) })
	minute()
	h.wantLetters("why", func() { h.says(token, PersonAnswer{Answer: AnswerNo, Text: "le salaire"}) })
	h.wantLetters("a question", func() { h.says(token, PersonAnswer{Answer: AnswerQuestion, Text: "Y a-t-il un bus ?"}) }, "question_asked_for_referent referente@exemple.fr")
	minute()
	h.wantLetters("a yes", func() { h.says(token, PersonAnswer{Answer: AnswerYes}) }, "yes_noted_for_person "+person, "person_said_yes_for_adviser "+counsel)
	h.wantLetters("the same yes", func() { h.says(token, PersonAnswer{Answer: AnswerYes}) })
	minute()
	first := h.wantLetters("a slot", func() { h.says(token, yesTo(slots[0])) }, "meeting_set_for_person "+person, "meeting_set_for_employer "+boss)
	minute()
	second := h.wantLetters("another slot", func() { h.says(token, yesTo(slots[1])) }, "meeting_set_for_person "+person, "meeting_set_for_employer "+boss)
	minute()
	gone := h.wantLetters("a no again", func() { h.says(token, PersonAnswer{Answer: AnswerNo}) })
	if n := len(gone); n != 1 || gone[0].Kind != "person_gone_for_employer" || !strings.Contains(gone[0].Body.Calendar, "\r\nMETHOD:CANCEL\r\n") || !strings.Contains(gone[0].Body.Calendar, "\r\nSEQUENCE:3\r\n") {
		t.Errorf("the meeting is not called off: %+v", gone)
	}
	minute()
	third := h.wantLetters("a yes again, with a slot", func() { h.says(token, yesTo(slots[0])) }, "meeting_set_for_person "+person, "meeting_set_for_employer "+boss)
	x := h.opened(token).Introduction
	for n, mails := range [][]domain.Mail{first, second, third} {
		for _, m := range mails {
			if !strings.HasPrefix(m.Kind, "meeting_set") {
				continue
			}
			for _, line := range []string{"METHOD:REQUEST", "UID:" + x.ID + "@candidatheque", fmt.Sprintf("SEQUENCE:%d", 2*n)} {
				if !strings.Contains(strings.ReplaceAll(m.Body.Calendar, "\r\n ", ""), "\r\n"+line+"\r\n") {
					t.Errorf("%s %d: no %s in\n%s", m.Kind, n, line, m.Body.Calendar)
				}
			}
			text := m.Body.Subject
			if m.To.Kind == domain.RecipientUser {
				text += m.Body.Text + m.Body.HTML + m.Body.Calendar
			}
			if strings.Contains(text, "Nom1") || strings.Contains(text, "Prénom1") || strings.Contains(text, "m1@exemple.fr") {
				t.Errorf("%s names the person:\n%s", m.Kind, text)
			}
		}
	}
}

// Somebody who waited is told when an employer meets them after all, and chooses a time.
func TestWhoWaitedIsToldOfAFreedPlace(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(6))
	_, list := h.invitedAt(mason(), nil, "M00001", "M00002", "M00003", "M00004")
	var tokens []string
	for _, i := range list {
		tokens = append(tokens, h.linkTo(i))
		h.says(tokens[len(tokens)-1], PersonAnswer{Answer: AnswerYes})
	}
	h.stage(tokens[3], domain.StageWaiting)
	h.deliver()
	h.clock.advance(time.Minute)
	h.wantLetters("a place is free", func() { h.says(tokens[0], PersonAnswer{Answer: AnswerNo}); h.deliver() }, "yes_noted_for_person m4@exemple.fr")
	h.stage(tokens[3], domain.StageChoosing)
}

// A no that was never told to the adviser is not told by a second yes either.
func TestTheAdviserLearnsOfOneYesOnly(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.user(adviser.Email, domain.RoleAdviser)
	h.bring(masonsFile(3))
	h.edit("M00001", func(p *domain.Person) { p.Candidate.Adviser = adviser.Email })
	_, list := h.invitedAt(mason(), nil, "M00001")
	token := h.linkTo(list[0])
	for _, answer := range []string{AnswerYes, AnswerNo, AnswerYes, AnswerNo, AnswerYes} {
		h.says(token, PersonAnswer{Answer: answer})
		h.deliver()
		h.clock.advance(time.Minute)
	}
	if n := h.lettersOf("person_said_yes_for_adviser"); n != 1 {
		t.Errorf("%d letters of a yes", n)
	}
	if n := h.lettersOf("yes_noted_for_person"); n != 3 {
		t.Errorf("%d letters to the person", n)
	}
}

func TestWhoComesToAMeetupHasItInTheirCalendar(t *testing.T) {
	h := newHouse(t)
	h.bring(masonsFile(3))
	o := &domain.Occasion{Record: domain.Record{ID: "rencontre-1", Created: morning}, For: domain.ForMeetup, Title: "Rencontre du bâtiment", Place: commune("59140", "Dunkerque"),
		At: morning.Add(72 * time.Hour), Places: 2, Words: "Des chefs d'entreprise du bâtiment parlent de leur métier, sans engagement."}
	if err := o.Move(domain.OccasionOpen, referent, morning, ""); err != nil {
		t.Fatal(err)
	}
	if err := h.Deps.Occasions.Save(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	list := must(h.Invite(t.Context(), referent, InvitePlan{For: domain.ForMeetup, Object: o.ID, Profiles: []string{"M00001"}}))(t).Invitations
	sent := h.wantLetters("a yes", func() { h.says(h.linkTo(list[0]), PersonAnswer{Answer: AnswerYes}) }, "yes_noted_for_person m1@exemple.fr")
	if got := sent[len(sent)-1]; !strings.Contains(got.Body.Calendar, "DTSTART:20261126T090000Z") || !strings.Contains(got.Body.Text, "jeudi 26 novembre 2026 à 10 h") {
		t.Errorf("%s\n%s", got.Body.Text, got.Body.Calendar)
	}
}

// TestNobodyIsThankedForAMeetingThatNeverWas refuses somebody before and after they came: only who came is thanked for it.
func TestNobodyIsThankedForAMeetingThatNeverWas(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(3))
	_, list := h.invited("M00001", "M00002")
	for n, i := range list {
		x := h.says(h.linkTo(i), PersonAnswer{Answer: AnswerYes}).Introduction
		if n == 1 {
			must(h.Met(t.Context(), referent, x.ID))(t)
		}
		letters := h.wantLetters("a refusal", func() {
			must(h.Outcome(t.Context(), referent, x.ID, domain.HiringOutcome{Reason: "le poste demande de l'expérience"}))(t)
		}, "not_hired_for_person m"+[]string{"1", "2"}[n]+"@exemple.fr")
		for _, m := range letters {
			if thanked := strings.Contains(m.Body.Text, "Merci d'être"); m.Kind == "not_hired_for_person" && thanked != (n == 1) {
				t.Errorf("person %d, thanked: %v", n, thanked)
			}
		}
	}
}
