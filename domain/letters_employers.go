package domain

// The letters of employers. Those that go to an address nobody confirmed hold nothing that somebody typed but the SIRET:
// else whoever signs up would have the service write what they want to whom they want.

// ConfirmAddressLetter carries the link that confirms the address of a sign-up. Again is a reminder.
type ConfirmAddressLetter struct {
	SIRET SIRET
	Again bool
}

// Kind names its templates.
func (ConfirmAddressLetter) Kind() string { return "confirm_address_for_newcomer" }

// AccountThereLetter tells an employer that their address has an account already; its link asks for them to join the
// establishment.
type AccountThereLetter struct {
	SIRET SIRET
	Again bool
}

// Kind names its templates.
func (AccountThereLetter) Kind() string { return "account_there_for_employer" }

// AccountClosedLetter tells somebody that their account is not one with which an establishment is signed up: staff's, or
// one that was closed.
type AccountClosedLetter struct{ SIRET SIRET }

// Kind names its templates.
func (AccountClosedLetter) Kind() string { return "account_closed_for_user" }

// EmployerToApproveLetter tells a referent that an establishment waits. Again is a reminder.
type EmployerToApproveLetter struct {
	SIRET                       SIRET
	Company, Name, Email, Phone string
	Again                       bool
}

// Kind names its templates.
func (EmployerToApproveLetter) Kind() string { return "employer_to_approve_for_referent" }

// EmployerApprovedLetter tells a member that the establishment is active; Back, that it is again.
type EmployerApprovedLetter struct {
	SIRET   SIRET
	Company string
	Back    bool
}

// Kind names its templates.
func (EmployerApprovedLetter) Kind() string { return "employer_approved_for_member" }

// EmployerRefusedLetter tells a member that the establishment was refused, why, and how to go on.
type EmployerRefusedLetter struct {
	SIRET           SIRET
	Company, Reason string
}

// Kind names its templates.
func (EmployerRefusedLetter) Kind() string { return "employer_refused_for_member" }

// EmployerSuspendedLetter tells a member that the establishment is suspended, and why.
type EmployerSuspendedLetter struct {
	SIRET           SIRET
	Company, Reason string
}

// Kind names its templates.
func (EmployerSuspendedLetter) Kind() string { return "employer_suspended_for_member" }

// ColleagueAsksLetter tells a member of an active establishment that somebody asks to join.
type ColleagueAsksLetter struct {
	SIRET                SIRET
	Company, Name, Email string
}

// Kind names its templates.
func (ColleagueAsksLetter) Kind() string { return "colleague_to_approve_for_member" }

// ColleagueToApproveLetter tells a referent that somebody asks to join an establishment. Again is a reminder.
type ColleagueToApproveLetter struct {
	SIRET                SIRET
	Company, Name, Email string
	Again                bool
}

// Kind names its templates.
func (ColleagueToApproveLetter) Kind() string { return "colleague_to_approve_for_referent" }

// ColleagueAcceptedLetter tells who asked that they belong to the establishment.
type ColleagueAcceptedLetter struct {
	SIRET   SIRET
	Company string
}

// Kind names its templates.
func (ColleagueAcceptedLetter) Kind() string { return "colleague_accepted_for_employer" }

// ColleagueJoinedLetter tells a member that somebody has joined.
type ColleagueJoinedLetter struct {
	SIRET                SIRET
	Company, Name, Email string
}

// Kind names its templates.
func (ColleagueJoinedLetter) Kind() string { return "colleague_joined_for_member" }

// ColleagueRefusedLetter tells who asked that they do not join, and why.
type ColleagueRefusedLetter struct {
	SIRET  SIRET
	Reason string
}

// Kind names its templates.
func (ColleagueRefusedLetter) Kind() string { return "colleague_refused_for_employer" }

// MemberRemovedLetter tells somebody that a referent took their seat back, and why.
type MemberRemovedLetter struct {
	SIRET           SIRET
	Company, Reason string
}

// Kind names its templates.
func (MemberRemovedLetter) Kind() string { return "member_removed_for_employer" }
