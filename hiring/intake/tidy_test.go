package intake

import (
	"testing"

	"eedk.fr/candidatheque/domain"
)

// What other people's files write, and what we make of it.
func TestValuesOfOtherFiles(t *testing.T) {
	for _, tt := range []struct {
		name string
		read func(string) string
		in   string
		want string
	}{
		{"null", empty, "NULL", ""},
		{"not available", empty, " N/A ", ""},
		{"a dash", empty, "-", ""},
		{"spaces that cannot be broken", empty, "\u00a0Anne\u202fMarie\ufeff ", "Anne Marie"},
		{"a surname that is no void", empty, "Nullet", "Nullet"},

		{"a French day", isoDay, "23/11/2026", "2026-11-23"},
		{"one with figures left out", isoDay, "3/1/26", "2026-01-03"},
		{"a birth in two figures", isoDay, "03/01/85", "1985-01-03"},
		{"a day with a time", isoDay, "23/11/2026 00:00:00", "2026-11-23"},
		{"an ISO instant", isoDay, "2026-11-23T08:30:00Z", "2026-11-23"},
		{"dots", isoDay, "23.11.2026", "2026-11-23"},
		{"figures only", isoDay, "20261123", "2026-11-23"},
		{"a month in words", isoDay, "lundi 23 novembre 2026", "2026-11-23"},
		{"a first of the month", isoDay, "1er févr. 2026", "2026-02-01"},
		{"a serial number", isoDay, "46349", "2026-11-23"},
		{"a serial number with a time", isoDay, "46349.354167", "2026-11-23"},
		{"a year alone is no day", isoDay, "1985", "1985"},
		{"a day that does not exist", isoDay, "31/02/2026", "31/02/2026"},
		{"no day at all", isoDay, "bientôt", "bientôt"},

		{"a telephone that lost its zero", phone, "612345678", "0612345678"},
		{"one read as a decimal number", phone, "612345678.0", "0612345678"},
		{"one with its country", phone, "+33 6 12 34 56 78", "+33 6 12 34 56 78"},
		{"one with its country in figures", phone, "33612345678", "0612345678"},
		{"two of them", phone, "06 12 34 56 78 / 03 28 00 00 00", "0612345678"},
		{"one on each line", phone, "06.12.34.56.78\n03.28.00.00.00", "0612345678"},
		{"zeros", phone, "0000000000", ""},

		{"two addresses", address, "a@exemple.fr; b@exemple.fr", "a@exemple.fr"},
		{"a link", address, "mailto:a@exemple.fr", "a@exemple.fr"},

		{"monsieur", civility, "MONSIEUR", "M."},
		{"mademoiselle", civility, "Mlle", "Mme"},

		{"yes in capitals", yes, "OUI", "oui"},
		{"one", yes, "1.0", "oui"},
		{"true of a workbook", yes, "VRAI", "oui"},
		{"no", yes, "FALSE", "non"},

		{"a label and its code", occupations, "Maçon (F1703)", "F1703 Maçon"},
		{"a code and its label", occupations, "F1703 - Maçonnerie", "F1703 Maçonnerie"},
		{"a code in small letters", occupations, "f1703", "F1703"},
		{"several on lines", occupations, "Cariste (N1101)\nPréparateur de commandes (N1103)", "N1101 Cariste|N1103 Préparateur de commandes"},
		{"several after commas", occupations, "Agent, polyvalent (K2204), Cariste (N1101)", "K2204 Agent, polyvalent|N1101 Cariste"},
		{"a title alone", occupations, "maçon", "maçon"},

		{"permis B", licences, "Permis B", "B"},
		{"a licence and its label", licences, "B - Véhicule léger", "B"},
		{"several", licences, "B, C et CE", "B|C|CE"},
		{"yes", licences, "Oui", "B"},
		{"none", licences, "Aucun", ""},
		{"being prepared", licences, "Permis B (en cours)", "B:en cours"},

		{"kilometres", kilometres, "30 km", "30"},
		{"up to", kilometres, "de 10 à 30 km", "30"},
		{"minutes are no distance", kilometres, "30 minutes", "30 minutes"},
		{"hours", hours, "35 h", "35"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.read(tt.in); got != tt.want {
				t.Errorf("%q is read %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestPlacesOfOtherFiles(t *testing.T) {
	for _, tt := range []struct{ in, code, name string }{
		{"59140 DUNKERQUE", "59140", "DUNKERQUE"},
		{"DUNKERQUE (59140)", "59140", "DUNKERQUE"},
		{"59140.0", "59140", ""},
		{"2100", "2100", ""},
		{"59 140 Dunkerque", "59 140", "Dunkerque"},
		{"12 rue des Dunes 59240 DUNKERQUE", "59240", "DUNKERQUE"},
		{"12 rue des Dunes, 59240", "59240", ""},
		{"59379 DUNKERQUE CEDEX 1", "59379", "DUNKERQUE CEDEX 1"},
		{"Dunkerque", "", "Dunkerque"},
	} {
		code, name := codeAndTown(tt.in)
		if name != tt.name || code != tt.code && code != tt.code[:2]+tt.code[3:] {
			t.Errorf("%q is %q, %q; want %q, %q", tt.in, code, name, tt.code, tt.name)
		}
	}
}

func TestLevelsOfOtherFiles(t *testing.T) {
	for _, tt := range []struct {
		in      string
		level   int
		diploma domain.Tri
		known   bool
	}{
		{"CAP, BEP", 3, domain.Unknown, true},
		{"NV5", 3, domain.Unknown, true},
		{"Niveau V", 3, domain.Unknown, true},
		{"Bac+2 validé", 5, domain.Yes, true},
		{"Bac non obtenu", 4, domain.No, true},
		{"DIPLÔME OBTENU CAP OU BEP", 3, domain.Yes, true},
		{"FORMATION DE NIVEAU BTS OU DUT", 5, domain.Unknown, true},
		{"51.0", 3, domain.Yes, true},
		{"JAMAIS SCOLARISE", 1, domain.Unknown, true},
		{"PERSONNES AVEC QUALIFICATIONS NON CERTIFIANTES", 0, domain.Unknown, true},
		{"4", 4, domain.Unknown, true},
		{"bac pro commerce", 4, domain.Unknown, true},
		{"bonne humeur", 0, domain.Unknown, false},
	} {
		level, diploma, known := level(tt.in)
		if level != tt.level || diploma != tt.diploma || known != tt.known {
			t.Errorf("%q is level %d, obtained %q, known %t", tt.in, level, diploma, known)
		}
	}
}

func TestWhatIsNeverKept(t *testing.T) {
	for _, heading := range []string{"NIR", "N° Sécurité sociale", "N° de sécu", "job_seeker_nir", "Numéro allocataire CAF/MSA", "N° CAF", "MATRICULE",
		"Lieu de naissance", "code_lieu_naissance", "job_seeker_birth_country", "Né(e) à", "Nationalité", "Date de péremption du titre de séjour",
		"Situation\nfamiliale", "Enfants à charge", "dif_sante", "Casier judiciaire"} {
		if _, never := NeverKept(heading); !never {
			t.Errorf("« %s » would be kept", heading)
		}
	}
	for _, heading := range []string{"Nom de famille", "Nom de naissance", "Date de naissance", "Né(e) le", "Code INSEE commune", "Matricule i-milo", "Souvenirs", "Langues étrangères", "Métier de la santé"} {
		if why, never := NeverKept(heading); never {
			t.Errorf("« %s » is refused: %s", heading, why)
		}
	}
}
