package handlers

import (
	"time"

	"eedk.fr/candidatheque/domain"
)

// The bodies of the JSON API (contract.md, Bodies). They are allow-lists: a stored object is never written as it is.
// Dates are 2026-11-23, hours of the day 08:00, pay in euros per unit, levels 1 to 8 (0 = not said).

// offerBody is an offer, read and written. The fields under Status are read-only.
type offerBody struct {
	ID           string             `json:"id"`
	Status       domain.OfferStatus `json:"status"`
	Revision     int64              `json:"revision"`
	EmployerName string             `json:"employer_name"`
	PublishedOn  domain.Date        `json:"published_on"`
	ExpiresOn    domain.Date        `json:"expires_on"`
	Flags        []flagBody         `json:"flags"`
	Advice       []flagBody         `json:"advice"`

	SIRET         string `json:"siret"`
	UserSIRET     string `json:"user_siret"`
	HideEmployer  bool   `json:"hidden_employer"`
	Hidden        bool   `json:"hidden"`
	Title         string `json:"title"`
	ROME          string `json:"rome"`
	Description   string `json:"description"`
	Contract      string `json:"contract"`
	Months        int    `json:"months"`
	Places        int    `json:"places"`
	PostalCode    string `json:"postal_code"`
	Commune       string `json:"commune"`
	Start         string `json:"start"`
	Deadline      string `json:"deadline"`
	BeginnerOK    bool   `json:"beginner_ok"`
	Experience    int    `json:"experience_months"`
	Level         int    `json:"level"`
	LevelRequired bool   `json:"level_required"`

	WeeklyHours     float64  `json:"weekly_hours"`
	FirstStart      string   `json:"first_start"`
	LastEnd         string   `json:"last_end"`
	Schedule        []string `json:"schedule"`
	Shuttle         bool     `json:"shuttle"`
	VehicleRequired bool     `json:"vehicle_required"`
	Contexts        []string `json:"contexts"`

	PayMin  float64 `json:"pay_min"`
	PayMax  float64 `json:"pay_max"`
	PayUnit string  `json:"pay_unit"`

	RequiredSkills        []string `json:"required_skills"`
	TrainableSkills       []string `json:"trainable_skills"`
	WishedSkills          []string `json:"wished_skills"`
	Licences              []string `json:"licences"`
	TrainableLicences     []string `json:"trainable_licences"`
	WishedLicences        []string `json:"wished_licences"`
	Certificates          []string `json:"certificates"`
	TrainableCertificates []string `json:"trainable_certificates"`
	WishedCertificates    []string `json:"wished_certificates"`

	Clause *clauseBody `json:"clause"`
}

// clauseBody is the clause part of a need. Publics is empty for an employer; CompletedOn, when a facilitator settled the
// need, is read-only.
type clauseBody struct {
	MarketReference string      `json:"market_reference"`
	People          int         `json:"people"`
	Hours           int         `json:"hours"`
	Way             string      `json:"way"`
	TempAgency      string      `json:"temp_agency"`
	Publics         []string    `json:"publics"`
	Lot             string      `json:"lot"`
	CompletedOn     domain.Date `json:"completed_on"`
}

// flagBody is a remark on the wording of an offer: one to mend among flags, one to improve among advice. Suggestion may
// stand in the place of Passage; Override is the reason for which a referent let it through, empty as long as none did.
type flagBody struct {
	Field       string `json:"field"`
	Passage     string `json:"passage"`
	Criterion   string `json:"criterion"`
	Article     string `json:"article"`
	Explanation string `json:"explanation"`
	Suggestion  string `json:"suggestion"`
	Override    string `json:"override"`
}

// profileBody is a person as staff see them. Candidate is there for who may see the file, Criteria for who may see proofs.
type profileBody struct {
	ID              string                  `json:"id"`
	Revision        int64                   `json:"revision"`
	Admission       domain.Admission        `json:"admission"` // read-only: its verbs are accept and refuse
	Targets         []string                `json:"targets"`
	Practised       []practiceBody          `json:"practised"`
	Refused         []string                `json:"refused"`
	Trainings       []trainingBody          `json:"trainings"`
	Immersions      []immersionBody         `json:"immersions"`
	Skills          []string                `json:"skills"`
	Licences        []string                `json:"licences"`
	Certificates    []certificateBody       `json:"certificates"`
	Level           int                     `json:"level"`
	LevelObtained   *bool                   `json:"level_obtained"`
	PostalCode      string                  `json:"postal_code"`
	Commune         string                  `json:"commune"`
	RadiusKm        int                     `json:"radius_km"`
	Communes        []string                `json:"communes"`
	Means           []string                `json:"means"`
	Available       string                  `json:"available"`
	Contracts       []string                `json:"contracts"`
	HoursWanted     float64                 `json:"weekly_hours_wanted"`
	Windows         []string                `json:"windows"`
	RefusedSchedule []string                `json:"refused_schedule"`
	RefusedContexts []string                `json:"refused_contexts"`
	Languages       map[string]languageBody `json:"languages"`
	Presentation    string                  `json:"presentation"`
	Domain          string                  `json:"domain"`
	Candidate       *candidateBody          `json:"candidate,omitempty"`
	Criteria        []criterionBody         `json:"criteria,omitzero"`
}

type practiceBody struct {
	ROME string `json:"rome"`
	// Title is the person's own words, where no code answers them.
	Title  string `json:"title,omitempty"`
	Months int    `json:"months"`
	Until  string `json:"until"`
}

