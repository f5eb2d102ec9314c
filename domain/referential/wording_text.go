package referential

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// pause is what stands between a word and the one before it.
type pause uint8

// A pattern goes over blanks, hyphens, apostrophes, slashes and brackets, over a comma only where it says so, and never
// over the end of a sentence.
const (
	pauseNone pause = iota
	pauseComma
	pauseSentence
)

// word is one word of a text: folded, its stem, its place in bytes, what stands before it. value is its number when it
// is written in figures, -1 otherwise.
type word struct {
	folded     string
	stem       string
	start, end int
	before     pause
	opens      bool // stands right after an opening bracket
	value      int
}

// wordsOf cuts a text into words. Inclusive endings belong to their word (« motivé·e·s », « candidat(e) »), signs without
// width are read through, figures and letters are apart (« 35ans »).
func wordsOf(text string) []word {
	var words []word
	before, opens := pauseSentence, false
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !wordRune(r) {
			before = max(before, pauseOf(text, i, r))
			opens = r == '(' || r == '['
			i += size
			continue
		}
		w := wordAt(text, i)
		w.before, w.opens = before, opens
		words = append(words, w)
		before, opens, i = pauseNone, false, w.end
	}
	return words
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == euroSign }

// euroSign is read as the word.
const euroSign = '€'

// wordAt reads the word or the number that begins at i.
func wordAt(text string, i int) word {
	first, size := utf8.DecodeRuneInString(text[i:])
	if first == euroSign {
		return word{folded: "euro", stem: "euro", start: i, end: i + size, value: -1}
	}
	end, folded := wordFrom(text, i)
	w := word{folded: folded, stem: folded, start: i, end: end, value: -1}
	if !unicode.IsDigit(first) {
		w.end, w.stem = inclusiveEnd(text, end), stemOf(folded)
		return w
	}
	if next, thousands := thousandsAt(text, end); thousands != "" && len(folded) <= 3 {
		w.end, w.folded = next, folded+thousands
		w.stem = w.folded
	}
	w.value = figures(w.folded)
	return w
}

// thousandsAt reads the three figures that end a number written « 8 000 », with any blank.
func thousandsAt(text string, at int) (end int, three string) {
	blank, size := utf8.DecodeRuneInString(text[at:])
	if blank != ' ' && blank != '\u00a0' && blank != '\u202f' {
		return at, ""
	}
	first, _ := utf8.DecodeRuneInString(text[at+size:])
	if !unicode.IsDigit(first) {
		return at, ""
	}
	if end, three = wordFrom(text, at+size); len(three) != 3 {
		return at, ""
	}
	return end, three
}

// wordFrom folds the run of letters, or of figures, that begins at i.
func wordFrom(text string, i int) (end int, folded string) {
	var b strings.Builder
	first, _ := utf8.DecodeRuneInString(text[i:])
	for end = i; end < len(text); {
		r, size := utf8.DecodeRuneInString(text[end:])
		switch {
		case unicode.IsDigit(first) && unicode.IsDigit(r), unicode.IsLetter(first) && unicode.IsLetter(r):
			writeLetter(&b, plainLetter(r))
		case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r): // an accent typed on its own, a sign without width
		default:
			return end, b.String()
		}
		end += size
	}
	return end, b.String()
}

// pauseOf tells how much the sign r at i separates. A line that goes on in small letters goes on.
func pauseOf(text string, i int, r rune) pause {
	next, _ := utf8.DecodeRuneInString(strings.TrimLeft(text[i+utf8.RuneLen(max(r, 0)):], " \t\r"))
	switch r {
	case '!', '?', ';', '…', '•', '▪', '●', '►', '✓', '*':
		return pauseSentence
	case '.':
		after, _ := utf8.DecodeRuneInString(text[i+1:])
		if wordRune(after) {
			return pauseNone
		}
		return pauseSentence
	case '\n':
		if unicode.IsLower(next) {
			return pauseNone
		}
		return pauseSentence
	case ',', ':', '–', '—', '|':
		return pauseComma
	}
	return pauseNone
}

