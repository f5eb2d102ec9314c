package handlers

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

func (h *house) link(user *domain.User) string {
	h.tb.Helper()
	return must(h.service.NewSignInLink(h.tb.Context(), domain.System(), user.ID))(h.tb).Token
}

func TestALinkOpensOneSession(t *testing.T) {
	h := MustHouse(t)
	token := h.link(h.users[domain.RoleReferent])
	k := h.stranger()

	page := k.get("/connexion/" + token + "?next=/candidatheque").want(200)
	if n := page.page().Find(`form[method=post][action="/connexion/` + token + `"] button`).Length(); n != 1 {
		t.Fatalf("%d buttons to sign in", n)
	}
	if page.header.Get("Referrer-Policy") != "no-referrer" || !strings.Contains(page.header.Get("X-Robots-Tag"), "noindex") {
		t.Errorf("the link's page lets its address out: %v", page.header)
	}
	k.get("/candidatheque").want(303) // looking at the link changed nothing

	in := k.post("/connexion/"+token, "next", "/candidatheque").want(303)
	if in.sentTo() != "/candidatheque" {
		t.Errorf("sent to %q", in.sentTo())
	}
	k.get("/candidatheque").want(200)

	h.stranger().get("/connexion/" + token).want(404)
	again := h.stranger().post("/connexion/" + token).want(404)
	if again.page().Find(`a[href="/connexion"]`).Length() == 0 {
		t.Errorf("a used link shows no way forward: %s", again.text())
	}
}

func TestALinkGoesStale(t *testing.T) {
	h := MustHouse(t)
	token := h.link(h.users[domain.RoleReferent])
	h.clock.move(16 * time.Minute)
	h.stranger().get("/connexion/" + token).want(410)
	got := h.stranger().post("/connexion/" + token).want(410)
	if got.page().Find(`a[href="/connexion"]`).Length() == 0 {
		t.Errorf("no way forward: %s", got.text())
	}
}

func TestTheCookie(t *testing.T) {
	h := MustHouse(t)
	for _, tt := range []struct {
		name, base, cookie string
		secure             bool
	}{
		{"http on loopback", "http://127.0.0.1:8080", plainCookie, false},
		{"behind TLS", "https://candidatheque.example", secureCookie, true},
		{"http beyond loopback", "http://candidatheque.example", secureCookie, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			server := must(New(Config{Hiring: h.service, Sessions: h.server.sessionTies, Now: h.clock.Now, BaseURL: tt.base, Log: h.server.log}))(t)
			k := newClient(t, server)
			in := k.post("/connexion/" + h.link(h.users[domain.RoleReferent])).want(303)
			cookie := k.cookies[tt.cookie]
			if cookie == nil {
				t.Fatalf("no cookie %s: %v", tt.cookie, k.cookies)
			}
			if !cookie.HttpOnly || cookie.SameSite != http.SameSiteLaxMode || cookie.Secure != tt.secure || cookie.Path != "/" || cookie.Domain != "" || len(cookie.Value) < 43 {
				t.Errorf("cookie %v", cookie)
			}
			if hsts := in.header.Get("Strict-Transport-Security"); (hsts != "") != strings.HasPrefix(tt.base, "https:") {
				t.Errorf("HSTS %q", hsts)
			}
		})
	}
}

func TestASessionEnds(t *testing.T) {
	for _, tt := range []struct {
		name string
		end  func(*house, *client)
		open bool
	}{
		{"not within two hours", func(h *house, _ *client) { h.clock.move(119 * time.Minute) }, true},
		{"after two hours without an act", func(h *house, _ *client) { h.clock.move(121 * time.Minute) }, false},
		{"not while it is used", func(h *house, k *client) {
			for range 7 {
				h.clock.move(100 * time.Minute)
				k.get("/compte").want(200)
			}
		}, true},
		{"after twelve hours, even used", func(h *house, k *client) {
			for range 8 {
				h.clock.move(100 * time.Minute)
				k.get("/compte")
			}
		}, false},
		{"by signing out", func(_ *house, k *client) { k.post("/deconnexion").want(303) }, false},
		{"when the account is closed", func(h *house, _ *client) {
			must(h.service.DeactivateUser(h.tb.Context(), h.users[domain.RoleAdmin].Actor(), h.users[domain.RoleReferent].ID))(h.tb)
		}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := MustHouse(t)
			k := h.as(domain.RoleReferent)
			kept := *k.cookies[plainCookie]
			tt.end(h, k)
			k.cookies[plainCookie] = &kept // a copy of the cookie must not outlive the session
			if got := k.get("/compte").status == 200; got != tt.open {
				t.Errorf("open = %v, want %v", got, tt.open)
			}
		})
	}
}

