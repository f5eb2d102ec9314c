package handlers

import (
	"net/url"
	"slices"
	"strings"

	"eedk.fr/candidatheque/domain"
)

// Fields that several forms share.
const (
	offerFields = "title rome description siret employer_name user_siret hidden_employer contract months places postal_code commune " +
		"weekly_hours first_start last_end schedule shuttle vehicle_required contexts pay_min pay_max pay_unit start deadline beginner_ok " +
		"experience_months level level_required skill skill_id skill_need licence licence_id licence_need certificate certificate_id " +
		"certificate_need clause market_reference clause_people clause_hours clause_way clause_publics clause_lot temp_agency wording_seen " +
		"action revision"
	personFields = "first_name last_name civility sex birth_date email phone referent adviser discovery level level_obtained postal_code commune " +
		"radius_km communes means available weekly_hours_wanted contracts refused_schedule refused_contexts presentation domain programme from " +
		"consent_on consent_channel told action revision skills licences licences_state licences_on certificates certificates_on " +
		"windows_days windows_from windows_to languages languages_understand languages_read languages_write " +
		"targets* practised* refused* trainings* immersions*"
	occasionFields = "for title siret host rome postal_code commune where at from to places words revision"
	trainingFields = "title rome certificates skills start end postal_code commune places hours provider funder programmes conditions revision"
)

