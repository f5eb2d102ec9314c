package matching

import (
	"math/bits"
)

// screen looks, in the cells within reach, at the people whom at most two gates stop: it counts the last gates, scores who
// is left, and keeps the near misses. Everybody farther is counted under distance.
func (a *ask) screen() {
	near := a.reachable()
	live := a.ix.columns[colLive]
	for b, mask := range near {
		a.counts[gateDistance] += bits.OnesCount64(a.alive[b] &^ mask)
		near[b] = mask & live[b]
	}
	if a.same != nil { // the best first: the lists fill up with them, and few others need weighing
		for b, rows := range near {
			if first := rows & a.same[b]; first != 0 {
				a.screenBlock(b, first)
				near[b] &^= first
			}
		}
	}
	for b, rows := range near {
		if rows != 0 {
			a.screenBlock(b, rows)
		}
	}
}

// screenBlock counts failures bit by bit: once, twice and more are sets of rows, so 64 people are counted together.
func (a *ask) screenBlock(b int, rows uint64) {
	var once, twice, more uint64
	for i := range a.stages {
		s := &a.stages[i]
		stop := s.stops(b)
		switch {
		case liftableGates>>s.gate&1 == 0:
			rows &^= stop
		case s.gate == gateOccupation:
			rows &^= stop &^ a.sign[b] // without a sign nobody proposes a PMSMP
		}
		more |= twice & stop
		twice |= once & stop
		once |= stop
	}
	for rows &^= more; rows != 0; rows &= rows - 1 {
		bit := uint32(bits.TrailingZeros64(rows))
		row := uint32(b)*blockRows + bit
		if a.tooFar(row, &a.ix.hot[row]) {
			a.counts[gateDistance] += int(a.alive[b] >> bit & 1)
			continue
		}
		if once>>bit&1 == 0 {
			a.screenAlive(row)
			continue
		}
		if f := a.early(row); f.count() <= 2 {
			a.consider(row, f|a.late(row, 2-f.count()))
		}
	}
}

// screenAlive takes a row that no column stops: it is counted here under what comes after.
func (a *ask) screenAlive(row uint32) {
	if !a.alive.has(row) { // a certificate out of date: already counted
		a.consider(row, 1<<gateCertificate|a.late(row, 1))
		return
	}
	f := a.late(row, gateCount)
	if f != 0 {
		a.counts[bits.TrailingZeros32(uint32(f))]++
	}
	a.consider(row, f)
}

// weigh takes a row whatever gates stop it: the plain way.
func (a *ask) weigh(row uint32) {
	f := a.failures(row)
	if f != 0 {
		a.counts[bits.TrailingZeros32(uint32(f))]++
	}
	a.consider(row, f)
}

// consider gives a row its place: on the list, among the near misses, or in their count.
func (a *ask) consider(row uint32, f failed) {
	switch f.count() {
	case 0:
		a.eligibleCount++
		a.entries.offer(a, row)
	case 1, 2:
		if !a.allLiftable(row, f) {
			return
		}
		if f.count() == 2 {
			a.farCount++
			return
		}
		a.nearCount++
		a.misses.offer(a, row)
	}
}

// allLiftable tells whether each of the gates could be lifted for this person.
func (a *ask) allLiftable(row uint32, f failed) bool {
	for g := f; g != 0; g &= g - 1 {
		if !a.liftable(row, bits.TrailingZeros32(uint32(g))) {
			return false
		}
	}
	return true
}

// liftable tells whether something can be done about the gate for this person (matching.md §2).
func (a *ask) liftable(row uint32, gate int) bool {
	switch gate {
	case gateAccompaniment:
		return a.ix.people[row].reenterUntil.Known() && a.ix.people[row].reenterUntil >= a.q.On
	case gateOccupation:
		return a.sign.has(row)
	case gateDistance:
		h := &a.ix.hot[row]
		return a.km(h) <= a.radius(h)+a.w.Distance.LiftKm
	}
	return liftableGates>>gate&1 == 1
}
