package main

import (
	"fmt"
	"strings"
	"testing"

	"eedk.fr/candidatheque/handlers/browsertest"
)

// TestSearchWalk looks for people all day: a mistyped word, filters, a table, communes on a map, people put in a list; at
// a desk with the keyboard, and on a phone without script. Every page passes axe.
func TestSearchWalk(t *testing.T) {
	for _, tt := range []struct {
		name string
		view browsertest.View
	}{{"at a desk", browsertest.Desktop}, {"on a phone, without script", browsertest.Phone.WithoutScript()}} {
		t.Run(tt.name, func(t *testing.T) {
			r := MustServe(t)
			browser := browsertest.Open(t, tt.view)
			browser.Go(r.base)
			referent := r.SignIn(t, browser, tt.view, "referent")
			r.search(referent)
		})
	}
}

func (r *running) search(v *visitor) {
	v.t.Helper()
	v.goes(r.base + "/candidatheque?q=masson")
	if text := v.Text("#resultats"); !strings.Contains(text, "voici pour maçon") || !strings.Contains(text, "possibles") {
		v.t.Fatalf("the word is not mended: %s", text)
	}
	v.narrows("#licence-B", "permis B")
	if v.Count(".chips a") != 2 {
		v.t.Fatalf("filters in use: %v", v.Texts(".chips a"))
	}
	v.chooses(2)
	v.Fill("#list-name", "Chantier du port")
	v.Choose("#list", "")
	v.meets("#choisir button")
	v.goes(r.base + "/listes")
	v.meets("tr[data-row]:nth-child(3) th a") // after those of the demonstration
	if n := v.Count("tr[data-row]"); n != 2 || v.Text("h1") != "Chantier du port" {
		v.t.Fatalf("%d people in the list: %s", n, v.Text("main"))
	}
	v.goes(r.base + "/candidatheque?q=masson&view=map")
	v.meets(".map tbody a")
	var circles int
	v.Script("document.querySelectorAll('.commune-map circle').length", &circles)
	if circles < 3 || v.Count(".chips a") != 2 {
		v.t.Fatalf("a thin map, or the commune is no filter: %v", v.Texts(".chips a"))
	}
	v.goes(r.base + "/candidatheque?q=masson&view=table")
	v.meets("tr[data-row] a[data-open]")
}

// narrows ticks a filter: the answer follows in place with script, on the button without.
func (v *visitor) narrows(box, chip string) {
	v.t.Helper()
	v.Click(box)
	if v.view.NoScript {
		v.meets(".filter-acts button")
	} else {
		v.WaitForText(".chips", chip)
		if at := v.Focused(); !strings.Contains(at, strings.TrimPrefix(box, "#")) {
			v.t.Errorf("the focus went from the filter to %s", at)
		}
		v.checked()
	}
	if text := v.Text(".chips"); !strings.Contains(text, chip) {
		v.t.Fatalf("%q is no filter: %s", chip, text)
	}
}

// chooses ticks the first people found: by the keys where there is a script.
func (v *visitor) chooses(n int) {
	v.t.Helper()
	if v.view.NoScript {
		for i := range n {
			v.Click(fmt.Sprintf("ol.cards > li:nth-child(%d) [data-choose]", i+1))
		}
		return
	}
	for range n {
		v.PressKeys("j", "x")
	}
	var ticked int
	v.Script("document.querySelectorAll('[data-choose]:checked').length", &ticked)
	if ticked != n {
		v.t.Fatalf("%d people ticked by the keys, want %d", ticked, n)
	}
}
