package handlers

import (
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"eedk.fr/candidatheque/domain"
)

func TestATokenIsShownOnceAndRevoked(t *testing.T) {
	h := MustHouse(t)
	k := h.as(domain.RoleEmployer)
	page := k.post("/compte/jetons", "label", "Logiciel de paie").want(200)
	token := page.page().Find("code.secret").Text()
	program := h.stranger()
	program.token = token
	program.get("/api/v1/me").want(200)

	account := k.get("/compte").want(200)
	if strings.Contains(account.body, token) || !strings.Contains(account.text(), "Logiciel de paie") {
		t.Errorf("account: %s", account.text())
	}
	revoke := account.page().Find(`form[action$="/revoquer"]`).AttrOr("action", "")
	h.browser(h.rival).post(revoke).want(404)
	program.get("/api/v1/me").want(200)
	k.post(revoke).want(303)
	program.get("/api/v1/me").want(401)
}

func TestAnAdministratorOpensAccounts(t *testing.T) {
	h := MustHouse(t)
	k := h.as(domain.RoleAdmin)
	page := k.post("/admin/comptes", "email", "nouvelle@exemple.fr", "name", "Nouvelle", "role", "employer", "siret", string(ownSIRET)).want(200)
	link := page.page().Find("code.secret").Text()
	path, ours := strings.CutPrefix(link, "http://127.0.0.1:8080")
	if !ours {
		t.Fatalf("link %q", link)
	}
	fresh := h.stranger()
	fresh.post(path).want(303)
	fresh.get("/offres").want(200)
	if strings.Contains(k.get("/admin").want(200).body, path) {
		t.Error("the link is shown twice")
	}
	for name, pairs := range map[string][]string{
		"no address": {"role", "referent"}, "invented role": {"email", "a@exemple.fr", "role", "chef"},
		"employer without establishment": {"email", "a@exemple.fr", "role", "employer"}, "address already taken": {"email", "nouvelle@exemple.fr", "role", "referent"},
	} {
		got := k.post("/admin/comptes", pairs...)
		if got.status != 422 && got.status != 409 || got.page().Find("[aria-invalid=true]").Length() == 0 {
			t.Errorf("%s: %d %s", name, got.status, got.text())
		}
	}
	h.as(domain.RoleReferent).post("/admin/comptes", "email", "b@exemple.fr", "role", "admin").want(403)
}

func TestOpenPages(t *testing.T) {
	h := MustHouse(t)
	for path, word := range map[string]string{"/": "Déposer une offre", "/connexion": "lien", "/accessibilite": "ccessibilité",
		"/donnees-personnelles": domain.StoredFields()[0].Purpose, "/galerie": "alerie"} {
		if got := h.stranger().get(path).want(200); !strings.Contains(got.text(), word) || got.page().Find("h1").Length() != 1 {
			t.Errorf("%s: %.200s", path, got.text())
		}
	}
	gallery := h.stranger().get("/galerie").want(200)
	examples := 0
	gallery.page().Find(`a[href^="/galerie?exemple="]`).Each(func(_ int, a *goquery.Selection) {
		examples++
		if got := h.stranger().get(a.AttrOr("href", "")); got.page().Find("h1").Length() != 1 || got.body == gallery.body {
			t.Errorf("%s: %d %.100s", a.AttrOr("href", ""), got.status, got.text())
		}
	})
	if examples < 10 {
		t.Errorf("%d examples in the gallery", examples)
	}
	h.stranger().get("/galerie?exemple=rien").want(404)
	for _, role := range userRoles {
		h.as(role).get("/").want(200)
		h.as(role).get("/compte").want(200)
		h.as(role).get("/offres").want(200)
	}
}
