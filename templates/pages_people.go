package templates

import (
	"reflect"
	"time"

	"eedk.fr/candidatheque/domain"
)

// PersonCard is one person found.
type PersonCard struct {
	ID           string
	Name         string
	Occupations  []string
	Experience   string // « 24 mois de maçonnerie », empty when unknown
	Commune      string
	Distance     string // « 8 km », empty without a place
	Available    domain.Date
	Licences     []string
	Certificates []string
	// Outside says why the person is outside the pool, empty when inside.
	Outside    string
	Highlights []Highlight
}

// Highlight is a passage with the words found: ParseHighlight makes it.
type Highlight []Span

// Span is a stretch of a passage; Hit marks what was found.
type Span struct {
	Text string
	Hit  bool
}

// PersonPage is a person's file, for staff.
type PersonPage struct {
	Base
	ID        string
	Name      string
	Email     string
	Phone     string
	BirthDate domain.Date
	Referent  string
	Adviser   string
	Source    string
	EnteredOn domain.Date
	Updated   time.Time

	// Outside says why the person cannot be proposed today, empty when they can.
	Outside string
	// PlacedOn is the day on which lasting work closed the file: a referent opens it again.
	PlacedOn domain.Date
	// Asks are what the person would have corrected, asked on their own page.
	Asks           []domain.Ask
	Consent        domain.Consent
	Accompaniments []domain.Accompaniment
	// Criteria are filled only for who may read them: CriteriaOpen.
	Criteria     []domain.Criterion
	CriteriaOpen bool

	Profile  ProfileView
	Exposure Exposure
	// Prospects are what was proposed to the person, as their adviser reads it: never a no, nor silence, nor an absence.
	Prospects []ProspectLine
	// Invitations are for referents; MayInvite tells whether the person may be asked today.
	Invitations  []InvitationLine
	MayInvite    bool
	RemindersOff bool
	// AddressFails: mails to the person come back.
	AddressFails bool
	History      []HistoryLine

	// CanEdit opens the acts on the file; Stage is where its admission stands, and Refusal the referent's reason.
	CanEdit bool
	Stage   domain.Admission
	Refusal string
	// ProposedBy is who proposed a person that waits.
	ProposedBy string
	// ConsentBy is who recorded the accord, ConsentText what the person agreed to, or would today.
	ConsentBy, ConsentText string
	// Link is that of the accord, just made, shown once.
	Link string
	// Doubles are files that may be of the same person, for a referent.
	Doubles []DoubleRow
	// ErrorFor names the form that was refused, Errors what is wrong in it, Typed what was typed.
	ErrorFor string
	Errors   domain.FieldErrors
	Typed    PersonActs
}

// PersonActs holds the values of the small forms of a file, as typed.
type PersonActs struct {
	On, Channel                  string
	Programme, From              string
	Domain, Referent, Reason     string
	EndProgramme, EndFrom, EndOn string
	AcceptProgramme, AcceptFrom  string
}

// Over is what was typed, over what the form proposes where nothing was.
func (p PersonActs) Over(typed PersonActs) PersonActs {
	mine, theirs := reflect.ValueOf(&p).Elem(), reflect.ValueOf(typed)
	for i := range mine.NumField() {
		if text := theirs.Field(i).String(); text != "" {
			mine.Field(i).SetString(text)
		}
	}
	return p
}

// The small forms of a file.
const (
	FormConsent = "accord"
	FormJoin    = "ajouter"
	FormEnd     = "terminer"
	FormAccept  = "accepter"
	FormRefuse  = "refuser"
)

// ErrorsOf gives what is wrong in one of the forms.
func (p PersonPage) ErrorsOf(form string) domain.FieldErrors {
	if p.ErrorFor != form {
		return nil
	}
	return p.Errors
}

// Ending tells whether the refused form is the one that ends this accompaniment.
func (p PersonPage) Ending(a domain.Accompaniment) bool {
	return p.ErrorFor == FormEnd && p.Typed.EndProgramme == string(a.Programme) && p.Typed.EndFrom == a.From.String()
}

// Today is the day of the page.
func (p PersonPage) Today() domain.Date { return domain.DayOf(p.Now) }

// ProfileView is a profile with the words of its codes.
type ProfileView struct {
	Targets         []Occupation
	Practised       []Practised
	Refused         []Occupation
	Trainings       []Studied
	Immersions      []Studied
	Skills          []string
	Licences        []domain.HeldLicence
	Certificates    []Certificate
	Level           int
	LevelObtained   domain.Tri
	Commune         string
	PostalCode      string
	RadiusKm        int
	Communes        []string
	Means           domain.Means
	Available       domain.Date
	Contracts       domain.ContractSet
	HoursWanted     float64
	Windows         []domain.Window
	RefusedSchedule domain.Traits
	RefusedContexts []string
	Languages       []domain.Language
	Presentation    string
	Domain          domain.PoolDomain
	Discovery       bool
}

// Occupation is an occupation in words; ROME is empty for a title not tied to a code.
type Occupation struct {
	Label string
	ROME  domain.ROME
}

// Practised is an occupation done, Months of it, until Until (zero = not said).
type Practised struct {
	Occupation
	Months int
	Until  domain.Date
}

// Studied is a training or an immersion: Hours 0 when unknown.
type Studied struct {
	Occupation
	Hours    int
	End      domain.Date
	Assessed bool
}

// Certificate is one held: Until is its last valid day (zero = without end), Expired when it is past.
type Certificate struct {
	Label     string
	Code      string
	Delivered domain.Date
	Until     domain.Date
	Expired   bool
}

// Exposure is how often the person stood on shortlists.
type Exposure struct {
	Proposed30 int // in the last 30 days
	Proposed   int // since the beginning
	Last       domain.Date
	Lines      []ExposureLine
}

// ExposureLine is one shortlist the person stood on.
type ExposureLine struct {
	ShortlistID string
	OfferTitle  string
	Employer    string
	On          domain.Date
	Decision    domain.Decision
}

// Title of the page.
func (p PersonPage) Title() string {
	if p.Name == "" {
		return "Personne sans nom"
	}
	return p.Name
}

func (PersonPage) file() string { return "person" }
