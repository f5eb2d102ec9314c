package domain

import (
	"reflect"
	"strings"
)

// personFields words each field of a file for its history, by its path in the registry without « person. »: a history
// says which fields changed, never what they held (RGPD art. 5: no second copy of the data).
var personFields = map[string]string{
	"profile.targets": "métiers cherchés", "profile.practised": "métiers exercés", "profile.refused": "métiers refusés",
	"profile.trainings": "formations", "profile.immersions": "immersions", "profile.interests": "intérêts confirmés",
	"profile.skills": "compétences", "profile.licences": "permis", "profile.certificates": "certificats", "profile.level": "niveau",
	"profile.level_obtained": "diplôme obtenu", "profile.place": "commune", "profile.radius_km": "distance acceptée",
	"profile.communes": "communes acceptées", "profile.means": "moyens de déplacement", "profile.available": "disponibilité",
	"profile.contracts": "contrats acceptés", "profile.hours_wanted": "heures voulues", "profile.windows": "horaires possibles",
	"profile.refused_schedule": "horaires refusés", "profile.refused_contexts": "conditions refusées", "profile.languages": "langues",
	"profile.presentation": "présentation", "profile.domain": "domaine", "profile.commitments": "engagements en cours",
	"profile.discovery":    "envie de découvrir",
	"candidate.first_name": "prénom", "candidate.last_name": "nom", "candidate.email": "e-mail", "candidate.phone": "téléphone",
	"candidate.sex": "sexe (statistiques)", "candidate.civility": "civilité", "candidate.birth_date": "date de naissance",
	"candidate.consent": "accord", "candidate.referent": "référent", "candidate.adviser": "conseiller",
	"candidate.accompaniments": "accompagnements", "candidate.criteria": "justificatifs", "candidate.entered_on": "date d'entrée",
	"candidate.placed_on": "emploi durable", "candidate.reminders_off": "rappels",
	"candidate.pause": "pause", "candidate.asks": "demandes de correction",
}

// PersonFieldFrench words a field of a file; an unknown one is itself.
func PersonFieldFrench(path string) string {
	if word := personFields[path]; word != "" {
		return word
	}
	return path
}

// ChangedFields lists the fields in which the file differs from what it was, in the order of the file.
func (p *Person) ChangedFields(before *Person) []string {
	return append(differing("profile.", p.Profile, before.Profile), differing("candidate.", p.Candidate, before.Candidate)...)
}

// differing compares two structures field by field. An empty list and no list say the same.
func differing[T any](prefix string, a, b T) (paths []string) {
	now, then := reflect.ValueOf(a), reflect.ValueOf(b)
	for i := range now.NumField() {
		x, y := now.Field(i), then.Field(i)
		if x.Kind() == reflect.Slice && x.Len() == 0 && y.Len() == 0 || reflect.DeepEqual(x.Interface(), y.Interface()) {
			continue
		}
		name, _, _ := strings.Cut(now.Type().Field(i).Tag.Get("json"), ",")
		paths = append(paths, prefix+name)
	}
	return paths
}
