package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
	"eedk.fr/candidatheque/mail"
	"eedk.fr/candidatheque/store/storetest"
)

// service is one process of several on a database, as main runs it.
type service struct {
	*App
	base string
}

// mustRunOn starts a service on a database, with a folder of its own, and stops it at the test's end. It does not wait
// for it to be ready.
func mustRunOn(t *testing.T, db string) *service {
	t.Helper()
	t.Setenv("CANDIDATHEQUE_ENV", "test")
	c := &serveCommand{Addr: "127.0.0.1:0"}
	c.Data, c.DB = t.TempDir(), db
	if err := c.check(envTest); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	app, err := OpenApp(ctx, c, envTest, time.Now, newLogger(envTest, Streams{Err: t.Output()}), consoleCarrier{next: mail.Inside{}, out: t.Output()})
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- app.Run(ctx, nil) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil && !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
		if err := app.Close(); err != nil {
			t.Error(err)
		}
	})
	return &service{App: app, base: "http://" + app.Addr()}
}

// asks gives the status of a page and how long it took.
func (s *service) asks(t *testing.T, path string) (status int, took time.Duration) {
	t.Helper()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	start := time.Now()
	response, err := client.Get(s.base + path)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = io.Copy(io.Discard, response.Body)
	_ = response.Body.Close()
	return response.StatusCode, time.Since(start)
}

// becomes waits for a page to give a status.
func (s *service) becomes(t *testing.T, path string, want int) {
	t.Helper()
	eventually(t, func() bool { status, _ := s.asks(t, path); return status == want })
}

// eventually waits for what must come; that it comes is the test, not when.
func eventually(t *testing.T, ask func() bool) {
	t.Helper()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for limit := time.After(3 * time.Minute); !ask(); {
		select {
		case <-tick.C:
		case <-limit:
			t.Fatal("it does not come")
		}
	}
}

// TestTwoServicesOnOneDatabase: what one writes, the other finds in its own index and pool, and no import of the one is
// closed by the start of the other.
func TestTwoServicesOnOneDatabase(t *testing.T) {
	db := storetest.StartFerret(t).Database()
	one, two := mustRunOn(t, db), mustRunOn(t, db)
	one.becomes(t, "/readyz", http.StatusOK)
	two.becomes(t, "/readyz", http.StatusOK)
	referent := domain.Actor{ID: "r", Roles: domain.RoleReferent}
	p := &domain.Person{Record: domain.Record{ID: "AILLEURS"}, Profile: domain.Profile{Presentation: "chaudronnerie navale"}}
	if _, err := one.house.Hiring.SavePerson(t.Context(), referent, p); err != nil {
		t.Fatal(err)
	}
	written := time.Now()
	eventually(t, func() bool {
		found, err := two.house.Hiring.SearchPeople(t.Context(), referent, hiring.PeopleQuery{Text: "chaudronnerie", Outside: true})
		return err == nil && len(found.Hits) == 1
	})
	t.Logf("the other service found it after %v", time.Since(written))
	if err := two.house.Store.People.Remove(t.Context(), "AILLEURS"); err != nil {
		t.Fatal(err)
	}
	said := ""
	t.Cleanup(func() {
		if t.Failed() {
			t.Log(said)
		}
	})
	eventually(t, func() bool {
		differences, err := one.house.Hiring.Verify(t.Context())
		n, counted := one.house.Index.Count()
		said = fmt.Sprintf("the first service says %v (%v), and has %d in its index (%v)", differences, err, n, counted)
		return err == nil && len(differences) == 0 && n == 0 && counted == nil
	})

	running := &domain.Import{Record: domain.Record{ID: "i1", Created: time.Now()}, Status: domain.ImportRunning}
	dead := &domain.Import{Record: domain.Record{ID: "i2", Created: time.Now().Add(-time.Hour)}, Status: domain.ImportRunning}
	for _, i := range []*domain.Import{running, dead} {
		if err := one.house.Store.Imports.Save(t.Context(), i); err != nil {
			t.Fatal(err)
		}
	}
	mustRunOn(t, db).becomes(t, "/readyz", http.StatusOK)
	for id, want := range map[string]domain.ImportStatus{"i1": domain.ImportRunning, "i2": domain.ImportFailed} {
		if i, err := one.house.Store.Imports.Get(t.Context(), domain.System(), id); err != nil || i.Status != want {
			t.Errorf("%s is %s, %v", id, i.Status, err)
		}
	}
}

