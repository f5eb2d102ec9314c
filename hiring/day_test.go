package hiring

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

// dayOf is what the page of the day says to somebody: « kind who about », in its order.
func (h *house) dayOf(actor domain.Actor) (lines []string) {
	h.tb.Helper()
	for _, g := range must(h.Day(h.tb.Context(), actor, 0))(h.tb) {
		if g.Total != len(g.Lines) {
			h.tb.Errorf("%s: %d lines, said to be %d", g.Kind, len(g.Lines), g.Total)
		}
		for _, l := range g.Lines {
			lines = append(lines, strings.TrimSpace(fmt.Sprintf("%s %s / %s", l.Kind, l.Who, l.About)))
		}
	}
	return lines
}

// wantLine fails unless the kind has exactly these lines for somebody.
func (h *house) wantLine(actor domain.Actor, kind domain.DayKind, want ...string) {
	h.tb.Helper()
	var got []string
	for _, line := range h.dayOf(actor) {
		if rest, of := strings.CutPrefix(line, string(kind)+" "); of {
			got = append(got, rest)
		}
	}
	slices.Sort(got) // what came at one instant has no order
	if !slices.Equal(got, want) {
		h.tb.Errorf("%s says %q, want %q", kind, got, want)
	}
}

var holder = domain.Holder(domain.ChannelLink)

// say answers an invitation as its person.
func (h *house) say(i *domain.Invitation, answer, text string) Answered {
	h.tb.Helper()
	return must(h.answer(h.tb.Context(), holder, i.ID, PersonAnswer{Answer: answer, Text: text}, ""))(h.tb)
}

// TestTheDayFollowsWhatHappens walks one offer through its states: each thing that waits has its line, once, under the most
// urgent heading, and what is done leaves it.
func TestTheDayFollowsWhatHappens(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(4))
	draft := mason()
	draft.Places = 2
	o, list := h.invitedTo(draft, "M00000", "M00001", "M00002", "M00003")
	title := o.Title + ", Dunkerque"
	h.wantLine(referent, domain.DayLastDays)

	h.say(list[0], AnswerQuestion, "Y a-t-il un bus ?")
	h.wantLine(referent, domain.DayQuestion, "Prénom0 Nom0 / "+title)
	h.wantLine(seated, domain.DayQuestion)
	yes := h.say(list[1], AnswerYes, "").Introduction
	h.say(list[2], AnswerNo, "trop loin")
	h.wantLine(referent, domain.DayToCall)

	h.clock.advance(domain.CallWithinDays * 24 * time.Hour)
	h.wantLine(referent, domain.DayToCall, "Prénom1 Nom1 / "+title)
	h.wantLine(seated, domain.DayToCall)

	h.clock.advance(7 * 24 * time.Hour)
	h.wantLine(referent, domain.DayLastDays, "Prénom3 Nom3 / "+title) // whose question waits has one line
	h.wantLine(referent, domain.DaySilent, "Prénom1 Nom1 / "+title)
	h.wantLine(referent, domain.DayToCall)

	must(h.changeIntroduction(t.Context(), domain.System(), yes.ID, func(x *domain.Introduction, now time.Time) error {
		return x.Hire(domain.HiringOutcome{Contract: domain.CDI, Start: domain.DayOf(now), WeeklyHours: 35, Seat: 1}, referent, now)
	}))(t)
	h.wantLine(referent, domain.DaySilent)
	must(h.changeInvitation(t.Context(), list[0].ID, func(i *domain.Invitation, now time.Time) error { return i.AnswerQuestions(referent, now) }))(t)
	h.wantLine(referent, domain.DayQuestion)
	h.wantLine(referent, domain.DayLastDays, "Prénom0 Nom0 / "+title, "Prénom3 Nom3 / "+title)

	for _, i := range []*domain.Invitation{list[0], list[3]} {
		h.clock.advance(3 * 24 * time.Hour)
		must(h.changeInvitation(t.Context(), i.ID, func(i *domain.Invitation, now time.Time) error {
			return i.Move(domain.InvitationExpired, domain.System(), now, "")
		}))(t)
	}
	h.wantLine(referent, domain.DayExpired, "Prénom0 Nom0 / "+title, "Prénom3 Nom3 / "+title)
	must(h.changeInvitation(t.Context(), list[3].ID, func(i *domain.Invitation, now time.Time) error {
		return i.Move(domain.InvitationCancelled, referent, now, "")
	}))(t)
	h.wantLine(referent, domain.DayExpired, "Prénom0 Nom0 / "+title)

	must(h.FillOffer(t.Context(), referent, o.ID))(t)
	h.wantLine(referent, domain.DayExpired)
	h.wantLine(referent, domain.DayFilled, title+" /")
	h.wantLine(seated, domain.DayFilled)
	h.clock.advance(30 * 24 * time.Hour)
	h.wantLine(referent, domain.DayFilled)
	h.wantLine(referent, domain.DayFollowUp, "Prénom1 Nom1 / "+title)
}

// TestAMailThatCameBackIsOnTheDay shows whom to phone: once, on the line of the invitation that waits.
func TestAMailThatCameBackIsOnTheDay(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(2))
	_, list := h.invited("M00000")
	for n, event := range []string{"invitations/" + list[0].ID + "/1/sent", "people/M00001/1/file_ending"} {
		p := must(h.Person(t.Context(), referent, fmt.Sprintf("M%05d", n)))(t)
		m := domain.NewMail(event, domain.PersonRecipient(p), "file_ending_for_person", domain.MailBody{Subject: "Un courriel"}, nil, h.Now())
		if err := m.Move(domain.MailBounced, domain.System(), h.Now(), ""); err != nil {
			t.Fatal(err)
		}
		if err := h.Deps.Mails.Save(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}
	h.wantLine(referent, domain.DayReturned, "Prénom0 Nom0 / Maçon, Dunkerque", "Prénom1 Nom1 /")
	h.clock.advance((domain.ReturnedShownDays + 1) * 24 * time.Hour)
	h.wantLine(referent, domain.DayReturned)
}

