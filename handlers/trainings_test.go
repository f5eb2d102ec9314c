package handlers

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"eedk.fr/candidatheque/domain"
)

func TestTrainingsOnThePages(t *testing.T) {
	h := MustHouse(t)
	id := h.person(1)
	draft := masonOffer()
	draft.Certificates = []string{"R489-3"}
	offer := h.published(draft)
	h.settle()
	fac, referent := h.as(domain.RoleFacilitator), h.as(domain.RoleReferent)
	wrong := fac.post("/formations", "title", "CACES", "places", "huit", "certificates", "R489-3").want(422)
	if wrong.page().Find("#title").AttrOr("value", "") != "CACES" || wrong.page().Find("#places-erreur, #start-erreur, #commune-erreur").Length() != 3 {
		t.Errorf("the refused form: %s", wrong.text())
	}
	form := []string{"revision", "77", "title", "CACES R489-3 en semaine", "certificates", "R489-3", "certificates", "", "start", "2026-12-07", "end", "2026-12-11",
		"postal_code", "59140", "commune", "Dunkerque", "places", "8", "hours", "35", "programmes", "CANDIDATHEQUE"}
	fac.post("/formations", form...).want(303)
	fac.post("/formations", form...).want(303) // pressed twice
	list := referent.get("/formations").want(200)
	if n := list.page().Find("tbody th a[href$='/modifier']").Length(); n != 1 {
		t.Fatalf("%d sessions: %s", n, list.text())
	}
	if text := list.text(); !strings.Contains(text, "personnes de : candidathèque") || !strings.Contains(text, "1 offre") {
		t.Errorf("the list: %s", text)
	}
	opened := referent.get("/formations/certificats/R489-3").want(200)
	if text := opened.text(); !strings.Contains(text, mark("nom", 1)) || !strings.Contains(text, offer.Title) {
		t.Errorf("the count opened: %s", text)
	}
	if !strings.Contains(opened.text(), "Voir les formations") || strings.Contains(opened.text(), "après le début de l'offre") {
		t.Errorf("a session before the offer begins: %s", opened.text())
	}
	if opened.page().Find("a[download][href='/formations/certificats/R489-3?format=csv']").Length() != 1 {
		t.Errorf("no table to take away: %s", opened.text())
	}
	rows := rowsOfFile(t, referent.get("/formations/certificats/R489-3?format=csv"))
	if len(rows) != 2 || rows[0][0] != "code" || !slices.Contains(rows[1], offer.ID) || !slices.Contains(rows[1], id) {
		t.Errorf("the file holds %q", rows)
	}
	h.as(domain.RoleAdviser).get("/formations/certificats/R489-3?format=csv").want(403)
	referent.get("/formations/certificats/SST").want(404)
	edit := list.page().Find("tbody th a[href$='/modifier']").AttrOr("href", "")
	if value := fac.get(edit).want(200).page().Find("#places").AttrOr("value", ""); value != "8" {
		t.Errorf("the form reads %q places", value)
	}
	fac.post(edit, form...).want(409) // the number of another form is no revision

	// behind the lift, on both sides
	for _, path := range []string{"/candidatheque/" + id + "/offres", referent.post("/offres/" + offer.ID + "/preselections").want(303).sentTo()} {
		page := referent.get(path).want(200)
		if page.page().Find("a[href='/formations?certificat=R489-3']").Length() != 1 || !strings.Contains(page.text(), "CACES R489-3 en semaine") {
			t.Errorf("%s: no session behind the lift: %s", path, page.text())
		}
	}
	later := slices.Clone(form)
	later[1], later[3], later[9], later[11] = "78", "CACES R489-3 le soir", "2026-12-14", "2026-12-18"
	fac.post("/formations", later...).want(303)
	for _, path := range []string{"/candidatheque/" + id + "/offres", "/formations/certificats/R489-3"} {
		if n := strings.Count(referent.get(path).want(200).text(), "après le début de l'offre"); n != 1 {
			t.Errorf("%s: %d sessions of two end after the offer begins", path, n)
		}
	}
	fac.post(strings.Replace(edit, "/modifier", "/clore", 1)).want(303)
	if text := referent.get("/candidatheque/" + id + "/offres").want(200).text(); strings.Contains(text, "CACES R489-3 en semaine") {
		t.Errorf("a closed session is proposed: %s", text)
	}
	adviser := h.as(domain.RoleAdviser).get("/formations?certificat=R489-3").want(200)
	if adviser.page().Find("a[href$='/modifier'], a[href^='/formations/certificats/']").Length() != 0 {
		t.Errorf("an adviser may change or open: %s", adviser.text())
	}
	h.as(domain.RoleAdviser).get("/formations?metier=chariot").want(422)
	h.as(domain.RoleEmployer).get("/formations").want(403)
}

func TestTrainingsByTheAPI(t *testing.T) {
	h := MustHouse(t)
	k := h.api(domain.RoleReferent)
	body := trainingSessionBody{Title: "FCO", Certificates: []string{"FCO marchandises"}, Start: "2026-12-07", PostalCode: "59140", Commune: "Dunkerque", Places: 6}
	var made, again trainingSessionBody
	k.send(http.MethodPost, "/api/v1/trainings", body, "Idempotency-Key", "k").want(201).into(&made)
	k.send(http.MethodPost, "/api/v1/trainings", body, "Idempotency-Key", "k").want(201).into(&again)
	if made.ID == "" || made.ID != again.ID || made.Status != domain.TrainingOpen || made.Commune != "Dunkerque" {
		t.Fatalf("%+v then %+v", made, again)
	}
	for query, want := range map[string]int{"": 1, "?certificate=FIMO+marchandises": 1, "?certificate=SST": 0, "?rome=N4101": 0} {
		var list listBody[trainingSessionBody]
		h.api(domain.RoleAdviser).get("/api/v1/trainings" + query).want(200).into(&list)
		if len(list.Items) != want {
			t.Errorf("%q: %d sessions, want %d", query, len(list.Items), want)
		}
	}
	path := "/api/v1/trainings/" + made.ID
	made.Places = 3
	k.send(http.MethodPut, path, made).want(200).into(&again)
	if again.Places != 3 || again.Revision != made.Revision+1 {
		t.Errorf("%+v", again)
	}
	k.send(http.MethodPut, path, made).want(409)
	for name, b := range map[string]string{"nowhere": `{"title":"x","certificates":["SST"],"start":"2026-12-07","places":2}`, "unknown certificate": `{"title":"x","certificates":["ZZ"],"start":"2026-12-07","places":2,"commune":"Dunkerque"}`,
		"unknown programme": `{"programmes":["ZZ"]}`, "a state of its own": `{"status":"closed"}`, "unknown field": `{"nir":1}`} {
		if got := k.send(http.MethodPost, "/api/v1/trainings", b).want(422); len(got.refusal().Error.Fields) == 0 {
			t.Errorf("%s: no field named", name)
		}
	}
	k.send(http.MethodPost, path+"/close", "").want(200).into(&again)
	k.send(http.MethodPost, path+"/close", "").want(409)
	k.send(http.MethodPost, path+"/reopen", "").want(200).into(&again)
	var costs listBody[certificateCostBody]
	h.api(domain.RoleFacilitator).get("/api/v1/trainings/missing-certificates").want(200).into(&costs)
	h.api(domain.RoleEmployer).get("/api/v1/trainings").want(403)
	h.api(domain.RoleAdviser).send(http.MethodPost, "/api/v1/trainings", body).want(403)
}
