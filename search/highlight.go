package search

import (
	"html"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/analysis/tokenizer/unicode"
	"github.com/blevesearch/bleve/v2/search"
)

// How much is shown of what matched.
const (
	maxHighlights = 3
	passageBefore = 60  // bytes before the first word found
	passageLength = 180 // bytes in all
)

// highlights are the lines and the passage of the presentation in which a word of the search stands.
func highlights(hit *search.DocumentMatch, words []term) (passages []string) {
	if len(words) == 0 {
		return nil
	}
	texts := append(stringsOf(hit.Fields[fieldLines]), stringsOf(hit.Fields[fieldPresentation])...)
	for _, text := range texts {
		if passage, ok := highlight(text, words); ok {
			passages = append(passages, passage)
		}
		if len(passages) == maxHighlights {
			break
		}
	}
	return passages
}

// stringsOf reads a stored field: Bleve gives one value alone, several as a list.
func stringsOf(value any) (list []string) {
	switch v := value.(type) {
	case string:
		return []string{v}
	case []any:
		for _, one := range v {
			if s, ok := one.(string); ok {
				list = append(list, s)
			}
		}
	}
	return list
}

// wordCutter cuts the text as written: the offsets of the analysis are those of a text already folded, where « é » is
// shorter than what people read.
var wordCutter = unicode.NewUnicodeTokenizer()

// span is a word found, in bytes of the text.
type span struct{ start, end int }

// highlight cuts the passage around the first word found and marks every word found in it.
func highlight(text string, words []term) (passage string, found bool) {
	var spans []span
	for _, token := range wordCutter.Tokenize([]byte(text)) {
		stems := Stems(string(token.Term))
		if slices.ContainsFunc(stems, func(stem string) bool { return matchesAny(stem, words) }) {
			spans = append(spans, span{token.Start, token.End})
		}
	}
	if len(spans) == 0 {
		return "", false
	}
	from, to := window(text, spans[0])
	var b strings.Builder
	if from > 0 {
		b.WriteString("… ")
	}
	at := from
	for _, s := range spans {
		if s.start < at || s.end > to {
			continue
		}
		b.WriteString(html.EscapeString(text[at:s.start]))
		b.WriteString("<mark>" + html.EscapeString(text[s.start:s.end]) + "</mark>")
		at = s.end
	}
	b.WriteString(html.EscapeString(text[at:to]))
	if to < len(text) {
		b.WriteString(" …")
	}
	return b.String(), true
}

// window is the part of a text to show around a word, cut at spaces where there are some.
func window(text string, s span) (from, to int) {
	if len(text) <= passageLength {
		return 0, len(text)
	}
	if from = max(0, s.start-passageBefore); from > 0 {
		if space := strings.IndexByte(text[from:s.start], ' '); space >= 0 {
			from += space + 1
		}
		for from < s.start && !utf8.RuneStart(text[from]) {
			from++
		}
	}
	if to = max(s.end, min(len(text), from+passageLength)); to < len(text) {
		if space := strings.LastIndexByte(text[s.end:to], ' '); space >= 0 {
			to = s.end + space
		}
		for to > s.end && !utf8.RuneStart(text[to]) {
			to--
		}
	}
	return from, to
}

// matchesAny tells whether a stem of the text is what one of the words asked for.
func matchesAny(stem string, words []term) bool {
	for _, w := range words {
		if stem == w.stem || w.begun && len(w.stem) >= 2 && strings.HasPrefix(stem, w.stem) || w.fuzzy && oneApart(stem, w.stem) {
			return true
		}
	}
	return false
}

// oneApart tells whether one letter added, dropped or changed after the first makes a of b.
func oneApart(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 || a == "" || a[0] != b[0] {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) == len(b) {
		return i == len(a) || a[i+1:] == b[i+1:]
	}
	return a[i:] == b[i+1:]
}
