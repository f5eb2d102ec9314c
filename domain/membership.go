package domain

import (
	"slices"
	"strings"
	"time"
)

// MembershipStatus is where somebody's place in an establishment stands.
type MembershipStatus string

// The states of a membership.
const (
	MembershipWaiting MembershipStatus = "waiting"
	MembershipMember  MembershipStatus = "member"
	MembershipRefused MembershipStatus = "refused"
	MembershipEnded   MembershipStatus = "ended"
)

var memberFrench = map[MembershipStatus]string{ //nolint:gosec // words, no credential
	MembershipWaiting: "en attente d'accord", MembershipMember: "membre", MembershipRefused: "refusée", MembershipEnded: "terminée",
}

// French words the state for people.
func (s MembershipStatus) French() string { return memberFrench[s] }

// Membership is somebody's request to belong to an establishment, and what became of it. Its ID is MembershipID: an account
// asks an establishment once. What the account may do stands in its own SIRETs.
type Membership struct {
	Record
	SIRET  SIRET            `json:"siret"`
	UserID string           `json:"user"`
	Status MembershipStatus `json:"status"`
	// Drafts are the offers that were begun before the answer, one a sign-up; each becomes one of the establishment's with
	// a yes.
	Drafts []*Offer `json:"drafts,omitempty"`
}

// Hold keeps an offer begun with the request; false when it is there already.
func (m *Membership) Hold(draft *Offer) bool {
	if holds(m.Drafts, draft) {
		return false
	}
	m.Drafts = append(m.Drafts, draft)
	return true
}

// Release lets go of offers that became the establishment's; false when none of them was there.
func (m *Membership) Release(made []*Offer) bool {
	before := len(m.Drafts)
	m.Drafts = slices.DeleteFunc(slices.Clone(m.Drafts), func(o *Offer) bool { return holds(made, o) })
	return len(m.Drafts) < before
}

func holds(drafts []*Offer, draft *Offer) bool {
	return slices.ContainsFunc(drafts, func(o *Offer) bool { return o.ID == draft.ID })
}

// MembershipID is the key of an account's request to an establishment.
func MembershipID(userID string, siret SIRET) string { return PairID(string(siret), userID) }

// membershipMoves: a member or a referent answers, never who asks; the first to sign an establishment up needs no answer
// beside that of the establishment itself. Who asks may give up, a member may leave, and either may ask again.
var membershipMoves = moves[MembershipStatus, Membership]{
	{MembershipWaiting, MembershipMember, RoleEmployer | RoleReferent | RoleAdmin | RoleSystem, (*Membership).byOther},
	{MembershipWaiting, MembershipRefused, RoleEmployer | RoleReferent | RoleAdmin, (*Membership).refusable},
	{MembershipWaiting, MembershipEnded, RoleEmployer, (*Membership).byOneself},
	{MembershipMember, MembershipEnded, RoleEmployer | RoleReferent | RoleAdmin, (*Membership).endable},
	{MembershipRefused, MembershipMember, RoleEmployer | RoleReferent | RoleAdmin, (*Membership).byOther},
	{MembershipRefused, MembershipWaiting, RoleEmployer, (*Membership).byOneself},
	{MembershipEnded, MembershipWaiting, RoleEmployer, (*Membership).byOneself},
}

// AskMembership makes a request that waits.
func AskMembership(siret SIRET, who Actor, at time.Time) *Membership {
	m := &Membership{Record: Record{ID: MembershipID(who.ID, siret), Created: at}, SIRET: siret, UserID: who.ID, Status: MembershipWaiting}
	m.trace("", string(MembershipWaiting), who, at, "")
	return m
}

// GrantedMembership is that of somebody whose seat was given with their account, and who asked nobody: the platform makes
// it when it is needed, and tells it to nobody, since the account told of the seat.
func GrantedMembership(siret SIRET, userID string, at time.Time) (*Membership, error) {
	m := &Membership{Record: Record{ID: MembershipID(userID, siret), Created: at}, SIRET: siret, UserID: userID, Status: MembershipWaiting}
	m.trace("", string(MembershipWaiting), System(), at, "")
	m.Settle()
	err := m.Move(MembershipMember, System(), at, "")
	m.Settle()
	return m, err
}

// Move brings the request to another state. It returns Forbidden when the actor may not, Conflict when it was answered
// meanwhile, Invalid without the reason that who asked will read.
func (m *Membership) Move(to MembershipStatus, actor Actor, at time.Time, reason string) error {
	reason = strings.TrimSpace(reason)
	if err := membershipMoves.check(m, m.Status, to, actor, reason); err != nil {
		return err
	}
	from := m.Status
	m.Status = to
	m.trace(string(from), string(to), actor, at, reason)
	return nil
}

// LastReason is the reason of the last answer, empty when none was given.
func (m *Membership) LastReason() string {
	if len(m.History) == 0 {
		return ""
	}
	return m.History[len(m.History)-1].Reason
}

func (m *Membership) byOther(actor Actor, _ string) error {
	if actor.ID == m.UserID {
		return Refuse(CodeForbidden, "C'est votre propre demande : un collègue ou un référent y répond.")
	}
	if !actor.Roles.Has(RoleReferent|RoleAdmin|RoleSystem) && !actor.Sits(m.SIRET) {
		return NotFound("Demande")
	}
	return nil
}

func (m *Membership) refusable(actor Actor, reason string) error {
	if err := m.byOther(actor, reason); err != nil {
		return err
	}
	return readableReason(reason, "Dites pourquoi : la personne lit cette phrase.")
}

// endable lets a member leave; only a referent takes somebody's place away, and says why.
func (m *Membership) endable(actor Actor, reason string) error {
	switch {
	case actor.ID == m.UserID:
		return nil
	case !actor.Roles.Has(RoleReferent | RoleAdmin):
		return Refuse(CodeForbidden, "Seul un référent retire un membre : appelez-le.")
	}
	if err := refuseSeat(actor, []SIRET{m.SIRET}); err != nil {
		return err
	}
	return m.refusable(actor, reason)
}

func (m *Membership) byOneself(actor Actor, _ string) error {
	if actor.ID != m.UserID {
		return NotFound("Demande")
	}
	return nil
}
