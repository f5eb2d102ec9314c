package search

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/blevesearch/bleve/v2/analysis/char/asciifolding"
)

// How a title is read. « URGENT !! Aide-soignant·e (H/F) EHPAD - Dunkerque, CDI 35h » becomes the words « aide soignant
// ehpad » in five steps, the same for the names of the referential but for the third:
//
//  1. inclusive writing is opened (« soignant·e » → « soignant »), accents are taken off, letters made small;
//  2. the marks that say « for both sexes » are dropped (H/F, F/H/X, M/F/D);
//  3. what employers write around an occupation is dropped: contract, pay, hours, shifts, level, references, agency
//     (title_noise.go); the first part that says something is the kernel, what follows a dash or a bracket is aside and
//     weighs less; an aside word that no name knows, a town most often, is dropped too;
//  4. shorthand gains the words it stands for (« PL » → « poids lourd », shorthand.go);
//  5. words are brought to their stem (stem.go), and one with a typing error to the known word a letter away, or
//     that sounds alike when no word is known (vocabulary.go).

// longestTitle is how much of a title is read, in bytes; real ones hold one line.
const longestTitle = 300

// emptyTitleWords carry no occupation.
var emptyTitleWords = map[string]struct{}{
	"a": {}, "au": {}, "aux": {}, "d": {}, "de": {}, "des": {}, "du": {}, "en": {}, "et": {}, "l": {}, "la": {}, "le": {}, "les": {},
	"ou": {}, "par": {}, "pour": {}, "sur": {}, "dans": {}, "un": {}, "une": {}, "h": {}, "f": {}, "hf": {}, "avec": {}, "chez": {}, "e": {},
}

// titleReading is a title in words, each once, in order of first sight. The words from kernel on stand aside.
type titleReading struct {
	words  []titleWord
	kernel int
}

// titleWord is a stem and what it counts for beside the first words of a title.
type titleWord struct {
	stem   string
	weight float32
}

const (
	// asideWeight is for words after the kernel of a title: « Soudeur - Dunkerque, équipe de nuit ».
	asideWeight = 0.6
	// meantWeight is shared by the words that a short form stands for, which keeps its own: « RH » is half a trade.
	meantWeight = 1.0
)

// readName reads a name of the referential, which has no noise: « Boulanger / Boulangère » is one word.
func readName(name string) titleReading {
	words := titleStems(sexNoise.ReplaceAllString(foldTitle(name), " "))
	return titleReading{words: words, kernel: len(words)}
}

// asideMark is where a title leaves the occupation for its surroundings: a dash between spaces, a bracket, a comma.
var asideMark = regexp.MustCompile(`\s[-–—|:]\s|[(,;|]`)

// readTitle reads a title as somebody wrote it.
func readTitle(title string) titleReading {
	text := withoutNoise(foldTitle(title))
	r := titleReading{words: titleStems(text)}
	r.kernel = len(r.words)
	for at := 0; ; {
		mark := asideMark.FindStringIndex(text[at:])
		if mark == nil {
			return r
		}
		at += mark[1]
		if kernel := len(titleStems(text[:at])); kernel > 0 {
			r.kernel = kernel
			for i := kernel; i < len(r.words); i++ {
				r.words[i].weight *= asideWeight
			}
			return r
		}
	}
}

// foldTitle folds as much of a title as is read.
func foldTitle(title string) string { return foldText(title[:min(len(title), longestTitle)]) }

// foldText opens inclusive writing, takes accents off and writes small. A letter cut in two is dropped.
func foldText(text string) string {
	opened := inclusiveWriting{}.Filter([]byte(strings.ToValidUTF8(text, "")))
	return strings.ToLower(string(accents.Filter(opened)))
}

var accents = asciifolding.New()

// titleStems cuts a folded text into stems, each once, shorthand opened.
func titleStems(folded string) []titleWord {
	words := strings.FieldsFunc(folded, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	stems := make([]titleWord, 0, len(words)+4)
	add := func(word string, weight float32) {
		if _, empty := emptyTitleWords[word]; empty {
			return
		}
		w := titleWord{stem(word), weight}
		at := slices.IndexFunc(stems, func(seen titleWord) bool { return seen.stem == w.stem })
		if at < 0 {
			stems = append(stems, w)
		} else {
			stems[at].weight = max(stems[at].weight, weight)
		}
	}
	for _, word := range words {
		add(word, 1)
		meant := shorthand[word]
		for _, m := range meant {
			add(m, meantWeight/float32(len(meant)))
		}
	}
	return stems
}

// key is the words without their weights.
func (r titleReading) key() string {
	var b strings.Builder
	for _, w := range r.words {
		b.WriteByte(' ')
		b.WriteString(w.stem)
	}
	return b.String()
}

// mended is the reading with typing errors mended, and without the aside words that no name has.
func (r titleReading) mended(v vocabulary) titleReading {
	kept := titleReading{kernel: r.kernel}
	known := 0
	for i, w := range r.words {
		w.stem = v.mend(w.stem)
		known += min(1, v.count[w.stem])
		if i < r.kernel || v.count[w.stem] > 0 {
			kept.words = append(kept.words, w)
		}
	}
	if known == 0 {
		for i, w := range kept.words {
			kept.words[i].stem = v.byEar(w.stem)
		}
	}
	return kept
}
