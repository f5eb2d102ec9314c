package matching

import (
	"math/bits"

	"eedk.fr/candidatheque/domain"
)

// The gates by number, in their order: that of domain.Gates.
const (
	gateConsent = iota
	gateAccompaniment
	gateBusy
	gateAsked
	gateQuota
	gateRefused
	gateOccupation
	gateLegal
	gateContract
	gateLicence
	gateCertificate
	gateLevel
	gateDistance
	gateAvailability
	gateSchedule
	gateContext
	gateEligibility
	gateCount
)

// gateNames gives the domain's code of each gate.
var gateNames = domain.Gates()

// failed is the set of gates that stop a person, the first gate in the lowest bit.
type failed uint32

// liftableGates may be lifted, some under a condition (see liftable). The others are law, accord, or what nobody can lift.
const liftableGates failed = 1<<gateAccompaniment | 1<<gateRefused | 1<<gateOccupation | 1<<gateContract | 1<<gateCertificate |
	1<<gateDistance | 1<<gateAvailability | 1<<gateSchedule | 1<<gateContext | 1<<gateEligibility

func (f failed) count() int { return bits.OnesCount32(uint32(f)) }

// first is the gate under which the person is counted; empty when none stops them.
func (f failed) first() domain.Gate {
	if f == 0 {
		return ""
	}
	return gateNames[bits.TrailingZeros32(uint32(f))]
}

// only is the gate that alone stops the person.
func (f failed) only() (gate int, one bool) {
	return bits.TrailingZeros32(uint32(f)), f.count() == 1
}

// stage is a gate that columns of bits decide: a row passes when its bit is set in every column of pass, and not in fail.
type stage struct {
	gate int
	pass []column
	fail column
}

// stops has a bit for each row of the block that the gate stops.
func (s *stage) stops(block int) uint64 {
	var stop uint64
	for _, c := range s.pass {
		stop |= ^c[block]
	}
	if s.fail != nil {
		stop |= s.fail[block]
	}
	return stop
}

// gates prepares the stages of the offer, in order. What it does not ask makes no stage.
func (a *ask) gates() {
	col := &a.ix.columns
	o := a.offer
	a.passing(gateConsent, col[colConsent])
	a.passing(gateAccompaniment, col[colAccompanied])
	a.stopping(gateBusy, a.busyRows())
	a.stopping(gateAsked, a.marked(a.ix.words.having(kindAsked, o.ID)))
	a.passing(gateQuota, col[colQuota])
	a.stopping(gateRefused, a.refusedRows())
	if o.ROME != "" {
		a.passing(gateOccupation, a.linkedRows())
		a.sign = a.signRows()
	}
	if a.contract >= 0 {
		legal := []column{col[colLegal+a.contract]}
		if nightWork(o) {
			legal = append(legal, col[colAdult])
		}
		a.passing(gateLegal, legal...)
		a.passing(gateContract, col[colContract+a.contract])
	}
	a.passing(gateLicence, a.licenceColumns()...)
	a.passing(gateCertificate, a.holderRows()...)
	if o.LevelRequired && o.Level >= 1 && o.Level <= 8 {
		a.passing(gateLevel, col[colLevel+o.Level])
	}
}

func (a *ask) passing(gate int, pass ...column) {
	if len(pass) > 0 {
		a.stages = append(a.stages, stage{gate: gate, pass: pass})
	}
}

func (a *ask) stopping(gate int, fail column) {
	if fail != nil {
		a.stages = append(a.stages, stage{gate: gate, fail: fail})
	}
}

// licenceColumns are the licences asked on day one, and the vehicle when the work needs one's own: a licence is not a car.
func (a *ask) licenceColumns() (pass []column) {
	for _, need := range a.offer.Licences {
		if need.Need != domain.DayOne {
			continue
		}
		for i, l := range a.ix.licences {
			if l == need.Licence {
				pass = append(pass, a.ix.columns[colLicence+i])
			}
		}
	}
	if a.offer.VehicleRequired {
		pass = append(pass, a.ix.columns[colVehicle])
	}
	return pass
}

// busyRows marks people whose work or placement already held collides with the offer's hours; nil when there is none.
func (a *ask) busyRows() column {
	var busy column
	for i := range a.ix.engagements {
		e := &a.ix.engagements[i]
		rows := a.ix.words.rows[e.feature]
		if len(rows) == 0 || !a.collides(e.held) {
			continue
		}
		if busy == nil {
			busy = a.blank()
		}
		for _, row := range rows {
			busy.set(row)
		}
	}
	return busy
}

// refusedRows marks people who refused every occupation that the offer's code stands for; nil when there is none.
func (a *ask) refusedRows() (all column) {
	for i, target := range a.targets {
		n, ok := a.ix.occupations.number[target]
		if !ok {
			return nil // nobody ever named it
		}
		var one column
		for _, named := range a.ix.occupations.including(n) {
			for _, row := range a.ix.words.having(kindRefused, string(named)) {
				if i == 0 || all.has(row) {
					one = a.mark(one, row)
				}
			}
		}
		if all = one; all == nil {
			return nil
		}
	}
	return all
}

