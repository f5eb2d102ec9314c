package main

import (
	"strings"
	"testing"
	"time"

	"eedk.fr/candidatheque/handlers/browsertest"
)

// TestWalkOfANeed is the road of a need under a clause: an employer posts it, the facilitator settles it and sees a proof,
// a referent publishes it, makes a list and shares cards, and the employer reads « éligible jusqu'au » and no criterion.
// Every page passes axe, at both widths.
func TestWalkOfANeed(t *testing.T) {
	for _, tt := range []struct {
		name            string
		employer, staff browsertest.View
	}{
		{"the employer on a phone, staff at a desk", browsertest.Phone, browsertest.Desktop},
		{"the other way round, without script", browsertest.Desktop.WithoutScript(), browsertest.Phone.WithoutScript()},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := MustServe(t)
			browser := browsertest.Open(t, tt.employer)
			browser.Go(r.base)
			employer := r.SignIn(t, browser, tt.employer, "employer")
			facilitator := r.SignIn(t, browser.Another(tt.staff), tt.staff, "facilitator")
			referent := r.SignIn(t, browser.Another(tt.staff), tt.staff, "referent")

			need := r.postNeed(employer)
			r.settle(facilitator, need)
			list := r.shareNeed(referent, need)
			r.prove(facilitator, need)
			r.readCards(employer, list)
		})
	}
}

// postNeed fills the form of a need from the employer's home, meets what it lacks and sends it; it returns the address.
func (r *running) postNeed(v *visitor) string {
	v.t.Helper()
	v.goes(r.base + "/")
	v.meets("a[href='/besoins/nouveau']")
	if status := v.Follow("button[value=submit]"); status != 422 {
		v.t.Fatalf("an empty need was answered %d", status)
	}
	v.checked()
	if v.Count("#erreurs a[href='#market_reference']") != 1 || v.Count("#erreurs a[href='#clause_way']") != 1 {
		v.t.Fatalf("the form does not ask for the market: %q", v.Texts("#erreurs a"))
	}
	v.Fill("#market_reference", "Ville de Bergues, réhabilitation de l'école, lot 3")
	v.Fill("#clause_people", "2")
	v.Fill("#clause_hours", "600")
	v.Click("label[for=clause_way-provision]")
	v.Click("label[for=temp_agency]")
	v.Fill("#title", "Maçon")
	v.Fill("#description", walkText)
	if v.view.NoScript {
		v.meets("button[value=suggest]")
	} else {
		v.PressKeys("\t")
		v.Fill("#title", "Maçon")
		v.WaitFor("#rome-F1703")
	}
	v.Click("label[for=rome-F1703]")
	v.Fill("#postal_code", "59140")
	v.Fill("#commune", "Dunkerque")
	v.Fill("#weekly_hours", "35")
	v.Choose("#contract", "CDI")
	v.Fill("#places", "2")
	v.Choose("#start", time.Now().AddDate(0, 0, 20).Format("2006-01-02"))
	v.Fill("#pay_min", "13,50")
	v.meets("button[value=submit]")
	if text := v.Text("main"); !strings.Contains(text, "relecture") || !strings.Contains(text, "à compléter par le facilitateur") {
		v.t.Fatalf("the need was not sent: %s", text)
	}
	return v.URL()
}

// settle finds the need among those to do, meets what its page asks, and completes it.
func (r *running) settle(v *visitor, need string) {
	v.t.Helper()
	path := strings.TrimPrefix(strings.Split(need, "?")[0], r.base)
	v.goes(r.base + "/offres?kind=to_complete")
	v.goes(r.base + "/")
	v.meets("a[href='" + path + "/clause']")
	if status := v.Follow("main form button.first"); status != 422 {
		v.t.Fatalf("an empty completion was answered %d", status)
	}
	v.checked()
	v.Click("label[for=scope-all]")
	v.Click("label[for=clause_way-provision]")
	v.Click("label[for=temp_agency-given]")
	v.Fill("#clause_lot", "lot 3, plâtrerie")
	v.meets("main form button.first")
	if text := v.Text("main"); !strings.Contains(text, "Complété par Paul Dewitte") || !strings.Contains(text, "accord donné") {
		v.t.Fatalf("the need was not settled: %s", text)
	}
}

// shareNeed publishes the need, makes its list, keeps the first two people and shares them; it returns the list's address.
func (r *running) shareNeed(v *visitor, need string) string {
	v.t.Helper()
	v.goes(r.base + "/offres?kind=need")
	v.goes(need)
	v.meets("form[action$='/publier'] button")
	v.meets("form[action$='/preselections'] button")
	list := v.URL()
	if n := len(v.Texts(".people > li")); n < 2 || v.Count(".people a[href$='/eligibilite']") != n {
		v.t.Fatalf("%d people, eligibility of %d", n, v.Count(".people a[href$='/eligibilite']"))
	}
	for _, rank := range []string{"1", "2"} {
		v.goes(list)
		v.acts("#personne-" + rank + " form[action$='/retenir'] button")
		v.WaitForText("#personne-"+rank, "etenue")
	}
	v.goes(list)
	v.meets("form[action$='/partager'] button")
	return list
}

// prove opens, from the need, the eligibility of somebody proposed, notes a proof, and takes it out again.
func (r *running) prove(v *visitor, need string) {
	v.t.Helper()
	v.goes(need)
	v.meets("a[href$='/eligibilite']")
	v.Choose("#document", "PLIE/plie")
	v.meets("main form[action$='/eligibilite'] button.first")
	if text := v.Text("table"); !strings.Contains(text, "Participant du PLIE") {
		v.t.Fatalf("the proof was not noted: %s", text)
	}
	v.meets("form[action$='/PLIE/retirer'] button")
	v.goes(r.base + "/eligibilites")
	v.goes(r.base + "/eligibilites?quand=passes")
}

// readCards reads the two cards as the employer: until when each person is eligible, and no criterion.
func (r *running) readCards(v *visitor, list string) {
	v.t.Helper()
	v.goes(list)
	text := v.Text("main")
	if n := strings.Count(text, "ligible jusqu'au") + strings.Count(text, "ligible sans limite"); v.Count(".anon > li") != 2 || n != 2 {
		v.t.Fatalf("%d cards, %d say until when: %s", v.Count(".anon > li"), n, text)
	}
	for _, hidden := range []string{"RSA", "QPV", "prioritaire", "longue durée", "handicap", "confirmer", "@exemple.fr", "EE-0"} {
		if strings.Contains(text, hidden) {
			v.t.Fatalf("a card shows %q: %s", hidden, text)
		}
	}
}
