package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	"eedk.fr/candidatheque/handlers/browsertest"
)

// TestAnswerWalk is how somebody invited answers, from the mail to the meeting: no, then yes, a time, another one, a
// question, and the end of it; on the narrowest phone, with script, without, and by the keyboard alone. Every page passes axe.
func TestAnswerWalk(t *testing.T) {
	r := MustServe(t)
	browser := browsertest.Open(t, browsertest.Phone)
	browser.Go(r.base)
	for n, tt := range []struct {
		name string
		view browsertest.View
		walk func(*running, *visitor, string)
	}{
		{"on a phone", browsertest.Phone, (*running).answersByTouch},
		{"on a phone without script", browsertest.Phone.WithoutScript(), (*running).answersByTouch},
		{"by the keyboard alone", browsertest.Desktop, (*running).answersByKeys},
	} {
		t.Run(tt.name, func(t *testing.T) {
			link := r.invited(t, n)
			v := &visitor{Page: browser.Another(tt.view), t: t, view: tt.view, name: fmt.Sprintf("invited%d-%d", tt.view.Width, n)}
			tt.walk(r, v, link)
		})
	}
}

// call sends JSON to the API as the program of a demo account, and reads the object that comes back.
func (r *running) call(t *testing.T, role, method, path string, body any) map[string]any {
	t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(t.Context(), method, r.base+"/api/v1/"+path, bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+r.accounts[role].Token)
	req.Header.Set("Content-Type", "application/json")
	answer, err := (&http.Client{Timeout: time.Minute}).Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	var object map[string]any
	if err := json.NewDecoder(answer.Body).Decode(&object); err != nil || answer.StatusCode > 299 {
		t.Fatalf("%s %s: %d %v %v", method, path, answer.StatusCode, object, err)
	}
	return object
}

// invited makes somebody, an offer with two times, and the invitation; it gives the link of its mail.
func (r *running) invited(t *testing.T, n int) string {
	t.Helper()
	email, id := fmt.Sprintf("marche%d@exemple.fr", n), fmt.Sprintf("MARCHE-%d", n)
	day := func(days int) string { return time.Now().AddDate(0, 0, days).Format("2006-01-02") }
	r.call(t, "referent", http.MethodPut, "profiles/"+id, map[string]any{"targets": []string{"F1703"}, "postal_code": "59140", "commune": "Dunkerque", "radius_km": 30,
		"available": day(0), "contracts": []string{"CDI"}, "domain": "batiment",
		"candidate": map[string]any{"first_name": "Samira", "last_name": "Marche", "email": email, "phone": "06 39 98 00 09", "consent_on": day(-1), "programmes": []map[string]any{{"programme": "CANDIDATHEQUE", "from": day(-2)}}}})
	offer := r.call(t, "employer", http.MethodPost, "offers", map[string]any{"siret": r.accounts["employer"].SIRET, "title": "Maçon coffreur (F/H)", "rome": "F1703", "contract": "CDI", "places": 1,
		"postal_code": "59760", "commune": "Grande-Synthe", "weekly_hours": 35, "first_start": "08:00", "last_end": "16:30", "pay_min": 14.5, "pay_unit": "hour", "start": day(30), "description": walkText, "beginner_ok": true})
	path := "offers/" + offer["id"].(string)
	r.call(t, "employer", http.MethodPost, path+"/submit", map[string]any{})
	r.call(t, "referent", http.MethodPost, path+"/publish", map[string]any{})
	list := "shortlists/" + r.call(t, "referent", http.MethodPost, path+"/shortlists", map[string]any{})["id"].(string)
	r.call(t, "referent", http.MethodPost, list+"/entries/"+id+"/keep", map[string]any{})
	done := r.call(t, "referent", http.MethodPost, list+"/invitations", map[string]any{"profiles": []string{id}, "slots": []string{day(3) + "T09:30", day(4) + "T14:00"}})
	if made, _ := done["invitations"].([]any); len(made) != 1 {
		t.Fatalf("not invited: %v", done)
	}
	return r.mailed(t, email, "/invitations/")
}

// says fails unless the page says it.
func (v *visitor) says(want string) {
	v.t.Helper()
	if text := v.Text("main"); !strings.Contains(text, want) {
		v.t.Fatalf("the page does not say %q:\n%s", want, text)
	}
}

func (r *running) answersByTouch(v *visitor, link string) {
	v.t.Helper()
	v.goes(link)
	v.says("Bonjour Samira")
	v.meets(".answers button[value=question]")
	v.Fill("#question", "Y a-t-il un bus le matin ?")
	v.meets("form button[value=question]")
	v.says("Y a-t-il un bus le matin ?")
	v.meets(".answers button[value=no]")
	v.Click("#reason-1")
	v.meets("form button.second")
	v.says("Cela n'a aucune conséquence")
	v.meets("button[value=yes]")
	if status := v.Follow("button.first"); status != 200 { // no time was ticked: the yes stands, and is asked again
		v.t.Fatalf("no time: %d", status)
	}
	v.checked()
	v.Click("#slot-0")
	v.meets("button.first")
	v.says("Votre rendez-vous")
	v.Click("details summary")
	v.Click("#slot-1")
	v.meets("details button")
	v.says("14 h")
	v.meets("a[href$='/arret']")
	v.Follow("main p a")
	v.meets("button[value=no]")
	v.says("vous avez dit non")
}

// answersByKeys reaches everything by the tab key, and presses by the keyboard.
func (r *running) answersByKeys(v *visitor, link string) {
	v.t.Helper()
	v.goes(link)
	v.presses("button « Oui, ça m'intéresse »")
	v.reaches("input#slot-0")
	v.PressKeys(" ", kb.ArrowDown)
	v.presses("button « Choisir ce rendez-vous »")
	v.says("14 h")
	v.reaches("a « Ajouter à mon agenda »")
	v.presses("button « Je ne peux plus venir »")
	v.says("vous avez dit non")
	v.presses("a « Ne plus recevoir de propositions »")
	v.presses("button « Faire une pause »")
	v.says("Vous êtes en pause")
}
