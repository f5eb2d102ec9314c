package domain

import (
	"slices"
	"strings"
	"time"
)

// Deed is an act to be written in the journal, people and accounts still under their own keys. Event names the step that
// it tells; empty for an act that has no history.
type Deed struct {
	At       time.Time
	Act      Act
	Object   string
	Actor    Subject
	Person   Subject
	OnBehalf Subject
	Channel  string
	Reason   string
	Count    int
	Request  string
	Event    string
}

// NewDeed is an act of the actor, now. It has no object and no person yet.
func NewDeed(act Act, actor Actor, at time.Time) Deed {
	return Deed{At: at, Act: act, Actor: actor.Subject(), OnBehalf: behalf(actor.OnBehalf), Channel: codeWord(actor.Channel)}
}

// Subject is who acts, in the journal.
func (a Actor) Subject() Subject {
	if a.ID == "" {
		return SubjectStranger
	}
	return ActorSubject(a.ID)
}

// About is the deed on a person of the candidathèque.
func (d Deed) About(personID string) Deed {
	d.Person = PersonSubject(personID)
	return d
}

// On is the deed on an object, by its own key: never one that holds a person's.
func (d Deed) On(object string) Deed {
	d.Object = object
	return d
}

// Journaled is an aggregate whose history the journal tells.
type Journaled interface {
	Head() *Record
	// journalObject is how lines name it: its kind; its key, empty when a person's can be read or tried against it; and the
	// person or account it is of.
	journalObject() (kind, object string, of Subject)
}

func (p *Person) journalObject() (kind, object string, of Subject) {
	return "person", "", PersonSubject(p.ID)
}
func (o *Offer) journalObject() (kind, object string, of Subject) { return "offer", o.ID, "" }
func (e *Employer) journalObject() (kind, object string, of Subject) {
	return "employer", e.ID, ""
}
func (s *Shortlist) journalObject() (kind, object string, of Subject) { return "shortlist", s.ID, "" }
func (u *User) journalObject() (kind, object string, of Subject) {
	return "user", "", UserSubject(u.ID)
}

// What an account proves itself with goes by the account.
func (c *Credential) journalObject() (kind, object string, of Subject) {
	return "user", "", UserSubject(c.ID)
}
func (i *Import) journalObject() (kind, object string, of Subject)    { return "import", i.ID, "" }
func (t *Training) journalObject() (kind, object string, of Subject)  { return "training", t.ID, "" }
func (l *SavedList) journalObject() (kind, object string, of Subject) { return "list", l.ID, "" }

// A mapping is named by whoever made it.
func (m *FileMapping) journalObject() (kind, object string, of Subject) { return "mapping", "", "" }

// The key of a position and of an alert can be tried against a person's: they go by their offer.
func (p *Position) journalObject() (kind, object string, of Subject) {
	return "position", p.OfferID, PersonSubject(p.Profile)
}

// An invitation and an introduction go by their offer: their keys are random, and nobody needs them.
func (i *Invitation) journalObject() (kind, object string, of Subject) {
	return "invitation", i.Object, PersonSubject(i.Profile)
}
func (x *Introduction) journalObject() (kind, object string, of Subject) {
	return "introduction", x.OfferID, PersonSubject(x.Profile)
}
func (o *Occasion) journalObject() (kind, object string, of Subject) { return "occasion", o.ID, "" }
func (a *Alert) journalObject() (kind, object string, of Subject) {
	return "alert", a.OfferID, PersonSubject(a.Profile)
}

func (m *Membership) journalObject() (kind, object string, of Subject) {
	return "membership", string(m.SIRET), UserSubject(m.UserID)
}
func (s *SignUp) journalObject() (kind, object string, of Subject) {
	return "signup", string(s.SIRET), ""
}

// A mail goes by whose it is: its key can be tried against a person's.
func (m *Mail) journalObject() (kind, object string, of Subject) {
	switch m.To.Kind {
	case RecipientPerson:
		of = PersonSubject(m.To.ID)
	case RecipientUser:
		of = UserSubject(m.To.ID)
	case RecipientAddress:
		object = m.ID
	}
	return "mail", object, of
}