func figures(s string) int {
	n := 0
	for _, r := range s {
		if r < '0' || r > '9' || n > 99999 {
			return -1
		}
		n = n*10 + int(r-'0')
	}
	return n
}

// inclusiveEndings are what may follow a word after a dot, a bracket or a slash to name both sexes.
var inclusiveEndings = map[string]bool{"e": true, "s": true, "es": true, "ne": true, "nes": true, "le": true, "les": true,
	"te": true, "se": true, "ses": true, "euse": true, "euses": true, "rice": true, "rices": true, "trice": true,
	"trices": true, "ere": true, "eres": true, "iere": true, "ve": true, "ves": true, "ive": true, "x": true}

// inclusiveEnd gives the end of a word with its inclusive endings.
func inclusiveEnd(text string, end int) int {
	for end < len(text) {
		sign, size := utf8.DecodeRuneInString(text[end:])
		if !strings.ContainsRune("·•∙⋅.(-/", sign) {
			return end
		}
		from := end + size
		first, _ := utf8.DecodeRuneInString(text[from:])
		if from >= len(text) || !unicode.IsLetter(first) {
			return end
		}
		to, ending := wordFrom(text, from)
		short := sign == '-' || sign == '.'
		if !inclusiveEndings[ending] || short && (ending == "le" || ending == "les" || ending == "te" || ending == "se") {
			return end
		}
		if sign == '(' {
			if to >= len(text) || text[to] != ')' {
				return end
			}
			to++
			if to < len(text) && text[to] == 's' {
				to++
			}
		}
		end = to
	}
	return end
}

// stemOf brings the feminine and the plural of an adjective or a noun to one form: « handicapées » and « handicapé »,
// « syndicaux » and « syndicale ». It is rough on purpose; a pattern asks for an exact word where that matters.
func stemOf(w string) string {
	if len(w) < 3 {
		return w
	}
	switch {
	case strings.HasSuffix(w, "eux"):
		return w[:len(w)-1]
	case strings.HasSuffix(w, "aux") && len(w) > 5:
		return w[:len(w)-2] + "l"
	}
	w = strings.TrimSuffix(w, "s")
	if long := strings.TrimSuffix(w, "ee"); len(long) >= 2 && long != w {
		w = long
	} else if short := strings.TrimSuffix(w, "e"); len(short) >= 2 {
		w = short
	}
	if bare := strings.TrimRight(w, "s"); len(bare) >= 2 {
		w = bare // « française » as « français »
	}
	for _, double := range [...]string{"nn", "ll", "tt"} {
		if strings.HasSuffix(w, double) {
			w = w[:len(w)-1]
		}
	}
	if strings.HasSuffix(w, "iv") {
		w = w[:len(w)-1] + "f"
	}
	return w
}

// numbers in words, and how they add up.
var (
	unitWords = map[string]int{"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8,
		"neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16}
	tenWords = map[string]int{"dix": 10, "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}
)

// numberAt reads the number that begins at word i, in figures or in words up to 79; n is how many words it takes, 0 when
// there is none.
func numberAt(words []word, i int) (value, n int) {
	if words[i].value >= 0 {
		return words[i].value, 1
	}
	ten, isTen := tenWords[words[i].folded]
	if !isTen {
		if value, ok := unitWords[words[i].folded]; ok {
			return value, 1
		}
		return 0, 0
	}
	at := i + 1
	if at+1 < len(words) && words[at].folded == "et" {
		at++
	}
	if at < len(words) && words[at].before == pauseNone {
		unit, ok := unitWords[words[at].folded]
		if ok && (ten != 10 || unit > 6) && (unit < 10 || ten == 60) {
			return ten + unit, at + 1 - i
		}
	}
	return ten, 1
}
