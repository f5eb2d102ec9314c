package domain

import (
	"slices"
	"time"
)

// User is somebody who signs in: an employer's member or staff. Candidates have no account.
type User struct {
	Record
	Email string `json:"email"`
	// NewEmail is an address that was asked for and not confirmed; FormerEmail the one before, until all that bears it
	// follows.
	NewEmail    string  `json:"new_email,omitempty"`
	FormerEmail string  `json:"former_email,omitempty"`
	Name        string  `json:"name,omitempty"`
	Roles       Role    `json:"roles"`
	SIRETs      []SIRET `json:"sirets,omitempty"`
	Deactivated bool    `json:"deactivated,omitempty"`
	// Phone is an employer's, for the referent who calls back; empty when not given.
	Phone string `json:"phone,omitempty"`
}

// Join gives the account a seat in an establishment; false when it has one.
func (u *User) Join(siret SIRET, actor Actor, at time.Time) bool {
	if slices.Contains(u.SIRETs, siret) {
		return false
	}
	u.SIRETs = append(u.SIRETs, siret)
	u.Note("join", actor, at, string(siret))
	return true
}

// Leave takes the seat back; false when there is none.
func (u *User) Leave(siret SIRET, actor Actor, at time.Time) bool {
	seat := slices.Index(u.SIRETs, siret)
	if seat < 0 {
		return false
	}
	u.SIRETs = slices.Delete(slices.Clone(u.SIRETs), seat, seat+1)
	u.Note("leave", actor, at, string(siret))
	return true
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

// Session is a signed-in browser: its ID is the hash of the cookie, Content opaque to the store. Its owner lets all the
// sessions of somebody be listed, and ended at once; none before sign-in.
type Session struct {
	Record
	SessionOwner
	Content []byte    `json:"content"`
	Expires time.Time `json:"expires"`
}
