package referential

import (
	"slices"
	"strings"

	"eedk.fr/candidatheque/domain"
)

// Link grades the move of a person from the occupation they know or seek to the occupation offered.
// It has a direction: a maintenance fitter may go where an operator may not.
//
// How « close » and « evolution » are read: close is a ranked link person → offer and (same ROME 3 parent, or a move
// between the parents typed « proche »); evolution is one of ranked link, same parent alone. A typed move without a
// ranked link counts for nothing. This reading gives the grade of all 90,000 pairs of the development set.
//
// A code known only as a ROME 3 parent stands for its children: the best pair counts.
func (r *ROME) Link(from, to domain.ROME) Link {
	if from == to {
		return LinkSame
	}
	i, ok := r.at(to)
	if !ok {
		return r.bestLink(from, to, r.familyOf(to))
	}
	if _, ok := r.at(from); !ok {
		if kids := r.familyOf(from); len(kids) > 0 {
			return r.bestLinkFrom(kids, to)
		}
	}
	if n, ok := findLinked(r.details[i].into, from); ok {
		return r.details[i].into[n].Link
	}
	return domainLink(from, to)
}

func (r *ROME) bestLink(from, to domain.ROME, kids []domain.ROME) Link {
	best := domainLink(from, to)
	for _, kid := range kids {
		best = max(best, r.Link(from, kid))
	}
	return best
}

func (r *ROME) bestLinkFrom(kids []domain.ROME, to domain.ROME) Link {
	best := LinkNone
	for _, kid := range kids {
		best = max(best, r.Link(kid, to))
	}
	return best
}

func domainLink(from, to domain.ROME) Link {
	if from.Domain() == to.Domain() {
		return LinkDomain
	}
	return LinkNone
}

func findLinked(list []Linked, code domain.ROME) (int, bool) {
	return slices.BinarySearchFunc(list, code, compareLinked)
}

func compareLinked(l Linked, code domain.ROME) int {
	return strings.Compare(string(l.ROME), string(code))
}

// Links lists, by code, the occupations from which a person may come to code, each with its grade (evolution or close).
// Same and domain are left out: they are read off the codes. It is what matching precomputes for an offer's occupation.
// The slice must not be changed.
func (r *ROME) Links(code domain.ROME) []Linked {
	if i, ok := r.at(code); ok {
		return r.details[i].into
	}
	return nil
}

// LinksFrom lists, by code, where a person of this occupation may go. The slice must not be changed.
func (r *ROME) LinksFrom(code domain.ROME) []Linked {
	if i, ok := r.at(code); ok {
		return r.details[i].from
	}
	return nil
}
