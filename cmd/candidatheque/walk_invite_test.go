package main

import (
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/handlers/browsertest"
)

// TestInvitingWalk goes from a shortlist to people asked, on a phone of 360 pixels without script, and at a desk by keyboard:
// the referent must say how they will meet, reads who was asked, prints a letter, and writes down a no. Every page passes
// axe.
func TestInvitingWalk(t *testing.T) {
	for _, tt := range []struct {
		name string
		view browsertest.View
	}{{"on a phone, without script", browsertest.Phone.WithoutScript()}, {"at a desk", browsertest.Desktop}} {
		t.Run(tt.name, func(t *testing.T) {
			r := MustServe(t)
			browser := browsertest.Open(t, tt.view)
			browser.Go(r.base)
			employer := r.SignIn(t, browser, tt.view, "employer")
			offer := r.post(employer)
			referent := r.SignIn(t, browser.Another(tt.view), tt.view, "referent")
			list := r.moderate(referent, offer)
			for _, rank := range []string{"1", "2"} {
				referent.goes(list)
				referent.acts("#personne-" + rank + " form[action$='/retenir'] button")
				referent.WaitForText("#personne-"+rank, "etenue")
			}
			referent.goes(list)
			r.invites(referent)
			r.follows(referent)
		})
	}
}

// invites leaves the list for the page that asks how people will meet, and asks both.
func (r *running) invites(v *visitor) {
	v.t.Helper()
	v.meets("#inviter button")
	if v.Count("input[name=person]") != 2 {
		v.t.Fatalf("%d people to ask", v.Count("input[name=person]"))
	}
	if status := v.Follow("main form[method=post] button.first"); status != 422 {
		v.t.Fatalf("asked without saying how they meet: %d", status)
	}
	v.checked()
	v.Click("#meeting-call")
	v.Choose("#call_by", (domain.DayOf(time.Now()) + 3).String())
	v.Fill("#word", "Une équipe calme.")
	v.PressKeys(kb.Tab) // from the word to the button
	if status := v.FollowKeys(kb.Enter); status != 200 {
		v.t.Fatalf("not asked: %d, %s", status, v.Text("main"))
	}
	v.checked()
	if v.Count("main a[href^='/propositions/']") != 2 || v.Count("#refus") > 0 {
		v.t.Fatalf("who was asked: %s", v.Text("main"))
	}
}

// follows prints the letter of one of them, writes down that they said no, and finds it in the list.
func (r *running) follows(v *visitor) {
	v.t.Helper()
	v.meets("main a[href^='/propositions/']")
	proposition := strings.Split(v.URL(), "?")[0]
	v.meets("form[action$='/lettre'] button")
	if v.Count("figure.code-to-scan") != 1 || !strings.Contains(v.Text("main"), "Dire non n'a aucune conséquence") {
		v.t.Fatalf("the letter: %s", v.Text("main"))
	}
	v.goes(r.base + "/invitations?status=declined")
	said := v.Count("tbody tr") // those of the demonstration
	v.goes(proposition)
	v.Click("#answer-no")
	v.Fill("#text", "trop loin")
	v.meets("form[action$='/reponse'] button")
	v.goes(r.base + "/invitations?status=declined")
	if v.Count("tbody tr") != said+1 {
		v.t.Fatalf("%d people said no: %s", v.Count("tbody tr"), v.Text("main"))
	}
	v.goes(r.base + "/rencontres")
	v.goes(r.base + "/rencontres/nouvelle")
	v.goes(r.base + "/invitations")
}
