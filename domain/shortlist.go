package domain

import (
	"slices"
	"strings"
	"time"
)

// ShortlistStatus is where a shortlist stands.
type ShortlistStatus string

// The states of a shortlist.
const (
	ShortlistDraft    ShortlistStatus = "draft"
	ShortlistReviewed ShortlistStatus = "reviewed"
	ShortlistShared   ShortlistStatus = "shared"
	ShortlistClosed   ShortlistStatus = "closed"
)

var shortlistStatusFrench = map[ShortlistStatus]string{
	ShortlistDraft: "à relire", ShortlistReviewed: "relue", ShortlistShared: "partagée avec l'employeur", ShortlistClosed: "close",
}

// French words the state for people.
func (s ShortlistStatus) French() string { return shortlistStatusFrench[s] }

// Decision is what the referent decided of an entry.
type Decision string

// The decisions on an entry; the employer's side has its own.
const (
	Proposed Decision = "proposed"
	Kept     Decision = "kept"
	Dropped  Decision = "dropped"
)

var decisionFrench = map[Decision]string{Proposed: "proposée", Kept: "retenue", Dropped: "écartée"}

// French words the decision.
func (d Decision) French() string { return decisionFrench[d] }

// EmployerSide is what the employer said of an anonymous card.
type EmployerSide string

// The employer's answers.
const (
	SideUnanswered EmployerSide = "unanswered"
	SideInterested EmployerSide = "interested"
	SideNot        EmployerSide = "not"
)

var sideFrench = map[EmployerSide]string{SideUnanswered: "sans réponse", SideInterested: "intéressé", SideNot: "pas pour ce poste"}

// French words the answer.
func (s EmployerSide) French() string { return sideFrench[s] }

// Shortlist is a frozen result: it keeps all that is needed to replay and to explain it.
type Shortlist struct {
	Record
	OfferID string          `json:"offer"`
	SIRET   SIRET           `json:"siret"`
	Status  ShortlistStatus `json:"status"`
	// On is the day of matching; Weights and IDF are versions; OfferHash that of the offer as it was then; By who asked.
	On        Date   `json:"on"`
	Weights   string `json:"weights"`
	IDF       string `json:"idf"`
	OfferHash string `json:"offer_hash"`
	By        string `json:"by"`

	Pool     int         `json:"pool"`
	Eligible int         `json:"eligible"`
	Excluded []GateCount `json:"excluded"`
	// FarMisses counts people two lifts away.
	FarMisses  int        `json:"far_misses"`
	Entries    []Entry    `json:"entries"`
	NearMisses []NearMiss `json:"near_misses"`

	// Asked is the offer as it was, and Seen the people shown as matching knew them: a month later the list replays to
	// the same. Erasing somebody takes their line of Seen.
	Asked Offer  `json:"asked"`
	Seen  []Seen `json:"seen,omitempty"`
}

// Seen is what matching knew of one person shown, on the day of the list.
type Seen struct {
	Profile  string   `json:"profile"`
	File     Profile  `json:"file"`
	Standing Standing `json:"standing"`
}

// GateCount is how many people a gate left out.
type GateCount struct {
	Gate  Gate `json:"gate"`
	Count int  `json:"count"`
}

// Entry is one person on a shortlist. Card is the opaque name employers see.
type Entry struct {
	Profile string   `json:"profile"`
	Card    string   `json:"card"`
	Rank    int      `json:"rank"`
	Score   float64  `json:"score"`
	Reasons []Reason `json:"reasons"`

	Decision     Decision     `json:"decision"`
	Motive       string       `json:"motive,omitempty"`
	DecidedBy    string       `json:"decided_by,omitempty"`
	AddedBy      string       `json:"added_by,omitempty"`
	AddedReason  string       `json:"added_reason,omitempty"`
	Employer     EmployerSide `json:"employer"`
	EmployerNote string       `json:"employer_note,omitempty"`
	// Invited: a refresh carried the person over, who was asked already and whom matching therefore leaves out.
	Invited bool `json:"invited,omitempty"`
	// Snapshot is the anonymous card as shared: what the employer saw stays what they saw.
	Snapshot *Card `json:"snapshot,omitempty"`
}

