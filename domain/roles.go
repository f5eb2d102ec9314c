package domain

import (
	"slices"
	"strings"
)

// Role is a set of roles, one bit each: a staff user may hold several.
type Role uint16

// The roles. RoleSystem is the platform's own clock (expiry, reminders): it decides nothing about a person.
// RoleStranger is somebody without a session; RoleLink the holder of a signed link.
const (
	RoleEmployer Role = 1 << iota
	RoleReferent
	RoleAdviser
	RoleFacilitator
	RoleAdmin
	RoleSystem
	RoleStranger
	RoleLink

	RoleStaff = RoleReferent | RoleAdviser | RoleFacilitator | RoleAdmin
	RoleUser  = RoleEmployer | RoleStaff
)

var roleNames = []struct {
	role   Role
	code   string
	french string
}{
	{RoleEmployer, "employer", "employeur"},
	{RoleReferent, "referent", "référent"},
	{RoleAdviser, "adviser", "conseiller"},
	{RoleFacilitator, "facilitator", "facilitateur"},
	{RoleAdmin, "admin", "administrateur"},
	{RoleSystem, "system", "plateforme"},
	{RoleStranger, "stranger", "visiteur"},
	{RoleLink, "link", "porteur d'un lien"},
}

// ParseRole reads one role of the contract: employer, referent, adviser, facilitator, admin.
func ParseRole(s string) (Role, error) {
	for _, n := range roleNames {
		if n.code == s && n.role&RoleUser != 0 {
			return n.role, nil
		}
	}
	return 0, Invalid("role", "Rôle « %s » inconnu : employer, referent, adviser, facilitator ou admin.", clip(s))
}

// Has tells whether the set holds any of the given roles.
func (r Role) Has(any Role) bool { return r&any != 0 }

// Codes lists the roles of the set, as the contract names them.
func (r Role) Codes() (codes []string) {
	for _, n := range roleNames {
		if r&n.role != 0 {
			codes = append(codes, n.code)
		}
	}
	return codes
}

func (r Role) String() string { return strings.Join(r.Codes(), ", ") }

// French names the roles for people.
func (r Role) French() string {
	var names []string
	for _, n := range roleNames {
		if r&n.role != 0 {
			names = append(names, n.french)
		}
	}
	return strings.Join(names, ", ")
}

// Actor is who does something: a user in a role set, with the establishments they belong to.
// Email is the account's: a path adviser follows the people whose file bears it.
// OnBehalf and Channel say for whom and by which way when somebody acts for somebody else: both stay in the trace.
type Actor struct {
	ID     string
	Name   string
	Email  string
	Roles  Role
	SIRETs []SIRET
	// Unvouched are those of SIRETs that signed themselves up, or were closed, and have no referent's accord today.
	Unvouched []SIRET
	OnBehalf  string
	Channel   string
}

// System is the platform acting by itself, on delays only.
func System() Actor { return Actor{ID: "system", Name: "la plateforme", Roles: RoleSystem} }

// Sits tells whether the actor belongs to the establishment.
func (a Actor) Sits(s SIRET) bool { return slices.Contains(a.SIRETs, s) }

// Vouched tells whether the actor belongs to the establishment, and a referent vouches for it: what others wrote without
// meaning it for that establishment, or who they are, is for such a member only.
func (a Actor) Vouched(s SIRET) bool { return a.Sits(s) && !slices.Contains(a.Unvouched, s) }
