package browsertest_test

import (
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"eedk.fr/candidatheque/handlers/browsertest"
)

// The policy of the program's own pages, so that the checks are known to work under it.
const policy = "default-src 'self'; script-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"

var pages = map[string]string{
	"/": `<h1 id="titre">Accueil</h1>
		<a href="/formulaire">Déposer une offre</a>`,
	"/formulaire": `<h1>Offre</h1>
		<form method="post" action="/recu">
		<label for="intitule">Intitulé</label> <input id="intitule" name="intitule" value="ancien">
		<label for="contrat">Contrat</label> <select id="contrat" name="contrat"><option>CDI</option><option>CDD</option></select>
		<label for="debut">Début</label> <input type="date" id="debut" name="debut">
		<button>Publier l'offre</button></form>
		<p id="script">sans script</p><script src="/page.js"></script>`,
	"/inaccessible": `<h1>Non</h1><img src="/rien.png"><form><input name="sans-nom"></form>
		<p style="color:#bbb">gris trop clair</p>`,
	"/large":  `<h1>Large</h1><p id="trop" style="width:900px">dépasse</p>`,
	"/boite":  `<h1>Boîte</h1><div tabindex="0" style="overflow-x:auto"><p style="width:900px">défile seule</p></div>`,
	"/bloque": `<h1>Bloqué</h1><script>document.title = "interdit par la politique"</script>`,
	"/casse":  `<h1>Cassé</h1><script src="/casse.js"></script>`,
}

var scripts = map[string]string{
	"/page.js":  `document.querySelector("#script").textContent = "avec script"`,
	"/casse.js": `throw new Error("le script est cassé")`,
}