// DeedOf is a step of the history of an aggregate as the journal tells it. Of a shortlist, a step may be about one person.
func DeedOf(t Journaled, step Step) Deed {
	kind, object, of := t.journalObject()
	verb := step.To
	if kind == "shortlist" {
		if profile, act, about := entryStep(step); about {
			of, verb = PersonSubject(profile), act
		}
	}
	verb = guardedVerb(kind, verb)
	if i, ok := t.(*Invitation); ok && i.keepsQuiet(step) {
		verb = unsaid
	}
	if m, ok := t.(*Mail); ok && m.keepsQuiet(step) {
		verb = unsaid
	}
	if step.Of != "" { // whichever of the two files tells it, the line is the same
		of = PersonSubject(step.Of)
	}
	d := Deed{At: step.At, Act: Act(kind + "." + codeWord(verb)), Object: object, Person: of, Actor: ActorSubject(step.Actor),
		OnBehalf: behalf(step.OnBehalf), Channel: codeWord(step.Channel), Request: step.Request}
	if verb == guardedEnd && (kind == "invitation" || kind == "introduction") {
		// Whoever ended it, the person, a referent, the employer or the clock, the line is that of the platform.
		d.Actor, d.OnBehalf, d.Channel, d.Request = SubjectSystem, SubjectNobody, "", ""
	}
	if i, ok := t.(*Import); ok {
		d.Count = i.Rows
	}
	return d
}

// keepsQuiet tells whether the journal leaves a step of the invitation out: the end of one that nobody said yes to, whose
// day alone would tell a no from a silence; and a yes to an offer with all that follows, which its introduction tells.
func (i *Invitation) keepsQuiet(step Step) bool {
	switch InvitationStatus(step.To) {
	case InvitationAccepted:
		return i.For == ForOffer
	case InvitationDeclined, InvitationExpired, InvitationCancelled:
		return i.For == ForOffer || step.From != string(InvitationAccepted)
	}
	return false
}

// keepsQuiet tells whether the journal leaves out that somebody was phoned: that something is over is told to whoever was
// silent, or whom it was taken from, and not to whoever said no or withdrew.
func (m *Mail) keepsQuiet(step Step) bool {
	return step.To == string(MailSaid) && slices.Contains(quietKinds, m.Kind)
}

// guardedEnd is the verb of whatever ended a yes; unsaid of what the journal does not tell: keepsQuiet, and why somebody
// said no.
const (
	guardedEnd = "ended"
	unsaid     = "unsaid"
)

// guardedVerbs are the states that the journal tells by a word which says nothing of what the person answered: a no, a
// silence or an absence leaves the house by no file, and the journal is exported (domain.md §3). Neither a no nor a silence
// has a line, so that « answered » is a yes.
var guardedVerbs = map[string]string{
	"invitation " + string(InvitationAccepted): "answered", "invitation " + string(InvitationDeclined): guardedEnd,
	"invitation " + string(InvitationExpired): guardedEnd, "invitation " + string(InvitationCancelled): guardedEnd,
	"invitation " + ActExplain:                     unsaid,
	"introduction " + string(IntroductionAccepted): "going", "introduction " + string(IntroductionWaiting): "going",
	"introduction " + string(IntroductionSlotChosen): "going", "introduction " + string(IntroductionMet): "going",
	"introduction " + string(IntroductionNoShow): "going", "introduction " + string(IntroductionWithdrew): guardedEnd,
	"introduction " + string(IntroductionCancelled): guardedEnd, "introduction " + string(IntroductionNotHired): guardedEnd,
}

func guardedVerb(kind, verb string) string {
	if word, guarded := guardedVerbs[kind+" "+verb]; guarded {
		return word
	}
	return verb
}

// entryStep reads who a step of a shortlist is about: Add writes « add key », Decide and Answer « key state » in From.
func entryStep(step Step) (profile, act string, about bool) {
	if profile, added := strings.CutPrefix(step.To, "add "); added && step.From == "" {
		return profile, "add", true
	}
	cut := strings.LastIndexByte(step.From, ' ')
	if cut < 0 {
		return "", "", false
	}
	return step.From[:cut], step.To, true
}

// behalf is for whom somebody acted: an account by the form of its key, else a person.
func behalf(id string) Subject {
	switch {
	case id == "":
		return SubjectNobody
	case isUserID(id):
		return UserSubject(id)
	}
	return PersonSubject(id)
}

// isUserID tells the key of an account: « u- » and 32 hexadecimal digits.
func isUserID(id string) bool {
	digits, found := strings.CutPrefix(id, "u-")
	return found && len(digits) == 32 && strings.Trim(digits, "0123456789abcdef") == ""
}

// longestCode bounds a code of the house, in characters.
const longestCode = 40

// codeWord lets a code of the house through, and nothing that somebody typed: « other » instead.
func codeWord(s string) string {
	if len(s) > longestCode || strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789_") != "" {
		return "other"
	}
	return s
}
