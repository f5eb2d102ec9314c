package referential

import "strings"

// shortestPrefix is the shortest word* of a pattern, in letters.
const shortestPrefix = 3

// smallWords may stand between two words of a pattern without being written there.
var smallWords = map[string]bool{"le": true, "la": true, "les": true, "l": true, "un": true, "une": true, "des": true, "du": true,
	"de": true, "d": true, "au": true, "aux": true, "a": true, "en": true, "ce": true, "cet": true, "cette": true, "ces": true,
	"votre": true, "vos": true, "notre": true, "nos": true, "son": true, "sa": true, "ses": true, "leur": true, "leurs": true,
	"tres": true, "bien": true, "tout": true, "toute": true, "tous": true, "toutes": true, "plutot": true, "vraiment": true,
	"s": true, "se": true, "y": true, "h": true, "f": true}

// mostSkipped is how many small words in a row are read through.
const mostSkipped = 3

// reading is one pattern tried on one text. from and to bound the passage, in words.
type reading struct {
	words   []word
	start   int
	stops   [gapAskless + 1]func(word) bool
	from    int
	to      int
	bounded bool
	steps   int // work done, which grows as the text does
}

// match tries the rest of the pattern from word t on, and gives the word after the last one read.
func (r *reading) match(p pattern, t int) (end int, ok bool) {
	r.steps++
	if len(p) == 0 {
		return t, true
	}
	switch e := p[0]; e.kind {
	case openPassage:
		r.from, r.bounded = -1, true
		return r.match(p[1:], t)
	case closePassage:
		r.to = t
		return r.match(p[1:], t)
	case sentenceStart:
		if t < len(r.words) && r.words[t].before != pauseSentence {
			return 0, false
		}
		return r.match(p[1:], t)
	case sentenceEnd:
		if t < len(r.words) && r.words[t].before != pauseSentence {
			return 0, false
		}
		return r.match(p[1:], t)
	case anyOf:
		return r.word(p, t)
	default:
		return r.gap(p, t)
	}
}

// gap leaves some words aside: as few as will do, and as many as there may be when nothing follows.
func (r *reading) gap(p pattern, t int) (int, bool) {
	e, rest := p[0], p[1:]
	last := t
	for k := t; k-t <= e.reach; k++ {
		if k > t && !r.passes(e.kind, k-1) {
			break
		}
		last = k
		if len(rest) > 0 && rest[0].kind != closePassage {
			if end, ok := r.match(rest, k); ok {
				return end, true
			}
		}
	}
	if len(rest) == 0 || rest[0].kind == closePassage {
		return r.match(rest, last)
	}
	return 0, false
}

// passes tells whether a gap may go over word k.
func (r *reading) passes(kind elementKind, k int) bool {
	if k >= len(r.words) || k > r.start && r.words[k].before == pauseSentence {
		return false
	}
	if kind == gapAskless && r.words[k].before == pauseComma && k > r.start {
		return false
	}
	stop := r.stops[kind]
	return stop == nil || !stop(r.words[k])
}

// word reads one of the alternatives, over small words; nothing when it is optional.
func (r *reading) word(p pattern, t int) (int, bool) {
	e, rest := p[0], p[1:]
	from := r.from
	for k := t; k < len(r.words) && k-t <= mostSkipped; k++ {
		if k > r.start && (r.words[k].before == pauseSentence || r.words[k].before == pauseComma && !e.overComma) {
			break
		}
		for _, sequence := range e.among {
			n := r.sequence(sequence, k)
			if n == 0 {
				continue
			}
			if r.from = from; from < 0 {
				r.from = k
			}
			if end, ok := r.match(rest, k+n); ok {
				return end, true
			}
		}
		if t == r.start || !smallWords[r.words[k].folded] {
			break
		}
	}
	r.from = from
	if e.optional {
		return r.match(rest, t)
	}
	return 0, false
}

// sequence tells how many words the alternative takes at k, 0 when it does not stand there.
func (r *reading) sequence(atoms []atom, k int) int {
	at := k
	for i, a := range atoms {
		for skipped := 0; i > 0 && skipped < mostSkipped && at < len(r.words) && !r.stands(a, at) && smallWords[r.words[at].folded]; skipped++ {
			at++
		}
		if at >= len(r.words) || at > k && r.words[at].before != pauseNone {
			return 0
		}
		n := a.width(r.words, at)
		if n == 0 {
			return 0
		}
		at += n
	}
	return at - k
}

func (r *reading) stands(a atom, k int) bool { return a.width(r.words, k) > 0 }

// width is how many words the atom takes at k: 0 when it does not stand there, more than 1 for a number in words.
func (a atom) width(words []word, k int) int {
	ok := false
	switch a.kind {
	case atomStem:
		ok = words[k].stem == a.text
	case atomExact:
		ok = words[k].folded == a.text
	case atomPrefix:
		ok = strings.HasPrefix(words[k].folded, a.text)
	case atomNumber:
		value, n := numberAt(words, k)
		if n > 0 && value >= a.lo && value <= a.hi {
			return n
		}
	}
	if !ok || a.opens && !words[k].opens {
		return 0
	}
	return 1
}

// index finds the patterns that may begin at a word, by the first word of each.
type index struct {
	stems, exact, prefixes map[string][]int32
	numbers                []int32
}

func newIndex() *index {
	return &index{stems: map[string][]int32{}, exact: map[string][]int32{}, prefixes: map[string][]int32{}}
}

// add files pattern number n under each of its first words.
func (x *index) add(p pattern, n int32) {
	file := func(m map[string][]int32, key string) {
		if list := m[key]; len(list) == 0 || list[len(list)-1] != n {
			m[key] = append(list, n)
		}
	}
	for _, sequence := range p[p.first()].among {
		switch a := sequence[0]; a.kind {
		case atomStem:
			file(x.stems, a.text)
		case atomExact:
			file(x.exact, a.text)
		case atomPrefix:
			file(x.prefixes, a.text)
		case atomNumber:
			if len(x.numbers) == 0 || x.numbers[len(x.numbers)-1] != n {
				x.numbers = append(x.numbers, n)
			}
		}
	}
}

// each visits the patterns that may begin at word k.
func (x *index) each(words []word, k int, visit func(n int32)) {
	w := words[k]
	for _, list := range [...][]int32{x.stems[w.stem], x.exact[w.folded]} {
		for _, n := range list {
			visit(n)
		}
	}
	for l := shortestPrefix; l <= min(len(w.folded), longestPrefix); l++ {
		for _, n := range x.prefixes[w.folded[:l]] {
			visit(n)
		}
	}
	if _, n := numberAt(words, k); n > 0 {
		for _, n := range x.numbers {
			visit(n)
		}
	}
}

// longestPrefix bounds the beginnings of a word that are looked up.
const longestPrefix = 16
