package matching

import (
	"math"
)

// signRows marks people for whom a PMSMP in the occupation makes sense though nothing links them to it (matching.md §2):
// a third of the skills asked, a text that uses a rare word of the title, a wish to discover in the same broad domain, or
// a confirmed interest.
func (a *ask) signRows() column {
	sign := a.blank()
	if a.interested != nil {
		copy(sign, a.interested)
	}
	for i, target := range a.targets {
		letter := int(target[0] - 'A')
		if letter >= 14 || i > 0 && target[0] == a.targets[i-1][0] {
			continue
		}
		for b, w := range a.ix.columns[colBroad+letter] {
			sign[b] |= w
		}
	}
	for _, word := range a.pool.words.analyse(a.offer.Title) {
		if a.ix.idf.of(word) < a.ix.idf.rare {
			continue
		}
		for _, row := range a.ix.words.having(kindWord, word) {
			sign.set(row)
		}
	}
	a.skilledRows(sign)
	return sign
}

// skilledRows adds people who hold the share of the skills asked that makes a sign: levels[i] are those who hold more than
// i of the skills seen so far, and the last of the levels is the sign.
func (a *ask) skilledRows(sign column) {
	keys := a.needs.keys
	if len(keys) == 0 {
		return
	}
	levels := make([]column, max(1, int(math.Ceil(a.w.SignSkills*float64(len(keys))-1e-9))))
	last := len(levels) - 1
	for i := range last {
		levels[i] = a.blank()
	}
	levels[last] = sign
	counted := a.blank()
	for _, key := range keys {
		for _, f := range key {
			for _, row := range a.ix.words.rows[f] {
				if counted.has(row) {
					continue // under the skill's other name
				}
				counted.set(row)
				for i := last; i > 0; i-- {
					if levels[i-1].has(row) {
						levels[i].set(row)
					}
				}
				levels[0].set(row)
			}
		}
		for _, f := range key {
			for _, row := range a.ix.words.rows[f] {
				counted.clear(row)
			}
		}
	}
}

// eligible tells whether one of the publics of the clause is proved and the proof still serves on the day of hire.
// A clause that names no public accepts them all.
func (a *ask) eligible(r *rare) bool {
	if r == nil {
		return false
	}
	return a.offer.Clause.ProvedUntil(r.criteria, a.hire) > 0
}
