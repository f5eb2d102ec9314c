package domain

import (
	"slices"
	"time"
)

// What waits for an employer, of the people who said yes to their offers.
const (
	DayAnswer  DayKind = "answer_owed"   // they met, or it is time: the person waits for the answer
	DayMeeting DayKind = "meeting_today" // somebody comes today
	DayCall    DayKind = "call_promised" // somebody is to be called
	DayYes     DayKind = "said_yes"      // somebody said yes, and is met later
)

// StateLate marks a line whose last day is past.
const StateLate = "late"

// GoingIntroductions are the states of a yes that something is still to come of.
func GoingIntroductions() []IntroductionStatus {
	return slices.DeleteFunc(IntroductionStatuses(), func(s IntroductionStatus) bool { return !s.Going() })
}

// Owes tells whether the employer owes the answer now, and by which day: they met, the hour of the meeting came, or the
// last day is past.
func (x *Introduction) Owes(now time.Time) (due Date, owes bool) {
	due, _, owed := x.AnswerOwed()
	came := x.Status == IntroductionMet || x.Slot != nil && !x.Slot.At.After(now)
	return due, owed && (came || due < DayOf(now))
}

// AsksEmployer is the line of an introduction on the employer's own page of the day; false once it is over. An absence reads
// as a meeting to agree on: whose it was is said on the page of the introduction only.
func (x *Introduction) AsksEmployer(now time.Time) (DayLine, bool) {
	if !x.Status.Going() {
		return DayLine{}, false
	}
	today, yes := DayOf(now), x.Since(string(IntroductionAccepted))
	line := DayLine{Kind: DayYes, Object: x.ID, Since: yes}
	if due, owes := x.Owes(now); owes {
		line.Kind, line.Since, line.Until = DayAnswer, (due - AnswerDays).Time(), due.Time()
		if due < today {
			line.State = StateLate
		}
		return line, true
	}
	switch {
	case x.Slot != nil && x.Status == IntroductionSlotChosen:
		if line.Until = x.Slot.At; DayOf(x.Slot.At) == today {
			line.Kind = DayMeeting
		}
	case x.Status == IntroductionAccepted && (x.CallBy.Known() || x.callDay() <= today):
		line.Kind, line.Until = DayCall, x.callDay().Time()
		if x.callDay() < today {
			line.State = StateLate
		}
	}
	return line, true
}

// Yeses counts the people who said yes to an offer and that something is still to come of, and how many of them wait for the
// employer's answer now.
type Yeses struct{ Going, Owed int }

// Add counts an introduction.
func (y *Yeses) Add(x *Introduction, now time.Time) {
	if !x.Status.Going() {
		return
	}
	y.Going++
	if _, owes := x.Owes(now); owes {
		y.Owed++
	}
}
