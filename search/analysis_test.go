package search

import (
	"strings"
	"testing"
)

func TestGendersAndNumbersMeet(t *testing.T) {
	for _, same := range []string{
		"maçon maçonne maçons maçonnes MAÇON", "serveur serveuse serveurs serveuses", "infirmier infirmière infirmières infirmiers",
		"boulanger boulangère", "conducteur conductrice conductrices", "technicien technicienne", "agent agente agents agent·e agent.e agent(e) agent·e·s",
		"employé employée employés employées employé(e) employé-e", "professionnel professionnelle", "chef cheffe", "ouvrier ouvrière",
		"vendeur vendeuse vendeur(se) vendeur·se", "sérieux sérieuse", "municipal municipale municipaux", "manœuvre manoeuvre MANŒUVRE manœuvres",
		"panneau panneaux", "sportif sportive", "poids", "atelier l'atelier d'atelier l’atelier", "Noël noel", "cuisinier cuisinière", "assistant assistante",
	} {
		words := strings.Fields(same)
		want := strings.Join(Stems(words[0]), "|")
		for _, word := range words {
			if got := strings.Join(Stems(word), "|"); got != want || got == "" {
				t.Errorf("%s → %q, %s → %q", word, got, words[0], want)
			}
		}
	}
}

func TestTradesStayApart(t *testing.T) {
	for _, pair := range [][2]string{
		{"chauffeur", "chauffage"}, {"magasinier", "magasin"}, {"cuisinier", "cuisine"}, {"plombier", "plomb"},
		{"peintre", "peinture"}, {"soudeur", "soude"}, {"livreur", "livre"}, {"coffreur", "coffre"},
	} {
		if a, b := Stems(pair[0])[0], Stems(pair[1])[0]; a == b {
			t.Errorf("%s and %s are both %q", pair[0], pair[1], a)
		}
	}
}

func TestStemsOfASentence(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"empty words and elision go", "J'ai travaillé à l'atelier de la scierie, même l'été.", "travail atelier scieri"},
		{"figures and codes stay", "CACES R489 cat. 3", "cac r489 cat 3"},
		{"nothing", " \t\n", ""},
		{"signs only", "~^*?[](){}\"\\/", ""},
		{"control characters", "maçon\x00coffreur\x1b", "macon coffreur"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := strings.Join(Stems(tt.text), " "); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}
