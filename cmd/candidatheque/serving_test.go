package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"eedk.fr/candidatheque/cmd/candidatheque/demo"
	"eedk.fr/candidatheque/domain"
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
func MustServe(tb testing.TB) *running {
	tb.Helper()
	played.once.Do(func() {
		first := mustServeOn(tb, "")
		first.stop()
		played.files = mustRead(tb, first.dir)
	})
	tb.Setenv("CANDIDATHEQUE_ENV", "test")
	dir := tb.TempDir()
	if err := os.CopyFS(dir, played.files); err != nil {
		tb.Fatal(err)
	}
	r, err := serveOn(tb, dir, "")
	if err != nil {
		tb.Fatal(err)
	}
	return r
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

// mustServeOn is MustServe on the database of an address, or in a folder when it is empty. What is played comes whole, or
// begins again on another database: on a busy machine an act may take longer than the store waits for one.
func mustServeOn(tb testing.TB, db string) *running {
	tb.Helper()
	tb.Setenv("CANDIDATHEQUE_ENV", "test")
	for try := 1; ; try++ {
		r, err := serveOn(tb, tb.TempDir(), db)
		if err == nil {
			return r
		}
		if db == "" || try == 3 || domain.CodeOf(err) != domain.CodeUnavailable {
			tb.Fatalf("the demonstration cannot be played: %v", err)
		}
		tb.Logf("the database was too slow: %v", err)
		db += "x"
	}
}

// serveOn starts on a folder, and on a database unless its address is empty; what is empty gets the demonstration.
func serveOn(tb testing.TB, dir, db string) (*running, error) {
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
	ready, done, played := make(chan struct{}), make(chan error, 1), make(chan error, 1)
	go func() {
		done <- app.Run(ctx, func(ctx context.Context) error {
			defer close(ready)
			err := c.prepareDemo(ctx, app, clock, streams)
			played <- err
			return err
		})
	}()
	failed := false
	end := func() {
		stop()
		if err := <-done; err != nil && !failed {
			tb.Error(err)
		}
		if err := app.Close(); err != nil && !failed {
			tb.Error(err)
		}
	}
	select {
	case <-ready:
	case err := <-done:
		done <- err
		end()
		tb.Fatalf("the service stopped: %v", err)
	}
	if err := <-played; err != nil {
		failed = true
		end()
		return nil, err
	}
	r.stop = sync.OnceFunc(end)
	tb.Cleanup(r.stop)
	for line := range strings.Lines(out.String()) {
		var account struct{ Demo demo.Account }
		if err := json.Unmarshal([]byte(line), &account); err != nil {
			tb.Fatalf("%s: %v", line, err)
		}
		if _, known := r.accounts[account.Demo.Role]; !known {
			r.accounts[account.Demo.Role] = account.Demo
		}
	}
	select {
	case <-app.started:
	case err := <-done:
		done <- err
		return nil, err
	}
	return r, nil
}
