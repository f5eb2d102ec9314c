package matching

import (
	"math/bits"
	"slices"
	"strings"

	"eedk.fr/candidatheque/domain"
)

// ranking keeps the best rows, at most `most` of them: a heap with the worst on top.
type ranking struct {
	most int
	heap []ranked
}

// ranked is a row with all that orders it: never a name, never the order of import.
type ranked struct {
	row    uint32
	score  int32
	rested bool // not proposed lately: first among equals
	hash   uint64
}

// before tells who comes first: the higher score, then who was not proposed for 30 days, then the seeded hash.
func (a *ask) before(x, y ranked) bool {
	switch {
	case x.score != y.score:
		return x.score > y.score
	case x.rested != y.rested:
		return x.rested
	case x.hash != y.hash:
		return x.hash < y.hash
	}
	return a.ix.people[x.row].id < a.ix.people[y.row].id
}

// offer weighs the row and keeps it if it is among the best so far. Once the list is full, most people are left without
// being weighed: the best they could reach with their occupation is not enough.
func (r *ranking) offer(a *ask, row uint32) {
	if r.most <= 0 {
		return
	}
	full := len(r.heap) == r.most
	if full && !a.mayReach(row, r.heap[0].score) {
		return
	}
	marks := a.score(row)
	x := ranked{row: row, score: marks.total()}
	if full && x.score < r.heap[0].score {
		return
	}
	p := &a.ix.people[row]
	x.rested = !p.lastProposed.Known() || int(a.q.On)-int(p.lastProposed) >= a.w.RestDays
	x.hash = tie(a.q.Seed, a.offer.ID, p.id)
	switch {
	case !full:
		r.heap = append(r.heap, x)
		r.up(a, len(r.heap)-1)
	case a.before(x, r.heap[0]):
		r.heap[0] = x
		r.down(a)
	}
}

// mayReach tells whether the row might score that much: with its own distance and availability, the most that its links
// allow for the occupation, and all the points of the rest. It reads bits and the hot columns, not the person.
func (a *ask) mayReach(row uint32, score int32) bool {
	w, h := &a.w.Occupation, &a.ix.hot[row]
	best := w.Domain
	switch {
	case a.same == nil || a.same.has(row):
		best = w.SoughtDone
	case a.kin.has(row):
		best = max(w.Close, w.Evolution, w.Domain)
	}
	return a.unseen+hundredths(best)+a.distance(h).points+a.availability(h).points >= score
}

func (r *ranking) up(a *ask, i int) {
	for i > 0 {
		parent := (i - 1) / 2
		if !a.before(r.heap[parent], r.heap[i]) {
			return
		}
		r.heap[parent], r.heap[i] = r.heap[i], r.heap[parent]
		i = parent
	}
}

func (r *ranking) down(a *ask) {
	for i := 0; ; {
		worst := i
		for _, child := range [2]int{2*i + 1, 2*i + 2} {
			if child < len(r.heap) && a.before(r.heap[worst], r.heap[child]) {
				worst = child
			}
		}
		if worst == i {
			return
		}
		r.heap[i], r.heap[worst] = r.heap[worst], r.heap[i]
		i = worst
	}
}

// sorted gives the rows, the best first.
func (r *ranking) sorted(a *ask) []ranked {
	slices.SortFunc(r.heap, func(x, y ranked) int {
		if a.before(x, y) {
			return -1
		}
		return 1
	})
	return r.heap
}

// tie is the seeded hash of an offer and a person (FNV-1a, then mixed). It must never change: stored shortlists replay by it.
func tie(seed uint64, offer, person string) uint64 {
	const prime = 1099511628211
	h := uint64(14695981039346656037) ^ seed
	for i := range len(offer) {
		h = (h ^ uint64(offer[i])) * prime
	}
	h = (h ^ '/') * prime
	for i := range len(person) {
		h = (h ^ uint64(person[i])) * prime
	}
	h ^= h >> 32
	h *= 0x9e3779b97f4a7c15
	return bits.RotateLeft64(h, 29) ^ h
}

// result words the answer.
func (a *ask) result() Result {
	r := Result{Weights: a.w.Version, IDF: a.pool.idf.version, Pool: len(a.ix.byID),
		Eligible: a.eligibleCount, NearCount: a.nearCount, FarMisses: a.farCount}
	for g, n := range a.counts {
		if n > 0 {
			r.Excluded = append(r.Excluded, domain.GateCount{Gate: gateNames[g], Count: n})
		}
	}
	r.Entries = slices.Grow(r.Entries, len(a.entries.heap))
	for i, x := range a.entries.sorted(a) {
		m := a.score(x.row)
		r.Entries = append(r.Entries, Scored{Profile: a.ix.people[x.row].id, Rank: i + 1, Score: m.value(), Reasons: a.reasons(x.row, &m)})
	}
	r.NearMisses = slices.Grow(r.NearMisses, len(a.misses.heap))
	for _, x := range a.misses.sorted(a) {
		m := a.score(x.row)
		gate, _ := a.failures(x.row).only()
		r.NearMisses = append(r.NearMisses, a.nearMiss(x.row, gate, &m))
	}
	return r
}

// list walks every row and gives the keys of those chosen, in the order of keys.
func (p *Pool) list(q Query, limit int, chosen func(*ask, uint32, failed) bool) []string {
	p.mu.RLock()
	defer p.mu.RUnlock()
	a := p.compile(q)
	defer a.release()
	var ids []string
	for row := range a.ix.rows() {
		if chosen(a, row, a.failures(row)) {
			ids = append(ids, a.ix.people[row].id)
		}
	}
	slices.SortFunc(ids, strings.Compare)
	return ids[:max(0, min(limit, len(ids)))]
}
