package main

import (
	"strings"
	"testing"
	"time"

	"eedk.fr/candidatheque/handlers/browsertest"
)

// TestWalkOfAWording has an employer reword a passage in one click, send another as it is, and a referent keep that one
// with a reason before publishing. Every page passes axe.
func TestWalkOfAWording(t *testing.T) {
	for _, tt := range []struct {
		name               string
		employer, referent browsertest.View
	}{
		{"the employer on a phone, the referent at a desk", browsertest.Phone, browsertest.Desktop},
		{"the other way round, without script", browsertest.Desktop.WithoutScript(), browsertest.Phone.WithoutScript()},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := MustServe(t)
			browser := browsertest.Open(t, tt.employer)
			browser.Go(r.base)
			employer := r.SignIn(t, browser, tt.employer, "employer")
			offer := r.reword(employer)
			r.keepPassage(r.SignIn(t, browser.Another(tt.referent), tt.referent, "referent"), offer)
		})
	}
}

// reword types an offer with two passages against the law, rewords one and sends the other; it returns the offer's address.
func (r *running) reword(v *visitor) string {
	v.t.Helper()
	v.goes(r.base + "/offres/nouvelle")
	v.Fill("#title", "Vendeur / Vendeuse (H/F)")
	v.Fill("#description", walkText+" Vous êtes célibataire. Vous avez moins de 30 ans.")
	v.Fill("#postal_code", "59140")
	v.Fill("#commune", "Dunkerque")
	v.Fill("#weekly_hours", "35")
	v.Choose("#contract", "CDI")
	v.Fill("#places", "1")
	v.Choose("#start", time.Now().AddDate(0, 0, 20).Format("2006-01-02"))
	v.Fill("#pay_min", "13,50")
	v.meets("button[value=suggest]")
	v.Click("input[name=rome]")
	if !v.view.NoScript {
		v.Fill("#places", "2") // the live part answers
	} else {
		v.meets("button[value=reread]")
	}
	v.WaitForText("#formulation-description", "célibataire")
	v.acts("#formulation-description li:first-child button")
	v.WaitForText("#formulation-description li:first-child", "moins de 30 ans")
	if text := v.Text("#formulation-description"); strings.Contains(text, "célibataire") {
		v.t.Fatalf("still to reword: %s", text)
	}
	if status := v.Follow("button[value=submit]"); status != 422 && status != 303 && status != 200 {
		v.t.Fatalf("sent: %d", status)
	}
	v.checked()
	if v.Count("form.offer-form") == 1 {
		v.meets("button[value=submit]") // what is left was shown: it goes as it is
	}
	if text := v.Text("main"); !strings.Contains(text, "en attente de relecture") || !strings.Contains(text, "moins de 30 ans") {
		v.t.Fatalf("not sent, or without its remark: %s", text)
	}
	return v.URL()
}

// keepPassage is refused the publication, gives the reason of the passage, and publishes.
func (r *running) keepPassage(v *visitor, offer string) {
	v.t.Helper()
	v.goes(offer)
	if status := v.Follow("form[action$='/publier'] button"); status != 422 {
		v.t.Fatalf("published with a passage to reword: %d", status)
	}
	v.checked()
	v.Click("#formulations summary")
	v.Fill("#formulations input[name=reason]", "Âge fixé par la loi pour ce contrat aidé.")
	v.meets("form[action$='/formulations'] button")
	if text := v.Text("#formulations"); !strings.Contains(text, "Âge fixé par la loi pour ce contrat aidé.") {
		v.t.Fatalf("the reason is not shown: %s", text)
	}
	v.meets("form[action$='/publier'] button")
	if text := v.Text("main"); !strings.Contains(text, "publiée") {
		v.t.Fatalf("not published: %s", text)
	}
}
