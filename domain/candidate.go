package domain

import (
	"net/mail"
	"strings"
)

// Candidate is the identity side of a person: contact, accord, accompaniments. matching and search never see it.
type Candidate struct {
	FirstName string `json:"first_name,omitempty"`
	LastName  string `json:"last_name,omitempty"`
	Email     string `json:"email,omitempty"`
	Phone     string `json:"phone,omitempty"`
	// Sex is asked for statistics only, never deduced; Civility is how to write to the person.
	Sex       string `json:"sex,omitempty"`
	Civility  string `json:"civility,omitempty"`
	BirthDate Date   `json:"birth_date,omitzero"`

	Consent  Consent `json:"consent,omitzero"`
	Referent string  `json:"referent,omitempty"` // pool adviser: the referent who follows the person in the candidathèque
	Adviser  string  `json:"adviser,omitempty"`  // path adviser

	Accompaniments []Accompaniment `json:"accompaniments,omitempty"`
	Criteria       []Criterion     `json:"criteria,omitempty"`
	EnteredOn      Date            `json:"entered_on,omitzero"`

	// PlacedOn is the day on which lasting work closed the file; RemindersOff stops reminders of invitations.
	PlacedOn     Date `json:"placed_on,omitzero"`
	RemindersOff bool `json:"reminders_off,omitempty"`

	// Pause is what the person asked, Asks what they would have a referent correct.
	Pause Pause `json:"pause,omitzero"`
	Asks  []Ask `json:"asks,omitempty"`
}

// Person is one aggregate of the candidathèque: what may be matched, and who it is, saved in one write.
type Person struct {
	Record
	Profile   Profile   `json:"profile"`
	Candidate Candidate `json:"candidate"`
	// Admission is empty for a file that nobody had to accept; Stage reads it.
	Admission Admission `json:"admission,omitempty"`
	// Merged are the keys of the files of the same person that this one took over.
	Merged []string `json:"merged,omitempty"`
	// Source is how the person entered: import, staff, adviser, web, api.
	Source string `json:"source,omitempty"`
}

// FullName is the name for people who may see it.
func (c Candidate) FullName() string {
	return strings.TrimSpace(c.FirstName + " " + c.LastName)
}

// recentlyEnded is how long after its end an accompaniment may be re-entered and the person shown as a near miss, in days.
const recentlyEnded = 60

// Standing is what matching may know beyond the profile, computed from the candidate on a day: no identity,
// no reason, one bit per contract instead of an age.
type Standing struct {
	// Consent: the accord stands, and a referent accepted the person.
	Consent bool `json:"consent"`
	// Accompanied: a programme runs on the day. EndedOn is the last end when none runs (zero = never accompanied).
	Accompanied bool `json:"accompanied"`
	EndedOn     Date `json:"ended_on,omitzero"`
	// ReenterUntil is the last day on which the person may be re-entered.
	ReenterUntil Date        `json:"reenter_until,omitzero"`
	Legal        Legal       `json:"legal"`
	Criteria     []Criterion `json:"criteria,omitempty"`
	// AskedFor lists the offers the person was already asked for; OpenInvitations how many wait for an answer.
	AskedFor        []string `json:"asked_for,omitempty"`
	OpenInvitations int      `json:"open_invitations,omitempty"`
	// LastProposed is the last day the person stood on a shortlist.
	LastProposed Date `json:"last_proposed,omitzero"`
}

// MaxOpenInvitations at once for one person (param, domain.md §3).
const MaxOpenInvitations = 3

// Legal is what the law allows a person: contracts, and work at night or on regulated tasks (adults).
type Legal struct {
	Contracts ContractSet `json:"contracts"`
	Adult     bool        `json:"adult"`
}

// Gains tells whether the law allows something more in next.
func (l Legal) Gains(next Legal) bool {
	return next.Contracts&^l.Contracts != 0 || next.Adult && !l.Adult
}

// Faults lists, by field, what cannot be true of a candidate on a day: dates to come, a sex that is none of the answers.
func (c Candidate) Faults(today Date) FieldErrors {
	f := FieldErrors{}
	if c.BirthDate > today {
		f.Add("candidate.birth_date", Invalid("candidate.birth_date", "Cette date de naissance est à venir."))
	}
	if c.Consent.On > today {
		f.Add("candidate.consent_on", Invalid("candidate.consent_on", "Un accord se date du jour où la personne l'a donné, pas d'un jour à venir."))
	}
	if c.Sex != "" && c.Sex != "F" && c.Sex != "M" && c.Sex != "X" {
		f.Add("candidate.sex", Invalid("candidate.sex", "Écrivez F, M, X (autre), ou rien : c'est facultatif."))
	}
	return f
}

// StandingOn computes the standing on a day. Invitations and proposals are added by whoever keeps them.
func (p *Person) StandingOn(on Date) Standing {
	s := Standing{Consent: p.MayBeProposed(on), Legal: p.Candidate.LegalOn(on), Criteria: p.Candidate.Criteria}
	for _, a := range p.Candidate.Accompaniments {
		if a.Running(on) {
			s.Accompanied = true
		}
		if a.To.Known() && a.To < on && a.To > s.EndedOn {
			s.EndedOn = a.To
		}
	}
	if s.EndedOn.Known() {
		s.ReenterUntil = s.EndedOn + recentlyEnded - 1
	}
	return s
}

// LegalOn computes the legal bits on a day. An unknown birth date closes nothing: it is to be asked, not guessed.
//   - apprentissage: 16 to 29 at the start (L6222-1), no upper age with a disability (L6222-2);
//   - professionnalisation: 16 to 25, or jobseekers of 26 and over: everyone in the candidathèque is one (L6325-1 [V]);
//   - CDDI and CTTI: a PASS IAE (L5132-3);
//   - PEC: a prescription, asked of people with a criterion (L5134-20 [V]);
//   - under 16: no contract (L4153-1); under 18: no night, no regulated work (L3163-2, L4153-8).
func (c Candidate) LegalOn(on Date) Legal {
	l := Legal{Contracts: AllContracts(), Adult: true}
	has := func(code CriterionCode) bool {
		for _, k := range c.Criteria {
			if k.Code == code && k.Until() >= on {
				return true
			}
		}
		return false
	}
	if c.BirthDate.Known() {
		age := c.BirthDate.YearsAt(on)
		l.Adult = age >= 18
		if age < 16 {
			return Legal{}
		}
		if age > 29 && !has("TH") {
			l.Contracts &^= APP.Bit()
		}
	}
	if !has("IAE") {
		l.Contracts &^= CDDI.Bit() | CTTI.Bit()
	}
	if len(c.Criteria) == 0 {
		l.Contracts &^= PEC.Bit()
	}
	return l
}

// ParseEmail accepts a plain address only: no display name, no quoted local part, no control character.
// Empty stays empty.
func ParseEmail(s string) (string, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return "", nil
	}
	bad := Invalid("email", "L'adresse « %s » n'est pas valable. Exemple : prenom.nom@exemple.fr.", clip(strings.Map(printable, s)))
	if len(s) > 254 || strings.ContainsAny(s, "\"\r\n\t ,;<>") {
		return "", bad
	}
	a, err := mail.ParseAddress(s)
	if err != nil || a.Address != s || a.Name != "" {
		return "", bad
	}
	local, host, _ := strings.Cut(s, "@")
	if local == "" || !strings.Contains(host, ".") {
		return "", bad
	}
	// Letter case is folded: people type it as it comes, and no mailbox met here tells two apart by it.
	return strings.ToLower(s), nil
}

func printable(r rune) rune {
	if r < ' ' || r == 0x7f {
		return -1
	}
	return r
}
