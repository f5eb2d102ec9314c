package matching

import "eedk.fr/candidatheque/domain"

// Query asks for the people who fit an offer.
type Query struct {
	Offer *domain.Offer
	// On is the day of matching: how old a training is, whether a person may be re-entered, who was proposed lately.
	On domain.Date
	// Top and NearMisses are how many of each to give, at most. 0 gives none; counts are always whole.
	Top, NearMisses int
	// Seed orders equal scores, with the offer and the person: the same seed gives the same order.
	Seed uint64
	// Weights is a version of the weights, to replay an old shortlist; empty or unknown means today's (see HasWeights).
	Weights string
}

// Result is the whole answer. Pool = Eligible + the sum of Excluded.
type Result struct {
	// Weights and IDF are the versions used, to be stored with the shortlist, like the query's Seed and On.
	Weights, IDF string

	Pool, Eligible int
	// Excluded counts people by the first gate they fail, in the order of the gates; gates that stop nobody are left out.
	Excluded []domain.GateCount
	Entries  []Scored
	// NearMisses are the best of those one lift away, NearCount how many there are; FarMisses counts those two lifts away.
	NearMisses []domain.NearMiss
	NearCount  int
	FarMisses  int
}

// Scored is one person on the list: Score, 0 to 100, is the sum of the reasons' points, to the hundredth.
type Scored struct {
	Profile string
	Rank    int
	Score   float64
	Reasons []domain.Reason
}

// Verdict is what an offer says of one person.
type Verdict struct {
	// Gate is the first gate failed; empty when the person is eligible.
	Gate domain.Gate
	// Gates are all those that stop the person, in their order.
	Gates []domain.Gate
	// Score and Reasons are computed as if every gate were open.
	Score   float64
	Reasons []domain.Reason
	// NearMiss is set when exactly one gate stops the person and it may be lifted.
	NearMiss *domain.NearMiss
}

// Shortlist gives the best people for the offer, with reasons, the near misses and the exact counts.
func (p *Pool) Shortlist(q Query) Result {
	p.mu.RLock()
	defer p.mu.RUnlock()
	a := p.compile(q)
	defer a.release()
	a.sweep()
	a.screen()
	return a.result()
}

// Scan gives the same answer as Shortlist by looking at every row in turn: the limit that the bench measures, and the
// check that verify and the tests make.
func (p *Pool) Scan(q Query) Result {
	p.mu.RLock()
	defer p.mu.RUnlock()
	a := p.compile(q)
	defer a.release()
	for row := range a.ix.rows() {
		a.weigh(row)
	}
	return a.result()
}

// Count tells how many people are eligible.
func (p *Pool) Count(q Query) int {
	q.Top, q.NearMisses = 0, 0
	return p.Shortlist(q).Eligible
}

// Verdict tells how the offer sees one person; ok is false when they are not in the pool.
func (p *Pool) Verdict(q Query, id string) (v Verdict, ok bool) {
	p.mu.RLock()
	defer p.mu.RUnlock()
	row, ok := p.ix.byID[id]
	if !ok {
		return Verdict{}, false
	}
	a := p.compile(q)
	defer a.release()
	f := a.failures(row)
	v.Gate, v.Gates = f.first(), f.gates()
	s := a.score(row)
	v.Score, v.Reasons = s.value(), a.reasons(row, &s)
	if g, one := f.only(); one && a.liftable(row, g) {
		miss := a.nearMiss(row, g, &s)
		v.NearMiss = &miss
	}
	return v, true
}

// ExcludedBy lists the people whom the gate is the first to stop, by key, at most limit of them.
func (p *Pool) ExcludedBy(q Query, gate domain.Gate, limit int) []string {
	return p.list(q, limit, func(_ *ask, _ uint32, f failed) bool { return f.first() == gate })
}

// TwoLiftsAway lists the people whom exactly two gates stop, both liftable, by key, at most limit of them.
func (p *Pool) TwoLiftsAway(q Query, limit int) []string {
	return p.list(q, limit, func(a *ask, row uint32, f failed) bool { return f.count() == 2 && a.allLiftable(row, f) })
}
