package domain

import (
	"testing"
	"time"
)

// dayNow is a Monday at ten in Paris.
var dayNow = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

func before(days int) time.Time { return dayNow.AddDate(0, 0, -days) }

// TestEveryStateOfAnInvitationOnTheDay says, for each state, what waits and what does not: nobody is forgotten, and nobody
// stands there without something to do.
func TestEveryStateOfAnInvitationOnTheDay(t *testing.T) {
	today := DayOf(dayNow)
	asked := []Question{{Text: "C'est loin ?", At: before(1)}}
	sent := func(days int, more func(*Invitation)) *Invitation {
		i := &Invitation{Status: InvitationSent, Sent: before(days), Expires: DayOf(before(days)) + InvitationDays}
		if more != nil {
			more(i)
		}
		return i
	}
	ended := func(status InvitationStatus, days int, questions []Question) *Invitation {
		return &Invitation{Status: status, Sent: before(InvitationDays + days), Expires: today - Date(days), Questions: questions,
			Record: Record{History: []Step{{To: string(status), At: before(days - 1)}}}}
	}
	told := map[InvitationStatus]int{}
	for _, tt := range []struct {
		name string
		i    *Invitation
		want DayKind
	}{
		{"it leaves by itself", &Invitation{Status: InvitationQueued, Due: dayNow}, ""},
		{"the person has time", sent(1, nil), ""},
		{"a question", sent(1, func(i *Invitation) { i.Questions = asked }), DayQuestion},
		{"a question that was answered", sent(1, func(i *Invitation) { i.Questions = []Question{{At: before(2), Answered: before(1)}} }), ""},
		{"without a mailbox", sent(1, func(i *Invitation) { i.ByHand = true }), DayByHand},
		{"without a mailbox, near the end", sent(9, func(i *Invitation) { i.ByHand = true }), DayLastDays},
		{"near the end", sent(InvitationDays-LastDaysOfInvitation, nil), DayLastDays},
		{"the day before that", sent(InvitationDays-LastDaysOfInvitation-1, nil), ""},
		{"past its end, before the round", sent(InvitationDays+1, nil), DayLastDays},
		{"a yes", ended(InvitationAccepted, 1, nil), ""},
		{"a yes, and a question", ended(InvitationAccepted, 1, asked), DayQuestion},
		{"a no", ended(InvitationDeclined, 1, nil), ""},
		{"a no, and a question", ended(InvitationDeclined, 1, asked), DayQuestion},
		{"nobody answered", ended(InvitationExpired, 1, nil), DayExpired},
		{"nobody answered, long ago", ended(InvitationExpired, ExpiredShownDays+1, nil), ""},
		{"nobody answered, and a question", ended(InvitationExpired, ExpiredShownDays+9, asked), DayQuestion},
		{"taken back", ended(InvitationCancelled, 1, nil), ""},
	} {
		told[tt.i.Status]++
		kind, since, waits := tt.i.Waits(today)
		if !waits {
			kind = ""
		}
		if kind != tt.want || waits && since.IsZero() {
			t.Errorf("%s: %q since %v, want %q", tt.name, kind, since, tt.want)
		}
		if waits && kind != DayQuestion && (!tt.i.Wakes().Known() || tt.i.Wakes() > today) {
			t.Errorf("%s waits, and its key says %s: it would not be found", tt.name, tt.i.Wakes())
		}
		if kind == DayQuestion && tt.i.Asked().IsZero() {
			t.Errorf("%s: no key of its question", tt.name)
		}
	}
	for _, status := range InvitationStatuses() {
		if told[status] == 0 {
			t.Errorf("nothing is said of %s", status)
		}
	}
}

