package domain

import (
	"slices"
	"strings"
	"time"
)

// IntroductionStatus is where an introduction stands.
type IntroductionStatus string

// The states of an introduction. On the waiting list, the employer does not know yet that somebody said yes.
const (
	IntroductionWaiting    IntroductionStatus = "waiting"
	IntroductionAccepted   IntroductionStatus = "accepted"
	IntroductionSlotChosen IntroductionStatus = "slot_chosen"
	IntroductionMet        IntroductionStatus = "met"
	IntroductionNoShow     IntroductionStatus = "no_show"
	IntroductionCancelled  IntroductionStatus = "cancelled"
	IntroductionHired      IntroductionStatus = "hired"
	IntroductionNotHired   IntroductionStatus = "not_hired"
	IntroductionWithdrew   IntroductionStatus = "withdrew"
)

var introductionStatusFrench = map[IntroductionStatus]string{
	IntroductionWaiting: "sur la liste d'attente", IntroductionAccepted: "à rencontrer", IntroductionSlotChosen: "rendez-vous pris",
	IntroductionMet: "rencontre faite, réponse attendue", IntroductionNoShow: "rendez-vous manqué", IntroductionCancelled: "annulée",
	IntroductionHired: "embauchée", IntroductionNotHired: "pas retenue", IntroductionWithdrew: "s'est retirée",
}

// French words the state for people.
func (s IntroductionStatus) French() string { return introductionStatusFrench[s] }

// IntroductionStatuses lists the states in reading order.
func IntroductionStatuses() []IntroductionStatus {
	return []IntroductionStatus{IntroductionWaiting, IntroductionAccepted, IntroductionSlotChosen, IntroductionMet, IntroductionNoShow,
		IntroductionHired, IntroductionNotHired, IntroductionWithdrew, IntroductionCancelled}
}

// Going tells whether something is still to come: a meeting, or the employer's answer.
func (s IntroductionStatus) Going() bool {
	switch s {
	case IntroductionAccepted, IntroductionSlotChosen, IntroductionMet, IntroductionNoShow:
		return true
	}
	return false
}

// StandingIntroductions are the states of a yes that something may still come of, or has: it waits, goes on, or is a hire.
func StandingIntroductions() []IntroductionStatus {
	return slices.DeleteFunc(IntroductionStatuses(), func(s IntroductionStatus) bool {
		return s != IntroductionWaiting && s != IntroductionHired && !s.Going()
	})
}

// OpensIdentity tells whether the employer reads who the person is: from the yes to the end, and for those hired.
func (s IntroductionStatus) OpensIdentity() bool { return s.Going() || s == IntroductionHired }

// Side is one of both who meet.
type Side string

// The sides.
const (
	SidePerson   Side = "person"
	SideEmployer Side = "employer"
)

var sideNames = map[Side]string{SidePerson: "la personne", SideEmployer: "l'employeur"}

// French names the side.
func (s Side) French() string { return sideNames[s] }

// ParseSide reads a side; Invalid for another word.
func ParseSide(text string) (Side, error) {
	if s := Side(strings.TrimSpace(text)); sideNames[s] != "" {
		return s, nil
	}
	return "", Invalid("whose", "Dites qui n'est pas venu : la personne (person) ou l'employeur (employer).")
}

// Parameters of introductions (param, domain.md §3).
const (
	// AnswerDays is within how many days the employer owes an answer, AnswerAlertDays when referents are told.
	AnswerDays      = 15
	AnswerAlertDays = 7
	// ReopenedDays is how long an offer that was filled and looks for people again lives at least.
	ReopenedDays = 30
)

// FollowUpMonths are how long after the first day of work somebody asks how it goes (param, issue 5).
var FollowUpMonths = []int{1, 3, 6}

// Introduction is a yes that goes on: the person and the employer meet, and something comes of it.
type Introduction struct {
	Record
	InvitationID string             `json:"invitation"`
	OfferID      string             `json:"offer"`
	SIRETs       []SIRET            `json:"sirets"`
	Profile      string             `json:"profile"`
	Status       IntroductionStatus `json:"status"`
	// CallBy is the day by which the employer, or a referent, calls, as long as no slot is chosen.
	CallBy Date `json:"call_by,omitzero"`
	// Slot is the one chosen, which nobody else may have.
	Slot *Slot `json:"slot,omitempty"`
	// Was is the one that was last called off.
	Was *Slot `json:"was,omitempty"`
	// NoShow is whose absence it was.
	NoShow    Side           `json:"no_show,omitempty"`
	Outcome   *HiringOutcome `json:"outcome,omitempty"`
	FollowUps []FollowUp     `json:"follow_ups,omitempty"`
	Opinions  []Opinion      `json:"opinions,omitempty"`
}

const deciders = RoleEmployer | RoleReferent

