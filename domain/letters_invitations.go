package domain

// ProposedLetter is what every letter about an invitation says: what is proposed, where, until when one may answer, and whom
// to phone. Title is the offer's or the occasion's.
type ProposedLetter struct {
	Title, Commune  string
	LastDay         Date
	Referent, Phone string
}

// OfferInvitationLetter asks a person whether an offer interests them, with the link of its page. It names the employer
// unless they wish to be named later. Slots are those they may choose; without any, somebody calls by CallBy.
type OfferInvitationLetter struct {
	ProposedLetter
	Employer             string
	Contract             Contract
	Months               int
	WeeklyHours          float64
	FirstStart, LastEnd  Clock
	Pay                  Pay
	Start                Date
	Why                  []string
	Word                 string
	Slots                []Slot
	CallBy               Date
	Shuttle, NeedsOwnCar bool
}

// Kind names its templates.
func (OfferInvitationLetter) Kind() string { return "offer_invitation_for_person" }

// MeetupInvitationLetter asks a person to a meetup of young people and company heads.
type MeetupInvitationLetter struct {
	ProposedLetter
	At          Slot
	Host, Where string
	Word, Words string
}

// Kind names its templates.
func (MeetupInvitationLetter) Kind() string { return "meetup_invitation_for_person" }

// ImmersionInvitationLetter asks a person to an immersion that a host proposes.
type ImmersionInvitationLetter struct {
	ProposedLetter
	Host        string
	From, To    Date
	Word, Words string
}

// Kind names its templates.
func (ImmersionInvitationLetter) Kind() string { return "immersion_invitation_for_person" }

// InvitationReminderLetter recalls an invitation, once.
type InvitationReminderLetter struct{ ProposedLetter }

// Kind names its templates.
func (InvitationReminderLetter) Kind() string { return "invitation_reminder_for_person" }

// InvitationEndedLetter tells a person that what was proposed is over before they answered, and what comes next. Filled: the
// place was taken; Gone: they took their accord back, which somebody noted for them; Reason is what the person may read of
// it, if anything. The calendar of who came calls a meetup off.
type InvitationEndedLetter struct {
	ProposedLetter
	Filled, Gone bool
	Reason       string
	Meets
}

// Kind names its templates.
func (InvitationEndedLetter) Kind() string { return "invitation_ended_for_person" }

// OccasionMovedLetter tells whoever was invited to a meetup or an immersion that its day, hour or place changed, with the link
// of their page. Comes: they said yes, and their calendar follows. When is the new day, in words.
type OccasionMovedLetter struct {
	ProposedLetter
	Meets
	For         InvitationFor
	When, Where string
	Comes       bool
}

// Immersion tells whether a convention is to be signed before anything begins.
func (l OccasionMovedLetter) Immersion() bool { return l.For == ForPMSMP }

// Kind names its templates.
func (OccasionMovedLetter) Kind() string { return "occasion_moved_for_person" }

// PersonInvitedLetter tells a path adviser that somebody they follow was invited. It names nobody: the page does, to who may
// read it.
type PersonInvitedLetter struct {
	PersonID       string
	Title, Commune string
}

// Kind names its templates.
func (PersonInvitedLetter) Kind() string { return "person_invited_for_adviser" }
