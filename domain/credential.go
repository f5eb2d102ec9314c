package domain

import "time"

// Credential is what an account proves itself with, beside the links that its mailbox receives; its key is the account's.
// It is kept apart from the account, so that what is read at every page holds no secret.
type Credential struct {
	Record
	// Password is a salted argon2id hash with its parameters.
	Password   string    `json:"password,omitempty"`
	PasswordOn time.Time `json:"password_on,omitzero"`
	// TOTP is the secret of the second factor (RFC 6238), sealed with a key that the store does not hold.
	TOTP   []byte    `json:"totp,omitempty"`
	TOTPOn time.Time `json:"totp_on,omitzero"`
}

// The acts of a credential, as its history names them: each is told by mail to the account's owner.
const (
	ActPasswordSet     = "password_set"
	ActPasswordChanged = "password_changed"
	ActTOTPSet         = "totp_set"
	ActTOTPRemoved     = "totp_removed"
	ActTOTPReset       = "totp_reset"
	ActCodesRenewed    = "codes_renewed"
)

// HasPassword tells whether the account may sign in with one; HasTOTP whether a code is asked for after it.
func (c *Credential) HasPassword() bool { return c.Password != "" }

// HasTOTP tells whether the account has a second factor.
func (c *Credential) HasTOTP() bool { return len(c.TOTP) > 0 }

// SetPassword replaces the password by the one of that hash.
func (c *Credential) SetPassword(hash string, actor Actor, at time.Time) {
	act := ActPasswordSet
	if c.HasPassword() {
		act = ActPasswordChanged
	}
	c.Password, c.PasswordOn = hash, at.UTC()
	c.Note(act, actor, at, "")
}

// SetTOTP gives the account a second factor, in place of the one before.
func (c *Credential) SetTOTP(sealed []byte, actor Actor, at time.Time) {
	c.TOTP, c.TOTPOn = sealed, at.UTC()
	c.Note(ActTOTPSet, actor, at, "")
}

// RemoveTOTP takes the second factor away: by its owner, or by an administrator for somebody who lost their phone and
// their codes. Conflict when there is none.
func (c *Credential) RemoveTOTP(actor Actor, at time.Time, reason string) error {
	if !c.HasTOTP() {
		return Refuse(CodeConflict, "Ce compte n'a pas de double authentification.")
	}
	act := ActTOTPReset
	if actor.ID == c.ID {
		act = ActTOTPRemoved
	}
	c.TOTP, c.TOTPOn = nil, time.Time{}
	c.Note(act, actor, at, reason)
	return nil
}

// SecretRecovery is the purpose of a recovery code: it stands for a code of the second factor, once.
const SecretRecovery = "recovery"

// AccountLinks are the purposes of the links that open an account or change what it proves itself with: they end with
// its sessions.
func AccountLinks() []string { return []string{SecretSignIn, SecretInvite, SecretReset, SecretEmail} }

// The purposes of the links of an account, beside signing in: to choose a first password, to choose another, to confirm a
// new address.
const (
	SecretInvite = "invite"
	SecretReset  = "reset"
	SecretEmail  = "email"
)
