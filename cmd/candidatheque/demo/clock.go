package demo

import (
	"sync/atomic"
	"time"

	"eedk.fr/candidatheque/domain"
)

// Clock is the machine's clock, but for the while that the demonstration is played: weeks of work are then lived in a
// few seconds, so that its histories have the dates they would have.
type Clock struct {
	now    func() time.Time
	behind atomic.Int64 // nanoseconds
}

// NewClock starts at now, which goes on.
func NewClock(now func() time.Time) *Clock { return &Clock{now: now} }

// Now is the time it is in the demonstration.
func (c *Clock) Now() time.Time { return c.now().Add(-time.Duration(c.behind.Load())) }

// ago takes the clock to that many days before the present in Paris, and so many hours earlier on that day, at its first
// moment at the earliest: what is dated from today is then never before its day, also when the demonstration is played just
// after midnight.
func (c *Clock) ago(days, hours int) {
	now := c.now()
	today := domain.DayOf(now)
	since := max(0, now.Sub(today.StartIn())-time.Duration(hours)*time.Hour)
	c.behind.Store(int64(now.Sub((today - domain.Date(days)).StartIn().Add(since))))
}
