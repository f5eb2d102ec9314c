package matching

import "eedk.fr/candidatheque/domain"

// blockRows is how many rows one word of a column speaks of. A block belongs to one cell.
const blockRows = 64

// column is one bit a row.
type column []uint64

func (c column) has(row uint32) bool { return c[row/blockRows]>>(row%blockRows)&1 == 1 }
func (c column) set(row uint32)      { c[row/blockRows] |= 1 << (row % blockRows) }
func (c column) clear(row uint32)    { c[row/blockRows] &^= 1 << (row % blockRows) }

// Where each fact has its column. One offer reads about ten of them.
const (
	colLive = iota
	colConsent
	colAccompanied
	colQuota // fewer open invitations than the most allowed
	colAdult
	colVehicle
	colDiscovery
	colContract // accepts, one column a kind
	colLegal    = colContract + 16
	colLicence  = colLegal + 16   // holds, or holds one that covers it
	colLevel    = colLicence + 16 // has at least, or nobody knows; 1 to 8
	colBroad    = colLevel + 9    // wishes to discover, and knows or seeks something of the broad domain A to N
	colFar      = colBroad + 14   // goes farther than each of farKm, or did not say how far
	columnCount = colFar + len(farKm)
)

// farKm are the radii beyond which people are told apart by a bit: of a distant cell only those who go that far matter.
var farKm = [...]uint16{5, 10, 15, 20, 30, 40, 60}

// facts lists the columns in which a person's bit is set.
func facts(s *Subject, licences []domain.Licence, broad uint16) []int {
	on := []int{colLive}
	add := func(col int, holds bool) {
		if holds {
			on = append(on, col)
		}
	}
	p := &s.Profile
	add(colConsent, s.Standing.Consent)
	add(colAccompanied, s.Standing.Accompanied)
	add(colQuota, s.Standing.OpenInvitations < domain.MaxOpenInvitations)
	add(colAdult, s.Standing.Legal.Adult)
	add(colVehicle, p.Means&domain.MeansMotor != 0)
	add(colDiscovery, p.Discovery)
	for i := range domain.ContractKinds() {
		// no contract named means "not said": the person is asked, not left out
		add(colContract+i, p.Contracts == 0 || p.Contracts>>i&1 == 1)
		add(colLegal+i, s.Standing.Legal.Contracts>>i&1 == 1)
	}
	for i, wanted := range licences {
		add(colLicence+i, holdsLicence(p.Licences, wanted))
	}
	for level := 1; level <= 8; level++ {
		add(colLevel+level, p.Level == 0 || diplomaLevel(p.Level, p.LevelObtained) >= level)
	}
	for letter := range 14 {
		add(colBroad+letter, p.Discovery && broad>>letter&1 == 1)
	}
	for i, km := range farKm {
		add(colFar+i, p.RadiusKm <= 0 || p.RadiusKm > int(km))
	}
	return on
}

func holdsLicence(list []domain.HeldLicence, wanted domain.Licence) bool {
	for _, h := range list {
		if !h.InProgress && h.Licence.Covers(wanted) {
			return true
		}
	}
	return false
}

// diplomaLevel is the level of the diploma behind a level reached: the one below when it was not obtained.
func diplomaLevel(level int, obtained domain.Tri) int {
	if obtained == domain.No {
		return level - 1
	}
	return level
}
