package domain

// letterKinds words the kinds of letters that people see in lists, and says which somebody may stop: those that only
// inform. What was asked for, and what is owed, is not stopped.
var letterKinds = []struct {
	kind, french string
	stops        bool
}{
	{"sign_in_for_user", "lien de connexion", false},
	{"offer_to_read_for_referent", "offre à relire", true},

	{"self_link_for_person", "lien vers ses données", false},
	{"file_ending_for_person", "dossier bientôt effacé", false},
	{"self_changed_for_referent", "une personne a agi sur sa page", true},

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
