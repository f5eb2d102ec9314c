package domain

import "time"

// Attempt is one try at what strangers try again and again: a password, a code, a link asked for. Who is a keyed hash of
// the account or the network address, so that the store names neither. Its key is Who and a rank: of two tries at the
// same instant each has its own. A try that Succeeded does not count.
type Attempt struct {
	Record
	Who       string    `json:"who"`
	Succeeded bool      `json:"succeeded,omitempty"`
	Expires   time.Time `json:"expires"`
}
