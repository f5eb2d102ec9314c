package search

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/blevesearch/bleve/v2/analysis/char/asciifolding"
)

// longestTitle is how much of a title is read, in bytes; real ones hold one line.
const longestTitle = 300

// titleNoise is what employers write around an occupation and which says nothing of it: sexes, contracts, urgency, pay,
// hours, shifts, references. It works on folded small letters.
var titleNoise = regexp.MustCompile(
	`\b[hfmx]\s*[/\-|]\s*[hfmx](?:\s*[/\-|]\s*[hfmxd])?\b` + // H/F, F/H/X
		`|\b(?:h f|f h|hf|fh|m f)\s*$|\(\s*(?:h|f|hf|fh)\s*\)` +
		`|\b\d[\d ]*(?:[.,]\d+)?\s*(?:k?\s*€|eur(?:os?)?\b|k\b|%|heures?\b|h\s?\d{0,2}\b|mois\b|ans?\b|jours?\b|postes?\b)` +
		`|\b\d\s?x\s?\d\b` + // 2x8
		`|\b[a-z]{0,4}\d{3,}\b` + // references, postal codes, but not R489 beside its word: it is no occupation either
		`|\b(?:urgent|urgence|recrute|recrutons|recherche|recherchons|embauche|poste|offre d'emploi|emploi)\b` +
		`|\b(?:cdi|cdd|cddi|ctt|interim|interimaires?|temps (?:plein|partiel|complet)|plein temps|mi-temps|saisonniers?|saison)\b` +
		`|\b(?:debutants?(?: acceptes?)?|experimentee?s?|confirmee?s?|motivee?s?|immediat|de suite|asap)\b` +
		`|\b(?:de nuit|de jour|de week-end|week-end|journee|en horaires? decales?)\b`)

// emptyTitleWords carry no occupation.
var emptyTitleWords = map[string]struct{}{
	"a": {}, "au": {}, "aux": {}, "d": {}, "de": {}, "des": {}, "du": {}, "en": {}, "et": {}, "l": {}, "la": {}, "le": {}, "les": {},
	"ou": {}, "par": {}, "pour": {}, "sur": {}, "dans": {}, "un": {}, "une": {}, "h": {}, "f": {}, "hf": {}, "avec": {}, "chez": {}, "e": {},
}

// titleWords gives the stems of a title, each once, in order of first sight: « Boulanger / Boulangère » is one word.
func titleWords(title string) []string {
	if len(title) > longestTitle {
		title = strings.ToValidUTF8(title[:longestTitle], "")
	}
	opened := inclusiveWriting{}.Filter([]byte(title))
	folded := strings.ToLower(string(accents.Filter(opened)))
	return distinctStems(titleNoise.ReplaceAllString(folded, " "))
}

var accents = asciifolding.New()

func distinctStems(folded string) []string {
	words := strings.FieldsFunc(folded, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	stems := make([]string, 0, len(words))
next:
	for _, word := range words {
		if _, empty := emptyTitleWords[word]; empty {
			continue
		}
		s := stem(word)
		for _, seen := range stems {
			if seen == s {
				continue next
			}
		}
		stems = append(stems, s)
	}
	return stems
}
