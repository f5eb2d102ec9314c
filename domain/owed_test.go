package domain

import (
	"testing"
	"time"
)

func at(t *testing.T, text string) time.Time {
	t.Helper()
	s, err := ReadSlot(text)
	if err != nil {
		t.Fatal(err)
	}
	return s.At
}

// TestWhenTheEmployerIsAsked holds the days after a meeting against the rule: the day after, at 7 and at 15 days, in Paris,
// over the night of the clocks, a month end and a 29 February.
func TestWhenTheEmployerIsAsked(t *testing.T) {
	for _, tt := range []struct{ name, slot, next, seven, fifteen string }{
		{"a plain week", "2026-12-01T09:30", "2026-12-02", "2026-12-08", "2026-12-16"},
		{"late in the evening", "2026-12-01T23:45", "2026-12-02", "2026-12-08", "2026-12-16"},
		{"over the night when clocks go forward", "2026-03-28T10:00", "2026-03-29", "2026-04-04", "2026-04-12"},
		{"over the night when clocks go back", "2026-10-24T10:00", "2026-10-25", "2026-10-31", "2026-11-08"},
		{"over 29 February", "2028-02-28T10:00", "2028-02-29", "2028-03-06", "2028-03-14"},
	} {
		slot := Slot{At: at(t, tt.slot)}
		x := &Introduction{Record: Record{Created: slot.At.Add(-72 * time.Hour)}, Status: IntroductionSlotChosen, Slot: &slot}
		want := map[string]string{tt.next: "le lendemain", tt.seven: "à 7 jours", tt.fifteen: "à 15 jours"}
		for day := DayOf(slot.At); day <= DayOf(slot.At)+20; day++ {
			stage, _, asked := x.OwedToday(day)
			if stage.Word = map[bool]string{true: stage.Word}[asked]; stage.Word != want[day.String()] {
				t.Errorf("%s, %s: %q, want %q", tt.name, day, stage.Word, want[day.String()])
			}
			if asked {
				x.AskOwed(stage, System(), day.StartIn().Add(9*time.Hour))
			}
		}
		if stage, _, asked := x.OwedToday(DayOf(slot.At) + 30); asked {
			t.Errorf("%s: asked again %+v", tt.name, stage)
		}
	}
}

// What a stop let pass is made up for once, by the last stage.
func TestAStopIsMadeUpForOnce(t *testing.T) {
	slot := Slot{At: at(t, "2026-12-01T09:30")}
	x := &Introduction{Status: IntroductionSlotChosen, Slot: &slot}
	stage, _, asked := x.OwedToday(DayOf(slot.At) + 40)
	if !asked || stage.Days != AnswerDays {
		t.Fatalf("%+v", stage)
	}
	x.AskOwed(stage, System(), slot.At.Add(40*24*time.Hour))
	if _, _, again := x.OwedToday(DayOf(slot.At) + 41); again {
		t.Error("asked twice")
	}
}

// Of somebody who waited, the employer owes an answer from when they learnt of them.
func TestTheAnswerIsOwedFromTheEndOfTheWait(t *testing.T) {
	x := NewIntroduction("x", &Invitation{CallBy: DayOf(testAt) + 2}, IntroductionWaiting, System(), testAt)
	promoted := testAt.Add(20 * 24 * time.Hour)
	if err := x.Move(IntroductionAccepted, System(), promoted, ""); err != nil {
		t.Fatal(err)
	}
	if due, _, owed := x.AnswerOwed(); !owed || due != DayOf(promoted)+AnswerDays {
		t.Errorf("due %s", due)
	}
}

func TestAnswersInTimeAreCounted(t *testing.T) {
	boss := Actor{ID: "boss", Roles: RoleEmployer, SIRETs: []SIRET{ownSIRET}}
	hire := HiringOutcome{Contract: CDI, Start: DayOf(testAt), WeeklyHours: 35}
	met := func() *Introduction {
		x := &Introduction{Record: Record{Created: testAt}, SIRETs: []SIRET{ownSIRET}, Status: IntroductionAccepted}
		if err := x.Move(IntroductionMet, boss, testAt, ""); err != nil {
			t.Fatal(err)
		}
		return x
	}
	after := func(days int) time.Time { return testAt.Add(time.Duration(days) * 24 * time.Hour) }
	for _, tt := range []struct {
		name   string
		answer func(x *Introduction) error
		want   Reliability
	}{
		{"hired in time", func(x *Introduction) error { return x.Hire(hire, boss, after(15)) }, Reliability{1, 1}},
		{"a refusal in time counts", func(x *Introduction) error { return x.NotHire("trop loin", boss, after(3)) }, Reliability{1, 1}},
		{"a day late", func(x *Introduction) error { return x.NotHire("trop loin", boss, after(16)) }, Reliability{0, 1}},
		{"silence past its day", func(*Introduction) error { return nil }, Reliability{0, 1}},
		{"ended by the platform", func(x *Introduction) error { return x.NotHire("la place est prise", System(), after(3)) }, Reliability{}},
		{"the person withdrew", func(x *Introduction) error { return x.Move(IntroductionWithdrew, Holder(ChannelLink), after(3), "") }, Reliability{}},
	} {
		x := met()
		if err := tt.answer(x); err != nil {
			t.Fatal(err)
		}
		if got := ReliabilityOf([]*Introduction{x}, DayOf(after(30))); got != tt.want {
			t.Errorf("%s: %+v, want %+v", tt.name, got, tt.want)
		}
	}
	if got := ReliabilityOf([]*Introduction{met()}, DayOf(after(15))); got != (Reliability{}) {
		t.Errorf("still in time: %+v", got)
	}
	// Not met before: a hire said at once counts from the yes.
	x := &Introduction{Record: Record{Created: testAt}, SIRETs: []SIRET{ownSIRET}, Status: IntroductionAccepted}
	if err := x.Hire(hire, boss, after(20)); err != nil {
		t.Fatal(err)
	}
	if got := ReliabilityOf([]*Introduction{x}, DayOf(after(30))); got != (Reliability{0, 1}) {
		t.Errorf("hired 20 days after the yes: %+v", got)
	}
}
