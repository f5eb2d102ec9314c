package templates

import (
	"time"

	"eedk.fr/candidatheque/domain"
)

// GalleryPage shows every component and state with invented data; demo and test only. Only Base is to be filled: the
// page brings its own data. Its links lead to /galerie?exemple=<name>, answered by Example.
type GalleryPage struct{ Base }

// Title of the page.
func (GalleryPage) Title() string { return "Galerie des composants" }

func (GalleryPage) file() string { return "gallery" }

// example is one whole page in one state, filled with invented data and its viewer.
type example struct {
	name, label string
	roles       domain.Role
	path        string
	page        func(Base) Page
}

// ExampleLink leads to one example from the gallery.
type ExampleLink struct {
	Name, Label string
}

// Examples lists the whole pages that can be looked at, in the order of the journeys.
func (GalleryPage) Examples() []ExampleLink {
	links := make([]ExampleLink, len(examples))
	for i, e := range examples {
		links[i] = ExampleLink{e.name, e.label}
	}
	return links
}

// Example gives the whole page of that name in its state; false for an unknown name. The viewer is the example's own:
// nothing of the real reader is shown.
func Example(name string, base Base) (Page, bool) {
	for _, e := range examples {
		if e.name == name {
			base.Path = e.path
			base.Viewer = Viewer{Name: exampleNames[e.roles], Roles: e.roles}
			return e.page(base), true
		}
	}
	return nil, false
}

var exampleNames = map[domain.Role]string{domain.RoleEmployer: "Luc Vandamme", domain.RoleReferent: "Anne Delattre",
	domain.RoleAdmin: "Claire Rosseel", domain.RoleAdviser: "Hugo Baert"}

// The components of the gallery, drawn with the same functions and partials as the pages.

// OfferStates, ShortlistStates, Decisions, Sides and Imports list every state.
func (GalleryPage) OfferStates() []domain.OfferStatus { return domain.OfferStatuses() }

// ShortlistStates lists those of a shortlist.
func (GalleryPage) ShortlistStates() []domain.ShortlistStatus {
	return []domain.ShortlistStatus{domain.ShortlistDraft, domain.ShortlistReviewed, domain.ShortlistShared, domain.ShortlistClosed}
}

// Decisions lists the referent's decisions.
func (GalleryPage) Decisions() []domain.Decision {
	return []domain.Decision{domain.Proposed, domain.Kept, domain.Dropped}
}

// Sides lists the employer's answers.
func (GalleryPage) Sides() []domain.EmployerSide {
	return []domain.EmployerSide{domain.SideUnanswered, domain.SideInterested, domain.SideNot}
}

// ImportStates lists those of an import.
func (GalleryPage) ImportStates() []domain.ImportStatus {
	return []domain.ImportStatus{domain.ImportWaiting, domain.ImportRunning, domain.ImportDone, domain.ImportFailed}
}

// Scores gives one score of each band.
func (GalleryPage) Scores() []float64 { return []float64{87.5, 63, 41.5} }

// Wrong is a form's errors.
func (GalleryPage) Wrong() domain.FieldErrors {
	return domain.FieldErrors{"demo-wrong": "Indiquez le salaire brut : une offre sans salaire n'est pas publiée.",
		"demo-choices": "Choisissez au moins un horaire."}
}

// Chosen is what is ticked in the sample of choices.
func (GalleryPage) Chosen() []string { return []string{"day"} }

// NeedLines is a list of requirements, one in each state.
func (GalleryPage) NeedLines() []NeedLine {
	return []NeedLine{{Value: "Lire un plan", Need: domain.DayOne}, {Value: "Couler du béton", Need: domain.Trainable},
		{Value: "Banchage", Need: domain.Plus}}
}

// Live is the moving part of the form, once filled; Counts is each state of the count.
func (GalleryPage) Live() OfferLive { return OfferLive{Sheet: sampleSheet(), Count: sampleCount()} }

// Counts gives each state of the count, as an employer reads it.
func (GalleryPage) Counts() []MatchCount {
	return []MatchCount{{}, {State: CountKnown, Eligible: 41}, {State: CountFailed},
		{State: CountKnown, Eligible: 3, IfTrainable: []CountIf{{"CACES R489 catégorie 3", 12}}}}
}

// Reasons is what explains a score.
func (GalleryPage) Reasons() []domain.Reason { return sampleReasons(1) }

// Acts is a history.
func (p GalleryPage) Acts() []HistoryLine { return sampleHistory(p.Now) }

// Moments are instants far and near, to show how time is said.
func (p GalleryPage) Moments() []time.Time {
	return []time.Time{p.Now, p.Now.Add(-20 * time.Minute), p.Now.Add(-3 * time.Hour), p.Now.AddDate(0, 0, -1),
		p.Now.AddDate(0, 0, -3), p.Now.AddDate(0, -4, 0)}
}
