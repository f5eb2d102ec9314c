package intake

import (
	"reflect"
	"strings"
	"testing"

	"eedk.fr/candidatheque/domain"
)

func day(text string) domain.Date {
	d, err := domain.ParseDate(text)
	if err != nil {
		return 0
	}
	return d
}

// What each form of the contract means.
func TestWhatCellsMean(t *testing.T) {
	for _, tt := range []struct {
		name, headings, cells string
		got                   func(*domain.Person) any
		want                  any
	}{
		{"a month is its last day", "metiers_exerces", "F1703:24@2025-06", func(p *domain.Person) any { return p.Profile.Practised },
			[]domain.Practice{{ROME: "F1703", Months: 24, Until: day("2025-06-30")}}},
		{"months alone", "metiers_exerces", "f1703:24", func(p *domain.Person) any { return p.Profile.Practised }, []domain.Practice{{ROME: "F1703", Months: 24}}},
		{"a training", "formations", "F1703:203@30/10/2026", func(p *domain.Person) any { return p.Profile.Trainings },
			[]domain.Studied{{ROME: "F1703", Hours: 203, End: day("2026-10-30")}}},
		{"an immersion assessed", "pmsmp", "F1703:oui@2026-06-30", func(p *domain.Person) any { return p.Profile.Immersions },
			[]domain.Immersion{{ROME: "F1703", End: day("2026-06-30"), Assessed: true}}},
		{"a certificate in people's words", "certificats", "CACES R489-3@2024-05-10", func(p *domain.Person) any { return p.Profile.Certificates },
			[]domain.HeldCertificate{{Code: "R489-3", Delivered: day("2024-05-10")}}},
		{"a code with its title", "metiers_recherches", "F1703 maçon coffreur", func(p *domain.Person) any { return p.Profile.Targets },
			[]domain.Target{{ROME: "F1703", Title: "maçon coffreur"}}},
		{"a car by the vehicle", "vehicule", "OUI", func(p *domain.Person) any { return p.Profile.Means }, domain.MeansCar},
		{"a car beside other means", "vehicule;moyens", "oui;velo|bus", func(p *domain.Person) any { return p.Profile.Means },
			domain.MeansCar | domain.MeansBike | domain.MeansBus},
		{"no vehicle says nothing of the rest", "vehicule", "non", func(p *domain.Person) any { return p.Profile.Means }, domain.Means(0)},
		{"a licence being prepared", "permis", "B:en cours|AM@2019-07-01", func(p *domain.Person) any { return p.Profile.Licences },
			[]domain.HeldLicence{{Licence: "B", InProgress: true}, {Licence: "AM", Obtained: day("2019-07-01")}}},
		{"a decimal with a comma", "heures_souhaitees", "17,5", func(p *domain.Person) any { return p.Profile.HoursWanted }, 17.5},
		{"kilometres with their unit", "mobilite_km", "20 km", func(p *domain.Person) any { return p.Profile.RadiusKm }, 20},
		{"a bare language is unknown in all", "langues", "fr", func(p *domain.Person) any { return p.Profile.Languages }, []domain.Language{{Code: "fr"}}},
		{"a language in three marks", "langues", "arabe:c+l-", func(p *domain.Person) any { return p.Profile.Languages },
			[]domain.Language{{Code: "ar", Understand: domain.Yes, Read: domain.No}}},
		{"a last letter alone is a yes", "langues", "fr:c+l+e", func(p *domain.Person) any { return p.Profile.Languages },
			[]domain.Language{{Code: "fr", Understand: domain.Yes, Read: domain.Yes, Write: domain.Yes}}},
		{"communes by name, by postal code, by INSEE code", "communes_acceptees", "Gravelines|59760 Grande-Synthe|INSEE 59183|59183",
			func(p *domain.Person) any { return p.Profile.Communes }, []string{"59273", "59271", "59183", "59183"}},
		{"a proof with its own end", "criteres", "TH@2026-10-01>2031-05-01", func(p *domain.Person) any { return p.Candidate.Criteria },
			[]domain.Criterion{{Code: "TH", SeenOn: day("2026-10-01"), ValidUntil: day("2031-05-01"), By: ByImport}}},
		{"the candidathèque's own programme", "entree_le;renouvele", "2026-06-01;oui", func(p *domain.Person) any { return p.Candidate.Accompaniments },
			[]domain.Accompaniment{{Programme: domain.CandidathequeProgramme, From: day("2026-06-01"), To: day("2027-05-31"), Renewed: true}}},
		{"without a day of entry, that of the accord", "programme;consentement_le", "PLIE;2026-06-01", func(p *domain.Person) any { return p.Candidate.Accompaniments },
			[]domain.Accompaniment{{Programme: "PLIE", From: day("2026-06-01")}}},
		{"an adviser's address in small letters", "conseiller", "Conseil@Exemple.FR", func(p *domain.Person) any { return p.Candidate.Adviser }, "conseil@exemple.fr"},
		{"a bar within a value", "competences", `Lire un plan A\|B`, func(p *domain.Person) any { return p.Profile.Skills }, []domain.Skill{{Label: "Lire un plan A|B"}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			list, report, err := people(t, "id;"+tt.headings+"\nP1;"+tt.cells+"\n")
			if err != nil || len(list) != 1 {
				t.Fatalf("%+v %v", report, err)
			}
			if got := tt.got(list[0]); !reflect.DeepEqual(got, tt.want) {
				t.Errorf("read %+v, want %+v", got, tt.want)
			}
		})
	}
}

