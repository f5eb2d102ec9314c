package intake

import (
	"regexp"
	"strings"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/domain/referential"
)

var (
	codeLast  = regexp.MustCompile(`^(.*\S)\s*[(\[]\s*([A-Na-n]\d{4})\s*[)\]]\s*$`)
	codeFirst = regexp.MustCompile(`^([A-Na-n]\d{4})\s*[-–—:/]*\s*(.*)$`)
	// afterCode is a comma between two occupations: within a label a comma follows no code.
	afterCode = regexp.MustCompile(`([A-Na-n]\d{4}\)?)\s*,\s*`)
)

// occupations reads « Maçon (F1703) », « F1703 - Maçonnerie » and several of them as the contract writes them.
func occupations(text string) string {
	text = afterCode.ReplaceAllString(text, "$1|")
	return eachValue(text, "\n|;", func(v string) string {
		if m := codeLast.FindStringSubmatch(v); m != nil {
			return strings.ToUpper(m[2]) + " " + m[1]
		}
		if m := codeFirst.FindStringSubmatch(v); m != nil {
			return strings.TrimSpace(strings.ToUpper(m[1]) + " " + m[2])
		}
		return v
	})
}

// eachValue rewrites the values of a cell one by one, and joins them with bars.
func eachValue(text, separators string, rewrite func(string) string) string {
	var values []string
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(separators, r) }) {
		if v := empty(part); v != "" {
			if v = rewrite(v); v != "" {
				values = append(values, v)
			}
		}
	}
	return strings.Join(values, "|")
}

// severalLines cuts values at line breaks and semicolons too.
func severalLines(text string) string {
	return eachValue(text, "\n|;", func(v string) string { return v })
}

var licenceWord = regexp.MustCompile(`(?i)^(?:permis\s*(?:de\s+conduire)?\s*:?\s*)?(AM|A1|A2|A|B1|B96|BE|EB|B|C1E|C1|CE|EC|C|D1E|D1|DE|ED|D)\b\s*(.*)$`)

// licences reads « Permis B », « B - Véhicule léger », « B, C », « oui » and « aucun ».
func licences(text string) string {
	return eachValue(strings.ReplaceAll(strings.ReplaceAll(text, " et ", "|"), "+", "|"), "\n|;,/", func(v string) string {
		switch yes(v) {
		case "non":
			return ""
		case "oui":
			return "B"
		}
		m := licenceWord.FindStringSubmatch(v)
		if m == nil {
			return v
		}
		code := strings.ToUpper(m[1])
		switch rest := m[2]; {
		case strings.HasPrefix(rest, "@"), strings.HasPrefix(rest, ":") && strings.Contains(rest, inProgress):
			return code + rest
		case strings.Contains(strings.ToLower(rest), inProgress):
			return code + ":" + inProgress
		}
		return code
	})
}

// trainingLevels are the words of the tables in use elsewhere: France Travail's codes, those of the paying agency of
// inclusion contracts, and the labels of both; level 0 says nothing of one.
var trainingLevels = []struct {
	level    int
	obtained domain.Tri
	words    []string
}{
	{0, domain.Unknown, []string{"personnesavecqualificationsnoncertifiantes", "nondefini", "inconnu", "autre"}},
	{1, domain.Unknown, []string{"afs", "cp4", "c12", "jamaisscolarise", "aucuneformationscolaire", "primairea4eme", "4emeachevee", "pasdeformationaudeladelascolariteoblig",
		"pasdeformationaudeladelascolariteobligatoire", "70", "infracap", "niveau1ou2"}},
	{2, domain.Unknown, []string{"c3a", "cfg", "bepcou3emeachevee", "2ndou1ereachevee", "secondeoupremiereachevee", "formationcourteduneduredunan", "formationcourteduneduree", "60"}},
	{3, domain.Unknown, []string{"nv5", "capbep", "capbepetequivalents", "capbepouequivalent", "formationdeniveaucapoubep", "50"}},
	{3, domain.Yes, []string{"diplomeobtenucapoubep", "51"}},
	{4, domain.Unknown, []string{"nv4", "bacouequivalent", "bacetequivalents", "formationdeniveaubac", "brevetdetechnicienoubaccalaureatprofessionnel", "40", "41"}},
	{5, domain.Unknown, []string{"nv3", "bac2", "bac2ouequivalent", "bac2ouequivalents", "bac2etequivalents", "formationdeniveaubtsoudut", "30"}},
	{6, domain.Unknown, []string{"nv2", "bac3", "bac34", "bac3bac4ouequivalents", "bac3bac4etequivalents", "bac3et4ouequivalents", "formationdeniveaulicence", "20"}},
	{7, domain.Unknown, []string{"nv1", "bac5", "bac5etplusouequivalents", "bac5etplusetequivalents", "bac5ouplus", "troisiemecycleouecoledingenieur", "10"}},
}

var (
	notObtained = regexp.MustCompile(`(?i)\b(non[ -]?(validée?|obtenue?|certifiée?|diplômée?)|sans diplôme obtenu|échec)\b`)
	obtained    = regexp.MustCompile(`(?i)\b(validée?s?|obtenue?s?|diplômée?s?|diplôme obtenu)(\b|$)`)
)

// level reads a level under today's names, those of before 2019, and those of other tables, with what is said of its
// diploma: « Bac+2 validé », « CAP, BEP », « NV5 ». ok is false for what is none of them.
func level(text string) (n int, diploma domain.Tri, ok bool) {
	text = strings.Join(strings.Fields(wholeFigure(text)), " ")
	if notObtained.MatchString(text) {
		diploma, text = domain.No, notObtained.ReplaceAllString(text, "")
	} else if obtained.MatchString(text) && !strings.HasPrefix(foldHeading(text), "diplomeobtenu") {
		diploma, text = domain.Yes, obtained.ReplaceAllString(text, "")
	}
	text = strings.Trim(text, " ,;:-()")
	folded := foldHeading(text)
	for _, l := range trainingLevels {
		for _, word := range l.words {
			if word != folded {
				continue
			}
			if diploma == domain.Unknown {
				diploma = l.obtained
			}
			return l.level, diploma, true
		}
	}
	n, err := referential.ParseLevel(text)
	return n, diploma, err == nil
}

// languages cuts at commas and « et » too, and takes a remark in brackets off.
func languages(text string) string {
	text = brackets.ReplaceAllString(text, "")
	return eachValue(strings.ReplaceAll(text, " et ", "|"), "\n|;,/", func(v string) string { return v })
}

var brackets = regexp.MustCompile(`\([^)]*\)`)