// linkedRows marks people with any link from what they seek or did to the occupation offered. On the way it notes who may
// have it as their own occupation, and who may have a close one: nobody else reaches the best scores.
func (a *ask) linkedRows() column {
	linked := a.blank()
	words := &a.ix.words
	for _, target := range a.targets {
		for _, row := range words.having(kindDomain, target.Domain()) {
			linked.set(row)
		}
	}
	a.kin, a.same = a.blank(), a.blank()
	for _, n := range a.near {
		mark := a.kin
		if a.class[n] == domain.LinkSame {
			mark = a.same
		}
		for _, row := range words.rows[a.ix.occupations.sought[n]] {
			linked.set(row)
			mark.set(row)
		}
		for _, row := range words.rows[a.ix.occupations.dated[n]] {
			mark.set(row) // at most: dates are looked at below
			if !linked.has(row) && a.bestLink(&a.ix.people[row]) > domain.LinkNone {
				linked.set(row)
			}
		}
	}
	return linked
}

// holderRows marks, for each certificate asked on day one, people who hold one that answers for it, valid or not.
// Dates are looked at row by row, for those who are left.
func (a *ask) holderRows() (pass []column) {
	for _, wanted := range a.wanted {
		holders := a.blank()
		for _, f := range wanted.answers {
			for _, row := range a.ix.words.rows[f] {
				holders.set(row)
			}
		}
		pass = append(pass, holders)
	}
	return pass
}

// certified tells whether the person holds every certificate asked on day one, valid on the day of hire.
func (a *ask) certified(p *person) bool {
	for i := range a.wanted {
		if !a.valid(p, &a.wanted[i]) {
			return false
		}
	}
	return true
}

func (a *ask) valid(p *person, wanted *wantedCertificate) bool {
	for _, h := range p.held {
		if h.from > a.hire || h.until < a.hire {
			continue
		}
		for _, f := range wanted.answers {
			if h.code == f {
				return true
			}
		}
	}
	return false
}

// sweep settles the gates before distance for the whole pool, 64 people at a time, and counts each under the first that
// stops them.
func (a *ask) sweep() {
	a.alive = a.blank()
	copy(a.alive, a.ix.columns[colLive])
	for i := range a.stages {
		s := &a.stages[i]
		stopped := 0
		for _, pass := range s.pass {
			stopped += keep(a.alive, pass)
		}
		if s.fail != nil {
			stopped += drop(a.alive, s.fail)
		}
		if s.gate == gateCertificate {
			stopped += a.dropExpired()
		}
		a.counts[s.gate] += stopped
	}
}

// keep leaves in alive what passes, and tells how many it took out.
func keep(alive, pass column) (stopped int) {
	pass = pass[:len(alive)]
	for b, w := range alive {
		stopped += bits.OnesCount64(w &^ pass[b])
		alive[b] = w & pass[b]
	}
	return stopped
}

// drop takes out of alive what fails, and tells how many.
func drop(alive, fail column) (stopped int) {
	fail = fail[:len(alive)]
	for b, w := range alive {
		stopped += bits.OnesCount64(w & fail[b])
		alive[b] = w &^ fail[b]
	}
	return stopped
}

func (a *ask) dropExpired() (stopped int) {
	for b, w := range a.alive {
		for ; w != 0; w &= w - 1 {
			row := uint32(b*blockRows + bits.TrailingZeros64(w))
			if !a.certified(&a.ix.people[row]) {
				a.alive.clear(row)
				stopped++
			}
		}
	}
	return stopped
}

// failures is every gate that stops a row.
func (a *ask) failures(row uint32) failed { return a.early(row) | a.late(row, gateCount) }

// early is the part of failures that columns decide, with the dates of certificates.
func (a *ask) early(row uint32) (f failed) {
	bit := row % blockRows
	for i := range a.stages {
		f |= failed(a.stages[i].stops(int(row/blockRows))>>bit&1) << a.stages[i].gate
	}
	if len(a.wanted) > 0 && f>>gateCertificate&1 == 0 && !a.certified(&a.ix.people[row]) {
		f |= 1 << gateCertificate
	}
	return f
}

// late is the part of failures from distance on. It may stop once there are more than most: the cheap ones come first.
func (a *ask) late(row uint32, most int) (f failed) {
	h := &a.ix.hot[row]
	if h.available.Known() && a.lateness(h) > a.window {
		f |= 1 << gateAvailability
	}
	if h.terms != 0 {
		f |= a.onTerms(h.terms).failed
	}
	if f.count() > most {
		return f
	}
	if !a.reaches(row, h) {
		f |= 1 << gateDistance
	}
	if a.offer.Clause != nil && !a.eligible(a.ix.people[row].rare) {
		f |= 1 << gateEligibility
	}
	return f
}
