package matching

import (
	_ "embed"
	"math"
	"strconv"
	"strings"
)

// idfTable tells how much a word says. It is a stored table, not the live pool: a score must not change because
// somebody else entered. Source: in how many of ROME's occupations (France Travail, Licence Ouverte 2.0: labels,
// appellations, skills) a word occurs, for the words of at least 12 of them, and by hand the words that everybody writes
// of themselves. A word the table does not know is rare.
type idfTable struct {
	version string
	byStem  map[string]float32
	unknown float32
	rare    float32 // from here on a word is a sign of interest when it is in the title
}

//go:embed idf.txt
var idfFile string

// newIDFTable reads the table through the analysis in use: several words of it may share a stem, the commonest counts.
func newIDFTable(stems func(string) []string) *idfTable {
	t := &idfTable{byStem: map[string]float32{}, rare: float32(allWeights[currentWeights].Text.Rare)}
	documents := 1.0
	for line := range strings.Lines(idfFile) {
		word, number, ok := strings.Cut(strings.TrimSpace(line), " ")
		count, err := strconv.ParseFloat(number, 64)
		switch {
		case word == "version":
			t.version = number
		case !ok || err != nil: // a heading
		case word == "documents":
			documents = count
		case word == "least":
			t.unknown = idf(documents, count)
		default:
			for _, stem := range stems(word) {
				if old, known := t.byStem[stem]; !known || idf(documents, count) < old {
					t.byStem[stem] = idf(documents, count)
				}
			}
		}
	}
	return t
}

// idf is the logarithm of how rare a word is: above 0, even for a word of every document.
func idf(documents, having float64) float32 {
	return float32(math.Log(1 + documents/having))
}

func (t *idfTable) of(stem string) float32 {
	if w, ok := t.byStem[stem]; ok {
		return w
	}
	return t.unknown
}
