package main

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	"eedk.fr/candidatheque/handlers/browsertest"
)

// TestWalkOfAnEmployerWhoMeets is an employer on a phone, without script: who said yes, their sheet, times proposed, the
// meeting told by the keyboard alone, a refusal and a hire that lack something, then a hire. Every page passes axe at 360 px.
func TestWalkOfAnEmployerWhoMeets(t *testing.T) {
	r := MustServe(t)
	view := browsertest.Phone.WithoutScript()
	browser := browsertest.Open(t, view)
	browser.Go(r.base)
	boss := r.SignIn(t, browser, view, "employer")
	meeting, offer := r.toMeet(t)

	boss.goes(r.base + offer)
	day := time.Now().AddDate(0, 0, 6).Format("2006-01-02")
	boss.Click("details:has(form[action$='/creneaux']) summary")
	boss.Choose("#day", day)
	if status := boss.Follow("form[action$='/creneaux'] button"); status != 422 {
		t.Fatalf("slots without an hour were answered %d", status)
	}
	boss.checked()
	boss.Choose("#from", "09:00")
	boss.meets("form[action$='/creneaux'] button")

	boss.goes(r.base + meeting)
	name := boss.Text("h1")
	if boss.Count("a[href^='tel:']")+boss.Count("a[href^='mailto:']") == 0 || name == "" {
		t.Fatalf("nobody to call: %s", boss.Text("main"))
	}
	boss.meets("a[href$='/fiche']")
	if !strings.Contains(boss.Text("h1"), name) {
		t.Errorf("the sheet is of %q, not of %q", boss.Text("h1"), name)
	}
	boss.goes(r.base + meeting)
	for n := 0; n < 60 && !strings.Contains(boss.Focused(), "rencontrés"); n++ {
		boss.PressKeys(kb.Tab)
	}
	if status := boss.FollowKeys(kb.Enter); status != 200 {
		t.Fatalf("Enter on %q leads to %d", boss.Focused(), status)
	}
	boss.checked()
	boss.Click("details:has(form[action$='/refus']) summary")
	if status := boss.Follow("form[action$='/refus'] button"); status != 422 {
		t.Fatalf("a refusal without a word was answered %d", status)
	}
	boss.checked()
	boss.goes(r.base + meeting)
	boss.Choose("#start", "")
	if status := boss.Follow("form[action$='/embauche'] button"); status != 422 {
		t.Fatalf("a hire without a first day was answered %d", status)
	}
	boss.checked()
	boss.Choose("#contract", "CDI")
	boss.Choose("#start", day)
	boss.Choose("#end", "")
	boss.meets("form[action$='/embauche'] button")
	if text := boss.Text("main"); !strings.Contains(text, "Embauchée") {
		t.Fatalf("not hired: %s", text)
	}
}

// toMeet has somebody say yes, by phone, to an offer of the demonstration's employer: their page, and the offer's.
func (r *running) toMeet(t *testing.T) (meeting, offer string) {
	t.Helper()
	var offers struct{ Items []struct{ ID string } }
	r.calls(t, "employer", http.MethodGet, "/api/v1/offers?status=published", "", &offers)
	for _, o := range offers.Items {
		var list struct {
			ID      string
			Entries []struct{ Profile string }
		}
		r.calls(t, "referent", http.MethodPost, "/api/v1/offers/"+o.ID+"/shortlists", "", &list)
		for _, e := range list.Entries {
			at := "/api/v1/shortlists/" + list.ID
			r.calls(t, "referent", http.MethodPost, at+"/entries/"+url.PathEscape(e.Profile)+"/keep", "", nil)
			var asked struct{ Invitations []struct{ ID string } }
			r.calls(t, "referent", http.MethodPost, at+"/invitations", `{"profiles":["`+e.Profile+`"]}`, &asked)
			if len(asked.Invitations) == 0 {
				continue // asked already
			}
			var answered struct{ Introduction string }
			r.calls(t, "referent", http.MethodPost, "/api/v1/invitations/"+asked.Invitations[0].ID+"/answer", `{"answer":"yes","channel":"phone"}`, &answered)
			if answered.Introduction != "" {
				return "/mises-en-relation/" + answered.Introduction, "/offres/" + o.ID
			}
		}
	}
	t.Fatal("nobody can say yes to the demonstration's employer")
	return "", ""
}

// calls asks the API as somebody of the demonstration.
func (r *running) calls(t *testing.T, role, method, path, body string, into any) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, r.base+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+r.accounts[role].Token)
	req.Header.Set("Content-Type", "application/json")
	res, err := (&http.Client{Timeout: time.Minute}).Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	if res.StatusCode >= http.StatusMultipleChoices {
		t.Fatalf("%s %s by the %s: %d", method, path, role, res.StatusCode)
	}
	if into == nil {
		return
	}
	if err := json.NewDecoder(res.Body).Decode(into); err != nil {
		t.Fatal(err)
	}
}