func serve(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, found := pages[r.URL.Path]
		switch {
		case scripts[r.URL.Path] != "":
			w.Header().Set("Content-Type", "text/javascript")
			fmt.Fprint(w, scripts[r.URL.Path])
			return
		case r.Method == http.MethodPost:
			http.SetCookie(w, &http.Cookie{Name: "passage", Value: "oui", Path: "/"})
			received := strings.Join([]string{r.PostFormValue("intitule"), r.PostFormValue("contrat"), r.PostFormValue("debut")}, "/")
			http.Redirect(w, r, "/recu?offre="+url.QueryEscape(received), http.StatusSeeOther)
			return
		case r.URL.Path == "/recu":
			_, err := r.Cookie("passage")
			body = fmt.Sprintf(`<h1>Reçu</h1><p id="recu">%s</p><p id="connu">%t</p>`, html.EscapeString(r.FormValue("offre")), err == nil)
		case !found:
			w.WriteHeader(http.StatusNotFound)
			body = "<h1>Introuvable</h1>"
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", policy+"; style-src 'self' 'unsafe-inline'")
		fmt.Fprintf(w, `<!doctype html><html lang="fr"><head><title>Essai</title>
			<meta name="viewport" content="width=device-width"></head><body><main>%s</main></body></html>`, body)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func TestJourneyOfAForm(t *testing.T) {
	address := serve(t)
	for _, tt := range []struct {
		name, script string
		view         browsertest.View
	}{
		{"with scripts", "avec script", browsertest.Desktop},
		{"scripts off", "sans script", browsertest.Phone.WithoutScript()},
	} {
		t.Run(tt.name, func(t *testing.T) {
			page := browsertest.Open(t, tt.view)
			if status := page.Go(address + "/"); status != http.StatusOK {
				t.Fatalf("status %d", status)
			}
			page.Follow("a")
			if got := page.Text("#script"); got != tt.script {
				t.Errorf("the page says %q, want %q", got, tt.script)
			}
			page.Fill("#intitule", "Maçon · œuvre")
			page.Choose("#contrat", "CDD")
			page.Choose("#debut", "2026-12-15")
			page.Follow("button")
			page.WaitFor("#recu")
			if got := page.Text("#recu"); got != "Maçon · œuvre/CDD/2026-12-15" {
				t.Errorf("the server received %q", got)
			}
			page.Axe()
			page.NoHorizontalScroll()
		})
	}
}

func TestKeyboardAlone(t *testing.T) {
	page := browsertest.Open(t, browsertest.Desktop)
	page.Go(serve(t) + "/")
	page.PressKeys(kb.Tab)
	if got := page.Focused(); got != "a « Déposer une offre »" {
		t.Fatalf("the focus is on %q", got)
	}
	page.FollowKeys(kb.Enter)
	page.WaitForText("h1", "Offre")
	if !strings.HasSuffix(page.URL(), "/formulaire") {
		t.Errorf("Enter led to %s", page.URL())
	}
	page.PressKeys(kb.Tab)
	if got := page.Focused(); got != "input#intitule « Intitulé »" {
		t.Errorf("the focus is on %q", got)
	}
}

func TestTwoPeopleDoNotShareCookies(t *testing.T) {
	address := serve(t)
	first := browsertest.Open(t, browsertest.Desktop)
	first.Go(address + "/formulaire")
	first.Follow("button")
	second := first.Another(browsertest.Phone)
	second.Go(address + "/recu")
	if first.Text("#connu") != "true" || second.Text("#connu") != "false" {
		t.Errorf("known: first %s, second %s", first.Text("#connu"), second.Text("#connu"))
	}
}

func TestInaccessiblePageIsReported(t *testing.T) {
	address := serve(t)
	for _, view := range []browsertest.View{browsertest.Desktop, browsertest.Desktop.WithoutScript()} {
		page := browsertest.Open(t, view)
		page.Go(address + "/inaccessible")
		var rules []string
		for _, violation := range page.Violations() {
			rules = append(rules, violation.Rule)
			if len(violation.Nodes) == 0 || !strings.Contains(violation.String(), violation.Rule) {
				t.Errorf("%s does not name its elements: %s", violation.Rule, violation)
			}
		}
		for _, rule := range []string{"image-alt", "label", "color-contrast"} {
			if !slices.Contains(rules, rule) {
				t.Errorf("scripts off %t: %s was not reported among %v", view.NoScript, rule, rules)
			}
		}
	}
}

func TestWidePageIsReported(t *testing.T) {
	address := serve(t)
	page := browsertest.Open(t, browsertest.Phone)
	page.Go(address + "/large")
	if wide := page.StickingOut(); !slices.Contains(wide, "p#trop") {
		t.Errorf("the wide paragraph is not named: %v", wide)
	}
	page.Go(address + "/boite")
	page.NoHorizontalScroll()
}

func TestPageThatBreaksIsReported(t *testing.T) {
	address := serve(t)
	for path, want := range map[string]string{"/casse": "le script est cassé", "/bloque": "Content Security Policy"} {
		page := browsertest.Open(t, browsertest.Desktop)
		page.Go(address + path)
		if seen := strings.Join(page.Complaints(), "\n"); !strings.Contains(seen, want) {
			t.Errorf("%s: complaints %q do not say %q", path, seen, want)
		}
	}
}

func TestErrorPageTellsItsStatus(t *testing.T) {
	page := browsertest.Open(t, browsertest.Desktop)
	if status := page.Go(serve(t) + "/nulle-part"); status != http.StatusNotFound {
		t.Errorf("status %d", status)
	}
	if got := page.Texts("h1"); !slices.Equal(got, []string{"Introuvable"}) {
		t.Errorf("titles %q", got)
	}
}

func TestScreenshotsAreKeptOnDemand(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "captures")
	page := browsertest.Open(t, browsertest.Phone.InTheDark())
	page.Go(serve(t) + "/")
	t.Setenv("CANDIDATHEQUE_SHOTS", "")
	page.Screenshot("accueil")
	t.Setenv("CANDIDATHEQUE_SHOTS", folder)
	page.Screenshot("accueil")
	png, err := os.ReadFile(filepath.Join(folder, "accueil.png"))
	if err != nil || !strings.HasPrefix(string(png), "\x89PNG") {
		t.Errorf("no screenshot: %v", err)
	}
	var dark bool
	if page.Script(`matchMedia("(prefers-color-scheme: dark)").matches`, &dark); !dark {
		t.Error("the page was not asked for dark colours")
	}
}
