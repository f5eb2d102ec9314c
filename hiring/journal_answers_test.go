package hiring

import (
	"slices"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

// TestTheJournalHasOneStoryForANoAndASilence lives what may become of five invitations, and compares what the journal says of
// each person, from the first line to the last: a no and a silence are one story, a yes taken back and one called off another.
func TestTheJournalHasOneStoryForANoAndASilence(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(6))
	known := len(h.lines())
	draft := mason()
	draft.Places = 5
	_, list := h.invitedTo(draft, "M00000", "M00001", "M00002", "M00003", "M00004", "M00005")
	h.lines()
	h.clock.advance(24 * time.Hour)
	link := make([]string, len(list))
	for n, i := range list {
		link[n] = h.linkTo(i)
	}
	h.says(link[0], PersonAnswer{Answer: AnswerNo, Text: "trop loin"})
	h.says(link[0], PersonAnswer{Answer: AnswerNo, Text: "le salaire"})
	must(h.AnswerFor(t.Context(), referent, list[1].ID, PersonAnswer{Answer: AnswerNo}, "", domain.ChannelPhone))(t)
	yes := []*domain.Introduction{h.says(link[3], PersonAnswer{Answer: AnswerYes}).Introduction, h.says(link[4], PersonAnswer{Answer: AnswerYes}).Introduction,
		h.says(link[5], PersonAnswer{Answer: AnswerYes}).Introduction}
	h.lines()
	h.clock.advance(24 * time.Hour)
	h.says(link[3], PersonAnswer{Answer: AnswerNo})
	must(h.Cancel(t.Context(), referent, yes[1].ID, "erreur de métier"))(t)
	must(h.Withdraw(t.Context(), referent, yes[2].ID, domain.ChannelPhone, ""))(t)
	h.lines()
	h.clock.advance((domain.InvitationDays + 1) * 24 * time.Hour)
	if err := h.Rounds(t.Context()); err != nil { // who was silent expires
		t.Fatal(err)
	}
	stories := map[string][]domain.JournalLine{}
	for _, l := range h.lines()[known:] {
		if kind := l.Act.Kind(); kind == "invitation" || kind == "introduction" {
			stories[l.Person] = append(stories[l.Person], domain.JournalLine{Record: domain.Record{Created: l.Created}, Act: l.Act, Object: l.Object, Actor: l.Actor, OnBehalf: l.OnBehalf, Channel: l.Channel, Reason: l.Reason})
		}
	}
	// Three never said yes, three did: two stories, whatever the end.
	same := map[int]int{}
	for _, a := range stories {
		n := 0
		for _, b := range stories {
			if slices.EqualFunc(a, b, func(x, y domain.JournalLine) bool {
				return x.Created.Equal(y.Created) && x.Act == y.Act && x.Object == y.Object && x.Actor == y.Actor && x.OnBehalf == y.OnBehalf && x.Channel == y.Channel && x.Reason == y.Reason
			}) {
				n++
			}
		}
		same[n]++
	}
	if len(stories) != 6 || same[3] != 6 {
		for who, lines := range stories {
			for _, l := range lines {
				t.Logf("%s %s %s %s by %s for %q %q", who, l.Created.Format(time.DateTime), l.Act, l.Object, l.Actor, l.OnBehalf, l.Channel)
			}
		}
		t.Errorf("%d people, shared stories: %v", len(stories), same)
	}
}
