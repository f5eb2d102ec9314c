package handlers

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

func TestProofsByTheAPI(t *testing.T) {
	h := MustHouse(t)
	id := h.person(1)
	facilitator, referent := h.api(domain.RoleFacilitator), h.api(domain.RoleReferent)
	for _, tt := range []struct {
		name   string
		client *client
		body   string
		status int
		field  string
	}{
		{"an employer", h.api(domain.RoleEmployer), `{"profile":"` + id + `","criterion":"RSA","proof":"caf","seen_on":"2026-11-20"}`, 403, ""},
		{"an adviser", h.api(domain.RoleAdviser), `{"profile":"` + id + `","criterion":"RSA","proof":"caf","seen_on":"2026-11-20"}`, 403, ""},
		{"somebody who does not exist", facilitator, `{"profile":"inconnu","criterion":"RSA","proof":"caf","seen_on":"2026-11-20"}`, 404, ""},
		{"a criterion of no table", facilitator, `{"profile":"` + id + `","criterion":"ZZZ","seen_on":"2026-11-20"}`, 422, "criterion"},
		{"a document that attests something else", facilitator, `{"profile":"` + id + `","criterion":"RSA","proof":"RQTH","seen_on":"2026-11-20"}`, 422, "proof"},
		{"not seen", facilitator, `{"profile":"` + id + `","criterion":"RSA","proof":"caf"}`, 422, "seen_on"},
		{"seen tomorrow", facilitator, `{"profile":"` + id + `","criterion":"RSA","proof":"caf","seen_on":"2026-11-24"}`, 422, "seen_on"},
		{"an end where there is none", facilitator, `{"profile":"` + id + `","criterion":"RSA","proof":"caf","seen_on":"2026-11-20","valid_until":"2030-01-01"}`, 422, "valid_until"},
		{"an attestation, in words", facilitator, `{"lot":"lot 3","profile":"` + id + `","criterion":"RSA","proof":"attestation CAF","seen_on":"2026-11-20"}`, 201, ""},
		{"a document with its end", referent, `{"profile":"` + id + `","criterion":"TH","proof":"rqth","seen_on":"2026-11-20","valid_until":"2031-05-31"}`, 201, ""},
		{"confidential", facilitator, `{"lot":"lot 3","profile":"` + id + `","criterion":"CONFIDENTIEL","seen_on":"2026-11-20"}`, 201, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := tt.client.send(http.MethodPost, "/api/v1/eligibilities", tt.body).want(tt.status)
			if tt.field != "" && got.refusal().Error.Fields[tt.field] == "" {
				t.Errorf("fields %v, want %s", got.refusal().Error.Fields, tt.field)
			}
		})
	}
	var list listBody[eligibilityBody]
	facilitator.get("/api/v1/eligibilities?profile=" + id).want(200).into(&list)
	var said []string
	for _, e := range list.Items {
		said = append(said, strings.Join([]string{string(e.Criterion), string(e.Proof), e.SeenOn.String(), e.ValidUntil, e.Lot}, " "))
	}
	want := []string{"RSA caf 2026-11-20 2027-02-19 lot 3", "TH rqth 2026-11-20 2031-05-31 ", "CONFIDENTIEL attestation 2026-11-20 2027-02-19 "}
	if !slices.Equal(said, want) {
		t.Errorf("the wallet holds %q", said)
	}
	facilitator.send(http.MethodPost, "/api/v1/eligibilities/"+id+"/RSA/withdraw", "").want(200).into(&list)
	if len(list.Items) != 2 {
		t.Errorf("after a withdrawal: %+v", list.Items)
	}
	facilitator.send(http.MethodPost, "/api/v1/eligibilities/"+id+"/RSA/withdraw", "").want(404)
	if strings.Contains(h.log.String(), "CONFIDENTIEL") || strings.Contains(h.log.String(), "RSA ") {
		t.Error("the log names a criterion")
	}
	// A file edited by program keeps what the proof was, and the confidential one, which no program brings.
	edit := mason(1)
	edit.Criteria = []criterionBody{{Code: "TH", SeenOn: "2026-11-20", ValidUntil: "2031-05-31"}}
	var file profileBody
	referent.get("/api/v1/profiles/" + id).want(200).into(&file)
	edit.Revision = file.Revision
	referent.send(http.MethodPut, "/api/v1/profiles/"+id, edit).want(200)
	facilitator.get("/api/v1/eligibilities?profile=" + id).want(200).into(&list)
	if len(list.Items) != 2 || list.Items[0].Criterion != domain.CriterionConfidential || list.Items[1].Proof != "rqth" {
		t.Errorf("after an edit of the file: %+v", list.Items)
	}
}

