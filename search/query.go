package search

import (
	"context"
	"errors"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"eedk.fr/candidatheque/domain"
	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"
	index "github.com/blevesearch/bleve_index_api"
)

// What is kept of a text that somebody types: the cost of a search must not depend on who types it.
const (
	maxTextLength = 200 // characters
	maxTerms      = 16
	maxTermLength = 40 // characters of one word
	wellKnown     = 10 // profiles that hold a word, from which it is not mistyped
	fuzzyFrom     = 4  // letters of a stem in which one may be wrong
)

// Weight of a word found in an occupation's name, mistyped, or only begun, against one found as it is anywhere.
const (
	occupationBoost = 3
	mistypedBoost   = 0.2
	begunBoost      = 0.4
)

// term is a word of a search: its stem, and whether it may be mistyped or only begun.
type term struct {
	stem    string
	fuzzy   bool
	begun   bool
	holders uint64 // profiles that have it as it is
}

// terms analyses what somebody typed. Control characters count as spaces; the rest beyond the limits is left.
func terms(text string) (list []term) {
	stems := Stems(tidy(text))
	for _, stem := range stems[:min(maxTerms, len(stems))] {
		if letters := utf8.RuneCountInString(stem); letters > 0 && letters <= maxTermLength {
			list = append(list, term{stem: stem, fuzzy: letters >= fuzzyFrom})
		}
	}
	if len(list) > 0 {
		list[len(list)-1].begun = true
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

// settle looks the words up among the profiles. A well-known word is well typed: its neighbours would be other words
// (pont, port). A word of most profiles (« cherche ») tells nobody from anybody, and is left when a rarer one stands.
func settle(engine bleve.Index, list []term) ([]term, error) {
	people, err := engine.DocCount()
	if err != nil {
		return nil, err
	}
	rarest := ^uint64(0)
	for i := range list {
		if list[i].holders, err = holders(engine, list[i].stem); err != nil {
			return nil, err
		}
		list[i].fuzzy = list[i].fuzzy && list[i].holders < wellKnown
		rarest = min(rarest, list[i].holders)
	}
	return slices.DeleteFunc(list, func(t term) bool {
		return t.holders > rarest && t.holders >= wellKnown && t.holders > people/2
	}), nil
}

// holders counts the profiles that have a stem.
func holders(engine bleve.Index, stem string) (uint64, error) {
	dict, err := engine.FieldDictRange(fieldText, []byte(stem), []byte(stem))
	if err != nil {
		return 0, err
	}
	entry, err := dict.Next()
	if err := errors.Join(err, dict.Close()); err != nil || entry == nil {
		return 0, err
	}
	return entry.Count, nil
}

// wordsQuery asks for most of the words: all of one or two, two thirds of more.
func wordsQuery(list []term) query.Query {
	words := make([]query.Query, 0, len(list))
	for _, t := range list {
		words = append(words, t.query())
	}
	q := bleve.NewDisjunctionQuery(words...)
	q.SetMin(float64((2*len(list) + 2) / 3))
	return q
}

func (t term) query() query.Query {
	any := bleve.NewDisjunctionQuery(boosted(exact(fieldOccupation, t.stem), occupationBoost), exact(fieldText, t.stem))
	if t.fuzzy {
		q := bleve.NewFuzzyQuery(t.stem)
		q.SetField(fieldText)
		q.SetFuzziness(1)
		q.SetPrefix(1)
		any.AddQuery(boosted(q, mistypedBoost))
	}
	if t.begun && len(t.stem) >= 2 {
		q := bleve.NewPrefixQuery(t.stem)
		q.SetField(fieldText)
		any.AddQuery(boosted(q, begunBoost))
	}
	return any
}

func exact(field, value string) *query.TermQuery {
	q := bleve.NewTermQuery(value)
	q.SetField(field)
	return q
}

func boosted(q query.BoostableQuery, by float64) query.Query {
	q.SetBoost(by)
	return q
}

// filters are the conditions of a search that cost no score.
func (x *Index) filters(q domain.PeopleQuery) (list []query.Query) {
	add := func(field, value string) {
		if value != "" {
			list = append(list, exact(field, value))
		}
	}
	if !q.Outside {
		add(fieldPool, inPool)
	}
	if q.ROME != "" {
		list = append(list, oneOf(fieldROME, append(codesOf(x.labels.expand(q.ROME)), string(q.ROME))))
	}
	if q.Contract != "" {
		list = append(list, oneOf(fieldContract, []string{string(q.Contract), unsaid}))
	}
	add(fieldCertificate, q.Certificate)
	add(fieldLicence, string(q.Licence))
	add(fieldDomain, string(q.Domain))
	if q.AvailableBy.Known() {
		from, to, inclusive := 0.0, float64(q.AvailableBy), true
		free := bleve.NewNumericRangeInclusiveQuery(&from, &to, &inclusive, &inclusive)
		free.SetField(fieldAvailable)
		list = append(list, free)
	}
	if q.Near.Known() {
		list = append(list, x.nearQuery(q.Near, q.Km))
	}
	return list
}

// nearQuery asks for people of a commune, or of all communes whose centre is at most km away, exactly.
func (x *Index) nearQuery(centre domain.Commune, km float64) query.Query {
	if !(km > 0) {
		return exact(fieldINSEE, centre.INSEE)
	}
	cells, points := x.places.within(centre, km)
	if len(cells)+len(points) == 0 {
		return bleve.NewMatchNoneQuery()
	}
	return bleve.NewDisjunctionQuery(oneOf(fieldCell, cells), oneOf(fieldPlace, points))
}

func codesOf(list []domain.ROME) (codes []string) {
	for _, c := range list {
		codes = append(codes, string(c))
	}
	return codes
}

func oneOf(field string, values []string) query.Query {
	q := bleve.NewDisjunctionQuery()
	for _, v := range values {
		q.AddQuery(exact(field, v))
	}
	return q
}

// unscored runs a query without counting scores. Bleve's own filter clause was measured seven times slower.
type unscored struct{ inner query.Query }

// Searcher is called by Bleve.
func (u unscored) Searcher(ctx context.Context, r index.IndexReader, m mapping.IndexMapping, o search.SearcherOptions) (search.Searcher, error) {
	o.Score, o.IncludeTermVectors, o.Explain = "none", false, false
	return u.inner.Searcher(ctx, r, m, o)
}
