package handlers

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"eedk.fr/candidatheque/domain"
)

// long is a password that nobody refuses.
const long = "moulin escabeau tilleul grogner"

// keyed gives the account of a role that password.
func (h *house) keyed(role domain.Role) *domain.User {
	h.tb.Helper()
	if err := h.service.SetPassword(h.tb.Context(), h.users[role].Actor(), long); err != nil {
		h.tb.Fatal(err)
	}
	return h.users[role]
}

// required is the same service, where staff must have a second factor.
func (h *house) required() *client {
	h.tb.Helper()
	server := must(New(Config{Hiring: h.service, Sessions: h.server.sessionTies, Now: h.clock.Now, BaseURL: "http://127.0.0.1:8080", Log: h.server.log, SecondFactor: true}))(h.tb)
	return newClient(h.tb, server)
}

func (h *house) totp(secret string) string {
	h.tb.Helper()
	return must(totp.GenerateCode(strings.ReplaceAll(secret, " ", ""), h.clock.Now()))(h.tb)
}

// secondFactor sets one by the pages, and gives its secret and the recovery codes shown.
func (h *house) secondFactor(k *client, password string) (secret string, codes []string) {
	h.tb.Helper()
	page := k.get(secondFactorPath).want(200).page()
	secret = page.Find("code.secret").Text()
	done := k.post(secondFactorPath, "sealed", page.Find("input[name=sealed]").AttrOr("value", ""), "first_code", h.totp(secret), "password", password).want(200)
	codes = regexp.MustCompile(`[A-Z2-7]{4}(-[A-Z2-7]{4}){3}`).FindAllString(done.body, -1)
	if len(codes) != 10 {
		h.tb.Fatalf("%d recovery codes: %s", len(codes), done.text())
	}
	return secret, codes
}

func TestSignInByPassword(t *testing.T) {
	h := MustHouse(t)
	h.keyed(domain.RoleReferent)
	page := h.stranger().get("/connexion").want(200).page()
	if page.Find("input[name=password][type=password][autocomplete=current-password]").Length() != 1 {
		t.Error("no field for a password")
	}
	k := h.stranger()
	if got := k.post("/connexion", "email", "Referent@exemple.fr", "password", long, "next", "/personnes").want(303); got.sentTo() != "/personnes" {
		t.Errorf("sent to %q", got.sentTo())
	}
	k.get("/personnes").want(200)
	wrong := h.stranger().post("/connexion", "email", "referent@exemple.fr", "password", "faux").want(401)
	nobody := h.stranger().post("/connexion", "email", "personne1@exemple.fr", "password", "faux").want(401)
	if a, b := strings.ReplaceAll(wrong.body, "referent@exemple.fr", "X"), strings.ReplaceAll(nobody.body, "personne1@exemple.fr", "X"); a != b {
		t.Error("the pages differ for a known and an unknown address")
	}
	if wrong.page().Find("input[name=password]").AttrOr("value", "") != "" || strings.Contains(wrong.body, "faux") || wrong.page().Find("[aria-invalid=true]").Length() != 1 {
		t.Errorf("the form shows a password, or no error: %s", wrong.text())
	}
	if strings.Contains(h.log.String(), "faux") || strings.Contains(h.log.String(), long) {
		t.Error("a password is in the log")
	}
}

// Thirty wrong passwords, each from another address according to its own headers: the peer is what counts.
func TestForgedAddressesDoNotHelp(t *testing.T) {
	h := MustHouse(t)
	h.keyed(domain.RoleReferent)
	k := h.stranger()
	for i := range 30 {
		email := fmt.Sprintf("compte%d@exemple.fr", i)
		got := k.do(http.MethodPost, "/connexion", strings.NewReader("email="+email+"&password=faux"), "Content-Type", "application/x-www-form-urlencoded",
			"X-Forwarded-For", fmt.Sprintf("203.0.113.%d", i), "X-Real-Ip", fmt.Sprintf("203.0.113.%d", i), "Forwarded", fmt.Sprintf("for=203.0.113.%d", i))
		if want := 401; i < 10 && got.status != want || i >= 10 && got.status != 429 {
			t.Fatalf("try %d: %d", i+1, got.status)
		}
		if i >= 10 && (got.header.Get("Retry-After") == "" || got.header.Get("Retry-After") == "0") {
			t.Errorf("Retry-After %q", got.header.Get("Retry-After"))
		}
	}
	k.post("/connexion", "email", "referent@exemple.fr", "password", long).want(429)
	elsewhere := h.stranger()
	elsewhere.from = "198.51.100.7:4000"
	elsewhere.post("/connexion", "email", "referent@exemple.fr", "password", long).want(303)
	h.clock.move(15 * time.Minute)
	k.post("/connexion", "email", "referent@exemple.fr", "password", long).want(303)
}

