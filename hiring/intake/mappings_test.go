package intake

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"eedk.fr/candidatheque/domain"
)

var update = flag.Bool("update", false, "write the goldens of the mappings anew")

// sample is an invented file in the shape that a source really has: its headings in its order, and rows by heading.
type sample struct {
	mapping  string
	headings []string
	rows     [][]string
}

// samples are one file for each mapping shipped; what must never be kept is in them under marks that a test looks for.
func samples() []sample {
	return []sample{
		{"france-travail", []string{"identifiant_unique_de", "civilite", "nom", "prenom", "lieu_naissance", "code_lieu_naissance", "date_naissance", "adresse_ligne2",
			"adresse_ligne3", "adresse_ligne4", "adresse_ligne5", "adresse_ligne6", "departement", "dr", "rome_1", "appelation_rome_1", "rome_2", "appelation_rome_2",
			"inscription", "referent_civilite", "referent_nom", "referent_prenom", "referent_mail", "code_safir", "suivi_debut", "dif_sante", "dif_familiale", "brsa"},
			[][]string{
				{"0001234567A", "MONSIEUR", "DELATTRE", "Yanis", "SECRETVILLE", "99999", "14/03/1996", "", "", "12 RUE DES DUNES", "", "59140 DUNKERQUE", "59", "32",
					"F1703", "Maçon / Maçonne", "NULL", "NULL", "2026-01-05 00:00:00", "MME", "FERRAND", "Malika", "malika.ferrand@exemple.fr", "59001", "2026-02-01", "SECRETSANTE", "O", "O"},
				{"0001234568B", "MME", "WIART", "Inès", "SECRETVILLE", "99999", "01/02/1988", "", "", "", "", "59760 GRANDE SYNTHE", "59", "32",
					"N1103", "Préparateur / Préparatrice de commandes", "N1101", "Cariste", "2026-01-05", "M.", "DEWITTE", "Paul", "NULL", "59001", "2026-02-01", "", "", "N"},
				{"", "MME", "SANS", "Clef", "", "", "01/02/1988", "", "", "", "", "59760 GRANDE SYNTHE", "59", "32", "N1103", "", "", "", "", "", "", "", "", "", "", "", "", ""},
			}},
		{"france-travail-gps", []string{"identifiant_gps", "nom", "prenom", "identifiant_local", "date_de_naissance", "nir", "nom_conseiller", "prenom_conseiller", "mail_conseiller", "kn_individu_national", "code_agence"},
			[][]string{{"77001", "DELATTRE", "Yanis", "1234567890", "1996-03-14", "196035999900142", "FERRAND", "Malika", "malika.ferrand@exemple.fr", "4455", "59001"}}},
		{"departement-usagers", []string{"N° Allocataire", "Civilité", "Nom bénéficiaire", "Prénom bénéficiaire", "Date de\nNaissance", "Adresse", "CP Ville", "Rôle", "ID IODAS", "NIR",
			"Adresses Mails", "N° Téléphones", "Structure", "Référents", "RSA", "RQTH / AAH Oui / Non", "Tags"},
			[][]string{
				{"1234567Z", "M.", "DELATTRE", "Yanis", "35138", "12 rue des Dunes", "59140 DUNKERQUE", "DEM", "88123.0", "1 96 03 59 999 001 42", "yanis@exemple.fr", "612345678", "MDE", "Malika Ferrand", "OUI", "N/A", "x"},
				{"7654321Y", "Mme", "WIART", "Inès", "01/02/1988", "", "GRANDE SYNTHE (59760)", "CJT", "88124", "", "-", "06 12 34 56 79\n03 28 00 00 00", "", "", "NON", "Oui", ""},
				{"7654321X", "Mme", "LOIN", "Ana", "pas né", "", "99999 NULLEPART", "DEM", "88125", "", "", "", "", "", "", "peut-être", ""},
			}},
		{"departement-contacts", []string{"MATRICULE", "ROLE PERSONNE", "TYPE PERSONNE", "NUMERO DEMANDE RSA", "DATE DEMANDE RSA", "DATE DEBUT DROITS - DEVOIRS", "NOM RESPONSABLE DOSSIER",
			"PRENOM RESPONSABLE DOSSIER", "NUMERO TELEPHONE DOSSIER", "NUMERO TELEPHONE 2 DOSSIER", "ADRESSE ELECTRONIQUE DOSSIER", "TAGS"},
			[][]string{{"1234567Z", "DEM", "MME", "33331111", "2026-01-02", "2026-02-01", "WIART", "Inès", "NULL", "0612345679", "ines@exemple.fr", ""}}},
		{"carnet-de-bord", []string{"Identifiant dans le SI*", "Prénom*", "Nom*", "Date de naissance*", "NIR", "Lieu de naissance", "Téléphone", "Email", "Adresse", "Code postal", "Ville", "Situation",
			"Numéro allocataire CAF/MSA", "Identifiant Pôle emploi", "Droits RSA", "Droits ASS", "RQTH", "Zone de mobilité", "Emploi recherché (code ROME)", "Niveau de formation", "Structure", "Accompagnateurs"},
			[][]string{
				{"4242", "Yanis", "Delattre", "1996-03-14", "196035999900142", "SECRETVILLE", "06 12 34 56 78", "yanis@exemple.fr", "12 rue des Dunes", "59140.0", "Dunkerque", "Sans emploi", "1234567Z", "123",
					"rsa_droit_ouvert_versable", "Non", "Oui", "30 km", "Maçon (F1703)", "CAP, BEP", "MDE", "malika.ferrand@exemple.fr, paul@exemple.fr"},
				{"4243", "Inès", "Wiart", "01/02/1988", "", "", "", "", "", "59760", "Grande-Synthe", "", "", "", "Non", "Oui", "", "une heure", "N1103 - Préparation", "peu importe", "", ""},
			}},
		{"les-emplois-candidatures", []string{"Civilité candidat", "Nom candidat", "Prénom candidat", "Email candidat", "Téléphone candidat", "Date de naissance candidat", "Ville candidat", "Département candidat",
			"Nom structure employeur", "Type employeur", "Métiers", "Source de la candidature", "Date de la candidature", "Statut de la candidature", "Dates de début d’embauche", "Motifs de refus",
			"Éligibilité IAE validée", "Numéro PASS IAE", "Début PASS IAE", "Fin PASS IAE", "Statut PASS IAE"},
			[][]string{
				{"M.", "Delattre", "Yanis", "yanis@exemple.fr", "0612345678", "14/03/1996", "Dunkerque", "59 - Nord", "Chantiers", "ACI", "Maçon (F1703)\nPeintre en bâtiment (F1606)", "Candidat", "2026-10-01 08:00:00",
					"Acceptée", "", "", "Oui", "999991234567", "2026-01-01", "2027-12-31", "Valide"},
				{"M.", "Delattre", "Yanis", "yanis@exemple.fr", "0612345678", "14/03/1996", "Dunkerque", "59 - Nord", "Autre", "AI", "Cariste (N1101)", "", "", "Refusée", "", "Autre", "Oui", "", "", "", ""},
			}},
		{"les-emplois-staff", []string{"job_seeker_title", "job_seeker_first_name", "job_seeker_last_name", "job_seeker_nir", "job_seeker_france_travail_id", "job_seeker_birth_date", "job_seeker_birth_municipality",
			"job_seeker_birth_country", "job_seeker_email", "job_seeker_phone", "job_seeker_education_level", "job_seeker_rqth", "job_seeker_has_rsa_allocation", "job_seeker_has_ass_allocation",
			"selected_jobs", "PASS_IAE_start_at", "PASS_IAE_end_at"},
			[][]string{{"MME", "Inès", "Wiart", "288029999900142", "1234567", "1988-02-01", "SECRETVILLE", "SECRETPAYS", "ines@exemple.fr", "0612345679", "51", "True", "OUI-NON", "False",
				"Agent de nettoyage (K2204)", "", ""}}},
		{"i-milo", []string{"Nom de naissance", "Nom usuel", "Nom marital", "Prénoms", "Lieu de naissance (code INSEE)", "Pays de naissance", "Sexe", "NIR", "Adresse", "Nationalité", "Téléphone", "Adresse électronique",
			"Matricule i-milo", "Situation matrimoniale", "Enfants à charge", "Niveau de formation", "Permis de conduire", "Langues", "Minima sociaux (ASS, RSA, RSA majoré, AAH, ATA)", "Numéro allocataire",
			"Statut travailleur handicapé", "Logement", "Référent", "ROME de l’emploi recherché", "Appellation"},
			[][]string{{"Wiart", "Wiart", "SECRETMARI", "Inès Marie", "99999", "SECRETPAYS", "F", "2 88 02 99 999 001 42", "3 rue du Port 59760 Grande-Synthe", "SECRETNATION", "0612345679", "ines@exemple.fr",
				"ML-778", "SECRETMARIAGE", "3", "Niveau IV", "B - Véhicule léger", "français, anglais", "RSA majoré", "7654321Y", "Non", "SECRETLOGEMENT", "Malika Ferrand", "N1103", "Préparatrice de commandes"}}},
	}
}

