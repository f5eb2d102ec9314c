package demo

import (
	"sync/atomic"
	"time"
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

// ago takes the clock to that many days and hours before the present.
func (c *Clock) ago(days, hours int) {
	c.behind.Store(int64(time.Duration(24*days+hours) * time.Hour))
}
