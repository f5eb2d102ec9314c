package domain

import (
	"slices"
	"strings"
)

// Act is what somebody did, as the journal keeps it: the kind of its object, a dot, the verb or the state reached.
type Act string

// The acts that change nothing, and so have no history to be read from.
const (
	ActOpenPerson    Act = "person.open"
	ActOpenProofs    Act = "person.open_proofs"
	ActOpenOffers    Act = "person.open_offers"
	ActComparePeople Act = "person.compare"
	ActExportPerson  Act = "person.export"
	ActOpenShortlist Act = "shortlist.open"
	// ActKnowWho is being shown who somebody is after their yes; ActOpenSheet their one-page sheet.
	ActKnowWho       Act = "introduction.who"
	ActOpenSheet     Act = "introduction.sheet"
	ActExport        Act = "export.done"
	ActReadJournal   Act = "journal.open"
	ActSearchJournal Act = "journal.search"
	ActRestore       Act = "journal.restore"
	ActRefused       Act = "route.refused"
	ActErasePerson   Act = "person.erase"
	ActAnonymise     Act = "person.anonymise"
	ActEraseAgain    Act = "person.erase_again"
	ActKeptAway      Act = "person.kept_away"
	ActWelcomeBack   Act = "person.welcome_back"
	ActOpenArchive   Act = "archive.open"
)

// SecondLevelAct is the act of showing an offer to advisers, or of ceasing to. It has a history that employers do not
// read, and so does not come from theirs.
func SecondLevelAct(to SecondLevelStatus) Act { return Act("offer.second_level_" + string(to)) }

// Kind is the kind of object that the act is about.
func (a Act) Kind() string {
	kind, _, _ := strings.Cut(string(a), ".")
	return kind
}

