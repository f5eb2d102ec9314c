package handlers

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
)

// lines reads the journal whole, the first line first.
func (h *house) lines() []*domain.JournalLine {
	h.tb.Helper()
	list, _, err := h.service.Deps.Journal.Find(h.tb.Context(), domain.System(), domain.JournalQuery{Limit: 10_000})
	if err != nil {
		h.tb.Fatal(err)
	}
	slices.Reverse(list)
	return list
}

// since lists the acts told since a number of lines, with their object.
func (h *house) since(before int) (acts []string) {
	h.tb.Helper()
	for _, l := range h.lines()[before:] {
		if l.Event == "" { // what histories say comes in its own time
			acts = append(acts, strings.TrimSpace(string(l.Act)+" "+l.Object))
		}
	}
	return acts
}

func TestEveryFileOpenedLeavesALine(t *testing.T) {
	h := MustHouse(t)
	_, list := h.shared()
	first, second := mark("cle", 0), mark("cle", 1)
	h.followedBy(first)
	for _, tt := range []struct {
		name   string
		role   domain.Role
		path   string
		status int
		want   []string
	}{
		{"the page of a person", domain.RoleReferent, "/candidatheque/" + first, 200, []string{"person.open"}},
		{"their form", domain.RoleReferent, "/candidatheque/" + first + "/modifier", 200, []string{"person.open"}},
		{"by the API", domain.RoleReferent, "/api/v1/profiles/" + first, 200, []string{"person.open"}},
		{"by their adviser", domain.RoleAdviser, "/candidatheque/" + first, 200, []string{"person.open"}},
		{"of another adviser's, not found", domain.RoleAdviser, "/candidatheque/" + second, 404, nil},
		{"proofs", domain.RoleFacilitator, "/candidatheque/" + first + "/eligibilite", 200, []string{"person.open_proofs"}},
		{"proofs by the API", domain.RoleFacilitator, "/api/v1/eligibilities?profile=" + first, 200, []string{"person.open_proofs"}},
		{"offers for somebody", domain.RoleReferent, "/candidatheque/" + first + "/offres", 200, []string{"person.open_offers"}},
		{"offers for somebody by the API", domain.RoleReferent, "/api/v1/profiles/" + first + "/offers", 200, []string{"person.open_offers"}},
		{"two files side by side", domain.RoleReferent, "/personnes/doublons/" + first + "/" + second, 200, []string{"person.compare", "person.compare"}},
		{"a shortlist", domain.RoleReferent, "/preselections/" + list.ID, 200, []string{"shortlist.open " + list.ID}},
		{"a shortlist by the API", domain.RoleReferent, "/api/v1/shortlists/" + list.ID, 200, []string{"shortlist.open " + list.ID}},
		{"who was left out of it", domain.RoleReferent, "/preselections/" + list.ID + "/exclus/distance", 200, []string{"shortlist.open " + list.ID}},
		{"its cards", domain.RoleEmployer, "/preselections/" + list.ID, 200, []string{"shortlist.open " + list.ID}},
		{"the search, which is not told", domain.RoleReferent, "/candidatheque?q=" + mark("presentation", 0), 200, nil},
		{"what it found, as a file", domain.RoleReferent, "/candidatheque?format=csv", 200, []string{"export.done candidatheque.csv"}},
		{"the propositions of a person, as a file", domain.RoleReferent, "/candidatheque/" + first + "?format=csv", 200, []string{"person.open", "export.done propositions.csv"}},
		{"the register, which names nobody", domain.RoleReferent, "/donnees-personnelles?format=csv", 200, []string{"export.done donnees-gardees.csv"}},
		{"a page of another role", domain.RoleEmployer, "/candidatheque/" + first, 403, []string{"route.refused GET /candidatheque/:id"}},
		{"by the API of another role", domain.RoleEmployer, "/api/v1/profiles/" + first, 403, []string{"route.refused GET /api/v1/profiles/:id"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h.clock.move(20 * time.Minute)
			k := h.as(tt.role)
			if strings.HasPrefix(tt.path, apiPrefix) {
				k = h.api(tt.role)
			}
			before := len(h.lines())
			got := k.get(tt.path).want(tt.status)
			if acts := h.since(before); !slices.Equal(acts, tt.want) {
				t.Errorf("told %q, want %q", acts, tt.want)
			}
			k.get(tt.path)
			first := true
			for _, l := range h.lines()[before:] {
				if l.Event == "" && (l.Request == "" || first && l.Request != got.header.Get("X-Request-Id")) {
					t.Errorf("line %d does not name its request", l.Number)
				}
				first = first && l.Event != ""
				if strings.Contains(l.Actor+l.Person+l.Object+l.Event, "Zq") {
					t.Errorf("line %d holds what somebody wrote: %+v", l.Number, l)
				}
			}
		})
	}
	check, err := h.service.VerifyJournal(t.Context())
	if err != nil || len(check.Faults) > 0 {
		t.Errorf("%+v, %v", check, err)
	}
}

