package search

import "slices"

// shortestMended is the length in letters from which an unknown word may be a typing error.
const shortestMended = 7

// leastUsed is how many names must have a word before a typing error may lead to it: rare ones attract names of towns.
const leastUsed = 4

// vocabulary is the words of all names, by first letter, with how many names have each.
type vocabulary struct {
	count   map[string]int
	initial map[byte][]string
}

func newVocabulary() vocabulary {
	return vocabulary{count: make(map[string]int, 1<<13), initial: map[byte][]string{}}
}

func (v vocabulary) add(words []string) {
	for _, w := range words {
		if v.count[w]++; v.count[w] == 1 {
			v.initial[w[0]] = append(v.initial[w[0]], w)
		}
	}
}

// mend replaces each unknown word by the known one a single letter away, the most used of several: « plonbier » is
// « plombier ». People rarely mistype the first letter, which keeps the search short.
func (v vocabulary) mend(words []string) []string {
	mended := slices.Clone(words)
	for i, word := range mended {
		if v.count[word] > 0 || len(word) < shortestMended {
			continue
		}
		best := ""
		for _, known := range v.initial[word[0]] {
			if v.count[known] > max(v.count[best], leastUsed-1) && len(known) >= shortestMended-1 && oneEdit(word, known) {
				best = known
			}
		}
		if best != "" {
			mended[i] = best
		}
	}
	return mended
}

// oneEdit tells whether one letter added, dropped, changed, or swapped with the next makes a of b.
func oneEdit(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	at := 0
	for at < len(a) && a[at] == b[at] {
		at++
	}
	if len(a) < len(b) {
		return a[at:] == b[at+1:]
	}
	if at == len(a) || a[at+1:] == b[at+1:] {
		return true
	}
	return at+1 < len(a) && a[at] == b[at+1] && a[at+1] == b[at] && a[at+2:] == b[at+2:]
}
