package search

import (
	"errors"
	"html"
	"slices"
	"strings"
	"unicode/utf8"

	"eedk.fr/candidatheque/domain"
	"github.com/blevesearch/bleve/v2/analysis/tokenizer/unicode"
	index "github.com/blevesearch/bleve_index_api"
)

// How much is shown of what matched.
const (
	maxHighlights = 3
	passageBefore = 60  // bytes before the first word found
	passageLength = 180 // bytes in all
)

// fileWords are the texts of a person's file, as written.
type fileWords []string

// errNoDocument is somebody taken out since the snapshot.
var errNoDocument = errors.New("no such document")

// words reads the lines and the presentation of a file.
func (s *snapshot) words(id string) (words fileWords, err error) {
	doc, err := s.reader.Document(id)
	if err != nil {
		return nil, err
	}
	if doc == nil {
		return nil, errNoDocument
	}
	var presentation fileWords
	doc.VisitFields(func(f index.Field) {
		switch f.Name() {
		case fieldLines:
			words = append(words, string(f.Value()))
		case fieldPresentation:
			presentation = append(presentation, string(f.Value()))
		}
	})
	return append(words, presentation...), nil
}

// marks are the stems to mark in a text: those of the words and of what they were read as, beginnings, and the whole
// phrases that say the same.
type marks struct {
	stems   []string
	begun   string
	phrases [][]string
}

func marksOf(list []*asked) (m marks) {
	for _, a := range list {
		m.stems = append(append(m.stems, a.stem), a.near...)
		m.phrases = append(m.phrases, a.marks...)
		if a.begun {
			m.begun = a.stem
		}
	}
	return m
}

// in gives the marks of one text: a phrase counts where all its words stand, for « chariot » alone is no « cariste ».
func (m marks) in(text string) marks {
	var stems []string
	if len(m.phrases) > 0 {
		stems = Stems(text)
	}
	found := marks{stems: m.stems, begun: m.begun}
	for _, phrase := range m.phrases {
		if !slices.ContainsFunc(phrase, func(stem string) bool { return !slices.Contains(stems, stem) }) {
			found.stems = append(slices.Clip(found.stems), phrase...)
		}
	}
	return found
}

func (m marks) has(stem string) bool {
	return slices.Contains(m.stems, stem) || m.begun != "" && strings.HasPrefix(stem, m.begun)
}

// highlights are the lines and the passage of the presentation in which a word of the search stands.
func highlights(words fileWords, m marks) (passages []string) {
	for _, text := range words {
		if passage, ok := highlight(text, m.in(text)); ok {
			passages = append(passages, passage)
		}
		if len(passages) == maxHighlights {
			break
		}
	}
	return passages
}

// mendedWords notes what each word that nobody has was read as, in the letters of a file that was found by it.
func mendedWords(page *domain.PeoplePage, list []*asked, words fileWords) {
	for _, a := range list {
		told := slices.ContainsFunc(page.Mended, func(m domain.Mended) bool { return m.From == a.typed })
		if told || a.known() || len(a.near) == 0 {
			continue
		}
		if written := writtenAs(words, a.near); written != "" {
			page.Mended = append(page.Mended, domain.Mended{From: a.typed, To: written})
		}
	}
}

// writtenAs finds a word of the file by its stem.
func writtenAs(words fileWords, stems []string) string {
	for _, text := range words {
		for _, token := range wordCutter.Tokenize([]byte(text)) {
			if own := Stems(string(token.Term)); len(own) == 1 && slices.Contains(stems, own[0]) {
				return strings.ToLower(string(token.Term))
			}
		}
	}
	return ""
}

// wordCutter cuts the text as written: the offsets of the analysis are those of a text already folded, where « é » is
// shorter than what people read.
var wordCutter = unicode.NewUnicodeTokenizer()

// span is a word found, in bytes of the text.
type span struct{ start, end int }

// highlight cuts the passage around the first word found and marks every word found in it.
func highlight(text string, m marks) (passage string, found bool) {
	var spans []span
	for _, token := range wordCutter.Tokenize([]byte(text)) {
		stems := Stems(string(token.Term))
		if slices.ContainsFunc(stems, m.has) {
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
