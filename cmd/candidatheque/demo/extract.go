package demo

import (
	"encoding/csv"
	"fmt"
	"strings"
)

// extracted are invented people as France Travail's extract tells them: nobody asked them yet for their accord.
var extracted = [][2]string{{"VANHILLE", "Léa"}, {"BECUWE", "Karim"}, {"DEHAENE", "Maud"}, {"LOOTEN", "Idriss"}, {"CARON", "Solène"}, {"TERRYN", "Bilal"}}

// Extract writes them in the shape of the source, with columns that are left aside.
func Extract() []byte {
	rows := [][]string{{"identifiant_unique_de", "civilite", "nom", "prenom", "lieu_naissance", "date_naissance", "adresse_ligne4", "adresse_ligne6", "departement",
		"rome_1", "appelation_rome_1", "rome_2", "appelation_rome_2", "referent_mail", "suivi_debut", "dif_transport", "brsa"}}
	for i, name := range extracted {
		civility, job := "MME", [2]string{"K1304", "Aide à domicile"}
		if i%2 == 1 {
			civility, job = "MONSIEUR", [2]string{"N1103", "Préparateur de commandes"}
		}
		rows = append(rows, []string{fmt.Sprintf("000765432%dD", i), civility, name[0], name[1], "AILLEURS", fmt.Sprintf("%02d/04/19%d", i+3, 80+3*i), "4 RUE DU PORT",
			[]string{"59140 DUNKERQUE", "59760 GRANDE SYNTHE"}[i%2], "59", job[0], job[1], "NULL", "NULL", "conseillere@demo.exemple.fr", "2026-02-01 00:00:00", "N", "O"})
	}
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.Comma = ';'
	_ = w.WriteAll(rows) // a csv.Writer on a strings.Builder cannot fail
	return []byte(b.String())
}