// TestAnAdvisersDay tells an adviser of their own people, what may be told: neither a no, nor silence, nor an absence.
func TestAnAdvisersDay(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(6))
	for n := range 5 { // the sixth is somebody else's
		must(h.changePerson(t.Context(), referent, fmt.Sprintf("M%05d", n), func(p *domain.Person, now time.Time) error {
			p.Candidate.Adviser = adviser.Email
			p.NoteChange("edit", []string{"candidate.adviser"}, referent, now)
			return nil
		}))(t)
	}
	draft := mason()
	draft.Places = 2
	_, list := h.invitedTo(draft, "M00000", "M00001", "M00002", "M00003", "M00004", "M00005")
	h.say(list[1], AnswerYes, "")
	h.say(list[2], AnswerNo, "trop loin")
	missed := h.say(list[3], AnswerYes, "").Introduction
	for _, i := range list[4:5] {
		must(h.changeInvitation(t.Context(), i.ID, func(i *domain.Invitation, now time.Time) error {
			return i.Move(domain.InvitationExpired, domain.System(), now, "")
		}))(t)
	}
	must(h.changeIntroduction(t.Context(), domain.System(), missed.ID, func(x *domain.Introduction, now time.Time) error {
		return x.Missed(domain.SidePerson, referent, now)
	}))(t)
	about := " / Maçon, Dunkerque"
	h.wantLine(adviser, domain.DayOwnInvited, "Prénom0 Nom0"+about, "Prénom2 Nom2"+about, "Prénom4 Nom4"+about)
	h.wantLine(adviser, domain.DayOwnYes, "Prénom1 Nom1"+about, "Prénom3 Nom3"+about)
	if got := h.dayOf(adviser); len(got) != 5 {
		t.Errorf("an adviser reads %q", got)
	}
	for n, want := range []string{"proposée", "a dit oui", "proposée", "a dit oui", "proposée"} {
		got := must(h.ProspectsOf(t.Context(), adviser, fmt.Sprintf("M%05d", n)))(t)
		if len(got) != 1 || got[0].Words != want || got[0].Title != "Maçon, Dunkerque" || got[0].On != today {
			t.Errorf("M%05d: %+v, want %q", n, got, want)
		}
	}
	_, err := h.ProspectsOf(t.Context(), adviser, "M00005")
	wantCode(t, err, domain.CodeNotFound)
	got := h.dayOf(boss)
	if slices.Sort(got); !slices.Equal(got, []string{"call_promised Prénom1 Nom1 / Maçon, Dunkerque", "said_yes Prénom3 Nom3 / Maçon, Dunkerque"}) {
		t.Errorf("an employer reads %q: they read who said yes, and nobody else", got)
	}
	for _, other := range []domain.Actor{{ID: "rival", Roles: domain.RoleEmployer, SIRETs: []domain.SIRET{cleaning}}, seated} {
		if got := h.dayOf(other); len(got) > 0 {
			t.Errorf("%s reads %q", other.ID, got)
		}
	}
}

// TestNoDayTellsAnAdviserANo reads the day and the files of an adviser night after night, before and after the rounds: who
// said no, who was taken back and who was silent read the same, the offer open or ended on the way.
func TestNoDayTellsAnAdviserANo(t *testing.T) {
	for name, c := range map[string]struct {
		ends int // the offer is withdrawn that day; never when negative
		last int // the last day on which it reads « proposée »
	}{"an open offer": {-1, domain.InvitationDays}, "an offer withdrawn on the way": {5, 4}} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			h.register()
			h.bring(masonsFile(4))
			for n := range 4 {
				h.edit(fmt.Sprintf("M%05d", n), func(p *domain.Person) { p.Candidate.Adviser = adviser.Email })
			}
			o, list := h.invited("M00000", "M00001", "M00002", "M00003")
			h.say(list[0], AnswerNo, "trop loin")
			must(h.CancelInvitation(t.Context(), referent, list[2].ID, "erreur de métier"))(t)
			h.say(list[3], AnswerYes, "")
			h.say(list[3], AnswerNo, "") // ended at once, as any yes that comes to nothing
			for day := range domain.InvitationDays + 4 {
				if day == c.ends {
					must(h.WithdrawOffer(t.Context(), referent, o.ID, "L'entreprise a changé ses plans."))(t)
				}
				want := "proposée"
				if day > c.last {
					want = "sans suite"
				}
				for range 2 {
					var lines []Prospect
					for n := range 3 {
						got := must(h.ProspectsOf(t.Context(), adviser, fmt.Sprintf("M%05d", n)))(t)[0]
						got.Profile, got.Moved = "", got.Moved.Truncate(24*time.Hour)
						lines = append(lines, got)
					}
					if lines[0] != lines[1] || lines[2] != lines[1] || lines[0].Words != want {
						t.Fatalf("day %d: a no reads %+v, a silence %+v, one taken back %+v, want %s", day, lines[0], lines[1], lines[2], want)
					}
					if back := must(h.ProspectsOf(t.Context(), adviser, "M00003"))(t)[0]; back.Words != "sans suite" {
						t.Fatalf("day %d: a yes taken back reads %q", day, back.Words)
					}
					if err := h.Rounds(t.Context()); err != nil {
						t.Fatal(err)
					}
				}
				h.clock.advance(24 * time.Hour)
			}
		})
	}
}
