package referential

import (
	"testing"

	"eedk.fr/candidatheque/domain"
)

// What is only advised never stops a publication, and what is said of the person does.
func TestWhatIsAdvisedDoesNotStopAPublication(t *testing.T) {
	for _, tt := range []struct {
		text, criterion, reworded string
		level                     domain.FlagLevel
	}{
		{"Vous rejoignez une équipe jeune et dynamique.", "équipe jeune", "Vous rejoignez une équipe soudée.", domain.ToImprove},
		{"Jeune équipe.", "équipe jeune", "Équipe soudée.", domain.ToImprove},
		{"Ambiance jeune.", "équipe jeune", "Ambiance conviviale.", domain.ToImprove},
		{"Personne jeune et dynamique.", "âge", "", domain.ToMend},
		{"Vous êtes jeune.", "âge", "", domain.ToMend},
		{"Profil jeune.", "âge", "", domain.ToMend},
		{"Un jeune homme sérieux.", "sexe", "", domain.ToMend},
		{"Store manager à Dunkerque", "mot étranger", "Responsable de magasin à Dunkerque", domain.ToImprove},
		{"Vous faites le reporting.", "mot étranger", "Vous faites le compte rendu d'activité.", domain.ToImprove},
		{"Team leader", "mot étranger", "Chef ou cheffe d'équipe", domain.ToImprove},
		{"Picker", "mot étranger", "Préparateur ou préparatrice de commandes", domain.ToImprove},
		{"Casier judiciaire vierge exigé.", "casier judiciaire", "", domain.ToImprove},
		{"Homme à tout faire.", "mot à éviter", "Agent polyvalent (H/F).", domain.ToImprove},
		{"Nous recherchons une vendeuse.", "sexe", "Nous recherchons un vendeur ou une vendeuse.", domain.ToMend},
	} {
		t.Run(tt.text, func(t *testing.T) {
			flags := Wording().Read("description", tt.text, domain.CDI)
			if len(flags) != 1 || flags[0].Criterion != tt.criterion || flags[0].Level != tt.level {
				t.Fatalf("%+v", flags)
			}
			if got := flags[0].Reword(tt.text); tt.reworded != "" && got != tt.reworded {
				t.Errorf("reworded as « %s », want « %s »", got, tt.reworded)
			}
		})
	}
}

// A record asked for under a law that is named, or one that cites no record, is left alone.
func TestARecordThatTheLawAsksForPasses(t *testing.T) {
	for _, text := range []string{"Casier judiciaire vérifié, article L133-6 du code de l'action sociale.", "Casiers à vider dans le vestiaire."} {
		if flags := Wording().Read("description", text, domain.CDI); len(flags) > 0 {
			t.Errorf("%s: %+v", text, flags)
		}
	}
}
