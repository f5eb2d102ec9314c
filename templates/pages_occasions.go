package templates

import (
	"time"

	"eedk.fr/candidatheque/domain"
)

// OccasionsPage lists meetups and proposed immersions.
type OccasionsPage struct {
	Base
	Keep     bool
	Items    []OccasionLine
	NextHref string
}

// OccasionLine is one of them. When is its day in words.
type OccasionLine struct {
	ID, Title, Host, Place, When string
	For                          domain.InvitationFor
	Status                       domain.OccasionStatus
	Places                       int
}

// OccasionPage is one occasion, with who was invited for those who may know.
type OccasionPage struct {
	Base
	OccasionLine
	Where, Words string
	Occupations  []string
	Keep         bool // the viewer decides
	// Open tells that people may still be invited; Known that the viewer reads who was.
	Open, Known bool
	Coming      int
	Invited     []InvitationLine
	Reason      string // why it was cancelled
	Typed       string // the reason of a refused cancel
	Errors      domain.FieldErrors
	History     []HistoryLine
}

// OccasionFormPage is the form of a new occasion, or of one being changed.
type OccasionFormPage struct {
	Base
	ID       string
	Revision int64
	Form     OccasionForm
	Errors   domain.FieldErrors
}

// OccasionForm holds the values as typed.
type OccasionForm struct {
	For        string // for: meetup or pmsmp
	Title      string // title
	SIRET      string // siret
	Host       string // host
	ROME       string // rome
	PostalCode string // postal_code
	Commune    string // commune
	Where      string // where
	At         string // at
	From       string // from
	To         string // to
	Places     string // places
	Words      string // words
}

// Kind words what it is.
func (o OccasionLine) Kind() string {
	if o.For == domain.ForPMSMP {
		return "immersion"
	}
	return "rencontre"
}

// OccasionWhen words the day of an occasion.
func OccasionWhen(o *domain.Occasion) string {
	if o.For == domain.ForMeetup {
		return domain.Slot{At: o.At}.French()
	}
	return "du " + o.From.French() + " au " + o.To.French()
}

func occasionState(s domain.OccasionStatus) State {
	switch s {
	case domain.OccasionOpen:
		return State{s.French(), shapeFull, ToneDone}
	case domain.OccasionCancelled:
		return State{s.French(), shapeNo, ToneStop}
	}
	return State{s.French(), shapeHeld, ToneQuiet}
}

// OccasionHistory words the history of an occasion, latest first.
func OccasionHistory(steps []domain.Step, name func(id string) string) []HistoryLine {
	return history(steps, name, func(s domain.Step) string {
		if word := domain.OccasionStatus(s.To).French(); word != "" {
			return word
		}
		return actWords(s.To)
	})
}

// LocalInstant writes an instant as a field of a form holds it, the hour of Paris; empty for none.
func LocalInstant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(domain.Paris()).Format("2006-01-02T15:04")
}

// Title of the page.
func (OccasionsPage) Title() string { return "Rencontres et immersions" }

// Title of the page.
func (p OccasionPage) Title() string { return p.OccasionLine.Title }

// Title of the page.
func (p OccasionFormPage) Title() string {
	if p.ID == "" {
		return "Préparer une rencontre ou une immersion"
	}
	return "Modifier"
}

func (OccasionsPage) file() string    { return "occasions" }
func (OccasionPage) file() string     { return "occasion" }
func (OccasionFormPage) file() string { return "occasionform" }
