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
		f.places = make([]bool, len(t.places))
		for n, p := range t.places {
			f.places[n] = slices.Contains(q.Communes, p.insee)
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
		a.same[n] = p.insee == centre.INSEE
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
func (f *filter) fails(r *row) (failed facetBit) {
	miss := func(bit facetBit, asked, answered bool) {
		if asked && !answered {
			failed |= bit
		}
	}
	miss(bitPool, f.pool != 0, r.pool&f.pool != 0)
	miss(bitOccupation, f.jobs != nil, anyOf(r.jobs, f.jobs))
	miss(bitCommune, f.places != nil, r.place >= 0 && f.places != nil && f.places[r.place])
	miss(bitDistance, f.near != nil, f.near != nil && f.near.within(r.place, f.km))
	// Unknown is not lacking: no date, no contract said answer whatever is asked.
	miss(bitHard, f.by.Known(), r.available <= f.by)
	miss(bitContract, f.contracts != 0, r.contracts == 0 || r.contracts&f.contracts != 0)
	miss(bitAvailability, f.bands != 0, f.band(r)&f.bands != 0)
	miss(bitLicence, f.licences != 0, r.licences&f.licences != 0)
	miss(bitCertificate, f.certificates != nil, f.hasPaper(r))
	miss(bitSlot, f.slots != 0, r.slots&f.slots != 0)
	miss(bitDomain, f.domains != 0, r.domain&f.domains != 0)
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

// bands are made once: they are asked for each row.
var bands = domain.Availabilities()

// band is the bit of a person's availability, in the order of domain.Availabilities.
func (f *filter) band(r *row) uint8 {
	return bitOf(bands, domain.AvailabilityOf(r.available, f.on))
}

func (f *filter) hasPaper(r *row) bool {
	for _, p := range r.certificates {
		if int(p.code) < len(f.certificates) && f.certificates[p.code] && (!f.validOnly || p.valid(f.on)) {
			return true
		}
	}
	return false
}

// possible counts who answers the filter on the pool alone.
func (t *table) possible(f *filter) (n int) {
	for i := range t.rows {
		if t.rows[i].live && (f.pool == 0 || t.rows[i].pool&f.pool != 0) {
			n++
		}
	}
	return n
}
