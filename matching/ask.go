package matching

import (
	"math"
	"slices"

	"eedk.fr/candidatheque/domain"
)

// ask is a query made ready: what the offer asks, in the numbers of the index, and where the answer gathers.
type ask struct {
	pool  *Pool
	ix    *index
	refs  *References
	w     *weights
	q     Query
	offer *domain.Offer

	hire     domain.Date   // the day work begins; today when the offer does not say
	window   int           // days after hire that a person may still become free
	contract int           // number of the contract, -1 when not said
	targets  []domain.ROME // the ROME 4 codes that the offer's stands for
	// class is what each occupation is to the offer's; near are those of another number with a close or evolution link.
	class  []domain.Link
	near   []occupation
	wanted []wantedCertificate

	trainedSince, immersedSince domain.Date // from when a training, an immersion is recent

	stages     []stage
	alive      column // rows that no column stops
	same, kin  column // rows that may seek or have done the occupation itself, one linked to it
	sign       column // rows with a sign that a PMSMP may interest them
	listed     column // rows that accept the offer's commune whatever the distance; nil when nobody does
	interested column // rows with a confirmed interest in the occupation or the company
	busRuns    bool
	cosLat     float64
	needs      needs
	unseen     int32  // most points for all but the occupation, the distance and the availability
	onTime     string // the commonest sentence, worded once
	said       []saidOfSkills
	speaks     bool // the offer has words

	counts                             [gateCount]int
	eligibleCount, nearCount, farCount int
	entries, misses                    ranking
	scratch                            *scratch
}

// wantedCertificate is one asked on day one, with the held codes that answer for it.
type wantedCertificate struct {
	code    string
	answers []feature
}

// scratch is the memory of one query, kept for the next.
type scratch struct {
	turn    uint32 // number of the query: what was written in another turn is not read
	kms     []measured
	needs   []uint64  // by feature: the needs that holding it meets
	words   []float32 // by feature: idf of a word of the offer
	dirty   []feature // where needs and words were written
	implied []uint64  // by occupation: the needs that having done it implies
	spoken  []spoken
	class   []domain.Link
	columns []column
	used    int
	terms   []verdictOnTerms
}

// compile makes the query ready. The pool must be locked for reading until release.
func (p *Pool) compile(q Query) *ask {
	s, ok := p.scratch.Get().(*scratch)
	if !ok {
		s = new(scratch)
	}
	a := &ask{pool: p, ix: p.ix, refs: &p.refs, w: weightsOf(q.Weights), q: q, offer: q.Offer, scratch: s, contract: -1}
	s.begin(p.ix)
	a.dates()
	a.gradeOccupations()
	a.wantedCertificates()
	a.skillNeeds()
	a.offerWords()
	if a.offer.Place.Known() {
		a.listed = a.marked(a.ix.words.having(kindCommune, a.offer.Place.INSEE))
		a.busRuns = busServes(a.offer, a.refs.Buses)
		a.cosLat = math.Cos(a.offer.Place.Lat * math.Pi / 180)
	}
	a.interested = a.interestedRows()
	a.gates()
	a.unseen = hundredths(a.w.most() - a.w.Occupation.SoughtDone - a.w.Distance.Max - a.w.Availability.Max)
	a.entries.most, a.misses.most = q.Top, q.NearMisses
	return a
}

func (s *scratch) begin(ix *index) {
	s.turn++
	if s.turn == 0 { // after four thousand million queries: forget everything
		clear(s.kms)
		clear(s.terms)
		s.turn = 1
	}
	s.kms = grown(s.kms, len(ix.places))
	s.needs, s.words = grown(s.needs, len(ix.words.rows)), grown(s.words, len(ix.words.rows))
	s.implied, s.class = grown(s.implied, len(ix.occupations.codes)), grown(s.class, len(ix.occupations.codes))
	s.terms = grown(s.terms, len(ix.terms))
	clear(s.implied)
	s.used = 0
}

// release gives the memory back, wiped of what the next query must not find.
func (a *ask) release() {
	s := a.scratch
	for _, f := range s.dirty {
		s.needs[f], s.words[f] = 0, 0
	}
	s.dirty = s.dirty[:0]
	a.pool.scratch.Put(s)
}

