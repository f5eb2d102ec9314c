package search

import (
	"slices"
	"sync"

	"eedk.fr/candidatheque/domain"
)

// table holds in memory the facts of everybody in the index, one row each: filters, facets and orders are answered from
// it, exactly, and Bleve only from the words. A row belongs to one key for the life of the table; who is taken out
// leaves an empty one behind.
type table struct {
	mu   sync.RWMutex
	at   map[string]int32
	rows []row

	jobs, certificates, communes symbols
	places                       []place
	placeAt                      map[place]int32
	// licences are the distinct sets held, as bits in the order of domain.Licences: few, and a row points to its own.
	licences   []uint32
	licencesAt map[uint32]int32
	// states is how many people there are by pool state, as the row's bits.
	states [1 << 8]int

	// rowsOf are the rows of the documents of each segment of the index, by its number: segments never change.
	segments sync.Mutex
	rowsOf   map[uint64][]int32
}

// row is a person's facts, codes as numbers. A row that is not live is nobody's, or of somebody not yet written.
type row struct {
	id           string
	updated      int64
	available    domain.Date
	place        int32 // -1 when not known
	jobs         []int32
	certificates []heldPaper
	licences     int32 // which of the table's sets
	contracts    domain.ContractSet
	domain       uint8 // bit in the order of domain.PoolDomains, 0 when not known
	pool         uint8 // bit in the order of domain.PoolStates
	slots        domain.Slots
	live         bool
}

// heldPaper is a paper with its code as a number.
type heldPaper struct {
	code        int32
	from, until domain.Date
	never       bool
}

// valid tells whether the paper counts on a day.
func (p heldPaper) valid(on domain.Date) bool {
	return !p.never && p.from <= on && (p.until == 0 || p.until >= on)
}

// place is the centre of a commune where somebody lives.
type place struct {
	insee    int32
	lat, lon float64
}

func newTable() *table {
	return &table{at: map[string]int32{}, jobs: newSymbols(), certificates: newSymbols(), communes: newSymbols(),
		placeAt: map[place]int32{}, licencesAt: map[uint32]int32{}, rowsOf: map[uint64][]int32{}}
}

// symbols numbers codes as they come.
type symbols struct {
	at    map[string]int32
	names []string
}

func newSymbols() symbols { return symbols{at: map[string]int32{}} }

func (s *symbols) number(code string) int32 {
	n, known := s.at[code]
	if !known {
		n = int32(len(s.names))
		s.at[code] = n
		s.names = append(s.names, code)
	}
	return n
}

// reserve gives a row to each key before its document is written, so that a search that meets the document knows whose
// it is.
func (t *table) reserve(ids []string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, id := range ids {
		t.rowOf(id)
	}
}

func (t *table) rowOf(id string) int32 {
	n, known := t.at[id]
	if !known {
		n = int32(len(t.rows))
		t.at[id] = n
		t.rows = append(t.rows, row{id: id})
	}
	return n
}

// put writes the facts of people.
func (t *table) put(ids []string, list []facts) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for i, id := range ids {
		t.set(t.rowOf(id), t.row(id, list[i]))
	}
}

// remove empties the rows of keys; one that is not there is no error.
func (t *table) remove(ids []string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, id := range ids {
		if n, known := t.at[id]; known {
			t.set(n, row{id: id})
		}
	}
}

// set replaces a row, and counts who may be proposed.
func (t *table) set(n int32, r row) {
	if old := &t.rows[n]; old.live {
		t.states[old.pool]--
	}
	if t.rows[n] = r; r.live {
		t.states[r.pool]++
	}
}

// possible counts who answers a filter on the pool alone; 0 asks for nothing.
func (t *table) possible(pool uint8) (n int) {
	for state, count := range t.states {
		if pool == 0 || uint8(state)&pool != 0 {
			n += count
		}
	}
	return n
}

func (t *table) row(id string, f facts) row {
	r := row{id: id, live: true, updated: f.Updated, available: f.Available, contracts: f.Contracts, slots: f.Slots,
		domain: bitOf(domain.PoolDomains(), f.Domain), pool: bitOf(domain.PoolStates(), f.Pool), place: t.placeOf(f)}
	for _, code := range f.Jobs {
		r.jobs = append(r.jobs, t.jobs.number(code))
	}
	r.licences = t.licenceSet(f.Licences)
	for _, p := range f.Certificates {
		r.certificates = append(r.certificates, heldPaper{t.certificates.number(p.Code), p.From, p.Until, p.Never})
	}
	return r
}

func (t *table) licenceSet(held []string) int32 {
	var set uint32
	for i, l := range domain.Licences() {
		if slices.Contains(held, string(l)) {
			set |= 1 << i
		}
	}
	n, known := t.licencesAt[set]
	if !known {
		n = int32(len(t.licences))
		t.licencesAt[set] = n
		t.licences = append(t.licences, set)
	}
	return n
}

func (t *table) placeOf(f facts) int32 {
	if f.INSEE == "" {
		return -1
	}
	p := place{t.communes.number(f.INSEE), f.Lat, f.Lon}
	n, known := t.placeAt[p]
	if !known {
		n = int32(len(t.places))
		t.placeAt[p] = n
		t.places = append(t.places, p)
	}
	return n
}

// bitOf is the bit of a value in a list of at most eight; 0 when it is not there.
func bitOf[S ~string](list []S, value S) uint8 {
	if i := slices.Index(list, value); i >= 0 {
		return 1 << i
	}
	return 0
}
