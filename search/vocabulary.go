package search

import "strings"

// shortestMended is the length in letters from which an unknown word may be a typing error.
const shortestMended = 7

// leastUsed is how many names must have a word before a typing error may lead to it: rare ones attract names of towns.
const leastUsed = 4

// shortestHeard is the length of a sound under which too many words share it.
const shortestHeard = 3

// vocabulary is the words of all names, by first letter, with how many names have each.
type vocabulary struct {
	count   map[string]int
	initial map[byte][]string
	sounds  map[string]string // sound → the most used word that has it
}

func newVocabulary() vocabulary {
	return vocabulary{count: make(map[string]int, 1<<13), initial: map[byte][]string{}, sounds: map[string]string{}}
}

func (v vocabulary) add(words []titleWord) {
	for _, w := range words {
		if v.count[w.stem]++; v.count[w.stem] == 1 {
			v.initial[w.stem[0]] = append(v.initial[w.stem[0]], w.stem)
		}
	}
}

// mend replaces an unknown word by the known one a single letter away, the most used of several: « plonbier » is
// « plombier ». People rarely mistype the first letter, which keeps the search short.
func (v vocabulary) mend(word string) string {
	if v.count[word] > 0 || len(word) < shortestMended {
		return word
	}
	best := ""
	for _, known := range v.initial[word[0]] {
		if v.count[known] > max(v.count[best], leastUsed-1) && len(known) >= shortestMended-1 && oneEdit(word, known) {
			best = known
		}
	}
	if best == "" {
		return word
	}
	return best
}

// listen files the words that are used enough by their sound, once all are known.
func (v vocabulary) listen() {
	for _, words := range v.initial {
		for _, w := range words {
			if v.count[w] < leastUsed {
				continue
			}
			key := sound(w)
			if was := v.sounds[key]; v.count[w] > v.count[was] || v.count[w] == v.count[was] && w < was {
				v.sounds[key] = w
			}
		}
	}
}

// byEar replaces a word by the known one that sounds alike: « masson » is « maçon ». Names of people and places sound like
// many things, so it is for titles of which no word is known.
func (v vocabulary) byEar(word string) string {
	key := sound(word)
	if known := v.sounds[key]; known != "" && len(key) >= shortestHeard {
		return known
	}
	return word
}

// alike spells the same sounds the same way, the longer spellings first. Folding has made c of ç, so c, k and s are one.
var alike = strings.NewReplacer("eau", "o", "au", "o", "ph", "f", "qu", "c", "ai", "e", "ei", "e", "ss", "c", "s", "c", "k", "c", "z", "c",
	"em", "an", "en", "an", "am", "an", "y", "i", "h", "")

// sound is how a folded word sounds, roughly: no doubled letter, no ending that is not heard.
func sound(word string) string {
	spelt := alike.Replace(word)
	heard := make([]byte, 0, len(spelt))
	for i := range len(spelt) {
		if n := len(heard); n == 0 || heard[n-1] != spelt[i] {
			heard = append(heard, spelt[i])
		}
	}
	return strings.TrimRight(string(heard), "erctdx")
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
