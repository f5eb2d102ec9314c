package store_test

import (
	"bytes"
	"database/sql"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/store"
)

const databaseFile = "candidatheque.db"

func TestFilesAreTheirOwnersOnly(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "données", "à nous ?#%20")
	s := MustOpen(t, dir)
	if err := s.People.Save(ctx, lifelike(1)); err != nil {
		t.Fatal(err)
	}
	if err := s.Backup(ctx, filepath.Join(dir, "copie.db")); err != nil {
		t.Fatal(err)
	}
	files := 0
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		want := fs.FileMode(0o600)
		if entry.IsDir() {
			want = 0o700
		}
		if err == nil && info.Mode().Perm() != want {
			t.Errorf("%s has rights %v", path, info.Mode().Perm())
		}
		files++
		return err
	})
	if err != nil || files < 6 {
		t.Fatalf("%d files, %v", files, err)
	}
}

func TestAJournalWithoutItsDatabaseIsALoss(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, databaseFile+"-wal"), []byte("ce qui reste"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := store.OpenSQLite(dir, time.Now); domain.CodeOf(err) != domain.CodeUnavailable || !strings.Contains(err.Error(), "a disparu") {
		t.Fatalf("%v", err)
	}
}

func TestAnInterruptedCreationStartsOver(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, databaseFile), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if n, err := MustOpen(t, dir).People.Count(ctx); n != 0 || err != nil {
		t.Fatal(n, err)
	}
}

func TestAFolderThatCannotBeWritten(t *testing.T) {
	file := filepath.Join(t.TempDir(), "un fichier")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := store.OpenSQLite(filepath.Join(file, "données"), time.Now); domain.CodeOf(err) != domain.CodeUnavailable {
		t.Fatalf("%v", err)
	}
}

