package domain

import (
	"testing"
	"time"
)

// TestWhatAYesAsksOfItsEmployer: the answer once they met or the hour came, the meeting of today, the call, then who is to come.
func TestWhatAYesAsksOfItsEmployer(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, Paris())
	today := DayOf(now)
	yes := func(status IntroductionStatus, days int) *Introduction {
		at := now.AddDate(0, 0, -days)
		x := &Introduction{Record: Record{ID: "x", Created: at}, Status: status}
		x.trace("", string(IntroductionAccepted), System(), at, "")
		if status != IntroductionAccepted {
			x.trace("", string(status), System(), at, "")
		}
		return x
	}
	slot := func(x *Introduction, at time.Time) *Introduction {
		x.Slot = &Slot{At: at}
		return x
	}
	promised := yes(IntroductionAccepted, 0)
	promised.CallBy = today + 3
	for _, tt := range []struct {
		name  string
		x     *Introduction
		kind  DayKind
		late  bool
		until Date
	}{
		{"met two days ago", yes(IntroductionMet, 2), DayAnswer, false, today + AnswerDays - 2},
		{"met long ago", yes(IntroductionMet, AnswerDays+1), DayAnswer, true, today - 1},
		{"the last day of the answer", yes(IntroductionMet, AnswerDays), DayAnswer, false, today},
		{"the hour has come", slot(yes(IntroductionSlotChosen, 2), now), DayAnswer, false, today + AnswerDays},
		{"later today", slot(yes(IntroductionSlotChosen, 2), now.Add(time.Hour)), DayMeeting, false, today},
		{"tomorrow", slot(yes(IntroductionSlotChosen, 2), now.AddDate(0, 0, 1)), DayYes, false, today + 1},
		{"a call promised", promised, DayCall, false, today + 3},
		{"nobody called", yes(IntroductionAccepted, CallWithinDays+1), DayCall, true, today - 1},
		{"said yes just now", yes(IntroductionAccepted, 0), DayYes, false, 0},
		{"nothing came of it for long", yes(IntroductionAccepted, AnswerDays+1), DayAnswer, true, today - 1},
		{"an absence is a meeting to agree on", yes(IntroductionNoShow, 1), DayYes, false, 0},
		{"hired", yes(IntroductionHired, 1), "", false, 0},
		{"on the waiting list", yes(IntroductionWaiting, 1), "", false, 0},
		{"withdrew", yes(IntroductionWithdrew, 1), "", false, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			line, asks := tt.x.AsksEmployer(now)
			if asks != (tt.kind != "") || line.Kind != tt.kind || (line.State == StateLate) != tt.late {
				t.Fatalf("%+v", line)
			}
			if tt.until != 0 && DayOf(line.Until) != tt.until {
				t.Errorf("until %s, want %s", DayOf(line.Until), tt.until)
			}
			var n Yeses
			n.Add(tt.x, now)
			if n.Going == 1 != asks || n.Owed == 1 != (tt.kind == DayAnswer) {
				t.Errorf("counted %+v", n)
			}
		})
	}
}
