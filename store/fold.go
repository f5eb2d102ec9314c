package store

import (
	"strings"
	"unicode"
)

// spellings gives the accented letters of the names met here, as one rune each, with what is typed for them. Accents that
// are runes of their own are dropped by fold, and other scripts stay as they are.
var spellings = []struct{ typed, written string }{
	{"a", "àâäáãåăąāạảấầẩẫậắằẳẵặ"}, {"ae", "æ"}, {"c", "çćčċĉ"}, {"d", "ďđð"}, {"e", "éèêëęěēėẹẻẽếềểễệ"}, {"g", "ğģġ"},
	{"h", "ħ"}, {"i", "îïíìīıįĩỉị"}, {"k", "ķ"}, {"l", "łľļ"}, {"n", "ñńňņ"}, {"o", "ôöóòõőøōơọỏốồổỗộớờởỡợ"}, {"oe", "œ"},
	{"r", "řŕ"}, {"s", "šśşș"}, {"ss", "ß"}, {"t", "ţțť"}, {"th", "þ"}, {"u", "ùûüúűůūųũưụủứừửữự"}, {"y", "ÿýỳỵỷỹ"}, {"z", "žźż"},
}

// typedFor is spellings by the letter written.
var typedFor = func() map[rune]string {
	typed := map[rune]string{}
	for _, s := range spellings {
		for _, r := range s.written {
			typed[r] = s.typed
		}
	}
	return typed
}()

// fold writes a name as it is looked up: lower case, no accents, words of letters and digits with single spaces between.
func fold(s string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(s) {
		typed, accented := typedFor[r]
		switch {
		case accented:
			b.WriteString(typed)
		case unicode.Is(unicode.Mn, r):
		case unicode.IsLetter(r), unicode.IsDigit(r):
			b.WriteRune(r)
		default:
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// lowerASCII lowers A to Z only: an address with any other letter is compared as it is, since folding could make one
// person's address equal another's.
func lowerASCII(s string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}
