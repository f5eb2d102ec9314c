package templates

import (
	"time"

	"eedk.fr/candidatheque/domain"
)

// OwnLinkPage asks for the link of one's own page, and answers the same for known and unknown addresses. Expired: somebody
// came by a link that is too old. Moved: they gave another address, and their link ended with the old one.
type OwnLinkPage struct {
	Base
	Email   string
	Errors  domain.FieldErrors
	Sent    bool
	Expired bool
	Moved   bool
}

// OwnPage is all that is kept of somebody, for themself: Action is the address of the page, its verbs are under it.
type OwnPage struct {
	Base
	Action    string
	FirstName string
	Until     time.Time // the end of the link
	Ends      domain.Date
	Groups    []OwnGroup
	Consent   domain.Consent
	Wording   string
	Pause     domain.Pause
	Paused    bool
	// RemindersOff: they want no reminder of what is proposed.
	RemindersOff bool
	Proposed     bool // a referent did not read the file yet
	Asks         []domain.Ask
	Proposals    []OwnProposal

	Errors     domain.FieldErrors
	Ask        string
	PauseUntil string
}

// OwnGroup is a part of a file; OwnLine one thing kept, in words.
type OwnGroup struct {
	Title string
	Lines []OwnLine
}

// OwnLine is one thing kept, in words.
type OwnLine struct{ Name, Value string }

// OwnProposal is one time that a person was put forward, without the employer's name.
type OwnProposal struct {
	On             domain.Date
	Title, Commune string
	Shown          bool
}

// Agrees tells whether the accord stands.
func (p OwnPage) Agrees() bool { return p.Consent.Answer() == domain.AnswerGiven }

// OwnForm is what a person corrects by themself; works are parted by semicolons.
type OwnForm struct {
	Email, Phone, Work, Available, Radius, Hours, Presentation string
	Means, Contracts                                           []string
	Windows                                                    []WindowLine
}

// OwnEditPage corrects it.
type OwnEditPage struct {
	Base
	Action string
	Form   OwnForm
	Errors domain.FieldErrors
}

// OwnErasePage says what erasing does, asks once, then says that it is done. Kept is how long the trace that keeps the
// person from coming back by a file stays.
type OwnErasePage struct {
	Base
	Action    string
	FirstName string
	Kept      string
	Archived  ArchivedView
	Errors    domain.FieldErrors
	Done      bool
}

// Title of the page.
func (p OwnLinkPage) Title() string {
	switch {
	case p.Expired:
		return "Le lien de vos données est trop ancien"
	case p.Moved:
		return "Votre adresse est corrigée"
	case p.Sent:
		return "Votre lien est parti"
	}
	return "Recevoir le lien de mes données"
}

// Title of the page.
func (OwnPage) Title() string { return "Vos données" }

// Title of the page.
func (OwnEditPage) Title() string { return "Corriger vos données" }

// Title of the page.
func (p OwnErasePage) Title() string {
	if p.Done {
		return "C'est effacé"
	}
	return "Tout effacer ?"
}

func (OwnLinkPage) file() string  { return "ownlink" }
func (OwnPage) file() string      { return "own" }
func (OwnEditPage) file() string  { return "ownedit" }
func (OwnErasePage) file() string { return "ownerase" }