func TestAStrangerRefusedLeavesNoLine(t *testing.T) {
	h := MustHouse(t)
	before := len(h.lines())
	h.stranger().get("/candidatheque/P1").want(303)
	h.stranger().get("/api/v1/profiles/P1").want(401)
	h.stranger().get("/donnees-personnelles?format=csv").want(200)
	if acts := h.since(before); len(acts) > 0 {
		t.Errorf("told %q", acts)
	}
}

func TestAnExportSaysHowManyRows(t *testing.T) {
	h := MustHouse(t)
	for n := range 3 {
		h.person(n)
	}
	h.settle()
	before := len(h.lines())
	h.as(domain.RoleReferent).get("/candidatheque?format=csv").want(200)
	h.as(domain.RoleReferent).get("/candidatheque/" + mark("cle", 1) + "?format=csv").want(200)
	lines := slices.DeleteFunc(h.lines()[before:], func(l *domain.JournalLine) bool { return l.Event != "" })
	if len(lines) != 3 || lines[0].Count != 3 || lines[0].Person != "" || lines[2].Person == "" || lines[2].Person != lines[1].Person {
		t.Errorf("%+v", lines)
	}
}

// silent is a journal that cannot be written.
type silent struct{ hiring.Journal }

func (silent) Append(context.Context, *domain.JournalLine) error {
	return domain.Refuse(domain.CodeUnavailable, "Plus de place sur le disque.")
}

func TestNothingIsShownThatCannotBeTold(t *testing.T) {
	h := MustHouse(t)
	_, list := h.shared()
	referent, facilitator, program, boss := h.as(domain.RoleReferent), h.as(domain.RoleFacilitator), h.api(domain.RoleReferent), h.as(domain.RoleEmployer)
	h.clock.move(20 * time.Minute)
	h.service.Deps.Journal = silent{h.service.Deps.Journal}
	first, second := mark("cle", 0), mark("cle", 1)
	for path, k := range map[string]*client{
		"/candidatheque/" + first: referent, "/candidatheque/" + first + "/modifier": referent, "/api/v1/profiles/" + first: program,
		"/candidatheque/" + first + "/offres": referent, "/candidatheque/" + first + "/eligibilite": facilitator,
		"/personnes/doublons/" + first + "/" + second: referent, "/preselections/" + list.ID: referent, "/api/v1/shortlists/" + list.ID: program,
		"/candidatheque?format=csv": referent, "/personnes/accords?format=csv": referent, "/candidatheque": boss, // refused before, refused still
	} {
		got := k.get(path).want(http.StatusServiceUnavailable)
		for _, field := range []string{"nom", "courriel", "presentation"} {
			if strings.Contains(got.body, mark(field, 0)) {
				t.Errorf("%s shows what could not be told", path)
			}
		}
	}
	referent.get("/candidatheque").want(200)
}

