package matching

import (
	"math"

	"eedk.fr/candidatheque/domain"
)

// signRows marks people for whom a PMSMP in the occupation makes sense though nothing links them to it (matching.md §2):
// a third of the skills asked, a text that uses a rare word of the title, a wish to discover in the same broad domain, or
// a confirmed interest.
func (a *ask) signRows() column {
	sign := a.blank()
	if a.interested != nil {
		copy(sign, a.interested)
	}
	for _, target := range a.targets {
		if letter := int(target[0] - 'A'); letter < 14 {
			broad, discovery := a.ix.columns[colBroad+letter], a.ix.columns[colDiscovery]
			for b := range sign {
				sign[b] |= broad[b] & discovery[b]
			}
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
// i of the skills seen so far.
func (a *ask) skilledRows(sign column) {
	keys := a.needs.keys
	if len(keys) == 0 {
		return
	}
	enough := max(1, int(math.Ceil(a.w.SignSkills*float64(len(keys))-1e-9)))
	levels := make([]column, enough)
	for i := range levels {
		levels[i] = a.blank()
	}
	one := a.blank()
	for _, key := range keys {
		clear(one)
		for _, f := range key {
			for _, row := range a.ix.words.rows[f] {
				one.set(row)
			}
		}
		for b, w := range one {
			for i := enough - 1; i > 0 && w != 0; i-- {
				levels[i][b] |= levels[i-1][b] & w
			}
			levels[0][b] |= w
		}
	}
	for b, w := range levels[enough-1] {
		sign[b] |= w
	}
}

// eligible tells whether one of the publics of the clause is proved and the proof still serves on the day of hire.
// A clause that names no public accepts them all.
func (a *ask) eligible(r *rare) bool {
	if r == nil {
		return false
	}
	for _, c := range r.criteria {
		if a.accepts(c.Code) && c.Until() >= a.hire {
			return true
		}
	}
	return false
}

func (a *ask) accepts(code domain.CriterionCode) bool {
	publics := a.offer.Clause.Publics
	if len(publics) == 0 {
		return true
	}
	for _, p := range publics {
		if p == code {
			return true
		}
	}
	return false
}