// actWords words each act for people: after the actor's name, before the person's.
var actWords = []struct {
	act   Act
	words string
}{
	{ActOpenPerson, "a ouvert le dossier de"}, {ActOpenProofs, "a ouvert les justificatifs de"},
	{ActOpenOffers, "a cherché des offres pour"}, {ActComparePeople, "a comparé le dossier de"},
	{ActExportPerson, "a exporté le dossier de"}, {ActOpenShortlist, "a ouvert la présélection"},
	{ActExport, "a exporté le tableau"}, {ActReadJournal, "a ouvert le journal"}, {ActSearchJournal, "a cherché dans le journal les lignes sur"},
	{ActErasePerson, "a effacé le dossier de"}, {ActAnonymise, "a anonymisé, après 24 mois sans nouvelle, le dossier de"},
	{ActEraseAgain, "a effacé à nouveau, après une sauvegarde remise, le dossier de"},
	{ActKeptAway, "a proposé son dossier, qui n'est pas gardé :"}, {ActWelcomeBack, "a noté le retour de"},
	{ActOpenArchive, "a ouvert, ou cherché à ouvrir, un dossier des archives closes"},
	{ActRestore, "a remis une sauvegarde"}, {ActRefused, "s'est vu refuser l'accès à"},

	{"person.create", "a créé le dossier de"}, {"person.edit", "a modifié le dossier de"}, {"person.import", "a importé le dossier de"},
	{"person.propose_self", "a déposé son dossier :"}, {"person.consent", "a noté l'accord de"},
	{"person.withdraw_consent", "a retiré l'accord de"}, {"person.decline_consent", "a noté le refus d'accord de"},
	{"person.join_programme", "a commencé un accompagnement de"}, {"person.renew_programme", "a renouvelé l'accompagnement de"},
	{"person.end_programme", "a terminé l'accompagnement de"}, {"person.merge", "a réuni un autre dossier avec celui de"},
	{"person.see_proof", "a vu un justificatif de"}, {"person.drop_proof", "a retiré un justificatif de"},
	{"person.pause", "a mis en pause le dossier de"}, {"person.resume", "a fini la pause de"},
	{"person.self_correct", "a corrigé son dossier :"}, {"person.self_ask", "a demandé une correction :"},
	{"person.still_here", "a dit chercher toujours un travail :"}, {"person.answer_asks", "a répondu aux demandes de"}, {"person.warn_retention", "a prévenu de la fin prochaine du dossier de"}, {"person.adviser_moved", "a suivi la nouvelle adresse du conseiller de"},
	{"person.proposed", "a proposé à nouveau"}, {"person.accepted", "a accepté dans la candidathèque"},
	{"person.refused", "a refusé la proposition de"},

	{"offer.create", "a créé l'offre"}, {"offer.edit", "a modifié l'offre"}, {"offer.duplicate", "a dupliqué une offre :"},
	{"offer.extend", "a prolongé l'offre"}, {"offer.override", "a gardé un passage signalé de l'offre"},
	{"offer.complete_clause", "a complété la clause du besoin"}, {"offer.submitted", "a soumis l'offre"},
	{"offer.published", "a publié l'offre"}, {"offer.returned", "a renvoyé l'offre à l'employeur"},
	{"offer.paused", "a suspendu l'offre"}, {"offer.filled", "a pourvu l'offre"}, {"offer.withdrawn", "a retiré l'offre"},
	{"offer.expired", "a clos l'offre à sa date"}, {"offer.second_level_open", "a diffusé l'offre aux antennes"},
	{"offer.second_level_stopped", "a arrêté la diffusion de l'offre"},

	{"employer.create", "a créé l'établissement"}, {"employer.edit", "a modifié l'établissement"},
	{"employer.awaiting", "a inscrit l'établissement"}, {"employer.active", "a validé l'établissement"},
	{"employer.suspended", "a suspendu l'établissement"}, {"employer.registered", "a commencé l'inscription de l'établissement"},
	{"employer.refused", "a refusé l'inscription de l'établissement"},

	{"signup.confirmed", "a confirmé l'adresse d'une inscription"},
	{"membership.waiting", "a demandé une place dans l'établissement pour"}, {"membership.member", "a accepté dans l'établissement"},
	{"membership.refused", "a refusé dans l'établissement"}, {"membership.ended", "a mis fin à la place dans l'établissement de"},

	{"shortlist.build", "a calculé la présélection"}, {"shortlist.refresh", "a actualisé la présélection"},
	{"shortlist.reviewed", "a relu la présélection"}, {"shortlist.shared", "a partagé la présélection avec l'employeur"},
	{"shortlist.closed", "a clos la présélection"}, {"shortlist.add", "a ajouté à la main"},
	{"shortlist.kept", "a retenu"}, {"shortlist.dropped", "a écarté"},
	{"shortlist.interested", "est intéressé par la carte de"}, {"shortlist.not", "a décliné la carte de"},

	{"user.create", "a ouvert le compte de"}, {"user.deactivate", "a fermé le compte de"},
	{"user.closed", "a fermé le compte de"}, {"user.open", "a rouvert le compte de"}, {"user.roles_changed", "a changé les rôles de"},
	{"user.invited", "a invité"}, {"user.email_asked", "a demandé une autre adresse pour le compte de"}, {"user.email_changed", "a changé l'adresse du compte de"},
	{"user.password_set", "a choisi un mot de passe pour le compte de"}, {"user.password_changed", "a changé le mot de passe de"},
	{"user.totp_set", "a mis en place la double authentification de"}, {"user.totp_removed", "a retiré la double authentification de"},
	{"user.totp_reset", "a remis à zéro la double authentification de"}, {"user.codes_renewed", "a fait de nouveaux codes de secours pour"},
	{"user.join", "a donné une place dans un établissement à"}, {"user.leave", "a retiré d'un établissement"},

	{"import.waiting", "a reçu un fichier de personnes"}, {"import.columns", "a dit comment lire un fichier"},
	{"import.running", "a lancé l'import d'un fichier"}, {"import.done", "a terminé l'import d'un fichier"},
	{"import.failed", "a interrompu l'import d'un fichier"}, {"import.rows_end", "a effacé, à leur terme, les valeurs citées d'un import"}, {"mapping.kept", "a gardé une façon de lire les fichiers"},

	{"position.proposed", "a positionné"}, {"position.added", "a ajouté, sur proposition d'un conseiller,"},
	{"position.declined", "a refusé le positionnement de"},
	{"alert.seen", "a vu l'alerte sur"}, {"alert.dismissed", "a écarté l'alerte sur"}, {"alert.used", "a suivi l'alerte sur"},

	{"invitation.queued", "a préparé une invitation pour"}, {"invitation.sent", "a invité"}, {"invitation.answered", "a donné ou noté le oui de"},
	{"invitation.ended", "a mis fin à l'invitation de"}, {"invitation.question", "a posé une question sur une invitation :"},
	{"invitation.question_answered", "a répondu à la question de"},
	{"introduction.going", "a fait avancer la mise en relation de"}, {"introduction.hired", "a noté l'embauche de"},
	{ActKnowWho, "a lu le nom et le contact, après leur oui, de"}, {ActOpenSheet, "a ouvert la fiche de"},
	{"introduction.ended", "a mis fin à la mise en relation de"}, {"introduction.follow_up", "a demandé des nouvelles de"},
	{"introduction.opinion", "a donné un avis sur la mise en relation de"},
	{"occasion.open", "a ouvert une rencontre ou une immersion"}, {"occasion.closed", "a clos une rencontre ou une immersion"},
	{"occasion.cancelled", "a annulé une rencontre ou une immersion"}, {"occasion.edit", "a modifié une rencontre ou une immersion"},
	{"person.hired", "a noté au dossier l'embauche de"}, {"person.reopened", "a rouvert le dossier de"},
	{"person.reminders", "a réglé les rappels de"}, {"offer.slots", "a proposé des rendez-vous pour l'offre"},

	{"training.create", "a ajouté une formation"}, {"training.edit", "a modifié une formation"},
	{"training.closed", "a clos les entrées d'une formation"}, {"training.open", "a rouvert les entrées d'une formation"},

	{"list.create", "a créé une liste"}, {"list.rename", "a renommé une liste"}, {"list.add", "a ajouté des personnes à une liste"},
	{"list.remove", "a retiré des personnes d'une liste"}, {"list.merge", "a suivi une réunion de dossiers dans une liste"},
	{"list.show_shared", "a partagé une liste"}, {"list.show_private", "a cessé de partager une liste"},

	{"mail.queued", "a renvoyé un courriel à"}, {"mail.cancelled", "a annulé un courriel à"},
	{"mail.said", "a prévenu par téléphone"},
}

