package handlers

import (
	"strings"
	"testing"

	"eedk.fr/candidatheque/domain"
)

// Somebody asks for a link on the page, gets it by mail, and it signs them in once: reading it changes nothing.
func TestTheLinkOfAMailSignsIn(t *testing.T) {
	h := MustHouse(t)
	k := h.stranger()
	k.post("/connexion", "email", h.users[domain.RoleReferent].Email).want(200)
	h.service.Stop() // what goes on behind the answer ends first
	mails := h.deliver()
	if len(mails) != 1 {
		t.Fatalf("%d mails", len(mails))
	}
	_, after, found := strings.Cut(mails[0].Body.Text, baseURL)
	link, _, _ := strings.Cut(after, "\n")
	if !found || !strings.HasPrefix(link, "/connexion/") {
		t.Fatalf("no link in\n%s", mails[0].Body.Text)
	}
	for range 3 {
		k.get(link).want(200)
	}
	k.post(link).want(303)
	h.stranger().post(link).want(404)
}
