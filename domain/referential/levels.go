package referential

import (
	"strings"

	"eedk.fr/candidatheque/domain"
)

// oldLevels maps the names of 1969 (VI to I) and the words people write to the levels of today. VI stood for leaving school
// without anything, V bis for a year more, I for bac + 5 and above.
var oldLevels = map[string]int{
	"vi": 1, "v bis": 2, "vbis": 2, "v": 3, "iv": 4, "iii": 5, "ii": 6, "i": 7,
	"6 ancien": 1, "5 bis": 2, "5bis": 2,
	"sans diplome": 1, "aucun": 1, "aucun diplome": 1, "non scolarise": 1, "sans qualification": 1, "clea": 1,
	"brevet": 2, "dnb": 2, "brevet des colleges": 2, "bepc": 2, "college": 2, "certificat de formation generale": 2, "cfg": 2, "3eme": 2,
	"cap": 3, "bep": 3, "cap bep": 3, "bep cap": 3, "cap ou bep": 3, "bep ou cap": 3, "titre professionnel niveau 3": 3, "mention complementaire": 3,
	"bac": 4, "baccalaureat": 4, "bac pro": 4, "bac professionnel": 4, "bac general": 4, "bac techno": 4, "bac technologique": 4, "bp": 4, "brevet professionnel": 4, "bt": 4, "daeu": 4,
	"bac 2": 5, "bts": 5, "dut": 5, "bts dut": 5, "bts ou dut": 5, "deug": 5, "deust": 5,
	"bac 3": 6, "bac 4": 6, "licence": 6, "licence pro": 6, "licence professionnelle": 6, "but": 6, "bachelor": 6, "maitrise": 6, "bac 3 4": 6, "bac 3 et 4": 6, "bac 3 ou 4": 6,
	"bac 5": 7, "master": 7, "ingenieur": 7, "diplome d ingenieur": 7, "dess": 7, "dea": 7, "bac 5 et plus": 7, "bac 5 et": 7,
	"bac 8": 8, "doctorat": 8, "these": 8,
}

// ParseLevel reads « 3 », « niveau 3 », « niveau V », « CAP/BEP », « bac +2 ». Empty text is 0, not known.
// A digit is a level of today, a Roman numeral one of before 2019.
func ParseLevel(text string) (int, error) {
	key := fold(text)
	for _, lead := range []string{"niveau ", "niv ", "nv "} {
		key = strings.TrimPrefix(key, lead)
	}
	if key == "" {
		return 0, nil
	}
	if len(key) == 1 && key[0] >= '1' && key[0] <= '8' {
		return int(key[0] - '0'), nil
	}
	if level, ok := oldLevels[key]; ok {
		return level, nil
	}
	// « 3 (CAP, BEP) », « IV - bac », « CAP cuisine » : the first word decides when it is a level by itself
	first, rest, more := strings.Cut(key, " ")
	if level, ok := oldLevels[first]; ok && more && first != "bac" && first != "i" {
		return level, nil
	}
	if first == "bac" && more && !strings.ContainsAny(rest[:1], "0123456789") {
		return oldLevels["bac"], nil
	}
	if len(first) == 1 && first[0] >= '1' && first[0] <= '8' && more {
		return int(first[0] - '0'), nil
	}
	return 0, domain.Invalid("niveau", "Niveau « %s » inconnu : écrivez un chiffre de 1 à 8, ou CAP, BEP, bac, bac + 2…", clip(text))
}
