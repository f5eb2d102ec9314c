package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
	"eedk.fr/candidatheque/mail"
)

// mustServeEmpty is the service itself on a free port, with nobody in it.
func mustServeEmpty(t *testing.T) *App {
	t.Helper()
	t.Setenv("CANDIDATHEQUE_ENV", "test")
	c := &serveCommand{Addr: "127.0.0.1:0"}
	c.Data = t.TempDir()
	if err := c.check(envTest); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	app, err := OpenApp(ctx, c, envTest, time.Now, newLogger(envTest, Streams{Err: io.Discard}), consoleCarrier{next: mail.Inside{}, out: io.Discard})
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- app.Run(ctx, nil) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
		if err := app.Close(); err != nil {
			t.Error(err)
		}
	})
	select {
	case <-app.started:
	case err := <-done:
		done <- err
		t.Fatalf("the service stopped: %v", err)
	}
	return app
}

// tokenOf opens an account and gives a token of it.
func tokenOf(t *testing.T, app *App, role domain.Role) string {
	t.Helper()
	user, err := app.house.Hiring.AddUser(t.Context(), domain.System(), hiring.NewUser{Email: role.String() + "@exemple.fr", Roles: role})
	if err != nil {
		t.Fatal(err)
	}
	token, err := app.house.Hiring.NewAPIToken(t.Context(), user.Actor(), "essai")
	if err != nil {
		t.Fatal(err)
	}
	return token.Token
}

// endless is a body of many bytes that nobody keeps.
type endless struct{ left int64 }

func (e *endless) Read(p []byte) (int, error) {
	if e.left <= 0 {
		return 0, io.EOF
	}
	n := min(int64(len(p)), e.left)
	copy(p, bytes.Repeat([]byte("a=b&"), int(n)/4+1))
	e.left -= n
	return int(n), nil
}

// memoryHeld is what the program took from the system so far: it never falls, so it bounds what anything used.
func memoryHeld() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.Sys
}

// A body of one gigabyte is refused without being read, on pages and on the API, with and without its length said; the
// service takes no memory for it, and answers others meanwhile.
func TestAGigabyteIsRefused(t *testing.T) {
	app := mustServeEmpty(t)
	token := tokenOf(t, app, domain.RoleReferent)
	before := memoryHeld()
	for _, tt := range []struct {
		name, path, kind string
		length           int64
	}{
		{"a form", "/connexion", "application/x-www-form-urlencoded", 1 << 30}, {"a form of unknown length", "/connexion", "application/x-www-form-urlencoded", -1},
		{"JSON", "/api/v1/offers", "application/json", 1 << 30}, {"JSON of unknown length", "/api/v1/offers", "application/json", -1},
		{"a CSV", "/api/v1/imports/profiles", "text/csv", 1 << 30},
	} {
		t.Run(tt.name, func(t *testing.T) {
			body := &endless{1 << 30}
			req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://"+app.Addr()+tt.path, body)
			if err != nil {
				t.Fatal(err)
			}
			req.ContentLength = tt.length
			req.Header.Set("Content-Type", tt.kind)
			if strings.HasPrefix(tt.path, "/api/") {
				req.Header.Set("Authorization", "Bearer "+token)
			}
			resp, err := http.DefaultTransport.RoundTrip(req)
			if sent := 1<<30 - body.left; sent > 64<<20 {
				t.Errorf("%d MB were taken", sent>>20)
			}
			if err != nil {
				return // the connection was closed under the sender: refused too
			}
			defer resp.Body.Close()
			if resp.StatusCode != http.StatusRequestEntityTooLarge || resp.Header.Get("Content-Security-Policy") == "" {
				t.Errorf("status %d", resp.StatusCode)
			}
		})
	}
	if taken := memoryHeld() - before; taken > 64<<20 {
		t.Errorf("%d MB more", taken>>20)
	}
	mustAnswer(t, app)
}

func mustAnswer(t *testing.T, app *App) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+app.Addr()+"/connexion", nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := (&http.Client{Timeout: time.Minute}).Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Errorf("the service answers %d", resp.StatusCode)
	}
}

// Three hundred clients that never end their headers cost little, others are answered, and the slow ones are closed.
func TestSlowClientsAreClosed(t *testing.T) {
	app := mustServeEmpty(t)
	app.server.ReadHeaderTimeout, app.server.ReadTimeout = 300*time.Millisecond, 600*time.Millisecond
	before := memoryHeld()
	var slow []net.Conn
	for n := range 300 {
		conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", app.Addr())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { conn.Close() })
		if n%2 == 0 {
			fmt.Fprintf(conn, "GET / HTTP/1.1\r\nHost: x\r\nX-Slow-%d: ", n)
		} else {
			fmt.Fprint(conn, "POST /connexion HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nemail=")
		}
		slow = append(slow, conn)
	}
	mustAnswer(t, app)
	for n, conn := range slow {
		if err := conn.SetReadDeadline(time.Now().Add(20 * time.Second)); err != nil {
			t.Fatal(err)
		}
		answer, err := io.ReadAll(bufio.NewReader(conn))
		if err != nil && strings.Contains(err.Error(), "timeout") {
			t.Fatalf("client %d is still there", n)
		}
		if strings.HasPrefix(string(answer), "HTTP/1.1 2") || strings.HasPrefix(string(answer), "HTTP/1.1 5") {
			t.Errorf("client %d was answered %.40s", n, answer)
		}
	}
	if taken := memoryHeld() - before; taken > 64<<20 {
		t.Errorf("%d MB more", taken>>20)
	}
	mustAnswer(t, app)
}
