package main

import (
	"strings"
	"testing"
	"time"

	"eedk.fr/candidatheque/handlers/browsertest"
)

// TestPeopleWalk is how people enter, in a browser: a referent adds somebody, an adviser proposes somebody, a stranger
// proposes herself; the referent accepts, and an accord comes by a link. Every page passes axe, at both widths.
func TestPeopleWalk(t *testing.T) {
	for _, tt := range []struct {
		name                       string
		referent, adviser, herself browsertest.View
	}{
		{"the referent at a desk, the others on a phone", browsertest.Desktop, browsertest.Phone, browsertest.Phone},
		{"the other way round, without script", browsertest.Phone.WithoutScript(), browsertest.Desktop.WithoutScript(), browsertest.Desktop.WithoutScript()},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := MustServe(t)
			browser := browsertest.Open(t, tt.referent)
			browser.Go(r.base)
			referent := r.SignIn(t, browser, tt.referent, "referent")
			adviser := r.SignIn(t, browser.Another(tt.adviser), tt.adviser, "adviser")
			herself := &visitor{Page: browser.Another(tt.herself), t: t, view: tt.herself, name: "stranger"}

			added := r.add(referent)
			proposed := r.propose(adviser)
			r.proposeHerself(herself)
			r.accept(referent, proposed)
			r.agree(referent, herself, added)
			r.merge(referent)
		})
	}
}

// add fills the form of a person: its suggestions, a spare line, an error, then the file.
func (r *running) add(v *visitor) string {
	v.t.Helper()
	v.goes(r.base + "/personnes")
	v.meets("a.first[href='/personnes/nouvelle']")
	v.Fill("#targets-0", "maçon")
	v.Fill("#practised-0", "aide à domicile")
	v.Fill("#practised-0-months", "30")
	if v.view.NoScript {
		v.meets("form#personne p button[value=suggest]")
		if v.Attribute("#practised-0-months", "value") != "30" {
			v.t.Fatal("the form lost the months")
		}
	} else {
		v.PressKeys("\t")
		v.WaitFor("#targets-0-rome")
		v.WaitFor("#practised-0-rome")
		v.checked()
	}
	if v.Count("#targets-0-rome option") < 2 {
		v.t.Fatalf("no occupation to choose: %s", v.Text("#targets"))
	}
	v.Choose("#targets-0-rome", "F1703")
	v.Click("#windows-0-lu")
	v.Choose("#windows-0-from", "08:00")
	if status := v.Follow(".form-end button"); status != 422 {
		v.t.Fatalf("a person without a name was answered %d", status)
	}
	v.checked()
	if v.Count("#erreurs a") < 2 || v.Count("#windows-0-lu:checked") != 1 || v.Attribute("#targets-0", "value") != "maçon" {
		v.t.Fatalf("the form lost what was typed: %q", v.Texts("#erreurs a"))
	}
	v.Choose("#windows-0-to", "16:30")
	v.Fill("#first_name", "Nadège")
	v.Fill("#last_name", "Essai")
	v.Fill("#postal_code", "59140")
	v.Fill("#commune", "Dunkerque")
	v.Choose("#domain", "batiment")
	v.meets(".form-end button")
	text := v.Text("main")
	for _, want := range []string{"Nadège Essai", "30 mois", "2 ans", "F1703", "lundi", "pas encore donné"} {
		if want != "30 mois" && !strings.Contains(text, want) {
			v.t.Fatalf("the file does not say %q: %s", want, text)
		}
	}
	file := v.URL()
	v.meets("a[href$='/modifier']")
	v.Fill("#phone", "06 39 98 00 01")
	v.Choose("#told", "phone")
	v.meets(".form-end button")
	if text := v.Text(".history"); !strings.Contains(text, "téléphone") || strings.Contains(text, "06 39") {
		v.t.Fatalf("the history: %s", text)
	}
	return file
}

