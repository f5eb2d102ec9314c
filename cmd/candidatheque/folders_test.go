package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A path mistyped is told, and nothing is made of it.
func TestAFolderWithoutADatabaseIsRefused(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.Mkdir("vide", 0o700); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"backup", "sauvegarde.db"}, {"profiles", "export"}, {"verify"}, {"reindex"},
		{"user", "token", "-email", "a@exemple.fr"}, {"rome", "suggest", "maçon"},
	} {
		for _, dir := range []string{"absent", "vide"} {
			o := command(t, "", append(args, "-data", dir)...)
			if o.code != 1 || o.out != "" || !strings.Contains(o.err, "« "+dir+" » ne contient pas de base") || strings.Count(o.err, "\n") != 1 {
				t.Errorf("%v on %s: exit %d, %s%s", args, dir, o.code, o.out, o.err)
			}
		}
	}
	if o := command(t, "", "restore", "sauvegarde.db", "-data", "absent"); o.code != 1 || !strings.Contains(o.err, "sauvegarde.db") {
		t.Errorf("a backup that is not there: exit %d, %s", o.code, o.err)
	}
	made, err := filepath.Glob("*/*")
	left, failed := os.ReadDir(".")
	if err != nil || failed != nil || len(made) > 0 || len(left) != 1 {
		t.Errorf("made %v %v, %v %v", left, made, err, failed)
	}
}

// An index holds nothing of its own: damaged, it is made again, and that is said once.
func TestADamagedIndexIsMadeAgain(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	mustRun(t, "profiles", "import", write(t, "profils.csv", header+"P1;N;P;59140;Dunkerque;F1703;F1703:24;20;2026-11-01;CDI;2026-10-01;2026-10-01\n"), "-data", dir)
	mustRun(t, "verify", "-data", dir)
	seals, err := filepath.Glob(filepath.Join(dir, indexFolder, "*.json"))
	if err != nil || len(seals) == 0 {
		t.Fatalf("no file of the index to damage: %v", err)
	}
	for _, seal := range seals {
		if err := os.WriteFile(seal, []byte("abc"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if o := mustRun(t, "verify", "-data", dir); !strings.Contains(o.err, "il est refait") || !strings.Contains(o.out, "1 personnes") {
		t.Errorf("%s%s", o.out, o.err)
	}
	if o := mustRun(t, "verify", "-data", dir); o.err != "" {
		t.Errorf("the second time: %s", o.err)
	}
}

// badProfiles has rows that are rejected and rows that are doubtful, one of each by turns.
func badProfiles(each int) string {
	var file strings.Builder
	file.WriteString(header)
	for i := range each {
		fmt.Fprintf(&file, "B%d;N;P;59140;Dunkerque;F1703;;loin;;CDI;2026-10-01;2026-10-01\n", i)
		fmt.Fprintf(&file, "W%d;N;P;59140;Dunkerque;N9999;;20;;CDI;2026-10-01;2026-10-01\n", i)
	}
	return file.String()
}

func TestEveryBadRowIsReported(t *testing.T) {
	profiles := write(t, "profils.csv", badProfiles(30))
	offers := write(t, "offres.csv", "id;intitule;rome\nO1;Maçon;\n"+strings.Repeat("O2;zzzz;\n", 15))
	imported := mustRun(t, "profiles", "import", profiles, "-data", filepath.Join(t.TempDir(), "data"))
	matched := mustRun(t, "match", "-profiles", profiles, "-offers", offers, "-at", "2026-11-23")
	for i := range 30 {
		bad, doubtful := fmt.Sprintf("ligne %d, colonne mobilite_km, « loin » : ", 2*i+2), fmt.Sprintf("ligne %d, colonne metiers_recherches, « N9999 » : ", 2*i+3)
		if !strings.Contains(imported.err, bad) || !strings.Contains(imported.err, doubtful) || !strings.Contains(matched.err, bad) {
			t.Errorf("row %d is not told", i)
		}
	}
	if n := strings.Count(matched.err, "N9999"); n != warningsShown || !strings.Contains(matched.err, "et 20 autres remarques") {
		t.Errorf("%d warnings: %s", n, matched.err)
	}
	if strings.Count(matched.err, "« zzzz » : ") != 15 || !strings.Contains(matched.out, "F1703") {
		t.Errorf("offers without a code: %s%s", matched.out, matched.err)
	}
}

func TestAValueOfAFileDoesNotSpeakToTheTerminal(t *testing.T) {
	profiles := write(t, "profils.csv", header+"P1;N;P;59140;Dunkerque;F1703;;\"\x1b[2J\nloin\";;CDI;2026-10-01;2026-10-01\n")
	o := mustRun(t, "profiles", "import", profiles, "-data", filepath.Join(t.TempDir(), "data"))
	if strings.Contains(o.err, "\x1b") || strings.Count(o.err, "\n") != 1 {
		t.Errorf("%q", o.err)
	}
}
