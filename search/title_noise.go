package search

import "regexp"

// sexNoise says that an offer is for both sexes; it stands in names as well as in titles. It works on folded small letters.
var sexNoise = regexp.MustCompile(`\b[hfmx]\s*[/\-|]\s*[hfmx](?:\s*[/\-|]\s*[hfmxd])?\b|\b(?:h f|f h|hf|fh|m f)\s*$|\(\s*(?:h|f|hf|fh)\s*\)|\b(?:tous|all) (?:genres?|genders?)\b|\b(?:homme|femme)\s*/\s*(?:femme|homme)\b`)

// titleNoise is what employers write around an occupation and which says nothing of it, one line of the table each.
// A word that makes an occupation elsewhere (« ingénieur de recherche ») is noise at the start only.
var titleNoise = regexp.MustCompile(
	// how an offer begins
	`^\W*(?:offre d'emploi|offre|emploi|poste de|poste|nous recherchons|(?:on )?recherche|recherchons|cherche|recrute|recrutons|embauche|mission(?: freelance)?|vacation)\b` +
		`|\b(?:recrute|poste a pourvoir|a pourvoir|prise de poste)\b` +
		// pay, hours, lengths, counts
		`|\b\d[\d ]*(?:[.,]\d+)?\s*(?:k?\s*€|(?:eur(?:os?)?|k|heures?|h\s?\d{0,2}|mois|ans?|jours?|postes?)\b|%)` +
		// shifts: 2x8, 3*8, SD, VSD
		`|\b\d\s?[x*]\s?\d\b|\b[23]\s?/\s?8\b|\bv?sd\b|\b(?:de week-end|week-end|horaires? decales?|de nuit|de jour|en journee|equipe de nuit)\b` +
		// references, postal codes, departments
		`|\b[a-z]{0,4}\d{3,}\b|\(\s*\d{2,3}\s*\)|\bdans le \d{2}\b|\s-\s*\d{2}\b` +
		// contracts and urgency
		`|\b(?:urgent|urgence|cdi|cdd|cddi|ctt|cdii|interim|interimaires?|temps (?:plein|partiel|complet)|plein temps|mi-temps|saisonniers?|alternance|apprentissage|contrat (?:pro|de professionnalisation)|stage|stagiaires?|alternants?|apprentis?|freelance|immediat|de suite|asap|full remote|teletravail)\b` +
		// what is asked of the person
		`|\b(?:debutants?(?: acceptes?)?|experimentee?s?|confirmee?s?|motivee?s?|seniors?|juniors?|intermediaires?|(?:sans|avec|premiere) experience|exp(?:erience)? souhaitee|niveau (?:cap|bep|bac|bts|but)|bac\s?\+?\s?\d?|diplomee? d'etat)\b` +
		// agencies of temporary work
		`|\b(?:adecco|manpower|randstad|synergie|proman|temporis|samsic|supplay|adequat|partnaire|ergalis|gojob|iziwork|start people|crit interim|lip interim|actual|menway|aquila rh|domino rh)\b`)

// withoutNoise takes out of a folded title what says nothing of the occupation.
func withoutNoise(folded string) string {
	return titleNoise.ReplaceAllString(sexNoise.ReplaceAllString(folded, " "), " ")
}