func TestSigningInChangesTheIdentifier(t *testing.T) {
	h := MustHouse(t)
	k := h.as(domain.RoleReferent)
	before := k.cookies[plainCookie].Value
	k.post("/connexion/" + h.link(h.users[domain.RoleReferent])).want(303)
	if k.cookies[plainCookie].Value == before {
		t.Error("same identifier after signing in again")
	}
	old := h.stranger()
	old.cookies[plainCookie] = &http.Cookie{Name: plainCookie, Value: before}
	old.get("/compte").want(303)
}

func TestAskingForALinkSaysNothingOfAccounts(t *testing.T) {
	h := MustHouse(t)
	known := h.stranger().post("/connexion", "email", "referent@exemple.fr").want(200)
	unknown := h.stranger().post("/connexion", "email", "personne1@exemple.fr").want(200)
	if a, b := strings.ReplaceAll(known.body, "referent@exemple.fr", "X"), strings.ReplaceAll(unknown.body, "personne1@exemple.fr", "X"); a != b {
		t.Error("the pages differ for a known and an unknown address")
	}
	bad := h.stranger().post("/connexion", "email", "pas une adresse").want(422)
	if bad.page().Find(`input[name=email][value="pas une adresse"]`).Length() != 1 || bad.page().Find("[aria-invalid=true]").Length() == 0 {
		t.Errorf("the form lost the value or its error: %s", bad.text())
	}
}

func TestNextStaysHere(t *testing.T) {
	h := MustHouse(t)
	for _, next := range []string{"//evil.example", "https://evil.example", `/\evil.example`, "/offres\r\nSet-Cookie: a=b"} {
		got := h.stranger().post("/connexion/"+h.link(h.users[domain.RoleReferent]), "next", next).want(303)
		if to := got.header.Get("Location"); to != "/" {
			t.Errorf("next=%q leads to %q", next, to)
		}
	}
}

func TestBadLinksAreCounted(t *testing.T) {
	h := MustHouse(t)
	k := h.stranger()
	for range DefaultLimits().BadLinksPerMinute {
		k.post("/connexion/inconnu").want(404)
	}
	if got := k.post("/connexion/inconnu").want(429); got.header.Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
	other := h.stranger()
	other.from = "198.51.100.7:4000"
	other.post("/connexion/inconnu").want(404)
}

func TestATokenIsAnAccount(t *testing.T) {
	h := MustHouse(t)
	k := h.api(domain.RoleReferent)
	var me meBody
	k.get("/api/v1/me").want(200).into(&me)
	if me.Email != "referent@exemple.fr" || strings.Join(me.Roles, "") != "referent" {
		t.Errorf("me = %+v", me)
	}
	for range 300 {
		k.get("/api/v1/me").want(200)
	}
	wrong := h.stranger()
	wrong.token = "faux"
	if got := wrong.get("/api/v1/me").want(401); got.header.Get("WWW-Authenticate") != "Bearer" {
		t.Error("no WWW-Authenticate")
	}
	// A session's cookie opens pages, not the API.
	h.as(domain.RoleReferent).get("/api/v1/me").want(401)
}

func TestBadTokensStopOnlyThemselves(t *testing.T) {
	h := MustHouse(t)
	good, bad := h.api(domain.RoleReferent), h.stranger()
	bad.token = "faux"
	for range DefaultLimits().BadTokensPerMinute {
		bad.get("/api/v1/me").want(401)
	}
	if got := bad.get("/api/v1/me").want(429); got.header.Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
	good.get("/api/v1/me").want(200) // from the same address
}