func TestTheSameKeyKeepsOneProof(t *testing.T) {
	h := MustHouse(t)
	id := h.person(1)
	k := h.api(domain.RoleFacilitator)
	body := `{"profile":"` + id + `","criterion":"QPV","seen_on":"2026-11-20"}`
	first := k.send(http.MethodPost, "/api/v1/eligibilities", body, "Idempotency-Key", "une").want(201)
	second := k.send(http.MethodPost, "/api/v1/eligibilities", body, "Idempotency-Key", "une").want(201)
	if first.body != second.body {
		t.Errorf("%s, then %s", first.body, second.body)
	}
}

func TestTheWalletPages(t *testing.T) {
	h := MustHouse(t)
	id := h.person(1)
	path := "/candidatheque/" + id + "/eligibilite"
	k := h.as(domain.RoleFacilitator)
	k.get("/candidatheque/" + id).want(403)
	h.as(domain.RoleAdviser).get(path).want(403)
	page := k.get(path).want(200)
	for _, hiddenText := range []string{mark("courriel", 1), mark("presentation", 1), "1987", "06 77", "0677"} {
		if strings.Contains(page.body, hiddenText) {
			t.Errorf("a facilitator reads %q", hiddenText)
		}
	}
	wrong := k.post(path, "document", "", "seen_on", "2026-12-24").want(422)
	for _, field := range []string{"document"} {
		if wrong.page().Find(`#erreurs a[href="#`+field+`"]`).Length() != 1 || wrong.page().Find("#seen_on").AttrOr("value", "") != "2026-12-24" {
			t.Errorf("%s is not told, or what was typed is lost: %s", field, wrong.text())
		}
	}
	k.post(path, "document", "RSA/caf", "seen_on", "2026-12-24").want(422)
	k.post(path, "document", "QPV/domicile", "seen_on", "2026-11-20", "lot", "lot 3").want(303)
	text := k.get(path).want(200).text()
	for _, want := range []string{"Habitant d'un quartier prioritaire", "justificatif de domicile", "jusqu'au 19 mai 2027", "Compte facilitateur", "pour lot 3"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in %s", want, text)
		}
	}
	k.post(path + "/QPV/retirer").want(303)
	k.post(path + "/QPV/retirer").want(404)

	found := k.get("/eligibilites?nom=" + mark("prenom", 1) + "+" + mark("nom", 1)).want(200)
	if found.page().Find(`a[href="`+path+`"]`).Length() != 1 {
		t.Errorf("the whole name finds nobody: %s", found.text())
	}
	if part := k.get("/eligibilites?nom=" + mark("nom", 1)).want(200); part.page().Find(`a[href="`+path+`"]`).Length() != 0 {
		t.Error("half a name finds somebody")
	}
	h.clock.move(60 * 24 * time.Hour) // the RSA of the file, seen on 2 November, ends on 1 February
	k = h.as(domain.RoleFacilitator)
	if ending := k.get("/eligibilites").want(200); ending.page().Find(`a[href="`+path+`"]`).Length() != 1 || !strings.Contains(ending.text(), "1er février 2027") {
		t.Errorf("the proof that ends is not listed: %s", ending.text())
	}
	rows := rowsOfFile(t, k.get("/eligibilites?format=csv"))
	if len(rows) != 2 || rows[1][0] != id || rows[1][5] != "2027-02-01" {
		t.Errorf("the file holds %q", rows)
	}
	h.as(domain.RoleEmployer).get("/eligibilites").want(403)
}
