package handlers

import (
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
)

// TestWhileItStarts: alive, not ready, and every page says to come back, with the headers of every other answer.
func TestWhileItStarts(t *testing.T) {
	h := MustHouse(t)
	var started atomic.Bool
	server := must(New(Config{Hiring: h.service, Sessions: h.server.sessionTies, Now: h.clock.Now, BaseURL: "http://127.0.0.1:8080",
		Log: h.server.log, Started: started.Load}))(t)
	ask := func(path string) *http.Response {
		w := httptest.NewRecorder()
		server.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		return w.Result()
	}
	for _, tt := range []struct {
		path           string
		before, during int
	}{
		{"/healthz", 200, 200}, {"/readyz", 503, 200}, {"/", 503, 200}, {"/offres", 503, 303}, {"/api/v1/me", 503, 401}, {"/nulle-part", 503, 404},
	} {
		started.Store(false)
		closed := ask(tt.path)
		started.Store(true)
		if open := ask(tt.path); closed.StatusCode != tt.before || open.StatusCode != tt.during {
			t.Errorf("%s: %d while it starts, %d after", tt.path, closed.StatusCode, open.StatusCode)
		}
		if closed.Header.Get("Content-Security-Policy") == "" {
			t.Errorf("%s: no policy while it starts", tt.path)
		}
	}
}
