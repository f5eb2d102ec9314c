package templates

import (
	"strings"

	"eedk.fr/candidatheque/domain"
)

// UserPage is one account, for an administrator (POST /admin/comptes/:id/roles: role several times, siret; …/fermer;
// …/rouvrir; …/inviter; …/double-authentification: reason). Own: the reader's, which another administrator changes.
type UserPage struct {
	Base
	User   UserLine
	Keys   Keys
	Own    bool
	Form   UserForm
	Reason string
	Errors domain.FieldErrors
}

// Establishments are the SIRETs typed, separated by commas or lines.
func (f UserForm) Establishments() (list []string) {
	for _, text := range strings.FieldsFunc(f.SIRET, func(r rune) bool { return r == ',' || r == ';' || r == '\n' }) {
		if text = strings.TrimSpace(text); text != "" {
			list = append(list, text)
		}
	}
	return list
}

// Title of the page.
func (p UserPage) Title() string {
	if p.User.Name != "" {
		return p.User.Name
	}
	return p.User.Email
}

func (UserPage) file() string { return "user" }
