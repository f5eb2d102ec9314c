package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"eedk.fr/candidatheque/cmd/candidatheque/demo"
	"eedk.fr/candidatheque/mail"
)

// running is a service of a test, with the demo accounts it printed.
type running struct {
	base     string
	accounts map[string]demo.Account // by role, the first of each
	dir      string
	mails    *mailKeeper
	stop     func() // once, and at the test's end when nobody did
}

// played is a folder where the demonstration was played, once for all the tests that only read on from there.
var played struct {
	once  sync.Once
	files fstest.MapFS
}

// MustServe starts on a copy of the demonstration, on a port of the system's choice, as main does, and stops at the test's end.
func MustServe(t *testing.T) *running {
	t.Helper()
	return mustServeOn(t, "")
}

// mustServeOn is MustServe on the database of an address, where the copy is carried as a user would, or in a folder when it
// is empty.
func mustServeOn(t *testing.T, db string) *running {
	t.Helper()
	t.Setenv("CANDIDATHEQUE_ENV", "test")
	played.once.Do(func() {
		first := serveOn(t, t.TempDir(), "")
		first.stop()
		played.files = mustRead(t, first.dir)
	})
	dir := t.TempDir()
	if err := os.CopyFS(dir, played.files); err != nil {
		t.Fatal(err)
	}
	if db != "" {
		mustRun(t, "migrate", "-from", dir, "-to", db)
		dir = t.TempDir()
	}
	return serveOn(t, dir, db)
}

// mustRead is all that a folder holds.
func mustRead(tb testing.TB, dir string) fstest.MapFS {
	tb.Helper()
	files := fstest.MapFS{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(filepath.Join(dir, path))
		files[path] = &fstest.MapFile{Data: content, Mode: 0o600}
		return err
	})
	if err != nil || len(files) == 0 {
		tb.Fatalf("%d files of the demonstration: %v", len(files), err)
	}
	return files
}

// serveOn starts on a folder, and on a database unless its address is empty; what is empty gets the demonstration.
func serveOn(tb testing.TB, dir, db string) *running {
	tb.Helper()
	r := &running{accounts: map[string]demo.Account{}, dir: dir}
	var out bytes.Buffer
	streams := Streams{Out: &out, Err: tb.Output()}
	ctx, stop := context.WithCancel(tb.Context())
	c := &serveCommand{Addr: "127.0.0.1:0", Demo: true}
	c.Data, c.DB = r.dir, db
	if err := c.check(envTest); err != nil {
		tb.Fatal(err)
	}
	clock := demo.NewClock(time.Now)
	r.mails = &mailKeeper{next: consoleCarrier{next: mail.Inside{}, out: tb.Output()}}
	app, err := OpenApp(ctx, c, envTest, clock.Now, newLogger(envTest, Streams{Err: tb.Output()}), r.mails)
	if err != nil {
		tb.Fatal(err)
	}
	r.base = "http://" + app.Addr()
	c.BaseURL = r.base
	ready, done := make(chan struct{}), make(chan error, 1)
	go func() {
		done <- app.Run(ctx, func(ctx context.Context) error {
			err := c.prepareDemo(ctx, app, clock, streams)
			if err == nil {
				close(ready)
			}
			return err
		})
	}()
	r.stop = sync.OnceFunc(func() {
		stop()
		if err := errors.Join(<-done, app.Close()); err != nil {
			tb.Error(err)
		}
	})
	tb.Cleanup(r.stop)
	mustReach(tb, ready, done)
	for line := range strings.Lines(out.String()) {
		var account struct{ Demo demo.Account }
		if err := json.Unmarshal([]byte(line), &account); err != nil {
			tb.Fatalf("%s: %v", line, err)
		}
		if _, known := r.accounts[account.Demo.Role]; !known {
			r.accounts[account.Demo.Role] = account.Demo
		}
	}
	mustReach(tb, app.started, done)
	return r
}

// mustReach waits for a moment of a service that may stop before.
func mustReach(tb testing.TB, moment <-chan struct{}, done chan error) {
	tb.Helper()
	select {
	case <-moment:
	case err := <-done:
		done <- err
		tb.Fatalf("the service stopped: %v", err)
	}
}
