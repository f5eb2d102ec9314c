package handlers

import (
	"strings"
	"testing"
	"time"
)

func TestSecurityTextSaysWhomToTellUntilWhen(t *testing.T) {
	h := MustHouse(t)
	h.stranger().get("/.well-known/security.txt").want(404)
	named := must(New(Config{Hiring: h.service, Sessions: h.server.sessionTies, Now: h.clock.Now, BaseURL: "https://candidatheque.exemple.fr", Log: h.server.log,
		SecurityContact: "mailto:faille@exemple.fr", SecurityUntil: h.clock.Now().Add(time.Hour)}))(t)
	k := newClient(t, named)
	got := k.get("/.well-known/security.txt").want(200)
	for _, line := range []string{"Contact: mailto:faille@exemple.fr\n", "Expires: 2026-11-23T10:00:00Z\n", "Canonical: https://candidatheque.exemple.fr/.well-known/security.txt\n"} {
		if !strings.Contains(got.body, line) {
			t.Errorf("%q lacks %q", got.body, line)
		}
	}
	if !strings.HasPrefix(got.header.Get("Content-Type"), "text/plain; charset=utf-8") {
		t.Errorf("%v", got.header)
	}
	h.clock.move(time.Hour)
	k.get("/.well-known/security.txt").want(404)
}
