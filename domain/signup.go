package domain

import (
	"regexp"
	"strings"
	"time"
)

// SignUpStatus tells whether the address of a sign-up was confirmed.
type SignUpStatus string

// The states of a sign-up.
const (
	SignUpPending   SignUpStatus = "pending"
	SignUpConfirmed SignUpStatus = "confirmed"
)

var signUpStatusFrench = map[SignUpStatus]string{SignUpPending: "adresse à confirmer", SignUpConfirmed: "adresse confirmée"}

// French words the state for people.
func (s SignUpStatus) French() string { return signUpStatusFrench[s] }

// SignUp is what somebody without an account told of their establishment and of themself, until they show that the address
// is theirs. It opens nothing: the browser that made it may read it and fill its draft, whoever confirms gets an account.
// Name, Email, Phone and Draft are emptied once it is confirmed.
type SignUp struct {
	Record
	Status  SignUpStatus `json:"status"`
	SIRET   SIRET        `json:"siret"`
	Company string       `json:"company"`
	Name    string       `json:"name,omitempty"`
	Email   string       `json:"email,omitempty"`
	Phone   string       `json:"phone,omitempty"`
	// Draft is the offer begun before the address is confirmed.
	Draft *Offer `json:"draft,omitempty"`
	// UserID is the account that it became.
	UserID string `json:"user,omitempty"`
}

const (
	// SignUpLife is how long the link that confirms an address serves (param).
	SignUpLife = 7 * 24 * time.Hour
	// SignUpRemindAfter is when somebody who did not confirm is written to again, once (param).
	SignUpRemindAfter = 2 * 24 * time.Hour
	// mostMails bounds the mails that one sign-up asks for: the first, those asked again, the reminder.
	mostMails = 4
	// longestName bounds what a stranger may write of a name or a firm, in characters.
	longestName = 80
)

// Acts of a sign-up that change no state: each sends the link again.
const (
	ActResend = "resend"
	ActRemind = "remind"
)

var signUpMoves = moves[SignUpStatus, SignUp]{
	{SignUpPending, SignUpConfirmed, RoleLink, nil},
}

// NewSignUp makes a sign-up of what was typed; FieldErrors say all that is wrong at once.
func NewSignUp(id string, typed SignUp, at time.Time) (*SignUp, error) {
	f := FieldErrors{}
	siret, company := establishment(f, string(typed.SIRET), typed.Company)
	email, err := ParseEmail(typed.Email)
	if err == nil && email == "" {
		err = Invalid("email", "Indiquez votre adresse e-mail : nous y envoyons le lien qui confirme l'inscription.")
	}
	f.Add("email", err)
	phone, err := ParsePhone(typed.Phone)
	f.Add("phone", err)
	s := &SignUp{Record: Record{ID: id, Created: at}, Status: SignUpPending, SIRET: siret, Company: company, Email: email,
		Name:  plainName(f, "name", typed.Name, "Donnez votre prénom et votre nom : le référent vous appelle."),
		Phone: phone}
	if err := f.Err(); err != nil {
		return nil, err
	}
	s.trace("", string(SignUpPending), Holder(ChannelWeb), at, "")
	return s, nil
}

// NamedEstablishment reads a SIRET and a name as typed; FieldErrors say all that is wrong at once.
func NamedEstablishment(siret, company string) (SIRET, string, error) {
	f := FieldErrors{}
	number, name := establishment(f, siret, company)
	return number, name, f.Err()
}

func establishment(f FieldErrors, siret, company string) (SIRET, string) {
	number, err := ParseSIRET(siret)
	f.Add("siret", err)
	return number, plainName(f, "company", company, "Donnez le nom de l'établissement, comme sur vos factures.")
}

// Confirm marks the address as its holder's, and empties what the account holds from now on.
func (s *SignUp) Confirm(userID string, at time.Time) error {
	holder := Holder(ChannelLink)
	if err := signUpMoves.check(s, s.Status, SignUpConfirmed, holder, ""); err != nil {
		return err
	}
	s.trace(string(s.Status), string(SignUpConfirmed), holder, at, "")
	s.Status, s.UserID = SignUpConfirmed, userID
	s.Name, s.Email, s.Phone, s.Draft = "", "", "", nil
	return nil
}

// Write asks for the link once more, by ActResend or ActRemind. It returns Conflict when the address is confirmed, TooMany
// past four mails.
func (s *SignUp) Write(act string, actor Actor, at time.Time) error {
	if s.Status != SignUpPending {
		return Refuse(CodeConflict, "Cette adresse est déjà confirmée : connectez-vous.")
	}
	if s.mails() >= mostMails {
		return Refuse(CodeTooMany, "Nous avons déjà écrit plusieurs fois à cette adresse. Vérifiez-la, regardez dans les indésirables, ou appelez un référent.")
	}
	s.Note(act, actor, at, "")
	return nil
}

// mails counts the steps that send the link.
func (s *SignUp) mails() (n int) {
	for _, step := range s.History {
		if step.To == string(SignUpPending) || step.To == ActResend || step.To == ActRemind {
			n++
		}
	}
	return n
}

// Reminded tells whether the reminder was sent.
func (s *SignUp) Reminded() bool { return noted(s.History, ActRemind) }

// noted tells whether an act stands in a history.
func noted(steps []Step, act string) bool {
	for _, step := range steps {
		if step.To == act {
			return true
		}
	}
	return false
}

// plainName reads a name on one line. An address of a page in it is refused: names are read in mails, where it would be a
// link that somebody else chose.
func plainName(f FieldErrors, field, text, ask string) string {
	name := strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r <= ' ' || r == 0x7f || r == '\u2028' || r == '\u2029' }), " ")
	lower := strings.ToLower(name)
	switch {
	case name == "":
		f.Add(field, Invalid(field, "%s", ask))
	case len([]rune(name)) > longestName:
		f.Add(field, Invalid(field, "%d caractères au plus.", longestName))
	case strings.Contains(lower, "://") || strings.Contains(lower, "www.") || strings.ContainsAny(name, "<>@"):
		f.Add(field, Invalid(field, "Écrivez seulement le nom, sans adresse ni code."))
	}
	return name
}

// phoneShape is a number to call: digits, and what people put between them.
var phoneShape = regexp.MustCompile(`^\+?[\d .()-]+$`)

// ParsePhone reads a number to call, of 8 to 15 digits; empty stays empty.
func ParsePhone(text string) (string, error) {
	number := strings.Join(strings.Fields(text), " ")
	digits := 0
	for _, r := range number {
		if r >= '0' && r <= '9' {
			digits++
		}
	}
	if number != "" && (!phoneShape.MatchString(number) || digits < 8 || digits > 15) {
		return "", Invalid("phone", "Ce numéro n'a pas la forme attendue. Exemple : 03 28 12 34 56.")
	}
	return number, nil
}
