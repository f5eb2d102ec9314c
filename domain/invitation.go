package domain

import (
	"slices"
	"strings"
	"time"
)

// InvitationStatus is where an invitation stands.
type InvitationStatus string

// The states of an invitation. One that waits for its wave, or for the day after another one, is queued.
const (
	InvitationQueued    InvitationStatus = "queued"
	InvitationSent      InvitationStatus = "sent"
	InvitationAccepted  InvitationStatus = "accepted"
	InvitationDeclined  InvitationStatus = "declined"
	InvitationExpired   InvitationStatus = "expired"
	InvitationCancelled InvitationStatus = "cancelled"
)

var invitationStatusFrench = map[InvitationStatus]string{
	InvitationQueued: "attend de partir", InvitationSent: "attend la réponse", InvitationAccepted: "a dit oui",
	InvitationDeclined: "a dit non", InvitationExpired: "sans réponse", InvitationCancelled: "annulée",
}

// French words the state for people.
func (s InvitationStatus) French() string { return invitationStatusFrench[s] }

// InvitationStatuses lists the states in reading order.
func InvitationStatuses() []InvitationStatus {
	return []InvitationStatus{InvitationQueued, InvitationSent, InvitationAccepted, InvitationDeclined, InvitationExpired, InvitationCancelled}
}

// Open tells whether the invitation waits for an answer, or to leave.
func (s InvitationStatus) Open() bool { return s == InvitationQueued || s == InvitationSent }

// InvitationFor is what somebody is invited to.
type InvitationFor string

// The subjects of an invitation: an offer or a need, an immersion (PMSMP), a meetup (circuit court).
const (
	ForOffer  InvitationFor = "offer"
	ForPMSMP  InvitationFor = "pmsmp"
	ForMeetup InvitationFor = "meetup"
)

// Parameters of invitations (param, domain.md §3).
const (
	// InvitationDays is how many days an invitation waits for its answer.
	InvitationDays = 10
	// ReminderAfterDays is when it is recalled, if it has ReminderLeftDays of life.
	ReminderAfterDays = 3
	ReminderLeftDays  = 2
	// WaveSize is how many invitations of a batch leave at a time, WaveEvery how long the next ones wait.
	WaveSize  = 5
	WaveEvery = 24 * time.Hour
	// ChannelRest is how long somebody is left alone on a channel after an invitation.
	ChannelRest = 24 * time.Hour
	// YesesPerPlace is how many people who said yes an employer meets for each place; the others wait.
	YesesPerPlace = 3
	// CallWithinDays is after how many working days the person is called, when there is no slot.
	CallWithinDays = 2
)

// Invitation is asking one person for one offer, immersion or meetup; there is one for both, asked again if need be.
// What the person answers stays in the house: nothing of it is for employers, prescribers or programmes.
type Invitation struct {
	Record
	For InvitationFor `json:"for"`
	// Object is the key of the offer or of the occasion; SIRETs the establishments of it: their members decide nothing here.
	Object  string  `json:"object"`
	SIRETs  []SIRET `json:"sirets,omitempty"`
	Profile string  `json:"profile"`
	// ListID is the shortlist that the person was kept on, if any; Reasons are those of that list; Word is the referent's
	// own, for the person.
	ListID  string           `json:"shortlist,omitempty"`
	Reasons []Reason         `json:"reasons,omitempty"`
	Word    string           `json:"word,omitempty"`
	Status  InvitationStatus `json:"status"`
	By      string           `json:"by"`
	// Wave counts from 1; Due is when one that is queued may leave.
	Wave int       `json:"wave,omitempty"`
	Due  time.Time `json:"due,omitzero"`
	// ByHand: the person has no address, somebody prints the letter or phones.
	ByHand bool `json:"by_hand,omitempty"`
	// CallBy is the day by which the person is called, when no slot was proposed.
	CallBy   Date      `json:"call_by,omitzero"`
	Sent     time.Time `json:"sent,omitzero"`
	Expires  Date      `json:"expires,omitzero"` // the last day for an answer
	Reminded time.Time `json:"reminded,omitzero"`
	// Reason is why the person said no, if they said; it never leaves the house.
	Reason    string     `json:"reason,omitempty"`
	Questions []Question `json:"questions,omitempty"`
	// Introduction is what an accepted one became.
	Introduction string `json:"introduction,omitempty"`
	// Rounds is how often the person was asked.
	Rounds int `json:"rounds,omitempty"`
}

