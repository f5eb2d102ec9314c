package search

import (
	"strings"

	"github.com/blevesearch/bleve/v2/analysis"
)

// stemmer makes feminine, masculine and plural meet. It works on folded small letters and removes inflection only:
// a stronger one would join « chauffeur » and « chauffage », which are two trades.
type stemmer struct{}

func (stemmer) Filter(tokens analysis.TokenStream) analysis.TokenStream {
	for _, t := range tokens {
		if s := stem(string(t.Term)); len(s) != len(t.Term) || s != string(t.Term) {
			t.Term = []byte(s)
		}
	}
	return tokens
}

// shortestInflected is the length under which a word is kept as it is: « bus », « gaz », « pvc ».
const shortestInflected = 4

// ending rewrites the end of a word that is at least Min bytes long.
type ending struct {
	Min      int
	From, To string
}

// endings are tried in order, the first that fits alone is applied. They bring the feminine to the masculine, and -eux to
// -eur so that « sérieux » meets « sérieuse ».
var endings = []ending{
	{6, "trice", "teur"},  // conductrice
	{6, "euse", "eur"},    // serveuse, soudeuse
	{7, "eresse", "eur"},  // défenderesse
	{6, "eux", "eur"},     // sérieux
	{5, "eaux", "eau"},    // panneaux
	{5, "aux", "al"},      // municipaux
	{6, "ive", "if"},      // sportive
	{7, "esse", "e"},      // hôtesse
	{6, "euve", "euf"},    // neuve, veuve
	{6, "ouvelle", "eau"}, // nouvelle
}

// stem removes gender and number from a folded word.
func stem(word string) string {
	if len(word) < shortestInflected || strings.Trim(word, "abcdefghijklmnopqrstuvwxyz") != "" {
		return word
	}
	if last := word[len(word)-1]; last == 's' || last == 'x' && !strings.HasSuffix(word, "eux") && !strings.HasSuffix(word, "aux") {
		word = word[:len(word)-1]
	}
	for _, e := range endings {
		if len(word) >= e.Min && strings.HasSuffix(word, e.From) {
			word = word[:len(word)-len(e.From)] + e.To
			break
		}
	}
	for len(word) >= shortestInflected && word[len(word)-1] == 'e' {
		word = word[:len(word)-1]
	}
	// maçonne, technicienne, professionnelle, cheffe: the mute e had doubled the consonant
	if n := len(word); n >= shortestInflected && word[n-1] == word[n-2] {
		word = word[:n-1]
	}
	return word
}