// French words the act; one without words is itself, so that nothing is hidden.
func (a Act) French() string {
	for _, w := range actWords {
		if w.act == a {
			return w.words
		}
	}
	return string(a)
}

// Acts lists every act that has words, in the order of the table.
func Acts() []Act {
	list := make([]Act, len(actWords))
	for i, w := range actWords {
		list[i] = w.act
	}
	return list
}

// ActKind is a kind of object of the journal, in words: « ce qui concerne les personnes ».
type ActKind struct{ Code, French string }

// ActKinds lists the kinds of objects, in the order of the acts.
func ActKinds() []ActKind {
	return []ActKind{{"person", "les personnes"}, {"shortlist", "les présélections"}, {"offer", "les offres"}, {"employer", "les établissements"},
		{"user", "les comptes"}, {"mail", "les courriels"}, {"import", "les imports"}, {"mapping", "les façons de lire un fichier"}, {"export", "les exports"},
		{"position", "les positionnements"}, {"invitation", "les invitations"}, {"introduction", "les mises en relation"}, {"occasion", "les rencontres et immersions"}, {"alert", "les alertes"}, {"training", "les formations"}, {"list", "les listes"},
		{"journal", "le journal et les sauvegardes"}, {"signup", "les inscriptions"}, {"membership", "les demandes d'adhésion"},
		{"archive", "les archives closes"}, {"route", "les refus d'accès"}}
}

// untold are the acts that decide nothing about anybody: those of the platform, as many as there are people and offers,
// and what strangers type before they show an address, would hide the others.
var untold = []Act{"alert.new", "signup.pending", "signup." + ActResend, "signup." + ActRemind, "employer." + ActRemind, "membership." + ActRemind, "invitation." + ActRemind, "invitation." + unsaid, "introduction." + ActOwed,
	"mail.sent", "mail.kept", "mail.failed", "mail.bounced", "mail.uncertain", "mail." + unsaid}

// Told tells whether the journal keeps the act.
func (a Act) Told() bool { return !slices.Contains(untold, a) }
