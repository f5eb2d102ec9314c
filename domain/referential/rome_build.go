package referential

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"eedk.fr/candidatheque/domain"
)

// romeSet is what a source of ROME gives, before it is sorted and linked.
type romeSet struct {
	Version      string
	Occupations  []Occupation
	Appellations []Appellation
	Skills       []Skill
	Contexts     []Context
	Moves        []gradedMove
	SkillLinks   []itemLink
	ContextLinks []itemLink
}

// gradedMove is a move with its grade, evolution or close.
type gradedMove struct {
	From, To domain.ROME
	Link     Link
}

// itemLink hangs a skill or a context on an occupation.
type itemLink struct {
	Code domain.ROME
	ID   string
	Core bool
}

// build sorts a set and makes it searchable. Links towards unknown codes or items are dropped:
// the official files of different months do not always agree.
func (s *romeSet) build() *ROME {
	r := &ROME{version: s.Version, occupations: s.Occupations, contexts: s.Contexts, skills: s.Skills}
	slices.SortFunc(r.occupations, func(a, b Occupation) int { return strings.Compare(string(a.Code), string(b.Code)) })
	r.occupations = slices.CompactFunc(r.occupations, func(a, b Occupation) bool { return a.Code == b.Code })
	slices.SortFunc(r.contexts, func(a, b Context) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), strings.Compare(a.Label, b.Label), strings.Compare(a.Code, b.Code))
	})
	slices.SortFunc(r.skills, func(a, b Skill) int { return strings.Compare(a.ID, b.ID) })
	r.details = make([]details, len(r.occupations))
	r.skillAt = make(map[string]int32, len(r.skills))
	for i, skill := range r.skills {
		r.skillAt[skill.ID] = int32(i)
	}
	r.contextAt = make(map[string]int32, len(r.contexts))
	for i, context := range r.contexts {
		r.contextAt[context.Code] = int32(i)
	}
	r.bothNames = sync.OnceValue(func() map[string]string { return namesForAll(r.appellations) })
	r.skillNames = sync.OnceValue(func() map[string]int32 {
		names := make(map[string]int32, len(r.skills))
		for i, skill := range r.skills {
			names[fold(skill.Label)] = int32(i)
		}
		return names
	})
	r.gatherFamilies()
	r.hangMoves(s.Moves)
	r.hangItems(s)
	r.appellations = r.orderAppellations(s.Appellations)
	return r
}

func (r *ROME) gatherFamilies() {
	byParent := slices.Clone(r.occupations)
	slices.SortStableFunc(byParent, func(a, b Occupation) int { return strings.Compare(string(a.Parent), string(b.Parent)) })
	for _, o := range byParent {
		if n := len(r.children); n == 0 || r.children[n-1].parent != o.Parent {
			r.children = append(r.children, family{parent: o.Parent})
		}
		last := &r.children[len(r.children)-1]
		last.children = append(last.children, o.Code)
	}
}

// hangMoves files each move at both ends, by code; of two grades for one pair the better stays.
func (r *ROME) hangMoves(moves []gradedMove) {
	slices.SortFunc(moves, func(a, b gradedMove) int {
		return cmp.Or(strings.Compare(string(a.From), string(b.From)), strings.Compare(string(a.To), string(b.To)), cmp.Compare(b.Link, a.Link))
	})
	moves = slices.CompactFunc(moves, func(a, b gradedMove) bool { return a.From == b.From && a.To == b.To })
	for _, m := range moves {
		from, okFrom := r.at(m.From)
		to, okTo := r.at(m.To)
		if !okFrom || !okTo || from == to {
			continue
		}
		// moves come sorted by From then To, so both lists fill in order of code
		r.details[from].from = append(r.details[from].from, Linked{ROME: m.To, Link: m.Link})
		r.details[to].into = append(r.details[to].into, Linked{ROME: m.From, Link: m.Link})
	}
}

func (r *ROME) hangItems(s *romeSet) {
	for _, link := range s.SkillLinks {
		i, known := r.at(link.Code)
		if index, ok := r.skillAt[link.ID]; ok && known {
			r.details[i].skills = append(r.details[i].skills, skillRef{index, link.Core})
		}
	}
	for _, link := range s.ContextLinks {
		i, known := r.at(link.Code)
		if index, ok := r.contextAt[link.ID]; ok && known {
			r.details[i].contexts = append(r.details[i].contexts, index)
		}
	}
	for i := range r.details {
		slices.SortFunc(r.details[i].skills, func(a, b skillRef) int {
			if a.core != b.core {
				if a.core {
					return -1
				}
				return 1
			}
			return cmp.Compare(a.index, b.index)
		})
		slices.Sort(r.details[i].contexts)
	}
}

// orderAppellations puts the labels first, then official names, then everyday words, and drops exact repeats.
func (r *ROME) orderAppellations(given []Appellation) []Appellation {
	list := make([]Appellation, 0, len(r.occupations)+len(given))
	for _, o := range r.occupations {
		list = append(list, Appellation{Label: o.Label, Code: o.Code})
	}
	type key struct {
		label string
		code  domain.ROME
	}
	seen := make(map[key]struct{}, cap(list))
	for _, a := range list {
		seen[key{a.Label, a.Code}] = struct{}{}
	}
	for _, synonyms := range [...]bool{false, true} {
		for _, a := range given {
			if _, twice := seen[key{a.Label, a.Code}]; twice || a.Synonym != synonyms || a.Label == "" {
				continue
			}
			if _, known := r.at(a.Code); !known {
				continue
			}
			seen[key{a.Label, a.Code}] = struct{}{}
			list = append(list, a)
		}
	}
	return list
}
