package domain

import "strings"

// StoredField declares why a stored field exists. A field that is stored and not declared fails a test, and the page
// /donnees-personnelles is made from this list (RGPD art. 5, 13 and 30).
type StoredField struct {
	// Path is aggregate.field.subfield in the names of the JSON; it covers everything below it.
	Path string
	// Purpose is a sentence for people, in French; Retention a line of retention.go; Erase what anonymisation makes of it.
	Purpose   string
	Basis     Basis
	Sensitive Sensitivity
	Roles     Role
	Retention Retention
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

// companyReaders are those who list establishments (CanListEmployers).
const companyReaders = RoleReferent | RoleFacilitator | RoleAdmin

// storedFields is read top to bottom by people: aggregates in the order in which they meet them.
var storedFields = []StoredField{
	{"person.id", "retrouver le dossier, sans nommer personne", BasisMission, Plain, RoleReferent | RoleAdviser, RetainPerson, EraseRemove},
	{"person.revision", "éviter que deux corrections s'écrasent", BasisService, Plain, RoleReferent, RetainPerson, EraseRemove},
	{"person.created", "dater l'entrée dans la candidathèque", BasisMission, Plain, RoleReferent, RetainPerson, EraseRemove},
	{"person.updated", "savoir si le dossier est à jour", BasisMission, Plain, RoleReferent, RetainPerson, EraseRemove},
	{"person.history", "savoir qui a fait quoi, et pour qui", BasisMission, Plain, RoleReferent, RetainPerson, EraseRemove},
	{"person.admission", "n'avoir dans le vivier que les personnes acceptées par un référent", BasisMission, Plain, RoleReferent | RoleAdviser, RetainPerson, EraseRemove},
	{"person.merged", "retrouver un dossier sous les clés des doubles qu'il a repris", BasisMission, Plain, RoleReferent, RetainPerson, EraseRemove},
	{"person.source", "savoir d'où vient le dossier", BasisMission, Plain, RoleReferent, RetainPerson, EraseRemove},
	{"person.profile.targets", "proposer les métiers cherchés", BasisMission, Plain, RoleReferent | RoleAdviser | RoleEmployer, RetainPerson, EraseRemove},
	{"person.profile.practised", "proposer les métiers déjà exercés", BasisMission, Plain, RoleReferent | RoleAdviser | RoleEmployer, RetainPerson, EraseRemove},
	{"person.profile.refused", "ne plus proposer un métier refusé, sans en garder la raison", BasisMission, Guarded, RoleReferent | RoleAdviser, RetainPerson, EraseRemove},
	{"person.profile.trainings", "tenir compte des formations suivies", BasisMission, Plain, RoleReferent | RoleAdviser | RoleEmployer, RetainPerson, EraseRemove},
	{"person.profile.immersions", "tenir compte des immersions faites", BasisMission, Plain, RoleReferent | RoleAdviser, RetainPerson, EraseRemove},
	{"person.profile.interests", "tenir compte d'un intérêt confirmé", BasisMission, Plain, RoleReferent | RoleAdviser, RetainPerson, EraseRemove},
	{"person.profile.skills", "comparer aux compétences demandées", BasisMission, Plain, RoleReferent | RoleAdviser | RoleEmployer, RetainPerson, EraseRemove},
	{"person.profile.licences", "comparer aux permis demandés", BasisMission, Plain, RoleReferent | RoleAdviser | RoleEmployer, RetainPerson, EraseRemove},
	{"person.profile.certificates", "comparer aux certificats demandés, et prévenir avant leur fin", BasisMission, Plain, RoleReferent | RoleAdviser | RoleEmployer, RetainPerson, EraseRemove},
	{"person.profile.level", "comparer au niveau demandé", BasisMission, Plain, RoleReferent | RoleAdviser | RoleEmployer, RetainPerson, EraseRemove},
	{"person.profile.level_obtained", "comparer au niveau demandé", BasisMission, Plain, RoleReferent | RoleAdviser | RoleEmployer, RetainPerson, EraseRemove},
	{"person.profile.place", "calculer la distance, depuis le centre de la commune", BasisMission, Personal, RoleReferent | RoleAdviser, RetainPerson, EraseRemove},
	{"person.profile.radius_km", "ne proposer que des lieux possibles", BasisMission, Plain, RoleReferent | RoleAdviser, RetainPerson, EraseRemove},
	{"person.profile.communes", "ne proposer que des lieux possibles", BasisMission, Plain, RoleReferent | RoleAdviser, RetainPerson, EraseRemove},
	{"person.profile.means", "ne proposer que des trajets possibles", BasisMission, Plain, RoleReferent | RoleAdviser, RetainPerson, EraseRemove},
	{"person.profile.available", "proposer au bon moment", BasisMission, Plain, RoleReferent | RoleAdviser | RoleEmployer, RetainPerson, EraseRemove},
	{"person.profile.contracts", "ne proposer que les contrats acceptés", BasisMission, Plain, RoleReferent | RoleAdviser | RoleEmployer, RetainPerson, EraseRemove},
	{"person.profile.hours_wanted", "proposer le temps de travail souhaité", BasisMission, Plain, RoleReferent | RoleAdviser, RetainPerson, EraseRemove},
	{"person.profile.windows", "ne proposer que des horaires possibles, sans en garder la raison", BasisMission, Guarded, RoleReferent | RoleAdviser, RetainPerson, EraseRemove},
	{"person.profile.refused_schedule", "ne proposer que des horaires possibles, sans en garder la raison", BasisMission, Guarded, RoleReferent | RoleAdviser, RetainPerson, EraseRemove},
	{"person.profile.refused_contexts", "ne proposer que des conditions possibles, sans en garder la raison", BasisMission, Guarded, RoleReferent | RoleAdviser, RetainPerson, EraseRemove},
	{"person.profile.languages", "savoir ce que la personne comprend, lit et écrit", BasisMission, Guarded, RoleReferent | RoleAdviser, RetainPerson, EraseRemove},
	{"person.profile.presentation", "présenter le parcours avec les mots de la personne", BasisMission, Personal, RoleReferent | RoleAdviser, RetainPerson, EraseRemove},
	{"person.profile.domain", "répartir le suivi entre référents", BasisMission, Plain, RoleReferent | RoleAdviser, RetainPerson, EraseRemove},
	{"person.profile.commitments", "ne pas proposer pendant un travail ou un stage", BasisMission, Plain, RoleReferent | RoleAdviser, RetainPerson, EraseRemove},
	{"person.profile.discovery", "proposer des immersions à qui veut découvrir", BasisMission, Plain, RoleReferent | RoleAdviser, RetainPerson, EraseRemove},
	{"person.candidate.first_name", "joindre la personne, et dire dans le journal de qui une ligne parle", BasisMission, Personal, RoleReferent | RoleAdviser | RoleAdmin, RetainPerson, EraseRemove},
	{"person.candidate.last_name", "joindre la personne, et dire dans le journal de qui une ligne parle", BasisMission, Personal, RoleReferent | RoleAdviser | RoleAdmin, RetainPerson, EraseRemove},
	{"person.candidate.civility", "écrire à la personne comme elle le souhaite", BasisMission, Personal, RoleReferent | RoleAdviser, RetainPerson, EraseRemove},
	{"person.candidate.email", "joindre la personne", BasisMission, Personal, RoleReferent | RoleAdviser, RetainPerson, EraseRemove},
	{"person.candidate.phone", "joindre la personne", BasisMission, Personal, RoleReferent | RoleAdviser, RetainPerson, EraseRemove},
	{"person.candidate.sex", "statistiques d'égalité, si la personne l'a dit", BasisMission, Personal, RoleAdmin, RetainPerson, EraseCount},
	{"person.candidate.birth_date", "vérifier ce que la loi permet selon l'âge", BasisLaw, Personal, RoleReferent | RoleAdviser, RetainPerson, EraseRemove},
	{"person.candidate.consent", "prouver l'accord de la personne", BasisLaw, Plain, RoleReferent | RoleAdviser, RetainPerson, EraseRemove},
	{"person.candidate.referent", "savoir qui suit la personne", BasisMission, Plain, RoleReferent | RoleAdviser, RetainPerson, EraseRemove},
	{"person.candidate.adviser", "savoir qui suit la personne", BasisMission, Plain, RoleReferent | RoleAdviser, RetainPerson, EraseRemove},
	{"person.candidate.accompaniments", "savoir jusqu'à quand la personne est accompagnée", BasisMission, Guarded, RoleReferent | RoleAdviser, RetainPerson, EraseCount},
	{"person.candidate.criteria", "vérifier l'éligibilité aux clauses d'insertion", BasisMission, Guarded, RoleReferent | RoleFacilitator, RetainPerson, EraseCount},
	{"person.candidate.placed_on", "ne plus proposer d'offres à qui a trouvé un emploi durable", BasisMission, Plain, RoleReferent | RoleAdviser, RetainPerson, EraseRemove},
	{"person.candidate.reminders_off", "ne plus envoyer de rappels", BasisMission, Plain, RoleReferent | RoleAdviser, RetainPerson, EraseRemove},
	{"person.candidate.pause", "ne rien proposer pendant la pause demandée, sans en garder la raison", BasisMission, Plain, RoleReferent | RoleAdviser, RetainPerson, EraseRemove},
	{"person.candidate.asks", "répondre à la personne qui demande une correction", BasisLaw, Personal, RoleReferent | RoleAdviser, RetainPerson, EraseRemove},
	{"person.candidate.entered_on", "dater l'entrée dans la candidathèque", BasisMission, Plain, RoleReferent | RoleAdviser, RetainPerson, EraseCount},

	{"offer.clause.publics", "savoir quels publics un marché accepte", BasisMission, Plain, RoleStaff, RetainOffer, EraseNothing},
	{"offer.clause.completed_by", "savoir qui a complété le besoin", BasisMission, Plain, RoleStaff, RetainOffer, EraseNothing},
	{"offer", "décrire un poste et suivre ce qu'il devient", BasisMission, Plain, RoleUser, RetainOffer, EraseNothing},
	{"employer", "connaître l'établissement qui recrute", BasisMission, Plain, RoleUser, RetainCompany, EraseNothing},
	{"membership", "savoir qui demande à agir pour un établissement, et qui a répondu", BasisService, Plain, RoleReferent | RoleFacilitator | RoleAdmin | RoleEmployer, RetainAccount, EraseReplace},
	{"signup", "inscrire un employeur, et garder l'offre qu'il commence avant d'avoir confirmé son adresse", BasisService, Personal, companyReaders, RetainSignUp, EraseRemove},

	{"shortlist", "garder ce qui a été proposé, pourquoi, et qui a décidé", BasisMission, Plain, RoleReferent, RetainOffer, EraseNothing},
	{"shortlist.entries", "garder ce qui a été proposé, pourquoi, et qui a décidé", BasisMission, Guarded, RoleReferent, RetainOffer, EraseReplace},
	{"shortlist.seen", "pouvoir refaire la liste à l'identique, et montrer pourquoi", BasisMission, Guarded, RoleReferent, RetainOffer, EraseRemove},
	{"shortlist.near_misses", "savoir ce qu'il aurait fallu pour proposer une personne", BasisMission, Guarded, RoleReferent, RetainOffer, EraseReplace},

	{"position", "savoir qu'un conseiller propose une personne pour une offre, et ce qui lui a été répondu", BasisMission, Guarded, RoleReferent | RoleAdviser, RetainOffer, EraseRemove},

	{"invitation", "inviter une personne, une fois et au bon moment, et suivre sa réponse", BasisMission, Guarded, RoleReferent, RetainOffer, EraseReplace},
	{"invitation.reasons", "dire à la personne pourquoi on pense à elle", BasisMission, Guarded, RoleReferent, RetainOffer, EraseRemove},
	{"invitation.word", "dire un mot à la personne", BasisMission, Personal, RoleReferent, RetainOffer, EraseRemove},
	{"invitation.reason", "proposer mieux la fois suivante ; ne sort jamais du service", BasisMission, Guarded, RoleReferent, RetainOffer, EraseRemove},
	{"invitation.questions", "répondre aux questions de la personne", BasisMission, Personal, RoleReferent, RetainOffer, EraseRemove},
	{"introduction", "suivre la rencontre, et ce qui en vient", BasisMission, Plain, RoleReferent | RoleEmployer, RetainOffer, EraseReplace},
	{"introduction.outcome.reason", "proposer mieux la fois suivante", BasisMission, Guarded, RoleReferent, RetainOffer, EraseRemove},
	{"introduction.follow_ups.note", "savoir si l'emploi dure", BasisMission, Guarded, RoleReferent, RetainOffer, EraseRemove},
	{"introduction.follow_ups.by", "savoir qui a demandé des nouvelles", BasisMission, Plain, RoleReferent, RetainOffer, EraseRemove},
	{"introduction.follow_ups", "savoir si l'emploi dure", BasisMission, Plain, RoleReferent, RetainOffer, EraseCount},
	{"introduction.opinions", "améliorer le service", BasisService, Plain, RoleReferent, RetainOffer, EraseRemove},
	{"occasion", "inviter à une rencontre ou à une immersion", BasisService, Plain, RoleStaff, RetainOccasion, EraseNothing},

	{"alert", "prévenir un référent qu'une personne convient à une offre ouverte", BasisMission, Guarded, RoleReferent, RetainOffer, EraseRemove},
	{"training", "savoir quelles formations lèvent un obstacle, où, quand et pour qui", BasisService, Plain, RoleStaff, RetainTraining, EraseNothing},

	{"user.email", "se connecter, recevoir les messages du service ; reconnaître un collègue", BasisService, Personal, companyReaders | RoleEmployer, RetainAccount, EraseRemove},
	{"user.phone", "rappeler un employeur", BasisService, Personal, companyReaders, RetainAccount, EraseRemove},
	{"user.new_email", "changer d'adresse, une fois la nouvelle confirmée", BasisService, Personal, RoleAdmin, RetainAccount, EraseRemove},
	{"user.former_email", "prévenir l'ancienne adresse, et ne rien perdre de ce qui la portait", BasisService, Personal, RoleAdmin, RetainAccount, EraseRemove},
	{"user.name", "savoir qui a décidé", BasisService, Personal, RoleUser, RetainAccount, EraseReplace},
	{"user", "donner à chacun ses droits, et rien de plus", BasisService, Plain, RoleAdmin, RetainAccount, EraseRemove},
	{"secret", "se connecter ou donner son accord par un lien, appeler par un jeton : seule leur empreinte est gardée", BasisService, Plain, RoleSystem, RetainSecret, EraseRemove},
	{"credential", "prouver qui l'on est : empreinte du mot de passe, secret scellé de la double authentification", BasisService, Plain, RoleSystem, RetainAccount, EraseRemove},
	{"attempt", "arrêter qui essaie des mots de passe : compte et adresse du réseau, sous une empreinte à clé", BasisService, Plain, RoleSystem, RetainAttempt, EraseNothing},
	{"session", "rester connecté", BasisService, Plain, RoleSystem, RetainSession, EraseRemove},
	{"import", "rendre compte d'un fichier reçu, ligne par ligne", BasisService, Plain, RoleReferent, RetainImport, EraseNothing},
	{"import.errors", "rendre compte d'un fichier reçu, ligne par ligne", BasisService, Personal, RoleReferent, RetainRows, EraseRemove},
	{"import.warnings", "rendre compte d'un fichier reçu, ligne par ligne", BasisService, Personal, RoleReferent, RetainRows, EraseRemove},
	{"upload", "relire un fichier reçu avant de l'importer, sans ce qui ne se garde jamais", BasisService, Personal, RoleReferent, RetainUpload, EraseRemove},
	{"mapping", "lire un type de fichier sans redemander ce que dit chaque colonne", BasisService, Plain, RoleReferent, RetainForever, EraseNothing},
	{"list", "garder des personnes ou une recherche sous la main", BasisMission, Plain, RoleReferent, RetainList, EraseNothing},
	{"list.people", "garder des personnes sous la main, par leur numéro seul", BasisMission, Personal, RoleReferent, RetainMember, EraseRemove},
	{"journal", "savoir qui a lu et fait quoi, sans que personne ne puisse l'effacer : les noms y sont des clés au hasard", BasisLaw, Plain, RoleAdmin, RetainJournal, EraseNothing},
	{"journal_key", "retrouver qui porte une clé du journal, tant que son dossier ou son compte existe", BasisLaw, Personal, RoleAdmin, RetainName, EraseRemove},
	{"mail.body", "envoyer le courriel, et pouvoir l'envoyer à nouveau ; le dire par téléphone à qui n'a pas d'adresse", BasisService, Personal, RoleReferent | RoleAdmin, RetainMailText, EraseRemove},
	{"mail.to", "savoir à qui un courriel est parti", BasisService, Personal, RoleReferent | RoleAdmin, RetainMailText, EraseRemove},
	{"mail.grant", "ouvrir la page du lien qu'un courriel porte", BasisService, Plain, RoleSystem, RetainMailText, EraseRemove},
	{"mail.answer", "savoir pourquoi un courriel n'est pas arrivé", BasisService, Personal, RoleReferent | RoleAdmin, RetainMailText, EraseRemove},
	{"mail", "savoir ce qui a été envoyé, quand, et si c'est arrivé", BasisService, Plain, RoleReferent | RoleAdmin, RetainMail, EraseRemove},
	{"figures", "garder les comptes de l'activité sans les personnes comptées", BasisMission, Plain, RoleStaff, RetainForever, EraseNothing},
	{"objection", "ne pas faire revenir, par un fichier ou une sauvegarde, une personne qui a demandé l'effacement : une empreinte, qui ne dit pas de qui", BasisLaw, Plain, RoleSystem, RetainObjection, EraseNothing},
	{"archive", "répondre aux contrôles des marchés publics et de leurs financeurs : contrats signés sous une clause d'insertion et dates des justificatifs vus, scellés, que deux personnes nommées peuvent ouvrir", BasisLaw, Guarded, RoleStaff, RetainArchive, EraseNothing},
	{"once", "ne jamais faire deux fois la même chose", BasisService, Plain, RoleSystem, RetainOnce, EraseNothing},
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