// Shown tells whether the employer may see the entry's card: it was shared, and the person is still kept.
func (e *Entry) Shown() bool { return e.Snapshot != nil && e.Decision == Kept }

// Carried tells whether somebody put the person there, rather than matching.
func (e *Entry) Carried() bool { return e.AddedBy != "" || e.Invited }

// NearMiss is a person one liftable gate away, with the next act.
type NearMiss struct {
	Profile string   `json:"profile"`
	Score   float64  `json:"score"`
	Blocker Gate     `json:"blocker"`
	Lift    Lift     `json:"lift"`
	Text    string   `json:"text"`
	Reasons []Reason `json:"reasons,omitempty"`
	// Missing are the certificates to obtain or renew, when Blocker is the certificate.
	Missing []string `json:"missing,omitempty"`
}

var shortlistMoves = moves[ShortlistStatus, Shortlist]{
	{ShortlistDraft, ShortlistReviewed, RoleReferent, nil},
	{ShortlistReviewed, ShortlistShared, RoleReferent, (*Shortlist).someKept},
	{ShortlistDraft, ShortlistClosed, RoleReferent | RoleSystem, nil},
	{ShortlistReviewed, ShortlistClosed, RoleReferent | RoleSystem, nil},
	{ShortlistShared, ShortlistClosed, RoleReferent | RoleSystem, nil},
}

var entryMoves = moves[Decision, Entry]{
	{Proposed, Kept, RoleReferent, nil},
	{Proposed, Dropped, RoleReferent, (*Entry).motiveGiven},
	{Kept, Dropped, RoleReferent, (*Entry).motiveGiven},
	{Dropped, Kept, RoleReferent, nil},
}

var sideMoves = moves[EmployerSide, Entry]{
	{SideUnanswered, SideInterested, RoleEmployer | RoleReferent, nil},
	{SideUnanswered, SideNot, RoleEmployer | RoleReferent, (*Entry).motiveGiven},
	{SideInterested, SideNot, RoleEmployer | RoleReferent, (*Entry).motiveGiven},
	{SideNot, SideInterested, RoleEmployer | RoleReferent, nil},
}

// Move brings the shortlist to another state.
func (s *Shortlist) Move(to ShortlistStatus, actor Actor, at time.Time, reason string) error {
	if err := s.ownSide(actor); err != nil {
		return err
	}
	if err := shortlistMoves.check(s, s.Status, to, actor, reason); err != nil {
		return err
	}
	from := s.Status
	s.Status = to
	s.trace(string(from), string(to), actor, at, reason)
	return nil
}

// Decide records the referent's decision on one person; the first keep makes the shortlist reviewed.
// It returns NotFound for a person who is not on it, Invalid without a motive to drop.
func (s *Shortlist) Decide(profile string, to Decision, actor Actor, at time.Time, motive string) error {
	if s.Status == ShortlistClosed {
		return Refuse(CodeConflict, "Cette présélection est close. Refaites-en une pour changer d'avis.")
	}
	if err := s.ownSide(actor); err != nil {
		return err
	}
	e := s.Entry(profile)
	if e == nil || IsErased(profile) {
		return NotFound("Personne")
	}
	if e.Decision == to && e.Motive == motive {
		return nil
	}
	if err := entryMoves.check(e, e.Decision, to, actor, motive); err != nil {
		return err
	}
	from := e.Decision
	e.Decision, e.Motive, e.DecidedBy = to, strings.TrimSpace(motive), actor.ID
	s.trace(profile+" "+string(from), string(to), actor, at, motive)
	if to == Kept && s.Status == ShortlistDraft {
		return s.Move(ShortlistReviewed, actor, at, "")
	}
	return nil
}

