package search

import "strings"

// sounds are groups of letters that French says alike, or that hands take for one another: a word that nobody has is
// tried with each in the place of the others. They are folded letters: ç is c, é is e.
var sounds = [...][]string{
	{"ss", "c", "s", "z", "t", "x"}, {"k", "c", "qu", "ch", "cc"}, {"f", "ph", "ff"}, {"g", "j", "ge", "gu"},
	{"an", "en", "am", "em"}, {"in", "ain", "ein", "im", "un"}, {"o", "au", "eau"}, {"e", "ai", "ei", "er", "ez"}, {"i", "y", "ill", "ll"},
	{"l", "ll"}, {"n", "nn"}, {"m", "mm"}, {"t", "tt"}, {"p", "pp"}, {"r", "rr"}, {"b", "bb"}, {"h", ""}, {"ou", "w"}, {"eu", "oeu"},
}

// maxSlips bounds the words tried for one.
const maxSlips = 300

// slips are the words that somebody may have meant by one that nobody has: two letters swapped, or a sound written
// otherwise. The order is fixed; the word itself is not among them.
func slips(word string) (list []string) {
	add := func(other string) {
		if len(list) < maxSlips && other != word && other != "" {
			list = append(list, other)
		}
	}
	for i := 0; i+1 < len(word); i++ {
		add(word[:i] + word[i+1:i+2] + word[i:i+1] + word[i+2:])
	}
	for _, alike := range sounds {
		for _, from := range alike {
			respell(word, from, alike, add)
		}
	}
	return list
}

// respell writes each place of a group of letters in the other ways.
func respell(word, from string, alike []string, add func(string)) {
	if from == "" {
		return
	}
	for at := 0; ; {
		next := strings.Index(word[at:], from)
		if next < 0 {
			return
		}
		at += next
		for _, to := range alike {
			if to != from {
				add(stem(word[:at] + to + word[at+len(from):]))
			}
		}
		at++
	}
}
