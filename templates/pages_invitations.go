package templates

import (
	"net/url"
	"strconv"
	"time"

	"eedk.fr/candidatheque/domain"
)

// InvitePage is where a referent says to what, and how they will meet, those whom they ask.
type InvitePage struct {
	Base
	// Back is where they come from.
	BackHref, BackLabel string
	ListID              string // liste
	Object              string // objet, empty while it is to choose among Objects
	ObjectWords         string
	Objects             []Option
	ForOffer            bool
	People              []InvitePerson
	// Coming are the meetings that the offer has already.
	Coming []domain.Slot
	Form   InviteForm
	Errors domain.FieldErrors
}

// InvitePerson is one of those to ask. Why says what keeps them from being asked, empty for nothing known.
type InvitePerson struct {
	PersonRef
	Summary string
	Why     string
	Chosen  bool
}

// InviteForm holds the values as typed.
type InviteForm struct {
	Meeting string   // meeting: slots or call
	Slots   []string // slot, one a line
	Where   string   // where
	CallBy  string   // call_by
	Wave    string   // wave
	Word    string   // word
}

// inviteSlots is how many new meetings the form asks for at a time.
const inviteSlots = 3

// SlotLines are the values of the lines for new meetings, empty ones at the end.
func (f InviteForm) SlotLines() []string {
	lines := make([]string, max(inviteSlots, len(f.Slots)))
	copy(lines, f.Slots)
	return lines
}

// InvitedPage says what became of an invitation of several people.
type InvitedPage struct {
	Base
	ObjectWords, ObjectHref string
	ListID                  string
	Asked                   []InvitedPerson // written to now
	ByHand                  []InvitedPerson // to phone, or a letter to print
	Waiting                 []InvitedPerson // a later wave, or the rest of a day
	Refused                 []InvitedPerson
}

// InvitedPerson is one of them; Due is when a waiting one leaves, Why what kept somebody from being asked.
type InvitedPerson struct {
	PersonRef
	InvitationID string
	Wave         int
	Due          time.Time
	Why          string
}

// InvitationsPage lists invitations, for referents.
type InvitationsPage struct {
	Base
	Status   string // status
	Offer    string // offer
	About    string // words of the offer or occasion that is filtered
	Statuses []Option
	Offers   []Option // among which offer is chosen: the latest
	Items    []InvitationLine
	NextHref string
}

// InvitationLine is one invitation.
type InvitationLine struct {
	ID      string
	Person  PersonRef
	Object  ObjectRef
	Status  domain.InvitationStatus
	Sent    time.Time
	Due     time.Time
	Expires domain.Date
	ByHand  bool
	Asks    bool
	Bounced bool
}

// ObjectRef names what somebody is invited to. An empty Title is an object that is gone.
type ObjectRef struct {
	For               domain.InvitationFor
	ID, Title, Detail string
}

// Href leads to the object.
func (o ObjectRef) Href() string {
	if o.For == domain.ForOffer {
		return "/offres/" + url.PathEscape(o.ID)
	}
	return "/rencontres/" + url.PathEscape(o.ID)
}

// InvitationPage is one invitation, for referents.
type InvitationPage struct {
	Base
	InvitationLine
	Summary      string
	Phone, Email string
	ByMail       bool // what is written to them arrives
	By           string
	Wave         int
	Rounds       int
	CallBy       domain.Date
	Coming       []domain.Slot
	Word, Reason string
	Why          []string
	Questions    []domain.Question
	Reminded     time.Time
	RemindersOff bool
	Mails        []InvitationMail
	Introduction string
	Comes        bool   // said yes to a meetup or an immersion that is still to come
	CalledOff    bool   // their yes was called off before they met anybody
	Closed       string // why the object takes nobody any more, empty when it does
	Decide       bool   // false for a referent with a seat in the establishment
	Form         InvitationForm
	ErrorFor     string
	Errors       domain.FieldErrors
	History      []HistoryLine
}

// InvitationMail is a letter that the invitation sent.
type InvitationMail struct {
	ID, Kind string
	Status   domain.MailStatus
	At       time.Time
	Answer   string
}

// InvitationForm holds the values of the small forms, as typed.
type InvitationForm struct {
	Answer, Channel, By, Text, Slot string
	Reason                          string
	Again                           InviteForm
	AgainReason                     string
}

