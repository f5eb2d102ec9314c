package matching

import (
	"slices"
	"strings"
	"unicode"
)

// spoken is a word as the offer writes it, with the feature that people who use it share.
type spoken struct {
	word string
	said feature
	bare bool // in small letters, without its punctuation
}

// offerWords marks the words of the title and the description that somebody uses, each with its idf.
func (a *ask) offerWords() {
	s := a.scratch
	s.spoken = s.spoken[:0]
	for _, text := range [2]string{a.offer.Title, a.offer.Description} {
		for word := range strings.FieldsSeq(text) {
			for _, stem := range a.pool.words.of(word) {
				a.speaks = true
				f, ok := a.ix.words.known(kindWord, stem)
				if !ok || s.words[f] > 0 {
					continue
				}
				s.words[f] = a.ix.words.weight[f]
				s.dirty = append(s.dirty, f)
				s.spoken = append(s.spoken, spoken{word: word, said: f})
			}
		}
	}
}

// text is the idf of the words that the presentation shares with the offer, up to a sum that gives all the points.
func (a *ask) text(p *person) part {
	w := &a.w.Text
	if !a.speaks {
		return part{points: hundredths(w.Max), note: noteNotAsked}
	}
	sum := float32(0)
	for _, f := range p.wordList() {
		sum += a.scratch.words[f]
	}
	return part{points: hundredths(w.Max * clamp(float64(sum)/w.Full))}
}

func (a *ask) textText(p *person, m part) string {
	switch {
	case m.note == noteNotAsked:
		return "l'offre n'a pas encore de texte"
	case p.skills == p.words:
		return "pas de présentation"
	case m.points == 0:
		return "la présentation ne reprend pas les mots de l'offre"
	}
	return "la présentation parle de : " + strings.Join(a.sharedWords(p), ", ")
}

// sharedWords gives the offer's own words that the presentation shares, the rarest first.
func (a *ask) sharedWords(p *person) []string {
	idf := a.scratch.words
	var rarest [mostNamed]feature
	n := 0
	for _, f := range p.wordList() {
		if idf[f] == 0 || n == mostNamed && idf[f] <= idf[rarest[n-1]] {
			continue
		}
		n = min(n+1, mostNamed)
		i := n - 1
		for ; i > 0 && idf[rarest[i-1]] < idf[f]; i-- {
			rarest[i] = rarest[i-1]
		}
		rarest[i] = f
	}
	words := make([]string, n)
	for i, f := range rarest[:n] {
		words[i] = a.wordOf(f)
	}
	return words
}

// wordOf is a word as the offer writes it, in small letters.
func (a *ask) wordOf(f feature) string {
	i := slices.IndexFunc(a.scratch.spoken, func(s spoken) bool { return s.said == f })
	s := &a.scratch.spoken[i]
	if !s.bare {
		s.word, s.bare = strings.ToLower(strings.TrimFunc(s.word, notWord)), true
	}
	return s.word
}

func notWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }
