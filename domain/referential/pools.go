package referential

import "strings"

// PoolDomain is one of the domains of the candidathèque: each has its own adviser (param).
type PoolDomain struct {
	Code  string
	Label string
}

// PoolDomains are the four of the association.
func PoolDomains() []PoolDomain {
	return []PoolDomain{
		{"industrie", "Industrie de maintenance"},
		{"logistique", "Transport, logistique, industrie de production"},
		{"services", "Services à la personne et aux entreprises"},
		{"batiment", "Bâtiment"},
	}
}

// ParsePoolDomain reads a code, a label or a word of it: « BTP », « Transport / logistique », « aide à la personne ».
func ParsePoolDomain(text string) (PoolDomain, bool) {
	key := fold(text)
	for _, d := range PoolDomains() {
		if key == d.Code || key == fold(d.Label) {
			return d, true
		}
	}
	for _, hint := range poolHints {
		if strings.Contains(key, hint.word) {
			return PoolDomains()[hint.domain], true
		}
	}
	return PoolDomain{}, false
}

// poolHints go from the most telling word: « industrie de production » is logistics, « industrie » alone maintenance.
var poolHints = [...]struct {
	word   string
	domain int
}{
	{"batiment", 3}, {"btp", 3}, {"travaux publics", 3}, {"transport", 1}, {"logistique", 1}, {"production", 1},
	{"personne", 2}, {"service", 2}, {"proprete", 2}, {"maintenance", 0}, {"industrie", 0},
}