// TestEveryStateOfAnIntroductionOnTheDay is the same of introductions.
func TestEveryStateOfAnIntroductionOnTheDay(t *testing.T) {
	today := DayOf(dayNow)
	at := func(status IntroductionStatus, days int, more func(*Introduction)) *Introduction {
		x := &Introduction{Status: status, Record: Record{Created: before(days), History: []Step{{To: string(status), At: before(days)}}}}
		if more != nil {
			more(x)
		}
		return x
	}
	slot := func(days int) func(*Introduction) {
		return func(x *Introduction) { x.Slot = &Slot{At: before(-days).Add(time.Hour)} }
	}
	hired := func(dues ...Date) func(*Introduction) {
		return func(x *Introduction) {
			for n, due := range dues {
				x.FollowUps = append(x.FollowUps, FollowUp{Months: n + 1, Due: due})
			}
		}
	}
	told := map[IntroductionStatus]int{}
	for _, tt := range []struct {
		name string
		x    *Introduction
		want DayKind
	}{
		{"the waiting list", at(IntroductionWaiting, 40, nil), ""},
		{"a yes of today", at(IntroductionAccepted, 0, nil), ""},
		{"nobody fixed a meeting", at(IntroductionAccepted, CallWithinDays, nil), DayToCall},
		{"a call promised for tomorrow", at(IntroductionAccepted, 5, func(x *Introduction) { x.CallBy = today + 1 }), ""},
		{"a call promised for today", at(IntroductionAccepted, 1, func(x *Introduction) { x.CallBy = today }), DayToCall},
		{"a yes after the day of the call", at(IntroductionAccepted, 1, func(x *Introduction) { x.CallBy = today - 4 }), ""},
		{"no news since the yes", at(IntroductionAccepted, AnswerAlertDays, nil), DaySilent},
		{"a meeting tomorrow", at(IntroductionSlotChosen, 1, slot(1)), ""},
		{"a meeting today", at(IntroductionSlotChosen, 1, slot(0)), DayInterview},
		{"a meeting yesterday: the employer has time", at(IntroductionSlotChosen, 3, slot(-1)), ""},
		{"a meeting a week ago", at(IntroductionSlotChosen, 9, slot(-AnswerAlertDays)), DaySilent},
		{"met yesterday", at(IntroductionMet, 1, nil), ""},
		{"met a week ago", at(IntroductionMet, AnswerAlertDays, nil), DaySilent},
		{"missed", at(IntroductionNoShow, 0, slot(0)), DayMissed},
		{"hired, too early to ask", at(IntroductionHired, 3, hired(today+28, today+59)), ""},
		{"hired, to be asked", at(IntroductionHired, 35, hired(today, today+31)), DayFollowUp},
		{"hired for a week", at(IntroductionHired, 35, nil), ""},
		{"not hired", at(IntroductionNotHired, 30, nil), ""},
		{"withdrew", at(IntroductionWithdrew, 30, nil), ""},
		{"cancelled", at(IntroductionCancelled, 30, nil), ""},
	} {
		told[tt.x.Status]++
		kind, since, waits := tt.x.Waits(today)
		if !waits {
			kind = ""
		}
		if kind != tt.want || waits && since.IsZero() {
			t.Errorf("%s: %q since %v, want %q", tt.name, kind, since, tt.want)
		}
		if waits && (!tt.x.Wakes().Known() || tt.x.Wakes() > today) {
			t.Errorf("%s waits, and its key says %q: it would not be found", tt.name, tt.x.Wakes())
		}
	}
	for _, status := range IntroductionStatuses() {
		if told[status] == 0 {
			t.Errorf("nothing is said of %s", status)
		}
	}
}

// TestAdvisersReadNoDecline words every state for an adviser: what ended has one word, whatever ended it, and what went
// wrong on the way has that of a yes.
func TestAdvisersReadNoDecline(t *testing.T) {
	today := DayOf(dayNow)
	slots := []*Slot{nil, {At: before(3)}, {At: before(-3)}}
	words := map[IntroductionStatus][]string{}
	for _, status := range IntroductionStatuses() {
		for _, slot := range slots {
			x := &Introduction{Status: status, Slot: slot}
			words[status] = append(words[status], x.AdviserWords(today))
			if kind, on := x.AdviserKind(today); on == (x.AdviserWords(today) == "sans suite") || on != (kind != "") {
				t.Errorf("%s: %q and %q do not agree", status, kind, x.AdviserWords(today))
			}
		}
	}
	for _, same := range [][]IntroductionStatus{
		{IntroductionNotHired, IntroductionWithdrew, IntroductionCancelled},
		{IntroductionAccepted, IntroductionSlotChosen, IntroductionMet, IntroductionNoShow, IntroductionWaiting},
	} {
		for _, status := range same {
			for n := range slots {
				if words[status][n] != words[same[0]][n] {
					t.Errorf("%s reads %q, %s reads %q", status, words[status][n], same[0], words[same[0]][n])
				}
			}
		}
	}
}
