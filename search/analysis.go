package search

import (
	"errors"
	"sync"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/char/asciifolding"
	"github.com/blevesearch/bleve/v2/analysis/lang/fr"
	"github.com/blevesearch/bleve/v2/analysis/token/lowercase"
	"github.com/blevesearch/bleve/v2/analysis/tokenizer/unicode"
	"github.com/blevesearch/bleve/v2/registry"
)

// The names under which the pieces stand in bleve's registry and in the mapping stored with an index.
const (
	frenchAnalyzer  = "francais"
	inclusiveFilter = "ecriture_inclusive"
	stemFilter      = "racines_francaises"
	stopFilter      = "mots_vides_sans_accent"
)

func init() {
	registrationFault = errors.Join(
		registry.RegisterCharFilter(inclusiveFilter, func(map[string]any, *registry.Cache) (analysis.CharFilter, error) {
			return inclusiveWriting{}, nil
		}),
		registry.RegisterTokenFilter(stemFilter, func(map[string]any, *registry.Cache) (analysis.TokenFilter, error) {
			return stemmer{}, nil
		}),
		registry.RegisterTokenFilter(stopFilter, func(map[string]any, *registry.Cache) (analysis.TokenFilter, error) {
			return unaccentedStops{}, nil
		}),
		registry.RegisterAnalyzer(frenchAnalyzer, newFrench),
	)
}

// registrationFault is why the analysis could not be registered: newFrench says so to Open, through the mapping.
var registrationFault error

// newFrench chains the analysis: inclusive writing opened, accents and ligatures folded (œ as oe), words cut as Unicode
// does, small letters, elision (l'atelier), empty words dropped, gender and number removed.
func newFrench(_ map[string]any, cache *registry.Cache) (analysis.Analyzer, error) {
	if registrationFault != nil {
		return nil, registrationFault
	}
	chain := &analysis.DefaultAnalyzer{}
	for _, name := range [...]string{inclusiveFilter, asciifolding.Name} {
		filter, err := cache.CharFilterNamed(name)
		if err != nil {
			return nil, err
		}
		chain.CharFilters = append(chain.CharFilters, filter)
	}
	tokenizer, err := cache.TokenizerNamed(unicode.Name)
	if err != nil {
		return nil, err
	}
	chain.Tokenizer = tokenizer
	for _, name := range [...]string{lowercase.Name, fr.ElisionName, fr.StopName, stopFilter, stemFilter} {
		filter, err := cache.TokenFilterNamed(name)
		if err != nil {
			return nil, err
		}
		chain.TokenFilters = append(chain.TokenFilters, filter)
	}
	return chain, nil
}

// french is the analyzer outside an index; it holds no state and serves everybody at once.
var french = sync.OnceValues(func() (analysis.Analyzer, error) {
	return newFrench(nil, registry.NewCache())
})

// Stems gives the stems of a French text in order, repeats included: « des maçonnes expérimentées » and « maçon
// expérimenté » give the same two. It is safe for concurrent use.
func Stems(text string) []string {
	analyzer, err := french()
	if err != nil {
		return nil // the registry refused at start: Open has already said so
	}
	tokens := analyzer.Analyze([]byte(text))
	stems := make([]string, 0, len(tokens))
	for _, t := range tokens {
		stems = append(stems, string(t.Term))
	}
	return stems
}

// unaccentedStops drops the empty words that the stock list only knows with their accents, which are folded before it.
type unaccentedStops struct{}

var stopsWithoutAccent = map[string]struct{}{
	"meme": {}, "memes": {}, "ete": {}, "etee": {}, "etes": {}, "etais": {}, "etait": {}, "etaient": {}, "etant": {},
	"deja": {}, "tres": {}, "ou": {}, "etre": {}, "apres": {}, "a": {},
}

func (unaccentedStops) Filter(tokens analysis.TokenStream) analysis.TokenStream {
	kept := tokens[:0]
	for _, t := range tokens {
		if _, empty := stopsWithoutAccent[string(t.Term)]; !empty {
			kept = append(kept, t)
		}
	}
	return kept
}
