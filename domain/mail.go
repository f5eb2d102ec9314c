package domain

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"
)

// RecipientKind is whose mailbox a mail goes to.
type RecipientKind string

// The kinds of recipients. RecipientAddress is a mailbox that is neither an account's nor a candidate's.
const (
	RecipientUser    RecipientKind = "user"
	RecipientPerson  RecipientKind = "person"
	RecipientAddress RecipientKind = "address"
)

// Recipient is the one mailbox of a mail. ID is the key of the account or of the person, empty for a bare address.
type Recipient struct {
	Kind    RecipientKind `json:"kind"`
	ID      string        `json:"id,omitempty"`
	Address string        `json:"address,omitempty"`
	Name    string        `json:"name,omitempty"`
}

// Key names the recipient in the store: their mails are found by it. A bare address has the hash of itself.
func (r Recipient) Key() string {
	if r.ID != "" {
		return string(r.Kind) + "/" + r.ID
	}
	return string(r.Kind) + "/" + shortHash(r.Address)
}

// UserRecipient is the mailbox of an account.
func UserRecipient(u *User) Recipient {
	return Recipient{Kind: RecipientUser, ID: u.ID, Address: u.Email, Name: u.Name}
}

// PersonRecipient is the mailbox of a candidate. Its Address is empty for somebody without one.
func PersonRecipient(p *Person) Recipient {
	return Recipient{Kind: RecipientPerson, ID: p.ID, Address: p.Candidate.Email, Name: p.Candidate.FullName()}
}

// MailBody is a letter as it was composed. LinkMark stands where the token of its signed link goes, so that what is
// stored opens nothing.
type MailBody struct {
	Subject  string `json:"subject,omitempty"`
	Text     string `json:"text,omitempty"`
	HTML     string `json:"html,omitempty"`
	Calendar string `json:"calendar,omitempty"`
}

// LinkMark stands for the token in a composed body: no letter and no digit a person types makes it.
const LinkMark = "__lien-signe__"

// WithLink is the body as it leaves, with the token in its place.
func (b MailBody) WithLink(token string) MailBody {
	b.Text, b.HTML = strings.ReplaceAll(b.Text, LinkMark, token), strings.ReplaceAll(b.HTML, LinkMark, token)
	b.Calendar = strings.ReplaceAll(b.Calendar, LinkMark, token)
	return b
}

// Mail is one letter to one mailbox. Its ID is that of its event and recipient: the same event tells somebody once, and
// the Message-ID is made from it, so that a copy sent again is known as one.
type Mail struct {
	Record
	Event  string     `json:"event"`
	Kind   string     `json:"kind"`
	To     Recipient  `json:"to"`
	Body   MailBody   `json:"body,omitzero"`
	Grant  *Grant     `json:"grant,omitempty"`
	Status MailStatus `json:"status"`
	// Queued is when it entered the queue for the last time: patience counts from it. Due is when it is tried next.
	Queued time.Time `json:"queued"`
	Due    time.Time `json:"due,omitzero"`
	// Tries counts the attempts that ended, whatever their end, since the mail exists; Doubts those of this stay in the
	// queue that may have delivered it.
	Tries  int `json:"tries,omitempty"`
	Doubts int `json:"doubts,omitempty"`
	// Left: a copy may be in the mailbox. Linked is when the token of its link was first kept.
	Left   bool      `json:"left,omitempty"`
	Linked time.Time `json:"linked,omitzero"`
	Sent   time.Time `json:"sent,omitzero"`
	// Answer is what the mail server said last, or what went wrong, for staff.
	Answer string `json:"answer,omitempty"`
	// Stop, on the copy that leaves only, opens the page where its recipient says that they want no more such mails.
	Stop string `json:"-"`
}

// NewMail puts a composed letter in the queue.
func NewMail(event string, to Recipient, kind string, body MailBody, grant *Grant, at time.Time) *Mail {
	return &Mail{Record: Record{ID: MailID(event, to), Created: at, Updated: at}, Event: event, Kind: kind, To: to,
		Body: body, Grant: grant, Status: MailQueued, Queued: at, Due: at}
}

// NewCallNote keeps what a referent says by phone to a person whom no letter reaches: once for an event, like a mail.
func NewCallNote(event string, to Recipient, kind, words string, at time.Time) *Mail {
	to.Address = ""
	return &Mail{Record: Record{ID: MailID(event, to), Created: at, Updated: at}, Event: event, Kind: kind, To: to,
		Body: MailBody{Text: words}, Status: MailToSay, Queued: at}
}

// MailID is the key of the mail that tells that recipient of that event: a hash, since it leaves in the Message-ID.
func MailID(event string, to Recipient) string { return "m" + shortHash(event+"\n"+to.Key()) }

// shortHash is 128 bits of SHA-256, in hexadecimal.
func shortHash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:16])
}

// MailStatus is what became of a mail.
type MailStatus string

// The states of a mail.
const (
	MailQueued    MailStatus = "queued"
	MailSent      MailStatus = "sent"
	MailFailed    MailStatus = "failed"
	MailBounced   MailStatus = "bounced"
	MailUncertain MailStatus = "uncertain"
	MailKept      MailStatus = "kept"
	MailCancelled MailStatus = "cancelled"
	// MailToSay is a letter for somebody without a mailbox: a referent says it by phone, and it is then MailSaid.
	// What is not true any more before anybody said it is MailUnsaid.
	MailToSay  MailStatus = "to_say"
	MailSaid   MailStatus = "said"
	MailUnsaid MailStatus = "unsaid"
)

