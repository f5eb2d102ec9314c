package main

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"eedk.fr/candidatheque/domain"
)

// A need by CSV: its columns open the gate of eligibility, and what is told of it names no criterion.
func TestMatchOnANeed(t *testing.T) {
	people := write(t, "profils.csv", "id;date_naissance;code_postal;commune;metiers_recherches;metiers_exerces;mobilite_km;vehicule;disponible_le;contrats;entree_le;consentement_le;criteres\n"+
		"FRESH;1990-01-01;59140;Dunkerque;F1703;F1703:24;30;oui;2026-11-01;CDI;2026-10-01;2026-10-01;RSA@2026-11-01\n"+
		"OLD;1990-01-01;59140;Dunkerque;F1703;F1703:24;30;oui;2026-11-01;CDI;2026-10-01;2026-10-01;RSA@2026-07-01\n"+
		"OTHER;1990-01-01;59140;Dunkerque;F1703;F1703:24;30;oui;2026-11-01;CDI;2026-10-01;2026-10-01;QPV@2026-11-01\n")
	offers := write(t, "offres.csv", "id;employeur;intitule;rome;contrat;places;code_postal;commune;heures_hebdo;debut;publics_clause;heures_clause;reference_marche\n"+
		"NEED;E;Maçon;F1703;CDI;2;59140;Dunkerque;35;2026-12-15;RSA|DELD;600;Ville de Bergues, lot 3\n"+
		"JOB;E;Maçon;F1703;CDI;2;59140;Dunkerque;35;2026-12-15;;;\n")
	o := mustRun(t, "match", "-profiles", people, "-offers", offers, "-at", "2026-11-23", "-format", "json")
	var answer struct {
		Results []struct {
			Offer    string
			Eligible int
			Excluded map[string]int
			Entries  []struct{ Profile string }
			Near     []struct{ Profile, Blocker, Lift, Text string } `json:"near_misses"`
		}
	}
	if err := json.Unmarshal([]byte(o.out), &answer); err != nil || len(answer.Results) != 2 {
		t.Fatalf("%v: %s", err, o.out)
	}
	need, job := answer.Results[0], answer.Results[1]
	if need.Eligible != 1 || need.Entries[0].Profile != "FRESH" || need.Excluded["eligibility"] != 2 || job.Eligible != 3 {
		t.Errorf("need %+v, job %+v", need, job)
	}
	var lifted []string
	for _, n := range need.Near {
		lifted = append(lifted, n.Profile+" "+n.Blocker+" "+n.Lift)
		for _, code := range domain.CriterionCodes() {
			if strings.Contains(n.Text, code.French()) || strings.Contains(n.Text, "RSA") {
				t.Errorf("%s names %s: %q", n.Profile, code, n.Text)
			}
		}
	}
	slices.Sort(lifted)
	if !slices.Equal(lifted, []string{"OLD eligibility proof", "OTHER eligibility proof"}) {
		t.Errorf("near misses %q", lifted)
	}
}
