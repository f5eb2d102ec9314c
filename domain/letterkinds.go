package domain

// letterKinds words the kinds of letters that people see in lists, and says which somebody may stop: those that only
// inform. What was asked for, and what is owed, is not stopped.
var letterKinds = []struct {
	kind, french string
	stops        bool
}{
	{"sign_in_for_user", "lien de connexion", false},
	{"invitation_for_user", "invitation", false},
	{"password_reset_for_user", "mot de passe oublié", false},
	{"password_changed_for_user", "mot de passe changé", false},
	{"email_confirm_for_address", "nouvelle adresse à confirmer", false},
	{"email_asked_for_user", "changement d'adresse demandé", false},
	{"email_changed_for_user", "adresse changée", false},
	{"email_left_for_address", "ancienne adresse prévenue", false},
	{"second_factor_set_for_user", "double authentification en place", false},
	{"second_factor_removed_for_user", "double authentification retirée", false},
	{"second_factor_reset_for_user", "double authentification remise à zéro", false},
	{"recovery_codes_for_user", "nouveaux codes de secours", false},
	{"account_ended_for_user", "compte fermé", false},
	{"offer_to_read_for_referent", "offre à relire", true},

	{"day_for_staff", "ce qui attend ce matin", true},

	{"self_link_for_person", "lien vers ses données", false},
	{"file_ending_for_person", "dossier bientôt effacé", false},
	{"self_changed_for_referent", "une personne a agi sur sa page", true},

	{"offer_invitation_for_person", "proposition d'un travail", false},
	{"meetup_invitation_for_person", "invitation à une rencontre", false},
	{"immersion_invitation_for_person", "proposition d'une immersion", false},
	{"invitation_reminder_for_person", "rappel d'une proposition", true},
	{"invitation_ended_for_person", "proposition terminée", false},
	{"occasion_moved_for_person", "rencontre ou immersion déplacée", false},
	{"person_invited_for_adviser", "une personne suivie est invitée", true},

	{"yes_noted_for_person", "oui noté", false},
	{"meeting_set_for_person", "rendez-vous pris", false},
	{"meeting_set_for_employer", "rendez-vous pris", false},
	{"question_asked_for_referent", "question d'une personne invitée", true},
	{"person_said_yes_for_adviser", "une personne suivie a dit oui", true},

	{"said_yes_for_employer", "une personne a dit oui", false},
	{"outcome_asked_for_employer", "réponse attendue après une rencontre", false},
	{"person_gone_for_employer", "personne plus disponible", false},
	{"opinion_asked_for_employer", "avis demandé", true},
	{"hired_for_person", "embauche notée", false},
	{"not_hired_for_person", "réponse de l'entreprise", false},
	{"meeting_ended_for_person", "place prise", false},
	{"person_hired_for_adviser", "embauche d'une personne suivie", true},

	{"confirm_address_for_newcomer", "adresse à confirmer", false},
	{"account_there_for_employer", "compte déjà ouvert", false},
	{"account_closed_for_user", "compte fermé", false},
	{"employer_to_approve_for_referent", "établissement à valider", true},
	{"employer_approved_for_member", "établissement validé", false},
	{"employer_refused_for_member", "établissement refusé", false},
	{"employer_suspended_for_member", "établissement suspendu", false},
	{"colleague_to_approve_for_member", "collègue à accepter", false},
	{"colleague_to_approve_for_referent", "collègue à accepter", true},
	{"colleague_accepted_for_employer", "demande acceptée", false},
	{"colleague_joined_for_member", "nouveau collègue", true},
	{"colleague_refused_for_employer", "demande refusée", false},
	{"member_removed_for_employer", "départ d'un établissement", false},
}

// LetterFrench words a kind of letter; one without words is itself.
func LetterFrench(kind string) string {
	for _, k := range letterKinds {
		if k.kind == kind {
			return k.french
		}
	}
	return kind
}

// MayStop tells whether a recipient may say that they want no more of a kind of letters.
func MayStop(kind string) bool {
	for _, k := range letterKinds {
		if k.kind == kind {
			return k.stops
		}
	}
	return false
}
