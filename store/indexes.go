package store

import (
	"slices"
	"strings"
	"time"

	"eedk.fr/candidatheque/domain"
)

// Every collection and every key it is found by stand on this page. A key is derived from the aggregate, never entered.
// keysVersion grows when a key changes: documents written under another version get their keys anew at the next start.
const keysVersion = 6

const (
	collPeople        = "people"
	collOffers        = "offers"
	collEmployers     = "employers"
	collShortlists    = "shortlists"
	collUsers         = "users"
	collSecrets       = "secrets"
	collSessions      = "sessions"
	collImports       = "imports"
	collPositions     = "positions"
	collInvitations   = "invitations"
	collIntroductions = "introductions"
	collArchive       = "archive"
	collOccasions     = "occasions"
	collTrainings     = "trainings"
	collAlerts        = "alerts"
	collLists         = "lists"
	collOnce          = "once"
	collBlobs         = "blobs"
	collMappings      = "mappings"
	collJournal       = "journal"
	collJournalIDs    = "journal_keys"
	collMails         = "mails"

	collMemberships = "memberships"
	collSignUps     = "signups"
	collFigures     = "figures"
	collLeavers     = "objections"

	collCredentials = "credentials"
	collAttempts    = "attempts"
)

// followed are the collections whose removals are told by Changes: the pool and the index follow people. Elsewhere
// nothing stays of what is removed, so that ended sessions and spent links leave no trace and do not pile up.
var followed = []string{collPeople}

// The names of keys. Those marked « one » have exactly one value in each document, so lists may be ordered by them.
const (
	keyName     = "name"     // words of a name, from each word on: « jean dupont » and « dupont jean »
	keySort     = "sort"     // one: name as lists are sorted, family name first
	keyIdentity = "identity" // one: the document's own key
	keyAdviser  = "adviser"  // e-mail of the path adviser
	keyProofEnd = "proof"    // last days of proofs that have one; which proofs is not said
	keyCreated  = "created"  // one: instant of creation; of a person, while they are not accepted
	keyStage    = "stage"    // admission of a person, unless accepted
	keyConsent  = "consent"  // what the person answered to the question of the accord, unless yes
	keyAlike    = "alike"    // what a file may share with another of the same person
	keyEnds     = "ends"     // last day of the last accompaniment, when it has one
	keyStatus   = "status"   // one: state
	keySIRET    = "siret"    // establishment that pays, or where the work is done; those of an account
	keyKind     = "kind"     // what an offer is: job, need, need to complete
	keyOffer    = "offer"    // one: offer of a shortlist, of a position, of an introduction; what an invitation is for
	keyProfile  = "profile"  // one: file of whom an invitation or an introduction is
	keyBy       = "by"       // one: account that made a position
	keyStart    = "start"    // one: first day of a training
	keyGives    = "gives"    // certificates that a training gives
	keyROME     = "rome"     // occupation a training prepares for
	keyDay      = "day"      // one: day of matching
	keyEmail    = "email"    // one: address of an account, in lower case
	keyRole     = "role"     // roles of an account
	keyUser     = "user"     // owner of a session, of a request to join
	keyPurpose  = "purpose"  // one: owner and purpose of a secret
	keyExpires  = "expires"  // one: instant of expiry
	keyNumber   = "number"   // one: number of a line of the journal, in twelve digits
	keyActor    = "actor"    // one: key of who acted
	keyAct      = "act"      // one: what was done
	keyObject   = "object"   // object of a line, when it has one
	keyPerson   = "person"   // keys of whom a line is about, or was done for
	keyEvent    = "event"    // step that a line tells
	keyRandom   = "random"   // one: random name of somebody in the journal
	keyHolder   = "holder"   // one: who bears that name today
	keyOutbox   = "outbox"   // of any document: since when a step of it waits to be told
	keyDue      = "due"      // when a mail in the queue is tried, when an invitation may leave
	keyAsked    = "asked"    // when the question of a person on an invitation was asked, until it is answered
	keyWakes    = "wakes"    // first day on which an invitation or an introduction asks something of referents
	keyTo       = "to"       // one: whose mailbox a mail goes to
	keyAddress  = "address"  // address of a mail, in lower case
	keyPrint    = "print"    // keyed hashes of whom an archived file is about
	keyUntil    = "until"    // one: last day of an archived file
	keyEnded    = "ended"    // when a mail left the queue, until its text is erased
)

