package intake

import (
	"regexp"
)

// nirShape is a French social-security number as people write it: sex, year, month, département, commune, order, and the
// key if given, with or without spaces. It is never stored (domain.md §4; loi 78-17 art. 30), nor shown in a report.
var nirShape = regexp.MustCompile(`\b[1-478][ .\-]?\d{2}[ .\-]?(?:0[1-9]|1[0-2]|[2-9]\d)[ .\-]?(?:\d{2}|2[ABab])[ .\-]?\d{3}[ .\-]?\d{3}(?:[ .\-]?\d{2})?\b`)

// WithoutNIR takes such numbers out of a text; found tells whether there was one.
func WithoutNIR(text string) (clean string, found bool) {
	if len(text) < 13 || !nirShape.MatchString(text) {
		return text, false
	}
	return nirShape.ReplaceAllString(text, "[numéro retiré]"), true
}
