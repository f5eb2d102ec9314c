package domain

import (
	"strings"
	"time"
)

// SecondLevelStatus is whether an offer is shown to the advisers, who position people.
type SecondLevelStatus string

// The states of the second level; the zero value is an offer that was never shown.
const (
	SecondLevelNone    SecondLevelStatus = ""
	SecondLevelOpen    SecondLevelStatus = "open"
	SecondLevelStopped SecondLevelStatus = "stopped"
)

var secondLevelFrench = map[SecondLevelStatus]string{
	SecondLevelNone: "pas diffusée aux antennes", SecondLevelOpen: "diffusée aux antennes", SecondLevelStopped: "diffusion arrêtée",
}

// French words the state for people.
func (s SecondLevelStatus) French() string { return secondLevelFrench[s] }

// SecondLevel is what becomes of an offer for which the pool has nobody suitable: shown to advisers. History says who
// showed or stopped it, when and why; it is for staff, and apart from the offer's own, which the employer reads.
type SecondLevel struct {
	Status  SecondLevelStatus `json:"status"`
	History []Step            `json:"history,omitempty"`
}

// SecondLevelAfterDays is how many working days a published offer waits before it is shown by itself (param, domain.md §3).
const SecondLevelAfterDays = 3

// secondLevelMoves: a referent shows an offer at once, the platform after its delay; only a referent stops or resumes, so
// that what a person stopped does not begin again by itself.
var secondLevelMoves = moves[SecondLevelStatus, Offer]{
	{SecondLevelNone, SecondLevelOpen, RoleReferent | RoleSystem, (*Offer).mayBeShown},
	{SecondLevelOpen, SecondLevelStopped, RoleReferent, (*Offer).notOwn},
	{SecondLevelStopped, SecondLevelOpen, RoleReferent, (*Offer).mayBeShown},
}

// Suitable tells whether so many possible people are enough for the offer: one for each place at least (param).
func (o *Offer) Suitable(eligible int) bool { return eligible >= max(1, o.Places) }

// ShowToAdvisers opens the second level. It returns Conflict unless the offer is published, Forbidden for a member of the
// establishment, Invalid without a reason when the pool has enough people: the choice is then the referent's own.
func (o *Offer) ShowToAdvisers(eligible int, actor Actor, at time.Time, reason string) error {
	if o.Suitable(eligible) && strings.TrimSpace(reason) == "" {
		return Invalid("reason", "Le vivier a assez de personnes possibles pour ce poste : dites pourquoi le diffuser aux antennes.")
	}
	return o.moveSecondLevel(SecondLevelOpen, actor, at, reason)
}

// HideFromAdvisers stops the second level; positions made so far stay.
func (o *Offer) HideFromAdvisers(actor Actor, at time.Time, reason string) error {
	return o.moveSecondLevel(SecondLevelStopped, actor, at, reason)
}

// ShownToAdvisers tells whether advisers may position people: the second level is open and so is the offer.
func (o *Offer) ShownToAdvisers() bool {
	return o.Status == OfferPublished && o.SecondLevel.Status == SecondLevelOpen
}

// ShownSince is when the second level last opened or stopped, when the offer was last changed if it never did.
func (o *Offer) ShownSince() time.Time {
	if steps := o.SecondLevel.History; len(steps) > 0 {
		return steps[len(steps)-1].At
	}
	return o.Updated
}

func (o *Offer) moveSecondLevel(to SecondLevelStatus, actor Actor, at time.Time, reason string) error {
	s := &o.SecondLevel
	if err := secondLevelMoves.check(o, s.Status, to, actor, reason); err != nil {
		return err
	}
	s.History = append(s.History, Step{From: string(s.Status), To: string(to), At: at.UTC(), Actor: actor.ID,
		OnBehalf: actor.OnBehalf, Channel: actor.Channel, Reason: strings.TrimSpace(reason)})
	s.Status, o.Updated = to, at
	return nil
}

func (o *Offer) mayBeShown(actor Actor, reason string) error {
	if o.Status != OfferPublished {
		return Refuse(CodeConflict, "Seule une offre publiée se diffuse aux antennes : celle-ci est %s.", o.Status.French())
	}
	return o.notOwn(actor, reason)
}

func (o *Offer) notOwn(actor Actor, _ string) error { return refuseSeat(actor, o.Establishments()) }
