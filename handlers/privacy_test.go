package handlers

import (
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"eedk.fr/candidatheque/domain"
)

// hidden are the marks and facts that an employer must find nowhere before the person accepts (domain.md, Visibility).
func hidden(list shortlistBody) []string {
	words := []string{"1987-03-14", "14 mars 1987", "2026-11-02", "2 novembre 2026", "lu-ve", "Compte référent", "referent@exemple.fr"}
	for n := range 3 {
		for _, field := range []string{"cle", "prenom", "nom", "courriel", "presentation", "contexte"} {
			words = append(words, mark(field, n))
		}
		words = append(words, "06770000", "06 77 00")
	}
	for _, e := range list.Entries {
		words = append(words, e.Profile)
	}
	return words
}

// An employer follows every link and form address that their pages show, and asks the API for all it has.
func TestAnEmployerMeetsNothingButCards(t *testing.T) {
	h := MustHouse(t)
	offer, list := h.shared()
	words := hidden(list)
	browser, program := h.as(domain.RoleEmployer), h.api(domain.RoleEmployer)

	read := map[string]bool{}
	queue := []string{"/", "/offres", "/offres/" + offer.ID, "/preselections/" + list.ID, "/candidatheque", "/candidatheque/" + list.Entries[0].Profile,
		"/preselections/" + list.ID + "/exclus/distance", "/imports", "/suggestions?q=ma%C3%A7on", "/candidatheque?q=" + mark("nom", 1)}
	for len(queue) > 0 {
		path := queue[0]
		queue = queue[1:]
		if path, _, _ = strings.Cut(path, "#"); read[path] || !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "/static/") {
			continue
		}
		read[path] = true
		got := browser.get(path)
		shows(t, "page "+path, got, words)
		got.page().Find("a[href]").Each(func(_ int, a *goquery.Selection) { queue = append(queue, a.AttrOr("href", "")) })
	}
	if len(read) < 12 {
		t.Errorf("only %d pages were read: the crawl is broken", len(read))
	}
	for _, path := range []string{"me", "offers", "offers/" + offer.ID, "shortlists/" + list.ID, "profiles", "profiles/" + list.Entries[0].Profile,
		"profiles?q=" + mark("nom", 1), "rome/suggestions?q=ma%C3%A7on", "imports/" + list.ID} {
		shows(t, "API "+path, program.get(apiPrefix+path), words)
	}
	for _, r := range h.server.table {
		if r.method == http.MethodPost && strings.HasPrefix(r.path, "/preselections/") {
			path := strings.NewReplacer(":id", list.ID, ":profile", list.Entries[0].Profile, ":card", list.Entries[0].Profile).Replace(r.path)
			shows(t, "form "+path, browser.post(path, "reason", "essai"), words[:len(words)-len(list.Entries)])
		}
	}
	live := browser.post("/offres/compte", "title", "Maçon", "rome", "F1703", "contract", "CDI", "siret", string(ownSIRET), "postal_code", "59140", "commune", "Dunkerque")
	shows(t, "live count", live.want(200), append(words, "3 personnes"))
}

func shows(t *testing.T, where string, got answer, words []string) {
	t.Helper()
	for _, word := range words {
		if strings.Contains(got.body, word) || strings.Contains(strings.Join(got.header.Values("Location"), ""), word) {
			t.Errorf("%s (%d) shows %q", where, got.status, word)
		}
	}
}

// What people type, who they are and what opens a door never reach the log.
func TestTheLogNamesNobody(t *testing.T) {
	h := MustHouse(t)
	_, list := h.shared()
	token := h.link(h.users[domain.RoleReferent])
	k := h.stranger()
	k.post("/connexion/" + token).want(303)
	k.get("/candidatheque?q=" + mark("nom", 1)).want(200)
	k.get("/candidatheque/" + list.Entries[0].Profile).want(200)
	h.stranger().post("/connexion", "email", "samira@exemple.fr").want(200)
	h.stranger().post("/connexion", "email", "samira exemple.fr").want(422)
	logged := h.log.String()
	for _, word := range append(hidden(list), token, "samira", k.cookies[plainCookie].Value) {
		if word != "" && strings.Contains(logged, word) {
			t.Errorf("the log shows %q", word)
		}
	}
	if !strings.Contains(logged, "route=/connexion/:token") || !strings.Contains(logged, "request_id=") {
		t.Errorf("the log lost its routes: %.300s", logged)
	}
}
