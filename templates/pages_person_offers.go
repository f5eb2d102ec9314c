package templates

import (
	"strings"

	"eedk.fr/candidatheque/domain"
)

// PersonOffersPage is what the open offers say of one person, for referents and the adviser who follows them.
type PersonOffersPage struct {
	Base
	ID      string
	Name    string
	Summary string
	// Outside says why the person cannot be proposed today, empty when they can.
	Outside string
	On      domain.Date
	Weights string
	// Open = Eligible + the sum of Excluded.
	Open, Eligible int
	Excluded       []domain.GateCount
	// Offers are the best, at most as many as a page reads; NearMisses those one lift away, out of NearCount.
	Offers     []PersonOffer
	NearMisses []PersonOffer
	NearCount  int
	// Errors and Reason come back from a refused addition to the shortlist of the offer ErrorFor.
	Errors   domain.FieldErrors
	Reason   string
	ErrorFor string
}

// PersonOffer is one offer seen from the person.
type PersonOffer struct {
	ID       string
	Title    string
	Employer string
	// Summary is one line: commune, contract, hours, start.
	Summary string
	Rank    int
	Score   float64
	Reasons []domain.Reason
	// Blocker, Lift and Text are a near miss's.
	Blocker domain.Gate
	Lift    domain.Lift
	Text    string
	// Sessions stand beside the lift of a certificate.
	Sessions LiftSessions
	// ListID is the open shortlist the person stands on already; Add tells whether the viewer may put them on one.
	ListID string
	Add    bool
}

// Title of the page.
func (p PersonOffersPage) Title() string {
	if p.Name == "" {
		return "Offres pour cette personne"
	}
	return "Offres pour " + p.Name
}

func (PersonOffersPage) file() string { return "personoffers" }

// AddTo is the form that puts the page's person on the shortlist of one of its offers, its reason ready to be changed.
type AddTo struct {
	Page   PersonOffersPage
	Offer  PersonOffer
	Reason string
}

func addTo(p PersonOffersPage, o PersonOffer, reason string) AddTo { return AddTo{p, o, reason} }

// OfferLine is an offer in one line: commune, contract, hours, start.
func OfferLine(o *domain.Offer) string {
	var parts []string
	add := func(said bool, text string) {
		if said {
			parts = append(parts, text)
		}
	}
	add(o.Place.Known(), o.Place.Name)
	add(true, o.Contract.Kind().Label)
	add(o.WeeklyHours > 0, decimal(o.WeeklyHours)+" h par semaine")
	add(o.Start.Known(), "début le "+o.Start.French())
	return strings.Join(parts, ", ")
}