// A session that somebody else put in the browser is worth nothing once its holder signs in, half or whole.
func TestASessionCannotBeFixed(t *testing.T) {
	h := MustHouse(t)
	user := h.keyed(domain.RoleAdmin)
	secret, _ := h.secondFactor(h.browser(user), long)
	h.clock.move(time.Minute)
	victim := h.stranger()
	victim.post("/connexion", "email", user.Email, "password", long).want(303)
	planted := *victim.cookies[plainCookie]
	thief := h.stranger()
	thief.cookies[plainCookie] = &planted
	victim.post("/connexion/code", "code", h.totp(secret)).want(303)
	if victim.cookies[plainCookie].Value == planted.Value {
		t.Error("same identifier before and after the code")
	}
	thief.get("/compte").want(303)
	thief.post("/connexion/code", "code", h.totp(secret)).want(303)
	thief.get("/compte").want(303)
}

func TestTheSecondFactorIsAsked(t *testing.T) {
	h := MustHouse(t)
	user := h.keyed(domain.RoleReferent)
	secret, codes := h.secondFactor(h.browser(user), long)
	h.clock.move(time.Minute)
	for name, first := range map[string]func(k *client) answer{
		"a password": func(k *client) answer {
			return k.post("/connexion", "email", user.Email, "password", long, "next", "/personnes")
		},
		"a link": func(k *client) answer { return k.post("/connexion/"+h.link(user), "next", "/personnes") },
	} {
		k := h.stranger()
		if got := first(k).want(303); got.sentTo() != "/connexion/code" {
			t.Fatalf("%s alone leads to %q", name, got.sentTo())
		}
		k.get("/compte").want(303)
		k.get("/connexion/code?next=/personnes").want(200)
		wrong := k.post("/connexion/code", "code", "000000", "next", "/personnes").want(422)
		if wrong.page().Find("[aria-invalid=true]").Length() != 1 || strings.Contains(wrong.body, "000000") {
			t.Errorf("%s: %s", name, wrong.text())
		}
		h.clock.move(time.Minute)
		if got := k.post("/connexion/code", "code", h.totp(secret), "next", "/personnes").want(303); got.sentTo() != "/personnes" {
			t.Errorf("%s: sent to %q", name, got.sentTo())
		}
		k.get("/personnes").want(200)
	}
	k := h.stranger()
	k.post("/connexion", "email", user.Email, "password", long).want(303)
	h.clock.move(11 * time.Minute)
	if got := k.post("/connexion/code", "code", codes[0]).want(303); got.sentTo() != "/connexion" {
		t.Errorf("a code came eleven minutes after, and led to %q", got.sentTo())
	}
	k.post("/connexion", "email", user.Email, "password", long).want(303)
	k.post("/connexion/code", "code", codes[0]).want(303)
	k.get("/compte").want(200)
	h.stranger().get("/connexion/code").want(303)
	half := h.stranger()
	half.post("/connexion", "email", user.Email, "password", long).want(303)
	if err := h.service.SetPassword(t.Context(), user.Actor(), long+"!"); err != nil {
		t.Fatal(err)
	}
	if got := half.post("/connexion/code", "code", codes[1]).want(303); got.sentTo() != "/connexion" {
		t.Error("a session that awaited its code outlived a change of password")
	}
}

