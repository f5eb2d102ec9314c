package templates

import (
	"time"

	"eedk.fr/candidatheque/domain"
)

// SignUpPage takes the sign-up of an establishment: its SIRET first (GET), then who asks (POST /inscription: siret, company,
// name, email, phone, revision). The same whether the establishment or the address is known.
type SignUpPage struct {
	Base
	Revision int64
	// Checked: the SIRET is right, and the rest of the form is shown.
	Checked bool
	Form    SignUpForm
	Errors  domain.FieldErrors
}

// SignUpForm holds the values as typed.
type SignUpForm struct {
	SIRET, Company, Name, Email, Phone string
}

// Number writes the SIRET as people read it.
func (f SignUpForm) Number() string { return domain.SIRET(f.SIRET).Spaced() }

// SignUpSentPage says that a mail left, and what to do meanwhile. It shows the browser what the browser typed.
type SignUpSentPage struct {
	Base
	Email, Company string
	SIRET          domain.SIRET
	// Draft is the title of the offer begun; Begun tells that there is one, with a title or not.
	Draft string
	Begun bool
	Error string
}

// ConfirmPage is where the link of a mail lands. It changes nothing: its button POSTs to Action.
type ConfirmPage struct {
	Base
	Action                string
	State                 ConfirmState
	Company, Email, Phone string
	Name                  string
	SIRET                 domain.SIRET
	// Standing is where the establishment or the request stands, once confirmed.
	Standing Standing
	Until    time.Time
}

// ConfirmState is what a link can still do.
type ConfirmState string

// The states: the zero value waits for its button, ConfirmDone is a link whose work is done, ConfirmExpired one that is too
// old.
const (
	ConfirmOpen    ConfirmState = ""
	ConfirmDone    ConfirmState = "done"
	ConfirmExpired ConfirmState = "expired"
)

// Standing is where an establishment, or a request to join one, stands for its reader: a state, a sentence that says what
// comes next, and where to act.
type Standing struct {
	Company string
	SIRET   domain.SIRET
	// Status of the establishment, for a member; Request of a request, for who asked. One of the two is empty.
	Status  domain.EmployerStatus
	Request domain.MembershipStatus
	// Reason is why it was refused or suspended.
	Reason string
	Since  time.Time
	// Members waiting to be let in, for the members of an active establishment.
	Waiting int
	// Drafted: an offer begun is kept with the request.
	Drafted bool
}

// Asked tells a request from a seat.
func (s Standing) Asked() bool { return s.Request != "" }

// State is how the standing is drawn.
func (s Standing) State() State {
	if s.Asked() {
		return membershipState(s.Request)
	}
	return employerState(s.Status)
}

// Next says what comes next.
func (s Standing) Next() string {
	switch {
	case s.Request == domain.MembershipWaiting && s.Drafted:
		return "Un collègue ou un référent répond à votre demande. Votre brouillon est gardé : il sera dans vos offres avec son accord."
	case s.Request == domain.MembershipWaiting:
		return "Un collègue ou un référent répond à votre demande. Vous recevrez un e-mail."
	case s.Request == domain.MembershipRefused:
		return "Votre demande n'a pas été acceptée. Vous pouvez la refaire, ou appeler un référent."
	}
	return companyNext[s.Status]
}

var companyNext = map[domain.EmployerStatus]string{
	domain.EmployerRegistered: "Pas encore enregistré ici : un référent l'ouvre avec vous.",
	domain.EmployerAwaiting:   "Un référent vérifie votre inscription, en général sous deux jours ouvrés, et vous appelle. Préparez vos offres en attendant : elles seront publiées après.",
	domain.EmployerActive:     "Vos offres peuvent être relues et publiées.",
	domain.EmployerSuspended:  "Vos offres sont en pause et aucune n'est publiée. Appelez un référent pour en parler.",
	domain.EmployerRefused:    "Vos offres ne peuvent pas être publiées. Répondez au référent, ou appelez-le : une inscription refusée peut être reprise.",
}

// Title of the page.
func (SignUpPage) Title() string { return "Inscrire votre établissement" }

// Title of the page.
func (SignUpSentPage) Title() string { return "Confirmez votre adresse e-mail" }

// Title of the page.
func (p ConfirmPage) Title() string {
	switch p.State {
	case ConfirmDone:
		return "Adresse confirmée"
	case ConfirmExpired:
		return "Ce lien d'inscription est trop ancien"
	case ConfirmOpen:
	}
	return "Confirmer votre inscription"
}

func (SignUpPage) file() string     { return "signup" }
func (SignUpSentPage) file() string { return "signupsent" }
func (ConfirmPage) file() string    { return "confirm" }
