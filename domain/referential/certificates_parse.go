package referential

import (
	"regexp"
	"strings"
)

// electrical starts the code of a training to an electrical habilitation: « HE B2V ».
const electrical = "HE "

// electricalSymbols are those of NF C 18-510.
var electricalSymbols = map[string]string{
	"b0": "B0", "h0": "H0", "h0v": "H0V", "bs": "BS", "be": "BE", "be manoeuvre": "BE Manœuvre", "he manoeuvre": "HE Manœuvre",
	"be mesurage": "BE Mesurage", "be verification": "BE Vérification", "be essai": "BE Essai", "br": "BR", "bc": "BC",
	"b1": "B1", "b1v": "B1V", "b2": "B2", "b2v": "B2V", "b2v essai": "B2V Essai", "bp": "BP",
	"h1": "H1", "h1v": "H1V", "h2": "H2", "h2v": "H2V", "hc": "HC", "b0v": "B0", "b0 h0": "B0", "b0h0": "B0", "h0b0": "B0",
}

func isElectrical(code string) bool { return strings.HasPrefix(code, electrical) }

// IsTrainingOnly tells a code that is only ever « formation suivie le … »: electrical habilitations, which each employer
// issues to its own staff.
func IsTrainingOnly(code string) bool { return isElectrical(code) }

var (
	recommendationShape = regexp.MustCompile(`^R4(?:8[2-79]|90)$`)
	cacesShape          = regexp.MustCompile(`^(?:r ?)?(372|377|383|386|389|390|423|482|483|484|485|486|487|489|490) ?m?(?: ?m)?(?: ([a-g0-9]{1,2}))?$`)
	bareCategory        = regexp.MustCompile(`^([1-7][ab]?)$`)
)

// isRecommendation is true for « R489 » without a category.
func isRecommendation(code string) bool {
	return recommendationShape.MatchString(code) && code != "R490"
}

// certificateNoise are words people put around a certificate and that say nothing.
var certificateNoise = map[string]bool{"caces": true, "cat": true, "categorie": true, "categories": true, "groupe": true, "permis": true, "type": true,
	"de": true, "d": true, "du": true, "des": true, "l": true, "la": true, "le": true, "en": true}

// Parse gives the house's code for a spelling: « caces r489 cat 3 » is R489-3, « fimo » is FIMO marchandises, « B2V » is
// « HE B2V ». « CACES 3 » without a recommendation is read as R489-3: lift trucks are what people call a CACES.
// An unknown certificate comes back as written, spaces tidied, with known false: it is kept, with a warning.
func (t *CertificateTable) Parse(text string) (code string, known bool) {
	tidy := strings.Join(strings.Fields(text), " ")
	key := certificateKey(text)
	if code, ok := t.spelling[key]; ok {
		return code, true
	}
	if code, ok := t.parseCACES(key); ok {
		return code, true
	}
	if symbol, ok := parseElectrical(key); ok {
		return electrical + symbol, true
	}
	return tidy, false
}

// certificateKey folds a spelling and drops a leading « CACES » so that « CACES R489-3 » and « R489-3 » fold alike.
func certificateKey(text string) string {
	var kept []string
	for _, w := range strings.Fields(fold(text)) {
		if !certificateNoise[w] {
			kept = append(kept, w)
		}
	}
	return strings.Join(kept, " ")
}

// parseCACES reads « r 489 3 », « 489 1b », « r389 cat 3 », and bare categories.
func (t *CertificateTable) parseCACES(key string) (string, bool) {
	key = separateCategory(key)
	if m := bareCategory.FindStringSubmatch(key); m != nil {
		category := strings.ToUpper(m[1])
		if category == "1" {
			category = "1A" // R489 has no category 1: the lesser of its two halves
		}
		if category == "2" {
			category = "2A"
		}
		_, ok := t.byCode["R489-"+category]
		return "R489-" + category, ok
	}
	m := cacesShape.FindStringSubmatch(key)
	if m == nil {
		return "", false
	}
	family := "R" + m[1]
	if m[1] == "372" || m[1] == "377" || m[1] == "383" {
		family += "m"
	}
	if m[2] == "" {
		return family, isRecommendation(family)
	}
	code := family + "-" + strings.ToUpper(m[2])
	if alias, ok := t.spelling[certificateKey(code)]; ok {
		return alias, true
	}
	if code == "R489-1" || code == "R489-2" {
		return code + "A", true
	}
	return "", false
}

var glued = regexp.MustCompile(`^(r ?)?(\d{3})(m?)([a-g]\d?|[1-7][ab]?)$`)

// separateCategory undoes « r489cat3 » and « r4893 ».
func separateCategory(key string) string {
	key = strings.NewReplacer("cat", " ", "  ", " ").Replace(key)
	if m := glued.FindStringSubmatch(key); m != nil {
		return m[1] + m[2] + m[3] + " " + m[4]
	}
	return strings.TrimSpace(strings.Join(strings.Fields(key), " "))
}

// parseElectrical reads a symbol, alone or after « habilitation électrique ».
func parseElectrical(key string) (string, bool) {
	for _, lead := range []string{"habilitation electrique", "habilitations electriques", "habilitation", "habil elec", "hab elec", "he"} {
		if rest, ok := strings.CutPrefix(key, lead+" "); ok {
			if symbol, known := electricalSymbols[rest]; known {
				return symbol, true
			}
		}
	}
	symbol, ok := electricalSymbols[key]
	return symbol, ok
}
