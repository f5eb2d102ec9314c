package handlers

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

// Files of people ask for a proof younger than half an hour; their pages do not.
func TestFilesOfPeopleAskForAFreshProof(t *testing.T) {
	h := MustHouse(t)
	k := h.as(domain.RoleReferent)
	for _, path := range []string{"/candidatheque?view=table&format=csv", "/personnes?format=csv", "/personnes/accords?format=csv",
		"/personnes/doublons?format=csv", "/eligibilites?format=csv"} {
		k.get(path).want(200)
	}
	h.clock.move(31 * time.Minute)
	for _, path := range []string{"/candidatheque?view=table&format=csv", "/personnes?format=csv", "/personnes/accords?format=csv",
		"/personnes/doublons?format=csv", "/eligibilites?format=csv"} {
		got := k.get(path).want(303)
		next, err := url.Parse(got.header.Get("Location"))
		if page := strings.TrimSuffix(strings.TrimSuffix(path, "format=csv"), "?"); err != nil || got.sentTo() != "/confirmer-identite" ||
			next.Query().Get("next") != strings.TrimSuffix(page, "&") {
			t.Errorf("%s: sent to %q", path, got.header.Get("Location"))
		}
		k.get(strings.TrimSuffix(path, "format=csv")).want(200)
	}
	h.as(domain.RoleAdmin).get("/admin?format=csv").want(200) // just signed in
}

// Without a password the proof is a link, followed in the same browser; it leads back to what was asked for.
func TestALinkIsAProof(t *testing.T) {
	h := MustHouse(t)
	k := h.as(domain.RoleReferent)
	h.clock.move(31 * time.Minute)
	page := k.get("/confirmer-identite?next=" + url.QueryEscape("/personnes/accords")).want(200)
	next := page.page().Find(`form[action="/confirmer-identite"] input[name=next]`).AttrOr("value", "")
	k.post("/confirmer-identite", "next", next).want(200)
	if got := k.get("/personnes?format=csv").want(303); got.sentTo() != "/confirmer-identite" {
		t.Errorf("asking for a link was a proof: %s", got.sentTo())
	}
	if got := k.post("/connexion/" + h.link(h.users[domain.RoleReferent])).want(303); got.sentTo() != "/personnes/accords" {
		t.Errorf("sent to %q", got.sentTo())
	}
	k.get("/personnes?format=csv").want(200)
	if got := k.get("/confirmer-identite?next=/personnes").want(303); got.sentTo() != "/personnes" {
		t.Errorf("asked again, sent to %q", got.sentTo())
	}
	if got := h.stranger().get("/confirmer-identite?next=//evil").want(303); got.sentTo() != "/connexion" {
		t.Errorf("a stranger was sent to %q", got.sentTo())
	}
}
