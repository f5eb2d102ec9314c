package domain

// SessionOwner is whose a session is. Browser is its kind in a word or two, such as « Firefox, Windows »: enough to tell
// one's own sessions apart, and no network address. Half is true while a code is awaited: the session opens nothing.
type SessionOwner struct {
	UserID  string `json:"user,omitempty"`
	Browser string `json:"browser,omitempty"`
	Half    bool   `json:"half,omitempty"`
}
