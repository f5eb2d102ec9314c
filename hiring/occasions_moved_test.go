package hiring

import (
	"errors"
	"strings"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

// A meetup that moves is told to whoever was invited and may come, once, with the event that replaces the first; who said no
// reads nothing. Words that change move nothing.
func TestAMeetupThatMovesIsToldToWhoeverMayCome(t *testing.T) {
	h := newHouse(t)
	h.bring(masonsFile(3))
	o := h.meetup(5)
	list := must(h.Invite(t.Context(), referent, InvitePlan{For: domain.ForMeetup, Object: o.ID, Profiles: []string{"M00000", "M00001", "M00002"}}))(t).Invitations
	h.say(list[0], AnswerYes, "")
	h.say(list[1], AnswerNo, "")
	h.deliver()
	said := *o
	said.Words += " Venez comme vous êtes."
	o = must(h.EditOccasion(t.Context(), referent, o.ID, o.Revision, said))(t)
	h.deliver()
	if n := h.lettersOf("occasion_moved_for_person"); n != 0 {
		t.Fatalf("nothing moved, and %d were told", n)
	}
	h.clock.advance(time.Minute)
	said = *o
	said.At, said.Where = o.At.Add(24*time.Hour), "3 rue du Port"
	o = must(h.EditOccasion(t.Context(), referent, o.ID, o.Revision, said))(t)
	h.deliver()
	h.deliver()
	if n := h.lettersOf("occasion_moved_for_person"); n != 2 {
		t.Fatalf("%d were told", n)
	}
	if text := h.letter("occasion_moved_for_person", "m0@exemple.fr"); !strings.Contains(text, (domain.Slot{At: o.At}).French()) || !strings.Contains(text, "3 rue du Port, Dunkerque") {
		t.Errorf("%q", text)
	}
	var events []string
	for _, m := range h.sent.all() {
		if m.To.Address == "m0@exemple.fr" && m.Body.Calendar != "" {
			for _, line := range strings.Split(m.Body.Calendar, "\r\n") {
				if strings.HasPrefix(line, "UID:") || strings.HasPrefix(line, "SEQUENCE:") {
					events = append(events, line)
				}
			}
		}
		if m.To.Address == "m1@exemple.fr" && m.Kind == "occasion_moved_for_person" {
			t.Error("who said no was told")
		}
	}
	if got := strings.Join(events, " "); got != "UID:"+list[0].ID+"@candidatheque SEQUENCE:0 UID:"+list[0].ID+"@candidatheque SEQUENCE:2" {
		t.Errorf("%s", got)
	}
}

// Whoever is invited after the move reads the new day in what asks them; of an immersion, nobody is awaited before its
// convention is signed.
func TestWhatMovedIsToldToWhoeverReadTheOldDay(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(2))
	o := h.week()
	invite := func(profile string) *domain.Invitation {
		return must(h.Invite(t.Context(), referent, InvitePlan{For: domain.ForPMSMP, Object: o.ID, Profiles: []string{profile}}))(t).Invitations[0]
	}
	h.say(invite("M00000"), AnswerYes, "")
	h.deliver()
	h.clock.advance(time.Minute)
	said := *o
	said.From, said.To = o.From+1, o.To+1
	o = must(h.EditOccasion(t.Context(), referent, o.ID, o.Revision, said))(t)
	invite("M00001")
	h.deliver()
	if text := h.letter("occasion_moved_for_person", "m1@exemple.fr"); text != "" {
		t.Errorf("invited after the move: %q", text)
	}
	if text := h.letter("occasion_moved_for_person", "m0@exemple.fr"); !strings.Contains(text, "un référent prépare la convention avec ces dates") || strings.Contains(text, "vous attendons") {
		t.Errorf("%q", text)
	}
}

// The host of an immersion stays once somebody is invited to it; the refusal stands beside its field.
func TestTheHostOfAnImmersionStaysOnceSomebodyIsInvited(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(1))
	o := h.week()
	said := *o
	said.SIRET = cleaning
	o = must(h.EditOccasion(t.Context(), referent, o.ID, o.Revision, said))(t)
	if got := must(h.Invite(t.Context(), referent, InvitePlan{For: domain.ForPMSMP, Object: o.ID, Profiles: []string{"M00000"}}))(t); len(got.Invitations) != 1 {
		t.Fatalf("%+v", got.Refused)
	}
	said = *o
	said.SIRET = masonry
	_, err := h.EditOccasion(t.Context(), referent, o.ID, o.Revision, said)
	wantCode(t, err, domain.CodeInvalid)
	var refusal domain.FieldErrors
	if !errors.As(err, &refusal) || refusal["siret"] == "" {
		t.Errorf("%+v", err)
	}
}

// A yes to a meetup that a referent takes back leaves the calendar of the person, whatever becomes of the meetup; asked
// anew, they get it again, after the copy that called it off.
func TestAYesTakenBackLeavesTheCalendar(t *testing.T) {
	h := newHouse(t)
	h.bring(masonsFile(1))
	o := h.meetup(5)
	i := must(h.Invite(t.Context(), referent, InvitePlan{For: domain.ForMeetup, Object: o.ID, Profiles: []string{"M00000"}}))(t).Invitations[0]
	h.say(i, AnswerYes, "")
	h.deliver()
	must(h.CancelInvitation(t.Context(), referent, i.ID, "inscrite deux fois"))(t)
	h.deliver()
	h.clock.advance(25 * time.Hour)
	must(h.InviteAgain(t.Context(), referent, i.ID, "une place s'est libérée", InvitePlan{}))(t)
	h.say(i, AnswerYes, "")
	h.deliver()
	var events []string
	for _, m := range h.sent.all() {
		for _, line := range strings.Split(m.Body.Calendar, "\r\n") {
			if strings.HasPrefix(line, "METHOD:") || strings.HasPrefix(line, "SEQUENCE:") {
				events = append(events, line)
			}
		}
	}
	if got := strings.Join(events, " "); got != "METHOD:REQUEST SEQUENCE:0 METHOD:CANCEL SEQUENCE:1 METHOD:REQUEST SEQUENCE:2" {
		t.Errorf("%s", got)
	}
}

// week is an immersion on a site, for two people.
func (h *house) week() *domain.Occasion {
	h.tb.Helper()
	from := domain.DayOf(h.clock.Now()) + 10
	return must(h.OpenOccasion(h.tb.Context(), referent, domain.Occasion{For: domain.ForPMSMP, Title: "Une semaine sur un chantier", SIRET: masonry, ROMEs: []domain.ROME{"F1703"},
		Place: commune("59140", "Dunkerque"), From: from, To: from + 5, Places: 2, Words: "Une semaine avec une équipe de maçons, de l'atelier au chantier."}))(h.tb)
}