// formFields are the fields of each form of the table of routes, separated by blanks; « name* » is every field that
// begins so. A route that is not here takes none, and a test asks for its line. What a form sends beyond is refused
// (quality.md, Authorisation: typed inputs), so that nothing is ever set by a name that a page does not show.
var formFields = map[string]string{
	"/connexion":                                 "email password next",
	"/connexion/code":                            "code next",
	"/connexion/:token":                          "next",
	"/deconnexion":                               "",
	"/confirmer-identite":                        "password code next",
	"/mot-de-passe":                              "email",
	"/mot-de-passe/:token":                       "new_password",
	"/bienvenue/:token":                          "new_password without",
	"/adresse/:token":                            "",
	"/compte/mot-de-passe":                       "password code new_password",
	"/compte/adresse":                            "email password code",
	secondFactorPath:                             "sealed first_code password",
	secondFactorPath + "/codes":                  "password code",
	secondFactorPath + "/retirer":                "password code",
	"/compte/sessions/fermer":                    "",
	"/compte/sessions/:id/fermer":                "",
	"/admin/comptes/:id/roles":                   "role siret",
	"/admin/comptes/:id/fermer":                  "",
	"/admin/comptes/:id/rouvrir":                 "",
	"/admin/comptes/:id/inviter":                 "",
	"/admin/comptes/:id/double-authentification": "reason",
	"/compte/jetons":                             "label",
	"/compte/jetons/:id/revoquer":                "",
	"/admin/comptes":                             "email name role siret",
	"/se-proposer":                               "first_name last_name phone email postal_code commune work available licence agree revision",
	"/inscription":                               "siret company name email phone revision",
	"/inscription/renvoyer":                      "",
	"/inscription/offre":                         offerFields,
	"/inscription/offre/apercu":                  offerFields,
	"/inscription/confirmer/:token":              "",
	"/accord/:token":                             "answer",
	"/invitations/:token":                        "answer reason slot question",
	"/invitations/:token/arret":                  "stop",

	"/personnes/retour":             "first_name last_name birth_date email on seen",
	"/admin/effacement":             "person reason sure",
	"/admin/archives":               "first_name last_name birth_date email why",
	"/mes-donnees":                  "email",
	"/mes-donnees/:token/corriger":  "phone email work available radius hours means contracts windows_days windows_from windows_to presentation",
	"/mes-donnees/:token/demander":  "ask",
	"/mes-donnees/:token/pause":     "until",
	"/mes-donnees/:token/reprendre": "",
	"/mes-donnees/:token/rappels":   "off",
	"/mes-donnees/:token/garder":    "",
	"/mes-donnees/:token/accord":    "answer",
	"/mes-donnees/:token/effacer":   "sure",

	"/offres":                       offerFields,
	"/offres/compte":                offerFields,
	"/offres/:id/modifier":          offerFields,
	"/offres/:id/soumettre":         "reason",
	"/offres/:id/suspendre":         "reason",
	"/offres/:id/reprendre":         "reason",
	"/offres/:id/retirer":           "reason",
	"/offres/:id/dupliquer":         "",
	"/offres/:id/publier":           "reason",
	"/offres/:id/renvoyer":          "reason",
	"/offres/:id/formulations":      "field passage reason",
	"/offres/:id/clause":            "scope clause_publics clause_way temp_agency clause_lot note",
	"/offres/:id/preselections":     "",
	"/offres/:id/diffuser":          "reason",
	"/offres/:id/arreter-diffusion": "reason",
	"/offres/:id/positionner":       "profile why",
	"/positions/:id/ajouter":        "reason",
	"/positions/:id/ecarter":        "reason",
	"/alertes/:id/voir":             "reason",
	"/alertes/:id/ecarter":          "reason",
	"/alertes/:id/ajouter":          "reason",

	"/reponses/:token": "answer contract start end weekly_hours reason",
	"/avis/:token":     "fit again",

	"/mises-en-relation/:id/creneau":   "slot",
	"/mises-en-relation/:id/rencontre": "",
	"/mises-en-relation/:id/absence":   "whose",
	"/mises-en-relation/:id/embauche":  "contract start end weekly_hours",
	"/mises-en-relation/:id/refus":     "reason",
	"/mises-en-relation/:id/annuler":   "reason",
	"/mises-en-relation/:id/retrait":   "channel reason",
	"/mises-en-relation/:id/suivi":     "months state note",
	"/offres/:id/creneaux":             "day from slots minutes where",
	"/offres/:id/creneaux/retirer":     "slot",
	"/offres/:id/rouvrir":              "reason",

	"/inviter":                    "liste objet shown person meeting slot where call_by wave word",
	"/propositions/:id/reponse":   "answer text channel by slot",
	"/propositions/:id/questions": "",
	"/propositions/:id/annuler":   "reason",
	"/propositions/:id/relancer":  "reason call_by word",
	"/propositions/:id/lettre":    "",
	"/rencontres":                 occasionFields,
	"/rencontres/:id/modifier":    occasionFields,
	"/rencontres/:id/clore":       "",
	"/rencontres/:id/rouvrir":     "",
	"/rencontres/:id/annuler":     "reason",
	"/candidatheque/:id/rappels":  "reminders",

	"/preselections/:id/relire":                     "",
	"/preselections/:id/partager":                   "",
	"/preselections/:id/clore":                      "",
	"/preselections/:id/actualiser":                 "",
	"/preselections/:id/ajouter":                    "profile reason",
	"/preselections/:id/personnes/:profile/retenir": "reason",
	"/preselections/:id/personnes/:profile/ecarter": "reason",
	"/preselections/:id/cartes/:card/interesse":     "reason",
	"/preselections/:id/cartes/:card/decliner":      "reason",

	"/personnes":                                        personFields,
	"/personnes/accords":                                "person on channel attest",
	"/personnes/doublons/:id/:other/reunir":             "keep",
	"/personnes/doublons/:id/:other/distinguer":         "",
	"/candidatheque/:id/modifier":                       personFields,
	"/candidatheque/:id/proposer":                       "",
	"/candidatheque/:id/accepter":                       "domain programme from referent",
	"/candidatheque/:id/refuser":                        "reason",
	"/candidatheque/:id/accord":                         "on channel",
	"/candidatheque/:id/lien-accord":                    "",
	"/candidatheque/:id/demandes":                       "",
	"/candidatheque/:id/rouvrir":                        "",
	"/candidatheque/:id/retrait":                        "",
	"/candidatheque/:id/accompagnements":                "programme from",
	"/candidatheque/:id/accompagnements/renouveler":     "programme from",
	"/candidatheque/:id/accompagnements/terminer":       "programme from on",
	"/candidatheque/:id/eligibilite":                    "document seen_on valid_until lot",
	"/candidatheque/:id/eligibilite/:criterion/retirer": "",
	"/candidatheque/:id/offres/:offer/ajouter":          "reason",

	"/courriels/:id/renvoyer": "",
	"/courriels/:id/annuler":  "",
	"/courriels/:id/dit":      "",
	"/courriels/retours":      "", // JSON of the mail server: mailReturns
	// A mail program sends the first by itself (RFC 8058), the page the second.
	"/courriels/arret/:token": "List-Unsubscribe reprendre",

	"/entreprises/rejoindre":                    "siret company",
	"/entreprises/:siret/approuver":             "reason",
	"/entreprises/:siret/refuser":               "reason",
	"/entreprises/:siret/suspendre":             "reason",
	"/entreprises/:siret/reprendre":             "reason",
	"/entreprises/:siret/redemander":            "reason",
	"/entreprises/:siret/quitter":               "reason",
	"/entreprises/:siret/demandes/:id/accepter": "reason",
	"/entreprises/:siret/demandes/:id/refuser":  "reason",
	"/entreprises/:siret/membres/:id/retirer":   "reason",

	"/listes":               "name query",
	"/listes/ajouter":       "list name person back",
	"/listes/:id/retirer":   "person",
	"/listes/:id/renommer":  "name",
	"/listes/:id/partager":  "visibility",
	"/listes/:id/supprimer": "",

	"/imports":                "file dry_run mapping", // read part by part: readUpload
	"/imports/:id/colonnes":   "c* key keep label",
	"/imports/:id/importer":   "entered_on programme domain adviser",
	"/imports/:id/abandonner": "",

	"/formations":              trainingFields,
	"/formations/:id/modifier": trainingFields,
	"/formations/:id/clore":    "",
	"/formations/:id/rouvrir":  "",
}

// refuseUnknown refuses a form that sends a field which its route does not have, all of them named at once.
func refuseUnknown(pattern string, sent url.Values) error {
	known := strings.Fields(formFields[pattern])
	f := domain.FieldErrors{}
	for name := range sent {
		if !slices.ContainsFunc(known, func(k string) bool { return isField(k, name) }) {
			name = firstRunes(oneLine(name), maxFieldName)
			f.Add(name, domain.Invalid(name, "Ce formulaire n'a pas de champ « %s ».", name))
		}
	}
	return f.Err()
}

// maxFieldName bounds the name of an unknown field as it is told back, in characters.
const maxFieldName = 40

func isField(known, name string) bool {
	if family, open := strings.CutSuffix(known, "*"); open {
		return strings.HasPrefix(name, family)
	}
	return known == name
}
