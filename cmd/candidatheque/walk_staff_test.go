package main

import (
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"
	"github.com/pquerna/otp/totp"

	"eedk.fr/candidatheque/handlers/browsertest"
)

// TestStaffWalk is how a colleague comes in, in a browser and by keyboard alone: invited by mail, a password, a phone, out,
// and in again with both; a code that served already is refused, a recovery code is not. Every page passes axe.
func TestStaffWalk(t *testing.T) {
	for _, tt := range []struct {
		name     string
		newcomer browsertest.View
	}{
		{"at a desk", browsertest.Desktop},
		{"on a phone without script", browsertest.Phone.WithoutScript()},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := MustServe(t)
			browser := browsertest.Open(t, browsertest.Desktop)
			browser.Go(r.base)
			admin := r.SignIn(t, browser, browsertest.Desktop, "admin")
			v := &visitor{Page: browser.Another(tt.newcomer), t: t, view: tt.newcomer, name: "recrue"}
			r.invite(admin, "recrue@exemple.fr")
			v.goes(r.mailed(t, "recrue@exemple.fr", "/bienvenue/"))
			v.types("input#new_password", walkPassword)
			v.enters()
			code, recovery := r.secondFactorByKeys(v)
			v.presses("button « Se déconnecter »")
			r.signInByKeys(v, code, recovery)
		})
	}
}

const walkPassword = "moulin escabeau tilleul grogner"

// invite opens an account by the form, with an error first.
func (r *running) invite(v *visitor, email string) {
	v.t.Helper()
	v.goes(r.base + "/admin")
	v.Fill("#email", email)
	v.Fill("#name", "Nouvelle Recrue")
	if status := v.Follow("form[action='/admin/comptes'] button.first"); status != 422 {
		v.t.Fatalf("an account without a role was answered %d", status)
	}
	v.checked()
	v.Click("#role-adviser")
	v.meets("form[action='/admin/comptes'] button.first")
	if text := v.Text("main"); !strings.Contains(text, "Invitation envoyée") || !strings.Contains(text, "conseiller") {
		v.t.Fatalf("not invited: %s", text)
	}
}

// secondFactorByKeys sets it, and gives the code that did and a recovery code.
func (r *running) secondFactorByKeys(v *visitor) (code, recovery string) {
	v.t.Helper()
	v.goes(r.base + "/compte")
	v.presses("a « Mettre en place »")
	code, err := totp.GenerateCode(strings.ReplaceAll(v.Text("code.secret"), " ", ""), time.Now())
	if err != nil {
		v.t.Fatal(err)
	}
	v.types("input#password", walkPassword)
	v.types("input#first_code", code)
	v.enters()
	codes := v.Texts(".codes li")
	if len(codes) != 10 {
		v.t.Fatalf("%d recovery codes: %s", len(codes), v.Text("main"))
	}
	v.presses("a « Mes codes sont notés »")
	return code, codes[0]
}

// signInByKeys comes back with the password and a recovery code, once the spent code is refused.
func (r *running) signInByKeys(v *visitor, spent, recovery string) {
	v.t.Helper()
	v.goes(r.base + "/connexion?next=/personnes")
	v.types("input#email", "recrue@exemple.fr")
	v.types("input#password", walkPassword)
	v.enters()
	v.types("input#code", spent)
	if status := v.FollowKeys(kb.Enter); status != 422 {
		v.t.Fatalf("a code that served was answered %d", status)
	}
	v.checked()
	v.types("input#code", recovery)
	v.enters()
	if !strings.HasSuffix(v.URL(), "/personnes") {
		v.t.Fatalf("signed in, and on %s", v.URL())
	}
}

// reaches presses Tab until the keyboard is on an element, named as Focused names it.
func (v *visitor) reaches(element string) {
	v.t.Helper()
	var passed []string
	for range 60 {
		v.PressKeys(kb.Tab)
		focused := v.Focused()
		if strings.HasPrefix(focused, element) {
			return
		}
		passed = append(passed, focused)
	}
	v.t.Fatalf("the keyboard never comes to %q: %q", element, passed)
}

func (v *visitor) types(field, text string) {
	v.t.Helper()
	v.reaches(field)
	v.PressKeys(text)
}

// enters sends the form that the keyboard is in, presses the one button or link of a name; both check the next page.
func (v *visitor) enters() {
	v.t.Helper()
	if status := v.FollowKeys(kb.Enter); status != 200 {
		v.t.Fatalf("Enter leads to %d: %s", status, v.Text("main"))
	}
	v.checked()
}

func (v *visitor) presses(name string) {
	v.t.Helper()
	v.reaches(name)
	v.enters()
}
