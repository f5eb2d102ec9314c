package intake

import (
	"slices"
	"strings"
	"unicode"
)

// What is never kept, whatever the mapping says (domain.md §4; loi 78-17 art. 30, RGPD art. 9 and 10).
const (
	neverNIR     = "un numéro de sécurité sociale ne se garde jamais"
	neverCAF     = "un numéro d'allocataire CAF ou MSA ne se garde jamais"
	neverBirth   = "le lieu de naissance ne se garde jamais"
	neverNation  = "la nationalité et les titres de séjour ne se gardent jamais"
	neverFamily  = "la situation de famille ne se garde jamais"
	neverSocial  = "les difficultés personnelles (santé, logement, famille, argent) ne se gardent jamais"
	neverJustice = "ce qui touche à la justice ne se garde jamais"
	neverFaith   = "les opinions, les origines et les photos ne se gardent jamais"
)

// NeverKept tells whether a column so headed holds what is never kept, and why, in French.
func NeverKept(heading string) (why string, never bool) {
	words := headingWords(heading)
	has := func(list ...string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return slices.Contains(list, w) })
	}
	folded := foldHeading(heading)
	born := has("naissance", "birth", "ne", "nee", "natal", "natale")
	switch {
	case has("nir", "nia", "ntt", "nss", "insee") && !has("commune", "code", "postal"),
		strings.Contains(folded, "securitesociale"), strings.Contains(folded, "secu") && has("numero", "n", "num", "no"):
		return neverNIR, true
	case has("caf", "msa", "allocataire", "allocataires"), folded == "matricule", folded == "numerodossiercaf":
		return neverCAF, true
	case born && has("lieu", "commune", "ville", "pays", "departement", "dpt", "municipality", "country", "place", "cp", "code", "insee", "a"):
		return neverBirth, true
	case has("nationalite", "nationality", "sejour", "refugie", "asile", "etranger"):
		return neverNation, true
	case has("familiale", "matrimoniale", "maritale", "marital", "conjoint", "conjointe", "enfant", "enfants", "celibataire", "grossesse"), has("famille") && !has("nom"):
		return neverFamily, true
	case has("dif", "frein", "freins", "sante", "medical", "medicale", "pathologie", "logement", "hebergement", "dettes", "surendettement", "addiction", "addictions") &&
		!has("metier", "metiers", "emploi", "secteur", "domaine"):
		return neverSocial, true
	case has("casier", "judiciaire", "justice", "ecrou", "detention", "incarceration", "spip", "pjj"):
		return neverJustice, true
	case has("religion", "ethnie", "photo", "syndicat"):
		return neverFaith, true
	}
	return "", false
}

// headingWords are the words of a heading, folded: « N° Allocataire » is n, allocataire.
func headingWords(heading string) []string {
	words := strings.FieldsFunc(heading, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r)
	})
	for i, w := range words {
		words[i] = foldHeading(w)
	}
	return words
}