// TestARemovedPersonLeavesNoText looks for the words of a file in everything the folder holds once it is closed.
func TestARemovedPersonLeavesNoText(t *testing.T) {
	const word = "mirabellier-inoubliable"
	dir := t.TempDir()
	s := MustOpen(t, dir)
	fill(t, s, 300)
	p := lifelike(9999)
	p.Candidate.LastName, p.Profile.Presentation = word, strings.Repeat(word+" ", 2000)
	if err := s.People.Save(ctx, p); err != nil {
		t.Fatal(err)
	}
	if err := s.People.Remove(ctx, p.ID); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		if bytes.Contains(content, []byte(word)) || bytes.Contains(content, []byte("mirabellier")) {
			t.Errorf("%s still holds the person", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestSpentSecretsAndEndedSessionsLeaveNoTrace(t *testing.T) {
	dir := t.TempDir()
	s := MustOpen(t, dir)
	if err := s.Secrets.Save(ctx, &domain.Secret{Record: domain.Record{ID: "empreinte"}, UserID: "u", Purpose: domain.SecretSignIn}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Secrets.Take(ctx, "empreinte"); err != nil {
		t.Fatal(err)
	}
	expired := time.Now().Add(-time.Minute)
	if err := s.Sessions.CommitCtx(ctx, "jeton", []byte("x"), expired); err != nil {
		t.Fatal(err)
	}
	if err := s.Sessions.Sweep(ctx, time.Now()); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for _, table := range []string{"docs", "keys", "removed"} {
		if n := count(t, dir, "SELECT count(*) FROM "+table); n != 0 {
			t.Errorf("%s keeps %d rows", table, n)
		}
	}
}

// TestAMarkOfAnotherTimeStartsOver restores under a follower: it must not believe that nothing happened.
func TestAMarkOfAnotherTimeStartsOver(t *testing.T) {
	dir := filled(t)
	s := MustOpen(t, dir)
	_, _, early, err := s.People.Changes(ctx, "")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "sauvegarde.db")
	if err := s.Backup(ctx, file); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = MustOpen(t, dir)
	if changed, removed, next, err := s.People.Changes(ctx, early); err != nil || len(changed)+len(removed) != 0 || next != early {
		t.Fatalf("after a mere restart: %d changes to %s, %v", len(changed)+len(removed), next, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Restore(ctx, dir, file, time.Now()); err != nil {
		t.Fatal(err)
	}
	s = MustOpen(t, dir)
	_, _, now, err := s.People.Changes(ctx, "")
	if err != nil {
		t.Fatal(err)
	}
	for name, mark := range map[string]string{"from before the restore": early, "of a later state": now + "9999"} {
		changed, _, next, err := s.People.Changes(ctx, mark)
		if err != nil || len(changed) != 300 || next != now {
			t.Errorf("a mark %s: %d people told, to %s, %v", name, len(changed), next, err)
		}
	}
	for _, mark := range []string{"abc", "abc.", "abc.-1", now + "x"} {
		if _, _, _, err := s.People.Changes(ctx, mark); domain.CodeOf(err) != domain.CodeInvalid {
			t.Errorf("%s was read as a mark: %v", mark, err)
		}
	}
}

// TestABackupUnderWritersIsWhole backs up while batches are written: the copy holds whole batches, and opens alone.
func TestABackupUnderWritersIsWhole(t *testing.T) {
	s := MustOpen(t, t.TempDir())
	stop := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		for n := 0; ; n += 10 {
			select {
			case <-stop:
				return
			default:
			}
			var people []*domain.Person
			for i := range 10 {
				people = append(people, lifelike(n+i))
			}
			if err := s.People.SaveMany(ctx, people); err != nil {
				t.Error(err)
				return
			}
		}
	})
	dir := t.TempDir()
	for i := range 5 {
		file := filepath.Join(dir, fmt.Sprintf("copie-%d.db", i))
		if err := s.Backup(ctx, file); err != nil {
			t.Fatal(err)
		}
		fresh := t.TempDir()
		aside, err := store.Restore(ctx, fresh, file, time.Now())
		if err != nil || aside != "" {
			t.Fatalf("%q, %v", aside, err)
		}
		copied := MustOpen(t, fresh)
		if n, err := copied.People.Count(ctx); err != nil || n%10 != 0 {
			t.Errorf("%d people in a copy, %v", n, err)
		}
		if err := copied.Verify(ctx); err != nil {
			t.Error(err)
		}
	}
	close(stop)
	wg.Wait()
}

// TestAnOldBackupIsBroughtUpToDate restores a copy of the first schema.
func TestAnOldBackupIsBroughtUpToDate(t *testing.T) {
	old := t.TempDir()
	script, err := os.ReadFile("testdata/schema_1.sql")
	if err != nil {
		t.Fatal(err)
	}
	edit(t, old, string(script))
	dir := filled(t)
	aside, err := store.Restore(ctx, dir, filepath.Join(old, databaseFile), time.Now())
	if err != nil {
		t.Fatal(err)
	}
	s := MustOpen(t, dir)
	if n, err := s.People.Count(ctx); n != 2 || err != nil {
		t.Fatal(n, err)
	}
	if err := s.Verify(ctx); err != nil {
		t.Error(err)
	}
	// what was there is a database too: it can be put back
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Restore(ctx, dir, aside, time.Now().Add(time.Second)); err != nil {
		t.Fatal(err)
	}
	if n, err := MustOpen(t, dir).People.Count(ctx); n != 300 || err != nil {
		t.Fatal(n, err)
	}
}

// TestARestoreTakesTheJournalToo restores from the files of a process that died: the end of what it acknowledged is in
// the journal only.
func TestARestoreTakesTheJournalToo(t *testing.T) {
	dir, dead := t.TempDir(), t.TempDir()
	s := MustOpen(t, dir)
	fill(t, s, 20)
	for _, part := range []string{"", "-wal"} {
		content, err := os.ReadFile(filepath.Join(dir, databaseFile+part))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dead, databaseFile+part), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	fresh := t.TempDir()
	if _, err := store.Restore(ctx, fresh, filepath.Join(dead, databaseFile), time.Now()); err != nil {
		t.Fatal(err)
	}
	if n, err := MustOpen(t, fresh).People.Count(ctx); n != 20 || err != nil {
		t.Fatal(n, err)
	}
}

// TestAnInterruptedRestoreIsRunAgain leaves a folder as a crash between setting the old database aside and putting the
// new one in place would: it does not start, and the next restore does not mix the old journal with the new database.
func TestAnInterruptedRestoreIsRunAgain(t *testing.T) {
	dir := filled(t)
	backup := filepath.Join(t.TempDir(), "sauvegarde.db")
	s := MustOpen(t, dir)
	if err := s.Backup(ctx, backup); err != nil {
		t.Fatal(err)
	}
	fill(t, s, 50)
	journal, err := os.ReadFile(filepath.Join(dir, databaseFile+"-wal"))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	remove(t, filepath.Join(dir, databaseFile))
	if err := os.WriteFile(filepath.Join(dir, databaseFile+"-wal"), journal, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := store.OpenSQLite(dir, time.Now); domain.CodeOf(err) != domain.CodeUnavailable {
		t.Fatalf("it started: %v", err)
	}
	if _, err := store.Restore(ctx, dir, backup, time.Now()); err != nil {
		t.Fatal(err)
	}
	s = MustOpen(t, dir)
	if n, err := s.People.Count(ctx); n != 300 || err != nil {
		t.Fatal(n, err)
	}
	if err := s.Verify(ctx); err != nil {
		t.Fatal(err)
	}
}

// TestVerifyNamesWhatIsWrong alters a closed database by hand, one fault at a time.
func TestVerifyNamesWhatIsWrong(t *testing.T) {
	for _, tt := range []struct{ name, sql, says string }{
		{"a body that is not JSON", "UPDATE docs SET body = 'abc' WHERE id = 'p7'", "p7"},
		{"a body of somebody else", "UPDATE docs SET body = (SELECT body FROM docs WHERE id = 'p8') WHERE id = 'p7'", "p7"},
		{"a revision that moved alone", "UPDATE docs SET revision = 9 WHERE id = 'p7'", "p7"},
		{"a key without its document", "DELETE FROM docs WHERE id = 'p7'", "sans document"},
		{"a document without its keys", "DELETE FROM keys WHERE id = 'p7'", "p7"},
		{"a sequence that went back", "UPDATE facts SET value = 3 WHERE name = 'seq'", "après la fin du suivi"},
		{"two documents at one place", "UPDATE docs SET seq = 3 WHERE id = 'p7'", "au même rang"},
		{"somebody removed and present", "INSERT INTO removed VALUES ('people', 'p7', 301)", "présents et retirés"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := filled(t)
			edit(t, dir, tt.sql)
			if err := MustOpen(t, dir).Verify(ctx); err == nil || !strings.Contains(err.Error(), tt.says) {
				t.Fatalf("%v", err)
			}
		})
	}
}

// count runs a query that gives one number on a closed database.
func count(t *testing.T, dir, query string) (n int) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(dir, databaseFile))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if err := db.QueryRow(query).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}
