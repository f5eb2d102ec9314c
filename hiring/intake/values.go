package intake

import (
	"math"
	"strconv"
	"strings"
	"time"

	"eedk.fr/candidatheque/domain"
)

// Longest texts kept, in characters.
const (
	maxText = 10_000
	maxLine = 200
	maxList = 100
)

// list cuts several values at |; a bar within a value is written \|.
func list(text string) (values []string) {
	var b strings.Builder
	flush := func() {
		if v := strings.TrimSpace(b.String()); v != "" {
			values = append(values, v)
		}
		b.Reset()
	}
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == '\\' && i+1 < len(text) && (text[i+1] == '|' || text[i+1] == '\\'):
			i++
			b.WriteByte(text[i])
		case text[i] == '|':
			flush()
		default:
			b.WriteByte(text[i])
		}
	}
	flush()
	return values
}

var barEscape = strings.NewReplacer(`\`, `\\`, `|`, `\|`)

// join is the reverse of list.
func join(values []string) string {
	escaped := make([]string, len(values))
	for i, v := range values {
		escaped[i] = barEscape.Replace(v)
	}
	return strings.Join(escaped, "|")
}

// values cuts the cell; too many are refused.
func (c cell) values() []string {
	all := list(c.text)
	if len(all) > maxList {
		c.refuse(c.text, domain.Invalid("", "%d valeurs au plus.", maxList))
		return nil
	}
	return all
}

// line is a text on one line, line breaks as spaces, without any social-security number.
func (c cell) line(text string) string {
	return c.bounded(strings.Join(strings.Fields(text), " "), maxLine)
}

// prose is a longer text as written.
func (c cell) prose() string {
	return c.bounded(strings.ReplaceAll(c.text, "\r\n", "\n"), maxText)
}

func (c cell) bounded(text string, limit int) string {
	clean, found := WithoutNIR(text)
	if found {
		c.warn("", "Un numéro de sécurité sociale a été retiré : il ne doit jamais être enregistré ici.")
	}
	if len(clean) > limit && len([]rune(clean)) > limit {
		c.refuse(clean, domain.Invalid("", "Ce texte est trop long : %d caractères au plus.", limit))
		return ""
	}
	return clean
}

// whole reads a whole number from 0 to limit; an empty cell is 0. unit is a word people add after it.
func (c cell) whole(text, unit string, limit int) int {
	digits := strings.ReplaceAll(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(text), unit)), " ", "")
	if digits == "" {
		return 0
	}
	n, err := strconv.Atoi(digits)
	if err != nil || n < 0 || n > limit {
		c.refuse(text, domain.Invalid("", "Écrivez un nombre entier de 0 à %d.", limit))
		return 0
	}
	return n
}

var decimalSpaces = strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "€", "", ",", ".")

// decimal reads a number with a comma or a dot, from 0 to limit; an empty cell is 0.
func (c cell) decimal(limit float64) float64 {
	text := decimalSpaces.Replace(c.text)
	if text == "" {
		return 0
	}
	x, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(x) || x < 0 || x > limit {
		c.refuse(c.text, domain.Invalid("", "Écrivez un nombre de 0 à %g, comme 12,50.", limit))
		return 0
	}
	return x
}

func decimalText(x float64) string {
	if x == 0 {
		return ""
	}
	return strings.Replace(strconv.FormatFloat(x, 'f', -1, 64), ".", ",", 1)
}

func wholeText(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// dated is a value with a part after a colon and a day after @: « F1703:24@2025-06 ».
type dated struct {
	value string
	parts []string
	on    domain.Date
}

// split cuts « value:part@day ». An @ or a colon that no day or part follows belongs to the value.
func (c cell) split(text string) (d dated) {
	d.value = text
	if at := strings.LastIndexByte(text, '@'); at >= 0 {
		on, ok := dayOrMonth(text[at+1:])
		if !ok {
			c.refuse(text, domain.Invalid("", "« %s » n'est pas une date. Écrivez-la 2026-11-23, 23/11/2026 ou 2026-11.", clip(text[at+1:])))
			return dated{}
		}
		d.value, d.on = text[:at], on
	}
	for {
		colon := strings.LastIndexByte(d.value, ':')
		if colon < 0 || !isPart(d.value[colon+1:]) {
			break
		}
		d.parts = append([]string{strings.TrimSpace(d.value[colon+1:])}, d.parts...)
		d.value = d.value[:colon]
	}
	d.value = strings.Join(strings.Fields(d.value), " ")
	return d
}

// isPart tells what may follow a colon: a number, yes or no, a licence being prepared. Anything else is a title's own.
func isPart(text string) bool {
	text = strings.TrimSpace(text)
	switch strings.ToLower(text) {
	case "oui", "non", inProgress:
		return true
	}
	return strings.Trim(text, "0123456789") == ""
}

// inProgress marks a licence that the person is preparing: « B:en cours ».
const inProgress = "en cours"

// dayOrMonth reads a day, or a month as its last day: what was done until 2025-06 was done in June.
func dayOrMonth(text string) (domain.Date, bool) {
	text = strings.TrimSpace(text)
	for _, layout := range []string{"2006-01", "01/2006"} {
		if t, err := time.Parse(layout, text); err == nil && t.Year() >= 1900 {
			return domain.NewDate(t.Year(), t.Month()+1, 0), true
		}
	}
	on, err := domain.ParseDate(text)
	return on, err == nil && on.Known()
}

// atDay writes « @2026-11-23 », nothing without a day.
func atDay(on domain.Date) string {
	if !on.Known() {
		return ""
	}
	return "@" + on.String()
}
