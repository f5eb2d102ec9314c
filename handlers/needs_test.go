package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"eedk.fr/candidatheque/domain"
)

// schoolOffer is the mason's offer as a need.
func schoolOffer() offerBody {
	b := masonOffer()
	b.Clause = &clauseBody{MarketReference: "Ville de Bergues, école, lot 3", People: 2, Hours: 600, Way: "direct"}
	return b
}

func TestANeedByTheAPI(t *testing.T) {
	h := MustHouse(t)
	employer, referent, facilitator := h.api(domain.RoleEmployer), h.api(domain.RoleReferent), h.api(domain.RoleFacilitator)
	made := h.draft(schoolOffer())
	path := "/api/v1/offers/" + made.ID
	if made.Clause == nil || made.Clause.Hours != 600 || made.Clause.CompletedOn.Known() {
		t.Fatalf("made %+v", made.Clause)
	}
	for _, tt := range []struct {
		name   string
		client *client
		body   string
		status int
		field  string
	}{
		{"its employer", employer, `{"lot":"lot 3"}`, 403, ""},
		{"a referent", referent, `{"lot":"lot 3"}`, 403, ""},
		{"a facilitator, with a public that does not exist", facilitator, `{"lot":"lot 3","publics":["ZZZ"]}`, 422, "clause_publics"},
		{"a facilitator, with a way that does not exist", facilitator, `{"way":"autre"}`, 422, "clause_way"},
		{"a facilitator, with a field of nobody", facilitator, `{"marche":"M"}`, 422, "marche"},
		{"a facilitator", facilitator, `{"lot":"lot 3","publics":["RSA","QPV"]}`, 200, ""},
		{"a facilitator, the lot alone", facilitator, `{"lot":"lot 4"}`, 200, ""},
	} {
		got := tt.client.send(http.MethodPut, path+"/lot", tt.body).want(tt.status)
		if tt.field != "" && got.refusal().Error.Fields[tt.field] == "" {
			t.Errorf("%s: %v", tt.name, got.refusal().Error.Fields)
		}
	}
	read := func(k *client) (b offerBody) {
		k.get(path).want(200).into(&b)
		return b
	}
	if k := read(facilitator).Clause; k.Lot != "lot 4" || len(k.Publics) != 2 || !k.CompletedOn.Known() {
		t.Errorf("the facilitator reads %+v", k)
	}
	if k := read(employer).Clause; k.Lot != "lot 4" || len(k.Publics) != 0 || !k.CompletedOn.Known() {
		t.Errorf("the employer reads %+v", k)
	}
	// What the employer sends back as they read it changes nothing of what was settled.
	sent := read(employer)
	employer.send(http.MethodPatch, path, sent).want(200)
	employer.send(http.MethodPatch, path, `{"clause":{"publics":["TH"]}}`).want(422)
	employer.send(http.MethodPatch, path, `{"clause":{"completed_on":"2020-01-01"}}`).want(422)
	if k := read(facilitator).Clause; len(k.Publics) != 2 || !k.CompletedOn.Known() {
		t.Errorf("after the employer's patch: %+v", k)
	}
	h.api(domain.RoleFacilitator).send(http.MethodPut, "/api/v1/offers/"+h.draft(masonOffer()).ID+"/lot", `{"lot":"lot 3"}`).want(409)

	var list listBody[offerBody]
	employer.get("/api/v1/offers?kind=need").want(200).into(&list)
	if len(list.Items) != 1 || list.Items[0].ID != made.ID {
		t.Errorf("%d needs", len(list.Items))
	}
	employer.get("/api/v1/offers?kind=autre").want(422)
}

func TestANeedLacksWhatANeedLacks(t *testing.T) {
	h := MustHouse(t)
	b := schoolOffer()
	b.Clause = &clauseBody{TempAgency: "asked"}
	made := h.draft(b)
	got := h.api(domain.RoleEmployer).send(http.MethodPost, "/api/v1/offers/"+made.ID+"/submit", "").want(422).refusal().Error.Fields
	for _, field := range []string{"market_reference", "clause_people", "clause_hours", "clause_way"} {
		if got[field] == "" {
			t.Errorf("%s is not told: %v", field, got)
		}
	}
	if len(got) != 4 {
		t.Errorf("told %v", got)
	}
}

