package hiring

import (
	"errors"
	"sync"
	"time"

	"eedk.fr/candidatheque/domain"
)

const (
	// complainEvery is how often a fault that is met each second is logged.
	complainEvery = 10 * time.Minute
	// mostComplaints bounds what is remembered of them: past it they are logged again.
	mostComplaints = 1000
)

// complaints is when each fault was logged last.
type complaints struct {
	mu   sync.Mutex
	last map[complaint]time.Time
}

// complaint is what went wrong, and with what.
type complaint struct{ what, about string }

// complain logs a fault that waits for somebody to mend it, now and then for as long as it lasts. about tells it from the
// same fault of another thing, and is not logged.
func (s *Service) complain(what, about string, attrs ...any) {
	c, now := &s.complaints, s.Now()
	c.mu.Lock()
	last, known := c.last[complaint{what, about}]
	again := known && !now.Before(last) && now.Sub(last) < complainEvery
	if !again {
		if c.last == nil || len(c.last) >= mostComplaints {
			c.last = map[complaint]time.Time{}
		}
		c.last[complaint{what, about}] = now
	}
	c.mu.Unlock()
	if !again {
		s.Log.Error(what, attrs...)
	}
}

// damaged tells a fault of one document, which stays until somebody mends it, from a store that does not answer.
func damaged(err error) bool {
	var refusal *domain.Error
	return errors.As(err, &refusal) && refusal.Code == domain.CodeInternal
}
