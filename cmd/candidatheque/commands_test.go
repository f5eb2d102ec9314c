package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// outcome is what a command left: its exit code and what it wrote.
type outcome struct {
	code     int
	out, err string
}

// command runs one command line as main does.
func command(t *testing.T, stdin string, args ...string) outcome {
	t.Helper()
	var out, errs bytes.Buffer
	code := Main(t.Context(), args, Streams{In: strings.NewReader(stdin), Out: &out, Err: &errs})
	return outcome{code, out.String(), errs.String()}
}

// shared finds the data beside the repository; its absence is an error, never a skip.
func shared(t *testing.T, path string) string {
	t.Helper()
	root := os.Getenv("CANDIDATHEQUE_SHARED")
	if root == "" {
		root = "../../../shared"
	}
	full := filepath.Join(root, path)
	if _, err := os.Stat(full); err != nil {
		t.Fatalf("this test reads %s: set CANDIDATHEQUE_SHARED, or put shared beside the repository", full)
	}
	return full
}

func mustRun(t *testing.T, args ...string) outcome {
	t.Helper()
	o := command(t, "", args...)
	if o.code != 0 {
		t.Fatalf("%v exits %d: %s", args, o.code, o.err)
	}
	return o
}

const header = "id;nom;prenom;code_postal;commune;metiers_recherches;metiers_exerces;mobilite_km;disponible_le;contrats;entree_le;consentement_le\n"

