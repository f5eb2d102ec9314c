package intake

import (
	"encoding/json"
	"strings"
	"testing"

	"eedk.fr/candidatheque/domain"
)

// A row is rejected with its line, its column, its value and a reason in French; the rows around it stay.
func TestEachFaultOfARowIsTold(t *testing.T) {
	for _, tt := range []struct {
		name, headings, cells string
		column, value, reason string
	}{
		{"an unknown commune", "commune", "Atlantis", "commune", "Atlantis", "inconnue"},
		{"a postal code of elsewhere", "code_postal;commune", "75001;Dunkerque", "code_postal", "75001", "75001"},
		{"a date that is none", "disponible_le", "31/02/2026", "disponible_le", "31/02/2026", "pas une date"},
		{"a birth date in words", "date_naissance", "mars 1990", "date_naissance", "mars 1990", "pas une date"},
		{"a code that is almost one", "metiers_recherches", "F17", "metiers_recherches", "F17", "pas un code métier"},
		{"a code that is too long", "metiers_recherches", "F1703|F17033", "metiers_recherches", "F17033", "pas un code métier"},
		{"months in words", "metiers_exerces", "F1703:deux ans", "metiers_exerces", "F1703:deux ans", "pas un code métier"},
		{"too many months", "metiers_exerces", "F1703:9999", "metiers_exerces", "9999", "nombre entier"},
		{"an unreadable month", "metiers_exerces", "F1703:24@2025-13", "metiers_exerces", "F1703:24@2025-13", "pas une date"},
		{"an address without a domain", "email", "samira@", "email", "samira@", "n'est pas valable"},
		{"an unknown contract", "contrats", "CDI|STAGE", "contrats", "STAGE", "inconnu"},
		{"an unknown licence", "permis", "Z", "permis", "Z", "inconnu"},
		{"a distance in words", "mobilite_km", "loin", "mobilite_km", "loin", "nombre entier"},
		{"a distance below zero", "mobilite_km", "-5", "mobilite_km", "-5", "nombre entier"},
		{"an unknown means", "moyens", "fusée", "moyens", "fusée", "inconnu"},
		{"a vehicle that is neither yes nor no", "vehicule", "peut-être", "vehicule", "peut-être", "oui ou non"},
		{"an unreadable window", "plages", "le matin", "plages", "le matin", "plage"},
		{"an unknown schedule", "horaires_refuses", "aube", "horaires_refuses", "aube", "inconnu"},
		{"more than a week holds", "heures_souhaitees", "60", "heures_souhaitees", "60", "nombre"},
		{"an unknown level", "niveau", "licorne", "niveau", "licorne", "inconnu"},
		{"an unknown programme", "programme", "SECRET", "programme", "SECRET", "inconnu"},
		{"an unreadable criterion", "criteres", "R S A", "criteres", "R S A", "illisible"},
		{"an unreadable language", "langues", "fr:bien", "langues", "fr:bien", "langue"},
		{"an id with a slash", "id", "A/1", "id", "A/1", "identifiant"},
		{"a row without an id", "id", "", "id", "", "identifiant"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			headings, cells, good := "id;"+tt.headings, "MAUVAIS;"+tt.cells, "BON1;"+strings.Repeat(";", strings.Count(tt.headings, ";"))
			if strings.HasPrefix(tt.headings, "id") {
				headings, cells, good = tt.headings+";nom", tt.cells+";X", "BON1;"
			}
			list, report, err := people(t, headings+"\n"+good+"\n"+cells+"\n"+strings.Replace(good, "BON1", "BON2", 1)+"\n")
			if err != nil || len(list) != 2 || report.Rows != 3 || report.Rejected != 1 || len(report.Errors) != 1 {
				t.Fatalf("%d people, report %+v, %v", len(list), report, err)
			}
			e := report.Errors[0]
			if e.Line != 3 || e.Column != tt.column || e.Value != tt.value || !strings.Contains(e.Reason, tt.reason) {
				t.Errorf("told %+v, want column %q, value %q, a reason with %q", e, tt.column, tt.value, tt.reason)
			}
		})
	}
}