// Answer records the employer's side on one shared card (by its opaque name, or the profile for staff).
func (s *Shortlist) Answer(card string, to EmployerSide, actor Actor, at time.Time, motive string) error {
	if s.Status != ShortlistShared {
		return Refuse(CodeConflict, "Cette présélection n'est plus ouverte aux réponses.")
	}
	if !actor.Roles.Has(RoleReferent) && !actor.Sits(s.SIRET) {
		return NotFound("Présélection")
	}
	i := slices.IndexFunc(s.Entries, func(e Entry) bool { return e.Card == card || e.Profile == card })
	if i < 0 || !s.Entries[i].Shown() || !actor.Roles.Has(RoleReferent) && s.Entries[i].Card != card {
		return NotFound("Carte")
	}
	e := &s.Entries[i]
	if e.Employer == to {
		return nil
	}
	if err := sideMoves.check(e, e.Employer, to, actor, motive); err != nil {
		return err
	}
	from := e.Employer
	e.Employer, e.EmployerNote = to, strings.TrimSpace(motive)
	s.trace(e.Profile+" "+string(from), string(to), actor, at, motive)
	return nil
}

// Add puts somebody on the list by hand, past any gate but consent and law, with a reason.
func (s *Shortlist) Add(e Entry, failed Gate, actor Actor, at time.Time, reason string) error {
	switch {
	case s.Status == ShortlistClosed:
		return Refuse(CodeConflict, "Cette présélection est close.")
	case !actor.Roles.Has(RoleReferent):
		return Refuse(CodeForbidden, "Seul un référent peut ajouter une personne.")
	case strings.TrimSpace(reason) == "":
		return Invalid("reason", "Dites pourquoi vous ajoutez cette personne.")
	case RefuseBarred(failed) != nil:
		return RefuseBarred(failed)
	case s.Entry(e.Profile) != nil:
		return Refuse(CodeConflict, "Cette personne est déjà dans la présélection.")
	}
	if err := s.ownSide(actor); err != nil {
		return err
	}
	e.Rank = len(s.Entries) + 1
	e.Decision, e.Employer = Proposed, SideUnanswered
	e.AddedBy, e.AddedReason = actor.ID, strings.TrimSpace(reason)
	s.Entries = append(s.Entries, e)
	s.NearMisses = slices.DeleteFunc(s.NearMisses, func(n NearMiss) bool { return n.Profile == e.Profile })
	s.Note("add "+e.Profile, actor, at, reason)
	return nil
}

// RefuseBarred refuses to propose somebody past the two gates that no hand may open, the accord and the law; nil for any
// other gate.
func RefuseBarred(failed Gate) error {
	switch failed {
	case GateConsent:
		return Invalid("profile", "Cette personne n'a pas donné son accord : elle ne peut pas être proposée.")
	case GateLegal:
		return Invalid("profile", "La loi ne permet pas ce contrat pour cette personne.")
	}
	return nil
}

// Entry finds a person on the list, nil when absent.
func (s *Shortlist) Entry(profile string) *Entry {
	for i := range s.Entries {
		if s.Entries[i].Profile == profile {
			return &s.Entries[i]
		}
	}
	return nil
}

func (s *Shortlist) ownSide(actor Actor) error {
	if s.Own(actor) {
		return Refuse(CodeForbidden, "Vous êtes membre de cet établissement : un autre référent doit décider.")
	}
	return nil
}

func (s *Shortlist) someKept(Actor, string) error {
	for _, e := range s.Entries {
		if e.Decision == Kept {
			return nil
		}
	}
	return Invalid("entries", "Retenez au moins une personne avant de partager.")
}

func (e *Entry) motiveGiven(_ Actor, motive string) error {
	if strings.TrimSpace(motive) == "" {
		return Invalid("reason", "Donnez la raison : elle reste dans l'historique.")
	}
	return nil
}
