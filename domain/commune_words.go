package domain

import (
	"slices"
	"strings"
)

// communeArticles are the articles that open the name of a commune, with what « de » and « à » make of them. « La » changes
// nothing, and keeps its capital: « à La Madeleine ».
var communeArticles = []struct{ article, of, in string }{
	{"le ", "du ", "au "}, {"les ", "des ", "aux "}, {"l'", "de l'", "à l'"}, {"l’", "de l’", "à l’"},
}

// aspirated are the communes of the region whose H is not silent; of the others people say « d'Hazebrouck », « d'Houplines ».
var aspirated = []string{"hem"}

// InCommune says where: « à Dunkerque », « au Portel », « aux Attaques »; empty for no name.
func InCommune(name string) string {
	name = strings.TrimSpace(name)
	for _, a := range communeArticles {
		if rest, opens := cutFold(name, a.article); opens {
			return a.in + rest
		}
	}
	if name == "" {
		return ""
	}
	return "à " + name
}

// OfCommune says of where: « de Dunkerque », « d'Uxem », « du Portel », « des Attaques »; empty for no name.
func OfCommune(name string) string {
	name = strings.TrimSpace(name)
	for _, a := range communeArticles {
		if rest, opens := cutFold(name, a.article); opens {
			return a.of + rest
		}
	}
	switch {
	case name == "":
		return ""
	case elides(name):
		return "d'" + name
	}
	return "de " + name
}

// elides tells whether « de » loses its vowel before a name: before a vowel, a silent H, and a Y that a consonant follows.
func elides(name string) bool {
	plain := plainVowels.Replace(strings.ToLower(name))
	first, _, _ := strings.Cut(plain, "-")
	if slices.Contains(aspirated, first) {
		return false
	}
	switch plain[0] {
	case 'a', 'e', 'i', 'o', 'u', 'h':
		return true
	case 'y':
		return len(plain) == 1 || !strings.ContainsRune("aiou", rune(plain[1]))
	}
	return strings.HasPrefix(plain, "œ") || strings.HasPrefix(plain, "æ")
}

// cutFold takes an opening away, whatever its capitals.
func cutFold(name, opening string) (rest string, found bool) {
	if len(name) <= len(opening) || !strings.EqualFold(name[:len(opening)], opening) {
		return "", false
	}
	return name[len(opening):], true
}
