package search

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/domain/referential"
)

// Synonym is a title that leads to an occupation besides those of the referential.
type Synonym struct {
	Title string
	ROME  domain.ROME
}

// Suggester finds the occupations behind a job title. It never changes once built and is safe for concurrent use.
//
// A title is read (titles.go), looked for among the names (names.go), the words of each occupation (occupations.go) and
// their kinship (kinship.go); what each says of an occupation is evidence (evidence.go), and the evidence is weighed
// (blend.go).
type Suggester struct {
	rome        *referential.ROME
	vocabulary  vocabulary
	names       *names
	occupations *occupations
	kinship     *kinship
	weights     [evidences]float64
	tallies     sync.Pool
}

// leastScore is under what a likeness is chance.
const leastScore = 0.25

// NewSuggester reads every name of the referential and the extra titles. A title of a code that is not known is left.
func NewSuggester(rome *referential.ROME, extra []Synonym) *Suggester {
	s := &Suggester{rome: rome, vocabulary: newVocabulary(), names: &names{features: make(map[uint64]int32, 1<<16)}}
	var at map[domain.ROME]int32
	s.occupations, at = newOccupations(rome)
	l := &learning{Suggester: s, seen: map[string]int32{}}
	for a := range rome.Appellations() {
		if !a.Heard {
			l.official(a.Label, at[a.Code])
		}
	}
	for a := range rome.Appellations() {
		if a.Heard {
			l.hear(a.Label, at[a.Code])
		}
	}
	for _, e := range extra {
		for _, code := range rome.Expand(e.ROME) {
			l.hear(e.Title, at[code])
		}
	}
	l.close()
	s.tallies.New = func() any { return s.newTally() }
	return s
}

// learning is a suggester being built.
type learning struct {
	*Suggester
	bags     [][]feature
	readings []titleReading
	seen     map[string]int32 // occupation and words → name
	heard    int
}

func (l *learning) official(label string, occupation int32) {
	l.add(label, readName(label), occupation)
}

// hear takes up a title heard elsewhere. One that is already a name only makes it better known.
func (l *learning) hear(title string, occupation int32) {
	r := readTitle(title)
	if len(r.words) == 0 {
		return
	}
	l.heard++
	l.occupations.heard[occupation]++
	i, known := l.seen[nameKey(r, occupation)]
	if known {
		l.occupations.learn(r, occupation)
	} else {
		i = l.add(title, r, occupation)
		l.names.list[i].official = false
	}
	l.names.list[i].heard++
}

func nameKey(r titleReading, occupation int32) string {
	return string(occupation) + r.key()
}

// add takes up a name unless it has no words or its words are known already.
func (l *learning) add(label string, r titleReading, occupation int32) int32 {
	key := nameKey(r, occupation)
	if i, known := l.seen[key]; known || len(r.words) == 0 {
		return i
	}
	i := int32(len(l.names.list))
	l.seen[key] = i
	l.names.list = append(l.names.list, name{label: label, occupation: occupation, official: true})
	l.vocabulary.add(r.words[:r.kernel])
	l.occupations.learn(r, occupation)
	l.readings = append(l.readings, r)
	l.bags = append(l.bags, l.names.learn(r))
	return i
}

func (l *learning) close() {
	l.names.weigh(l.bags, l.readings)
	l.vocabulary.listen()
	o := l.occupations
	o.learnSkills(l.rome)
	o.weigh()
	l.kinship = newKinship(o)
	if b, err := readBlend(blendFile); err == nil { // the file is built in: a test reads it
		l.weights = b.at(l.heard)
	}
}

// Suggest gives the n best occupations for a title, one line each with the name that matched best, the best first.
// Score is from 0 to 1, the chance that this is the occupation meant. The list is empty when nothing resembles the title.
// A code of ROME 3 or 4 gives its occupations.
func (s *Suggester) Suggest(title string, n int) []domain.Suggestion {
	return s.SuggestDescribed(title, "", n)
}

// SuggestDescribed is Suggest with a description of the work, which tells apart the occupations that the title may mean.
func (s *Suggester) SuggestDescribed(title, description string, n int) []domain.Suggestion {
	if n <= 0 {
		return []domain.Suggestion{}
	}
	if domain.IsROME(title) {
		return s.byCode(domain.ROME(strings.ToUpper(strings.TrimSpace(title))), n)
	}
	r := readTitle(title)
	if len(r.words) == 0 {
		return []domain.Suggestion{}
	}
	b := s.tallies.Get().(*tally)
	defer s.tallies.Put(b)
	list := s.gather(r.mended(s.vocabulary), b)
	chances := chances(list, &s.weights)
	s.describe(description, list, chances)
	return s.best(list, chances, n)
}

// byCode lists the occupation of a code, then those that the same code of ROME 3 became: F1703 is also F1707 and F1708.
func (s *Suggester) byCode(code domain.ROME, n int) []domain.Suggestion {
	codes := s.rome.Expand(code)
	for _, child := range s.rome.Children(code) {
		if !slices.Contains(codes, child) {
			codes = append(codes, child)
		}
	}
	list := []domain.Suggestion{}
	for _, known := range codes[:min(n, len(codes))] {
		label := s.rome.Label(known)
		list = append(list, domain.Suggestion{ROME: known, Label: label, Appellation: label, Score: 1})
	}
	return list
}

// best keeps the n likeliest candidates. An occupation that no name brought goes by its own label.
func (s *Suggester) best(candidates []candidate, chances []float64, n int) []domain.Suggestion {
	list := make([]domain.Suggestion, 0, len(candidates))
	for i, chance := range chances {
		c := candidates[i]
		code := s.occupations.codes[c.occupation]
		line := domain.Suggestion{ROME: code, Label: s.rome.Label(code), Score: chance}
		line.Appellation = line.Label
		if c.name >= 0 && c.evidence[likeness] >= leastScore {
			line.Appellation = s.names.list[c.name].label
		}
		list = append(list, line)
	}
	slices.SortFunc(list, func(a, b domain.Suggestion) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), strings.Compare(string(a.ROME), string(b.ROME)))
	})
	return list[:min(n, len(list))]
}
