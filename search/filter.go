package search

import (
	"slices"

	"eedk.fr/candidatheque/domain"
)

// facetBit is one facet in a set of them.
type facetBit uint16

// The facets as bits; bitHard is what no facet lifts.
const (
	bitOccupation facetBit = 1 << iota
	bitDistance
	bitCommune
	bitAvailability
	bitContract
	bitLicence
	bitCertificate
	bitSlot
	bitDomain
	bitPool
	bitHard
)

// filter is a query turned into numbers of the table: it is made once and asked for each row.
type filter struct {
	on domain.Date

	jobs         []bool // by number of the occupation; nil asks for nothing, as below
	places       []bool
	near         *around
	km           float64
	by           domain.Date
	bands        uint8
	contracts    domain.ContractSet
	licences     uint32
	certificates []bool
	validOnly    bool
	slots        domain.Slots
	domains      uint8
	pool         uint8
}

// around is the distance in km of each place from a centre, and which are in its very commune.
type around struct {
	km   []float64
	same []bool
}

// filter prepares a query. The table is locked for reading.
func (x *Index) filter(q domain.PeopleQuery) *filter {
	t := x.table
	f := &filter{on: q.On, by: q.AvailableBy, slots: q.Slots, validOnly: q.ValidOnly, km: q.Km, pool: poolBits(q)}
	if len(q.ROMEs) > 0 {
		f.jobs = make([]bool, len(t.jobs.names))
		for _, code := range q.ROMEs {
			for _, one := range append(x.labels.expand(code), code) {
				if n, known := t.jobs.at[string(one)]; known {
					f.jobs[n] = true
				}
			}
		}
	}
	if len(q.Certificates) > 0 {
		f.certificates = make([]bool, len(t.certificates.names))
		for n, code := range t.certificates.names {
			f.certificates[n] = slices.ContainsFunc(q.Certificates, func(wanted string) bool { return answers(code, wanted) })
		}
	}
	if len(q.Communes) > 0 {
		f.places = make([]bool, len(t.places)+1) // never empty: asked of nobody, it finds nobody
		for n, p := range t.places {
			f.places[n] = slices.Contains(q.Communes, t.communes.names[p.insee])
		}
	}
	if q.Near.Known() {
		f.near = t.around(q.Near)
	}
	for _, c := range q.Contracts {
		if f.contracts |= c.Bit(); c.Bit() == 0 {
			f.contracts |= 1 << 15 // a contract that nobody names
		}
	}
	f.licences = licenceBits(q.Licences)
	f.bands, f.domains = bitsOf(domain.Availabilities(), q.Availability), bitsOf(domain.PoolDomains(), q.Domains)
	return f
}

// poolBits are the states asked for; 0 when any will do.
func poolBits(q domain.PeopleQuery) uint8 {
	switch {
	case len(q.Pool) > 0:
		return bitsOf(domain.PoolStates(), q.Pool)
	case q.Outside:
		return 0
	}
	return bitOf(domain.PoolStates(), domain.PoolIn)
}

// unknownBit stands for values that nobody has: asked for, they must find nobody, and not everybody.
const unknownBit = 1 << 7

// bitsOf are the values of a list of at most seven; 0 when none is asked for.
func bitsOf[S ~string](list, values []S) (set uint8) {
	for _, v := range values {
		if bit := bitOf(list, v); bit != 0 {
			set |= bit
			continue
		}
		set |= unknownBit
	}
	return set
}

func licenceBits(wanted []domain.Licence) (set uint32) {
	for _, w := range wanted {
		i := slices.Index(domain.Licences(), w)
		if i < 0 {
			i = 31 // a licence that nobody has
		}
		set |= 1 << i
	}
	return set
}

func (t *table) around(centre domain.Commune) *around {
	a := &around{km: make([]float64, len(t.places)), same: make([]bool, len(t.places))}
	for n, p := range t.places {
		a.km[n] = domain.Haversine(centre.Lat, centre.Lon, p.lat, p.lon)
		a.same[n] = t.communes.names[p.insee] == centre.INSEE
	}
	return a
}

// within tells whether a place is at most km away; 0 km is the very commune.
func (a *around) within(place int32, km float64) bool {
	if place < 0 {
		return false
	}
	if !(km > 0) {
		return a.same[place]
	}
	return a.km[place] <= km
}

// fails gives the facets of the query that a person does not answer.
func (f *filter) fails(t *table, r *row) (failed facetBit) {
	// Unknown is not lacking: no date, no contract said answer whatever is asked.
	switch {
	case f.by.Known() && r.available > f.by:
		return bitHard
	case f.pool != 0 && r.pool&f.pool == 0:
		failed |= bitPool
	}
	if f.jobs != nil && !anyOf(r.jobs, f.jobs) {
		failed |= bitOccupation
	}
	if f.contracts != 0 && r.contracts != 0 && r.contracts&f.contracts == 0 {
		failed |= bitContract
	}
	if f.bands != 0 && 1<<domain.AvailabilityBand(r.available, f.on)&f.bands == 0 {
		failed |= bitAvailability
	}
	if f.licences != 0 && t.licences[r.licences]&f.licences == 0 {
		failed |= bitLicence
	}
	if f.certificates != nil && !f.hasPaper(r) {
		failed |= bitCertificate
	}
	if f.slots != 0 && r.slots&f.slots == 0 {
		failed |= bitSlot
	}
	if f.domains != 0 && r.domain&f.domains == 0 {
		failed |= bitDomain
	}
	return failed | f.misplaced(r.place)
}

// misplaced gives the facets of place that a place does not answer; -1 answers none.
func (f *filter) misplaced(place int32) (failed facetBit) {
	if len(f.places) > 0 && (place < 0 || !f.places[place]) {
		failed |= bitCommune
	}
	if f.near != nil && !f.near.within(place, f.km) {
		failed |= bitDistance
	}
	return failed
}

func anyOf(have []int32, wanted []bool) bool {
	for _, n := range have {
		if int(n) < len(wanted) && wanted[n] {
			return true
		}
	}
	return false
}

func (f *filter) hasPaper(r *row) bool {
	for _, p := range r.certificates {
		if int(p.code) < len(f.certificates) && f.certificates[p.code] && (!f.validOnly || p.valid(f.on)) {
			return true
		}
	}
	return false
}
