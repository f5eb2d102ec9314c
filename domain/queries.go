package domain

import "time"

// Queries of lists: what hiring asks of a store and of an index. Cursor is opaque, empty for the first page; Limit is
// how many at most, 0 for the engine's own page. A zero field filters nothing.

// OfferQuery asks for offers, the latest first.
type OfferQuery struct {
	Statuses []OfferStatus
	SIRET    SIRET
	Kind     OfferKind
	Cursor   string
	Limit    int
}

// PersonQuery asks for the people an adviser follows (Adviser is their e-mail), for those of exactly that name, in any
// order of its words, for those one of whose proofs ends on ProofEnd, at a stage of their admission, with that answer to
// the question of the accord, or whose last accompaniment ends from EndsFrom to EndsBy; else for everybody. Stage serves
// for proposed and refused people only, Consent for those who did not say yes.
type PersonQuery struct {
	Adviser  string
	FullName string
	ProofEnd Date
	Stage    Admission
	Consent  Answer
	EndsFrom Date
	EndsBy   Date
	Order    PersonOrder
	Cursor   string
	Limit    int
}

// PersonOrder is the order of a list of people.
type PersonOrder uint8

// The orders: by the key of the file, by name; by first day in the house, for a Stage; by end of accompaniment, for people
// who have one.
const (
	ByKey PersonOrder = iota
	ByName
	ByEntry
	ByEnd
)

// EmployerQuery asks for establishments by state, and by a word of their name or the first digits of their SIRET.
type EmployerQuery struct {
	Status EmployerStatus
	Text   string
	Cursor string
	Limit  int
}

// ShortlistQuery asks for shortlists, the latest first: of an offer, or matched on SinceDay or later.
type ShortlistQuery struct {
	OfferID  string
	SinceDay Date
	Cursor   string
	Limit    int
}

// PositionQuery asks for positions, the latest first: on an offer, in a state, or those an adviser made (By is their
// account).
type PositionQuery struct {
	OfferID string
	By      string
	Status  PositionStatus
	Cursor  string
	Limit   int
}

// InvitationQuery asks for invitations, the latest first: to an offer or an occasion, of a person under any of their keys, in
// some states, queued and due before an instant, with a question that waits since before an instant (AskedBefore), or
// asking something of referents since a day from WakesFrom to WakesBy. The last three give the first first.
type InvitationQuery struct {
	Object      string
	Profiles    []string
	Statuses    []InvitationStatus
	DueBefore   time.Time
	AskedBefore time.Time
	WakesFrom   Date
	WakesBy     Date
	Cursor      string
	Limit       int
}

// IntroductionQuery asks for introductions, the latest first: of some offers, of a person under any of their keys, of some
// establishments, in some states, or asking something of referents since WakesBy or a day before, the first first. An
// employer gets those of their own establishments.
type IntroductionQuery struct {
	Offers   []string
	Profiles []string
	SIRETs   []SIRET
	Statuses []IntroductionStatus
	WakesBy  Date
	Cursor   string
	Limit    int
}

// OccasionQuery asks for meetups and immersions, the latest first.
type OccasionQuery struct {
	For    InvitationFor
	Status OccasionStatus
	Cursor string
	Limit  int
}

// AlertQuery asks for alerts, the latest first: on an offer, in some states.
type AlertQuery struct {
	OfferID  string
	Statuses []AlertStatus
	Cursor   string
	Limit    int
}

// TrainingQuery asks for trainings, the next to begin first: that give one of Certificates (any when empty), prepare for an
// occupation, and begin on From or later.
type TrainingQuery struct {
	Certificates []string
	ROME         ROME
	Status       TrainingStatus
	From         Date
	Cursor       string
	Limit        int
}

// MembershipQuery asks for requests to join, the latest first: of an establishment, of an account, in a state.
type MembershipQuery struct {
	SIRET  SIRET
	UserID string
	Status MembershipStatus
	Cursor string
	Limit  int
}

// SignUpQuery asks for sign-ups in a state, the oldest first.
type SignUpQuery struct {
	Status SignUpStatus
	Cursor string
	Limit  int
}

// UserQuery asks for accounts, of a role when Role is set, with a seat in an establishment when SIRET is.
type UserQuery struct {
	Role   Role
	SIRET  SIRET
	Cursor string
	Limit  int
}

// ImportQuery asks for imports, the latest first.
type ImportQuery struct {
	Status ImportStatus
	Cursor string
	Limit  int
}

// MailQuery asks for mails, the latest first: in a state, of a kind, to a recipient (Recipient.Key), or to an address.
type MailQuery struct {
	Status  MailStatus
	Kind    string
	To      string
	Address string
	Cursor  string
	Limit   int
}
