package domain

import "strings"

// StoredField declares why a stored field exists. A field that is stored and not declared fails a test, and the page
// /donnees-personnelles is made from this list (RGPD art. 5, 13 and 30).
type StoredField struct {
	// Path is aggregate.field.subfield in the names of the JSON; it covers everything below it.
	Path string
	// Purpose and Retention are sentences for people, in French; Erase says what anonymisation makes of the field.
	Purpose   string
	Basis     Basis
	Sensitive Sensitivity
	Roles     Role
	Retention string
	Erase     Erasure
}

// Basis is the legal basis of a processing (RGPD art. 6).
type Basis string

// The bases. The public-interest mission is to be confirmed by the data-protection officer [V].
const (
	BasisMission Basis = "mission d'intérêt public, avec l'accord daté de la personne"
	BasisService Basis = "fonctionnement du service"
	BasisLaw     Basis = "obligation légale"
)

// Sensitivity marks what needs more care than an ordinary datum.
type Sensitivity uint8

// Personal identifies somebody, Guarded reveals a social situation, Plain neither.
const (
	Plain Sensitivity = iota
	Personal
	Guarded
)

// Erasure is what erasing a person makes of a field.
type Erasure string

// The ways to erase.
const (
	EraseRemove  Erasure = "supprimé"
	EraseCount   Erasure = "gardé sous forme de compte anonyme"
	EraseNothing Erasure = "sans lien avec une personne"
	EraseReplace Erasure = "remplacé par « personne effacée »"
)

const (
	whilePool   = "jusqu'à 3 mois après la fin de l'accompagnement, 24 mois au plus sans activité"
	whileOffer  = "24 mois après la fin de l'offre"
	whileUser   = "tant que le compte est ouvert, puis 12 mois"
	whileNeeded = "tant que l'objet existe"
)