// TestADatabaseThatLeaves is met at the start and under people: the service is alive, says so within ten seconds, and
// goes on by itself once the database is back.
func TestADatabaseThatLeaves(t *testing.T) {
	ferret := storetest.StartFerret(t)
	db := ferret.Database()
	link := strings.TrimSpace(mustRun(t, "user", "add", "-email", "r@exemple.fr", "-role", "referent", "-db", db).out)
	token := link[strings.LastIndex(link, "/"):]
	ferret.Kill()
	s := mustRunOn(t, db)
	closed := func(path string) {
		t.Helper()
		if status, took := s.asks(t, path); status != http.StatusServiceUnavailable || took > 10*time.Second {
			t.Errorf("%s answers %d after %v", path, status, took)
		}
		if status, _ := s.asks(t, "/healthz"); status != http.StatusOK {
			t.Errorf("/healthz answers %d", status)
		}
	}
	closed("/")
	closed("/readyz")
	ferret.Start(t)
	s.becomes(t, "/readyz", http.StatusOK)
	s.becomes(t, "/connexion"+token, http.StatusOK)
	ferret.Kill()
	closed("/connexion" + token)
	eventually(t, func() bool { status, _ := s.asks(t, "/readyz"); return status == http.StatusServiceUnavailable })
	ferret.Start(t)
	s.becomes(t, "/connexion"+token, http.StatusOK)
	s.becomes(t, "/readyz", http.StatusOK)
}

// TestADatabaseLivesItsLife runs the commands of data on a database, while a service is on it.
func TestADatabaseLivesItsLife(t *testing.T) {
	ferret := storetest.StartFerret(t)
	db, dir := ferret.Database(), t.TempDir()
	profiles := write(t, "profils.csv", header+
		"P1;Vanhoutte;Samira;59140;Dunkerque;F1703;F1703:24;20;2026-11-01;CDI;2026-10-01;2026-10-01\n"+
		"P2;Devos;Omar;59760;Grande-Synthe;F1703;;20;2026-11-01;CDI;2026-10-01;2026-10-01\n")
	if o := command(t, "", "verify", "-db", db, "-data", dir); o.code != 1 || !strings.Contains(o.err, "rien n'a été créé") {
		t.Fatalf("exit %d: %s", o.code, o.err)
	}
	if first := mustRun(t, "profiles", "import", profiles, "-db", db); !strings.Contains(first.out, "2 créées") {
		t.Fatal(first.out)
	}
	mustRunOn(t, db).becomes(t, "/readyz", http.StatusOK)
	if again := mustRun(t, "profiles", "import", profiles, "-db", db); !strings.Contains(again.out, "2 inchangées") {
		t.Fatal(again.out)
	}
	if o := mustRun(t, "verify", "-db", db, "-data", dir); !strings.Contains(o.out, "2 personnes") {
		t.Fatal(o.out)
	}
	mustRun(t, "reindex", "-db", db, "-data", dir)
	mustRun(t, "communes", "import", shared(t, "data/geo/communes_60km_dunkerque.csv"), "-db", db)
	mustRun(t, "rome", "suggest", "maçon", "-db", db)
	export := mustRun(t, "profiles", "export", "-db", db)
	backup, folder := filepath.Join(dir, "sauvegarde.db"), filepath.Join(dir, "dossier")
	mustRun(t, "backup", backup, "-db", db)
	mustRun(t, "restore", backup, "-db", ferret.Named("remise"))
	mustRun(t, "migrate", "-from", ferret.Named("remise"), "-to", "sqlite:"+folder)
	if o := mustRun(t, "profiles", "export", "-data", folder); o.out != export.out {
		t.Fatalf("by way of a backup, a database and a folder:\n%s\nat first:\n%s", o.out, export.out)
	}
	mustRun(t, "verify", "-data", folder)
}

func TestMigrateTellsBothSides(t *testing.T) {
	ferret := storetest.StartFerret(t)
	dir, db := t.TempDir(), ferret.Database()
	mustRun(t, "user", "add", "-email", "a@exemple.fr", "-role", "admin", "-data", dir)
	o := mustRun(t, "migrate", "-from", dir, "-to", db)
	if !strings.Contains(o.out, "comptes et sommes vérifiés") || !strings.Contains(o.out, "users") || strings.Contains(o.out, "DIFF") {
		t.Fatal(o.out)
	}
	for _, tt := range []struct {
		name, says string
		args       []string
		code       int
	}{
		{"a target with something in it", "n'est pas vide", []string{"-from", dir, "-to", db}, 1},
		{"a source nobody made", "rien n'a été créé", []string{"-from", filepath.Join(dir, "absent"), "-to", ferret.Database()}, 1},
		{"a database nobody made", "rien n'a été créé", []string{"-from", ferret.Database(), "-to", t.TempDir()}, 1},
		{"to itself", "la même base", []string{"-from", dir, "-to", "sqlite:" + dir}, 2},
		{"another kind of database", "postgres", []string{"-from", dir, "-to", "postgres://localhost"}, 2},
		{"no target", "--to", []string{"-from", dir}, 2},
		{"a database that does not answer", "ne répond pas", []string{"-from", dir, "-to", "mongodb://compte:secret@127.0.0.1:1/x"}, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o := command(t, "", append([]string{"migrate"}, tt.args...)...)
			if o.code != tt.code || !strings.Contains(o.err, tt.says) || strings.Contains(o.err, "secret") {
				t.Errorf("exit %d: %s", o.code, o.err)
			}
		})
	}
}
