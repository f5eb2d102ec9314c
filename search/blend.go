package search

import (
	"embed"
	"encoding/json"
	"fmt"
	"math"

	"eedk.fr/candidatheque/domain"
)

// blendFile is the version of the weights in use; older files stay, since figures name them.
const blendFile = "weights/titres-2026-11-1.json"

//go:embed weights/*.json
var blendFiles embed.FS

// blend is what each piece of evidence weighs. The weights are those under which the right occupations of the training
// titles were likeliest (docs/scoring.md): Plain for the referential alone, Heard when titles heard elsewhere were loaded.
type blend struct {
	plain, heard [evidences]float64
}

// savedBlend is the shape of a file of weights.
type savedBlend struct {
	Version string             `json:"version"`
	Plain   map[string]float64 `json:"plain"`
	Heard   map[string]float64 `json:"heard"`
}

func readBlend(file string) (*blend, error) {
	body, err := blendFiles.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var saved savedBlend
	if err := json.Unmarshal(body, &saved); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	b := new(blend)
	for i, name := range evidenceNames {
		b.plain[i], b.heard[i] = saved.Plain[name], saved.Heard[name]
	}
	return b, nil
}

// enoughHeard is from how many titles heard elsewhere the Heard weights hold entirely; below, they count in proportion.
const enoughHeard = 1000

// at gives the weights for so many titles heard elsewhere.
func (b *blend) at(heard int) (w [evidences]float64) {
	part := min(1, float64(heard)/enoughHeard)
	for i := range w {
		w[i] = (1-part)*b.plain[i] + part*b.heard[i]
	}
	return w
}

// chances are how likely each candidate is to be the right one, if one of them is; they sum to 1.
func chances(list []candidate, weights *[evidences]float64) []float64 {
	scores := make([]float64, len(list))
	best := math.Inf(-1)
	for i, c := range list {
		for e, v := range c.evidence {
			scores[i] += weights[e] * float64(v)
		}
		best = max(best, scores[i])
	}
	var sum float64
	for i := range scores {
		scores[i] = math.Exp(scores[i] - best)
		sum += scores[i]
	}
	for i := range scores {
		scores[i] /= sum
	}
	return scores
}

// Weighed is an occupation that a title may mean with the evidence for it, in the order of EvidenceNames.
type Weighed struct {
	ROME     domain.ROME
	Evidence []float64
}

// EvidenceNames are the keys of the weights.
func EvidenceNames() []string { return evidenceNames[:] }

// Evidence is what Suggest weighs, for who looks for better weights; nil for a title that resembles nothing.
func (s *Suggester) Evidence(title string) []Weighed {
	r := readTitle(title)
	if len(r.words) == 0 {
		return nil
	}
	t := s.tallies.Get().(*tally)
	defer s.tallies.Put(t)
	var list []Weighed
	for _, c := range s.gather(r.mended(s.vocabulary), t) {
		w := Weighed{ROME: s.occupations.codes[c.occupation]}
		for _, v := range c.evidence {
			w.Evidence = append(w.Evidence, float64(v))
		}
		list = append(list, w)
	}
	return list
}
