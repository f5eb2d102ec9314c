package handlers

import (
	"bufio"
	"errors"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"testing"
)

// live serves a handler on a port of this machine, by the server and the listener of the service.
func live(t *testing.T, handler http.Handler, baseURL string) (address string) {
	t.Helper()
	plain := must((&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0"))(t)
	listener := must(Listen(plain, baseURL))(t)
	server := NewHTTPServer("", handler)
	done := make(chan error, 1)
	go func() { done <- server.Serve(listener) }()
	t.Cleanup(func() {
		if err := server.Close(); err != nil {
			t.Error(err)
		}
		if err := <-done; !errors.Is(err, http.ErrServerClosed) {
			t.Error(err)
		}
	})
	return plain.Addr().String()
}

// raw sends bytes and reads the first answer.
func raw(t *testing.T, address, request string) (*http.Response, string) {
	t.Helper()
	conn := must((&net.Dialer{}).DialContext(t.Context(), "tcp", address))(t)
	defer conn.Close()
	go io.WriteString(conn, request) //nolint:errcheck // the server may close before the end
	resp := must(http.ReadResponse(bufio.NewReader(conn), nil))(t)
	defer resp.Body.Close()
	body := must(io.ReadAll(resp.Body))(t)
	return resp, string(body)
}

// What net/http refuses before any handler runs carries the protections too, in a French page.
func TestRefusalsOfTheWire(t *testing.T) {
	h := MustHouse(t)
	address := live(t, h.server, "https://candidatheque.exemple.fr")
	for _, tt := range []struct {
		name, request string
		status        int
	}{
		{"headers past their limit", "GET / HTTP/1.1\r\nHost: x\r\nX-Heavy: " + strings.Repeat("a", 64<<10) + "\r\n\r\n", 431},
		{"an address past the limit", "GET /?q=" + strings.Repeat("a", 64<<10) + " HTTP/1.1\r\nHost: x\r\n\r\n", 431},
		{"a thousand headers", "GET / HTTP/1.1\r\nHost: x\r\n" + strings.Repeat("X-One: 1234567890\r\n", 2000) + "\r\n", 431},
		{"no host", "GET / HTTP/1.1\r\n\r\n", 400},
		{"two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
		{"a host with a path", "GET / HTTP/1.1\r\nHost: x/../y z\r\n\r\n", 400},
		{"a line break in a header's name", "GET / HTTP/1.1\r\nHost: x\r\nA\nB : c\r\n\r\n", 400},
		{"no HTTP at all", "bonjour\r\n\r\n", 400},
		{"an encoding that smuggles", "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: identity, chunked\r\n\r\n", 400},
		{"another version", "GET / HTTP/3.0\r\nHost: x\r\n\r\n", 400},
	} {
		t.Run(tt.name, func(t *testing.T) {
			resp, body := raw(t, address, tt.request)
			if resp.StatusCode != tt.status {
				t.Errorf("status %d, want %d", resp.StatusCode, tt.status)
			}
			if resp.Header.Get("Content-Security-Policy") != contentPolicy || resp.Header.Get("X-Content-Type-Options") != "nosniff" ||
				resp.Header.Get("Cache-Control") != "no-store" || resp.Header.Get("Strict-Transport-Security") == "" {
				t.Errorf("headers %v", resp.Header)
			}
			if !strings.Contains(body, `<html lang="fr"`) || !strings.Contains(body, "Revenir à l&#39;accueil") || !resp.Close {
				t.Errorf("page %.300s", body)
			}
		})
	}
	for _, request := range []string{"OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "TRACE / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
		"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n", "CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n\r\n"} {
		resp, body := raw(t, address, request)
		if resp.Header.Get("Content-Security-Policy") != contentPolicy || strings.Contains(body, "evil") || resp.Header.Get("Allow") == "*" {
			t.Errorf("%.20s: %d %v", request, resp.StatusCode, resp.Header)
		}
	}
}

// The answer of a handler is never taken for a bare refusal, whatever it says.
func TestAnAnswerOfOursIsLeftAlone(t *testing.T) {
	bare := "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n400 Bad Request"
	address := live(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", strconv.Itoa(2*len(bare)))
		if _, err := io.WriteString(w, bare+bare); err != nil {
			t.Error(err)
		}
	}), "http://127.0.0.1:8080")
	resp, body := raw(t, address, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
	if resp.StatusCode != http.StatusOK || body != bare+bare {
		t.Errorf("%d %q", resp.StatusCode, body)
	}
}
