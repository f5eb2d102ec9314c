package search

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/blevesearch/bleve/v2/analysis/char/asciifolding"
)

// longestTitle is how much of a title is read, in bytes; real ones hold one line.
const longestTitle = 300

// sexNoise says that an offer is for both sexes; it stands in names as well as in titles. It works on folded small letters.
var sexNoise = regexp.MustCompile(`\b[hfmx]\s*[/\-|]\s*[hfmx](?:\s*[/\-|]\s*[hfmxd])?\b|\b(?:h f|f h|hf|fh|m f)\s*$|\(\s*(?:h|f|hf|fh)\s*\)`)

// titleNoise is what employers write around an occupation and which says nothing of it: contracts, urgency, pay, hours,
// shifts, references. A word that makes an occupation elsewhere (« ingénieur de recherche ») is noise at the start only.
var titleNoise = regexp.MustCompile(
	`^\W*(?:offre d'emploi|offre|emploi|poste de|nous recherchons|(?:on )?recherche|recherchons|recrute|recrutons|embauche)\b` +
		`|\b\d[\d ]*(?:[.,]\d+)?\s*(?:k?\s*€|(?:eur(?:os?)?|k|heures?|h\s?\d{0,2}|mois|ans?|jours?|postes?)\b|%)` +
		`|\b\d\s?x\s?\d\b` + // 2x8
		`|\b[a-z]{0,4}\d{3,}\b` + // references and postal codes
		`|\b(?:urgent|urgence|cdi|cdd|cddi|ctt|interim|interimaires?|temps (?:plein|partiel|complet)|plein temps|mi-temps|saisonniers?)\b` +
		`|\b(?:debutants?(?: acceptes?)?|experimentee?s?|confirmee?s?|motivee?s?|seniors?|juniors?|alternance|stage|stagiaires?|freelance|immediat|de suite|asap)\b` +
		`|\b(?:de week-end|week-end|horaires? decales?)\b`)

// emptyTitleWords carry no occupation.
var emptyTitleWords = map[string]struct{}{
	"a": {}, "au": {}, "aux": {}, "d": {}, "de": {}, "des": {}, "du": {}, "en": {}, "et": {}, "l": {}, "la": {}, "le": {}, "les": {},
	"ou": {}, "par": {}, "pour": {}, "sur": {}, "dans": {}, "un": {}, "une": {}, "h": {}, "f": {}, "hf": {}, "avec": {}, "chez": {}, "e": {},
}

// titleWords gives the stems of a name, each once, in order of first sight: « Boulanger / Boulangère » is one word.
func titleWords(title string) []string {
	return distinctStems(sexNoise.ReplaceAllString(foldTitle(title), " "))
}

// foldTitle opens inclusive writing, takes accents off and writes small.
func foldTitle(title string) string {
	if len(title) > longestTitle {
		title = strings.ToValidUTF8(title[:longestTitle], "")
	}
	opened := inclusiveWriting{}.Filter([]byte(title))
	return strings.ToLower(string(accents.Filter(opened)))
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

// asideMark is where a title leaves the occupation for its surroundings: a dash between spaces, a bracket, a comma.
var asideMark = regexp.MustCompile(`\s[-–—|:]\s|[(,;|]`)

// kernelWords splits the words of a real title: those of the first part that says something, then the rest.
func kernelWords(title string) (words []string, kernel int) {
	text := titleNoise.ReplaceAllString(sexNoise.ReplaceAllString(foldTitle(title), " "), " ")
	words = distinctStems(text)
	for at := 0; ; {
		mark := asideMark.FindStringIndex(text[at:])
		if mark == nil {
			return words, len(words)
		}
		at += mark[1]
		if kernel = len(distinctStems(text[:at])); kernel > 0 {
			return words, kernel
		}
	}
}
