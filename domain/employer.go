package domain

import (
	"slices"
	"strings"
	"time"
)

// EmployerStatus is where an establishment stands.
type EmployerStatus string

// The states of an establishment. A refused one may apply again, or call.
const (
	EmployerRegistered EmployerStatus = "registered"
	EmployerAwaiting   EmployerStatus = "awaiting"
	EmployerActive     EmployerStatus = "active"
	EmployerSuspended  EmployerStatus = "suspended"
	EmployerRefused    EmployerStatus = "refused"
)

var employerStatusFrench = map[EmployerStatus]string{
	EmployerRegistered: "inscrit", EmployerAwaiting: "en attente d'accord", EmployerActive: "actif", EmployerSuspended: "suspendu",
	EmployerRefused: "refusé",
}

// EmployerStatuses lists the states that lists of establishments are sorted by, what waits first.
func EmployerStatuses() []EmployerStatus {
	return []EmployerStatus{EmployerAwaiting, EmployerActive, EmployerSuspended, EmployerRefused}
}

// ParseEmployerStatus reads a state of a list.
func ParseEmployerStatus(s string) (EmployerStatus, error) {
	if status := EmployerStatus(s); slices.Contains(EmployerStatuses(), status) {
		return status, nil
	}
	return "", Invalid("status", "État « %s » inconnu.", clip(s))
}

// French words the state for people.
func (s EmployerStatus) French() string { return employerStatusFrench[s] }

// Employer is an establishment. Its ID is its SIRET.
type Employer struct {
	Record
	Status   EmployerStatus `json:"status"`
	Name     string         `json:"name"`
	NAF      string         `json:"naf,omitempty"`
	Place    Commune        `json:"place,omitzero"`
	SizeBand string         `json:"size_band,omitempty"`
}

// SIRET is the establishment's number.
func (e *Employer) SIRET() SIRET { return SIRET(e.ID) }

// employerMoves: an establishment is vouched for by a referent (domain.md §3). Whoever refuses or suspends says why: its
// members read the reason.
var employerMoves = moves[EmployerStatus, Employer]{
	{EmployerRegistered, EmployerAwaiting, RoleEmployer | RoleReferent | RoleSystem, nil},
	{EmployerAwaiting, EmployerActive, RoleReferent | RoleAdmin, (*Employer).notOwn},
	{EmployerAwaiting, EmployerRefused, RoleReferent | RoleAdmin, (*Employer).reasonGiven},
	{EmployerRefused, EmployerAwaiting, RoleEmployer | RoleReferent, (*Employer).appliedAgain},
	{EmployerRefused, EmployerActive, RoleReferent | RoleAdmin, (*Employer).notOwn},
	{EmployerActive, EmployerSuspended, RoleReferent | RoleAdmin, (*Employer).reasonGiven},
	{EmployerSuspended, EmployerActive, RoleReferent | RoleAdmin, (*Employer).notOwn},
}

// Move brings the establishment to another state; nobody approves their own. Invalid when a reason that members will
// read is missing.
func (e *Employer) Move(to EmployerStatus, actor Actor, at time.Time, reason string) error {
	reason = strings.TrimSpace(reason)
	if err := employerMoves.check(e, e.Status, to, actor, reason); err != nil {
		return err
	}
	from := e.Status
	e.Status = to
	e.trace(string(from), string(to), actor, at, reason)
	return nil
}

// FoundEmployer makes an establishment of what somebody signed up with on the day signedUp, once their address is
// confirmed: it waits for a referent.
func FoundEmployer(siret SIRET, name string, founder Actor, signedUp, at time.Time) (*Employer, error) {
	e := &Employer{Record: Record{ID: string(siret), Created: signedUp}, Status: EmployerRegistered, Name: name}
	e.Note(string(EmployerRegistered), founder, signedUp, "")
	err := e.Move(EmployerAwaiting, founder, at, "")
	return e, err
}

// SignedUp tells an establishment that came by itself from one that a referent registered.
func (e *Employer) SignedUp() bool {
	return len(e.History) > 0 && e.History[0].To == string(EmployerRegistered)
}

// Founder is the account that signed the establishment up before anybody else, empty for one that a referent registered.
func (e *Employer) Founder() string {
	if !e.SignedUp() {
		return ""
	}
	return e.History[0].Actor
}

// FoundedBy tells whether the account signed the establishment up, before anybody else.
func (e *Employer) FoundedBy(userID string) bool { return userID != "" && e.Founder() == userID }

// LastReason is the reason for which it last came to a state, empty when none was given.
func (e *Employer) LastReason(state EmployerStatus) string {
	for i := len(e.History) - 1; i >= 0; i-- {
		if e.History[i].To == string(state) {
			return e.History[i].Reason
		}
	}
	return ""
}

// longestReason bounds a reason that others read, in characters.
const longestReason = 500

func (e *Employer) notOwn(actor Actor, _ string) error { return refuseSeat(actor, []SIRET{e.SIRET()}) }

func (e *Employer) reasonGiven(actor Actor, reason string) error {
	if err := e.notOwn(actor, reason); err != nil {
		return err
	}
	return readableReason(reason, "Dites pourquoi : les membres de l'établissement lisent cette phrase.")
}

// appliedAgain asks its members what changed; a referent may put it back on the pile without a word.
func (e *Employer) appliedAgain(actor Actor, reason string) error {
	if actor.Roles.Has(RoleReferent) {
		return e.notOwn(actor, reason)
	}
	if !actor.Sits(e.SIRET()) {
		return NotFound("Établissement")
	}
	return readableReason(reason, "Dites au référent ce qui a changé, ou répondez à sa raison.")
}

// readableReason refuses an empty reason, with what to say, and one that nobody would read.
func readableReason(reason, ask string) error {
	switch {
	case reason == "":
		return Invalid("reason", "%s", ask)
	case len([]rune(reason)) > longestReason:
		return Invalid("reason", "%d caractères au plus.", longestReason)
	}
	return nil
}
