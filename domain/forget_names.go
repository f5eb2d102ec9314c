package domain

import (
	"slices"
	"strings"
)

// namedAs is how the name of somebody is written: the words of each part, folded.
type namedAs struct{ last, first []string }

// WithNames is whoever leaves with their names, by which rows of files and what bears their last name alone are known.
// common tells the words that trades and towns have too: a last name made of them alone names nobody, but in a list that
// held the person.
func (f Forgotten) WithNames(people []*Person, common func(word string) bool) Forgotten {
	for _, p := range people {
		n := namedAs{nameWords(p.Candidate.LastName), nameWords(p.Candidate.FirstName)}
		if len(n.last) == 0 {
			continue
		}
		f.named = append(f.named, n)
		if slices.ContainsFunc(n.last, func(w string) bool { return !common(w) }) {
			f.rare = append(f.rare, Quote{words: n.last})
		}
		f.lasts = append(f.lasts, Quote{words: n.last})
	}
	return f
}

// LastNames are the last names by which a list may be known, for those who look for where they stand.
func (f Forgotten) LastNames() []Quote { return f.lasts }

// InRow tells whether a row of a file is theirs: it has one of their keys, quotes them, or holds their last and their first
// name, in any order. Letter case, accents and signs aside.
func (f Forgotten) InRow(cells []string) bool {
	if slices.ContainsFunc(cells, func(cell string) bool { return f.Is(strings.TrimSpace(cell)) }) {
		return true
	}
	text := strings.Join(cells, "\n")
	words := spansOf(text, plainWriting)
	if len(f.foundIn(text, words, anyQuote)) > 0 {
		return true
	}
	return slices.ContainsFunc(f.named, func(n namedAs) bool {
		return len(n.first) > 0 && holdsWords(words, n.last) && holdsWords(words, n.first)
	})
}

// InRowOfLastNames is InRow for a file that has no first names: a cell that is their last name is enough.
func (f Forgotten) InRowOfLastNames(cells []string) bool {
	return f.InRow(cells) || slices.ContainsFunc(cells, func(cell string) bool {
		words := nameWords(cell)
		return slices.ContainsFunc(f.named, func(n namedAs) bool { return slices.Equal(words, n.last) })
	})
}

func holdsWords(words []span, sought []string) bool {
	return !slices.ContainsFunc(sought, func(w string) bool {
		return !slices.ContainsFunc(words, func(s span) bool { return s.word == w })
	})
}

// bearing is whoever leaves, with the last names that are quotes too in what is named after people.
func (f Forgotten) bearing(lasts []Quote) Forgotten {
	f.Quotes = slices.Concat(f.Quotes, lasts)
	f.byFirst = indexQuotes(f.Quotes)
	return f
}

// firstRunes cuts a text to so many characters.
func firstRunes(text string, most int) string {
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most])
	}
	return text
}