type trainingBody struct {
	ROME  string `json:"rome"`
	Hours int    `json:"hours"`
	End   string `json:"end"`
}

type immersionBody struct {
	ROME     string `json:"rome"`
	End      string `json:"end"`
	Host     string `json:"host_siret"`
	Assessed bool   `json:"assessed"`
}

type certificateBody struct {
	Code      string `json:"code"`
	Delivered string `json:"delivered"`
}

// languageBody: null is unknown, which is not lacking.
type languageBody struct {
	Understand *bool `json:"understand"`
	Read       *bool `json:"read"`
	Write      *bool `json:"write"`
}

type candidateBody struct {
	FirstName string `json:"first_name"`
	LastName  string `json:"last_name"`
	Email     string `json:"email"`
	Phone     string `json:"phone"`
	BirthDate string `json:"birth_date"`
	Sex       string `json:"sex"`
	ConsentOn string `json:"consent_on"`
	// ConsentWithdrawn is read only: the day of a no. A program cannot undo it.
	ConsentWithdrawn string          `json:"consent_withdrawn,omitempty"`
	Programmes       []programmeBody `json:"programmes"`
}

type criterionBody struct {
	Code       string `json:"code"`
	SeenOn     string `json:"seen_on"`
	ValidUntil string `json:"valid_until"`
}

// shortlistBody is a shortlist as referents see it.
type shortlistBody struct {
	ID         string                 `json:"id"`
	Offer      string                 `json:"offer"`
	Status     domain.ShortlistStatus `json:"status"`
	On         domain.Date            `json:"on"`
	Weights    string                 `json:"weights"`
	IDF        string                 `json:"idf"`
	Pool       int                    `json:"pool"`
	Eligible   int                    `json:"eligible"`
	Excluded   map[domain.Gate]int    `json:"excluded"`
	Entries    []entryBody            `json:"entries"`
	NearMisses []nearMissBody         `json:"near_misses"`
	FarMisses  int                    `json:"far_misses"`
	Entered    []string               `json:"entered,omitzero"`
	Left       []string               `json:"left,omitzero"`
}

type entryBody struct {
	Profile  string              `json:"profile"`
	Rank     int                 `json:"rank"`
	Score    float64             `json:"score"`
	Decision domain.Decision     `json:"decision"`
	Motive   string              `json:"motive"`
	AddedBy  string              `json:"added_by"`
	Employer domain.EmployerSide `json:"employer"`
	Reasons  []reasonBody        `json:"reasons"`
}

type reasonBody struct {
	Criterion domain.CriterionName `json:"criterion"`
	Points    float64              `json:"points"`
	Max       float64              `json:"max"`
	Text      string               `json:"text"`
}

type nearMissBody struct {
	Profile string      `json:"profile"`
	Score   float64     `json:"score"`
	Blocker domain.Gate `json:"blocker"`
	Lift    domain.Lift `json:"lift"`
	Text    string      `json:"text"`
}

// sharedBody is a shortlist as its employer sees it: anonymous cards, nothing of the pool they were taken from.
type sharedBody struct {
	ID      string                 `json:"id"`
	Offer   string                 `json:"offer"`
	Status  domain.ShortlistStatus `json:"status"`
	Entries []cardBody             `json:"entries"`
}

// cardBody is an anonymous card; Profile holds the card's opaque name, never the person's.
type cardBody struct {
	Profile      string              `json:"profile"`
	Rank         int                 `json:"rank"`
	Band         string              `json:"band"`
	Occupations  []string            `json:"occupations"`
	Skills       []string            `json:"skills"`
	Licences     []string            `json:"licences"`
	Certificates []string            `json:"certificates"`
	Level        string              `json:"level"`
	Experience   string              `json:"experience"`
	Distance     string              `json:"distance"`
	Availability string              `json:"availability"`
	Contracts    []string            `json:"contracts"`
	Reasons      []string            `json:"reasons"`
	Eligible     string              `json:"eligible,omitempty"` // until when, for a need
	Employer     domain.EmployerSide `json:"employer"`
}

// importBody is the account of a file brought in.
type importBody struct {
	ID          string              `json:"id"`
	Status      domain.ImportStatus `json:"status"`
	Rows        int                 `json:"rows"`
	Created     int                 `json:"created"`
	Updated     int                 `json:"updated"`
	Unchanged   int                 `json:"unchanged"`
	OutsidePool int                 `json:"outside_pool"`
	Rejected    int                 `json:"rejected"`
	Errors      []domain.RowError   `json:"errors"`
	Warnings    []domain.RowError   `json:"warnings"`
	Failure     string              `json:"failure,omitempty"`
	At          time.Time           `json:"at"`
	Mapping     string              `json:"mapping,omitempty"`
	Aside       []domain.Aside      `json:"aside"`
	Awaiting    int                 `json:"awaiting"`
}

type meBody struct {
	ID     string         `json:"id"`
	Name   string         `json:"name"`
	Email  string         `json:"email"`
	Roles  []string       `json:"roles"`
	SIRETs []domain.SIRET `json:"sirets"`
}

// listBody is any list: Next is the cursor of the following page, empty on the last.
type listBody[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next"`
}

// Requests of the verbs.
type (
	reasonRequest struct {
		Reason string `json:"reason"`
	}
	extendRequest struct {
		Until string `json:"until"`
	}
	entryRequest struct {
		Profile string `json:"profile"`
		Reason  string `json:"reason"`
	}
)