// Where it is required, staff set their second factor before anything else; others are not asked.
func TestStaffSetTheirSecondFactorFirst(t *testing.T) {
	h := MustHouse(t)
	k := h.required()
	k.post("/connexion/" + h.link(h.users[domain.RoleReferent])).want(303)
	for _, path := range []string{"/", "/offres", "/compte", "/candidatheque", "/personnes?format=csv", "/donnees-personnelles"} {
		if got := k.get(path).want(303); got.sentTo() != secondFactorPath {
			t.Errorf("%s leads to %q", path, got.sentTo())
		}
	}
	if got := k.post("/offres").want(303); got.sentTo() != secondFactorPath {
		t.Errorf("a form leads to %q", got.sentTo())
	}
	h.secondFactor(k, "")
	k.get("/offres").want(200)
	k.get("/").want(200)
	k.post(secondFactorPath + "/retirer").want(403)
	employer := h.required()
	employer.post("/connexion/" + h.link(h.users[domain.RoleEmployer])).want(303)
	employer.get("/offres").want(200)
	h.api(domain.RoleAdviser).get("/api/v1/me").want(200)
}

// Where it is required, a token of staff serves only when it was made with the second factor in place.
func TestATokenOfStaffNeedsTheSecondFactor(t *testing.T) {
	h := MustHouse(t)
	token := func(role domain.Role) *client {
		k := h.required()
		k.token = must(h.service.NewAPIToken(t.Context(), h.users[role].Actor(), "essai"))(t).Token
		return k
	}
	before := token(domain.RoleReferent)
	if got := before.get("/api/v1/me").want(401); !strings.Contains(got.body, "double authentification") {
		t.Errorf("refused with %s", got.body)
	}
	token(domain.RoleEmployer).get("/api/v1/me").want(200)
	h.clock.move(time.Minute)
	k := h.required()
	k.post("/connexion/" + h.link(h.users[domain.RoleReferent])).want(303)
	h.secondFactor(k, "")
	before.get("/api/v1/me").want(401)
	token(domain.RoleReferent).get("/api/v1/me").want(200)
}

func TestAPasswordIsChosenOnTheAccount(t *testing.T) {
	h := MustHouse(t)
	k, elsewhere := h.as(domain.RoleAdviser), h.as(domain.RoleAdviser)
	if got := k.post("/compte/mot-de-passe", "new_password", "Dunkerque59140!!").want(422); got.page().Find("#new_password[aria-invalid=true]").Length() != 1 || strings.Contains(got.body, "Dunkerque59140") {
		t.Errorf("a common one: %s", got.text())
	}
	before := k.cookies[plainCookie].Value
	if got := k.post("/compte/mot-de-passe", "new_password", long).want(303); got.sentTo() != "/compte" {
		t.Errorf("sent to %q", got.sentTo())
	}
	k.get("/compte").want(200)
	elsewhere.get("/compte").want(303)
	if k.cookies[plainCookie].Value == before {
		t.Error("the session kept its identifier")
	}
	// From now on the old one is asked for, however fresh the session.
	k.post("/compte/mot-de-passe", "new_password", long+" encore").want(422)
	k.post("/compte/mot-de-passe", "password", long, "new_password", long+" encore").want(303)
	// And after half an hour the page itself.
	h.clock.move(31 * time.Minute)
	if got := k.get("/compte/mot-de-passe").want(303); got.sentTo() != "/confirmer-identite" {
		t.Errorf("sent to %q", got.sentTo())
	}
	k.post("/confirmer-identite", "password", "faux", "next", "/compte/mot-de-passe").want(422)
	if got := k.post("/confirmer-identite", "password", long+" encore", "next", "/compte/mot-de-passe").want(303); got.sentTo() != "/compte/mot-de-passe" {
		t.Errorf("sent to %q", got.sentTo())
	}
	k.get("/compte/mot-de-passe").want(200)
}

func TestSessionsOnTheAccount(t *testing.T) {
	h := MustHouse(t)
	k, other, third := h.as(domain.RoleReferent), h.as(domain.RoleReferent), h.as(domain.RoleReferent)
	page := k.get("/compte").want(200)
	if n := page.page().Find(`form[action^="/compte/sessions/"][action$="/fermer"]`).Length(); n != 3 { // two sessions, and all
		t.Fatalf("%d ways to end a session: %s", n, page.text())
	}
	one := page.page().Find(`li form[action^="/compte/sessions/"]`).First().AttrOr("action", "")
	h.browser(h.rival).post(one).want(404)
	k.post(one).want(303)
	if (other.get("/compte").status == 200) == (third.get("/compte").status == 200) {
		t.Error("ended none, or both")
	}
	k.post("/compte/sessions/fermer").want(303)
	if other.get("/compte").status == 200 || third.get("/compte").status == 200 {
		t.Error("another session stays")
	}
	k.get("/compte").want(200)
}