// grown gives the slice room for n, keeping what it holds.
func grown[T any](s []T, n int) []T {
	if n <= len(s) {
		return s
	}
	return append(s, make([]T, n-len(s)+n/8)...)
}

// blank is a column of the size of the pool, without a bit.
func (a *ask) blank() column {
	s, size := a.scratch, len(a.ix.columns[colLive])
	if s.used == len(s.columns) {
		s.columns = append(s.columns, nil)
	}
	c := s.columns[s.used]
	if cap(c) < size {
		c = make(column, size+size/8)
	}
	c = c[:size]
	clear(c)
	s.columns[s.used] = c
	s.used++
	return c
}

// mark sets a row in a column, made if need be.
func (a *ask) mark(c column, row uint32) column {
	if c == nil {
		c = a.blank()
	}
	c.set(row)
	return c
}

// marked is a column with the rows set; nil when there is none.
func (a *ask) marked(rows posted) (c column) {
	for _, row := range rows {
		c = a.mark(c, row)
	}
	return c
}

func (a *ask) dates() {
	a.hire = a.offer.Start
	if !a.hire.Known() {
		a.hire = a.q.On
	}
	a.window = unknownWindow
	for i, k := range domain.ContractKinds() {
		if k.Code == a.offer.Contract {
			a.contract, a.window = i, a.offer.StartWindowDays()
		}
	}
	a.trainedSince, a.immersedSince = a.q.On.AddMonths(-trainedMonths), a.q.On.AddMonths(-immersedMonths)
}

// unknownWindow stands for the days of a contract that a draft does not name yet.
const unknownWindow = 30

// gradeOccupations grades every occupation of the pool against the offer's.
func (a *ask) gradeOccupations() {
	t := &a.ix.occupations
	a.class = a.scratch.class[:len(t.codes)]
	clear(a.class)
	if a.offer.ROME == "" {
		return
	}
	a.targets = a.refs.Occupations.Expand(a.offer.ROME)
	if len(a.targets) == 0 {
		a.targets = []domain.ROME{a.offer.ROME}
	}
	for _, target := range a.targets {
		a.gradeFor(target)
	}
	for n, kids := range t.kids {
		for _, kid := range kids {
			a.class[n] = max(a.class[n], a.class[kid])
		}
	}
	for n, link := range a.class {
		if link > domain.LinkDomain {
			a.near = append(a.near, occupation(n))
		}
	}
}

// gradeFor raises each occupation to its link with one target.
func (a *ask) gradeFor(target domain.ROME) {
	t := &a.ix.occupations
	for _, n := range t.inDomain[target.Domain()] {
		a.class[n] = max(a.class[n], domain.LinkDomain)
	}
	for _, l := range a.refs.Occupations.Links(target) {
		if n, ok := t.number[l.ROME]; ok && len(t.kids[n]) == 0 {
			a.class[n] = max(a.class[n], l.Link)
		}
	}
	if n, ok := t.number[target]; ok {
		a.class[n] = domain.LinkSame
	}
}

// wantedCertificates makes ready the certificates of day one.
func (a *ask) wantedCertificates() {
	for _, code := range a.refs.wantedCertificates(a.offer) {
		a.wanted = append(a.wanted, wantedCertificate{code, a.answering(code)})
	}
}

// wantedCertificates are those of day one, once each: the offer's, and the occupation's own cards (L612-20 CSI for a
// guard…).
func (r *References) wantedCertificates(o *domain.Offer) (codes []string) {
	add := func(code string) {
		if !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
	}
	for _, need := range o.Certificates {
		if need.Need == domain.DayOne {
			add(need.Code)
		}
	}
	for _, code := range r.Certificates.RequiredCards(o.ROME) {
		add(code)
	}
	return codes
}

// answering lists the codes held in the pool that answer for a wanted one: a certificate without a date, asked about on
// the first of days, is valid exactly when it does.
func (a *ask) answering(wanted string) (list []feature) {
	for _, h := range a.ix.heldCodes {
		ok, _ := a.refs.Certificates.Valid([]domain.HeldCertificate{{Code: h.code}}, wanted, 1)
		if ok {
			list = append(list, h.feature)
		}
	}
	return list
}
