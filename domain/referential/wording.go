package referential

import (
	"cmp"
	_ "embed" // the lexicon
	"slices"
	"strings"
	"sync"

	"eedk.fr/candidatheque/domain"
)

// Lexicon is what the wording guard looks for in offers: builtin/formulations.txt. It never changes once read.
type Lexicon struct {
	criteria []criterion
	rules    []rule
	index    *index
	stops    [gapAskless + 1]func(word) bool
	excused  int // rules from this one on are exceptions
}

// criterion is one ground of the law, with what is said to who wrote the passage.
type criterion struct {
	name, article, explanation string
	level                      domain.FlagLevel
}

// rule is one pattern. An exception excuses the passages that it touches, of its criterion or of all; contracts are
// those under which it holds, none for all.
type rule struct {
	pattern   pattern
	criterion int // allCriteria for an exception to every one
	rewording string
	refusal   bool // only an exception that covers all of the passage excuses it
	sentence  bool // the passage is the whole sentence: the rewording takes its place
	contracts []domain.Contract
	line      int // in the file, for who corrects it
}

const allCriteria = -1

//go:embed builtin/formulations.txt
var builtinFormulations string

// Wording is the built-in lexicon. A test refuses a file with a line that cannot be read; it would be left out here.
var Wording = sync.OnceValue(func() *Lexicon {
	l, _ := readLexicon(builtinFormulations)
	return l
})

// hit is one passage found, in words.
type hit struct {
	rule     *rule
	from, to int
}

// Read lists the flags of a text, in its order, none over another: the longest passage wins. Contract may excuse: the law
// itself sets the age of an apprentice. The time is linear in the length of the text.
func (l *Lexicon) Read(field, text string, contract domain.Contract) []domain.Flag {
	words := wordsOf(text)
	found, excused := l.find(words, contract)
	found = slices.DeleteFunc(found, func(h hit) bool { return excused.excuse(h) })
	slices.SortStableFunc(found, func(a, b hit) int {
		return cmp.Or(cmp.Compare(l.weight(a), l.weight(b)), (b.to-b.from)-(a.to-a.from), a.from-b.from)
	})
	taken := make([]bool, len(words))
	flags := []domain.Flag{}
	for _, h := range found {
		if slices.Contains(taken[h.from:h.to], true) {
			continue
		}
		for k := h.from; k < h.to; k++ {
			taken[k] = true
		}
		flags = append(flags, l.flag(field, text, words, h))
	}
	slices.SortFunc(flags, func(a, b domain.Flag) int { return a.Start - b.Start })
	return flags
}

// weight puts what is to mend before what is to improve.
func (l *Lexicon) weight(h hit) int {
	if l.criteria[h.rule.criterion].level == domain.ToMend {
		return 0
	}
	return 1
}

// marks tells, for each word, which criteria are excused there: a bit each, all of them for an exception to every one.
type marks []uint64

// excuse tells whether an exception touches the passage, or covers it when it is a refusal.
func (m marks) excuse(h hit) bool {
	covered := 0
	for _, bits := range m[h.from:h.to] {
		if bits&(1<<h.rule.criterion) != 0 {
			covered++
		}
	}
	return covered > 0 && (!h.rule.refusal || covered == h.to-h.from)
}

// find tries every pattern at every word where it may begin.
func (l *Lexicon) find(words []word, contract domain.Contract) ([]hit, marks) {
	var found []hit
	excused := make(marks, len(words))
	r := reading{words: words, stops: l.stops}
	for k := range words {
		l.index.each(words, k, func(n int32) {
			rule := &l.rules[n]
			if len(rule.contracts) > 0 && !slices.Contains(rule.contracts, contract) {
				return
			}
			r.start, r.from, r.to, r.bounded = k, k, 0, false
			end, ok := r.match(rule.pattern, k)
			if !ok {
				return
			}
			h := hit{rule, k, end}
			if r.bounded {
				h.from, h.to = r.from, r.to
			}
			if int(n) >= l.excused {
				excused.add(h)
			} else if h.to > h.from {
				found = append(found, h.widened(words))
			}
		})
	}
	return found, excused
}

func (m marks) add(h hit) {
	bits := ^uint64(0)
	if h.rule.criterion != allCriteria {
		bits = 1 << h.rule.criterion
	}
	for k := h.from; k < h.to; k++ {
		m[k] |= bits
	}
}

// widened is the whole sentence for a rule that rewords it.
func (h hit) widened(words []word) hit {
	if !h.rule.sentence {
		return h
	}
	h.from, h.to = sentenceAround(words, h.from, h.to)
	return h
}

func sentenceAround(words []word, from, to int) (int, int) {
	for from > 0 && words[from].before != pauseSentence {
		from--
	}
	for to < len(words) && words[to].before != pauseSentence {
		to++
	}
	return from, to
}

func (l *Lexicon) flag(field, text string, words []word, h hit) domain.Flag {
	c := l.criteria[h.rule.criterion]
	from, to := sentenceAround(words, h.from, h.to)
	f := domain.Flag{Field: field, Start: words[h.from].start, End: words[h.to-1].end, Criterion: c.name, Article: c.article,
		Explanation: c.explanation, Suggestion: h.rule.rewording, Level: c.level,
		Sentence: strings.TrimSpace(text[words[from].start:words[to-1].end])}
	f.Passage = text[f.Start:f.End]
	f.Suggestion = domain.AsBegun(f.Suggestion, f.Passage)
	return f
}