// The small forms of an invitation.
const (
	FormAnswer = "reponse"
	FormCancel = "annuler"
	FormAgain  = "relancer"
)

// ErrorsOf gives what is wrong in one of the forms.
func (p InvitationPage) ErrorsOf(form string) domain.FieldErrors {
	if p.ErrorFor != form {
		return nil
	}
	return p.Errors
}

// MayAnswer tells whether a referent may write down an answer now.
func (p InvitationPage) MayAnswer() bool {
	switch p.Status {
	case domain.InvitationSent, domain.InvitationAccepted, domain.InvitationDeclined, domain.InvitationExpired:
		return p.Decide && p.Closed == ""
	}
	return false
}

// MayAsk tells whether somebody may be asked again.
func (p InvitationPage) MayAsk() bool {
	switch p.Status {
	case domain.InvitationDeclined, domain.InvitationExpired, domain.InvitationCancelled:
		return p.Decide && p.Closed == ""
	case domain.InvitationAccepted:
		return p.Decide && p.Closed == "" && p.CalledOff
	}
	return false
}

// MayCancel tells whether it may be taken back: after a yes to an offer, it is the introduction that is cancelled.
func (p InvitationPage) MayCancel() bool {
	return p.Decide && (p.Status.Open() || p.Status == domain.InvitationExpired || p.Comes)
}

// InvitationLetterPage is an invitation on paper: in the words of the mail, with the link as a code to scan.
type InvitationLetterPage struct {
	Base
	Person PersonRef
	Back   string
	// One of these is what is proposed.
	Offer     *domain.OfferInvitationLetter
	Meetup    *domain.MeetupInvitationLetter
	Immersion *domain.ImmersionInvitationLetter
	Link      string
	CodeSize  int
	CodePath  string
	Until     time.Time
}

// ViewBox is the drawing of the code, with the quiet zone of four modules that cameras need (ISO/IEC 18004).
func (p InvitationLetterPage) ViewBox() string {
	side := strconv.Itoa(p.CodeSize + 8)
	return "-4 -4 " + side + " " + side
}

func invitationState(s domain.InvitationStatus) State {
	switch s {
	case domain.InvitationQueued:
		return State{s.French(), shapeEmpty, ToneQuiet}
	case domain.InvitationSent:
		return State{s.French(), shapeHalf, ToneWait}
	case domain.InvitationAccepted:
		return State{s.French(), shapeYes, ToneDone}
	case domain.InvitationExpired:
		return State{s.French(), shapeHalf, ToneStop}
	}
	return State{s.French(), shapeNo, ToneQuiet}
}

// InvitationHistory words the history of an invitation, latest first.
func InvitationHistory(steps []domain.Step, name func(id string) string) []HistoryLine {
	return history(steps, name, func(s domain.Step) string {
		switch s.To {
		case string(domain.InvitationQueued):
			return "préparée"
		case string(domain.InvitationSent):
			return "partie"
		case domain.ActRemind:
			return "rappelée"
		case domain.ActQuestion:
			return "une question posée"
		case domain.ActExplain:
			return "a dit pourquoi"
		case domain.ActQuestionAnswered:
			return "la question a sa réponse"
		}
		if word := domain.InvitationStatus(s.To).French(); word != "" {
			return word
		}
		return actWords(s.To)
	})
}

// Title of the page.
func (p InvitePage) Title() string {
	if p.ObjectWords != "" {
		return "Inviter : " + p.ObjectWords
	}
	return "Inviter à…"
}

// Title of the page.
func (p InvitedPage) Title() string { return "Invitations : " + p.ObjectWords }

// Title of the page.
func (InvitationsPage) Title() string { return "Invitations" }

// Title of the page.
func (p InvitationPage) Title() string {
	name := p.Person.Name
	if name == "" {
		name = "Personne effacée"
	}
	return name + " : " + p.Object.Title
}

// Title of the page.
func (p InvitationLetterPage) Title() string { return "Lettre pour " + p.Person.Name }

func (InvitePage) file() string           { return "invite" }
func (InvitedPage) file() string          { return "invited" }
func (InvitationsPage) file() string      { return "invitations" }
func (InvitationPage) file() string       { return "proposition" }
func (InvitationLetterPage) file() string { return "invitationletter" }