// introductionMoves: the person withdraws by their link, the employer meets and decides, a referent does either for them,
// the platform ends what a filled offer leaves.
var introductionMoves = moves[IntroductionStatus, Introduction]{
	{IntroductionWaiting, IntroductionAccepted, RoleReferent | RoleSystem, (*Introduction).notOwn},
	{IntroductionWaiting, IntroductionWithdrew, RoleLink | RoleReferent, (*Introduction).notOwn},
	{IntroductionWaiting, IntroductionCancelled, RoleReferent | RoleSystem, (*Introduction).notOwn},
	{IntroductionAccepted, IntroductionSlotChosen, RoleLink | deciders, (*Introduction).ownSide},
	{IntroductionSlotChosen, IntroductionAccepted, RoleLink | deciders, (*Introduction).ownSide},
	{IntroductionNoShow, IntroductionAccepted, deciders, (*Introduction).ownSide},
	{IntroductionAccepted, IntroductionMet, deciders, (*Introduction).ownSide},
	{IntroductionSlotChosen, IntroductionMet, deciders, (*Introduction).ownSide},
	{IntroductionNoShow, IntroductionMet, deciders, (*Introduction).ownSide},
	{IntroductionAccepted, IntroductionNoShow, deciders, (*Introduction).ownSide},
	{IntroductionSlotChosen, IntroductionNoShow, deciders, (*Introduction).ownSide},
	{IntroductionMet, IntroductionHired, deciders, (*Introduction).ownSide},
	{IntroductionNotHired, IntroductionHired, RoleReferent, (*Introduction).notOwn},
	{IntroductionAccepted, IntroductionNotHired, deciders, (*Introduction).reasonGiven},
	{IntroductionSlotChosen, IntroductionNotHired, deciders, (*Introduction).reasonGiven},
	{IntroductionNoShow, IntroductionNotHired, deciders, (*Introduction).reasonGiven},
	{IntroductionMet, IntroductionNotHired, deciders | RoleSystem, (*Introduction).reasonGiven},
	{IntroductionHired, IntroductionNotHired, RoleReferent, (*Introduction).reasonGiven},
	{IntroductionAccepted, IntroductionWithdrew, RoleLink | RoleReferent, (*Introduction).notOwn},
	{IntroductionSlotChosen, IntroductionWithdrew, RoleLink | RoleReferent, (*Introduction).notOwn},
	{IntroductionMet, IntroductionWithdrew, RoleLink | RoleReferent, (*Introduction).notOwn},
	{IntroductionNoShow, IntroductionWithdrew, RoleLink | RoleReferent, (*Introduction).notOwn},
	{IntroductionAccepted, IntroductionCancelled, RoleReferent | RoleSystem, (*Introduction).notOwn},
	{IntroductionSlotChosen, IntroductionCancelled, RoleReferent | RoleSystem, (*Introduction).notOwn},
	{IntroductionNoShow, IntroductionCancelled, RoleReferent | RoleSystem, (*Introduction).notOwn},
	// Somebody who said no after their yes may think better of it, as long as nobody was met.
	{IntroductionWithdrew, IntroductionAccepted, RoleLink | RoleReferent, (*Introduction).neverMet},
	{IntroductionWithdrew, IntroductionWaiting, RoleLink | RoleReferent, (*Introduction).neverMet},
	// Asked anew after it had ended for neither's doing, they say yes again.
	{IntroductionCancelled, IntroductionAccepted, RoleLink | RoleReferent, (*Introduction).neverMet},
	{IntroductionCancelled, IntroductionWaiting, RoleLink | RoleReferent, (*Introduction).neverMet},
}

// NewIntroduction makes what a yes becomes; id was reserved for it, and status says whether the
// person is met or waits.
func NewIntroduction(id string, i *Invitation, status IntroductionStatus, actor Actor, at time.Time) *Introduction {
	x := &Introduction{Record: Record{ID: id, Created: at}, InvitationID: i.ID, OfferID: i.Object, SIRETs: i.SIRETs, Profile: i.Profile,
		CallBy: i.CallBy, Status: status}
	x.trace("", string(x.Status), actor, at, "")
	return x
}

// Move brings the introduction to another state; the facts of the state are set first by the methods below.
func (x *Introduction) Move(to IntroductionStatus, actor Actor, at time.Time, reason string) error {
	reason = strings.TrimSpace(reason)
	if err := introductionMoves.check(x, x.Status, to, actor, reason); err != nil {
		return err
	}
	from := x.Status
	x.Status = to
	if to == IntroductionAccepted || to == IntroductionWithdrew || to == IntroductionCancelled {
		if x.Slot != nil {
			x.Was = x.Slot
		}
		x.Slot = nil
	}
	x.trace(string(from), string(to), actor, at, reason)
	return nil
}

// Begun tells whether the meeting took place, or its time came: a mind may change by itself until then.
func (x *Introduction) Begun(at time.Time) bool {
	switch x.Status {
	case IntroductionMet, IntroductionHired, IntroductionNotHired, IntroductionNoShow:
		return true
	}
	return x.Slot != nil && !x.Slot.At.After(at)
}

// EndedBySystem tells whether what the introduction is came by itself, with the end of its offer: nobody answered it.
func (x *Introduction) EndedBySystem() bool {
	for _, step := range slices.Backward(x.History) {
		if step.To == string(x.Status) {
			return step.Actor == System().ID
		}
	}
	return false
}