func TestTheJournalReadsInWords(t *testing.T) {
	h := MustHouse(t)
	offer, list := h.shared()
	// Who is first among equals is the offer's own draw.
	first, second := list.Entries[0].Profile, list.Entries[1].Profile
	firstName := func(key string) string { return strings.Replace(key, "Zqcle", "Zqprenom", 1) }
	referent := h.as(domain.RoleReferent)
	for _, path := range []string{"/candidatheque/" + first, "/candidatheque/" + second, "/preselections/" + list.ID, "/candidatheque?format=csv"} {
		referent.get(path).want(200)
	}
	h.as(domain.RoleEmployer).get("/candidatheque").want(403)
	must(h.service.Relay(t.Context()))(t)
	admin := h.as(domain.RoleAdmin)
	name := h.users[domain.RoleReferent].Name
	for _, tt := range []struct {
		name, query string
		rows        int
		says        []string
	}{
		{"a person's", "dossier=" + first, 4, []string{name + " a créé le dossier de", name + " a retenu " + firstName(first), "a cherché dans le journal les lignes sur " + firstName(first), name + " a ouvert le dossier de " + firstName(first)}},
		{"an account's", "qui=employer@exemple.fr", 3, []string{"s'est vu refuser l'accès à GET /candidatheque"}},
		{"an act", "acte=export.done", 1, []string{"a exporté le tableau candidatheque.csv 3 lignes"}},
		{"a kind of object", "acte=person.", 5, []string{firstName(first), firstName(second)}},
		{"an object", "objet=" + list.ID, 6, []string{"a partagé la présélection avec l'employeur", "a ouvert la présélection"}},
		{"a day with nothing", "du=2026-11-01&au=2026-11-02", 0, []string{"Aucune ligne ne répond"}},
		{"an object never touched", "objet=" + offer.ID + "x", 0, []string{"Aucune ligne ne répond"}},
		{"today", "du=2026-11-23&au=2026-11-23&qui=referent@exemple.fr&acte=person.open", 2, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			page := admin.get("/journal?" + tt.query).want(200)
			if got := page.page().Find("tbody tr").Length(); got != tt.rows {
				t.Errorf("%d rows, want %d: %s", got, tt.rows, page.text())
			}
			for _, words := range tt.says {
				if !strings.Contains(page.text(), words) {
					t.Errorf("the page does not say %q: %s", words, page.text())
				}
			}
		})
	}
	for query, message := range map[string]string{"qui=inconnu@exemple.fr": "Aucun compte", "dossier=inconnu": "Aucun dossier", "du=hier": "hier"} {
		wrong := admin.get("/journal?" + query).want(422)
		field, typed, _ := strings.Cut(query, "=")
		if !strings.Contains(wrong.page().Find("#"+field+"-erreur").Text(), message) || wrong.page().Find("#"+field).AttrOr("value", "") != typed {
			t.Errorf("%s: %s", query, wrong.text())
		}
	}
	if links := admin.get("/journal").page().Find(`a[href^="/candidatheque"]`).Length(); links != 0 {
		t.Errorf("%d links lead an administrator where their role does not go", links)
	}
}

func TestTheJournalOfSomebodyWhoIsGone(t *testing.T) {
	h := MustHouse(t)
	h.person(0)
	first := mark("cle", 0)
	h.as(domain.RoleReferent).get("/candidatheque/" + first).want(200)
	admin := h.as(domain.RoleAdmin)
	if page := admin.get("/journal?acte=person.").want(200); !strings.Contains(page.text(), mark("nom", 0)) {
		t.Errorf("somebody who is there has no name: %s", page.text())
	}
	must(h.service.Identities.Take(t.Context(), first))(t)
	if err := h.service.ForgetKey(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	page := admin.get("/journal?acte=person.").want(200)
	sheet := admin.get("/journal?acte=person.&format=csv").want(200)
	for _, text := range []string{page.body, sheet.body} {
		if strings.Contains(text, "Zq") || !strings.Contains(text, "personne effacée") {
			t.Errorf("somebody is gone, and: %s", text)
		}
	}
	admin.get("/journal?dossier=" + first).want(422)
}

func TestReadingTheJournalIsToldAndProven(t *testing.T) {
	h := MustHouse(t)
	admin := h.as(domain.RoleAdmin)
	before := len(h.lines())
	admin.get("/journal").want(200)
	rows := rowsOfFile(t, admin.get("/journal?format=csv"))
	if got, want := h.since(before), []string{"journal.open", "export.done journal.csv"}; !slices.Equal(got, want) {
		t.Errorf("told %q, want %q", got, want)
	}
	if len(rows) < 2 || rows[0][0] != "ligne" || !slices.ContainsFunc(rows, func(row []string) bool { return row[4] == "journal.open" && row[2] == h.users[domain.RoleAdmin].Name }) {
		t.Errorf("%q", rows)
	}
	h.clock.move(31 * time.Minute)
	if got := admin.get("/journal").want(303); got.sentTo() != "/confirmer-identite" {
		t.Errorf("an old proof is sent to %q", got.sentTo())
	}
}

func TestTheJournalIsReadPageByPage(t *testing.T) {
	h := MustHouse(t)
	who := h.users[domain.RoleReferent].Actor()
	for i := range 120 {
		if err := h.service.TellExport(t.Context(), who, hiring.Export{Name: "essai.csv", Rows: i}); err != nil {
			t.Fatal(err)
		}
	}
	admin, seen := h.as(domain.RoleAdmin), 0
	for path := "/journal?acte=export.done"; path != ""; {
		page := admin.get(path).want(200).page()
		seen += page.Find("tbody tr").Length()
		path = page.Find("a[rel=next]").AttrOr("href", "")
	}
	if seen != 120 {
		t.Errorf("%d lines on the pages, of 120", seen)
	}
}
