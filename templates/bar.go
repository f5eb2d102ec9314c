package templates

import (
	"cmp"
	"slices"
	"strings"

	"eedk.fr/candidatheque/domain"
)

// Bar is a score drawn as eight named segments: each criterion has its own place, as wide as its maximum, filled by its
// points. The same criterion stands at the same place and in the same colour for everybody.
type Bar struct {
	Segments []Segment
	// Label is the whole bar in words.
	Label string
}

// Segment is one criterion: X, Width and Fill are percentages of the whole bar.
type Segment struct {
	Criterion      domain.CriterionName
	X, Width, Fill float64
	Points, Max    float64
}

// gap separates two segments, in percents of the bar.
const gap = 0.5

// barOf draws reasons in the order of domain.Parts, whatever theirs.
func barOf(reasons []domain.Reason) Bar {
	total := 0.0
	for _, r := range reasons {
		total += r.Max
	}
	if total <= 0 {
		return Bar{}
	}
	var bar Bar
	var said []string
	x := 0.0
	for _, part := range domain.Parts() {
		for _, r := range reasons {
			if r.Criterion != part || r.Max <= 0 {
				continue
			}
			room := r.Max / total * 100
			width := max(0, room-gap)
			bar.Segments = append(bar.Segments, Segment{Criterion: part, X: x, Width: width,
				Fill: width * min(1, max(0, r.Points/r.Max)), Points: r.Points, Max: r.Max})
			said = append(said, part.French()+" "+decimal(r.Points)+" sur "+decimal(r.Max))
			x += room
		}
	}
	bar.Label = strings.Join(said, ", ")
	return bar
}

// legend lists the criteria in the order of the bar.
func legend() []domain.CriterionName { return domain.Parts() }

// shown is how many reasons are read without opening anything.
const shown = 3

// strongest gives the reasons that weigh most in the score, in the order of the bar.
func strongest(reasons []domain.Reason) []domain.Reason {
	top := slices.Clone(reasons)
	slices.SortStableFunc(top, func(a, b domain.Reason) int {
		if a.NotAsked != b.NotAsked { // what everybody has tells nothing of this person
			if a.NotAsked {
				return 1
			}
			return -1
		}
		return cmp.Compare(b.Points, a.Points)
	})
	top = top[:min(shown, len(top))]
	slices.SortStableFunc(top, func(a, b domain.Reason) int {
		return slices.Index(domain.Parts(), a.Criterion) - slices.Index(domain.Parts(), b.Criterion)
	})
	return top
}

// weakest gives the other reasons.
func weakest(reasons []domain.Reason) (others []domain.Reason) {
	top := strongest(reasons)
	for _, r := range reasons {
		if !slices.Contains(top, r) {
			others = append(others, r)
		}
	}
	return others
}
