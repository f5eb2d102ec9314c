package templates

import (
	"slices"
	"time"

	"eedk.fr/candidatheque/domain"
)

// HomePage says what the service is, for whom; to somebody signed in, what waits for them.
type HomePage struct {
	Base
	// Day is what waits for staff, and Todos what waits for an employer or a facilitator; both empty show the page's own way
	// on for the role.
	Day   []TodoGroup
	Todos []Todo
	// Standings say to an employer where the establishments that are not simply active stand, and the requests.
	Standings []Standing
}

// TodoKind is what a line of « À faire maintenant » asks, and the heading it stands under.
type TodoKind string

// The kinds of employers and facilitators, most urgent first. Those of the page of the day are in dayWords.
const (
	TodoAnswer TodoKind = "Répondre"
	TodoMend   TodoKind = "Corriger ou compléter"
)

// TodoGroup is the lines of one kind, in the order in which they came. Total may be more than are shown.
type TodoGroup struct {
	Kind  TodoKind
	Todos []Todo
	Total int
	// Inside says that the lines leave the house by no file (domain.DayKind.Inside).
	Inside bool
}

// dayUnfolded is how many lines of a group stand open; the others are one press away, so that no group hides the next.
const dayUnfolded = 5

// Parts are the lines that stand open, then those that unfold, if any.
func (g TodoGroup) Parts() [][]Todo {
	if len(g.Todos) <= dayUnfolded {
		return [][]Todo{g.Todos}
	}
	return [][]Todo{g.Todos[:dayUnfolded], g.Todos[dayUnfolded:]}
}

// More is how many lines are not shown.
func (g TodoGroup) More() int { return g.Total - len(g.Todos) }

// Groups are the lines under their headings, most urgent first; a kind without lines has no heading.
func (p HomePage) Groups() (groups []TodoGroup) {
	groups = p.Day
	for _, kind := range []TodoKind{TodoAnswer, TodoMend} {
		g := TodoGroup{Kind: kind}
		for _, t := range p.Todos {
			if t.Kind == kind {
				g.Todos = append(g.Todos, t)
			}
		}
		if g.Total = len(g.Todos); g.Total > 0 {
			groups = append(slices.Clone(groups), g)
		}
	}
	return groups
}

// Todo is one line of « À faire maintenant »: one thing, one action.
type Todo struct {
	Kind   TodoKind
	Text   string    // « Maçon, Dunkerque : à relire »
	Since  time.Time // when it began to wait
	Action string    // the verb: « Relire l'offre »
	Href   string
	// Post is where the action is done by one press, in place of Href; Phone whom to call first, if there is a number.
	Post, Phone string
}

// SignInPage asks for an e-mail (form field email, next) and answers the same thing for known and unknown ones.
type SignInPage struct {
	Base
	Next   string
	Email  string
	Errors domain.FieldErrors
	// Sent: « lien envoyé ».
	Sent bool
}

// LinkPage is where a signed sign-in link lands. It changes nothing: its button POSTs to Action.
type LinkPage struct {
	Base
	Action string // /connexion/<token>
	Next   string
}

// ErrorPage is any refusal: 403, 404, 409, 410, 413, 422, 429, 500, 503.
type ErrorPage struct {
	Base
	Status    int
	Heading   string
	Message   string
	Fields    domain.FieldErrors
	RequestID string
	// RetryAfter is how long to wait before trying again, 0 when it would not help.
	RetryAfter time.Duration
}

// AccessibilityPage is the accessibility statement.
type AccessibilityPage struct{ Base }

// PersonalDataPage says which data are kept, why, how long: Fields is domain.StoredFields().
// Officer is the address of the data-protection officer, empty while it is not set.
type PersonalDataPage struct {
	Base
	Fields  []domain.StoredField
	Officer string
}

// Title of the page.
func (p HomePage) Title() string {
	if p.Viewer.SignedIn() {
		return "À faire maintenant"
	}
	return "Recruter près de chez vous, avec un référent"
}

// Title of the page.
func (p SignInPage) Title() string {
	if p.Sent {
		return "Regardez votre boîte de réception"
	}
	return "Se connecter"
}

// Title of the page.
func (LinkPage) Title() string { return "Ouvrir votre session" }

// Title of the page.
func (p ErrorPage) Title() string { return p.Heading }

// Title of the page.
func (AccessibilityPage) Title() string { return "Accessibilité" }

// Title of the page.
func (PersonalDataPage) Title() string { return "Données personnelles" }

func (HomePage) file() string          { return "home" }
func (SignInPage) file() string        { return "signin" }
func (LinkPage) file() string          { return "link" }
func (ErrorPage) file() string         { return "error" }
func (AccessibilityPage) file() string { return "accessibility" }
func (PersonalDataPage) file() string  { return "personaldata" }