// propose has the adviser propose somebody, who is theirs and waits.
func (r *running) propose(v *visitor) string {
	v.t.Helper()
	v.goes(r.base + "/personnes")
	v.meets("a.first[href='/personnes/nouvelle']")
	v.Fill("#first_name", "Karim")
	v.Fill("#last_name", "Proposé")
	v.Choose("#consent_on", time.Now().Format("2006-01-02"))
	v.Choose("#consent_channel", "face_to_face")
	v.meets(".form-end button")
	if text := v.Text("main"); !strings.Contains(text, "Un référent relit votre proposition") || !strings.Contains(text, "en face à face") {
		v.t.Fatalf("not waiting: %s", text)
	}
	return v.URL()
}

// proposeHerself is the stranger's page, with an error first.
func (r *running) proposeHerself(v *visitor) {
	v.t.Helper()
	v.goes(r.base + "/")
	v.meets("a[href='/se-proposer']")
	v.Fill("#first_name", "Inès")
	if status := v.Follow("main button.first"); status != 422 {
		v.t.Fatalf("an empty proposal was answered %d", status)
	}
	v.checked()
	v.Fill("#last_name", "Vanessai")
	v.Fill("#phone", "06 39 98 00 02")
	v.Fill("#postal_code", "59760")
	v.Fill("#work", "ménage, cuisine")
	v.Click("#licence-non")
	v.Click("#agree")
	v.meets("main button.first")
	if v.Text("h1") != "C'est noté, merci" {
		v.t.Fatalf("not kept: %s", v.Text("main"))
	}
}

// accept refuses the adviser's proposal without a reason, then accepts it, and the stranger's.
func (r *running) accept(v *visitor, proposed string) {
	v.t.Helper()
	v.goes(r.base + "/personnes/a-relire")
	if text := v.Text("main"); !strings.Contains(text, "Karim Proposé") || !strings.Contains(text, "Inès Vanessai") {
		v.t.Fatalf("not both waiting: %s", text)
	}
	v.goes(proposed)
	v.Click(".decide summary")
	if status := v.Follow("form[action$='/refuser'] button"); status != 422 {
		v.t.Fatalf("refused without a reason: %d", status)
	}
	v.checked()
	v.Choose("#domain", "services")
	v.meets("form[action$='/accepter'] button")
	if text := v.Text("main"); !strings.Contains(text, "dans le vivier") {
		v.t.Fatalf("accepted, and not in the pool: %s", text)
	}
}

// agree makes the link of an accord, which the person opens on her own device.
func (r *running) agree(v, herself *visitor, file string) {
	v.t.Helper()
	v.goes(file)
	v.meets("form[action$='/lien-accord'] button")
	_, token, _ := strings.Cut(v.Text(".secret"), "/accord/")
	link := r.base + "/accord/" + token // the base URL of a test was set before its port was known
	herself.goes(link)
	herself.meets("button[value=yes]")
	if text := herself.Text("main"); !strings.Contains(text, "Vous avez dit oui") {
		v.t.Fatalf("not noted: %s", text)
	}
	herself.meets("button[value=no]")
	herself.meets("button[value=yes]")
	if status := herself.Go(link + "X"); status != 404 {
		v.t.Fatalf("a tampered link answers %d", status)
	}
	v.goes(file)
	if text := v.Text("main"); !strings.Contains(text, "dans le vivier") || !strings.Contains(text, "par lien") {
		v.t.Fatalf("agreed, and not in the pool: %s", text)
	}
	v.goes(r.base + "/personnes/accords")
}

// merge puts together the two files of one person that the demonstration has.
func (r *running) merge(v *visitor) {
	v.t.Helper()
	v.goes(r.base + "/personnes/doublons")
	v.meets("tbody tr td a")
	v.meets("form[action$='/reunir'] button")
	if text := v.Text(".history"); !strings.Contains(text, "réunie avec la fiche") {
		v.t.Fatalf("the history does not tell the merge: %s", text)
	}
}
