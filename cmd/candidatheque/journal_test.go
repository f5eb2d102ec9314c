package main

import (
	"database/sql"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestTheJournalFollowsItsFolder exports, backs up, restores, carries to another database: the chain is whole everywhere,
// says what was done, and the heads noted on the way are found again.
func TestTheJournalFollowsItsFolder(t *testing.T) {
	dir, restored := filepath.Join(t.TempDir(), "data"), filepath.Join(t.TempDir(), "data")
	mustRun(t, "profiles", "import", write(t, "profils.csv", header+
		"P1;Vanhoutte;Samira;59140;Dunkerque;F1703;F1703:24;20;2026-11-01;CDI;2026-10-01;2026-10-01\n"), "-data", dir)
	for range 3 {
		mustRun(t, "profiles", "export", "-data", dir)
	}
	noted := headOf(t, mustRun(t, "verify", "-data", dir))
	backup := filepath.Join(t.TempDir(), "sauvegarde.db")
	mustRun(t, "backup", backup, "-data", dir)
	mustRun(t, "restore", backup, "-data", restored)
	o := mustRun(t, "verify", "-data", restored, "-empreinte", noted)
	if after := headOf(t, o); after == noted {
		t.Errorf("the backup that was put back left no line: %s", o.out)
	}
	mustRun(t, "migrate", "-from", "sqlite:"+restored, "-to", "sqlite:"+filepath.Join(t.TempDir(), "porte"))
	if o := command(t, "", "verify", "-data", restored, "-empreinte", "3:"+strings.Repeat("0", 64)); o.code != 1 || !strings.Contains(o.err, "la ligne 3 n'a plus l'empreinte notée") {
		t.Errorf("another head: %d %s", o.code, o.err)
	}
	if o := command(t, "", "verify", "-data", restored, "-empreinte", "trois"); o.code != 2 {
		t.Errorf("no head at all: %d %s", o.code, o.err)
	}
}

// headOf reads what verify says of the journal.
func headOf(t *testing.T, o outcome) string {
	t.Helper()
	found := regexp.MustCompile(`Journal : \d+ lignes, chaîne entière, empreinte (\d+:[0-9a-f]{64})\n`).FindStringSubmatch(o.out)
	if found == nil {
		t.Fatalf("verify says nothing of the journal: %s", o.out)
	}
	return found[1]
}

func TestVerifyNamesTheLineThatWasTamperedWith(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	mustRun(t, "profiles", "import", write(t, "profils.csv", header+
		"P1;Vanhoutte;Samira;59140;Dunkerque;F1703;F1703:24;20;2026-11-01;CDI;2026-10-01;2026-10-01\n"), "-data", dir)
	for range 5 {
		mustRun(t, "profiles", "export", "-data", dir)
	}
	noted := headOf(t, mustRun(t, "verify", "-data", dir))
	last, _, _ := strings.Cut(noted, ":")
	for _, tt := range []struct{ name, statement, want string }{
		{"one byte", `UPDATE docs SET body = replace(body, '"count":1', '"count":0') WHERE coll = 'journal' AND id LIKE '%3'`, "la ligne 3 a été modifiée"},
		{"an index", `UPDATE keys SET value = 'x' WHERE coll = 'journal' AND name = 'actor' AND id LIKE '%3'`, "journal 000000000003"},
		{"a line taken out", `DELETE FROM docs WHERE coll = 'journal' AND id LIKE '%3'`, "la ligne 3 manque"},
		{"the end cut off", `DELETE FROM docs WHERE coll = 'journal' AND id LIKE '%` + last + `'`, "la fin du journal manque : il allait au moins jusqu'à la ligne " + last},
	} {
		t.Run(tt.name, func(t *testing.T) {
			copied := filepath.Join(t.TempDir(), "data")
			if err := os.CopyFS(copied, os.DirFS(dir)); err != nil {
				t.Fatal(err)
			}
			db, err := sql.Open("sqlite", "file:"+filepath.Join(copied, "candidatheque.db"))
			if err != nil {
				t.Fatal(err)
			}
			if _, err := db.ExecContext(t.Context(), tt.statement); err != nil {
				t.Fatal(err)
			}
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			if o := command(t, "", "verify", "-data", copied, "-empreinte", noted); o.code != 1 || !strings.Contains(o.err, tt.want) {
				t.Errorf("exit %d: %s%s, want %q", o.code, o.out, o.err, tt.want)
			}
		})
	}
}
