package referential

import (
	_ "embed"
	"regexp"
	"strings"
	"sync"

	"eedk.fr/candidatheque/domain"
)

//go:embed builtin/naf.txt
var nafFacts string

// nafSection is a letter of NAF rev. 2 and the divisions it holds.
type nafSection struct{ letter, first, last, label string }

type nafTable struct {
	sections  []nafSection
	divisions map[string]string
}

var naf = sync.OnceValue(func() nafTable {
	t := nafTable{divisions: map[string]string{}}
	for _, f := range facts(nafFacts) {
		if len(f) == 4 {
			t.sections = append(t.sections, nafSection{f[0], f[1], f[2], f[3]})
			continue
		}
		t.divisions[f[0]] = f[1]
	}
	return t
})

var nafShape = regexp.MustCompile(`^(\d{2})\.?(\d{2})([A-Z])$`)

// ParseNAF reads an activity code « 43.99C », with or without the point, and writes it with. The division must exist;
// the classes are INSEE's affair.
func ParseNAF(text string) (string, error) {
	m := nafShape.FindStringSubmatch(strings.ToUpper(strings.TrimSpace(text)))
	if m == nil {
		return "", domain.Invalid("naf", "« %s » n'est pas un code d'activité (NAF). Il s'écrit 43.99C.", clip(text))
	}
	if _, ok := naf().divisions[m[1]]; !ok {
		return "", domain.Invalid("naf", "La division %s n'existe pas dans la nomenclature d'activités (NAF).", m[1])
	}
	return m[1] + "." + m[2] + m[3], nil
}

// NAFLabel names the activity of a code by its division (« Travaux de construction spécialisés »); empty when unknown.
func NAFLabel(code string) string {
	if len(code) < 2 {
		return ""
	}
	return naf().divisions[code[:2]]
}

// NAFSection gives the letter and label of the section of a code (« F », « Construction »).
func NAFSection(code string) (letter, label string, ok bool) {
	if len(code) < 2 {
		return "", "", false
	}
	for _, s := range naf().sections {
		if code[:2] >= s.first && code[:2] <= s.last {
			return s.letter, s.label, true
		}
	}
	return "", "", false
}