// storedFields is read top to bottom by people: aggregates in the order in which they meet them.
var storedFields = []StoredField{
	{"person.id", "retrouver le dossier, sans nommer personne", BasisMission, Plain, RoleReferent | RoleAdviser, whilePool, EraseRemove},
	{"person.revision", "éviter que deux corrections s'écrasent", BasisService, Plain, RoleReferent, whilePool, EraseRemove},
	{"person.created", "dater l'entrée dans la candidathèque", BasisMission, Plain, RoleReferent, whilePool, EraseRemove},
	{"person.updated", "savoir si le dossier est à jour", BasisMission, Plain, RoleReferent, whilePool, EraseRemove},
	{"person.history", "savoir qui a fait quoi, et pour qui", BasisMission, Plain, RoleReferent, whilePool, EraseRemove},
	{"person.admission", "n'avoir dans le vivier que les personnes acceptées par un référent", BasisMission, Plain, RoleReferent | RoleAdviser, whilePool, EraseRemove},
	{"person.merged", "retrouver un dossier sous les clés des doubles qu'il a repris", BasisMission, Plain, RoleReferent, whilePool, EraseRemove},
	{"person.source", "savoir d'où vient le dossier", BasisMission, Plain, RoleReferent, whilePool, EraseRemove},
	{"person.profile.targets", "proposer les métiers cherchés", BasisMission, Plain, RoleReferent | RoleAdviser | RoleEmployer, whilePool, EraseRemove},
	{"person.profile.practised", "proposer les métiers déjà exercés", BasisMission, Plain, RoleReferent | RoleAdviser | RoleEmployer, whilePool, EraseRemove},
	{"person.profile.refused", "ne plus proposer un métier refusé, sans en garder la raison", BasisMission, Guarded, RoleReferent | RoleAdviser, whilePool, EraseRemove},
	{"person.profile.trainings", "tenir compte des formations suivies", BasisMission, Plain, RoleReferent | RoleAdviser | RoleEmployer, whilePool, EraseRemove},
	{"person.profile.immersions", "tenir compte des immersions faites", BasisMission, Plain, RoleReferent | RoleAdviser, whilePool, EraseRemove},
	{"person.profile.interests", "tenir compte d'un intérêt confirmé", BasisMission, Plain, RoleReferent | RoleAdviser, whilePool, EraseRemove},
	{"person.profile.skills", "comparer aux compétences demandées", BasisMission, Plain, RoleReferent | RoleAdviser | RoleEmployer, whilePool, EraseRemove},
	{"person.profile.licences", "comparer aux permis demandés", BasisMission, Plain, RoleReferent | RoleAdviser | RoleEmployer, whilePool, EraseRemove},
	{"person.profile.certificates", "comparer aux certificats demandés, et prévenir avant leur fin", BasisMission, Plain, RoleReferent | RoleAdviser | RoleEmployer, whilePool, EraseRemove},
	{"person.profile.level", "comparer au niveau demandé", BasisMission, Plain, RoleReferent | RoleAdviser | RoleEmployer, whilePool, EraseRemove},
	{"person.profile.level_obtained", "comparer au niveau demandé", BasisMission, Plain, RoleReferent | RoleAdviser | RoleEmployer, whilePool, EraseRemove},
	{"person.profile.place", "calculer la distance, depuis le centre de la commune", BasisMission, Personal, RoleReferent | RoleAdviser, whilePool, EraseRemove},
	{"person.profile.radius_km", "ne proposer que des lieux possibles", BasisMission, Plain, RoleReferent | RoleAdviser, whilePool, EraseRemove},
	{"person.profile.communes", "ne proposer que des lieux possibles", BasisMission, Plain, RoleReferent | RoleAdviser, whilePool, EraseRemove},
	{"person.profile.means", "ne proposer que des trajets possibles", BasisMission, Plain, RoleReferent | RoleAdviser, whilePool, EraseRemove},
	{"person.profile.available", "proposer au bon moment", BasisMission, Plain, RoleReferent | RoleAdviser | RoleEmployer, whilePool, EraseRemove},
	{"person.profile.contracts", "ne proposer que les contrats acceptés", BasisMission, Plain, RoleReferent | RoleAdviser | RoleEmployer, whilePool, EraseRemove},
	{"person.profile.hours_wanted", "proposer le temps de travail souhaité", BasisMission, Plain, RoleReferent | RoleAdviser, whilePool, EraseRemove},
	{"person.profile.windows", "ne proposer que des horaires possibles, sans en garder la raison", BasisMission, Guarded, RoleReferent | RoleAdviser, whilePool, EraseRemove},
	{"person.profile.refused_schedule", "ne proposer que des horaires possibles, sans en garder la raison", BasisMission, Guarded, RoleReferent | RoleAdviser, whilePool, EraseRemove},
	{"person.profile.refused_contexts", "ne proposer que des conditions possibles, sans en garder la raison", BasisMission, Guarded, RoleReferent | RoleAdviser, whilePool, EraseRemove},
	{"person.profile.languages", "savoir ce que la personne comprend, lit et écrit", BasisMission, Guarded, RoleReferent | RoleAdviser, whilePool, EraseRemove},
	{"person.profile.presentation", "présenter le parcours avec les mots de la personne", BasisMission, Personal, RoleReferent | RoleAdviser, whilePool, EraseRemove},
	{"person.profile.domain", "répartir le suivi entre référents", BasisMission, Plain, RoleReferent | RoleAdviser, whilePool, EraseRemove},
	{"person.profile.commitments", "ne pas proposer pendant un travail ou un stage", BasisMission, Plain, RoleReferent | RoleAdviser, whilePool, EraseRemove},
	{"person.profile.discovery", "proposer des immersions à qui veut découvrir", BasisMission, Plain, RoleReferent | RoleAdviser, whilePool, EraseRemove},
	{"person.candidate.first_name", "joindre la personne", BasisMission, Personal, RoleReferent | RoleAdviser, whilePool, EraseRemove},
	{"person.candidate.last_name", "joindre la personne", BasisMission, Personal, RoleReferent | RoleAdviser, whilePool, EraseRemove},
	{"person.candidate.civility", "écrire à la personne comme elle le souhaite", BasisMission, Personal, RoleReferent | RoleAdviser, whilePool, EraseRemove},
	{"person.candidate.email", "joindre la personne", BasisMission, Personal, RoleReferent | RoleAdviser, whilePool, EraseRemove},
	{"person.candidate.phone", "joindre la personne", BasisMission, Personal, RoleReferent | RoleAdviser, whilePool, EraseRemove},
	{"person.candidate.sex", "statistiques d'égalité, si la personne l'a dit", BasisMission, Personal, RoleAdmin, whilePool, EraseCount},
	{"person.candidate.birth_date", "vérifier ce que la loi permet selon l'âge", BasisLaw, Personal, RoleReferent | RoleAdviser, whilePool, EraseRemove},
	{"person.candidate.consent", "prouver l'accord de la personne", BasisLaw, Plain, RoleReferent | RoleAdviser, whilePool, EraseRemove},
	{"person.candidate.referent", "savoir qui suit la personne", BasisMission, Plain, RoleReferent | RoleAdviser, whilePool, EraseRemove},
	{"person.candidate.adviser", "savoir qui suit la personne", BasisMission, Plain, RoleReferent | RoleAdviser, whilePool, EraseRemove},
	{"person.candidate.accompaniments", "savoir jusqu'à quand la personne est accompagnée", BasisMission, Guarded, RoleReferent | RoleAdviser, whilePool, EraseCount},
	{"person.candidate.criteria", "vérifier l'éligibilité aux clauses d'insertion", BasisMission, Guarded, RoleReferent | RoleFacilitator, whilePool, EraseCount},
	{"person.candidate.entered_on", "dater l'entrée dans la candidathèque", BasisMission, Plain, RoleReferent | RoleAdviser, whilePool, EraseCount},

	{"offer.clause.publics", "savoir quels publics un marché accepte", BasisMission, Plain, RoleStaff, whileOffer, EraseNothing},
	{"offer.clause.completed_by", "savoir qui a complété le besoin", BasisMission, Plain, RoleStaff, whileOffer, EraseNothing},
	{"offer", "décrire un poste et suivre ce qu'il devient", BasisMission, Plain, RoleUser, whileOffer, EraseNothing},
	{"employer", "connaître l'établissement qui recrute", BasisMission, Plain, RoleUser, whileOffer, EraseNothing},

	{"shortlist", "garder ce qui a été proposé, pourquoi, et qui a décidé", BasisMission, Plain, RoleReferent, whileOffer, EraseNothing},
	{"shortlist.entries", "garder ce qui a été proposé, pourquoi, et qui a décidé", BasisMission, Guarded, RoleReferent, whileOffer, EraseReplace},
	{"shortlist.seen", "pouvoir refaire la liste à l'identique, et montrer pourquoi", BasisMission, Guarded, RoleReferent, whileOffer, EraseRemove},
	{"shortlist.near_misses", "savoir ce qu'il aurait fallu pour proposer une personne", BasisMission, Guarded, RoleReferent, whileOffer, EraseReplace},

	{"position", "savoir qu'un conseiller propose une personne pour une offre, et ce qui lui a été répondu", BasisMission, Guarded, RoleReferent | RoleAdviser, whileOffer, EraseReplace},

	{"alert", "prévenir un référent qu'une personne convient à une offre ouverte", BasisMission, Guarded, RoleReferent, whileOffer, EraseReplace},
	{"training", "savoir quelles formations lèvent un obstacle, où, quand et pour qui", BasisService, Plain, RoleStaff, "24 mois après la fin de la session", EraseNothing},

	{"user.email", "se connecter, recevoir les messages du service", BasisService, Personal, RoleAdmin, whileUser, EraseRemove},
	{"user.name", "savoir qui a décidé", BasisService, Personal, RoleUser, whileUser, EraseReplace},
	{"user", "donner à chacun ses droits, et rien de plus", BasisService, Plain, RoleAdmin, whileUser, EraseRemove},
	{"secret", "se connecter ou donner son accord par un lien, appeler par un jeton : seule leur empreinte est gardée", BasisService, Plain, RoleSystem, "24 heures pour un lien de connexion, 14 jours pour un lien d'accord, 12 mois pour un jeton", EraseRemove},
	{"session", "rester connecté", BasisService, Plain, RoleSystem, "12 heures au plus", EraseRemove},
	{"import", "rendre compte d'un fichier reçu, ligne par ligne", BasisService, Plain, RoleReferent, "12 mois", EraseNothing},
	{"import.errors", "rendre compte d'un fichier reçu, ligne par ligne", BasisService, Personal, RoleReferent, "30 jours", EraseRemove},
	{"import.warnings", "rendre compte d'un fichier reçu, ligne par ligne", BasisService, Personal, RoleReferent, "30 jours", EraseRemove},
	{"upload", "relire un fichier reçu avant de l'importer, sans ce qui ne se garde jamais", BasisService, Personal, RoleReferent, "24 heures, ou jusqu'à l'import", EraseRemove},
	{"mapping", "lire un type de fichier sans redemander ce que dit chaque colonne", BasisService, Plain, RoleReferent, whileNeeded, EraseNothing},
	{"list", "garder des personnes ou une recherche sous la main", BasisMission, Plain, RoleReferent, whileUser, EraseNothing},
	{"list.people", "garder des personnes sous la main, par leur numéro seul", BasisMission, Personal, RoleReferent, "tant que la liste existe, et que la personne est dans la candidathèque", EraseRemove},
	{"once", "ne jamais faire deux fois la même chose", BasisService, Plain, RoleSystem, whileNeeded, EraseNothing},
}

// StoredFields lists every declared field.
func StoredFields() []StoredField { return storedFields }

// FieldOf finds the declaration that covers a path, the most precise first; false when none does.
// An aggregate of people is declared field by field: "person" alone covers nothing.
func FieldOf(path string) (StoredField, bool) {
	for p := path; p != ""; {
		for _, f := range storedFields {
			if f.Path == p {
				return f, true
			}
		}
		cut := strings.LastIndexByte(p, '.')
		if cut < 0 {
			break
		}
		p = p[:cut]
	}
	return StoredField{}, false
}
