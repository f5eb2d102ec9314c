package templates

import (
	"time"

	"eedk.fr/candidatheque/domain"
)

// PeoplePage is the people an adviser follows, and for a referent what waits for them about people.
type PeoplePage struct {
	Base
	// Follows is true for an adviser: Items are the people they follow.
	Follows bool
	// Search is a name looked for (?nom=), Found who bears it among those the reader may open; Most bounds them.
	Search   string
	Found    []FollowedRow
	Most     int
	Items    []FollowedRow
	NextHref string
	// Ending are the people whose last accompaniment ends within 30 days, the nearest first.
	Ending []FollowedRow
	// Waiting counts the proposals to read, Unasked the people whose accord nobody asked; for a referent.
	Waiting, Unasked string
}

// mostNearest is how many ends are shown at once.
const mostNearest = 8

// Nearest are the ends that come first, Later the others of the month.
func (p PeoplePage) Nearest() []FollowedRow { return p.Ending[:min(len(p.Ending), mostNearest)] }

// Later are the ends that come after the nearest.
func (p PeoplePage) Later() []FollowedRow { return p.Ending[min(len(p.Ending), mostNearest):] }

// FollowedRow is one person of a list of staff.
type FollowedRow struct {
	ID, Name, Summary string
	Stage             domain.Admission
	// Outside says why the person cannot be proposed, empty when they can; Note is the referent's reason for a refusal.
	Outside, Note string
	Until         domain.Date // end of the last accompaniment, zero = none or open
	Open          bool        // an accompaniment without end runs
	LastProposed  domain.Date
	Since         time.Time
	From          string // who proposes: « l'antenne », « la personne elle-même »
	Doubles       int
}

// ProposalsPage lists who waits for a referent.
type ProposalsPage struct {
	Base
	Items    []FollowedRow
	NextHref string
}

// ConsentsPage records the accords of several people at once (POST /personnes/accords: person…, on, channel, attest).
type ConsentsPage struct {
	Base
	Items    []FollowedRow
	NextHref string
	Chosen   []string
	On       string
	Channel  string
	Errors   domain.FieldErrors
	Wording  string
	// Refused are those that could not be recorded, just after a batch.
	Refused []ConsentRefusal
}

// ConsentRefusal is one accord that was not recorded, and why.
type ConsentRefusal struct {
	ID, Name, Why string
}

// DoublesPage lists pairs of files that may be of one person.
type DoublesPage struct {
	Base
	Items []DoubleRow
	Total int
}

// DoubleRow is one pair.
type DoubleRow struct {
	A, B PersonRef
	Why  []domain.Likeness
}

// ComparePage shows two files side by side (POST …/reunir: keep; POST …/distinguer).
type ComparePage struct {
	Base
	A, B  PersonRef
	Why   []domain.Likeness
	Lines []CompareLine
	Error string
}

// CompareLine is one field of both files; Same when they agree.
type CompareLine struct {
	Label, A, B string
	Same        bool
}

// SelfPage is where somebody proposes themself (POST /se-proposer).
type SelfPage struct {
	Base
	Revision       int64 // number of this showing of the form
	Form           SelfForm
	Errors         domain.FieldErrors
	CommuneChoices []Option
	Wording        string
	Sent           bool
}

// SelfForm holds the values as typed.
type SelfForm struct {
	FirstName, LastName, Phone, Email string
	PostalCode, Commune, Work         string
	Available, Licence                string
	Agree                             bool
}

// AccordPage is what the holder of a link is asked. Expired shows the way on, and nothing of anybody.
type AccordPage struct {
	Base
	Action    string
	FirstName string
	Consent   domain.Consent
	Wording   string
	Until     time.Time
	Expired   bool
	Error     string
}

// Answered tells whether the person said yes or no already.
func (p AccordPage) Answered() bool { return p.Consent.Answer() != domain.AnswerNone }

// Agrees tells whether the accord stands.
func (p AccordPage) Agrees() bool { return p.Consent.Answer() == domain.AnswerGiven }

// Title of the page.
func (p PeoplePage) Title() string {
	if p.Follows {
		return "Les personnes que vous suivez"
	}
	return "Personnes : entrées et suivi"
}

// Title of the page.
func (ProposalsPage) Title() string { return "Propositions à relire" }

// Title of the page.
func (ConsentsPage) Title() string { return "Accords à recueillir" }

// Title of the page.
func (DoublesPage) Title() string { return "Doubles possibles" }

// Title of the page.
func (ComparePage) Title() string { return "Une ou deux personnes ?" }

// Title of the page.
func (p SelfPage) Title() string {
	if p.Sent {
		return "C'est noté, merci"
	}
	return "Chercher un emploi avec nous"
}

// Title of the page.
func (p AccordPage) Title() string {
	if p.Expired {
		return "Ce lien est trop ancien"
	}
	return "Votre accord"
}

func (PeoplePage) file() string    { return "people" }
func (ProposalsPage) file() string { return "proposals" }
func (ConsentsPage) file() string  { return "consents" }
func (DoublesPage) file() string   { return "doubles" }
func (ComparePage) file() string   { return "compare" }
func (SelfPage) file() string      { return "self" }
func (AccordPage) file() string    { return "accord" }

func admissionState(a domain.Admission) State {
	switch a {
	case domain.AdmissionProposed:
		return State{"à relire par un référent", shapeHalf, ToneWait}
	case domain.AdmissionRefused:
		return State{"refusée", shapeNo, ToneStop}
	}
	return State{"acceptée", shapeYes, ToneDone}
}

// poolState draws whether somebody may be proposed today.
func poolState(r FollowedRow) State {
	switch {
	case r.Stage != domain.AdmissionAccepted:
		return admissionState(r.Stage)
	case r.Outside != "":
		return State{"hors vivier", shapeHalf, ToneWait}
	}
	return State{"dans le vivier", shapeFull, ToneDone}
}

// FollowTable is a table of people, counted from Now.
type FollowTable struct {
	Label string
	Rows  []FollowedRow
	Now   time.Time
}

func followTable(label string, rows []FollowedRow, now time.Time) FollowTable {
	return FollowTable{label, rows, now}
}

// channelWords says by which way something was told; an unknown one is itself.
func channelWords(code string) string { return domain.Channel(code).French() }
