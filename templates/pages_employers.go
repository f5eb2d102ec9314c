package templates

import (
	"time"

	"eedk.fr/candidatheque/domain"
)

// EmployersPage lists establishments for referents and facilitators: what waits first, then by name. Search is by a word of
// the name or the first digits of the SIRET (q), by state (status).
type EmployersPage struct {
	Base
	Query  string
	Status domain.EmployerStatus
	Tabs   []EmployerTab
	// Waiting are those without an answer yet, the longest first, when nothing is filtered.
	Waiting  []EmployerRow
	Items    []EmployerRow
	NextHref string
	// SignUps are those whose address is not confirmed.
	SignUps []SignUpRow
}

// EmployerTab is a state with how many establishments stand in it; the empty state is all of them.
type EmployerTab struct {
	Status domain.EmployerStatus
	Count  int
}

// EmployerRow is one establishment in a list.
type EmployerRow struct {
	SIRET  domain.SIRET
	Name   string
	Place  string
	Status domain.EmployerStatus
	Since  time.Time
	// Answers counts the answers after meetings, for referents; empty when none was owed.
	Answers string
}

// SignUpRow is a sign-up whose address is not confirmed.
type SignUpRow struct {
	SIRET                       domain.SIRET
	Company, Name, Email, Phone string
	Since                       time.Time
}

// OwnEmployersPage lists an employer's own establishments and requests, and asks for another (POST /entreprises/rejoindre:
// siret, company).
type OwnEmployersPage struct {
	Base
	Standings []Standing
	Form      SignUpForm
	Errors    domain.FieldErrors
}

// EmployerPage is one establishment, for staff and for its own members. ErrorFor names the act whose form is shown again
// with Errors and Typed: a verb, or the key of a request or of a member.
type EmployerPage struct {
	Base
	SIRET                 domain.SIRET
	Name                  string
	Status                domain.EmployerStatus
	Since                 time.Time
	Reason                string
	Activity, Place, Size string
	// Answers counts the answers after meetings, for referents.
	Answers         string
	Members         []MemberLine
	Requests        []RequestLine
	Offers          []EmployerOffer
	OffersMore      bool
	History         []HistoryLine
	Actions         EmployerActions
	Errors          domain.FieldErrors
	ErrorFor, Typed string
}

// EmployerActions are the acts open to the viewer: EmployerActionsFor fills it.
type EmployerActions struct {
	Approve, Refuse, Suspend, Resume, ApplyAgain, Leave, Remove bool
}

// EmployerActionsFor reads the acts open to the actor.
func EmployerActionsFor(e *domain.Employer, actor domain.Actor) EmployerActions {
	a := EmployerActions{Leave: actor.Roles.Has(domain.RoleEmployer) && actor.Sits(e.SIRET()), Remove: domain.CanDecideEmployer(actor, e)}
	a.ApplyAgain = a.Leave && e.Status == domain.EmployerRefused
	if domain.CanDecideEmployer(actor, e) {
		a.Approve = e.Status == domain.EmployerAwaiting || e.Status == domain.EmployerRefused
		a.Refuse = e.Status == domain.EmployerAwaiting
		a.Suspend, a.Resume = e.Status == domain.EmployerActive, e.Status == domain.EmployerSuspended
	}
	return a
}

// MemberLine is one member, as the viewer may know them. Self is the viewer.
type MemberLine struct {
	ID, Name, Email, Phone string
	Since                  time.Time
	Self                   bool
}

// RequestLine is one request to join that waits or was refused; Decide tells whether the viewer may answer.
type RequestLine struct {
	ID, Name, Email, Phone string
	Status                 domain.MembershipStatus
	Since                  time.Time
	Reason                 string
	Decide                 bool
}

// EmployerOffer is one offer of the establishment.
type EmployerOffer struct {
	ID, Title string
	Status    domain.OfferStatus
	Updated   time.Time
}

func employerState(s domain.EmployerStatus) State {
	switch s {
	case domain.EmployerActive:
		return State{s.French(), shapeFull, ToneDone}
	case domain.EmployerSuspended:
		return State{s.French(), shapeHeld, ToneStop}
	case domain.EmployerRefused:
		return State{s.French(), shapeNo, ToneStop}
	case domain.EmployerRegistered, domain.EmployerAwaiting:
	}
	return State{s.French(), shapeHalf, ToneWait}
}

func membershipState(s domain.MembershipStatus) State {
	switch s {
	case domain.MembershipMember:
		return State{s.French(), shapeFull, ToneDone}
	case domain.MembershipRefused:
		return State{s.French(), shapeNo, ToneStop}
	case domain.MembershipEnded:
		return State{s.French(), shapeNo, ToneQuiet}
	case domain.MembershipWaiting:
	}
	return State{s.French(), shapeHalf, ToneWait}
}

// EmployerHistory words the history of an establishment, latest first.
func EmployerHistory(steps []domain.Step, name func(id string) string) []HistoryLine {
	return history(steps, name, func(s domain.Step) string {
		if s.To == domain.ActRemind {
			return "rappelé aux référents"
		}
		if word := domain.EmployerStatus(s.To).French(); word != "" {
			return word
		}
		return actWords(s.To)
	})
}

// Title of the page.
func (EmployersPage) Title() string { return "Entreprises" }

// Title of the page.
func (OwnEmployersPage) Title() string { return "Vos établissements" }

// Title of the page.
func (p EmployerPage) Title() string { return p.Name }

func (EmployersPage) file() string    { return "employers" }
func (OwnEmployersPage) file() string { return "establishments" }
func (EmployerPage) file() string     { return "employer" }

// EmployerTable is rows of establishments ready to be drawn, counted from Now.
type EmployerTable struct {
	Label string
	Rows  []EmployerRow
	Now   time.Time
}

func employerTable(label string, rows []EmployerRow, now time.Time) EmployerTable {
	return EmployerTable{label, rows, now}
}

// reasonFor is the reason of an act, shown again as typed when it was that act that was refused.
func reasonFor(p EmployerPage, act, label, hint string) Field {
	typed, errs := "", domain.FieldErrors(nil)
	if p.ErrorFor == act {
		typed, errs = p.Typed, p.Errors
	}
	f := newField("reason", label, typed, errs).Hint(hint).Text(2).Limit(500)
	if p.ErrorFor == act {
		return f
	}
	return f.As("raison-" + act)
}

// AnswerWords says how many answers came in time: « 2 réponses sur 3 dans les délais »; empty when none was owed.
func AnswerWords(r domain.Reliability) string {
	if r.Owed == 0 {
		return ""
	}
	return count(r.InTime, "réponse", "réponses") + " sur " + number(r.Owed) + " dans les délais"
}
