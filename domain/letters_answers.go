package domain

// The letters of what a person answered. A no is told to nobody. Those that go to others than the person name nobody: the
// page does, to who may read it then.

// YesNotedLetter tells a person that their yes is noted, and what comes next, with the link of their page. Waiting: they are
// on the waiting list. Slots: there are times to choose from; else somebody calls by CallBy, when it is said.
type YesNotedLetter struct {
	ProposedLetter
	For     InvitationFor
	Waiting bool
	// Freed: they were on the waiting list, and leave it.
	Freed  bool
	Slots  bool
	CallBy Date
	Meets
	When, Where string // of a meetup
	// Undone is the meeting that could not be kept: they choose another.
	Undone string
}

// Kind names its templates.
func (YesNotedLetter) Kind() string { return "yes_noted_for_person" }

// MeetingSetLetter tells a person when and where they meet an employer, with the link of their page. Moved: they had
// another time before. Agreed: they chose it themself, or with somebody by phone.
type MeetingSetLetter struct {
	ProposedLetter
	Meets
	Employer, When, Where string
	Moved, Agreed         bool
}

// Kind names its templates.
func (MeetingSetLetter) Kind() string { return "meeting_set_for_person" }

// MeetingSetForEmployerLetter tells a member of the establishment when somebody comes.
type MeetingSetForEmployerLetter struct {
	Meets
	IntroductionID, Title, When, Where string
	Moved                              bool
}

// Kind names its templates.
func (MeetingSetForEmployerLetter) Kind() string { return "meeting_set_for_employer" }

// QuestionAskedLetter tells a referent that somebody asks something about what was proposed to them.
type QuestionAskedLetter struct{ InvitationID, Title, Commune string }

// Kind names its templates.
func (QuestionAskedLetter) Kind() string { return "question_asked_for_referent" }

// PersonSaidYesLetter tells a path adviser that somebody they follow said yes. They are told once, and of nothing else that
// the person answers.
type PersonSaidYesLetter struct{ PersonID, Title, Commune string }

// Kind names its templates.
func (PersonSaidYesLetter) Kind() string { return "person_said_yes_for_adviser" }
