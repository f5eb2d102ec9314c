package store_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/store"
	"eedk.fr/candidatheque/store/storetest"
)

// addresses makes an empty store of each engine, for what goes from one to the other.
func addresses(t *testing.T) map[string]func() string {
	t.Helper()
	ferret := storetest.StartFerret(t)
	return map[string]func() string{
		"a folder":   func() string { return "sqlite:" + t.TempDir() },
		"a database": ferret.Database,
	}
}

func mustOpen(t *testing.T, address string) *store.Store {
	t.Helper()
	s, err := store.Open(ctx, address, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestMigrationBringsEverything goes from each engine to each, and says the same of both sides.
func TestMigrationBringsEverything(t *testing.T) {
	all := addresses(t)
	for fromName, from := range all {
		for toName, to := range all {
			t.Run("from "+fromName+" to "+toName, func(t *testing.T) { migrateOnce(t, from(), to()) })
		}
	}
}

func migrateOnce(t *testing.T, source, target string) {
	t.Helper()
	s := mustOpen(t, source)
	defer s.Close()
	fill(t, s, 30)
	changed, err := s.People.Get(ctx, domain.System(), "EE-000003")
	if err != nil {
		t.Fatal(err)
	}
	must(t, s.People.Save(ctx, changed))
	must(t, s.People.Remove(ctx, "EE-000004"))
	must(t, s.Once.Insert(ctx, "offre/place-1", "une personne"))
	must(t, s.Blobs.Put(ctx, "rome", []byte{0, 1, 255}))
	target2, err := store.OpenUnfinished(ctx, target, time.Now)
	must(t, err)
	moved, err := store.Migrate(ctx, s, target2, func(string, int, int) {})
	must(t, err)
	for _, m := range moved {
		if !m.Same() {
			t.Errorf("%s: %s, then %s", m.Collection, m.From, m.To)
		}
	}
	if moved[0].Collection != "people" || moved[0].To.Documents != 29 {
		t.Errorf("%s: %s", moved[0].Collection, moved[0].To)
	}
	must(t, target2.Close())

	got := mustOpen(t, target) // as the service would
	defer got.Close()
	must(t, got.Verify(ctx))
	p, err := got.People.Get(ctx, domain.System(), "EE-000003")
	if err != nil || p.Revision != 2 {
		t.Errorf("revision %d, %v", p.Revision, err)
	}
	if list, err := got.People.ByName(ctx, domain.System(), "nom7", 10); err != nil || len(list) != 1 {
		t.Errorf("%d people by name, %v", len(list), err)
	}
	if _, err := store.Migrate(ctx, s, got, func(string, int, int) {}); domain.CodeOf(err) != domain.CodeConflict {
		t.Errorf("a target in use was taken: %v", err)
	}
}

func must(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}

// TestAnInterruptedMigrationIsRunToItsEnd cuts one, changes its source, and runs it again.
func TestAnInterruptedMigrationIsRunToItsEnd(t *testing.T) {
	for name, address := range addresses(t) {
		t.Run("to "+name, func(t *testing.T) {
			s := MustOpen(t, t.TempDir())
			fill(t, s, 700)
			target := address()
			half, err := store.OpenUnfinished(ctx, target, time.Now)
			must(t, err)
			cut, cancel := context.WithCancel(ctx)
			_, err = store.Migrate(cut, s, half, func(string, int, int) { cancel() })
			if domain.CodeOf(err) != domain.CodeUnavailable {
				t.Fatalf("it was not cut: %v", err)
			}
			must(t, half.Close())
			if _, err := store.Open(ctx, target, time.Now); domain.CodeOf(err) != domain.CodeUnavailable || !strings.Contains(err.Error(), "migrate") {
				t.Fatalf("half a store was opened: %v", err)
			}
			must(t, s.People.Remove(ctx, "EE-000001"))
			changed, err := s.People.Get(ctx, domain.System(), "EE-000002")
			must(t, err)
			must(t, s.People.Save(ctx, changed))

			half, err = store.OpenUnfinished(ctx, target, time.Now)
			must(t, err)
			moved, err := store.Migrate(ctx, s, half, func(string, int, int) {})
			must(t, err)
			if !moved[0].Same() || moved[0].To.Documents != 699 {
				t.Errorf("%+v", moved[0])
			}
			must(t, half.Close())
			must(t, mustOpen(t, target).Close())
		})
	}
}

// TestABackupOfADatabaseIsRestoredInAFolder takes the way out of MongoDB.
func TestABackupOfADatabaseIsRestoredInAFolder(t *testing.T) {
	s := MustOpenMongo(t, storetest.StartFerret(t).Database())
	fill(t, s, 600)
	must(t, s.Once.Insert(ctx, "offre/place-1", "une personne"))
	backup, dir := filepath.Join(t.TempDir(), "sauvegarde.db"), t.TempDir()
	must(t, s.Backup(ctx, backup))
	if _, err := store.Restore(ctx, dir, backup, time.Now()); err != nil {
		t.Fatal(err)
	}
	restored := MustOpen(t, dir)
	must(t, restored.Verify(ctx))
	if n, err := restored.People.Count(ctx); n != 600 || err != nil {
		t.Fatal(n, err)
	}
	if v, err := restored.Once.Get(ctx, "offre/place-1"); v != "une personne" || err != nil {
		t.Fatal(v, err)
	}
	left, err := filepath.Glob(filepath.Join(filepath.Dir(backup), "*"))
	if err != nil || len(left) != 1 {
		t.Fatalf("left %v, %v", left, err)
	}
}
