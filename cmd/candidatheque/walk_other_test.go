package main

import (
	"strings"
	"testing"

	"eedk.fr/candidatheque/handlers/browsertest"
)

// TestOtherDirectionWalk goes from people to offers: a referent opens a person's best offers and puts the person on one's
// shortlist, at a desk and on a phone without script. Every page passes axe.
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
		})
	}
}

// nominate opens somebody's best offers from their file, and adds them to the shortlist of one of them.
func (r *running) nominate(v *visitor) {
	v.t.Helper()
	v.goes(r.base + "/candidatheque?rome=F1703")
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
