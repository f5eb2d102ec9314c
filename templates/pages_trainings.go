package templates

import (
	"net/url"

	"eedk.fr/candidatheque/domain"
)

// TrainingsPage lists the next sessions, and what each missing certificate costs across the open offers.
type TrainingsPage struct {
	Base
	// Certificate (?certificat=) and ROME (?metier=) are the filters as typed; CertificateName and Occupation their words.
	Certificate, CertificateName string
	ROME, Occupation             string
	Certificates                 []Option
	Errors                       domain.FieldErrors
	Items                        []TrainingLine
	NextHref                     string
	// Keep tells whether the viewer adds and changes sessions; Open whether they may open the people behind a count.
	Keep, Open bool
	Costs      []CostOfCertificate
}

// TrainingLine is one session. Gives are the words of what it gives, Entry of who may enter.
type TrainingLine struct {
	ID       string
	Title    string
	Provider string
	Place    string
	Start    domain.Date
	End      domain.Date
	Hours    int
	Places   int
	Gives    []string
	Entry    string
	Funder   string
	Status   domain.TrainingStatus
}

// CostOfCertificate is what one missing certificate costs: the people whom it alone keeps from an open offer.
type CostOfCertificate struct {
	Code, Label            string
	People, Offers, Places int
	Next                   domain.Date // start of the next session that gives it, zero for none
}

// CertificatePage opens one count: which people, for which offers, and the sessions that would let them in.
type CertificatePage struct {
	Base
	Cost     CostOfCertificate
	Offers   []CostOffer
	Sessions []TrainingLine
}

// CostOffer is an offer and the people whom the certificate alone keeps from it.
type CostOffer struct {
	ID, Title, Employer, Summary string
	Start                        domain.Date
	People                       []PersonRef
}

// EndsAfter tells whether a session ends after a day, which is not when the day is not known. One whose end is not known
// ends when it starts at the soonest.
func (t TrainingLine) EndsAfter(day domain.Date) bool {
	return day.Known() && max(t.Start, t.End) > day
}

// Late are the sessions that end after an offer begins.
func (p CertificatePage) Late(o CostOffer) (late []TrainingLine) {
	for _, t := range p.Sessions {
		if t.EndsAfter(o.Start) {
			late = append(late, t)
		}
	}
	return late
}

// TrainingFormPage is the form of a new session (POST /formations) or of one being changed.
type TrainingFormPage struct {
	Base
	ID       string // empty for a new one
	Revision int64  // field revision; for a new one, the number of the form
	Status   domain.TrainingStatus
	Form     TrainingForm
	Errors   domain.FieldErrors

	Certificates []Option
	Programmes   []Option
}

// TrainingForm holds the values as typed, each under its form name.
type TrainingForm struct {
	Title        string   // title
	ROME         string   // rome
	Certificates []string // certificates, one a line
	Skills       string   // skills, separated by commas
	Start        string   // start
	End          string   // end
	PostalCode   string   // postal_code
	Commune      string   // commune
	Places       string   // places
	Hours        string   // hours
	Provider     string   // provider
	Funder       string   // funder
	Programmes   []string // programmes
	Conditions   string   // conditions
}

// certificateLines is how many certificates the form of a session asks for.
const certificateLines = 3

// CertificateLines are the values of the form's lists, empty lines at the end.
func (f TrainingForm) CertificateLines() []string {
	lines := make([]string, max(certificateLines, len(f.Certificates)))
	copy(lines, f.Certificates)
	return lines
}

// LiftSessions is what stands beside the lift « formation »: the next sessions that would let the person in, and where to
// see them all.
type LiftSessions struct {
	Code       string // the first certificate missing, empty when not known
	OfferStart domain.Date
	Next       []TrainingLine
}

// Href leads to the sessions that give the certificate.
func (l LiftSessions) Href() string {
	if l.Code == "" {
		return "/formations"
	}
	return "/formations?certificat=" + url.QueryEscape(l.Code)
}

func trainingState(s domain.TrainingStatus) State {
	if s == domain.TrainingClosed {
		return State{s.French(), shapeNo, ToneQuiet}
	}
	return State{s.French(), shapeFull, ToneDone}
}

// liftPart is the lift of a near miss with its sessions, on the pages of a shortlist and of a person.
type liftPart struct {
	Lift     domain.Lift
	Sessions LiftSessions
}

func liftOf(l domain.Lift, s LiftSessions) liftPart { return liftPart{l, s} }

// Leads tells whether the lift is lifted by a session.
func (p liftPart) Leads() bool { return p.Lift == domain.LiftTraining || p.Lift == domain.LiftRenewal }

// Title of the page.
func (TrainingsPage) Title() string { return "Formations" }

// Title of the page.
func (p CertificatePage) Title() string { return "Il manque : " + p.Cost.Label }

// Title of the page.
func (p TrainingFormPage) Title() string {
	if p.ID == "" {
		return "Ajouter une formation"
	}
	return "Modifier la formation"
}

func (TrainingsPage) file() string    { return "trainings" }
func (CertificatePage) file() string  { return "certificate" }
func (TrainingFormPage) file() string { return "trainingform" }
