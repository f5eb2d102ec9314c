package store_test

import (
	"errors"
	"flag"
	"slices"
	"strings"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/store"
	"eedk.fr/candidatheque/store/storetest"
)

// TestMongo runs the laws over the MongoDB protocol. The random one takes fewer turns than on SQLite: the server of the
// tests reads whole collections, and its time grows with the square of what was written.
func TestMongo(t *testing.T) {
	fewerRuns(t)
	ferret := storetest.StartFerret(t)
	storetest.Suite(t, func(tb testing.TB) *store.Store {
		tb.Helper()
		return MustOpenMongo(tb, ferret.Database())
	})
}

// fewerRuns shortens the random tests that talk to the server of the tests.
func fewerRuns(t *testing.T) {
	t.Helper()
	before := flag.Lookup("rapid.checks").Value.String()
	must(t, flag.Set("rapid.checks", "15"))
	t.Cleanup(func() { _ = flag.Set("rapid.checks", before) })
}

// MustOpenMongo opens a database for a test and closes it at its end.
func MustOpenMongo(tb testing.TB, uri string) *store.Store {
	tb.Helper()
	s, err := store.OpenMongo(tb.Context(), uri, time.Now)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = s.Close() })
	return s
}

// TestADatabaseThatLeavesIsToldAndComesBack kills the server under its users, freezes it, and lets it come back.
func TestADatabaseThatLeavesIsToldAndComesBack(t *testing.T) {
	ferret := storetest.StartFerret(t)
	s := MustOpenMongo(t, ferret.Database())
	fill(t, s, 3)
	unavailable := func() {
		t.Helper()
		start := time.Now()
		_, err := s.People.Get(ctx, domain.System(), "EE-000001")
		if domain.CodeOf(err) != domain.CodeUnavailable {
			t.Errorf("a reading: %v", err)
		}
		if domain.CodeOf(s.People.Save(ctx, lifelike(9))) != domain.CodeUnavailable {
			t.Errorf("a save: %v", err)
		}
		if waited := time.Since(start); waited > 10*time.Second {
			t.Errorf("told after %v", waited)
		}
	}
	back := func() {
		t.Helper()
		for limit := time.Now().Add(time.Minute); ; {
			if n, err := s.People.Count(ctx); err == nil && n == 3 {
				return
			}
			if time.Now().After(limit) {
				t.Fatal("it does not come back")
			}
		}
	}
	ferret.Kill()
	unavailable()
	ferret.Start(t)
	back()
	ferret.Stop(t)
	unavailable()
	ferret.Resume(t)
	back()
}

// TestTwoProcessesFollowEachOther opens one database twice: each feed tells what the other wrote.
func TestTwoProcessesFollowEachOther(t *testing.T) {
	uri := storetest.StartFerret(t).Database()
	one, two := MustOpenMongo(t, uri), MustOpenMongo(t, uri)
	fill(t, one, 3)
	changed, removed, mark, err := two.People.Changes(ctx, "")
	if err != nil || len(changed) != 3 || len(removed) != 0 {
		t.Fatalf("%d changed, %d removed, %v", len(changed), len(removed), err)
	}
	must(t, one.People.Remove(ctx, "EE-000001"))
	must(t, one.People.Save(ctx, lifelike(7)))
	changed, removed, next, err := two.People.Changes(ctx, mark)
	if err != nil || len(changed) != 1 || len(removed) != 1 || next == mark {
		t.Fatalf("%d changed, %d removed, %v", len(changed), len(removed), err)
	}
	// A third process, or one of them after a restart, reads the mark that another wrote and hears nothing twice.
	three := MustOpenMongo(t, uri)
	changed, removed, again, err := three.People.Changes(ctx, next)
	if err != nil || len(changed)+len(removed) != 0 || again != next {
		t.Fatalf("%d changed, %d removed, %s after %s, %v", len(changed), len(removed), again, next, err)
	}
	if changed, _, _, err = three.People.Changes(ctx, mark); err != nil || len(changed) == 0 {
		t.Fatalf("an older mark tells %d, %v", len(changed), err)
	}
	if changed, _, _, err = three.People.Changes(ctx, "autre.1"); err != nil || len(changed) != 3 {
		t.Fatalf("a mark of another database tells %d, %v", len(changed), err)
	}
}

// TestALateWriteIsToldOnce has a write come to sight after others that bear a later time, as a majority may take a moment
// to have it. Past the overlap it waits for the nightly round.
func TestALateWriteIsToldOnce(t *testing.T) {
	uri := storetest.StartFerret(t).Database()
	s := MustOpenMongo(t, uri)
	fill(t, s, 4)
	_, _, mark, err := s.People.Changes(ctx, "")
	must(t, err)
	raw := MustReach(t, uri)
	raw.edit("people", "EE-000001", map[string]any{"n": int64(2), "at": time.Now().Add(-5 * time.Second)})
	raw.edit("people", "EE-000002", map[string]any{"n": int64(2), "at": time.Now().Add(-time.Hour)})
	for _, reader := range []*store.Store{s, MustOpenMongo(t, uri)} {
		changed, _, next, err := reader.People.Changes(ctx, mark)
		must(t, err)
		late := slices.ContainsFunc(changed, func(p *domain.Person) bool { return p.ID == "EE-000001" })
		old := slices.ContainsFunc(changed, func(p *domain.Person) bool { return p.ID == "EE-000002" })
		if !late || old || next == mark {
			t.Errorf("told of the late one: %v, of the old one: %v", late, old)
		}
		if changed, _, again, err := reader.People.Changes(ctx, next); err != nil || len(changed) != 0 || again != next {
			t.Errorf("%d told again, %v", len(changed), err)
		}
	}
}

// TestAWrongAccountIsToldAsSuch: the server of the tests knows no accounts, and refuses any.
func TestAWrongAccountIsToldAsSuch(t *testing.T) {
	uri := strings.Replace(storetest.StartFerret(t).Database(), "://", "://compte:secret@", 1)
	_, err := store.OpenMongo(ctx, uri, time.Now)
	if domain.CodeOf(err) != domain.CodeUnavailable || !strings.Contains(err.Error(), "mot de passe") || store.IsDown(err) {
		t.Errorf("%v", err)
	}
}

func TestAddressesShowNoPassword(t *testing.T) {
	for uri, want := range map[string]string{
		"mongodb://compte:mot%40passe@a:1,b:2/base?tls=true": "mongodb://a:1,b:2/base",
		"mongodb://compte:mot@passe@hote/base":               "mongodb://hote/base",
		"mongodb://hote":                                     "mongodb://hote",
		"/var/lib/base":                                      "/var/lib/base",
	} {
		if got := store.PlainAddress(uri); got != want {
			t.Errorf("%s is shown as %s", uri, got)
		}
	}
	for _, uri := range []string{"mongodb://compte:secret@hote:abc/base", "mongodb://compte:secret@", "mongodb://compte:se:cret@hote:1/base",
		"mongodb://compte:secret@127.0.0.1:1/base"} {
		_, err := store.OpenMongo(ctx, uri, time.Now)
		for ; err != nil; err = errors.Unwrap(err) {
			if strings.Contains(err.Error(), "cret") {
				t.Errorf("%s: %v", uri, err)
			}
		}
	}
}
