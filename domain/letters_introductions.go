package domain

// The letters of what becomes of a yes. None names the person: a mail cannot be taken back, the page opens to who may read it
// at that moment.

// SaidYesLetter tells a member of the establishment that somebody said yes to their offer. Slots tells that times are proposed.
type SaidYesLetter struct {
	IntroductionID, OfferID, Title string
	CallBy                         Date
	Slots                          int
}

// Kind names its templates.
func (SaidYesLetter) Kind() string { return "said_yes_for_employer" }

// OutcomeAskedLetter asks an employer what came of a meeting, with the link that answers in one tap. Days is how long after the
// meeting: 1 the first time; Due is the day by which the answer is owed.
type OutcomeAskedLetter struct {
	IntroductionID, Title string
	When                  string
	Days                  int
	Due                   Date
}

// Kind names its templates.
func (OutcomeAskedLetter) Kind() string { return "outcome_asked_for_employer" }

// PersonGoneLetter tells an employer that somebody who had said yes is not available any more, whatever the cause; their
// calendar calls off the meeting, if one was agreed.
type PersonGoneLetter struct {
	OfferID, Title string
	When           string // the hour of that meeting
	Meets
}

// Kind names its templates.
func (PersonGoneLetter) Kind() string { return "person_gone_for_employer" }

// OpinionAskedLetter asks an employer two questions after an outcome.
type OpinionAskedLetter struct{ Title string }

// Kind names its templates.
func (OpinionAskedLetter) Kind() string { return "opinion_asked_for_employer" }

// HiredLetter tells a person that they are hired, and what comes next. News is when somebody first asks how it goes, not known
// for work that ends before.
type HiredLetter struct {
	Title, Employer, Commune string
	Start, News              Date
	Phone                    string
}

// Kind names its templates.
func (HiredLetter) Kind() string { return "hired_for_person" }

// NotHiredLetter tells a person that they are not hired: no reason, a way forward. Filled: the place was taken; Met: they
// went to the meeting.
type NotHiredLetter struct {
	Title, Commune string
	Filled, Met    bool
	When           string // of the meeting that is called off, if one was agreed
	Phone          string
	Meets
}

// Kind names its templates.
func (NotHiredLetter) Kind() string { return "not_hired_for_person" }

// MeetingEndedLetter tells a person who had said yes that there is nobody to meet any more. Filled: the place was taken; Gone: they
// took their accord back, which somebody noted for them.
type MeetingEndedLetter struct {
	Title, Commune string
	Filled, Gone   bool
	When           string // of the meeting that is called off, if one was agreed
	Phone          string
	Meets
}

// Kind names its templates.
func (MeetingEndedLetter) Kind() string { return "meeting_ended_for_person" }

// PersonHiredLetter tells a path adviser that somebody they follow is hired.
type PersonHiredLetter struct {
	PersonID, Title, Commune string
	Start                    Date
}

// Kind names its templates.
func (PersonHiredLetter) Kind() string { return "person_hired_for_adviser" }
