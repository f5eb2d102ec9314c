package handlers

import (
	"log/slog"
	"testing"
	"time"

	"eedk.fr/candidatheque/hiring"
)

// MustWeb makes a server without anything behind it, for tests of the web alone.
func MustWeb(tb testing.TB) *Server {
	tb.Helper()
	s, err := New(Config{Hiring: &hiring.Service{}, Sessions: nil, Now: time.Now,
		Log: slog.New(slog.DiscardHandler), BaseURL: "http://127.0.0.1:8080", Gallery: true})
	if err != nil {
		tb.Fatal(err)
	}
	return s
}
