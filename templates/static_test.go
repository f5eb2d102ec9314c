package templates

import (
	"bytes"
	"fmt"
	"math"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

func TestStaticFilesAreKeptForEver(t *testing.T) {
	for _, a := range assets {
		if len(a.content) == 0 {
			t.Errorf("%s is empty", a.path)
		}
		w := httptest.NewRecorder()
		Static().ServeHTTP(w, httptest.NewRequest(http.MethodGet, a.path, nil))
		if w.Code != http.StatusOK || w.Header().Get("Content-Type") != a.kind || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
			t.Errorf("%s: %d %v", a.path, w.Code, w.Header())
		}
		if !bytes.Equal(w.Body.Bytes(), a.content) {
			t.Errorf("%s is not served whole", a.path)
		}
	}
	for _, path := range []string{"/static/", "/static/app.css", "/static/app.000000000000.css", "/static/../pages.go"} {
		w := httptest.NewRecorder()
		Static().ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		if w.Code != http.StatusNotFound {
			t.Errorf("%s answers %d", path, w.Code)
		}
	}
}

func TestNameFollowsContent(t *testing.T) {
	one, two := newAsset("app", ".css", "text/css", []byte("a")), newAsset("app", ".css", "text/css", []byte("b"))
	if one.path == two.path || !regexp.MustCompile(`^/static/app\.[0-9a-f]{12}\.css$`).MatchString(one.path) {
		t.Errorf("%s and %s", one.path, two.path)
	}
}

func TestStyleAndScriptStayOurs(t *testing.T) {
	style, script := string(content(t, "app.css")), string(content(t, "app.js"))
	for _, foreign := range []string{"url(", "@import", "http:", "https:", "!important"} {
		if strings.Contains(style, foreign) {
			t.Errorf("the stylesheet holds %q", foreign)
		}
	}
	for _, foreign := range []string{"http:", "https:", "eval(", "document.write", "localStorage", "sessionStorage"} {
		if strings.Contains(script, foreign) {
			t.Errorf("the script holds %q", foreign)
		}
	}
	if lines := strings.Count(script, "\n"); lines > 300 {
		t.Errorf("the script is %d lines long, 300 at most", lines)
	}
}

func content(tb testing.TB, name string) []byte {
	tb.Helper()
	for _, a := range assets {
		if a.path == assetPath(name) {
			return a.content
		}
	}
	tb.Fatalf("no asset %q", name)
	return nil
}

// plainClasses need no rule: they carry a state to the script or to other rules, or are styled by their element.
var plainClasses = regexp.MustCompile(`^(decision-(proposed)|history|near-add|all-reasons|marks|dense|results|marks-line|ranked|search-page|form-end|n|why)$`)

func TestEveryClassIsStyled(t *testing.T) {
	style := string(content(t, "app.css"))
	for name, doc := range everyExample(t) {
		t.Run(name, func(t *testing.T) {
			doc.Find("[class]").Each(func(_ int, s *goquery.Selection) {
				for _, class := range strings.Fields(s.AttrOr("class", "")) {
					if !strings.Contains(style, "."+class) && !plainClasses.MatchString(class) {
						t.Errorf("class %q has no rule", class)
					}
				}
			})
		})
	}
}

var token = regexp.MustCompile(`--([a-z-]+): #([0-9a-f]{6});`)

// contrasts are the pairs that stand on each other, with the least ratio of WCAG 2.2: 4.5 for text (1.4.3), 3 for
// controls, focus and what a drawing says (1.4.11).
var contrasts = []struct {
	over, under string
	least       float64
}{
	{"text", "ground", 4.5}, {"text", "surface", 4.5}, {"text", "sunken", 4.5}, {"text", "accent-soft", 4.5},
	{"text", "done-soft", 4.5}, {"text", "wait-soft", 4.5}, {"text", "stop-soft", 4.5}, {"text", "mark", 4.5},
	{"muted", "ground", 4.5}, {"muted", "surface", 4.5}, {"muted", "sunken", 4.5}, {"muted", "accent-soft", 4.5},
	{"accent", "ground", 4.5}, {"accent", "surface", 4.5}, {"accent-strong", "accent-soft", 4.5},
	{"on-accent", "accent", 4.5}, {"on-accent", "accent-strong", 4.5},
	{"done", "done-soft", 4.5}, {"wait", "wait-soft", 4.5}, {"stop", "stop-soft", 4.5}, {"quiet", "quiet-soft", 4.5},
	{"wait", "surface", 4.5}, {"stop", "surface", 4.5}, {"stop", "ground", 4.5},
	{"control", "surface", 3}, {"control", "ground", 3}, {"focus", "ground", 3}, {"focus", "surface", 3},
	{"seg-occupation", "surface", 3}, {"seg-skills", "surface", 3}, {"seg-experience", "surface", 3}, {"seg-distance", "surface", 3},
	{"seg-availability", "surface", 3}, {"seg-level", "surface", 3}, {"seg-preference", "surface", 3}, {"seg-text", "surface", 3},
	{"seg-occupation", "slot", 3}, {"seg-skills", "slot", 3}, {"seg-experience", "slot", 3}, {"seg-distance", "slot", 3},
	{"seg-availability", "slot", 3}, {"seg-level", "slot", 3}, {"seg-preference", "slot", 3}, {"seg-text", "slot", 3},
}

func TestContrastsHoldInBothSchemes(t *testing.T) {
	light, dark, found := strings.Cut(string(content(t, "app.css")), "@media (prefers-color-scheme: dark)")
	dark, _, closed := strings.Cut(dark, "\n}\n")
	if !found || !closed {
		t.Fatal("no dark scheme")
	}
	for name, scheme := range map[string]string{"light": light, "dark": dark} {
		colours := map[string]string{}
		for _, m := range token.FindAllStringSubmatch(scheme, -1) {
			colours[m[1]] = m[2]
		}
		for _, c := range contrasts {
			if colours[c.over] == "" || colours[c.under] == "" {
				t.Fatalf("%s: no colour %q or %q", name, c.over, c.under)
			}
			if got := contrast(t, colours[c.over], colours[c.under]); got < c.least {
				t.Errorf("%s: %s on %s is %.2f, %.1f needed", name, c.over, c.under, got, c.least)
			}
		}
	}
}

// contrast is the ratio of WCAG 2.2 between two colours written rrggbb, from 1 to 21.
func contrast(tb testing.TB, one, two string) float64 {
	tb.Helper()
	a, b := luminance(tb, one), luminance(tb, two)
	return (max(a, b) + .05) / (min(a, b) + .05)
}

func luminance(tb testing.TB, colour string) float64 {
	tb.Helper()
	part := func(i int) float64 {
		n, err := strconv.ParseUint(colour[i:i+2], 16, 8)
		if err != nil {
			tb.Fatal(fmt.Errorf("colour %q: %w", colour, err))
		}
		c := float64(n) / 255
		if c <= .04045 {
			return c / 12.92
		}
		return math.Pow((c+.055)/1.055, 2.4)
	}
	return .2126*part(0) + .7152*part(2) + .0722*part(4)
}
