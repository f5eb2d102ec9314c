package templates

import (
	"time"

	"eedk.fr/candidatheque/domain"
)

// OfferListPage lists offers: an employer's own with their state in words and the next step, or everybody's for staff.
type OfferListPage struct {
	Base
	// Status is the filter (?status=) and Kind another (?kind=), empty for all; Kinds are the links of the latter.
	Status domain.OfferStatus
	Kind   domain.OfferKind
	Kinds  []NavEntry
	// Tabs are the filters shown with their counts; empty shows none.
	Tabs  []OfferTab
	Items []OfferRow
	// Shown are the offers at the second level, for advisers, on the first page of the list.
	Shown []ShownOffer
	// NextHref leads to the following page, empty on the last.
	NextHref string
}

// OfferTab is one filter by state: empty Status is « toutes ». Count is hidden when negative.
type OfferTab struct {
	Status domain.OfferStatus
	Count  int
}

// OfferRow is one offer of a list.
type OfferRow struct {
	ID       string
	Title    string
	Employer string
	Commune  string
	Contract domain.Contract
	Places   int
	Start    domain.Date
	Status   domain.OfferStatus
	Updated  time.Time
	// Need marks a need under a clause, ToComplete one that waits for the facilitator.
	Need, ToComplete bool
	// Shown tells whether advisers are asked for people.
	Shown bool
	// Yeses are the people who said yes and are to be met or answered, for the employer and for referents.
	Yeses domain.Yeses
	// ToAnswer counts the shared cards the employer has not answered; ShortlistID is the shared list they are on, Waiting
	// when it was shared.
	ToAnswer    int
	ShortlistID string
	Waiting     time.Time
}

// OfferSheet is an offer as people read it: the offer and the words of its codes. It is the candidate's preview, the
// detail of the offer and the eight lines beside a shortlist.
type OfferSheet struct {
	Offer domain.Offer
	// Occupation is the label of Offer.ROME.
	Occupation string
	// Certificates are the labels of Offer.Certificates, in the same order.
	Certificates []string
}

// OfferFormPage is the form of a new offer (POST /offres) or of one being changed (POST /offres/:id/modifier).
//
// Its buttons are all name="action": suggest (Chercher le métier), add_skill, add_certificate, add_licence, count,
// preview, reread, and reword with its passage: the form is shown again, values kept, nothing saved; save: kept as a draft; submit: saved, then submitted.
type OfferFormPage struct {
	Base
	OfferID  string // empty for a new offer
	Status   domain.OfferStatus
	Revision int64 // hidden field revision
	Form     OfferForm
	Errors   domain.FieldErrors // by field name of OfferForm
	Warnings domain.FieldErrors

	// Establishments are those the viewer may post for; a referent types the SIRET when it is empty.
	Establishments []Option
	// Suggestions for the title, once asked for; NoSuggestion says that none was found.
	Suggestions  []domain.Suggestion
	NoSuggestion bool
	// Occupation is the label of the ROME code chosen, if any.
	Occupation string
	// CommuneChoices are the communes of the postal code when the name does not decide.
	CommuneChoices []Option
	// SkillIdeas are the skills of the occupation, CertificateNames the known certificates, Contexts the work contexts.
	SkillIdeas       []domain.Skill
	CertificateNames []Option
	Contexts         []Option

	Live OfferLive
	// Remarks are what the wording guard says of the values.
	Remarks []Remark
	// Completed: a facilitator settled the need, whose publics are no longer proposed here.
	Completed bool
	// Returned is what the referent asked to correct.
	Returned string
	// Beginner is somebody whose address is not confirmed yet: the draft is kept with their sign-up, nothing is counted.
	Beginner bool
}

// Action is where the form goes.
func (p OfferFormPage) Action() string {
	switch {
	case p.Beginner:
		return beginnerPath
	case p.OfferID != "":
		return "/offres/" + p.OfferID + "/modifier"
	}
	return "/offres"
}

// LiveHref is where the form's script asks for its moving part.
func (p OfferFormPage) LiveHref() string {
	switch {
	case p.Beginner:
		return beginnerPath + "/apercu"
	case p.OfferID != "":
		return "/offres/compte?offre=" + p.OfferID
	}
	return "/offres/compte"
}

// SuggestHref is where the form's script asks for occupations.
func (p OfferFormPage) SuggestHref() string {
	if p.Beginner {
		return beginnerPath + "/metiers"
	}
	return "/suggestions"
}

// beginnerPath is the form of an offer begun before the address is confirmed.
const beginnerPath = "/inscription/offre"

// OfferForm holds the values as typed, each under its form name. Check boxes send 1. The requirement lines are parallel
// lists: skill, skill_id, skill_need; certificate, certificate_need; licence, licence_need. A line left empty is no
// requirement; need is day_one, trainable or plus.
type OfferForm struct {
	SIRET        string // siret
	EmployerName string // employer_name, asked of a referent for an establishment not yet known
	UserSIRET    string // user_siret
	Title        string // title
	ROME         string // rome
	Description  string // description
	HideEmployer bool   // hidden_employer
	Contract     string // contract
	Months       string // months
	Places       string // places

	PostalCode      string   // postal_code
	Commune         string   // commune
	WeeklyHours     string   // weekly_hours
	FirstStart      string   // first_start
	LastEnd         string   // last_end
	Schedule        []string // schedule: day night weekend shifts split
	Shuttle         bool     // shuttle
	VehicleRequired bool     // vehicle_required
	Contexts        []string // contexts

	PayMin   string // pay_min, euros
	PayMax   string // pay_max, euros
	PayUnit  string // pay_unit: hour month year
	Start    string // start
	Deadline string // deadline

	Skills           []NeedLine
	Certificates     []NeedLine
	Licences         []NeedLine
	BeginnerOK       bool   // beginner_ok
	ExperienceMonths string // experience_months
	Level            string // level
	LevelRequired    bool   // level_required

	Clause          bool     // clause
	MarketReference string   // market_reference
	ClausePeople    string   // clause_people
	ClauseHours     string   // clause_hours
	ClauseWay       string   // clause_way: direct provision subcontract
	ClausePublics   []string // clause_publics: criterion codes, staff only
	ClauseLot       string   // clause_lot
	TempAgency      bool     // temp_agency
}

