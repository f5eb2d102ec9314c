package domain

import (
	"html"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Quote is a text by which somebody is known beyond doubt, as the words that make it.
type Quote struct {
	words []string
	// exact: a key or an address, whose signs between the words count, and which nothing may prolong.
	exact string
}

const (
	// longQuote is from how many characters a presentation is nobody else's.
	longQuote = 40
	// longKey is from how many characters a key with a figure in it is sought within texts: « 12 » names nobody there.
	longKey = 6
	// erasedName stands for what named an erased person in a text to others.
	erasedName = "personne effacée"
	// erasedKey stands for their key or their address, in an address of a page too.
	erasedKey = "personne-effacee"
)

// quotesOf are the texts that name somebody and nobody else: the full name both ways round, the address, the phone as it
// may be written, the keys, a long presentation. A first or a last name alone is a word that anything may hold.
func quotesOf(p *Person) (list []Quote) {
	k := p.Candidate
	first, last := nameWords(k.FirstName), nameWords(k.LastName)
	if len(first) > 0 && len(last) > 0 {
		list = append(list, Quote{words: slices.Concat(first, last)}, Quote{words: slices.Concat(last, first)})
	}
	for _, form := range phoneForms(k.Phone) {
		list = append(list, Quote{words: form})
	}
	if utf8.RuneCountInString(strings.TrimSpace(p.Profile.Presentation)) >= longQuote {
		list = append(list, wordsQuote(p.Profile.Presentation))
	}
	if strings.Contains(k.Email, "@") {
		list = append(list, exactQuote(k.Email))
	}
	for _, id := range append([]string{p.ID}, p.Merged...) {
		if len(id) >= longKey && strings.ContainsAny(id, "0123456789") {
			list = append(list, exactQuote(id))
		}
	}
	return slices.DeleteFunc(list, func(q Quote) bool { return len(q.words) == 0 })
}

// phoneForms are the ways of writing a French number: its figures together or by two, at home and from abroad.
func phoneForms(phone string) (forms [][]string) {
	n := phoneFigures(phone)
	if n == "" {
		return nil
	}
	pairs := []string{n[1:3], n[3:5], n[5:7], n[7:9]}
	for _, first := range [][]string{{"0" + n[:1]}, {"33", n[:1]}, {"0033", n[:1]}, {"33", "0", n[:1]}} {
		forms = append(forms, slices.Concat(first, pairs))
	}
	return append(forms, []string{"0" + n}, []string{"33" + n}, []string{"0033" + n}, []string{n}, nameWords(phone))
}

func wordsQuote(text string) Quote { return Quote{words: nameWords(text)} }

func exactQuote(text string) Quote {
	return Quote{words: nameWords(text), exact: strings.TrimSpace(text)}
}

// Words are the words of the quote, folded.
func (q Quote) Words() []string { return q.words }

// span is a word where it stands in a text.
type span struct {
	from, to int
	word     string
}

func nameWords(text string) (words []string) {
	for _, w := range spansOf(text, plainWriting) {
		words = append(words, w.word)
	}
	return words
}

// writing is how a text is written: as it reads, or as a page whose tags are not read.
type writing uint8

const (
	plainWriting writing = iota
	htmlWriting
)

// spansOf parts a text into its words: what is between two signs that are neither letters nor figures. Of a page, only what
// is read: tags and their attributes are passed over.
func spansOf(text string, how writing) (list []span) {
	from := -1
	end := func(at int) {
		if from >= 0 {
			list = append(list, span{from, at, FoldLetters(text[from:at])})
			from = -1
		}
	}
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) {
			if from < 0 {
				from = i
			}
			i += size
			continue
		}
		end(i)
		if how == htmlWriting {
			size = max(size, passedOver(text[i:]))
		}
		i += size
	}
	end(len(text))
	return list
}

// passedOver is the length of the tag or of the entity that begins a text.
func passedOver(text string) int {
	switch text[0] {
	case '<':
		return strings.IndexByte(text, '>') + 1
	case '&':
		if n := strings.IndexByte(text, ';'); n < len("&#x10ffff") {
			return n + 1
		}
	}
	return 0
}

// FoldLetters takes case and accents away, those typed on their own too: a name is written with and without.
func FoldLetters(text string) string {
	return accents.Replace(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, text))
}

// quotation is a quote where it stands.
type quotation struct {
	quote Quote
	words []span
}

// foundIn lists where somebody is quoted in a text, the longest quote first.
func (f Forgotten) foundIn(text string, words []span, takes func(Quote) bool) (list []quotation) {
	byFirst := f.byFirst
	if byFirst == nil {
		byFirst = indexQuotes(f.Quotes)
	}
	for i := 0; i < len(words); {
		found := quotation{}
		for _, q := range byFirst[words[i].word] {
			n := len(q.words)
			if takes(q) && n > len(found.words) && n <= len(words)-i && q.stands(text, words[i:i+n]) {
				found = quotation{q, words[i : i+n]}
			}
		}
		if len(found.words) > 0 {
			list = append(list, found)
		}
		i += max(len(found.words), 1)
	}
	return list
}

func indexQuotes(list []Quote) map[string][]Quote {
	byFirst := map[string][]Quote{}
	for _, q := range list {
		byFirst[q.words[0]] = append(byFirst[q.words[0]], q)
	}
	return byFirst
}

// stands tells whether these words are the quote; « anne.max@exemple.fr » is not the address « max@exemple.fr ».
func (q Quote) stands(text string, words []span) bool {
	if !slices.EqualFunc(q.words, words, func(word string, s span) bool { return word == s.word }) {
		return false
	}
	if q.exact == "" {
		return true
	}
	from, to := words[0].from, words[len(words)-1].to
	core := strings.TrimFunc(q.exact, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if FoldLetters(html.UnescapeString(text[from:to])) != FoldLetters(core) {
		return false
	}
	before, after := "-_#", "-_"
	if strings.Contains(q.exact, "@") {
		before, after = "-_.+%", "-_@"
		if to+1 < len(text) && text[to] == '.' && unicode.IsLetter(rune(text[to+1])) {
			return false
		}
	}
	return (core != q.exact || from == 0 || !strings.ContainsRune(before, rune(text[from-1]))) &&
		(to == len(text) || !strings.ContainsRune(after, rune(text[to])))
}

func anyQuote(Quote) bool { return true }

// redact puts « personne effacée » where a text quotes somebody. In a page, tags stay as they are, but for keys and
// addresses, which the attributes of links hold too.
func (f Forgotten) redact(text string, how writing) string {
	if how == htmlWriting {
		text = f.replace(text, spansOf(text, plainWriting), func(q Quote) bool { return q.exact != "" }, plainWriting)
	}
	return f.replace(text, spansOf(text, how), anyQuote, how)
}

// replace cuts out what quotes somebody; of a page it keeps the tags that stand between the words.
func (f Forgotten) replace(text string, words []span, takes func(Quote) bool, how writing) string {
	var out strings.Builder
	at := 0
	for _, found := range f.foundIn(text, words, takes) {
		run := found.words
		out.WriteString(text[at:run[0].from])
		at = run[len(run)-1].to
		if found.quote.exact != "" {
			out.WriteString(erasedKey)
			continue
		}
		out.WriteString(erasedName)
		for n := 1; how == htmlWriting && n < len(run); n++ {
			if between := text[run[n-1].to:run[n].from]; strings.Contains(between, "<") {
				out.WriteString(between)
			}
		}
	}
	out.WriteString(text[at:])
	return out.String()
}
