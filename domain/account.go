package domain

import (
	"slices"
	"time"
)

// AccountState is whether an account opens anything.
type AccountState string

// The states of an account.
const (
	AccountOpen   AccountState = "open"
	AccountClosed AccountState = "closed"
)

// French words the state.
func (s AccountState) French() string {
	if s == AccountClosed {
		return "fermé"
	}
	return "ouvert"
}

// accountMoves: an administrator closes an account and opens it again, never their own.
var accountMoves = moves[AccountState, User]{
	{AccountOpen, AccountClosed, RoleAdmin | RoleSystem, (*User).anotherDecides},
	{AccountClosed, AccountOpen, RoleAdmin | RoleSystem, (*User).anotherDecides},
}

// The acts of an account that change no state.
const (
	ActRolesChanged = "roles_changed"
	ActEmailAsked   = "email_asked"
	ActEmailChanged = "email_changed"
	ActInvited      = "invited"
)

// State tells whether the account is open.
func (u *User) State() AccountState {
	if u.Deactivated {
		return AccountClosed
	}
	return AccountOpen
}

// anotherDecides: nobody decides on their own rights (domain.md, one never sits on both sides).
func (u *User) anotherDecides(actor Actor, _ string) error {
	if actor.ID == u.ID {
		return Refuse(CodeForbidden, "Un autre administrateur doit le faire pour votre propre compte.")
	}
	return nil
}

// MoveTo closes or opens the account.
// It returns Conflict when it is in that state already, Forbidden to others than another administrator.
func (u *User) MoveTo(to AccountState, actor Actor, at time.Time, reason string) error {
	from := u.State()
	if err := accountMoves.check(u, from, to, actor, reason); err != nil {
		return err
	}
	u.Deactivated = to == AccountClosed
	u.trace(string(from), string(to), actor, at, reason)
	return nil
}

// ChangeRoles gives the account other roles, and the establishments of an employer's member. Unchanged ones are no change.
// It returns Forbidden to others than another administrator, Invalid for no role, one that is not an account's, or an
// employer's member of no establishment.
func (u *User) ChangeRoles(roles Role, sirets []SIRET, actor Actor, at time.Time) (changed bool, err error) {
	if !actor.Roles.Has(RoleAdmin | RoleSystem) {
		return false, Refuse(CodeForbidden, "Seul un administrateur change les rôles.")
	}
	if err := u.anotherDecides(actor, ""); err != nil {
		return false, err
	}
	if err := CheckRoles(roles, sirets); err != nil {
		return false, err
	}
	if roles == u.Roles && slices.Equal(sirets, u.SIRETs) {
		return false, nil
	}
	before := u.Roles
	u.Roles, u.SIRETs = roles, sirets
	u.Note(ActRolesChanged, actor, at, before.String()+" → "+roles.String())
	return true, nil
}

// CheckRoles refuses what no account may have: no role or an unknown one, an employer's member without an establishment.
func CheckRoles(roles Role, sirets []SIRET) error {
	f := FieldErrors{}
	if roles&RoleUser == 0 || roles&^RoleUser != 0 {
		f.Add("role", Invalid("role", "Choisissez un rôle."))
	}
	if roles.Has(RoleEmployer) && len(sirets) == 0 {
		f.Add("siret", Invalid("siret", "Un employeur est membre d'un établissement : indiquez son SIRET."))
	}
	return f.Err()
}

// Invite notes that the account's owner is sent an invitation. Conflict when the account is closed.
func (u *User) Invite(actor Actor, at time.Time) error {
	if u.Deactivated {
		return Refuse(CodeConflict, "Ce compte est fermé : rouvrez-le d'abord.")
	}
	u.Note(ActInvited, actor, at, "")
	return nil
}

// AskEmail notes that the account's owner wants another address: nothing changes until it is confirmed.
func (u *User) AskEmail(email string, actor Actor, at time.Time) error {
	if email == u.Email {
		return Invalid("email", "C'est déjà votre adresse.")
	}
	u.NewEmail = email
	u.Note(ActEmailAsked, actor, at, "")
	return nil
}

// ChangeEmail takes the address that was asked for, once it is confirmed. Conflict when none was.
func (u *User) ChangeEmail(actor Actor, at time.Time) error {
	if u.NewEmail == "" {
		return Refuse(CodeConflict, "Aucun changement d'adresse n'est en cours.")
	}
	u.FormerEmail, u.Email, u.NewEmail = u.Email, u.NewEmail, ""
	u.Note(ActEmailChanged, actor, at, "")
	return nil
}
