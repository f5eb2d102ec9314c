package domain

import "time"

// User is somebody who signs in: an employer's member or staff. Candidates have no account.
type User struct {
	Record
	Email       string  `json:"email"`
	Name        string  `json:"name,omitempty"`
	Roles       Role    `json:"roles"`
	SIRETs      []SIRET `json:"sirets,omitempty"`
	Deactivated bool    `json:"deactivated,omitempty"`
}

// Actor is the user as somebody who acts.
func (u *User) Actor() Actor {
	name := u.Name
	if name == "" {
		name = u.Email
	}
	return Actor{ID: u.ID, Name: name, Email: u.Email, Roles: u.Roles, SIRETs: u.SIRETs}
}

// Secret is a signed link or an API token: only the hash of it is kept (the record's ID). Purpose is one of those of
// signedlink.go, or SecretAPI; UserID is who holds it, an account or a person; Object what else it opens, empty when the
// holder says it all.
type Secret struct {
	Record
	Purpose  string    `json:"purpose"`
	UserID   string    `json:"user"`
	Object   string    `json:"object,omitempty"`
	Label    string    `json:"label,omitempty"`
	Expires  time.Time `json:"expires,omitzero"`
	LastUsed time.Time `json:"last_used,omitzero"`
}

// Session is a signed-in browser: its ID is the hash of the cookie, Content opaque to the store. UserID lets all the
// sessions of somebody be ended at once; empty before sign-in.
type Session struct {
	Record
	UserID  string    `json:"user,omitempty"`
	Content []byte    `json:"content"`
	Expires time.Time `json:"expires"`
}
