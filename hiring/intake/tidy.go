package intake

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"eedk.fr/candidatheque/domain"
)

// The values of other people's files, brought to the way the contract writes them. What a function does not know it
// gives back as it was: the column then says what is wrong with it.

// empty gives nothing for what people and programs write in place of nothing.
func empty(text string) string {
	text = strings.TrimSpace(spaces.Replace(text))
	if len(text) > 16 {
		return text
	}
	switch strings.ToLower(text) {
	case "null", "(null)", "n/a", "na", "nan", "none", "nil", "#n/a", "#ref!", "#valeur!", "-", "--", "—", "–", ".", "/", "?", "néant", "neant", "non renseigné", "nr", "n.r.", "nc", "sans objet":
		return ""
	}
	return text
}

// spaces brings the spaces that cannot be told apart on a screen to the plain one, and takes out those without width.
var spaces = strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\u2009", " ", "\u200b", "", "\ufeff", "", "\r\n", "\n", "\r", "\n")

// wholeFigure takes off the « .0 » that programs put after a number read as a decimal one.
func wholeFigure(text string) string {
	whole, zeros, decimal := strings.Cut(text, ".")
	if decimal && zeros != "" && strings.Trim(zeros, "0") == "" && whole != "" && strings.Trim(whole, "0123456789") == "" {
		return whole
	}
	return text
}

var frenchMonths = []string{"janv", "fevr", "mars", "avr", "mai", "juin", "juil", "aout", "sept", "oct", "nov", "dec"}

// Days of a workbook are counted from the end of 1899. These bounds are in 1906, so that a year alone is not taken for a
// day, and 2199-12-31.
const (
	firstSerial = 2_200
	lastSerial  = 109_574
)

var (
	dayFirst  = regexp.MustCompile(`^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{2}|\d{4})(?:[ T].*)?$`)
	yearFirst = regexp.MustCompile(`^(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})(?:[ T].*)?$`)
	dayWords  = regexp.MustCompile(`^(?:\p{L}+\s+)?(\d{1,2})(?:er)?[ \-]+(\p{L}+)\.?[ \-]+(\d{4})(?:[ T].*)?$`)
	tight     = regexp.MustCompile(`^(19|20)(\d{2})(\d{2})(\d{2})$`)
)

// isoDay writes a day as 2026-11-23: 23/11/2026, 23/11/26, 2026-11-23 00:00:00, 23 nov. 2026, 20261123, 46349.
func isoDay(text string) string {
	text = strings.TrimSpace(text)
	if m := yearFirst.FindStringSubmatch(text); m != nil {
		return isoOf(text, m[1], m[2], m[3])
	}
	if m := dayFirst.FindStringSubmatch(text); m != nil {
		return isoOf(text, century(m[3]), m[2], m[1])
	}
	if m := tight.FindStringSubmatch(text); m != nil {
		return isoOf(text, m[1]+m[2], m[3], m[4])
	}
	if m := dayWords.FindStringSubmatch(text); m != nil {
		for i, month := range frenchMonths {
			if strings.HasPrefix(foldHeading(m[2]), month) {
				return isoOf(text, m[3], strconv.Itoa(i+1), m[1])
			}
		}
	}
	if serial, err := strconv.ParseFloat(text, 64); err == nil && serial >= firstSerial && serial < lastSerial+1 {
		return domain.NewDate(1899, time.December, 30+int(serial)).String()
	}
	return text
}

// century completes a year of two figures: 30 and above are of the last century, nobody here is as old or as young.
func century(year string) string {
	switch {
	case len(year) == 4:
		return year
	case year >= "30":
		return "19" + year
	}
	return "20" + year
}

func isoOf(text, year, month, day string) string {
	y, _ := strconv.Atoi(year) // figures, by the expressions above
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	on := domain.NewDate(y, time.Month(m), d)
	if on.Time().Day() != d || int(on.Time().Month()) != m {
		return text
	}
	return on.String()
}

// phone gives a telephone its zero back, and takes the first of several.
func phone(text string) string {
	first := strings.TrimSpace(firstOf(text, "\n|;,/"))
	digits := phoneMarks.Replace(wholeFigure(first))
	switch {
	case len(digits) == 9 && allDigits(digits) && digits[0] != '0':
		return "0" + digits
	case allDigits(digits) && strings.HasPrefix(digits, "0033") && len(digits) == 13:
		return "0" + digits[4:]
	case allDigits(digits) && strings.HasPrefix(digits, "33") && len(digits) == 11:
		return "0" + digits[2:]
	case strings.Trim(digits, "0") == "":
		return ""
	case allDigits(digits):
		return digits
	}
	return first
}

var phoneMarks = strings.NewReplacer(" ", "", ".", "", "-", "", "_", "")

func allDigits(text string) bool { return text != "" && strings.Trim(text, "0123456789") == "" }

// firstOf is the first value of a cell that has several, cut at one of the separators.
func firstOf(text, separators string) string {
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(separators, r) }) {
		if part = empty(part); part != "" {
			return part
		}
	}
	return ""
}

// address is the first electronic address of a cell.
func address(text string) string {
	first := firstOf(text, "\n|;, ")
	if !strings.Contains(first, "@") {
		return text
	}
	return strings.TrimSuffix(strings.TrimPrefix(strings.Trim(first, "<>"), "mailto:"), ".")
}

// civility writes M. and Mme.
func civility(text string) string {
	switch foldHeading(text) {
	case "m", "mr", "monsieur", "h", "homme":
		return "M."
	case "mme", "mlle", "madame", "mademoiselle", "f", "femme":
		return "Mme"
	}
	return text
}

// yes reads a yes or a no in more words than the contract has; a word of neither stays.
func yes(text string) string {
	switch foldHeading(wholeFigure(text)) {
	case "oui", "o", "1", "vrai", "true", "yes", "y", "x", "ok", "valide", "obtenu", "ouvert", "encours", "actif":
		return "oui"
	case "non", "n", "0", "faux", "false", "no", "aucun", "aucune", "sans", "nonvalide", "nonobtenu", "ferme":
		return "non"
	}
	return text
}

// kilometres is the first number of « 30 km maximum »; minutes are no distance.
func kilometres(text string) string {
	if strings.Contains(strings.ToLower(text), "min") {
		return text
	}
	if figures := number.FindAllString(wholeFigure(text), -1); len(figures) > 0 {
		return figures[len(figures)-1]
	}
	return text
}

var number = regexp.MustCompile(`\d+`)

// codeAndTown cuts « 59140 DUNKERQUE », « DUNKERQUE (59140) », « 12 rue des Dunes 59140 Dunkerque », « 59140.0 ».
func codeAndTown(text string) (postalCode, name string) {
	text = wholeFigure(strings.Join(strings.Fields(text), " "))
	if allDigits(text) && (len(text) == 4 || len(text) == 5) {
		return text, ""
	}
	at := postal.FindStringSubmatchIndex(text)
	if at == nil {
		return "", text
	}
	postalCode = strings.ReplaceAll(text[at[2]:at[3]], " ", "")
	name = strings.Trim(text[at[3]:], " ,;()-")
	if before := strings.Trim(text[:at[2]], " ,;()-"); name == "" && !strings.ContainsAny(before, "0123456789") {
		name = before // the code stands after the name, not after a street
	}
	return postalCode, name
}

// postal is the last five figures that stand alone.
var postal = regexp.MustCompile(`(?:^|.*[^\d])(\d{5}|\d{2} \d{3})(?:$|[^\d])`)
