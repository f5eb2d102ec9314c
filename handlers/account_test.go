package handlers

import (
	"strings"
	"testing"
	"time"

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
	made := k.post("/admin/comptes", "email", "nouvelle@exemple.fr", "name", "Nouvelle", "role", "employer", "role", "facilitator", "siret", string(ownSIRET)).want(303)
	page := k.get(made.sentTo()).want(200)
	if text := page.text(); !strings.Contains(text, "nouvelle@exemple.fr") || !strings.Contains(text, "employeur, facilitateur") {
		t.Errorf("account: %s", text)
	}
	if strings.Contains(page.body, "/connexion/") || strings.Contains(page.body, "/bienvenue/") {
		t.Error("an administrator reads somebody's link")
	}
	for name, pairs := range map[string][]string{
		"no address": {"role", "referent"}, "invented role": {"email", "a@exemple.fr", "role", "chef"}, "no role": {"email", "a@exemple.fr"},
		"employer without establishment": {"email", "a@exemple.fr", "role", "employer"}, "address already taken": {"email", "nouvelle@exemple.fr", "role", "referent"},
	} {
		got := k.post("/admin/comptes", pairs...)
		if got.status != 422 && got.status != 409 || got.page().Find("[aria-invalid=true], .field-wrong").Length() == 0 {
			t.Errorf("%s: %d %s", name, got.status, got.text())
		}
	}
	h.as(domain.RoleReferent).post("/admin/comptes", "email", "b@exemple.fr", "role", "admin").want(403)
}

func TestAnAdministratorChangesRights(t *testing.T) {
	h := MustHouse(t)
	k, adviser := h.as(domain.RoleAdmin), h.as(domain.RoleAdviser)
	path := "/admin/comptes/" + h.users[domain.RoleAdviser].ID
	k.post(path + "/roles").want(422)
	k.post(path+"/roles", "role", "adviser", "role", "referent").want(303)
	adviser.get("/compte").want(303) // the pages of the old rights are closed
	adviser = h.as(domain.RoleAdviser)
	adviser.get("/candidatheque").want(200)
	k.post(path + "/fermer").want(303)
	adviser.get("/candidatheque").want(303)
	k.post(path + "/fermer").want(409)
	if text := k.get(path).want(200).text(); !strings.Contains(text, "Rouvrir") {
		t.Errorf("closed: %s", text)
	}
	k.post(path + "/rouvrir").want(303)
	h.as(domain.RoleAdviser).get("/candidatheque").want(200)
	k.post(path+"/double-authentification", "reason", "au téléphone").want(409) // there is none

	own := "/admin/comptes/" + h.users[domain.RoleAdmin].ID
	k.post(own+"/roles", "role", "admin", "role", "referent").want(403)
	k.post(own + "/fermer").want(403)
	if n := k.get(own).want(200).page().Find(`main form[action^="/admin"]`).Length(); n != 0 {
		t.Errorf("%d acts on one's own account", n)
	}
	h.clock.move(31 * time.Minute)
	if got := k.post(path + "/fermer").want(303); got.sentTo() != "/confirmer-identite" {
		t.Errorf("half an hour later: sent to %q", got.sentTo())
	}
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