// MayBegin tells whether the yes of an invitation takes the introduction up again: the person had withdrawn, or it had ended
// before they were asked anew.
func (x *Introduction) MayBegin(i *Invitation) bool {
	return x.Status == IntroductionWithdrew ||
		x.Status == IntroductionCancelled && x.Since(string(IntroductionCancelled)).Before(i.Sent)
}

// ChooseSlot takes a slot that was claimed for it.
func (x *Introduction) ChooseSlot(s Slot, actor Actor, at time.Time) error {
	if x.Status == IntroductionSlotChosen || x.Status == IntroductionNoShow {
		if err := x.Move(IntroductionAccepted, actor, at, ""); err != nil {
			return err
		}
	}
	if err := x.Move(IntroductionSlotChosen, actor, at, ""); err != nil {
		return err
	}
	x.Slot = &s
	return nil
}

// Missed records a meeting that did not take place, and whose absence it was.
func (x *Introduction) Missed(whose Side, actor Actor, at time.Time) error {
	if whose.French() == "" {
		return Invalid("whose", "Dites qui n'est pas venu.")
	}
	if err := x.Move(IntroductionNoShow, actor, at, ""); err != nil {
		return err
	}
	x.NoShow = whose
	return nil
}

// The acts on an introduction that change no state.
const (
	ActFollowUp = "follow_up"
	ActOpinion  = "opinion"
	ActOwed     = "owed" // the employer was reminded of the answer they owe
)

func (x *Introduction) notOwn(actor Actor, _ string) error { return refuseSeat(actor, x.SIRETs) }

// ownSide: an employer decides for their establishment only, a referent for others only.
func (x *Introduction) ownSide(actor Actor, reason string) error {
	if actor.Roles.Has(RoleReferent) {
		return x.notOwn(actor, reason)
	}
	if actor.Roles.Has(RoleEmployer) && !slices.ContainsFunc(x.SIRETs, actor.Sits) {
		return NotFound("Mise en relation")
	}
	return nil
}

func (x *Introduction) reasonGiven(actor Actor, reason string) error {
	if err := readableReason(reason, "Dites pourquoi en quelques mots : cela aide à proposer mieux."); err != nil {
		return err
	}
	return x.ownSide(actor, reason)
}

// CalledOff tells whether it ended for neither's doing before they met: the person may be asked anew.
func (x *Introduction) CalledOff() bool {
	return x.Status == IntroductionCancelled && !x.hasMet()
}

func (x *Introduction) hasMet() bool {
	return slices.ContainsFunc(x.History, func(s Step) bool { return s.To == string(IntroductionMet) })
}

func (x *Introduction) neverMet(actor Actor, reason string) error {
	if x.hasMet() {
		return Refuse(CodeConflict, "Vous avez déjà rencontré l'entreprise. Appelez-nous pour reprendre.")
	}
	return x.notOwn(actor, reason)
}

// Contact is what an employer reads of who somebody is, once they said yes to the offer: an allow-list, and the whole of it
// (domain.md §4, Visibility).
type Contact struct {
	FirstName string `json:"first_name"`
	LastName  string `json:"last_name"`
	Email     string `json:"email"`
	Phone     string `json:"phone"`
}

// Name of the person, first name first.
func (c Contact) Name() string { return strings.TrimSpace(c.FirstName + " " + c.LastName) }

// Contact of the person.
func (p *Person) Contact() Contact {
	k := p.Candidate
	return Contact{FirstName: k.FirstName, LastName: k.LastName, Email: k.Email, Phone: k.Phone}
}

// CanKnowWho tells whether the actor may read who the person of an introduction is: referents, and those who see it as long
// as the yes stands, and for those hired.
func CanKnowWho(a Actor, x *Introduction) bool {
	return x.ReadByStaff(a) || CanSeeIntroduction(a, x) && x.Status.OpensIdentity()
}

// ReadByStaff tells whether the actor reads the introduction as the house does: referents who have no seat in its
// establishments. A referent who has one is its employer, and reads what an employer reads.
func (x *Introduction) ReadByStaff(a Actor) bool {
	return a.Roles.Has(RoleSystem) || a.Roles.Has(RoleReferent) && !a.SitsInAny(x.SIRETs)
}

// StatusFor is the state as the actor reads it: an employer does not learn whether the person withdrew or something else came in
// the way, « cette personne n'est plus disponible ».
func (x *Introduction) StatusFor(a Actor) IntroductionStatus {
	if x.Status == IntroductionWithdrew && !x.ReadByStaff(a) {
		return IntroductionCancelled
	}
	return x.Status
}

// CanSeeIntroduction tells whether the actor may read an introduction: referents, and once it is no more on the waiting
// list the members of the establishments that a referent vouches for. Who the person is, OpensIdentity says.
func CanSeeIntroduction(a Actor, x *Introduction) bool {
	return x.ReadByStaff(a) || a.Roles.Has(RoleEmployer|RoleReferent) && x.Status != IntroductionWaiting && slices.ContainsFunc(x.SIRETs, a.Vouched)
}
