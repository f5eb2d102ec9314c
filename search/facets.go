package search

import (
	"cmp"
	"math/bits"
	"slices"
	"strconv"
	"strings"

	"eedk.fr/candidatheque/domain"
)

// Values of a facet that has no end: what a page can show, and what a map can.
const (
	maxCodes    = 30
	maxCommunes = 400
)

// counting counts the values of each facet over the rows that answer all the others. Sets are counted whole, and taken
// apart at the end: a person costs one addition a facet.
type counting struct {
	t *table
	f *filter

	jobs, certificates, places []int
	steps                      []float64 // distances in km, the query's own among them
	within                     []int     // by step
	bands                      []int
	contracts                  []int // by set of contracts
	licences                   []int // by set of licences of the table
	slots, domains, pool       [1 << 8]int
	seen                       []int32 // certificates of one person already counted
}

func newCounting(t *table, f *filter) *counting {
	steps := distances(f)
	return &counting{t: t, f: f, jobs: make([]int, len(t.jobs.names)), certificates: make([]int, len(t.certificates.names)),
		places: make([]int, len(t.places)), steps: steps, within: make([]int, len(steps)), bands: make([]int, len(domain.Availabilities())),
		contracts: make([]int, int(domain.AllContracts())+1), licences: make([]int, len(t.licences))}
}

// add counts a person who fails only these facets: for each facet, those who answer all the others count.
func (c *counting) add(r *row, failed facetBit) {
	if failed&(failed-1) != 0 || failed&bitHard != 0 {
		return
	}
	counts := func(bit facetBit) bool { return failed&^bit == 0 }
	if counts(bitOccupation) {
		for _, n := range r.jobs {
			c.jobs[n]++
		}
	}
	if r.place >= 0 {
		if counts(bitCommune) {
			c.places[r.place]++
		}
		if c.f.near != nil && counts(bitDistance) {
			c.addDistance(r.place)
		}
	}
	if len(r.certificates) > 0 && counts(bitCertificate) {
		c.addPapers(r)
	}
	if counts(bitContract) {
		c.contracts[r.contracts]++
	}
	if counts(bitAvailability) {
		c.bands[domain.AvailabilityBand(r.available, c.f.on)]++
	}
	if counts(bitLicence) {
		c.licences[r.licences]++
	}
	if counts(bitSlot) {
		c.slots[r.slots]++
	}
	if counts(bitDomain) {
		c.domains[r.domain]++
	}
	if counts(bitPool) {
		c.pool[r.pool]++
	}
}

// apart counts each value of sets: set gives the bits of the n-th.
func apart(counts []int, values int, set func(n int) uint32) []int {
	out := make([]int, values)
	for n, count := range counts {
		for rest := set(n); count > 0 && rest != 0; rest &= rest - 1 {
			if bit := bits.TrailingZeros32(rest); bit < values {
				out[bit] += count
			}
		}
	}
	return out
}

// itself is a set that is its own number.
func itself(n int) uint32 { return uint32(n) }

// contractsOf is a set of contracts; who named none answers every one.
func contractsOf(n int) uint32 {
	if n == 0 {
		return uint32(domain.AllContracts())
	}
	return uint32(n)
}

func (c *counting) addDistance(place int32) {
	for i, km := range c.steps {
		if c.f.near.within(place, km) {
			c.within[i]++
		}
	}
}

// distances are those offered, and the one that is asked.
func distances(f *filter) (steps []float64) {
	for _, km := range domain.FacetKm {
		steps = append(steps, float64(km))
	}
	if at, known := slices.BinarySearch(steps, f.km); !known && f.km > 0 {
		steps = slices.Insert(steps, at, f.km)
	}
	return steps
}

// addPapers counts each certificate of a person once, however many of theirs stand for it.
func (c *counting) addPapers(r *row) {
	c.seen = c.seen[:0]
	for _, p := range r.certificates {
		if c.f.validOnly && !p.valid(c.f.on) || slices.Contains(c.seen, p.code) {
			continue
		}
		c.seen = append(c.seen, p.code)
		c.certificates[p.code]++
	}
}

