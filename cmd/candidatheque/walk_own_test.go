package main

import (
	"net/http"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	"eedk.fr/candidatheque/handlers/browsertest"
)

// TestOwnDataWalk is how somebody looks after their own data, by the keyboard alone, on the narrowest phone: they ask for
// their link, read, correct, ask, pause, take their accord back and give it again, then erase all. Every page passes axe.
func TestOwnDataWalk(t *testing.T) {
	r := MustServe(t)
	day := func(days int) string { return time.Now().AddDate(0, 0, days).Format("2006-01-02") }
	r.call(t, "referent", http.MethodPut, "profiles/MOI-1", map[string]any{"targets": []string{"F1703"}, "postal_code": "59140", "commune": "Dunkerque", "radius_km": 30, "domain": "batiment",
		"candidate": map[string]any{"first_name": "Zoé", "last_name": "Quennehen", "email": "zoe@exemple.fr", "phone": "06 39 98 11 22", "consent_on": day(-1),
			"programmes": []map[string]any{{"programme": "CANDIDATHEQUE", "from": day(-2)}}}})
	for _, view := range []browsertest.View{browsertest.Phone, browsertest.Phone.WithoutScript()} {
		browser := browsertest.Open(t, view)
		browser.Go(r.base)
		v := &visitor{Page: browser, t: t, view: view, name: "own"}
		v.goes(r.base + "/mes-donnees")
		v.types("input#email", "zoe@exemple.fr")
		v.presses("button « Recevoir mon lien »")
		v.goes(r.mailed(t, "zoe@exemple.fr", "/mes-donnees/"))
		v.says("Voici tout ce que nous gardons de vous")
		v.presses("a « Corriger mes données »")
		v.reaches("input#radius")
		v.PressKeys(kb.End, kb.Backspace, kb.Backspace, "12")
		v.presses("button « Enregistrer »")
		v.says("12 km")
		v.types("textarea#ask", "Mon permis date de 2019.")
		v.presses("button « Demander à mon référent »")
		v.says("Mon permis date de 2019.")
		v.presses("button « Faire une pause »")
		v.says("Vous êtes en pause")
		v.presses("button « Finir ma pause »")
		v.presses("button « Je retire mon accord »")
		v.says("Sans votre accord, rien ne vous est proposé")
		v.presses("button « Je suis d'accord »")
		v.presses("button « Je cherche toujours un travail »")
		v.presses("a « Tout effacer »")
		v.presses("a « Non, revenir »")
	}
	browser := browsertest.Open(t, browsertest.Phone)
	v := &visitor{Page: browser, t: t, view: browsertest.Phone, name: "own-end"}
	v.goes(r.mailed(t, "zoe@exemple.fr", "/mes-donnees/"))
	v.presses("a « Tout effacer »")
	v.reaches("input#sure")
	v.PressKeys(" ")
	v.presses("button « Tout effacer »")
	v.says("Vos données sont effacées")
}
