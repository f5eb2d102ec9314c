package main

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"eedk.fr/candidatheque/handlers/browsertest"
	"eedk.fr/candidatheque/store/storetest"
)

// visitor is a person at a window, whose every page is checked as it is met.
type visitor struct {
	*browsertest.Page
	t    *testing.T
	view browsertest.View
	name string
	n    int
}

// acts presses a button whose result shows in place with script, and on the next page without.
func (v *visitor) acts(button string) {
	v.t.Helper()
	if v.view.NoScript {
		v.Follow(button)
		return
	}
	v.Click(button)
}

// SignIn opens the account's link in a window and presses its one button.
func (r *running) SignIn(t *testing.T, page *browsertest.Page, view browsertest.View, role string) *visitor {
	t.Helper()
	v := &visitor{Page: page, t: t, view: view, name: role + strconv.FormatInt(view.Width, 10)}
	if status := page.Go(r.accounts[role].Link); status != 200 {
		t.Fatalf("the %s's link answers %d", role, status)
	}
	v.checked()
	if status := page.Follow("main form button.first"); status != 200 {
		t.Fatalf("the %s cannot sign in: %d", role, status)
	}
	return v
}

// checked holds the page to what every page must be.
func (v *visitor) checked() {
	v.t.Helper()
	v.n++
	v.Axe()
	v.NoHorizontalScroll()
	v.Screenshot(fmt.Sprintf("%s-%02d", v.name, v.n))
}

// meets follows a selector and checks the page it leads to.
func (v *visitor) meets(selector string) {
	v.t.Helper()
	if status := v.Follow(selector); status != 200 {
		v.t.Fatalf("%s leads to %d", selector, status)
	}
	v.checked()
}

// goes opens an address and checks its page.
func (v *visitor) goes(url string) {
	v.t.Helper()
	if status := v.Go(url); status != 200 {
		v.t.Fatalf("%s answers %d", url, status)
	}
	v.checked()
}

const walkText = "Vous montez des murs et des cloisons sur des chantiers de maisons, en équipe de trois, avec un chef de chantier qui explique."

// TestWalk is the main job in a browser: an employer posts, a referent publishes, makes a shortlist, keeps two people and
// shares them; the employer sees two cards without a name and answers. Every page passes axe, at both widths. It is walked
// over each engine of the store.
func TestWalk(t *testing.T) {
	folder := func(*testing.T) string { return "" }
	database := func(t *testing.T) string { return storetest.StartFerret(t).Database() }
	for _, tt := range []struct {
		name               string
		db                 func(*testing.T) string
		employer, referent browsertest.View
	}{
		{"the employer on a phone, the referent at a desk", folder, browsertest.Phone, browsertest.Desktop},
		{"the other way round, without script", folder, browsertest.Desktop.WithoutScript(), browsertest.Phone.WithoutScript()},
		{"over the MongoDB protocol", database, browsertest.Phone, browsertest.Desktop},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := mustServeOn(t, tt.db(t))
			browser := browsertest.Open(t, tt.employer)
			browser.Go(r.base)
			employer := r.SignIn(t, browser, tt.employer, "employer")
			referent := r.SignIn(t, browser.Another(tt.referent), tt.referent, "referent")

			offer := r.post(employer)
			list := r.moderate(referent, offer)
			r.keepAndShare(referent, list)
			r.answer(employer, list, offer)
		})
	}
}

// post fills the offer form, meets its errors, mends them and sends the offer; it returns the offer's address.
func (r *running) post(v *visitor) string {
	v.t.Helper()
	v.goes(r.base + "/offres")
	v.goes(r.base + "/offres/nouvelle")
	v.Fill("#title", "Maçon")
	if status := v.Follow("button[value=submit]"); status != 422 {
		v.t.Fatalf("an empty offer was answered %d", status)
	}
	v.checked()
	if v.Attribute("#title", "value") != "Maçon" || v.Count("#erreurs a") < 5 {
		v.t.Fatalf("the form lost what was typed, or does not say what lacks: %q", v.Texts("#erreurs a"))
	}
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
	v.Fill("#places", "1")
	v.Choose("#start", time.Now().AddDate(0, 0, 20).Format("2006-01-02"))
	v.Fill("#pay_min", "13,50")
	v.meets("button[value=submit]")
	if text := v.Text("main"); !strings.Contains(text, "relecture") {
		v.t.Fatalf("the offer was not sent: %s", text)
	}
	return v.URL()
}

// moderate publishes the offer and makes its shortlist; it returns the list's address.
func (r *running) moderate(v *visitor, offer string) string {
	v.t.Helper()
	v.goes(r.base + "/offres")
	v.goes(offer)
	v.meets("form[action$='/publier'] button")
	v.meets("form[action$='/preselections'] button")
	if len(v.Texts(".people > li")) < 3 || v.Count(".reasons li") < 8 || v.Count(".gates tr") < 2 {
		v.t.Fatalf("a thin shortlist: %d people, %d reasons", v.Count(".people > li"), v.Count(".reasons li"))
	}
	return v.URL()
}

// keepAndShare opens a person and an excluded group, keeps two people, drops one with a reason, and shares the list.
func (r *running) keepAndShare(v *visitor, list string) {
	v.t.Helper()
	v.meets(".gates a")
	v.goes(list)
	v.meets(".people li h3 a")
	for _, rank := range []string{"1", "2"} {
		v.goes(list)
		v.acts("#personne-" + rank + " form[action$='/retenir'] button")
		v.WaitForText("#personne-"+rank, "etenue")
	}
	v.goes(list)
	v.Click("#personne-3 summary:has(~ form[action$='/ecarter'])")
	v.Fill("#personne-3 input[name=reason]", "Trajet trop difficile, vu avec elle")
	v.acts("#personne-3 form[action$='/ecarter'] button")
	v.WaitForText("#personne-3", "Trajet trop difficile")
	v.goes(list)
	v.meets("form[action$='/partager'] button")
	for _, page := range []string{"/candidatheque", "/candidatheque?q=macon", "/imports", "/compte", "/accessibilite", "/donnees-personnelles"} {
		v.goes(r.base + page)
	}
}

// answer reads the two cards as the employer, and says yes to one and no to the other.
func (r *running) answer(v *visitor, list, offer string) {
	v.t.Helper()
	v.goes(offer)
	v.goes(list)
	if v.Count(".anon > li") != 2 {
		v.t.Fatalf("%d cards", v.Count(".anon > li"))
	}
	text := v.Text("main")
	for _, hidden := range []string{"@exemple.fr", "06 39 98", "EE-0"} {
		if strings.Contains(text, hidden) {
			v.t.Fatalf("a card shows %q: %s", hidden, text)
		}
	}
	v.acts("#carte-0 form[action$='/interesse'] button")
	v.WaitFor("#carte-0:not(:has(form[action$='/interesse']))")
	v.goes(list)
	if v.Count("#carte-0 form[action$='/interesse']") > 0 {
		v.t.Fatal("the yes was lost")
	}
	v.Click("#carte-1 summary")
	v.Fill("#carte-1 input[name=reason]", "Il faut savoir coffrer")
	v.acts("#carte-1 form[action$='/decliner'] button")
	v.WaitForText("#carte-1", "Il faut savoir coffrer")
	v.goes(r.base + "/compte")
}
