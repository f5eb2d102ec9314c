package demo

import (
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

// At any hour, and over the nights when clocks change, so many days ago is that day in Paris, and the hours keep their order.
func TestTheClockKeepsTheDay(t *testing.T) {
	for _, at := range []string{"2026-11-27 00:10", "2026-11-27 23:50", "2026-03-30 00:20", "2026-03-30 12:00", "2026-10-26 00:30", "2026-10-26 23:59"} {
		now, err := time.ParseInLocation("2006-01-02 15:04", at, domain.Paris())
		if err != nil {
			t.Fatal(err)
		}
		c := NewClock(func() time.Time { return now })
		for _, days := range []int{0, 1, 2, 45} {
			var before time.Time
			for hours := 20; hours >= 0; hours-- {
				c.ago(days, hours)
				if got := domain.DayOf(c.Now()); got != domain.DayOf(now)-domain.Date(days) {
					t.Errorf("%s, %d days and %d hours ago: %s", at, days, hours, got)
				}
				if c.Now().Before(before) {
					t.Errorf("%s: %d hours ago is before %d", at, hours, hours+1)
				}
				before = c.Now()
			}
		}
		if c.ago(0, 0); !c.Now().Equal(now) {
			t.Errorf("%s: the present is %s", at, c.Now())
		}
	}
}
