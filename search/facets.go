package search

import (
	"cmp"
	"slices"
	"strconv"

	"eedk.fr/candidatheque/domain"
)

// Values of a facet that has no end: what a page can show, and what a map can.
const (
	maxCodes    = 30
	maxCommunes = 400
)

// counting counts the values of each facet over the rows that answer all the others.
type counting struct {
	t *table
	f *filter

	jobs, certificates, places []int
	steps                      []float64 // distances in km, the query's own among them
	within                     []int     // by step
	bands                      []int
	contracts                  []int
	licences                   []int
	slots                      []int
	domains                    []int
	pool                       []int
	seen                       []int32 // certificates of one person already counted
}

func newCounting(t *table, f *filter) *counting {
	steps := distances(f)
	return &counting{t: t, f: f, jobs: make([]int, len(t.jobs.names)), certificates: make([]int, len(t.certificates.names)),
		places: make([]int, len(t.places)), steps: steps, within: make([]int, len(steps)), bands: make([]int, len(domain.Availabilities())),
		contracts: make([]int, len(domain.ContractKinds())), licences: make([]int, len(domain.Licences())), slots: make([]int, 8),
		domains: make([]int, len(domain.PoolDomains())), pool: make([]int, len(domain.PoolStates()))}
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
	if counts(bitCommune) && r.place >= 0 {
		c.places[r.place]++
	}
	if counts(bitDistance) && r.place >= 0 && c.f.near != nil {
		c.addDistance(r.place)
	}
	if counts(bitCertificate) {
		c.addPapers(r)
	}
	if counts(bitContract) {
		said := r.contracts
		if said == 0 {
			said = domain.AllContracts()
		}
		addBits(c.contracts, uint32(said))
	}
	if counts(bitAvailability) {
		addBits(c.bands, uint32(c.f.band(r)))
	}
	if counts(bitLicence) {
		addBits(c.licences, r.licences)
	}
	if counts(bitSlot) {
		addBits(c.slots, uint32(r.slots))
	}
	if counts(bitDomain) {
		addBits(c.domains, uint32(r.domain))
	}
	if counts(bitPool) {
		addBits(c.pool, uint32(r.pool))
	}
}

func addBits(counts []int, set uint32) {
	for i := range counts {
		counts[i] += int(set >> i & 1)
	}
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
		{Name: domain.FacetContract, Values: inOrder(contractCodes(), c.contracts, q.Contracts)},
		{Name: domain.FacetLicence, Values: inOrder(domain.Licences(), c.licences, q.Licences)},
		{Name: domain.FacetCertificate, Values: best(c.t.certificates.names, c.certificates, q.Certificates, maxCodes)},
		{Name: domain.FacetSlot, Values: inOrder(domain.AllSlots.Codes(), c.slots, q.Slots.Codes())},
		{Name: domain.FacetDomain, Values: inOrder(domain.PoolDomains(), c.domains, q.Domains)},
		{Name: domain.FacetPool, Values: inOrder(domain.PoolStates(), c.pool, q.Pool)},
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
	at := map[string]int{}
	var names []string
	var counts []int
	for n, p := range c.t.places {
		if c.places[n] == 0 {
			continue
		}
		i, known := at[p.insee]
		if !known {
			i = len(names)
			at[p.insee] = i
			names, counts = append(names, p.insee), append(counts, 0)
		}
		counts[i] += c.places[n]
	}
	return best(names, counts, chosen, maxCommunes)
}

// best keeps the values counted most, then those chosen.
func best(names []string, counts []int, chosen []string, limit int) (list []domain.FacetCount) {
	for n, name := range names {
		if counts[n] > 0 {
			list = append(list, domain.FacetCount{Value: name, Count: counts[n]})
		}
	}
	slices.SortFunc(list, func(a, b domain.FacetCount) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	short := list[:min(limit, len(list))]
	for _, value := range chosen {
		if slices.ContainsFunc(short, func(c domain.FacetCount) bool { return c.Value == value }) {
			continue
		}
		one := domain.FacetCount{Value: value}
		if i := slices.IndexFunc(list, func(c domain.FacetCount) bool { return c.Value == value }); i >= 0 {
			one = list[i]
		}
		short = append(slices.Clip(short), one)
	}
	return short
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
