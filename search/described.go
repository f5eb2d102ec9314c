package search

import (
	"math"
	"slices"
)

// A description helps where the title leaves a doubt: the kinship of its words with each occupation that the title may
// mean moves the chances. It brings no occupation of its own, and cannot shout down a clear title: it multiplies the odds
// by e^5, 150, at most. Sharing words with the skills was tried beside kinship and made it worse.
const (
	// longestDescription is how much of a description is read, in bytes: the tasks stand at its beginning.
	longestDescription = 1200
	// describedWeight is what the best kinship weighs (see docs/scoring.md for what it was chosen on).
	describedWeight = 5
)

// describe moves the chances of the candidates by what the description says of each, beside the best of them.
func (s *Suggester) describe(description string, candidates []candidate, chances []float64) {
	words := s.readDescription(description)
	if len(words) == 0 || len(candidates) == 0 {
		return
	}
	kin := make([]float32, len(s.occupations.codes))
	s.kinship.compare(words, kin)
	var best float32
	for _, c := range candidates {
		best = max(best, kin[c.occupation])
	}
	if best == 0 {
		return
	}
	var sum float64
	for i, c := range candidates {
		chances[i] *= math.Exp(describedWeight * float64(kin[c.occupation]/best))
		sum += chances[i]
	}
	for i := range chances {
		chances[i] /= sum
	}
}

// readDescription gives the words of the beginning of a description that the referential knows, each once.
func (s *Suggester) readDescription(description string) []readWord {
	if len(description) > longestDescription {
		description = description[:longestDescription]
	}
	words := s.occupations.read(titleReading{words: titleStems(withoutNoise(foldText(description)))})
	return slices.DeleteFunc(words, func(w readWord) bool { return w.id < 0 })
}
