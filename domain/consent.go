package domain

import (
	"slices"
	"time"
)

// Consent is the person's accord to be proposed: without it nobody is in the pool. Withdrawn takes effect at once; with
// no On it is a no said to the question itself.
type Consent struct {
	On        Date   `json:"on,omitzero"`
	Wording   string `json:"wording,omitempty"`
	By        string `json:"by,omitempty"`
	Channel   string `json:"channel,omitempty"`
	Withdrawn Date   `json:"withdrawn,omitzero"`
}

// ConsentWording is the version of the text people agree to today: a change of the text below is a new version.
const ConsentWording = "2026-11"

// consentTexts keeps every wording ever shown, so that what somebody agreed to can be read again.
var consentTexts = []struct{ version, text string }{
	{"2026-11", "J'accepte qu'Entreprendre Ensemble propose mon profil à des entreprises. Elles voient d'abord une carte " +
		"sans nom : métiers, compétences, disponibilité. Mon nom et mes coordonnées ne sont donnés qu'à l'entreprise à qui je dis oui. " +
		"Je peux changer d'avis à tout moment, sans raison à donner et sans conséquence."},
}

// ConsentText is the text of a version; empty for one that never was.
func ConsentText(version string) string {
	for _, t := range consentTexts {
		if t.version == version {
			return t.text
		}
	}
	return ""
}

// Given tells whether the accord stands on that day.
func (c Consent) Given(on Date) bool {
	return c.On.Known() && c.On <= on && (!c.Withdrawn.Known() || on < c.Withdrawn)
}

// Answer is where an accord stands, whatever the day.
type Answer string

// The answers to the question of the accord.
const (
	AnswerNone      Answer = "none"
	AnswerGiven     Answer = "given"
	AnswerWithdrawn Answer = "withdrawn"
)

// Answer tells what the person said last.
func (c Consent) Answer() Answer {
	switch {
	case c.Withdrawn.Known():
		return AnswerWithdrawn
	case c.On.Known():
		return AnswerGiven
	}
	return AnswerNone
}

// Channel is the way by which somebody said something.
type Channel string

// The channels. Link and web are the person's own hand; the others are what staff, a file or a program tell.
const (
	ChannelLink   Channel = "link"
	ChannelPhone  Channel = "phone"
	ChannelPaper  Channel = "paper"
	ChannelFace   Channel = "face_to_face"
	ChannelWeb    Channel = "web"
	ChannelImport Channel = "import"
	ChannelAPI    Channel = "api"
)

var channels = []struct {
	code   Channel
	french string
	staff  bool // a member of staff may say that it came this way
}{
	{ChannelFace, "en face à face", true}, {ChannelPhone, "par téléphone", true}, {ChannelPaper, "sur papier", true},
	{ChannelLink, "par lien", false}, {ChannelWeb, "sur la page publique", false},
	{ChannelImport, "par un fichier", false}, {ChannelAPI, "par un programme", false},
}

// French words the channel; an unknown one is itself.
func (c Channel) French() string {
	for _, k := range channels {
		if k.code == c {
			return k.french
		}
	}
	return string(c)
}

// StaffChannels are those by which staff record what a person told them.
func StaffChannels() (list []Channel) {
	for _, k := range channels {
		if k.staff {
			list = append(list, k.code)
		}
	}
	return list
}

// ParseChannel reads a channel that staff may name.
func ParseChannel(s string) (Channel, error) {
	for _, k := range channels {
		if string(k.code) == s && k.staff {
			return k.code, nil
		}
	}
	return "", Invalid("channel", "Dites comment : face à face, téléphone ou papier.")
}

// oldestConsent is how old an accord may be when it is recorded, in months: past it the person is asked again (param).
const oldestConsent = 24

// Agree records the accord that the person gave on that day, by that channel. Invalid when the day is to come, older
// than 24 months or than a withdrawal: an old paper never undoes a later no.
func (p *Person) Agree(actor Actor, by Channel, on Date, at time.Time) error {
	if err := p.Candidate.Consent.refuse(on, DayOf(at)); err != nil {
		return err
	}
	p.Candidate.Consent = Consent{On: on, Wording: ConsentWording, By: actor.ID, Channel: string(by)}
	actor.Channel = string(by)
	p.Note("consent", actor, at, on.String())
	return nil
}

// Tell takes the day of an accord that a program sends with a file, with the refusals of Agree. No day, or the day known
// already, leaves the accord and its withdrawal as they are: a program undoes no no, and forgets no yes.
func (c *Consent) Tell(on, today Date) error {
	if !on.Known() || on == c.On {
		return nil
	}
	if err := c.refuse(on, today); err != nil {
		return err
	}
	*c = Consent{On: on, Wording: ConsentWording, Channel: string(ChannelAPI)}
	return nil
}

// refuse tells why an accord of that day may not be recorded over this one.
func (c Consent) refuse(on, today Date) error {
	switch {
	case !on.Known():
		return Invalid("on", "Indiquez le jour où la personne a donné son accord.")
	case on > today:
		return Invalid("on", "Un accord se date du jour où la personne l'a donné, pas d'un jour à venir.")
	case on < today.AddMonths(-oldestConsent):
		return Invalid("on", "Cet accord a plus de %d mois : demandez-le à nouveau à la personne.", oldestConsent)
	case c.Withdrawn.Known() && on < c.Withdrawn:
		return Invalid("on", "La personne a dit non le %s : un accord plus ancien ne compte plus.", c.Withdrawn.French())
	case c.Answer() == AnswerGiven && on < c.On:
		return Invalid("on", "Un accord plus récent, du %s, est déjà noté.", c.On.French())
	}
	return nil
}

// The acts by which a person is no more to be proposed to anybody.
const (
	ActWithdrawConsent = "withdraw_consent"
	ActDeclineConsent  = "decline_consent"
)

// Decline records a no, or takes an accord back, at once and without a reason. It returns false when the person had
// already said so.
func (p *Person) Decline(actor Actor, at time.Time) bool {
	c := &p.Candidate.Consent
	act := ActWithdrawConsent
	switch {
	case c.Withdrawn.Known():
		return false
	case !c.On.Known():
		act = ActDeclineConsent
		*c = Consent{Wording: ConsentWording, By: actor.ID, Channel: actor.Channel}
	}
	c.Withdrawn = DayOf(at)
	p.Note(act, actor, at, "")
	return true
}

// WithdrewAlone tells whether it is the person themself who last took their accord back, by a link: they read what it ends.
func (p *Person) WithdrewAlone() bool {
	for _, step := range slices.Backward(p.History) {
		if step.To == ActWithdrawConsent || step.To == ActDeclineConsent {
			return step.Actor == Holder(ChannelLink).ID
		}
	}
	return false
}