func write(t *testing.T, name, content string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestMatchOnTheDevelopmentSet(t *testing.T) {
	set := shared(t, "data/eval/shortlist_dev_codes")
	o := mustRun(t, "match", "-profiles", filepath.Join(set, "profils.csv"), "-offers", filepath.Join(set, "offres.csv"),
		"-rome", shared(t, "data/rome"), "-at", "2026-11-23", "-format", "json")
	var answer struct {
		Weights, At string
		Pool        int
		Results     []struct {
			Offer, ROME string
			Eligible    int
			Excluded    map[string]int
			Entries     []struct {
				Rank    int
				Profile string
				Score   float64
				Reasons []struct {
					Criterion, Text string
					Points, Max     float64
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(o.out), &answer); err != nil {
		t.Fatal(err)
	}
	if answer.Pool != 1500 || len(answer.Results) != 60 || answer.At != "2026-11-23" || answer.Weights == "" {
		t.Fatalf("pool %d, %d results, at %s", answer.Pool, len(answer.Results), answer.At)
	}
	for _, r := range answer.Results {
		total := r.Eligible
		for _, n := range r.Excluded {
			total += n
		}
		if total != answer.Pool {
			t.Errorf("%s: eligible and excluded make %d of %d", r.Offer, total, answer.Pool)
		}
		for _, e := range r.Entries {
			sum := 0.0
			for _, reason := range e.Reasons {
				sum += reason.Points
			}
			if d := sum - e.Score; d > 1e-6 || d < -1e-6 || len(e.Reasons) != 8 {
				t.Errorf("%s, %s: %d reasons make %v of %v", r.Offer, e.Profile, len(e.Reasons), sum, e.Score)
			}
		}
	}
}

func TestBadInputIsTold(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	good := write(t, "offres.csv", "id;employeur;intitule;rome;contrat;places;code_postal;commune;heures_hebdo;debut\nO1;E;Maçon;F1703;CDI;1;59140;Dunkerque;35;2026-12-15\n")
	profiles := write(t, "profils.csv", header+"P1;N;P;59140;Dunkerque;F1703;F1703:24;20;2026-11-01;CDI;2026-10-01;2026-10-01\n")
	for _, tt := range []struct {
		name string
		args []string
		code int
		says string
	}{
		{"no command", nil, 2, "ligne de commande non comprise"},
		{"an unknown flag", []string{"match", "-profil", "x"}, 2, "ligne de commande non comprise : unknown flag"},
		{"a day that is none", []string{"match", "-profiles", profiles, "-offers", good, "-at", "demain"}, 2, "n'est pas une date"},
		{"a file that is not there", []string{"match", "-profiles", "absent.csv", "-offers", good}, 1, "absent.csv"},
		{"a folder without the archive", []string{"rome", "import", t.TempDir(), "-data", dir}, 1, "referentiel_code_rome"},
		{"a SIRET with a wrong digit", []string{"user", "add", "-email", "a@exemple.fr", "-role", "employer", "-siret", "73282932000075", "-data", dir}, 1, "n'est pas valable"},
		{"an unknown role", []string{"user", "add", "-email", "a@exemple.fr", "-role", "chef", "-data", dir}, 2, "inconnu"},
		{"a port beyond the machine", []string{"serve", "-addr", "0.0.0.0:8080", "-data", dir}, 2, "n'écoute que sur cette machine"},
		{"a mail server without a port", []string{"serve", "-smtp", "smtp://mail.exemple.fr", "-data", dir}, 2, "smtp://["},
		{"an unknown mapping", []string{"profiles", "import", profiles, "-mapping", "autre", "-data", dir}, 2, "inconnu"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o := command(t, "", tt.args...)
			if o.code != tt.code || !strings.Contains(o.err, tt.says) || strings.Count(strings.TrimSpace(o.err), "\n") > 0 {
				t.Errorf("exit %d, says: %s", o.code, o.err)
			}
		})
	}
}

func TestSuggestOneTitleALine(t *testing.T) {
	o := command(t, "maçon coffreur\nzzzz\n", "rome", "suggest", "-stdin", "-format", "json")
	lines := strings.Split(strings.TrimSpace(o.out), "\n")
	if o.code != 0 || len(lines) != 2 || !strings.Contains(lines[0], `"F17`) || !strings.Contains(lines[1], `"suggestions":[]`) {
		t.Fatalf("exit %d: %s %s", o.code, o.out, o.err)
	}
}

// TestAFolderLivesItsLife imports, exports, imports again, verifies, backs up, restores: the pool stays the same.
func TestAFolderLivesItsLife(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	profiles := write(t, "profils.csv", header+
		"P1;Vanhoutte;Samira;59140;Dunkerque;F1703;F1703:24;20;2026-11-01;CDI;2026-10-01;2026-10-01\n"+
		"P2;Devos;Omar;59760;Grande-Synthe;Z9999;;20;2026-11-01;CDI;2026-10-01;2026-10-01\n"+
		"P3;Sow;Aïcha;59760;Grande-Synthe;K2204;;20;01/11/2026;CDI|CDD;2026-10-01;\n")
	first := mustRun(t, "profiles", "import", profiles, "-data", dir)
	if !strings.Contains(first.out, "2 créées") || !strings.Contains(first.out, "1 rejetées") || !strings.Contains(first.err, "ligne 3") {
		t.Fatalf("%s%s", first.out, first.err)
	}
	export := mustRun(t, "profiles", "export", "-data", dir)
	again := mustRun(t, "profiles", "import", write(t, "export.csv", export.out), "-data", dir)
	if !strings.Contains(again.out, "0 créées, 0 modifiées, 2 inchangées") {
		t.Fatalf("an exported file imported again: %s%s", again.out, again.err)
	}
	mustRun(t, "verify", "-data", dir)
	backup := filepath.Join(t.TempDir(), "sauvegarde.db")
	mustRun(t, "backup", backup, "-data", dir)
	elsewhere := filepath.Join(t.TempDir(), "ailleurs")
	mustRun(t, "restore", backup, "-data", elsewhere)
	if o := mustRun(t, "verify", "-data", elsewhere); !strings.Contains(o.err, "il est refait") || !strings.Contains(o.out, "2 personnes") {
		t.Fatalf("a restored folder has no index yet: %s%s", o.out, o.err)
	}
	if o := mustRun(t, "verify", "-data", elsewhere); strings.Contains(o.err, "il est refait") {
		t.Fatalf("the index was made again and is so once more: %s", o.err)
	}
	mustRun(t, "reindex", "-data", elsewhere)
	if restored := mustRun(t, "profiles", "export", "-data", elsewhere); restored.out != export.out {
		t.Fatalf("restored:\n%s\nbacked up:\n%s", restored.out, export.out)
	}
	mustRun(t, "rome", "import", shared(t, "data/rome"), "-data", dir)
	mustRun(t, "communes", "import", shared(t, "data/geo/communes_60km_dunkerque.csv"), "-data", dir)
	link := mustRun(t, "user", "add", "-email", "admin@exemple.fr", "-role", "admin", "-data", dir)
	token := mustRun(t, "user", "token", "-email", "admin@exemple.fr", "-data", dir)
	if !strings.HasPrefix(link.out, "http://127.0.0.1:8080/connexion/") || len(strings.TrimSpace(token.out)) < 26 {
		t.Fatalf("link %s, token %s", link.out, token.out)
	}
	if v := mustRun(t, "version"); !strings.HasPrefix(v.out, "candidatheque ") {
		t.Fatal(v.out)
	}
}
