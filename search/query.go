package search

import (
	"math/bits"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What is kept of a text that somebody types: the cost of a search must not depend on who types it.
const (
	maxTextLength = 200 // characters
	maxTerms      = 16
	maxTermLength = 40  // characters of one word
	maxNear       = 400 // words that one of a search may be begun or mistyped for
	wellKnown     = 10  // profiles that hold a word, from which it is not mistyped
	fuzzyFrom     = 4   // letters of a stem in which one may be wrong
)

// Points of a word found in an occupation's name, in another text, by a synonym, only begun, or mistyped; times its rarity.
const (
	occupationPoints = 30
	textPoints       = 10
	synonymPoints    = 8
	begunPoints      = 4
	mistypedPoints   = 2
)

// term is a word of a search: its stem, and whether it may be mistyped or only begun.
type term struct {
	typed string // as typed, small letters
	stem  string
	fuzzy bool
	begun bool
}

// terms analyses what somebody typed. Control characters count as spaces; the rest beyond the limits is left.
func terms(text string) (list []term) {
	for _, word := range strings.Fields(tidy(text)) {
		for _, stem := range Stems(word) {
			if letters := utf8.RuneCountInString(stem); letters > 0 && letters <= maxTermLength && len(list) < maxTerms {
				typed := strings.ToLower(strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }))
				list = append(list, term{typed: typed, stem: stem, fuzzy: letters >= fuzzyFrom})
			}
		}
	}
	if len(list) > 0 {
		list[len(list)-1].begun = utf8.RuneCountInString(list[len(list)-1].stem) >= 2
	}
	return list
}

// tidy keeps the first characters of a text, invalid bytes and control characters read as spaces.
func tidy(text string) string {
	text = text[:min(len(text), maxTextLength*utf8.UTFMax)]
	runes := []rune(strings.ToValidUTF8(text, " "))
	for i, r := range runes {
		if unicode.IsControl(r) {
			runes[i] = ' '
		}
	}
	return string(runes[:min(len(runes), maxTextLength)])
}

// asked is a word of a search looked up among the files: who answers it, by how well.
type asked struct {
	term
	occupation, text, synonym, begunBy, mistyped rowSet
	// near are the stems it may have been meant for, best the likeliest.
	near []string
	best string
	// marks are the texts that answer it by a synonym, for highlights.
	marks [][]string
	// holders have the word as it is. weight is its rarity, 0 when it is left out.
	holders int
	weight  int
}

// known tells that somebody's file has the word, or one that begins so.
func (a *asked) known() bool { return a.holders > 0 || a.begunBy != nil && a.begunBy.count() > 0 }

// lookUp finds who has the word as it is, and who has one that it begins.
func (s *snapshot) lookUp(t term) (*asked, error) {
	a := &asked{term: t, occupation: newRowSet(s.rows), text: newRowSet(s.rows), synonym: newRowSet(s.rows)}
	if err := s.holders(fieldOccupation, t.stem, a.occupation); err != nil {
		return nil, err
	}
	if err := s.holders(fieldText, t.stem, a.text); err != nil {
		return nil, err
	}
	a.holders = a.text.count()
	if !t.begun {
		return a, nil
	}
	stems, err := s.begunBy(t.stem, maxNear)
	if err != nil {
		return nil, err
	}
	a.begunBy, err = s.union(stems)
	return a, err
}

// union is who has one of the stems.
func (s *snapshot) union(stems []string) (rowSet, error) {
	set := newRowSet(s.rows)
	for _, stem := range stems {
		if err := s.holders(fieldText, stem, set); err != nil {
			return nil, err
		}
	}
	return set, nil
}

// mend looks for what a rare word may have been meant for: words one letter away, and those that sound alike. A word that
// nobody has is read as one other: a name of a trade before any word, what sounds alike before what does not, then
// the most held.
func (x *Index) mend(s *snapshot, a *asked) error {
	near, err := s.near(a.stem, maxNear)
	if err != nil {
		return err
	}
	alike := slips(a.stem)
	a.mistyped = newRowSet(s.rows)
	var best rowSet
	most := 0
	for _, stem := range append(near, alike...) {
		one := newRowSet(s.rows)
		if err := s.holders(fieldText, stem, one); err != nil {
			return err
		}
		n := one.count()
		if n == 0 || stem == a.stem || slices.Contains(a.near, stem) {
			continue
		}
		a.near = append(a.near, stem)
		a.mistyped.or(one)
		if slices.Contains(alike, stem) {
			n += s.rows
		}
		if x.thesaurus.names(stem) {
			n += 2 * s.rows
		}
		if n > most {
			a.best, best, most = stem, one, n
		}
	}
	if a.holders == 0 && a.best != "" {
		a.near, a.mistyped = []string{a.best}, best
	}
	return nil
}

// weigh gives each word its rarity, from 1 to 17. A word of most profiles (« cherche ») tells nobody from anybody, and is
// left out when a rarer one stands.
func weigh(list []*asked, people int) {
	rarest := people + 1
	for _, a := range list {
		rarest = min(rarest, a.holders)
	}
	for _, a := range list {
		if a.holders > rarest && a.holders >= wellKnown && a.holders > people/2 {
			continue
		}
		a.weight = bits.Len(uint(max(1, people/(a.holders+1))))
	}
}

// needed is how many words of a search must be found: all of one or two, two thirds of more.
func needed(words int) int { return (2*words + 2) / 3 }

// answer is who answers enough of the words, and with how many points.
func answer(list []*asked, points []int32, set rowSet) {
	found, kept := make([]uint8, len(points)), 0
	seen := make(rowSet, len(set))
	for _, a := range list {
		if a.weight == 0 {
			continue
		}
		kept++
		clear(seen)
		for _, level := range [...]struct {
			rows   rowSet
			points int
		}{{a.occupation, occupationPoints}, {a.text, textPoints}, {a.synonym, synonymPoints}, {a.begunBy, begunPoints}, {a.mistyped, mistypedPoints}} {
			if level.rows == nil {
				continue
			}
			level.rows.minus(seen)
			level.rows.each(func(row int32) {
				found[row]++
				points[row] += int32(level.points * a.weight)
			})
			seen.or(level.rows)
		}
	}
	for row, n := range found {
		if n > 0 && int(n) >= needed(kept) {
			set.add(int32(row))
		}
	}
}
