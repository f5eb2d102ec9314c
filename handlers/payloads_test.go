package handlers

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"eedk.fr/candidatheque/domain"
)

// payloads are forty ways to have a page run what somebody typed, each with a mark to find it by.
var payloads = []string{
	`<script>zqx()</script>`, `<SCRIPT SRC=//zqx.example></SCRIPT>`, `"><script>zqx()</script>`, `'><script>zqx()</script>`, `</title><script>zqx()</script>`,
	`</textarea><script>zqx()</script>`, `</style><script>zqx()</script>`, `--><script>zqx()</script>`, `]]><script>zqx()</script>`, `<scr<script>ipt>zqx()</script>`,
	`<img src=x onerror=zqx()>`, `<img/src=x/onerror=zqx()>`, `"><img src=x onerror=zqx()>`, `<svg onload=zqx()>`, `<svg/onload=zqx()>`,
	`<svg><script>zqx()</script></svg>`, `<body onload=zqx()>`, `<input autofocus onfocus=zqx()>`, `<details open ontoggle=zqx()>`, `<video><source onerror=zqx()></video>`,
	`<iframe src=javascript:zqx()>`, `<object data=javascript:zqx()>`, `<embed src=javascript:zqx()>`, `<a href=javascript:zqx()>x</a>`, `<a href="java&#115;cript:zqx()">x</a>`,
	`javascript:zqx()`, `data:text/html,<script>zqx()</script>`, `" onmouseover="zqx()`, `' onmouseover='zqx()`, "` onmouseover=zqx()",
	`" autofocus onfocus="zqx()`, `<math><mtext></mtext><mglyph><style><img src=x onerror=zqx()>`, `<noscript><p title="</noscript><img src=x onerror=zqx()>">`, `<base href=//zqx.example>`, `<meta http-equiv=refresh content="0;url=//zqx.example">`,
	`<link rel=stylesheet href=//zqx.example>`, `<form action=//zqx.example><button>zqx`, `{{zqx}}<%= zqx %>${zqx()}#{zqx}`, `\u003cscript\u003ezqx()\u003c/script\u003e`, "\u202e<script>zqx()</script>\u2066",
}

// runs tells what of a page could run or lead away because of what was typed; empty when nothing could.
func runs(page *goquery.Document) (found []string) {
	page.Find("*").Each(func(_ int, s *goquery.Selection) {
		name := goquery.NodeName(s)
		for _, a := range s.Nodes[0].Attr {
			value := strings.ToLower(strings.TrimSpace(a.Val))
			switch {
			case strings.HasPrefix(a.Key, "on"):
				found = append(found, name+" "+a.Key)
			case slices.Contains([]string{"href", "src", "action", "data", "formaction"}, a.Key) && (strings.HasPrefix(value, "javascript:") || strings.HasPrefix(value, "data:") || !strings.HasPrefix(value, "/") && strings.Contains(value, "zqx.example") || strings.HasPrefix(value, "//")):
				found = append(found, name+" "+a.Key+"="+a.Val)
			}
		}
		foreign := []string{"iframe", "object", "embed", "base", "svg script", "math", "video"}
		if slices.Contains(foreign, name) || name == "script" && strings.Contains(s.Text(), "zqx") || name == "style" && strings.Contains(s.Text(), "zqx") {
			found = append(found, name)
		}
	})
	return found
}