// personKeys gives an empty sort key to somebody without a name: a document that lacks an order key is in no list.
func personKeys(p *domain.Person) []Key {
	name := fold(p.Candidate.LastName + " " + p.Candidate.FirstName)
	k := p.Candidate
	keys := append(nameKeys(name), Key{keySort, name}, Key{keyIdentity, p.ID})
	for _, proof := range k.Criteria {
		if end := proof.Until(); end.Known() && !end.Endless() && !slices.Contains(keys, Key{keyProofEnd, end.String()}) {
			keys = append(keys, Key{keyProofEnd, end.String()})
		}
	}
	// Most people are accepted and gave their accord: what is looked for is the others, and the keys are theirs.
	if stage := p.Stage(); stage != domain.AdmissionAccepted {
		keys = append(keys, Key{keyStage, string(stage)}, Key{keyCreated, instant(p.Created)})
	}
	if answer := k.Consent.Answer(); answer != domain.AnswerGiven {
		keys = append(keys, Key{keyConsent, string(answer)})
	}
	for _, alike := range k.IdentityKeys() {
		keys = append(keys, Key{keyAlike, string(alike)})
	}
	keys = addKnown(keys, keyEnds, k.AccompaniedUntil().String())
	return addKnown(keys, keyAdviser, k.Adviser)
}

// An offer is found by who pays and by where the work is done: both establishments may read it (domain.CanSeeOffer).
func offerKeys(o *domain.Offer) []Key {
	keys := []Key{{keyCreated, instant(o.Created)}, {keyStatus, string(o.Status)}}
	for _, kind := range o.Kinds() {
		keys = append(keys, Key{keyKind, string(kind)})
	}
	keys = addKnown(keys, keySIRET, string(o.SIRET))
	if o.UserSIRET != o.SIRET {
		keys = addKnown(keys, keySIRET, string(o.UserSIRET))
	}
	return keys
}

func employerKeys(e *domain.Employer) []Key {
	name := fold(e.Name)
	return append(nameKeys(name), Key{keySort, name}, Key{keyStatus, string(e.Status)}, Key{keySIRET, e.ID})
}

func shortlistKeys(s *domain.Shortlist) []Key {
	keys := []Key{{keyCreated, instant(s.Created)}, {keyOffer, s.OfferID}, {keyDay, s.On.String()}}
	return addKnown(keys, keySIRET, string(s.SIRET))
}

func positionKeys(p *domain.Position) []Key {
	return []Key{{keyCreated, instant(p.Created)}, {keyOffer, p.OfferID}, {keyBy, p.By}, {keyStatus, string(p.Status)}}
}

// An invitation that waits to leave is found by when it may.
func invitationKeys(i *domain.Invitation) []Key {
	keys := []Key{{keyCreated, instant(i.Created)}, {keyOffer, i.Object}, {keyProfile, i.Profile}, {keyStatus, string(i.Status)}}
	if i.Status == domain.InvitationQueued {
		keys = append(keys, Key{keyDue, instant(i.Due)})
	}
	if asked := i.Asked(); !asked.IsZero() {
		keys = append(keys, Key{keyAsked, instant(asked)})
	}
	return addKnown(keys, keyWakes, i.Wakes().String())
}

// An introduction is found by each establishment of its offer.
func introductionKeys(x *domain.Introduction) []Key {
	keys := []Key{{keyCreated, instant(x.Created)}, {keyOffer, x.OfferID}, {keyProfile, x.Profile}, {keyStatus, string(x.Status)}}
	for _, siret := range x.SIRETs {
		keys = addKnown(keys, keySIRET, string(siret))
	}
	return addKnown(keys, keyWakes, x.Wakes().String())
}

// archiveKeys finds an archived file by whoever knows exactly whose it is, and when its time is over.
func archiveKeys(a *domain.ArchivedFile) []Key {
	keys := []Key{{keyUntil, a.Until.String()}}
	for _, print := range a.Prints {
		keys = append(keys, Key{keyPrint, print})
	}
	return keys
}

func occasionKeys(o *domain.Occasion) []Key {
	return []Key{{keyCreated, instant(o.Created)}, {keyStatus, string(o.Status)}, {keyKind, string(o.For)}}
}

func alertKeys(a *domain.Alert) []Key {
	return []Key{{keyCreated, instant(a.Created)}, {keyOffer, a.OfferID}, {keyStatus, string(a.Status)}}
}

func trainingKeys(t *domain.Training) []Key {
	keys := []Key{{keyStart, t.Start.String()}, {keyStatus, string(t.Status)}}
	for _, code := range t.Certificates {
		keys = addKnown(keys, keyGives, code)
	}
	return addKnown(keys, keyROME, string(t.ROME))
}

// membershipKeys: a request is found from both ends, the account and the establishment.
func membershipKeys(m *domain.Membership) []Key {
	return []Key{{keyCreated, instant(m.Created)}, {keySIRET, string(m.SIRET)}, {keyUser, m.UserID}, {keyStatus, string(m.Status)}}
}