var mailStatuses = []struct {
	status MailStatus
	french string
}{
	{MailQueued, "en attente"}, {MailSent, "parti"}, {MailFailed, "échoué"}, {MailBounced, "revenu"},
	{MailUncertain, "incertain"}, {MailKept, "gardé ici"}, {MailCancelled, "annulé"},
	{MailToSay, "à dire par téléphone"}, {MailSaid, "dit par téléphone"}, {MailUnsaid, "plus à dire"},
}

// MailStatuses lists the states in reading order.
func MailStatuses() (list []MailStatus) {
	for _, s := range mailStatuses {
		list = append(list, s.status)
	}
	return list
}

// French words the state for people.
func (s MailStatus) French() string {
	for _, k := range mailStatuses {
		if k.status == s {
			return k.french
		}
	}
	return string(s)
}

// ParseMailStatus reads a state; Invalid for an unknown one.
func ParseMailStatus(text string) (MailStatus, error) {
	for _, k := range mailStatuses {
		if string(k.status) == text {
			return k.status, nil
		}
	}
	return "", Invalid("status", "État « %s » inconnu.", clip(text))
}

// postmasters look after the mails: referents, whom a mail that failed concerns first, and administrators.
const postmasters = RoleReferent | RoleAdmin

// mailMoves: the platform sends, people cancel and send again. What was cancelled while it was on its way has left.
var mailMoves = moves[MailStatus, Mail]{
	{MailQueued, MailSent, RoleSystem, nil},
	{MailQueued, MailKept, RoleSystem, nil},
	{MailQueued, MailFailed, RoleSystem, nil},
	{MailQueued, MailBounced, RoleSystem, nil},
	{MailQueued, MailUncertain, RoleSystem, nil},
	{MailQueued, MailCancelled, RoleSystem | postmasters, nil},
	{MailCancelled, MailSent, RoleSystem, nil},
	{MailSent, MailBounced, RoleSystem, nil},
	{MailUncertain, MailBounced, RoleSystem, nil},
	{MailCancelled, MailBounced, RoleSystem, nil},
	{MailFailed, MailQueued, postmasters, (*Mail).readable},
	{MailBounced, MailQueued, postmasters, (*Mail).readable},
	{MailUncertain, MailQueued, postmasters, (*Mail).readable},
	{MailKept, MailQueued, postmasters, (*Mail).readable},
	{MailSent, MailQueued, postmasters, (*Mail).readable},
	{MailCancelled, MailQueued, postmasters, (*Mail).readable},
	{MailToSay, MailSaid, RoleReferent, nil},
	{MailToSay, MailUnsaid, RoleSystem, nil},
}

// readable: a mail whose text was erased cannot be sent again.
func (m *Mail) readable(_ Actor, _ string) error {
	if m.Body == (MailBody{}) {
		return Refuse(CodeConflict, "Le texte de ce courriel a été effacé : il ne peut plus être envoyé.")
	}
	return nil
}

// Resendable tells whether somebody may put the mail in the queue again.
func (m *Mail) Resendable() bool {
	return mailMoves.check(m, m.Status, MailQueued, Actor{Roles: postmasters}, "") == nil
}

// Move brings a mail to another state. What the platform does by itself is told to nobody.
func (m *Mail) Move(to MailStatus, actor Actor, at time.Time, reason string) error {
	if err := mailMoves.check(m, m.Status, to, actor, reason); err != nil {
		return err
	}
	from := m.Status
	m.Status = to
	m.trace(string(from), string(to), actor, at, reason)
	if actor.Roles.Has(RoleSystem) {
		m.Settle()
	}
	m.Due = time.Time{}
	if to == MailQueued {
		m.Queued, m.Due, m.Doubts = at, at, 0
	}
	return nil
}

// quietKinds are the letters that only some of those who were asked are written: whoever said no, or withdrew, has none, and
// would be told apart from whoever was silent, or whom an end was said to (domain.md §3).
var quietKinds = []string{InvitationReminderLetter{}.Kind(), InvitationEndedLetter{}.Kind(), OccasionMovedLetter{}.Kind(), MeetingEndedLetter{}.Kind(), NotHiredLetter{}.Kind()}

// Inside tells that the mail is for referents alone, and leaves the house by no file: its kind, or that somebody was to be
// phoned, would say by its absence who said no.
func (m *Mail) Inside() bool { return m.Status.IsNote() || slices.Contains(quietKinds, m.Kind) }

// IsNote tells the states of a call from those of what is sent.
func (s MailStatus) IsNote() bool { return s == MailToSay || s == MailSaid || s == MailUnsaid }

// CanSeeMail tells whether the actor may read a mail: those who look after them; what stays inside, a referent without a
// seat in an establishment, who reads answers anyway.
func CanSeeMail(a Actor, m *Mail) bool {
	if m.Inside() && !a.Roles.Has(RoleSystem) {
		return a.Roles.Has(RoleReferent) && len(a.SIRETs) == 0
	}
	return CanSeeMails(a)
}

// CanSeeMails tells whether the actor looks after the mails.
func CanSeeMails(a Actor) bool { return a.Roles.Has(postmasters | RoleSystem) }