// What is well-formed but not known is kept, with a warning.
func TestWhatIsNotKnownIsKeptWithAWarning(t *testing.T) {
	for _, tt := range []struct {
		name, column, value string
		kept                func(*domain.Person) bool
	}{
		{"a code outside the referential", "metiers_recherches", "N9999", func(p *domain.Person) bool { return p.Profile.Targets[0].ROME == "N9999" }},
		{"a title nobody knows", "metiers_recherches", "dresseur de puces", func(p *domain.Person) bool { return p.Profile.Targets[0].Title == "dresseur de puces" }},
		{"a criterion outside the list", "criteres", "ZZZ@2026-10-01", func(p *domain.Person) bool { return p.Candidate.Criteria[0].Code == "ZZZ" }},
		{"a certificate outside the table", "certificats", "Diplôme maison@2025-01-01", func(p *domain.Person) bool { return p.Profile.Certificates[0].Code == "Diplôme maison" }},
		{"a work context outside the list", "contextes_refuses", "Bruit de fond cosmique", func(p *domain.Person) bool { return p.Profile.RefusedContexts[0] == "Bruit de fond cosmique" }},
		{"a pool domain outside the list", "domaine", "pêche", func(p *domain.Person) bool { return p.Profile.Domain == "" }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			list, report, err := people(t, "id;"+tt.column+"\nP1;"+tt.value+"\n")
			if err != nil || len(list) != 1 || len(report.Warnings) != 1 || report.Warnings[0].Line != 2 || report.Warnings[0].Column != tt.column {
				t.Fatalf("%d people, report %+v, %v", len(list), report, err)
			}
			if !tt.kept(list[0]) {
				t.Errorf("kept %+v", list[0])
			}
		})
	}
}

func TestAConfidentialCriterionIsNeverImportedNorNamed(t *testing.T) {
	list, report, err := people(t, "id;criteres\nP1;RSA@2026-10-01|CONFIDENTIEL@2026-10-01\n")
	if err != nil || len(list) != 1 || len(list[0].Candidate.Criteria) != 1 || len(report.Warnings) != 1 {
		t.Fatalf("%+v %+v %v", list, report, err)
	}
	if w := report.Warnings[0]; strings.Contains(strings.ToUpper(w.Value+w.Reason), "CONFIDENTIEL") {
		t.Errorf("the report names it: %+v", w)
	}
}

func TestAConfidentialCriterionLeavesByNoFile(t *testing.T) {
	for _, tt := range []struct {
		held []domain.Criterion
		want string
	}{
		{[]domain.Criterion{{Code: "RSA"}, {Code: domain.CriterionConfidential}, {Code: "QPV"}}, "RSA|QPV"},
		{[]domain.Criterion{{Code: domain.CriterionConfidential}}, ""},
	} {
		p := &domain.Person{Record: domain.Record{ID: "P1"}, Candidate: domain.Candidate{Criteria: tt.held}}
		for _, column := range profileColumns {
			if column.name == "criteres" && column.write(p) != tt.want {
				t.Errorf("%q leaves, want %q", column.write(p), tt.want)
			}
		}
	}
}

func TestSocialSecurityNumbersAreNeverKeptNorShown(t *testing.T) {
	for _, number := range []string{"185055918304217", "1 85 05 59 183 042 17", "2850559183042", "1 85 05 2A 183 042 17", "1.85.05.59.183.042.17"} {
		for _, column := range []string{"presentation", "nom", "telephone", "competences", "metiers_recherches", "referent"} {
			list, report, err := people(t, "id;"+column+"\nP1;Sécu "+number+" fin\n")
			if err != nil || len(list) != 1 {
				t.Fatalf("%s in %s: %+v %v", number, column, report, err)
			}
			raw, err := json.Marshal([]any{list[0], report})
			if err != nil {
				t.Fatal(err)
			}
			text := string(raw)
			if strings.Contains(text, number) || len(report.Warnings) == 0 {
				t.Errorf("%s in %s: kept or shown in %q, %d warnings", number, column, text, len(report.Warnings))
			}
		}
		_, report, err := people(t, "id;nom\n"+number+";X\n")
		if err != nil || report.Rejected != 1 || strings.Contains(report.Errors[0].Value, number) {
			t.Errorf("%s as an id: %+v %v", number, report, err)
		}
	}
	for _, harmless := range []string{"73282932000074", "0033612345678", "06 39 98 01 02", "3017620422003x"} {
		if _, found := WithoutNIR(harmless); found {
			t.Errorf("%s is taken for a social-security number", harmless)
		}
	}
}

func TestOneRowPerPerson(t *testing.T) {
	list, report, err := people(t, "id;nom\nP1;A\nP2;B\nP1;C\n")
	if err != nil || len(list) != 2 || len(report.Errors) != 1 || report.Errors[0].Line != 4 || !strings.Contains(report.Errors[0].Reason, "ligne 2") {
		t.Errorf("%d people, %+v, %v", len(list), report, err)
	}
}