// Every payload goes through every text of an offer, a person, a training, a list, a token, an account and the reasons of
// staff; then everybody reads everything: nothing runs on any page, and no header carries a line of its own.
func TestFortyScriptsThroughEveryText(t *testing.T) {
	if len(payloads) != 40 {
		t.Fatalf("%d payloads", len(payloads))
	}
	l := MustLiveIn(MustHouse(t))
	typed := map[string]int{}
	for name, v := range map[string]viewer{"employer": l.viewerOf(l.users[domain.RoleEmployer]), "referent": l.viewerOf(l.users[domain.RoleReferent]),
		"adviser": l.viewerOf(l.users[domain.RoleAdviser]), "facilitator": l.viewerOf(l.users[domain.RoleFacilitator]), "admin": l.viewerOf(l.users[domain.RoleAdmin]),
		"stranger": {l.stranger(), l.stranger(), domain.RoleStranger}} {
		starts := []string{"/", "/se-proposer", "/connexion", "/offres", "/offres/nouvelle", "/besoins/nouveau", "/personnes", "/personnes/nouvelle", "/candidatheque", "/listes", "/formations",
			"/formations/nouvelle", "/compte", "/admin", "/imports", "/preselections/" + l.list.ID, "/offres/" + l.need.ID + "/clause", "/candidatheque/" + l.people[1]}
		for i, r := range crawl(v.browser, starts...) {
			if r.form == nil || strings.HasSuffix(r.path, "/fermer") || strings.HasPrefix(r.path, "/imports") || strings.HasPrefix(r.path, "/connexion") && name != "stranger" {
				continue
			}
			typed[r.path]++
			for n := range 4 { // the forty go round the forms and their fields
				got := v.send(request{r.method, r.path, poisoned(r.form, i*7+n*11)})
				checkInert(t, name+" "+r.String(), got)
			}
		}
		for _, path := range []string{"/candidatheque?q=", "/personnes?nom=", "/eligibilites?nom=", "/connexion?next=", "/offres?q=", "/suggestions?q=", "/formations?certificat=", "/candidatheque?near="} {
			for _, p := range payloads {
				checkInert(t, name+" "+path, v.browser.get(path+url.QueryEscape(p)))
			}
		}
	}
	if len(typed) < 30 {
		t.Errorf("only %d forms were filled", len(typed))
	}
	for _, role := range userRoles {
		v := l.viewerOf(l.users[role])
		for _, r := range crawl(v.browser, "/", "/offres", "/personnes", "/candidatheque", "/listes", "/formations", "/compte", "/admin", "/preselections/"+l.list.ID) {
			if r.method == http.MethodGet {
				checkInert(t, role.String()+" reads "+r.path, v.browser.get(r.path))
			}
		}
	}
}

// poisoned is a form with a payload in each field that is written by hand, another one in each.
func poisoned(form url.Values, n int) url.Values {
	out := url.Values{}
	for i, name := range slices.Sorted(maps.Keys(form)) {
		switch name {
		case "siret", "action", "revision", "start", "end", "on", "from", "contract", "places", "postal_code", "commune", "months", "pay_unit", "role", "profile":
			out[name] = form[name]
		default:
			for j := range form[name] {
				out.Add(name, payloads[(n+i+j)%len(payloads)]+"\r\nSet-Cookie: zqx=1")
			}
		}
	}
	return out
}

func checkInert(t *testing.T, where string, got answer) {
	t.Helper()
	if got.status >= 500 {
		t.Errorf("%s: %d %s", where, got.status, got.text())
	}
	for name, values := range got.header {
		if strings.Contains(strings.Join(values, ""), "zqx") && name != "Location" || name == "Set-Cookie" && strings.Contains(values[0], "zqx") {
			t.Errorf("%s: header %s %q", where, name, values)
		}
	}
	if strings.Contains(got.header.Get("Location"), "\n") || strings.HasPrefix(got.header.Get("Location"), "//") || strings.Contains(got.header.Get("Location"), ":") {
		t.Errorf("%s: sent to %q", where, got.header.Get("Location"))
	}
	switch kind := got.header.Get("Content-Type"); {
	case strings.HasPrefix(kind, "text/html"):
		if found := runs(got.page()); len(found) > 0 {
			t.Errorf("%s (%d): %q would run", where, got.status, found)
		}
	case strings.HasPrefix(kind, "application/json"):
		if !json.Valid([]byte(got.body)) || strings.Contains(got.body, "<script") {
			t.Errorf("%s: %.200s", where, got.body)
		}
	}
}

