package templates

import (
	"strings"

	"eedk.fr/candidatheque/domain"
)

// PersonHistory words the history of a person's file, latest first: which fields an edit changed, never what they held.
func PersonHistory(steps []domain.Step, name func(id string) string) []HistoryLine {
	lines := history(steps, name, personAct)
	for i, s := range steps {
		if line := &lines[len(lines)-1-i]; saidInWhat[s.To] {
			line.Reason = ""
		}
	}
	return lines
}

// personActs are the words of the acts on a file.
var personActs = map[string]string{
	"create": "créée", "edit": "relue, sans changement", "import": "importée", "propose_self": "écrite par la personne elle-même",
	"withdraw_consent": "accord retiré", "decline_consent": "a dit non à la question de l'accord",
	string(domain.AdmissionAccepted): "acceptée dans la candidathèque", string(domain.AdmissionRefused): "proposition refusée",
	string(domain.AdmissionProposed): "proposée à nouveau",
	domain.ActSuspend:                "a demandé une pause", domain.ActResume: "a mis fin à la pause", domain.ActSelfCorrect: "corrigée par la personne elle-même",
	domain.ActSelfAsk: "a demandé une correction", domain.ActAnswerAsks: "demandes de correction lues", domain.ActStillHere: "a dit chercher toujours un travail",
	domain.ActWarnRetention: "prévenue de la fin prochaine du dossier", domain.ActAdviserMoved: "nouvelle adresse du conseiller",
}

// saidInWhat are the acts whose words hold the reason.
var saidInWhat = map[string]bool{"consent": true, "join_programme": true, "renew_programme": true, "end_programme": true, "merge": true}

func personAct(s domain.Step) string {
	switch s.To {
	case "consent":
		on, err := domain.ParseDate(s.Reason)
		if err != nil {
			return "accord donné"
		}
		return "accord donné le " + on.French()
	case "join_programme":
		return "accompagnement commencé : " + s.Reason
	case "renew_programme":
		return "accompagnement renouvelé : " + s.Reason
	case "end_programme":
		return "accompagnement terminé : " + s.Reason
	case "merge":
		return "réunie avec la fiche " + s.Reason
	}
	word := personActs[s.To]
	if word == "" {
		word = actWords(s.To)
	}
	if len(s.Fields) == 0 || s.To == "create" {
		return word
	}
	if s.To == "edit" {
		word = "modifiée"
	}
	return word + " : " + fieldWords(s.Fields)
}

// mostFields is how many fields a line of history names: a new file has them all.
const mostFields = 8

func fieldWords(paths []string) string {
	var names []string
	for _, path := range paths[:min(len(paths), mostFields)] {
		names = append(names, domain.PersonFieldFrench(path))
	}
	if more := len(paths) - mostFields; more > 0 {
		return strings.Join(names, ", ") + " et " + count(more, "autre champ", "autres champs")
	}
	return join(names)
}