// Question is what the person asks; Answered is when somebody saw to it.
type Question struct {
	Text       string    `json:"text"`
	At         time.Time `json:"at"`
	Answered   time.Time `json:"answered,omitzero"`
	AnsweredBy string    `json:"answered_by,omitempty"`
}

// invitationMoves: referents ask, the person answers by their link, or by a referent's hand.
var invitationMoves = moves[InvitationStatus, Invitation]{
	{InvitationQueued, InvitationSent, RoleReferent | RoleSystem, (*Invitation).notOwn},
	{InvitationQueued, InvitationCancelled, RoleReferent | RoleSystem, (*Invitation).notOwn},
	{InvitationSent, InvitationAccepted, RoleLink | RoleReferent, (*Invitation).notOwn},
	{InvitationSent, InvitationDeclined, RoleLink | RoleReferent, (*Invitation).notOwn},
	{InvitationSent, InvitationExpired, RoleSystem, nil},
	{InvitationSent, InvitationCancelled, RoleReferent | RoleSystem, (*Invitation).notOwn},
	{InvitationAccepted, InvitationCancelled, RoleReferent | RoleSystem, (*Invitation).noOffer},
	{InvitationDeclined, InvitationAccepted, RoleLink | RoleReferent, (*Invitation).notOwn},
	{InvitationAccepted, InvitationDeclined, RoleLink | RoleReferent, (*Invitation).notOwn},
	{InvitationExpired, InvitationAccepted, RoleReferent, (*Invitation).notOwn},
	// Reached by phone after the last day, or left alone for good.
	{InvitationExpired, InvitationDeclined, RoleReferent, (*Invitation).notOwn},
	{InvitationExpired, InvitationCancelled, RoleReferent, (*Invitation).notOwn},
	{InvitationDeclined, InvitationQueued, RoleReferent, (*Invitation).askedAgain},
	{InvitationExpired, InvitationQueued, RoleReferent, (*Invitation).askedAgain},
	{InvitationCancelled, InvitationQueued, RoleReferent, (*Invitation).askedAgain},
	// Their yes was called off for neither's doing: AskAnew looks at what it became.
	{InvitationAccepted, InvitationQueued, RoleReferent, (*Invitation).askedAgain},
}

// Move brings the invitation to another state. Conflict when the table has no such move, Forbidden when the actor may not.
func (i *Invitation) Move(to InvitationStatus, actor Actor, at time.Time, reason string) error {
	reason = strings.TrimSpace(reason)
	if err := invitationMoves.check(i, i.Status, to, actor, reason); err != nil {
		return err
	}
	from := i.Status
	i.Status = to
	switch to {
	case InvitationSent:
		i.Sent, i.Expires, i.Reminded, i.Due = at.UTC(), DayOf(at)+InvitationDays, time.Time{}, time.Time{}
		i.Rounds++
	case InvitationQueued:
		i.Reason, i.Introduction = "", ""
	case InvitationDeclined:
		i.Reason = reason
	case InvitationAccepted:
		i.Reason = ""
	}
	i.trace(string(from), string(to), actor, at, reason)
	return nil
}

// EndBy brings the last day for an answer to that of what it is for, when that comes sooner; an unknown day changes nothing.
func (i *Invitation) EndBy(last Date) {
	if last.Known() && last < i.Expires {
		i.Expires = last
	}
}

