package domain

import "testing"

// A hire that begins another day lasts as many months, whatever the length of those.
func TestAHireFromAnotherDayLastsAsManyMonths(t *testing.T) {
	o := &Offer{Contract: CDD, Months: 1, WeeklyHours: 35}
	for start, want := range map[Date]Date{NewDate(2027, 1, 1): NewDate(2027, 1, 31), NewDate(2027, 2, 1): NewDate(2027, 2, 28), NewDate(2027, 4, 1): NewDate(2027, 4, 30)} {
		if got := o.AsHireFrom(start).End; got != want {
			t.Errorf("from %s it ends on %s, want %s", start, got, want)
		}
	}
}
