package matching

import (
	"strings"
	"sync"
)

// lexicon remembers the analysis of words: texts are many, words are few.
type lexicon struct {
	stems func(string) []string
	mu    sync.RWMutex
	known map[string][]string
	// labels holds the key of each label of a skill: the same ones come back with every offer.
	labels map[string]string
}

// lexiconSize is how many words are remembered before all are forgotten: far more than people use, far less than memory.
const lexiconSize = 1 << 16

func newLexicon(stems func(string) []string) *lexicon {
	return &lexicon{stems: stems, known: map[string][]string{}, labels: map[string]string{}}
}

// of gives the stems of one word, as it stands between spaces.
func (l *lexicon) of(word string) []string {
	l.mu.RLock()
	stems, ok := l.known[word]
	l.mu.RUnlock()
	if ok {
		return stems
	}
	stems = l.stems(word)
	l.mu.Lock()
	if len(l.known) >= lexiconSize {
		clear(l.known)
	}
	l.known[strings.Clone(word)] = stems
	l.mu.Unlock()
	return stems
}

// analyse gives the stems of a text, in its order.
func (l *lexicon) analyse(text string) (stems []string) {
	for word := range strings.FieldsSeq(text) {
		stems = append(stems, l.of(word)...)
	}
	return stems
}

// label gives the key of a skill's label: its distinct stems, sorted; empty when it has none.
func (l *lexicon) label(text string) string {
	l.mu.RLock()
	key, ok := l.labels[text]
	l.mu.RUnlock()
	if ok {
		return key
	}
	if words := distinct(l.analyse(text)); len(words) > 0 {
		key = skillByWords + strings.Join(words, " ")
	}
	l.mu.Lock()
	if len(l.labels) >= lexiconSize {
		clear(l.labels)
	}
	l.labels[strings.Clone(text)] = key
	l.mu.Unlock()
	return key
}