func TestBrowsersAreSaidInAWord(t *testing.T) {
	for agent, want := range map[string]string{
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0":                                                        "Firefox, Windows",
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36 Edg/142.0":                   "Edge, Windows",
		"Mozilla/5.0 (Linux; Android 15; SM-A155F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Mobile Safari/537.36":                      "Chrome, Android",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1": "Safari, iPhone",
		"<script>": "", "": "",
	} {
		if got := browserOf(agent); got != want {
			t.Errorf("%q: %q", agent, got)
		}
	}
}

func TestAnInvitationByThePages(t *testing.T) {
	h := MustHouse(t)
	made := h.as(domain.RoleAdmin).post("/admin/comptes", "email", "nouvelle@exemple.fr", "name", "Nouvelle Recrue", "role", "adviser").want(303)
	if made.sentTo() == "" {
		t.Fatal("sent nowhere")
	}
	path := h.mailed("/bienvenue/")
	k := h.stranger()
	page := k.get(path).want(200)
	if page.header.Get("Referrer-Policy") != "no-referrer" || strings.Contains(page.text(), path) || !strings.Contains(page.text(), "nouvelle@exemple.fr") {
		t.Errorf("the page of an invitation: %s", page.text())
	}
	k.do(http.MethodHead, path, nil).want(200)
	k.post(path, "new_password", "Nouvelle Recrue 2026").want(422)
	k.post(path, "new_password", long).want(303)
	k.get("/compte").want(200)
	h.stranger().get(path).want(404)
	h.stranger().post(path, "new_password", long).want(404)
}

func TestAForgottenPasswordByThePages(t *testing.T) {
	h := MustHouse(t)
	h.stranger().get("/mot-de-passe").want(200)
	known := h.stranger().post("/mot-de-passe", "email", "referent@exemple.fr").want(200)
	unknown := h.stranger().post("/mot-de-passe", "email", "personne1@exemple.fr").want(200)
	if a, b := strings.ReplaceAll(known.body, "referent@exemple.fr", "X"), strings.ReplaceAll(unknown.body, "personne1@exemple.fr", "X"); a != b {
		t.Error("the pages differ for a known and an unknown address")
	}
	path := h.mailed("/mot-de-passe/")
	k := h.stranger()
	k.get(path).want(200)
	if got := k.post(path, "new_password", long).want(303); got.sentTo() != "/connexion" {
		t.Errorf("sent to %q", got.sentTo())
	}
	k.get("/compte").want(303)
	k.post("/connexion", "email", "referent@exemple.fr", "password", long).want(303)
	k.get("/compte").want(200)
}

func TestAnAddressChangesByThePages(t *testing.T) {
	h := MustHouse(t)
	h.keyed(domain.RoleReferent)
	k := h.as(domain.RoleReferent)
	k.get("/compte/adresse").want(200)
	k.post("/compte/adresse", "email", "neuve@exemple.fr").want(422) // the password is asked for
	k.post("/compte/adresse", "email", "neuve@exemple.fr", "password", long).want(303)
	path := h.mailed("/adresse/")
	h.stranger().get(path).want(200)
	k.get("/compte").want(200)
	h.stranger().post(path).want(303)
	k.get("/compte").want(303)
	k.post("/connexion", "email", "neuve@exemple.fr", "password", long).want(303)
	if text := k.get("/compte").want(200).text(); !strings.Contains(text, "neuve@exemple.fr") {
		t.Errorf("account: %s", text)
	}
}

// mailed is the path of the last link of a kind that a mail carried.
func (h *house) mailed(prefix string) string {
	h.tb.Helper()
	path := ""
	for _, m := range h.deliver() {
		if found := regexp.MustCompile(regexp.QuoteMeta(prefix) + `[A-Z2-7]{20,}`).FindString(m.Body.Text); found != "" {
			path = found
		}
	}
	if path == "" {
		h.tb.Fatalf("no mail carries a link to %s", prefix)
	}
	return path
}