// NeedLine is one requirement as typed: ID is the skill's, empty for a free label.
type NeedLine struct {
	ID    string
	Value string
	Need  domain.Need
}

// OfferLive is what changes while the form is filled: what a candidate will read, and how many people correspond.
// RenderLive writes it alone, for POST /offres/compte.
type OfferLive struct {
	Sheet OfferSheet
	Count MatchCount
	// Remarks go under their fields when RenderLive writes them.
	Remarks []Remark
}

// MatchCount answers « combien de personnes correspondent ? ». Under 5 an employer reads « moins de 5 personnes ».
type MatchCount struct {
	State    CountState
	Eligible int
	Pool     int
	// IfTrainable: for each indispensable requirement, how many would correspond if the company trained for it.
	IfTrainable []CountIf
	// Exact figures are for staff.
	Exact bool
	// BeforeClause: the count of an employer's need leaves its publics out, and says so.
	BeforeClause bool
}

// CountState tells whether there is a count.
type CountState string

// The states; the zero value is CountIncomplete: no occupation chosen yet.
const (
	CountIncomplete CountState = ""
	CountKnown      CountState = "known"
	CountFailed     CountState = "failed"
	// CountLater: nothing is counted for somebody whose address is not confirmed.
	CountLater CountState = "later"
)

// CountIf is the count if one requirement moved from indispensable to « nous pouvons former ».
type CountIf struct {
	Requirement string
	Eligible    int
}

// OfferPage is one offer, for its employer or for staff.
type OfferPage struct {
	Base
	Sheet   OfferSheet
	Actions OfferActions
	// Missing is what the offer still lacks to be submitted; Warnings do not stop it.
	Missing  domain.FieldErrors
	Warnings domain.FieldErrors
	// Errors and Reason come back from a refused act, such as a return without its reason.
	Errors domain.FieldErrors
	Reason string
	// Returned is what the referent asked to correct, shown while the offer is returned.
	Returned   string
	Shortlists []ShortlistLine
	// ClauseView is the clause part of a need, nil for a job.
	ClauseView *ClauseView
	Count      MatchCount
	// Remarks are what the wording guard says of the offer, for who may change or moderate it.
	Remarks []Remark
	History []HistoryLine
	// Meetings are the people who said yes, for the employer and referents.
	Meetings OfferMeetings
}

// OfferActions are the acts the viewer may try now: OfferActionsFor fills it.
type OfferActions struct {
	Edit, Submit, Publish, Return, Pause, Resume, Withdraw, Duplicate, BuildShortlist bool
}

// OfferActionsFor reads the acts open to the actor from the domain's tables.
func OfferActionsFor(o *domain.Offer, actor domain.Actor) OfferActions {
	a := OfferActions{
		Edit:           o.Editable() && domain.CanEditOffer(actor, o),
		Duplicate:      domain.CanEditOffer(actor, o),
		BuildShortlist: o.Matchable() && actor.Roles.Has(domain.RoleReferent) && !o.Own(actor),
	}
	for _, to := range o.NextMoves(actor) {
		switch to {
		case domain.OfferSubmitted:
			a.Submit = true
		case domain.OfferPublished:
			a.Publish = o.Status == domain.OfferSubmitted
			a.Resume = o.Status == domain.OfferPaused
		case domain.OfferReturned:
			a.Return = true
		case domain.OfferPaused:
			a.Pause = true
		case domain.OfferWithdrawn:
			a.Withdraw = true
		}
	}
	return a
}

// ShortlistLine is one shortlist of an offer.
type ShortlistLine struct {
	ID       string
	On       domain.Date
	Status   domain.ShortlistStatus
	Eligible int
	Proposed int
	Kept     int
	// Interested and ToAnswer count the employer's answers on shared cards.
	Interested int
	ToAnswer   int
}

// Title of the page.
func (p OfferListPage) Title() string {
	if p.Viewer.Staff() {
		return "Offres"
	}
	return "Vos offres"
}

// Title of the page.
func (p OfferFormPage) Title() string {
	switch {
	case p.Beginner:
		return "Commencer une offre"
	case p.OfferID == "" && p.Form.Clause:
		return "Déposer un besoin en clause d'insertion"
	case p.OfferID == "":
		return "Déposer une offre"
	case p.Form.Clause:
		return "Modifier le besoin en clause"
	}
	return "Modifier l'offre"
}

// Title of the page.
func (p OfferPage) Title() string {
	if p.Sheet.Offer.Title == "" {
		return "Offre sans intitulé"
	}
	return p.Sheet.Offer.Title
}

func (OfferListPage) file() string { return "offers" }
func (OfferFormPage) file() string { return "offerform" }
func (OfferPage) file() string     { return "offer" }
