package store

import (
	"strings"
	"unicode"
)

// letters maps the letters of European names to plain ones; the marks of decomposed text are dropped by fold.
var letters = strings.NewReplacer(
	"à", "a", "â", "a", "ä", "a", "á", "a", "ã", "a", "å", "a", "ă", "a", "ą", "a", "ā", "a", "æ", "ae",
	"ç", "c", "ć", "c", "č", "c", "ď", "d", "đ", "d", "ð", "d",
	"é", "e", "è", "e", "ê", "e", "ë", "e", "ę", "e", "ě", "e", "ē", "e", "ğ", "g",
	"î", "i", "ï", "i", "í", "i", "ì", "i", "ī", "i", "ı", "i", "ł", "l", "ñ", "n", "ń", "n", "ň", "n",
	"ô", "o", "ö", "o", "ó", "o", "ò", "o", "õ", "o", "ő", "o", "ø", "o", "ō", "o", "œ", "oe", "ř", "r",
	"š", "s", "ś", "s", "ş", "s", "ș", "s", "ß", "ss", "ţ", "t", "ț", "t", "ť", "t", "þ", "th",
	"ù", "u", "û", "u", "ü", "u", "ú", "u", "ű", "u", "ů", "u", "ū", "u", "ÿ", "y", "ý", "y", "ž", "z", "ź", "z", "ż", "z")

// fold writes a name as it is looked up: lower case, no accents, words of letters and digits with single spaces between.
func fold(s string) string {
	plain := letters.Replace(strings.ToLower(s))
	spaced := strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r):
			return -1
		case unicode.IsLetter(r), unicode.IsDigit(r):
			return r
		}
		return ' '
	}, plain)
	return strings.Join(strings.Fields(spaced), " ")
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