// ToRemind tells whether the person is to be reminded on a day: enough days since it left, enough days left, not reminded.
// Whether the person suspended reminders, and the offer still wants people, is for the caller to ask.
func (i *Invitation) ToRemind(today Date) bool {
	return i.Status == InvitationSent && i.Reminded.IsZero() && !i.ByHand &&
		today >= DayOf(i.Sent)+ReminderAfterDays && i.Expires-today >= ReminderLeftDays
}

// Late tells whether the last day for an answer is past.
func (i *Invitation) Late(today Date) bool { return i.Status == InvitationSent && i.Expires < today }

// Remind notes that the person was reminded, once.
func (i *Invitation) Remind(actor Actor, at time.Time) {
	i.Reminded = at.UTC()
	i.Note(ActRemind, actor, at, "")
}

// longestQuestion bounds what a person asks, and what a referent says to them, in characters.
const longestQuestion = 1000

// Ask records a question of the person. It changes no state: the answer is still awaited.
func (i *Invitation) Ask(text string, actor Actor, at time.Time) error {
	text = strings.TrimSpace(text)
	switch {
	case text == "":
		return Invalid("question", "Écrivez votre question, ou téléphonez-nous.")
	case len([]rune(text)) > longestQuestion:
		return Invalid("question", "Votre question est trop longue : %d caractères au plus.", longestQuestion)
	case len(i.Questions) >= 20:
		return Refuse(CodeTooMany, "Vous avez déjà posé beaucoup de questions. Téléphonez-nous : ce sera plus simple.")
	case len(i.Questions) > 0 && i.Questions[len(i.Questions)-1].Text == text && i.Questions[len(i.Questions)-1].Answered.IsZero():
		return nil // sent twice
	}
	i.Questions = append(slices.Clone(i.Questions), Question{Text: text, At: at.UTC()})
	i.Note(ActQuestion, actor, at, "")
	return nil
}

// Explain keeps why the person said no, said after it; empty or said already it changes nothing.
func (i *Invitation) Explain(why string, actor Actor, at time.Time) {
	why = strings.TrimSpace(why)
	if i.Status != InvitationDeclined || why == "" || why == i.Reason {
		return
	}
	i.Reason = why
	i.Note(ActExplain, actor, at, "")
}

// WhyNo reads the reason of a no, which nobody has to give.
func WhyNo(text string) (string, error) {
	text = strings.TrimSpace(text)
	if len([]rune(text)) > longestReason {
		return "", Invalid("reason", "%d caractères au plus.", longestReason)
	}
	return text, nil
}

// longestTeller bounds who said it, in characters.
const longestTeller = 80

// ToldBy reads in whose words an answer came, when it is not the person's own: « sa sœur ». Empty is the person.
func ToldBy(text string) (string, error) {
	text = strings.Join(strings.Fields(text), " ")
	if len([]rune(text)) > longestTeller {
		return "", Invalid("by", "%d caractères au plus pour dire qui a répondu.", longestTeller)
	}
	return text, nil
}

// SaidBy adds to the last step who said it, when it is not the person. It goes with the words of the history.
func (i *Invitation) SaidBy(who string) {
	if who == "" || len(i.History) == 0 {
		return
	}
	step := &i.History[len(i.History)-1]
	if step.Reason != "" {
		step.Reason += " "
	}
	step.Reason += "(dit par : " + who + ")"
}

// AnswerQuestions notes that a referent saw to the questions.
func (i *Invitation) AnswerQuestions(actor Actor, at time.Time) error {
	if !actor.Roles.Has(RoleReferent) {
		return Refuse(CodeForbidden, "Ce sont les référents qui répondent aux questions.")
	}
	if !i.Asks() {
		return nil
	}
	i.Questions = slices.Clone(i.Questions)
	for n := range i.Questions {
		if i.Questions[n].Answered.IsZero() {
			i.Questions[n].Answered, i.Questions[n].AnsweredBy = at.UTC(), actor.ID
		}
	}
	i.Note(ActQuestionAnswered, actor, at, "")
	return nil
}

