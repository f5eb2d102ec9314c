package templates

import (
	"strings"
	"time"

	"eedk.fr/candidatheque/domain"
)

// Keys is what an account proves itself with, beside the links of its mailbox. Codes is how many recovery codes are left.
type Keys struct {
	Password   bool
	PasswordOn time.Time
	Second     bool
	SecondOn   time.Time
	Codes      int
}

// Any tells whether there is anything to ask for but a link.
func (k Keys) Any() bool { return k.Password || k.Second }

// CodePage asks for the code of the second factor, at sign-in (POST /connexion/code: code, next).
type CodePage struct {
	Base
	Next   string
	Errors domain.FieldErrors
}

// IdentityPage asks somebody signed in to prove again who they are, before what weighs most (POST /confirmer-identite:
// password, code, next). Sent: a link left for Email.
type IdentityPage struct {
	Base
	Keys   Keys
	Next   string
	Email  string
	Sent   bool
	Errors domain.FieldErrors
}

// PasswordPage sets or changes one's own password (POST /compte/mot-de-passe: password, code, new_password).
type PasswordPage struct {
	Base
	Keys   Keys
	Errors domain.FieldErrors
}

// SecondFactorPage sets, shows or takes away one's own second factor (POST /compte/double-authentification: sealed,
// first_code, password; …/codes and …/retirer: password, code). NewCodes are shown once. Required: it cannot be taken away.
type SecondFactorPage struct {
	Base
	Keys      Keys
	Required  bool
	Enrolment Enrolment
	NewCodes  []string
	Errors    domain.FieldErrors
}

// Enrolment is what an authenticator takes: Secret in letters, the drawing as the path of a square of Size.
// Sealed comes back with the form.
type Enrolment struct {
	Secret, Path, Sealed string
	Size                 int
}

// quiet is the empty border that cameras need around a code, in modules.
const quiet = 4

// Frame is the view of the drawing with its border.
func (e Enrolment) Frame() (frame struct{ From, Side int }) {
	frame.From, frame.Side = -quiet, e.Size+2*quiet
	return frame
}

// Spaced is the secret in groups of four, to be typed.
func (e Enrolment) Spaced() string {
	var out strings.Builder
	for i, letter := range e.Secret {
		if i > 0 && i%4 == 0 {
			out.WriteByte(' ')
		}
		out.WriteRune(letter)
	}
	return out.String()
}

// SessionLine is one open session of the viewer. Here is the one that reads the page.
type SessionLine struct {
	ID      string
	Browser string
	Opened  time.Time
	Seen    time.Time
	Here    bool
}

// Others tells whether the viewer is signed in elsewhere too.
func (p AccountPage) Others() bool { return len(p.Sessions) > 1 }

// Title of the page.
func (CodePage) Title() string { return "Votre code" }

// Title of the page.
func (p IdentityPage) Title() string {
	if p.Sent {
		return "Un lien vous attend dans votre boîte de réception"
	}
	return "Confirmez que c'est vous"
}

// Title of the page.
func (p PasswordPage) Title() string {
	if p.Keys.Password {
		return "Changer de mot de passe"
	}
	return "Choisir un mot de passe"
}

// Title of the page.
func (SecondFactorPage) Title() string { return "Double authentification" }

func (CodePage) file() string         { return "code" }
func (IdentityPage) file() string     { return "identity" }
func (PasswordPage) file() string     { return "password" }
func (SecondFactorPage) file() string { return "secondfactor" }
