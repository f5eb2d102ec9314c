package domain

import (
	"cmp"
	"slices"
	"time"
)

// AnswerOwed gives the day by which the employer owes an answer, and when referents are told of it; false when none is
// owed. It counts from the meeting, from its slot when nobody said whether it took place, else from the day by which the
// person was to be called, or from when the employer learnt of them: of somebody who waited, at the end of the wait.
func (x *Introduction) AnswerOwed() (due, alert Date, owed bool) {
	if x.Status != IntroductionMet && x.Status != IntroductionSlotChosen && x.Status != IntroductionAccepted {
		return 0, 0, false
	}
	from := x.owedFrom(time.Time{})
	return from + AnswerDays, from + AnswerAlertDays, true
}

// owedFrom is the day from which the answer is owed; before leaves out what was noted at that instant or later, the zero
// instant nothing: a hire says at the same instant that they met.
func (x *Introduction) owedFrom(before time.Time) Date {
	for _, step := range slices.Backward(x.History) {
		if step.To == string(IntroductionMet) && (before.IsZero() || step.At.Before(before)) {
			return DayOf(step.At)
		}
	}
	if x.Slot != nil {
		return DayOf(x.Slot.At)
	}
	known := cmp.Or(x.Created, x.Updated)
	for _, step := range x.History {
		if step.To == string(IntroductionAccepted) {
			known = step.At
		}
	}
	return max(x.CallBy, DayOf(known))
}

// OwedStage is one time at which the employer is asked what came of a meeting: Days after it; Word is what the history says.
type OwedStage struct {
	Days int
	Word string
}

// owedStages are the day after a slot, the alert and the end of the delay (param, domain.md §3).
var owedStages = []OwedStage{{1, "le lendemain"}, {AnswerAlertDays, "à 7 jours"}, {AnswerDays, "à 15 jours"}}

// OwedStageOf reads a stage from the history.
func OwedStageOf(word string) (OwedStage, bool) {
	for _, k := range owedStages {
		if k.Word == word {
			return k, true
		}
	}
	return OwedStage{}, false
}

// OwedToday is the stage at which the employer is asked on a day, the last one reached, and the day from which it counts;
// false when none is, or it was asked already. What a stop let pass is made up for once. The day after is for a slot only.
func (x *Introduction) OwedToday(today Date) (stage OwedStage, from Date, asked bool) {
	due, _, owed := x.AnswerOwed()
	if !owed {
		return stage, 0, false
	}
	from = due - AnswerDays
	for _, k := range owedStages {
		if today >= from+Date(k.Days) && (k.Days > 1 || x.Status == IntroductionSlotChosen) {
			stage = k
		}
	}
	done := slices.ContainsFunc(x.History, func(s Step) bool {
		return s.To == ActOwed && s.Reason == stage.Word && DayOf(s.At) >= from
	})
	return stage, from, stage.Days > 0 && !done
}

// AskOwed notes that the employer was asked, at a stage.
func (x *Introduction) AskOwed(stage OwedStage, actor Actor, at time.Time) {
	x.Note(ActOwed, actor, at, stage.Word)
}

// Answered tells whether the employer's answer counts on a day, and whether it came in time: a hire and a refusal are
// answers, silence counts once its day is past, and what the platform or a correction ended counts for nobody.
func (x *Introduction) Answered(today Date) (counts, inTime bool) {
	for _, step := range x.History {
		if step.To != string(IntroductionHired) && step.To != string(IntroductionNotHired) {
			continue
		}
		if step.Actor == System().ID {
			return false, false
		}
		return true, DayOf(step.At) <= x.owedFrom(step.At)+AnswerDays
	}
	due, _, owed := x.AnswerOwed()
	return owed && due < today, false
}

// Reliability counts the answers of an employer: in time, of those that were owed. It is two counts, never a score.
type Reliability struct{ InTime, Owed int }

// ReliabilityOf counts introductions.
func ReliabilityOf(list []*Introduction, today Date) (r Reliability) {
	for _, x := range list {
		counts, inTime := x.Answered(today)
		if counts {
			r.Owed++
		}
		if inTime {
			r.InTime++
		}
	}
	return r
}
