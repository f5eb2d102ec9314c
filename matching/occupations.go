package matching

import (
	"slices"

	"eedk.fr/candidatheque/domain"
)

// occupation numbers a ROME code, of ROME 4 or of ROME 3, known to a pool.
type occupation = uint16

// occupationTable holds every code that a person or an offer ever named, with what it stands for.
type occupationTable struct {
	refs   Occupations
	number map[domain.ROME]occupation
	codes  []domain.ROME
	// kids are the ROME 4 codes that a ROME 3 code stands for; empty for a code that stands for itself.
	kids          [][]occupation
	sought, dated []feature // of kindSought and kindDated, by occupation
	// inDomain lists, by professional domain, the codes that stand for themselves.
	inDomain map[string][]occupation
	// implying lists the occupations whose card names a skill, by the skill's feature.
	implying map[feature][]occupation
}

func newOccupationTable(refs Occupations) occupationTable {
	return occupationTable{refs: refs, number: map[domain.ROME]occupation{}, inDomain: map[string][]occupation{}, implying: map[feature][]occupation{}}
}

// of numbers a code; the first time it reads what the code stands for and the skills on its card.
func (t *occupationTable) of(code domain.ROME, words *vocabulary) occupation {
	if n, ok := t.number[code]; ok {
		return n
	}
	n := occupation(len(t.codes))
	t.number[code] = n
	t.codes = append(t.codes, code)
	t.kids = append(t.kids, nil)
	t.sought = append(t.sought, words.of(kindSought, string(code)))
	t.dated = append(t.dated, words.of(kindDated, string(code)))
	for _, s := range t.refs.Skills(code) {
		f := words.of(kindSkill, skillByID+s.ID)
		t.implying[f] = append(t.implying[f], n)
	}
	if stands := t.refs.Expand(code); len(stands) > 1 || len(stands) == 1 && stands[0] != code {
		kids := make([]occupation, 0, len(stands))
		for _, kid := range stands {
			kids = append(kids, t.of(kid, words))
		}
		t.kids[n] = kids
		return n
	}
	t.inDomain[code.Domain()] = append(t.inDomain[code.Domain()], n)
	return n
}

// standsFor lists the ROME 4 codes behind a code: itself when nothing else is known.
func (t *occupationTable) standsFor(n occupation) []occupation {
	if kids := t.kids[n]; len(kids) > 0 {
		return kids
	}
	return []occupation{n}
}

// including lists the codes that stand for a ROME 4 code, itself among them.
func (t *occupationTable) including(n occupation) []domain.ROME {
	list := []domain.ROME{t.codes[n]}
	for m, kids := range t.kids {
		if slices.Contains(kids, n) {
			list = append(list, t.codes[m])
		}
	}
	return list
}

// domains lists the professional domains behind a code, without doubles.
func (t *occupationTable) domains(n occupation) []string {
	var list []string
	for _, o := range t.standsFor(n) {
		d := t.codes[o].Domain()
		if len(list) == 0 || list[len(list)-1] != d {
			list = append(list, d)
		}
	}
	return list
}