// needPage is what the form of a need sends, as a browser does.
func needPage(pairs ...string) []string {
	return append([]string{"clause", "1", "market_reference", "Ville de Bergues, école, lot 3", "clause_people", "2", "clause_hours", "600", "clause_way", "provision",
		"temp_agency", "1", "siret", string(ownSIRET), "title", "Maçon", "rome", "F1703", "contract", "CDI", "places", "1", "postal_code", "59140", "commune", "Dunkerque",
		"weekly_hours", "35", "pay_min", "14,50", "pay_unit", "hour", "start", "2026-12-15",
		"description", "Vous montez des murs et des cloisons sur des chantiers de maisons, en équipe de trois, avec un chef de chantier qui explique."}, pairs...)
}

// The road of a need by its pages: employer, facilitator, referent.
func TestANeedByItsPages(t *testing.T) {
	h := MustHouse(t)
	employer, facilitator := h.as(domain.RoleEmployer), h.as(domain.RoleFacilitator)
	page := employer.get("/besoins/nouveau").want(200)
	if page.page().Find("input[name=market_reference], textarea[name=market_reference]").Length() != 1 || page.page().Find("[name=clause_publics]").Length() != 0 {
		t.Errorf("the form of a need: %s", page.text())
	}
	if got := h.as(domain.RoleReferent).get("/besoins/nouveau").want(200).page().Find("[name=clause_publics]").Length(); got == 0 {
		t.Error("a referent cannot propose publics")
	}
	dropped := employer.post("/offres", needPage("action", "drop_clause")...).want(200).page()
	if dropped.Find("[name=market_reference]").Length() != 0 || dropped.Find("#title").AttrOr("value", "") != "Maçon" {
		t.Error("a need did not become a job, or lost what was typed")
	}
	offer := employer.post("/offres", needPage("action", "submit")...).want(303).sentTo()
	if text := employer.get(offer).want(200).text(); !strings.Contains(text, "à compléter par le facilitateur") || strings.Contains(text, "Publics") {
		t.Errorf("the employer reads %s", text)
	}
	employer.get(offer + "/clause").want(403)
	h.as(domain.RoleReferent).get(offer + "/clause").want(403)
	if todo := facilitator.get("/").want(200).text(); !strings.Contains(todo, "Compléter le besoin") {
		t.Errorf("nothing to do for the facilitator: %s", todo)
	}
	if list := facilitator.get("/offres?kind=to_complete").want(200); list.page().Find(`a[href="`+offer+`/clause"]`).Length() != 1 {
		t.Errorf("the list of needs to complete: %s", list.text())
	}
	empty := facilitator.post(offer+"/clause", "scope", "some").want(422)
	for _, field := range []string{"clause_publics", "clause_way"} {
		if empty.page().Find(`#erreurs a[href="#`+field+`"]`).Length() != 1 {
			t.Errorf("%s is not told: %s", field, empty.text())
		}
	}
	if facilitator.post(offer+"/clause", "scope", "all", "clause_way", "provision").want(422).page().Find(`#erreurs a[href="#temp_agency"]`).Length() != 1 {
		t.Error("the accord for the agency was not asked")
	}
	facilitator.post(offer+"/clause", "scope", "some", "clause_publics", "RSA", "clause_publics", "QPV", "clause_way", "provision", "temp_agency", "given",
		"clause_lot", "lot 3", "note", "vu avec l'acheteur").want(303)
	staff, theirs := facilitator.get(offer).want(200).text(), employer.get(offer).want(200).text()
	if !strings.Contains(staff, domain.CriterionCode("RSA").French()) || !strings.Contains(staff, "accord donné") || !strings.Contains(staff, "Compte facilitateur") {
		t.Errorf("the facilitator reads %s", staff)
	}
	if strings.Contains(theirs, domain.CriterionCode("RSA").French()) || !strings.Contains(theirs, "accord donné") || !strings.Contains(theirs, "vu avec l'acheteur") {
		t.Errorf("the employer reads %s", theirs)
	}
	if edit := employer.get(offer + "/modifier").want(200); strings.Contains(edit.body, "RSA") || edit.page().Find("[name=clause_lot]").AttrOr("value", "") != "lot 3" {
		t.Errorf("the employer's form shows the publics, or lost the lot")
	}
	if next, err := url.Parse(h.stranger().post(offer + "/clause").want(303).header.Get("Location")); err != nil || next.Query().Get("next") != offer+"/clause" && next.Query().Get("next") != offer {
		t.Errorf("a stranger comes back to %v", next)
	}
}
