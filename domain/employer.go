package domain

import "time"

// EmployerStatus is where an establishment stands.
type EmployerStatus string

// The states of an establishment.
const (
	EmployerRegistered EmployerStatus = "registered"
	EmployerAwaiting   EmployerStatus = "awaiting"
	EmployerActive     EmployerStatus = "active"
	EmployerSuspended  EmployerStatus = "suspended"
)

var employerStatusFrench = map[EmployerStatus]string{
	EmployerRegistered: "inscrit", EmployerAwaiting: "en attente d'accord", EmployerActive: "actif", EmployerSuspended: "suspendu",
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

var employerMoves = moves[EmployerStatus, Employer]{
	{EmployerRegistered, EmployerAwaiting, RoleEmployer | RoleReferent | RoleSystem, nil},
	{EmployerAwaiting, EmployerActive, RoleReferent | RoleAdmin, (*Employer).notOwn},
	{EmployerActive, EmployerSuspended, RoleReferent | RoleAdmin, (*Employer).notOwn},
	{EmployerSuspended, EmployerActive, RoleReferent | RoleAdmin, (*Employer).notOwn},
}

// Move brings the establishment to another state; nobody approves their own.
func (e *Employer) Move(to EmployerStatus, actor Actor, at time.Time, reason string) error {
	if err := employerMoves.check(e, e.Status, to, actor, reason); err != nil {
		return err
	}
	from := e.Status
	e.Status = to
	e.trace(string(from), string(to), actor, at, reason)
	return nil
}

func (e *Employer) notOwn(actor Actor, _ string) error {
	return refuseSeat(actor, []SIRET{e.SIRET()})
}