// facets words the counts. Values chosen in the query stay, counted or not, so that they can be taken back.
func (c *counting) facets(q domain.PeopleQuery) []domain.Facet {
	list := []domain.Facet{
		{Name: domain.FacetOccupation, Values: best(c.t.jobs.names, c.jobs, texts(q.ROMEs), maxCodes)},
		{Name: domain.FacetCommune, Values: c.communes(q.Communes)},
		{Name: domain.FacetAvailability, Values: inOrder(domain.Availabilities(), c.bands, q.Availability)},
		{Name: domain.FacetContract, Values: inOrder(contractCodes(), apart(c.contracts, len(domain.ContractKinds()), contractsOf), q.Contracts)},
		{Name: domain.FacetLicence, Values: inOrder(domain.Licences(), apart(c.licences, len(domain.Licences()), func(n int) uint32 { return c.t.licences[n] }), q.Licences)},
		{Name: domain.FacetCertificate, Values: best(c.t.certificates.names, c.certificates, q.Certificates, maxCodes)},
		{Name: domain.FacetSlot, Values: inOrder(domain.AllSlots.Codes(), apart(c.slots[:], len(domain.AllSlots.Codes()), itself), q.Slots.Codes())},
		{Name: domain.FacetDomain, Values: inOrder(domain.PoolDomains(), apart(c.domains[:], len(domain.PoolDomains()), itself), q.Domains)},
		{Name: domain.FacetPool, Values: inOrder(domain.PoolStates(), apart(c.pool[:], len(domain.PoolStates()), itself), q.Pool)},
	}
	if c.f.near == nil {
		return list
	}
	distance := domain.Facet{Name: domain.FacetDistance}
	for i, km := range c.steps {
		distance.Values = append(distance.Values, domain.FacetCount{Value: strconv.FormatFloat(km, 'f', -1, 64), Count: c.within[i]})
	}
	return slices.Insert(list, 1, distance)
}

// communes sums the centres of one commune, then keeps the most counted.
func (c *counting) communes(chosen []string) []domain.FacetCount {
	counts := make([]int, len(c.t.communes.names))
	for n, p := range c.t.places {
		counts[p.insee] += c.places[n]
	}
	return best(c.t.communes.names, counts, chosen, maxCommunes)
}

// best keeps the values counted most, then those chosen.
func best(names []string, counts []int, chosen []string, limit int) (list []domain.FacetCount) {
	order := func(a, b domain.FacetCount) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Value, b.Value))
	}
	for n, name := range names {
		one := domain.FacetCount{Value: name, Count: counts[n]}
		if one.Count == 0 || len(list) == limit && order(list[limit-1], one) < 0 {
			continue
		}
		if at, _ := slices.BinarySearchFunc(list, one, order); at < limit {
			list = slices.Insert(list[:min(len(list), limit-1)], at, one)
		}
	}
	for _, value := range chosen {
		if slices.ContainsFunc(list, func(c domain.FacetCount) bool { return c.Value == value }) {
			continue
		}
		one := domain.FacetCount{Value: value}
		if n := slices.Index(names, value); n >= 0 {
			one.Count = counts[n]
		}
		list = append(list, one)
	}
	return list
}

// inOrder keeps the values that somebody has, or that are chosen, in the order of their table.
func inOrder[S ~string](all []S, counts []int, chosen []S) (list []domain.FacetCount) {
	for i, value := range all {
		if counts[i] > 0 || slices.Contains(chosen, value) {
			list = append(list, domain.FacetCount{Value: string(value), Count: counts[i]})
		}
	}
	return list
}

func contractCodes() (codes []domain.Contract) {
	for _, k := range domain.ContractKinds() {
		codes = append(codes, k.Code)
	}
	return codes
}

func texts[S ~string](list []S) (out []string) {
	for _, s := range list {
		out = append(out, string(s))
	}
	return out
}
