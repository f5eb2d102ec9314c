package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"eedk.fr/candidatheque/handlers/browsertest"
)

// TestOtherDirectionWalk goes from people to offers, at a desk and on a phone without script: a referent opens a person's
// best offers and puts the person on one's shortlist; then shows an offer to the advisers, one of whom positions
// somebody, whom the referent adds; then adds a training and finds it behind the lift of
// who lacks it; and follows an alert. Every page passes axe.
func TestOtherDirectionWalk(t *testing.T) {
	for _, tt := range []struct {
		name string
		view browsertest.View
	}{{"at a desk", browsertest.Desktop}, {"on a phone, without script", browsertest.Phone.WithoutScript()}} {
		t.Run(tt.name, func(t *testing.T) {
			r := MustServe(t)
			browser := browsertest.Open(t, tt.view)
			browser.Go(r.base)
			referent := r.SignIn(t, browser, tt.view, "referent")
			r.nominate(referent)

			adviser := r.SignIn(t, browser.Another(tt.view), tt.view, "adviser")
			r.secondLevel(referent, adviser)
			r.trainings(referent)
			r.alert(referent)
		})
	}
}

// nominate opens somebody's best offers from their file, and adds them to the shortlist of one of them.
func (r *running) nominate(v *visitor) {
	v.t.Helper()
	v.Go(r.base + "/candidatheque?rome=F1703")
	v.meets("ol.cards > li:first-child h3 a")
	v.meets("a[href$='/offres'].first")
	if v.Count(".reasons li") < 8 || v.Count(".gates tr") < 2 {
		v.t.Fatalf("a thin list: %s", v.Text("main"))
	}
	v.Click("summary:has(~ form[action$='/ajouter'])")
	v.Fill("form[action$='/ajouter'] input[name=reason]", "Vue au forum, très motivée")
	v.meets("form[action$='/ajouter'] button")
	if text := v.Text("main"); !strings.Contains(text, "Vue au forum, très motivée") {
		v.t.Fatalf("the person is not on the list: %s", text)
	}
}

// secondLevel shows an offer to the advisers; the adviser finds it on their day page, positions somebody in two fields,
// and reads the answer; the referent declines one person and adds another.
func (r *running) secondLevel(referent, adviser *visitor) {
	referent.t.Helper()
	for n := 1; referent.Count("form[action$='/diffuser'] button") == 0; n++ {
		referent.Go(r.base + "/offres?status=published")
		referent.Follow(fmt.Sprintf("table.offers tbody tr:nth-child(%d) th a", n))
	}
	referent.checked()
	if referent.Count("#raison-diffusion") > 0 {
		if status := referent.Follow("form[action$='/diffuser'] button"); status != 422 {
			referent.t.Fatalf("shown without a reason: %d", status)
		}
		referent.checked()
		referent.Fill("#raison-diffusion", "Les personnes possibles ont dit non")
	}
	title := referent.Text("h1")
	referent.meets("form[action$='/diffuser'] button")
	offer := strings.Split(strings.Split(referent.URL(), "?")[0], "#")[0]

	adviser.goes(r.base + "/")
	if !strings.Contains(adviser.Text("main"), title) {
		adviser.t.Fatalf("the day page does not ask for %q: %s", title, adviser.Text("main"))
	}
	adviser.goes(r.base + "/offres")
	adviser.goes(offer)
	if status := adviser.Follow("form[action$='/positionner'] button"); status != 422 {
		adviser.t.Fatalf("nobody positioned: %d", status)
	}
	adviser.checked()
	var chosen []string
	for _, why := range []string{"A tenu ce poste deux ans", "Très motivée"} {
		adviser.Go(offer)
		value := adviser.Attribute(fmt.Sprintf("#profile option:nth-child(%d)", 5+len(chosen)), "value")
		adviser.Choose("#profile", value)
		adviser.Fill("#why", why)
		adviser.Follow("form[action$='/positionner'] button")
		chosen = append(chosen, value)
	}

	adviser.checked()
	referent.goes(r.base + "/")
	referent.goes(offer)
	referent.Click("#positions ~ ul > li:first-child summary")
	referent.Fill("#positions ~ ul > li:first-child input[name=reason]", "Le poste commence trop tôt pour le bus")
	referent.Follow("#positions ~ ul > li:first-child form[action$='/ecarter'] button")
	referent.Go(offer)
	referent.meets("#positions ~ ul > li:nth-child(2) form[action$='/ajouter'] button")
	if text := referent.Text("main"); !strings.Contains(text, "A tenu ce poste deux ans") || !strings.Contains(text, "Positionnée par") {
		referent.t.Fatalf("the person positioned is not on the list: %s", text)
	}

	adviser.Go(offer)
	if text := adviser.Text("main"); !strings.Contains(text, "Le poste commence trop tôt pour le bus") {
		adviser.t.Fatalf("the adviser does not read the answer: %s", text)
	}
}

// trainings adds a session, opens what a certificate costs, and finds the session behind the lift of somebody who lacks it.
func (r *running) trainings(v *visitor) {
	v.t.Helper()
	v.goes(r.base + "/formations")
	v.meets("a[href='/formations/nouvelle']")
	v.Fill("#title", "CACES R489 du soir")
	if status := v.Follow("form[action='/formations'] button.first"); status != 422 {
		v.t.Fatalf("an empty session was answered %d", status)
	}
	v.checked()
	v.Choose("#certificat-0", "R489-3")
	v.Choose("#start", time.Now().AddDate(0, 0, 3).Format("2006-01-02"))
	v.Fill("#postal_code", "59140")
	v.Fill("#commune", "Dunkerque")
	v.Fill("#places", "6")
	v.meets("form[action='/formations'] button.first")
	if !strings.Contains(v.Text("main"), "CACES R489 du soir") {
		v.t.Fatalf("the session is not in the list: %s", v.Text("main"))
	}
	v.meets("a[href='/formations/certificats/R489-3']")
	if !strings.Contains(v.Text("main"), "CACES R489 du soir") {
		v.t.Fatalf("the count does not lead to the session: %s", v.Text("main"))
	}
	v.meets("main section li a[href$='/offres']")
	if text := v.Text("#presque ~ ul"); !strings.Contains(text, "CACES R489 du soir") {
		v.t.Fatalf("no session behind the lift: %s", text)
	}
	v.meets("#presque ~ ul a[href^='/formations?certificat=']")
}

// alert opens from the day page the offer that a newcomer fits, and puts them on its shortlist.
func (r *running) alert(v *visitor) {
	v.t.Helper()
	v.goes(r.base + "/")
	v.meets("a[href$='#alertes']")
	name := v.Text("#alertes ~ ul > li:first-child h3")
	v.meets("#alertes ~ ul > li:first-child form[action$='/ajouter'] button")
	if text := v.Text("main"); !strings.Contains(text, name) {
		v.t.Fatalf("%s is not on the list: %s", name, text)
	}
}
