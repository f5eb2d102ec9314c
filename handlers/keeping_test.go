package handlers

import (
	"encoding/json"
	"strings"
	"testing"

	"eedk.fr/candidatheque/domain"
)

func TestAnAdministratorErasesAndAReferentWelcomesBack(t *testing.T) {
	h := MustHouse(t)
	p := h.somebodyMine()
	k := h.as(domain.RoleAdmin)
	k.get("/admin/conservation").want(200)
	if found := k.get("/admin/effacement?dossier=" + p.ID).want(200); !strings.Contains(found.text(), "Quennehen") {
		t.Errorf("whose file it is is not said: %s", found.text())
	}
	if raw := k.get("/admin/effacement/fichier?dossier=" + p.ID).want(200).text(); !strings.Contains(raw, "zoe@exemple.fr") {
		t.Error("the export lacks the address")
	}
	k.post("/admin/effacement", "person", p.ID, "sure", "1").want(422)
	k.post("/admin/effacement", "person", p.ID, "reason", "request").want(422)
	k.post("/admin/effacement", "person", p.ID, "reason", "request", "sure", "1").want(303)
	if gone := k.get("/admin/effacement?dossier=" + p.ID).want(200); strings.Contains(gone.text(), "Quennehen") {
		t.Error("the file is still there")
	}

	program := h.api(domain.RoleReferent)
	body := json.RawMessage(`{"targets":["F1703"],"candidate":{"first_name":"Zoé","last_name":"Quennehen","email":"zoe@exemple.fr"}}`)
	program.send("PUT", "/api/v1/profiles/"+p.ID, body).want(410)
	r := h.as(domain.RoleReferent)
	r.get("/personnes/retour").want(200)
	r.post("/personnes/retour", "first_name", "Zoé", "last_name", "Quennehen", "birth_date", "1990-02-03", "email", "zoe@exemple.fr", "on", "2026-11-23").want(422)
	r.post("/personnes/retour", "first_name", "A", "last_name", "B", "birth_date", "1990-02-03", "on", "2026-11-23", "seen", "1").want(422)
	r.post("/personnes/retour", "first_name", "Zoé", "last_name", "Quennehen", "birth_date", "1990-02-03", "email", "zoe@exemple.fr", "on", "2026-11-23", "seen", "1").want(303)
	program.send("PUT", "/api/v1/profiles/"+p.ID, body).want(201)
}

func TestSmallCountsAreMasked(t *testing.T) {
	for n, want := range map[int]string{0: "moins de 5", 4: "moins de 5", 5: "5", 307: "307"} {
		if got := masked(n); got != want {
			t.Errorf("%d is said %q", n, got)
		}
	}
}