// A forged Host changes nothing of what is answered: no link, no redirection, no cookie, no cached page takes it.
func TestAForgedHostIsNowhere(t *testing.T) {
	l := MustLiveIn(MustHouse(t))
	server := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Host = "evil.example"
		l.server.ServeHTTP(w, r)
	})
	referent := l.as(domain.RoleReferent)
	forged := newClient(t, server)
	forged.cookies = referent.cookies
	stranger := newClient(t, server)
	forwarded := []string{"X-Forwarded-Host", "evil.example", "X-Forwarded-Proto", "https", "Forwarded", "host=evil.example", "X-Original-Url", "/admin", "X-Rewrite-Url", "/admin"}
	for _, got := range []answer{stranger.get("/", forwarded...), stranger.get("/connexion", forwarded...), stranger.get("/offres", forwarded...), stranger.post("/connexion", "email", "x@exemple.fr"),
		stranger.get("/rien", forwarded...), stranger.get("/.well-known/security.txt", forwarded...), forged.get("/offres", forwarded...), forged.get("/compte", forwarded...),
		forged.post("/candidatheque/" + l.people[0] + "/lien-accord"), stranger.get("/api/v1/openapi.yaml"), stranger.get("/accord/" + l.accord)} {
		if strings.Contains(got.body, "evil.example") || strings.Contains(got.header.Get("Location"), "evil") || strings.Contains(got.header.Get("Set-Cookie"), "evil") {
			t.Errorf("%d takes the forged host: %v", got.status, got.header)
		}
		if got.header.Get("Cache-Control") != "no-store" {
			t.Errorf("an answer to a forged host may be kept: %v", got.header)
		}
	}
	link := forged.post("/candidatheque/" + l.people[0] + "/lien-accord").want(200)
	if !strings.Contains(link.body, "http://127.0.0.1:8080/accord/") {
		t.Error("the link does not begin with the configured address")
	}
}

// Line breaks in what ends in a header, a line of a list or a subject are taken out or refused, in JSON too.
func TestLineBreaksGoNowhere(t *testing.T) {
	h := MustHouse(t)
	const breaks = "Maçon\r\nBcc: x@evil.example\u2028x\x0bx"
	api, referent := h.api(domain.RoleEmployer), h.api(domain.RoleReferent)
	offer := masonOffer()
	offer.Title = breaks
	if got := api.send(http.MethodPost, "/api/v1/offers", offer); got.status == 201 {
		var made offerBody
		got.into(&made)
		if strings.ContainsAny(made.Title, "\r\n\x0b\u2028") {
			t.Errorf("a title of several lines: %q", made.Title)
		}
	} else {
		got.want(422)
	}
	person := mason(1)
	person.Candidate.LastName, person.Candidate.FirstName = breaks, breaks
	if got := referent.send(http.MethodPut, "/api/v1/profiles/P-1", person); got.status == 201 {
		var made profileBody
		got.into(&made)
		if strings.ContainsAny(made.Candidate.LastName+made.Candidate.FirstName, "\r\n\x0b\u2028") {
			t.Errorf("a name of several lines: %+v", *made.Candidate)
		}
	} else {
		got.want(422)
	}
	for _, email := range []string{"x@exemple.fr\r\nBcc: y@evil.example", "x@exemple.fr\nx", "\"x y\"@exemple.fr", "x@exemple.fr,y@evil.example", "x@exemple.fr; y@evil.example", "<x@exemple.fr>"} {
		person := mason(1)
		person.Candidate.Email = email
		referent.send(http.MethodPut, "/api/v1/profiles/P-2", person).want(422)
		h.as(domain.RoleAdmin).post("/admin/comptes", "email", email, "role", "referent", "name", "x").want(422)
	}
	for _, path := range []string{"/connexion?next=%2Foffres%0d%0aSet-Cookie:%20zqx=1", "/connexion?next=//evil.example", "/connexion?next=/%5Cevil.example", "/connexion?next=https:evil.example"} {
		got := h.as(domain.RoleReferent).get(path).want(303)
		if got.header.Get("Location") != "/" || strings.Contains(got.header.Get("Set-Cookie"), "zqx") {
			t.Errorf("%s: %v", path, got.header)
		}
	}
}