// Asks tells whether a question waits.
func (i *Invitation) Asks() bool {
	return slices.ContainsFunc(i.Questions, func(q Question) bool { return q.Answered.IsZero() })
}

// Cancel takes the invitation back, for a reason that the person does not read.
func (i *Invitation) Cancel(actor Actor, at time.Time, reason string) error {
	if err := readableReason(reason, "Dites pourquoi vous annulez : cette phrase reste entre référents."); err != nil {
		return err
	}
	return i.Move(InvitationCancelled, actor, at, reason)
}

// The acts on an invitation that change no state.
const (
	ActQuestion         = "question"
	ActQuestionAnswered = "question_answered"
	ActExplain          = "explained" // why the person said no
)

func (i *Invitation) notOwn(actor Actor, _ string) error { return refuseSeat(actor, i.SIRETs) }

// noOffer: what became of a yes to an offer goes on as an introduction, which is ended by itself.
func (i *Invitation) noOffer(actor Actor, reason string) error {
	if i.For == ForOffer {
		return Refuse(CodeConflict, "La personne a dit oui : c'est sa mise en relation qui s'annule.")
	}
	return i.notOwn(actor, reason)
}

// askedAgain: after a no, somebody is asked again for a reason only.
func (i *Invitation) askedAgain(actor Actor, reason string) error {
	if i.Status == InvitationDeclined && reason == "" {
		return Invalid("reason", "La personne a dit non : dites ce qui a changé avant de la solliciter à nouveau.")
	}
	return i.notOwn(actor, reason)
}

// AskAnew queues the invitation again. x is what a yes became, in no state for none: unless it was called off before
// they met, the yes stands, and nothing is asked.
func (i *Invitation) AskAnew(x *Introduction, actor Actor, at time.Time, reason string) error {
	if i.Status == InvitationAccepted && !x.CalledOff() {
		return Refuse(CodeConflict, "La personne a dit oui : ouvrez sa mise en relation.")
	}
	return i.Move(InvitationQueued, actor, at, reason)
}

// CanSeeInvitation tells whether the actor may read an invitation, and so what the person answered: referents. An adviser
// is told what they may know of it elsewhere (AdviserWords).
func CanSeeInvitation(a Actor, i *Invitation) bool {
	return CanReadInvitations(a) && !a.SitsInAny(i.SIRETs)
}

// CanReadInvitations tells whether the actor reads invitations at all: referents, but those of their own establishments.
func CanReadInvitations(a Actor) bool { return a.Roles.Has(RoleReferent | RoleSystem) }

// AdviserStatus is where the invitation stands on a day for the path adviser: who said no, whom it was taken back from and
// who was silent stay invited to the last day for an answer, and have ended the day after, so that no date tells a no. A yes
// that came to nothing ends at once, whoever ended it. What it is for may have ended before: the caller knows.
func (i *Invitation) AdviserStatus(today Date) InvitationStatus {
	switch {
	case i.Status == InvitationQueued, i.Status == InvitationAccepted:
		return i.Status
	case i.saidYes() || today > i.Expires:
		return InvitationExpired
	}
	return InvitationSent
}

// saidYes tells whether the person said yes since they were last asked.
func (i *Invitation) saidYes() bool {
	return slices.ContainsFunc(i.History, func(s Step) bool { return s.To == string(InvitationAccepted) && !s.At.Before(i.Sent) })
}

// AdviserWords is what the path adviser of the person reads of AdviserStatus: that they were asked, and a yes. A no, silence and what was
// taken back are one same word: declining is nobody's business (domain.md §3).
func (s InvitationStatus) AdviserWords() string {
	switch s {
	case InvitationQueued, InvitationSent:
		return "proposée"
	case InvitationAccepted:
		return "a dit oui"
	}
	return "sans suite"
}
