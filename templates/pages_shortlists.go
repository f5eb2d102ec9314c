package templates

import (
	"slices"
	"time"

	"eedk.fr/candidatheque/domain"
)

// ShortlistPage is a shortlist as a referent works on it.
type ShortlistPage struct {
	Base
	ID     string
	Status domain.ShortlistStatus
	On     domain.Date
	// Created is when it was built, By the name of who asked for it.
	Created time.Time
	By      string
	// Weights and IDF are the versions of the score.
	Weights, IDF string

	Sheet OfferSheet
	// Need: people are also shown until when they are eligible, and cards come before people.
	Need bool
	// Unsettled: the facilitator settled the need after this list was made.
	Unsettled bool
	Funnel    Funnel
	Entries   []ShortlistPerson
	// NearMisses are one lift away, FarMisses counts those two lifts away.
	NearMisses []NearMissPerson
	FarMisses  int

	// Changes against the list this one refreshes; nil Entered and Left with an empty Previous show nothing.
	Changes ListChanges
	// Add is the form « Ajouter quelqu'un » (fields profile, reason); Names answers its search (?personne=).
	Add    AddForm
	Errors domain.FieldErrors
	// ErrorFor is the profile whose keep or drop was refused: Errors then stands beside that person.
	ErrorFor string

	// What the viewer may do now; a referent with a seat in the establishment may only read.
	Decide bool
	Review bool
	Share  bool
	Close  bool
	Invite bool

	// Beyond is what advisers add to the offer of this list.
	Beyond OfferBeyond

	History []HistoryLine
}

// Funnel counts who was left at each step. Pool = Eligible + the sum of Excluded.
type Funnel struct {
	Pool, Eligible, Proposed int
	Excluded                 []domain.GateCount
}

// ShortlistPerson is one ranked person. An empty Name is « personne effacée ».
type ShortlistPerson struct {
	Profile  string
	Name     string
	Rank     int
	Score    float64
	Reasons  []domain.Reason
	Decision domain.Decision
	// Motive of a drop; DecidedBy is the name of who decided.
	Motive, DecidedBy string
	// AddedBy is the name of who added the person by hand, empty when ranked by the rules.
	AddedBy, AddedReason string
	// Summary is one line: occupation, commune, availability.
	Summary string
	// Until is the last day of the person's eligibility to the need, zero when they are not eligible.
	Until domain.Date
	// Warnings are short: « proposée 3 fois ce mois », « accord donné il y a 11 mois ».
	Warnings     []string
	Employer     domain.EmployerSide
	EmployerNote string
	// Invitation is that of the person to the offer, empty while they were not asked.
	Invitation       string
	InvitationStatus domain.InvitationStatus
}

// Keepers tells whether somebody kept is still to be asked.
func (p ShortlistPage) Keepers() bool {
	return slices.ContainsFunc(p.Entries, func(e ShortlistPerson) bool { return e.Invitable() })
}

// Invitable tells whether the person may be chosen to be asked.
func (e ShortlistPerson) Invitable() bool {
	return e.Decision == domain.Kept && e.Invitation == "" && e.Name != ""
}

// NearMissPerson is a person one liftable gate away.
type NearMissPerson struct {
	Profile string
	Name    string
	Score   float64
	Blocker domain.Gate
	Lift    domain.Lift
	Text    string
	Summary string
	// Sessions stand beside the lift of a certificate.
	Sessions LiftSessions
}

// ListChanges says who entered and who left since the previous list.
type ListChanges struct {
	Previous string // its id, empty when this list refreshes none
	Since    domain.Date
	Entered  []PersonRef
	Left     []PersonRef
}

// AddForm is « Ajouter quelqu'un ».
type AddForm struct {
	Search  string // ?personne=, the beginning of a name
	Profile string // profile
	Reason  string // reason
	Found   []PersonRef
	// Searched is true once Search was answered, so that an empty Found says « personne à ce nom ».
	Searched bool
}

// SharedShortlistPage is a shared shortlist as its employer sees it: anonymous cards and nothing else.
type SharedShortlistPage struct {
	Base
	ID         string
	OfferID    string
	OfferTitle string
	Status     domain.ShortlistStatus
	Cards      []SharedCard
	Errors     domain.FieldErrors
	// ErrorFor is the card whose answer was refused.
	ErrorFor string
}

// SharedCard is one anonymous card with the employer's own answer.
type SharedCard struct {
	Card domain.Card
	Side domain.EmployerSide
	Note string
}

// ExcludedPage lists the people one gate left out.
type ExcludedPage struct {
	Base
	ShortlistID string
	OfferTitle  string
	Gate        domain.Gate
	Count       int // all of them; People may hold fewer
	People      []ExcludedPerson
}

// ExcludedPerson is one of them; Text is what stopped this one, when more can be said than the gate's name.
type ExcludedPerson struct {
	PersonRef
	Summary string
	Text    string
}

// Title of the page.
func (p ShortlistPage) Title() string { return "Présélection\u00a0: " + p.Sheet.Offer.Title }

// Title of the page.
func (p SharedShortlistPage) Title() string { return "Personnes proposées\u00a0: " + p.OfferTitle }

// Title of the page.
func (p ExcludedPage) Title() string { return "Écartées\u00a0: " + p.Gate.French() }

func (ShortlistPage) file() string       { return "shortlist" }
func (SharedShortlistPage) file() string { return "shared" }
func (ExcludedPage) file() string        { return "excluded" }
