package templates

import "eedk.fr/candidatheque/domain"

// ForgottenPage asks for the address of a forgotten password (POST /mot-de-passe: email). Sent: a link left, if there is an
// account.
type ForgottenPage struct {
	Base
	Email  string
	Sent   bool
	Errors domain.FieldErrors
}

// FirstPasswordPage is where a link to choose a password leads (POST Action: new_password). Invited: somebody new, who may
// go on without one (without).
type FirstPasswordPage struct {
	Base
	Action  string
	Email   string
	Invited bool
	Errors  domain.FieldErrors
}

// NewAddressPage is where the link to confirm a new address leads (POST Action).
type NewAddressPage struct {
	Base
	Action string
	Email  string
}

// AddressPage asks for another address (POST /compte/adresse: email, password, code). Email is the one of now.
type AddressPage struct {
	Base
	Keys   Keys
	Email  string
	Typed  string
	Errors domain.FieldErrors
}

// Title of the page.
func (p ForgottenPage) Title() string {
	if p.Sent {
		return "Un lien est peut-être en route"
	}
	return "Mot de passe oublié"
}

// Title of the page.
func (p FirstPasswordPage) Title() string {
	if p.Invited {
		return "Bienvenue à la candidathèque"
	}
	return "Choisir un nouveau mot de passe"
}

// Title of the page.
func (NewAddressPage) Title() string { return "Confirmer votre nouvelle adresse" }

// Title of the page.
func (AddressPage) Title() string { return "Changer d'adresse e-mail" }

func (ForgottenPage) file() string     { return "forgotten" }
func (FirstPasswordPage) file() string { return "firstpassword" }
func (NewAddressPage) file() string    { return "newaddress" }
func (AddressPage) file() string       { return "address" }
