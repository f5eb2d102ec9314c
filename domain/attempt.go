package domain

import "time"

// Attempt is what somebody tried and strangers try again and again: passwords, codes, links asked for. Its key is a keyed
// hash of the account or the network address, so that the store names neither: all that counts of one stands together. A
// code of the second factor that served has one of its own. It goes once it Expires.
type Attempt struct {
	Record
	Tries   []Try     `json:"tries,omitempty"`
	Expires time.Time `json:"expires"`
}

// Try is one of them, which counts until it Expires. Its Name is random.
type Try struct {
	Name    string    `json:"name"`
	Expires time.Time `json:"expires"`
}