// csvOf writes a sample as a text, workbook as a sheet.
func (s sample) csv(tb testing.TB) []byte {
	tb.Helper()
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	w.Comma = ';'
	if err := w.WriteAll(append([][]string{s.headings}, s.rows...)); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

// outcome is what a file gave, as a golden holds it.
type outcome struct {
	People   []*domain.Person
	Rows     int
	Rejected int
	Repeated int
	Errors   []domain.RowError
	Warnings []domain.RowError
}

func read(tb testing.TB, raw []byte, wanted string) outcome {
	tb.Helper()
	t, err := Open(bytes.NewReader(raw), Mappings())
	if err != nil {
		tb.Fatal(err)
	}
	defer func() {
		if err := t.Close(); err != nil {
			tb.Error(err)
		}
	}()
	m, ok := t.Recognised()
	if !ok || m.Name != wanted {
		tb.Fatalf("recognised %q, want %q", m.Name, wanted)
	}
	plan, err := t.Plan(m, nil)
	if err != nil {
		tb.Fatal(err)
	}
	var report Report
	var got outcome
	if err := ReadTable(&report, t, plan, builtin(), func(r ProfileRow) error {
		got.People = append(got.People, r.Person)
		return nil
	}); err != nil {
		tb.Fatal(err)
	}
	got.Rows, got.Rejected, got.Repeated, got.Errors, got.Warnings = report.Rows, report.Rejected, report.Repeated, report.Errors, report.Warnings
	return got
}

// Each source is recognised by its headings and read into the people of its golden, as a text and as a workbook.
func TestGoldenOfEachMapping(t *testing.T) {
	for _, s := range samples() {
		t.Run(s.mapping, func(t *testing.T) {
			got := read(t, s.csv(t), s.mapping)
			raw, err := json.MarshalIndent(got, "", " ")
			if err != nil {
				t.Fatal(err)
			}
			golden := filepath.Join("testdata", "mappings", s.mapping+".golden")
			if *update {
				if err := os.WriteFile(golden, append(raw, '\n'), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(raw)+"\n"); diff != "" {
				t.Error(diff)
			}
			sheet := read(t, workbookOf(t, plainSheet(s)), s.mapping)
			if diff := cmp.Diff(withoutLines(got), withoutLines(sheet), cmpopts.IgnoreUnexported(domain.Record{})); diff != "" {
				t.Errorf("the workbook says otherwise: %s", diff)
			}
		})
	}
}

// withoutLines forgets where a remark stands: a cell of several lines counts for several in a text, for one in a sheet.
func withoutLines(o outcome) outcome {
	for _, list := range []*[]domain.RowError{&o.Errors, &o.Warnings} {
		*list = slices.Clone(*list)
		for i := range *list {
			(*list)[i].Line = 0
			(*list)[i].Reason = strings.TrimRight(strings.Split((*list)[i].Reason, " à la ligne")[0], " ")
		}
	}
	return o
}

// Every sample has a mapping, every mapping a sample: nothing is shipped that no test reads.
func TestEveryMappingHasASample(t *testing.T) {
	var tested []string
	for _, s := range samples() {
		tested = append(tested, s.mapping)
	}
	if files, err := filepath.Glob("mappings/*.json"); err != nil || len(files) != len(Mappings())-1 {
		t.Errorf("%d files, %d mappings read, %v", len(files), len(Mappings()), err)
	}
	for _, m := range Mappings() {
		if m.Name != House && !slices.Contains(tested, m.Name) {
			t.Errorf("%s has no sample", m.Name)
		}
		if err := CheckMapping(m); err != nil {
			t.Errorf("%s: %v", m.Name, err)
		}
		for _, d := range m.Dropped {
			if d.Why == "" {
				t.Errorf("%s leaves %s aside without saying why", m.Name, d.From)
			}
		}
	}
}

// The headings that real exports have are all known: read, or left aside for a reason.
func TestRealHeadingsAreKnown(t *testing.T) {
	f, err := os.Open(filepath.Join(shared(t), "facts", "colonnes_imports.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]string{}
	for _, r := range rows[1:] {
		if rank := r[3]; r[2] == "export candidatures (staff)" && len(rank) == 2 && rank >= "70" {
			continue // other exports of the same source file
		}
		files[r[1]] = append(files[r[1]], r[4])
	}
	for file, want := range map[string]string{
		"app/static/fichiers/import_beneficiaires.csv":                                           "carnet-de-bord",
		"backend/tests/fixtures/i03300c.j.extract_spie_carnet_spie_carnet_de_bord_principal.csv": "france-travail",
	} {
		knows(t, file, files[file], want)
	}
	for file, headings := range files {
		switch base := filepath.Base(file); {
		case strings.HasPrefix(base, "fichier_usager"), strings.HasPrefix(base, "new_fichier_usager"), strings.HasPrefix(base, "Fichier_allocataires"):
			knows(t, file, headings, "departement-usagers")
		case strings.HasPrefix(base, "fichier_contact"):
			knows(t, file, headings, "departement-contacts")
		case base == "export.py":
			knows(t, file, headings, "les-emplois-candidatures")
		case base == "export_utils.py":
			knows(t, file, headings, "les-emplois-staff")
		case base == "import_advisor_information.py":
			knows(t, file, headings, "france-travail-gps")
		case base == "article-.md":
			knows(t, file, headings, "i-milo")
		}
	}
}

func knows(t *testing.T, file string, headings []string, want string) {
	t.Helper()
	m, ok := recognise(headings, Mappings())
	if !ok || m.Name != want {
		t.Errorf("%s is taken for %q, want %q", file, m.Name, want)
		return
	}
	known := headingsOf(m)
	for _, h := range headings {
		if !known[foldHeading(h)] && h != "Role" {
			t.Errorf("%s: %s does not know « %s »", file, want, h)
		}
	}
}

// What must never be kept is nowhere: not in a person, not in the report, not in a parked file.
func TestWhatIsNeverKeptIsNowhere(t *testing.T) {
	marks := []string{"SECRET", "196035999900142", "1 96 03 59 999 001 42", "288029999900142", "2 88 02 99 999 001 42", "1234567Z", "7654321Y", "7654321X", "99999\""}
	for _, s := range samples() {
		raw, err := json.Marshal(read(t, s.csv(t), s.mapping))
		if err != nil {
			t.Fatal(err)
		}
		table, err := Open(bytes.NewReader(s.csv(t)), Mappings())
		if err != nil {
			t.Fatal(err)
		}
		var parked bytes.Buffer
		if _, err := table.Park(&parked); err != nil {
			t.Fatal(err)
		}
		for _, mark := range marks {
			if strings.Contains(string(raw), mark) || strings.Contains(unzipped(t, parked.Bytes()), mark) {
				t.Errorf("%s: %q is kept", s.mapping, mark)
			}
		}
	}
}

// A file without headings has its first row in their place: the refusal does not repeat what must not be told.
func TestARefusalTellsNoNumber(t *testing.T) {
	_, _, err := people(t, "WIART;288029999900142;Inès\nDELATTRE;196035999900142;Yanis\n")
	if domain.CodeOf(err) != domain.CodeInvalid || strings.Contains(err.Error(), "288029999900142") {
		t.Errorf("%v", err)
	}
	list, report, err := people(t, "id;nom;NIR;Lieu de naissance\nP1;WIART;288029999900142;SECRETVILLE\n")
	raw, failed := json.Marshal([]any{list, report})
	if err != nil || failed != nil || len(list) != 1 || strings.Contains(string(raw), "288029999900142") || strings.Contains(string(raw), "SECRETVILLE") || len(report.Warnings) != 2 {
		t.Errorf("%v %v %s", err, failed, raw)
	}
}

// A sealed key is the same for the same person however it is written, and says nothing of the name.
func TestSealedKeys(t *testing.T) {
	file := "Nom candidat;Prénom candidat;Date de naissance candidat\nDELATTRE;Yanis;14/03/1996\n"
	other := "Nom candidat;Prénom candidat;Date de naissance candidat\nDelattre;YANIS;1996-03-14\n"
	one, two := read(t, []byte(file), "les-emplois-candidatures").People[0].ID, read(t, []byte(other), "les-emplois-candidatures").People[0].ID
	if one != two || strings.Contains(strings.ToLower(one), "delattre") || len(one) < 20 {
		t.Errorf("keys %q and %q", one, two)
	}
}