// A title gets a code when one is sure enough, and keeps its own words.
func TestTitlesAreTiedToSureCodesOnly(t *testing.T) {
	refs := builtin()
	asked := 0
	refs.Suggest = func(title, _ string) []domain.Suggestion {
		asked++
		score := map[string]float64{"maçon": 0.9, "truc": sureScore - 0.01}[title]
		return []domain.Suggestion{{ROME: "F1703", Score: score}}
	}
	var targets []domain.Target
	_, err := ReadProfiles(strings.NewReader("id;metiers_recherches\nP1;maçon|truc\nP2;maçon\n"), refs, func(r ProfileRow) error {
		targets = append(targets, r.Person.Profile.Targets...)
		return nil
	})
	want := []domain.Target{{ROME: "F1703", Title: "maçon"}, {Title: "truc"}, {ROME: "F1703", Title: "maçon"}}
	if err != nil || !reflect.DeepEqual(targets, want) {
		t.Errorf("read %+v, %v", targets, err)
	}
	if asked != 2 {
		t.Errorf("asked %d times for two titles", asked)
	}
}

func TestWhatAnOfferSays(t *testing.T) {
	skill := builtin().ROME.Skills("F1703")[0]
	offers, report, err := ReadOffers(strings.NewReader("id;siret;employeur;intitule;rome;contrat;duree_mois;places;code_postal;commune;heures_hebdo;heure_debut;heure_fin;horaires;navette;vehicule_requis;debutant_accepte;salaire_min;salaire_max;salaire_unite;debut;competences_requises;competences_souhaitees;permis;certificats;niveau;niveau_obligatoire;publics_clause;heures_clause;reference_marche\n"+
		"O1;732 829 320 00074;Le Port;Maçon;F1703;CDD;7;2;59140;Dunkerque;35,5;7h30;16:30;jour|poste;oui;non;oui;12,02;1 350,50;heure;15/12/2026;"+skill.Label+";Bonne humeur;B;CACES R489-3;CAP;non;RSA|DELD;833;Lot 3\n"), builtin())
	if err != nil || len(offers) != 1 {
		t.Fatalf("%+v %v", report, err)
	}
	place, err := builtin().Communes.Find("59140", "Dunkerque")
	if err != nil {
		t.Fatal(err)
	}
	want := domain.Offer{Record: domain.Record{ID: "O1"}, Status: domain.OfferDraft, SIRET: "73282932000074", EmployerName: "Le Port", Title: "Maçon", ROME: "F1703",
		Contract: domain.CDD6, Months: 7, Places: 2, Place: place, WeeklyHours: 35.5, FirstStart: domain.ClockAt(7, 30), LastEnd: domain.ClockAt(16, 30),
		Schedule: domain.TraitDay | domain.TraitShifts, Shuttle: true, BeginnerOK: true, Pay: domain.Pay{Min: 1202, Max: 135050, Unit: domain.PayHour},
		Start: day("2026-12-15"), Skills: []domain.SkillNeed{{Skill: skill, Need: domain.DayOne}, {Skill: domain.Skill{Label: "Bonne humeur"}, Need: domain.Plus}},
		Licences: []domain.LicenceNeed{{Licence: "B"}}, Certificates: []domain.CertificateNeed{{Code: "R489-3"}}, Level: 3,
		Clause: &domain.Clause{MarketReference: "Lot 3", People: 2, Hours: 833, Way: domain.WayDirect, Publics: []domain.CriterionCode{"RSA", "DELD"}}}
	if !reflect.DeepEqual(*offers[0], want) {
		t.Errorf("read %+v\nwant %+v", *offers[0], want)
	}
}

// ROME 3 codes are offers' own until 2025: they are kept and stand for their children.
func TestCodesOfROME3AreAccepted(t *testing.T) {
	refs := builtin()
	var parent domain.ROME
	for _, o := range refs.ROME.Occupations() {
		if _, own := refs.ROME.Occupation(o.Parent); !own && o.Parent != "" {
			parent = o.Parent
			break
		}
	}
	if parent == "" {
		t.Fatal("the built-in set has no code that is of ROME 3 only")
	}
	offers, report, err := ReadOffers(strings.NewReader("id;rome\nO1;"+string(parent)+"\n"), refs)
	if err != nil || len(offers) != 1 || offers[0].ROME != parent || len(report.Warnings) > 0 {
		t.Errorf("%s: %+v %+v %v", parent, offers, report, err)
	}
}

func TestMergingAccompanimentsAndAccords(t *testing.T) {
	row := func(cells string) ProfileRow {
		var got ProfileRow
		_, err := ReadProfiles(strings.NewReader("id;programme;entree_le;consentement_le\nP1;"+cells+"\n"), builtin(), func(r ProfileRow) error {
			got = r
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	stored := Merge(nil, row(";2026-01-15;2026-01-15"))
	corrected := Merge(stored, row(";2026-01-16;2026-01-15"))
	if a := corrected.Candidate.Accompaniments; len(a) != 1 || a[0].From != day("2026-01-16") {
		t.Errorf("a corrected date leaves %+v", a)
	}
	again := Merge(corrected, row(";2026-09-01;2026-09-01"))
	if a := again.Candidate.Accompaniments; len(a) != 2 || again.Candidate.Consent.On != day("2026-09-01") {
		t.Errorf("a re-entry gives %+v", a)
	}
	if taken := Merge(stored, row(";2026-01-15;")); taken.Candidate.Consent.On.Known() {
		t.Error("a file takes back the accord that a file gave")
	}
	stored.Candidate.Consent = domain.Consent{On: day("2026-02-01"), By: "referent", Channel: "phone"}
	if kept := Merge(stored, row(";2026-01-15;")); !kept.Candidate.Consent.On.Known() {
		t.Error("an empty cell took back the accord that a person recorded")
	}
	if len(stored.Candidate.Accompaniments) != 1 {
		t.Error("a merge changed what was stored")
	}
}