// A sign-up is not found by its address: nobody may ask whether one is known.
func signUpKeys(s *domain.SignUp) []Key {
	return []Key{{keyCreated, instant(s.Created)}, {keyStatus, string(s.Status)}}
}

// userKeys has one key for each role of the account, and for each of its establishments: a list of either is one lookup.
func userKeys(u *domain.User) []Key {
	keys := []Key{{keyEmail, lowerASCII(u.Email)}}
	for _, role := range u.Roles.Codes() {
		keys = append(keys, Key{keyRole, role})
	}
	for _, siret := range u.SIRETs {
		keys = addKnown(keys, keySIRET, string(siret))
	}
	return keys
}

func secretKeys(s *domain.Secret) []Key {
	return []Key{{keyPurpose, purposeOf(s.UserID, s.Purpose)}, {keyExpires, instant(s.Expires)}, {keyCreated, instant(s.Created)}}
}

// purposeOf joins the two halves of a key that are only ever looked up together; a purpose has no slash.
func purposeOf(userID, purpose string) string { return purpose + "/" + userID }

// A session before sign-in has no owner, and an ended one has lost its own: EndAll finds neither.
func sessionKeys(s *domain.Session) []Key {
	return addKnown([]Key{{keyExpires, instant(s.Expires)}}, keyUser, s.UserID)
}

func importKeys(i *domain.Import) []Key {
	return []Key{{keyCreated, instant(i.Created)}, {keyStatus, string(i.Status)}}
}

// A mail out of the queue is found by when it left it, until its text is erased.
func mailKeys(m *domain.Mail) []Key {
	keys := []Key{{keyCreated, instant(m.Created)}, {keyStatus, string(m.Status)}, {keyTo, m.To.Key()}}
	keys = addKnown(keys, keyAddress, lowerASCII(m.To.Address))
	switch {
	case m.Status == domain.MailQueued:
		keys = append(keys, Key{keyDue, instant(m.Due)})
	case m.Kept():
		keys = append(keys, Key{keyEnded, instant(m.Updated)})
	}
	return keys
}

func mappingKeys(m *domain.FileMapping) []Key { return []Key{{keySort, fold(m.Label)}} }

// figuresKeys and leaverKeys are those of lists read whole.
func figuresKeys(f *domain.ClosedFigures) []Key { return []Key{{keySort, f.ID}} }

func leaverKeys(l *domain.Leaver) []Key { return []Key{{keyCreated, instant(l.Created)}} }

// keyReader is who may read a list: its owner's account, and everyReader once it is shared. keyMember is who stands in it.
const (
	keyReader   = "reader"
	keyMember   = "member"
	everyReader = "*"
)

// listKeys: an account's identifier is never everyReader.
func listKeys(l *domain.SavedList) []Key {
	keys := []Key{{keySort, fold(l.Name)}, {keyReader, l.Owner}}
	if l.Visibility == domain.ListShared {
		keys = append(keys, Key{keyReader, everyReader})
	}
	for _, id := range l.People {
		keys = append(keys, Key{keyMember, id})
	}
	return keys
}

// journalKeys holds nothing that the line does not: the names in it are random.
func journalKeys(l *domain.JournalLine) []Key {
	keys := []Key{{keyNumber, domain.JournalID(l.Number)}, {keyDay, domain.DayOf(l.Created).String()}, {keyActor, l.Actor}, {keyAct, string(l.Act)}}
	keys = addKnown(keys, keyObject, l.Object)
	keys = addKnown(keys, keyPerson, l.Person)
	if l.OnBehalf != l.Person {
		keys = addKnown(keys, keyPerson, l.OnBehalf)
	}
	return addKnown(keys, keyEvent, l.Event)
}

func journalKeyKeys(k *domain.JournalKey) []Key {
	return []Key{{keyRandom, k.Key}, {keyHolder, string(k.Holder)}}
}

// mostNameWords bounds the keys of one name; longer ones are found by their first words.
const mostNameWords = 8

// nameKeys are the turns of a folded name: one beginning with each of its words, so that whichever word somebody types
// first, and the words that follow it, find the document.
func nameKeys(name string) []Key {
	words := strings.Fields(name)
	keys := make([]Key, 0, len(words)+3)
	for i := range words[:min(len(words), mostNameWords)] {
		keys = append(keys, Key{keyName, strings.Join(slices.Concat(words[i:], words[:i]), " ")})
	}
	return keys
}

// addKnown adds a key unless its value is empty: what is not said is not looked up.
func addKnown(keys []Key, name, value string) []Key {
	if value == "" {
		return keys
	}
	return append(keys, Key{name, value})
}

// instant writes a time so that text order is time order.
func instant(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000000Z") }
