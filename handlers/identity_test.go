package handlers

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

// filesWithoutProof are the tables that name no person whom their reader does not know already, with what they hold.
var filesWithoutProof = map[string]string{
	"/compte": "one's own programs", "/entreprises": "establishments", "/offres": "offers", "/offres/:id": "how many cards a list has",
	"/listes": "names of lists", "/imports": "names of files", "/formations": "trainings", "/donnees-personnelles": "the register",
	"/rencontres": "meetups and immersions", "/avis": "counts of opinions",
}

// Files of people ask for a proof younger than half an hour: every table of the service does, but those named above. The
// pages that offer them do not.
func TestFilesOfPeopleAskForAFreshProof(t *testing.T) {
	l := MustLiveIn(MustHouse(t))
	var begun importBody
	l.api(domain.RoleReferent).do(http.MethodPost, "/api/v1/imports/profiles", strings.NewReader(smallCSV), "Content-Type", "text/csv").want(202).into(&begun)
	l.ids["imports"] = []string{l.ended(begun.ID).ID}
	for _, content := range []string{extractCSV, "qui;quoi\nInès;maçonne\n"} { // one that is recognised, one to be told of
		id, _, _ := strings.Cut(strings.TrimPrefix(l.as(domain.RoleReferent).bring(t, content), "/imports/"), "/")
		l.ids["imports"] = append(l.ids["imports"], id)
	}
	files := map[string][]string{} // by line of the table, the roles and addresses that give one
	viewers := map[string]*client{}
	for _, role := range userRoles {
		viewers[role.String()] = l.viewerOf(l.users[role]).browser
	}
	each := func(do func(k *client, name string, r route, path string)) {
		for name, k := range viewers {
			for _, r := range l.server.table {
				if r.method != http.MethodGet || strings.HasPrefix(r.path, apiPrefix) || r.path == "/galerie" || r.path == "/journal" || strings.HasSuffix(r.path, ":token") {
					continue // the whole journal asks for a proof; links are counted, and give no files
				}
				for _, path := range l.addresses(r.path) {
					do(k, name, r, path)
				}
			}
		}
	}
	each(func(k *client, name string, r route, path string) {
		if got := k.get(path + "?format=csv"); strings.HasPrefix(got.header.Get("Content-Type"), "text/csv") {
			files[r.path] = append(files[r.path], name+" "+path)
		}
	})
	for line := range filesWithoutProof {
		if files[line] == nil {
			t.Errorf("%s gives no file", line)
		}
	}
	if len(files) < 20 || len(files["/imports/:id"]) < 2 || files["/imports/:id/colonnes"] == nil {
		t.Fatalf("only %d lines give files: %v", len(files), files)
	}
	l.clock.move(31 * time.Minute)
	each(func(k *client, name string, r route, path string) {
		if !slices.Contains(files[r.path], name+" "+path) {
			return
		}
		got := k.get(path + "?format=csv")
		if filesWithoutProof[r.path] != "" {
			got.want(200)
			return
		}
		next, err := url.Parse(got.header.Get("Location"))
		if err != nil || got.status != 303 || got.sentTo() != "/confirmer-identite" || next.Query().Get("next") != path {
			t.Errorf("%s, the file of %s: %d, sent to %q", name, path, got.status, got.header.Get("Location"))
		}
		if whole := k.get(path); whole.status != 200 && whole.sentTo() != "/confirmer-identite" {
			t.Errorf("%s, the page of %s: %d", name, path, whole.status)
		}
	})
	l.as(domain.RoleAdmin).get("/admin?format=csv").want(200) // just signed in
	page := "/candidatheque?view=table"
	if next, err := url.Parse(viewers["referent"].get(page + "&format=csv").want(303).header.Get("Location")); err != nil || next.Query().Get("next") != page {
		t.Errorf("the filters of the page are lost: %s", next)
	}
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
