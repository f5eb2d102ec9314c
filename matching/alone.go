package matching

import "eedk.fr/candidatheque/domain"

// Alone is a pool that holds one person only, read against the same tables: it tells what each of many offers says of
// them, at the price of one row instead of everybody's columns.
//
// An offer and a person meet in the same way in both pools (a law of the tests): nothing of a verdict depends on who else
// is there.
func (p *Pool) Alone(s Subject) *Pool {
	one := &Pool{refs: p.refs, idf: p.idf, words: p.words, ix: newIndex(p.refs, p.idf)}
	one.Replace([]Subject{s})
	return one
}

// gates lists the gates of the set, in their order.
func (f failed) gates() (list []domain.Gate) {
	for g, name := range gateNames {
		if f>>g&1 == 1 {
			list = append(list, name)
		}
	}
	return list
}
