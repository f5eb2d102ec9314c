package store_test

import (
	"bufio"
	"context"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/store"
)

var ctx = context.Background()

// childFolder names the folder in which the re-executed test binary writes until it is killed.
const childFolder = "STORE_TEST_CHILD"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childFolder); dir != "" {
		writeForEver(dir)
		return
	}
	if dir := os.Getenv(fullFolder); dir != "" {
		writeOnAFullDisk(dir)
		return
	}
	os.Exit(m.Run())
}

// writeForEver saves batches and prints each one once it is acknowledged.
func writeForEver(dir string) {
	s, err := store.OpenSQLite(dir, time.Now)
	if err != nil {
		fmt.Println("ERR", err)
		return
	}
	start, err := s.People.Count(ctx)
	if err != nil {
		fmt.Println("ERR", err)
		return
	}
	for n := start; ; n += 20 {
		var people []*domain.Person
		for i := range 20 {
			people = append(people, &domain.Person{Record: domain.Record{ID: fmt.Sprintf("p%06d", n+i)}})
		}
		if err := s.People.SaveMany(ctx, people); err != nil {
			fmt.Println("ERR", err)
			return
		}
		fmt.Println(n + 20)
	}
}

func TestNothingAcknowledgedIsLostToKill9(t *testing.T) {
	dir := t.TempDir()
	for round := range 10 {
		child := exec.Command(os.Args[0])
		child.Env = append(os.Environ(), childFolder+"="+dir)
		out, err := child.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		acknowledged := 0
		lines := bufio.NewScanner(out)
		for i := 0; i < 5+round*7 && lines.Scan(); i++ {
			if _, err := fmt.Sscan(lines.Text(), &acknowledged); err != nil {
				t.Fatalf("the child says %q", lines.Text())
			}
		}
		if err := child.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = child.Wait()

		s, err := store.OpenSQLite(dir, time.Now)
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		n, err := s.People.Count(ctx)
		if err != nil || n < acknowledged || n%20 != 0 {
			t.Errorf("round %d: %d people, %d acknowledged, %v", round, n, acknowledged, err)
		}
		if err := s.Verify(ctx); err != nil {
			t.Errorf("round %d: %v", round, err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestASecondProcessIsTold(t *testing.T) {
	dir := t.TempDir()
	MustOpen(t, dir)
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), childFolder+"="+dir)
	out, err := child.Output()
	if err != nil || !strings.Contains(string(out), "déjà utilisé par un autre processus") || !strings.Contains(string(out), strconv.Itoa(os.Getpid())) {
		t.Fatalf("%s, %v", out, err)
	}
}

// filled makes a folder with a few people in it and closes it.
func filled(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	s := MustOpen(t, dir)
	var people []*domain.Person
	for i := range 300 {
		people = append(people, &domain.Person{Record: domain.Record{ID: fmt.Sprintf("p%d", i)}, Profile: domain.Profile{Presentation: strings.Repeat("texte ", 80)}})
	}
	if err := s.People.SaveMany(ctx, people); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestADamagedDatabaseNeverStartsEmpty(t *testing.T) {
	for _, tt := range []struct {
		name, says string
		damage     func(t *testing.T, file string)
	}{
		{"the file is gone", "a disparu", func(t *testing.T, f string) { remove(t, f) }},
		{"the file is empty", "a disparu ou est vide", func(t *testing.T, f string) { truncate(t, f, 0) }},
		{"the file is cut in two", "abîmée", func(t *testing.T, f string) { truncate(t, f, size(t, f)/2) }},
		{"the heading is overwritten", "abîmée", func(t *testing.T, f string) { overwrite(t, f, 0) }},
		{"pages are overwritten", "abîmée", func(t *testing.T, f string) { overwrite(t, f, 8192) }},
		{"another program's file", "abîmée", func(t *testing.T, f string) {
			if err := os.WriteFile(f, []byte(strings.Repeat("pas une base\n", 1000)), 0o600); err != nil {
				t.Fatal(err)
			}
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := filled(t)
			tt.damage(t, filepath.Join(dir, "candidatheque.db"))
			s, err := store.OpenSQLite(dir, time.Now)
			if err == nil {
				_ = s.Close()
				t.Fatal("it started")
			}
			if domain.CodeOf(err) != domain.CodeUnavailable || !strings.Contains(err.Error(), tt.says) {
				t.Fatalf("%v", err)
			}
		})
	}
}

func remove(t *testing.T, file string) {
	t.Helper()
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
}

func truncate(t *testing.T, file string, to int64) {
	t.Helper()
	if err := os.Truncate(file, to); err != nil {
		t.Fatal(err)
	}
}

func size(t *testing.T, file string) int64 {
	t.Helper()
	info, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}

func overwrite(t *testing.T, file string, at int64) {
	t.Helper()
	f, err := os.OpenFile(file, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteAt([]byte(strings.Repeat("\xa5", 6000)), at); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

// edit runs SQL on a closed database, as another version or a hand would.
func edit(t *testing.T, dir string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(dir, "candidatheque.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	for _, s := range statements {
		if _, err := db.Exec(s); err != nil {
			t.Fatal(err)
		}
	}
}

func TestASchemaOfTomorrowIsRefused(t *testing.T) {
	dir := filled(t)
	edit(t, dir, "PRAGMA user_version = 99")
	if _, err := store.OpenSQLite(dir, time.Now); err == nil || !strings.Contains(err.Error(), "plus récente") {
		t.Fatalf("%v", err)
	}
}

// TestAnOlderDatabaseIsMigrated opens a stored database of the first schema, without keys, and finds its people.
func TestAnOlderDatabaseIsMigrated(t *testing.T) {
	dir := t.TempDir()
	script, err := os.ReadFile("testdata/schema_1.sql")
	if err != nil {
		t.Fatal(err)
	}
	edit(t, dir, string(script))
	s := MustOpen(t, dir)
	list, err := s.People.ByName(ctx, domain.System(), "vanhoutte", 5)
	if err != nil || len(list) != 1 || list[0].ID != "EE-0001" || list[0].Revision != 3 {
		t.Fatalf("%+v, %v", list, err)
	}
	changed, _, next, err := s.People.Changes(ctx, "")
	if err != nil || len(changed) != 2 || !strings.HasSuffix(next, ".7") {
		t.Fatalf("%d changes to mark %s, %v", len(changed), next, err)
	}
	if err := s.Verify(ctx); err != nil {
		t.Fatal(err)
	}
}

func TestVerifyFindsAKeyThatLies(t *testing.T) {
	dir := filled(t)
	edit(t, dir, "UPDATE keys SET value = 'quelqu un d autre' WHERE id = 'p7' AND name = 'sort'")
	if err := MustOpen(t, dir).Verify(ctx); err == nil || !strings.Contains(err.Error(), "p7") {
		t.Fatalf("%v", err)
	}
}

// TestAFullDiskRefusesAndStillReads limits the pages of the file, as a full disk would.
func TestAFullDiskRefusesAndStillReads(t *testing.T) {
	dir := filled(t)
	s, err := store.OpenFull(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	big := &domain.Person{Record: domain.Record{ID: "gros"}, Profile: domain.Profile{Presentation: strings.Repeat("x", 4<<20)}}
	err = s.People.Save(ctx, big)
	if domain.CodeOf(err) != domain.CodeUnavailable || !strings.Contains(err.Error(), "Plus de place") {
		t.Fatalf("%v", err)
	}
	if n, err := s.People.Count(ctx); n != 300 || err != nil {
		t.Fatalf("%d people, %v", n, err)
	}
	if _, err := s.People.Get(ctx, domain.System(), "p7"); err != nil {
		t.Fatal(err)
	}
}

func TestBackupAndRestore(t *testing.T) {
	dir := filled(t)
	file := filepath.Join(t.TempDir(), "sauvegarde.db")
	s := MustOpen(t, dir)
	if err := s.Backup(ctx, file); err != nil {
		t.Fatal(err)
	}
	if err := s.Backup(ctx, file); domain.CodeOf(err) != domain.CodeConflict {
		t.Fatalf("a backup was overwritten: %v", err)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("%v, %v", info.Mode(), err)
	}
	if _, err := store.Restore(ctx, dir, file, time.Now()); err == nil {
		t.Fatal("restored under a store in use")
	}
	if err := s.People.Remove(ctx, "p7"); err != nil {
		t.Fatal(err)
	}
	_ = s.Close()

	broken := filepath.Join(t.TempDir(), "coupée.db")
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(broken, whole[:len(whole)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Restore(ctx, dir, broken, time.Now()); domain.CodeOf(err) != domain.CodeInvalid {
		t.Fatalf("half a backup was accepted: %v", err)
	}
	aside, err := store.Restore(ctx, dir, file, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(aside); err != nil {
		t.Fatalf("the former database was not kept: %v", err)
	}
	if n, err := MustOpen(t, dir).People.Count(ctx); n != 300 || err != nil {
		t.Fatalf("%d people after the restore, %v", n, err)
	}
}