// The offers' own faults.
func TestEachFaultOfAnOfferIsTold(t *testing.T) {
	for _, tt := range []struct{ name, column, value, reason string }{
		{"a SIRET with a wrong digit", "siret", "73282932000075", "n'est pas valable"},
		{"a SIRET that is too short", "siret", "7328293200007", "14 chiffres"},
		{"a code that is none", "rome", "maçon", "pas un code métier"},
		{"an unknown commune", "commune", "Atlantis", "inconnue"},
		{"an unknown contract", "contrat", "STAGE", "inconnu"},
		{"an hour that is none", "heure_debut", "25:00", "pas une heure"},
		{"pay in words", "salaire_min", "le SMIC", "nombre"},
		{"an unknown unit of pay", "salaire_unite", "semaine", "heure, mois ou an"},
		{"an unknown licence", "permis", "Z", "inconnu"},
		{"too many places", "places", "1000", "nombre entier"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			offers, report, err := ReadOffers(strings.NewReader(offersOf(tt.column, tt.value)), builtin())
			if err != nil || len(offers) != 2 || len(report.Errors) != 1 {
				t.Fatalf("%d offers, %+v, %v", len(offers), report, err)
			}
			if e := report.Errors[0]; e.Line != 3 || e.Column != tt.column || !strings.Contains(e.Reason, tt.reason) {
				t.Errorf("told %+v, want a reason with %q", e, tt.reason)
			}
		})
	}
}

// offersOf is three offers, of which the second has that value in that column.
func offersOf(column, value string) string {
	if column == "rome" {
		return "id;rome\nO1;F1703\nO2;" + value + "\nO3;F1703\n"
	}
	return "id;rome;" + column + "\nO1;F1703;\nO2;F1703;" + value + "\nO3;F1703;\n"
}

// An offer without an occupation would suit everybody: it takes the one of its title when that is sure, or stays out.
func TestAnOfferWithoutACodeTakesTheOneOfItsTitle(t *testing.T) {
	refs := builtin()
	refs.Suggest = func(title, _ string) []domain.Suggestion {
		switch title {
		case "Maçon":
			return []domain.Suggestion{{ROME: "F1703", Score: sureScore}}
		case "Polyvalent":
			return []domain.Suggestion{{ROME: "K2204", Score: sureScore - 0.01}}
		}
		return nil
	}
	for _, tt := range []struct {
		name, title, rome string
		code              domain.ROME
		column, says      string
	}{
		{"a title that says it", "Maçon", "", "F1703", "intitule", "F1703"},
		{"a code, which leads", "Maçon", "K2204", "K2204", "", ""},
		{"a title that says little", "Polyvalent", "", "", "intitule", "n'a pas été reconnu"},
		{"a title that says nothing", "zzz", "", "", "intitule", "n'a pas été reconnu"},
		{"no title", "", "", "", "rome", "code métier"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			offers, report, err := ReadOffers(strings.NewReader("id;intitule;rome\nO1;"+tt.title+";"+tt.rome+"\n"), refs)
			if err != nil || report.Rows != 1 {
				t.Fatal(report, err)
			}
			notes := report.Warnings
			if tt.code == "" {
				notes = report.Errors
			}
			if (len(offers) == 1) != (tt.code != "") || len(offers) == 1 && offers[0].ROME != tt.code || report.Rejected != 1-len(offers) {
				t.Errorf("%d offers, %+v", len(offers), report)
			}
			if tt.says != "" && (len(notes) != 1 || notes[0].Line != 2 || notes[0].Column != tt.column || !strings.Contains(notes[0].Reason, tt.says)) {
				t.Errorf("told %+v", notes)
			}
		})
	}
}

// A report holds the first ten thousand faults; whoever watches hears of each.
func TestEachFaultIsToldBeyondWhatAReportHolds(t *testing.T) {
	heard, doubts := 0, 0
	report := Watched(Watch{Rejected: func(domain.RowError) { heard++ }, Doubtful: func(domain.RowError) { doubts++ }})
	file := "id;mobilite_km;domaine\n" + strings.Repeat("P;loin;\n", maxReported+5) + "P1;3;pêche\n"
	if err := ReadProfilesInto(report, strings.NewReader(file), builtin(), func(ProfileRow) error { return nil }); err != nil {
		t.Fatal(err)
	}
	if report.Rejected != maxReported+5 || len(report.Errors) != maxReported || heard < report.Rejected || doubts != 1 {
		t.Errorf("%d rejected, %d held, %d heard, %d doubts", report.Rejected, len(report.Errors), heard, doubts)
	}
}
