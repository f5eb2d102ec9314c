package templates

import (
	"time"

	"eedk.fr/candidatheque/domain"
)

// OfferBeyond is what an offer's page tells staff beyond its shortlists: whether advisers are shown it, and whom they
// position. The zero value, an employer's, shows nothing.
type OfferBeyond struct {
	// NeedPeople are those proposed for a need, for the facilitator who may settle it.
	NeedPeople  []NeedPerson
	SecondLevel SecondLevelView
	// Positions are all of them for a referent, their own for an adviser; Answer tells whether the viewer may answer.
	Positions []PositionLine
	Answer    bool
	// Alerts are the people who just came or became free and fit the offer, for referents.
	Alerts []AlertLine
	// Form is the adviser's; Choices are the people they follow, none when they may not position.
	Form PositionForm
	// Errors and ErrorFor come back from a refused act: on the second level (« diffusion »), the form (« positionner ») or a
	// position (its id). Reason is what was typed.
	Errors   domain.FieldErrors
	ErrorFor string
	Reason   string
}

// SecondLevelView is the second level of an offer, for staff. Known is false for who does not read it.
type SecondLevelView struct {
	Known    bool
	Status   domain.SecondLevelStatus
	Eligible int
	Places   int
	// Enough: the pool has people enough, so that showing the offer needs a reason.
	Enough bool
	// Show and Stop are what the viewer may do.
	Show, Stop bool
	History    []HistoryLine
}

// PositionLine is one position. An empty Name is « personne effacée ».
type PositionLine struct {
	ID      string
	Profile string
	Name    string
	Summary string
	By      string
	Why     string
	At      time.Time
	Status  domain.PositionStatus
	Reason  string
	// Gates are what stops the person today, for referents; ListID the shortlist they stand on.
	Gates  []domain.Gate
	ListID string
}

// PositionForm is the two fields of a position, as typed.
type PositionForm struct {
	Shown   bool
	Choices []Option // people followed, « Nom Prénom »
	Profile string   // profile
	Why     string   // why
}

// ShownOffer is one offer of the list « diffusées aux antennes ».
type ShownOffer struct {
	ID, Title, Employer, Summary string
	Since                        time.Time
	// Positioned counts the adviser's own positions on it.
	Positioned int
}

func positionState(s domain.PositionStatus) State {
	switch s {
	case domain.PositionAdded:
		return State{s.French(), shapeYes, ToneDone}
	case domain.PositionDeclined:
		return State{s.French(), shapeNo, ToneQuiet}
	}
	return State{s.French(), shapeHalf, ToneWait}
}

func secondLevelState(s domain.SecondLevelStatus) State {
	switch s {
	case domain.SecondLevelOpen:
		return State{s.French(), shapeFull, ToneDone}
	case domain.SecondLevelStopped:
		return State{s.French(), shapeHeld, ToneQuiet}
	}
	return State{s.French(), shapeEmpty, ToneQuiet}
}

// SecondLevelHistory words who showed or stopped an offer, latest first.
func SecondLevelHistory(steps []domain.Step, name func(id string) string) []HistoryLine {
	return history(steps, name, func(s domain.Step) string { return domain.SecondLevelStatus(s.To).French() })
}

// StaffOfferPage is an offer as referents, advisers and facilitators read it: an employer's page holds nothing of this.
type StaffOfferPage struct {
	OfferPage
	Beyond OfferBeyond
}

// BeyondPart is what the pages of an offer and of its shortlist share: whose page it is, and when.
type BeyondPart struct {
	OfferBeyond
	OfferID string
	Viewer  Viewer
	Now     time.Time
}

// beyondOf is the part of a page; the zero value for an employer's, which has none.
func beyondOf(page Page) BeyondPart {
	switch p := page.(type) {
	case StaffOfferPage:
		return BeyondPart{p.Beyond, p.Sheet.Offer.ID, p.Viewer, p.Now}
	case ShortlistPage:
		return BeyondPart{p.Beyond, p.Sheet.Offer.ID, p.Viewer, p.Now}
	}
	return BeyondPart{}
}
