package domain

import (
	"strings"
	"time"
)

// PositionStatus is what became of a position.
type PositionStatus string

// The states of a position.
const (
	PositionProposed PositionStatus = "proposed"
	PositionAdded    PositionStatus = "added"
	PositionDeclined PositionStatus = "declined"
)

var positionStatusFrench = map[PositionStatus]string{
	PositionProposed: "attend le référent", PositionAdded: "dans la présélection", PositionDeclined: "écartée",
}

// French words the state for people.
func (s PositionStatus) French() string { return positionStatusFrench[s] }

// Position is an adviser's answer to an offer shown at the second level: one person they follow, and why, in a sentence.
// Its ID is PairID: one person is positioned once on one offer. SIRETs are those of the offer: a member of the
// establishment decides nothing of it.
type Position struct {
	Record
	OfferID string         `json:"offer"`
	Profile string         `json:"profile"`
	By      string         `json:"by"`
	Why     string         `json:"why"`
	Status  PositionStatus `json:"status"`
	SIRETs  []SIRET        `json:"sirets"`
	// Reason is why it was declined, which the adviser reads; ListID the shortlist the person was put on.
	Reason string `json:"reason,omitempty"`
	ListID string `json:"shortlist,omitempty"`
}

// positionMoves: the referent answers, and may think better of a no.
var positionMoves = moves[PositionStatus, Position]{
	{PositionProposed, PositionAdded, RoleReferent, (*Position).notOwn},
	{PositionProposed, PositionDeclined, RoleReferent, (*Position).reasonGiven},
	{PositionDeclined, PositionAdded, RoleReferent, (*Position).notOwn},
}

// NewPosition makes a position; it returns Invalid by field when who or why lacks, Conflict when the offer is not shown.
func NewPosition(o *Offer, profile, why string, by Actor, at time.Time) (*Position, error) {
	why = strings.TrimSpace(why)
	f := FieldErrors{}
	if profile == "" {
		f.Add("profile", Invalid("profile", "Choisissez la personne."))
	}
	if why == "" {
		f.Add("why", Invalid("why", "Dites en une phrase pourquoi cette personne."))
	}
	if len([]rune(why)) > longestWhy {
		f.Add("why", Invalid("why", "Une phrase suffit : %d caractères au plus.", longestWhy))
	}
	switch {
	case !o.ShownToAdvisers():
		return nil, Refuse(CodeConflict, "Cette offre n'est plus diffusée aux antennes.")
	case len(f) > 0:
		return nil, f
	}
	p := &Position{Record: Record{ID: PairID(o.ID, profile), Created: at}, OfferID: o.ID, Profile: profile, By: by.ID, Why: why,
		Status: PositionProposed, SIRETs: o.Establishments()}
	p.trace("", string(PositionProposed), by, at, why)
	return p, nil
}

// longestWhy bounds the sentence of a position, in characters.
const longestWhy = 300

// Add records that the person was put on a shortlist.
func (p *Position) Add(listID string, actor Actor, at time.Time) error {
	if err := p.move(PositionAdded, actor, at, ""); err != nil {
		return err
	}
	p.ListID = listID
	return nil
}

// Decline refuses a position with a reason, which the adviser reads.
func (p *Position) Decline(actor Actor, at time.Time, reason string) error {
	if err := p.move(PositionDeclined, actor, at, reason); err != nil {
		return err
	}
	p.Reason = strings.TrimSpace(reason)
	return nil
}

func (p *Position) move(to PositionStatus, actor Actor, at time.Time, reason string) error {
	if err := positionMoves.check(p, p.Status, to, actor, reason); err != nil {
		return err
	}
	from := p.Status
	p.Status = to
	p.trace(string(from), string(to), actor, at, reason)
	return nil
}

func (p *Position) notOwn(actor Actor, _ string) error { return refuseSeat(actor, p.SIRETs) }

func (p *Position) reasonGiven(actor Actor, reason string) error {
	if strings.TrimSpace(reason) == "" {
		return Invalid("reason", "Dites pourquoi : le conseiller lit cette phrase.")
	}
	return p.notOwn(actor, reason)
}
