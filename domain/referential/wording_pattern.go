package referential

import (
	"fmt"
	"strconv"
	"strings"
)

// A pattern is what the lexicon looks for, word after word (docs/formulations.md gives it for who corrects the lexicon):
//
//	mot        the word, singular or plural, masculine or feminine      =mot   the word as written, accents and capitals aside
//	mot*       any word that begins so                                    #16-75 a number, in figures or in words
//	(mot       the word right after an opening bracket
//	a/b_c      one or the other, b c being two words                      <liste> a word of a list of the file
//	[mot]      the word or nothing                                        ..4    up to 4 words, commas included
//	~4         up to 4 words that do not open another subject             -4     up to 4 words that ask for nothing
//	{ }        what is shown and replaced, all of it when there is none   ^ $    the beginning, the end of the sentence
//
// Articles and possessives may stand between two words without being written.
type pattern []element

type elementKind uint8

const (
	anyOf elementKind = iota
	gapFree
	gapSameSubject
	gapAskless
	openPassage
	closePassage
	sentenceStart
	sentenceEnd
)

// element is one step of a pattern: words among which one must stand, or a gap of at most reach words.
// overComma: a comma may stand before its word, because a gap leads to it.
type element struct {
	kind      elementKind
	among     [][]atom
	reach     int
	optional  bool
	overComma bool
}

// atom is one word of an alternative.
type atom struct {
	kind   atomKind
	text   string
	lo, hi int
	opens  bool
}

type atomKind uint8

const (
	atomStem atomKind = iota
	atomExact
	atomPrefix
	atomNumber
)

// longestGap keeps the reading of a text linear in its length, whatever it says.
const longestGap = 40

// parsePattern reads a pattern; lists are the word lists it may name, each an alternative as it stands in a pattern.
func parsePattern(text string, lists map[string][][]atom) (pattern, error) {
	text = strings.NewReplacer("{", " { ", "}", " } ").Replace(text)
	var p pattern
	gaps := 0
	for _, token := range strings.Fields(text) {
		e, err := parseElement(token, lists)
		if err != nil {
			return nil, err
		}
		if e.reach > 0 {
			gaps++
		}
		e.overComma = afterGap(p)
		p = append(p, e)
	}
	first := p.first()
	if first < 0 || p[first].optional || p[first].kind != anyOf || gaps > 3 {
		return nil, fmt.Errorf("« %s » : un motif commence par un mot, et a trois espaces libres au plus", text)
	}
	return p, nil
}

// first is the element that a text is searched for: the first that is a word.
func (p pattern) first() int {
	for i, e := range p {
		if e.kind != openPassage && e.kind != sentenceStart {
			return i
		}
	}
	return -1
}

func afterGap(p pattern) bool {
	for i := len(p) - 1; i >= 0; i-- {
		switch p[i].kind {
		case openPassage, closePassage:
		case gapFree, gapSameSubject:
			return true
		case gapAskless:
			return false
		default:
			return p[i].kind == anyOf && p[i].optional && p[i].overComma
		}
	}
	return false
}

func parseElement(token string, lists map[string][][]atom) (element, error) {
	switch token {
	case "{":
		return element{kind: openPassage}, nil
	case "}":
		return element{kind: closePassage}, nil
	case "^":
		return element{kind: sentenceStart}, nil
	case "$":
		return element{kind: sentenceEnd}, nil
	}
	for _, gap := range [...]struct {
		mark string
		kind elementKind
	}{{"..", gapFree}, {"~", gapSameSubject}, {"-", gapAskless}} {
		if digits, ok := strings.CutPrefix(token, gap.mark); ok {
			reach, err := strconv.Atoi(digits)
			if err != nil || reach < 1 || reach > longestGap {
				return element{}, fmt.Errorf("« %s » : espace de 1 à %d mots", token, longestGap)
			}
			return element{kind: gap.kind, reach: reach}, nil
		}
	}
	e := element{}
	if inner, ok := strings.CutPrefix(token, "["); ok {
		token, e.optional = strings.TrimSuffix(inner, "]"), true
	}
	var err error
	e.among, err = parseAlternatives(token, lists)
	return e, err
}

// parseAlternatives reads a/b_c/<liste>.
func parseAlternatives(token string, lists map[string][][]atom) ([][]atom, error) {
	var among [][]atom
	for alternative := range strings.SplitSeq(token, "/") {
		if name, ok := strings.CutPrefix(alternative, "<"); ok {
			list, known := lists[strings.TrimSuffix(name, ">")]
			if !known {
				return nil, fmt.Errorf("liste « %s » inconnue", alternative)
			}
			among = append(among, list...)
			continue
		}
		var sequence []atom
		for part := range strings.SplitSeq(alternative, "_") {
			a, err := parseAtom(part)
			if err != nil {
				return nil, err
			}
			sequence = append(sequence, a)
		}
		among = append(among, sequence)
	}
	return among, nil
}

func parseAtom(text string) (atom, error) {
	if span, ok := strings.CutPrefix(text, "#"); ok {
		low, high, isRange := strings.Cut(span, "-")
		if !isRange {
			high = low
		}
		lo, errLow := strconv.Atoi(low)
		hi, errHigh := strconv.Atoi(high)
		if errLow != nil || errHigh != nil || lo > hi {
			return atom{}, fmt.Errorf("« %s » : un nombre s'écrit #16-75", text)
		}
		return atom{kind: atomNumber, lo: lo, hi: hi}, nil
	}
	kind := atomStem
	bare, opens := strings.CutPrefix(text, "(")
	switch {
	case strings.HasPrefix(bare, "="):
		kind, bare = atomExact, bare[1:]
	case strings.HasSuffix(bare, "*"):
		kind, bare = atomPrefix, bare[:len(bare)-1]
	}
	folded := fold(bare)
	if folded == "" || strings.Contains(folded, " ") || kind == atomPrefix && len(folded) < shortestPrefix {
		return atom{}, fmt.Errorf("« %s » n'est pas un mot", text)
	}
	if kind == atomStem {
		folded = stemOf(folded)
	}
	return atom{kind: kind, text: folded, opens: opens}, nil
}
