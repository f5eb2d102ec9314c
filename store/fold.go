package store

import "strings"

// letters maps the accented letters of names to plain ones.
var letters = strings.NewReplacer("à", "a", "â", "a", "ä", "a", "á", "a", "ã", "a", "å", "a", "ç", "c", "é", "e", "è", "e", "ê", "e", "ë", "e",
	"î", "i", "ï", "i", "í", "i", "ì", "i", "ñ", "n", "ô", "o", "ö", "o", "ó", "o", "ò", "o", "õ", "o", "ù", "u", "û", "u", "ü", "u", "ú", "u",
	"ÿ", "y", "ý", "y", "œ", "oe", "æ", "ae", "ß", "ss", "-", " ", "'", " ", "’", " ")

// fold writes a name as it is looked up: lower case, no accents, single spaces.
func fold(s string) string {
	return strings.Join(strings.Fields(letters.Replace(strings.ToLower(s))), " ")
}
