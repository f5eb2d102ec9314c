package referential

import (
	"strings"

	"eedk.fr/candidatheque/domain"
)

// ParsePoolDomain reads a code, a label or a word of a domain: « BTP », « Transport / logistique », « aide à la personne ».
func ParsePoolDomain(text string) (domain.PoolDomain, bool) {
	key := fold(text)
	for _, d := range domain.PoolDomains() {
		if key == string(d) || key == fold(d.French()) {
			return d, true
		}
	}
	for _, hint := range poolHints {
		if strings.Contains(key, hint.word) {
			return hint.domain, true
		}
	}
	return "", false
}

// poolHints go from the most telling word: « industrie de production » is logistics, « industrie » alone maintenance.
var poolHints = [...]struct {
	word   string
	domain domain.PoolDomain
}{
	{"batiment", "batiment"}, {"btp", "batiment"}, {"travaux publics", "batiment"},
	{"transport", "production"}, {"logistique", "production"}, {"production", "production"},
	{"personne", "services"}, {"service", "services"}, {"proprete", "services"},
	{"maintenance", "maintenance"}, {"industrie", "maintenance"},
}
