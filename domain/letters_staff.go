package domain

// The letters of accounts: each tells the owner what was done with the account, so that what they did not do is seen.

// InvitationLetter carries the link by which somebody invited chooses a password. Roles words what they are.
type InvitationLetter struct {
	Roles string
	Days  int
}

// Kind names its templates.
func (InvitationLetter) Kind() string { return "invitation_for_user" }

// PasswordResetLetter carries the link by which somebody chooses another password.
type PasswordResetLetter struct{ Minutes int }

// Kind names its templates.
func (PasswordResetLetter) Kind() string { return "password_reset_for_user" }

// EmailConfirmLetter asks a new address to confirm that it is its owner's.
type EmailConfirmLetter struct{ Hours int }

// Kind names its templates.
func (EmailConfirmLetter) Kind() string { return "email_confirm_for_address" }

// PasswordChangedLetter tells that a password was set or changed.
type PasswordChangedLetter struct{}

// Kind names its templates.
func (PasswordChangedLetter) Kind() string { return "password_changed_for_user" }

// EmailAskedLetter tells the old address that another one was asked for.
type EmailAskedLetter struct{}

// Kind names its templates.
func (EmailAskedLetter) Kind() string { return "email_asked_for_user" }

// EmailChangedLetter tells the new address that it is in place.
type EmailChangedLetter struct{}

// Kind names its templates.
func (EmailChangedLetter) Kind() string { return "email_changed_for_user" }

// EmailLeftLetter tells the old address that it is no longer used.
type EmailLeftLetter struct{}

// Kind names its templates.
func (EmailLeftLetter) Kind() string { return "email_left_for_address" }

// SecondFactorSetLetter tells that a second factor was set.
type SecondFactorSetLetter struct{}

// Kind names its templates.
func (SecondFactorSetLetter) Kind() string { return "second_factor_set_for_user" }

// SecondFactorRemovedLetter tells that its owner took the second factor away.
type SecondFactorRemovedLetter struct{}

// Kind names its templates.
func (SecondFactorRemovedLetter) Kind() string { return "second_factor_removed_for_user" }

// SecondFactorResetLetter tells that an administrator reset the second factor.
type SecondFactorResetLetter struct{}

// Kind names its templates.
func (SecondFactorResetLetter) Kind() string { return "second_factor_reset_for_user" }

// RecoveryCodesLetter tells that the recovery codes were made anew.
type RecoveryCodesLetter struct{}

// Kind names its templates.
func (RecoveryCodesLetter) Kind() string { return "recovery_codes_for_user" }

// AccountEndedLetter tells that an administrator closed the account.
type AccountEndedLetter struct{}

// Kind names its templates.
func (AccountEndedLetter) Kind() string { return "account_ended_for_user" }
