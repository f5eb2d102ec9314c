package handlers

import (
	"net/http"
	"strings"
	"sync"
	"testing"

	"eedk.fr/candidatheque/domain"
)

// masonOffer is an offer that lacks nothing.
func masonOffer() offerBody {
	return offerBody{
		SIRET: string(ownSIRET), Title: "Maçon coffreur", ROME: "F1703", Contract: "CDI", Places: 1, PostalCode: "59140", Commune: "Dunkerque",
		WeeklyHours: 35, FirstStart: "08:00", LastEnd: "16:30", Schedule: []string{"day"}, PayMin: 14.5, PayMax: 16, PayUnit: "hour", Start: "2026-12-15",
		Description:    "Vous montez des murs, vous coulez des dalles et vous lisez les plans, dans une équipe de quatre personnes sur des chantiers du Dunkerquois.",
		RequiredSkills: []string{"Lire un plan"}, BeginnerOK: true, Contexts: []string{}, Flags: []flagBody{}, Certificates: []string{},
	}
}

// draft posts an offer as the program of its employer.
func (h *house) draft(b offerBody) offerBody {
	h.tb.Helper()
	var made offerBody
	h.api(domain.RoleEmployer).send(http.MethodPost, "/api/v1/offers", b).want(201).into(&made)
	return made
}

// published brings an offer to the state in which people are looked for.
func (h *house) published(b offerBody) offerBody {
	h.tb.Helper()
	made := h.draft(b)
	h.api(domain.RoleEmployer).send(http.MethodPost, "/api/v1/offers/"+made.ID+"/submit", "").want(200)
	h.api(domain.RoleReferent).send(http.MethodPost, "/api/v1/offers/"+made.ID+"/publish", "").want(200).into(&made)
	return made
}

func TestAnOfferByTheAPI(t *testing.T) {
	h := MustHouse(t)
	employer, referent := h.api(domain.RoleEmployer), h.api(domain.RoleReferent)
	made := h.draft(masonOffer())
	if made.Status != domain.OfferDraft || made.Commune != "Dunkerque" || made.PayMin != 14.5 || made.EmployerName != "Maçonnerie des Dunes" {
		t.Errorf("made %+v", made)
	}
	path := "/api/v1/offers/" + made.ID
	verb := func(k *client, verb, body string, status int) offerBody {
		t.Helper()
		var b offerBody
		got := k.send(http.MethodPost, path+"/"+verb, body).want(status)
		if status < 300 {
			got.into(&b)
		}
		return b
	}
	verb(employer, "submit", "", 200)
	verb(employer, "publish", "", 403)
	verb(referent, "return", `{}`, 422)
	if b := verb(referent, "return", `{"reason":"Précisez les horaires."}`, 200); b.Status != domain.OfferReturned {
		t.Errorf("returned: %s", b.Status)
	}
	verb(employer, "submit", "", 200)
	if b := verb(referent, "publish", "", 200); b.Status != domain.OfferPublished || b.PublishedOn.String() != "2026-11-23" {
		t.Errorf("published: %s on %s", b.Status, b.PublishedOn)
	}
	verb(employer, "pause", "", 200)
	if b := verb(employer, "publish", "", 200); b.Status != domain.OfferPublished {
		t.Errorf("published again: %s", b.Status)
	}
	if b := verb(employer, "extend", `{"until":"2027-02-15"}`, 200); b.ExpiresOn.String() != "2027-02-15" {
		t.Errorf("extended to %s", b.ExpiresOn)
	}
	if b := verb(employer, "duplicate", "", 201); b.ID == made.ID || b.Status != domain.OfferDraft || b.Title != made.Title {
		t.Errorf("copy: %+v", b)
	}
	if b := verb(employer, "withdraw", `{"reason":"pourvu ailleurs"}`, 200); b.Status != domain.OfferWithdrawn {
		t.Errorf("withdrawn: %s", b.Status)
	}
	verb(employer, "submit", "", 409)
}

func TestPatchAnOffer(t *testing.T) {
	h := MustHouse(t)
	made := h.draft(masonOffer())
	for _, tt := range []struct {
		name, body string
		status     int
		field      string
	}{
		{"one field", `{"places":3}`, 200, ""},
		{"read-only sent back as it was", `{"id":"` + made.ID + `","status":"draft","flags":[]}`, 200, ""},
		{"another state", `{"status":"published"}`, 422, "status"},
		{"another key", `{"id":"autre"}`, 422, "id"},
		{"its employer's name sent back", `{"employer_name":"Maçonnerie des Dunes"}`, 200, ""},
		{"another employer's name", `{"employer_name":"Autre"}`, 422, "employer_name"},
		{"another letter case", `{"Title":"Maçon"}`, 422, "Title"},
		{"null", `null`, 422, ""},
		{"a list", `[]`, 422, ""},
		{"a number", `12`, 422, ""},
		{"not UTF-8", "{\"title\":\"\xff\"}", 422, ""},
		{"invented field", `{"salaire":12}`, 422, "salaire"},
		{"wrong type", `{"places":"trois"}`, 422, "places"},
		{"not JSON", `{"places":`, 422, ""},
		{"code that cannot be", `{"rome":"Z99"}`, 422, "rome"},
		{"wrong SIRET", `{"siret":"73282932000075"}`, 422, "siret"},
		{"unknown commune", `{"postal_code":"","commune":"Ailleurs-sur-Rien"}`, 422, "commune"},
		{"an older revision", `{"revision":99,"places":2}`, 409, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := h.api(domain.RoleEmployer).send(http.MethodPatch, "/api/v1/offers/"+made.ID, tt.body).want(tt.status)
			if tt.field != "" && got.refusal().Error.Fields[tt.field] == "" {
				t.Errorf("fields %v, want %s", got.refusal().Error.Fields, tt.field)
			}
		})
	}
	var b offerBody
	h.api(domain.RoleEmployer).get("/api/v1/offers/" + made.ID).want(200).into(&b)
	if b.Places != 3 || b.Title != made.Title || len(b.RequiredSkills) != 1 {
		t.Errorf("after the patches: %+v", b)
	}
}

func TestRefusalsComeInOrder(t *testing.T) {
	h := MustHouse(t)
	made := h.draft(masonOffer())
	path, heavy := "/api/v1/offers/"+made.ID, `{"title":"`+strings.Repeat("a", bodyLimit)+`"}`
	for _, tt := range []struct {
		name         string
		who          *client
		method, path string
		body         string
		status       int
	}{
		{"nobody, heavy", h.stranger(), http.MethodPost, "/api/v1/offers", heavy, 401},
		{"wrong role, malformed", h.api(domain.RoleAdviser), http.MethodPost, "/api/v1/offers", `{`, 403},
		{"another's, malformed", h.program(h.rival), http.MethodPatch, path, `{`, 404},
		{"another's, heavy", h.program(h.rival), http.MethodPatch, path, heavy, 404},
		{"nowhere, malformed", h.api(domain.RoleEmployer), http.MethodPost, "/api/v1/offers/rien/extend", `{`, 404},
		{"own, heavy", h.api(domain.RoleEmployer), http.MethodPatch, path, heavy, 413},
		{"own, malformed", h.api(domain.RoleEmployer), http.MethodPatch, path, `{`, 422},
		{"unknown address, nobody", h.stranger(), http.MethodGet, "/api/v1/rien", "", 404},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := tt.who.send(tt.method, tt.path, tt.body).want(tt.status)
			if got.refusal().RequestID == "" || got.refusal().RequestID != got.header.Get("X-Request-Id") {
				t.Errorf("request id %q, header %q", got.refusal().RequestID, got.header.Get("X-Request-Id"))
			}
		})
	}
}

func TestTheSameKeyGivesTheSameOffer(t *testing.T) {
	h := MustHouse(t)
	k := h.api(domain.RoleEmployer)
	answers := make([]answer, 8)
	var wg sync.WaitGroup
	for i := range answers {
		wg.Go(func() {
			answers[i] = k.send(http.MethodPost, "/api/v1/offers", masonOffer(), "Idempotency-Key", "clef-1")
		})
	}
	wg.Wait()
	var first, again, other offerBody
	answers[0].want(201).into(&first)
	for _, a := range answers {
		if a.want(201).into(&again); again.ID != first.ID {
			t.Fatalf("one key made %s and %s", first.ID, again.ID)
		}
	}
	k.send(http.MethodPost, "/api/v1/offers", masonOffer(), "Idempotency-Key", "clef-2").want(201).into(&other)
	if other.ID == first.ID {
		t.Error("another key gave the same offer")
	}
	var list listBody[offerBody]
	k.get("/api/v1/offers").want(200).into(&list)
	if len(list.Items) != 2 {
		t.Errorf("%d offers, want 2", len(list.Items))
	}
}

func TestListsOfOffers(t *testing.T) {
	h := MustHouse(t)
	h.draft(masonOffer())
	h.published(masonOffer())
	count := func(k *client, query string) int {
		t.Helper()
		var list listBody[offerBody]
		k.get("/api/v1/offers" + query).want(200).into(&list)
		return len(list.Items)
	}
	if n := count(h.api(domain.RoleEmployer), ""); n != 2 {
		t.Errorf("own: %d", n)
	}
	if n := count(h.program(h.rival), ""); n != 0 {
		t.Errorf("another's: %d", n)
	}
	if n := count(h.api(domain.RoleReferent), "?status=published"); n != 1 {
		t.Errorf("published: %d", n)
	}
	if n := count(h.api(domain.RoleAdviser), ""); n != 1 {
		t.Errorf("an adviser sees %d offers, want the published one", n)
	}
	h.api(domain.RoleReferent).get("/api/v1/offers?status=inconnu").want(422)
}

func TestAVerbUnderTheSameKeyActsOnce(t *testing.T) {
	h := MustHouse(t)
	employer, referent := h.api(domain.RoleEmployer), h.api(domain.RoleReferent)
	path := "/api/v1/offers/" + h.draft(masonOffer()).ID
	send := func(k *client, verb, body string) answer {
		t.Helper()
		return k.send(http.MethodPost, path+"/"+verb, body, "Idempotency-Key", "clef de "+verb)
	}
	for _, step := range []struct {
		who        *client
		verb, body string
	}{
		{employer, "submit", ""}, {referent, "publish", ""}, {employer, "pause", ""}, {employer, "resume", ""},
		{employer, "extend", `{"until":"2027-02-15"}`}, {employer, "withdraw", `{"reason":"pourvu"}`},
	} {
		first, again := send(step.who, step.verb, step.body).want(200), send(step.who, step.verb, step.body).want(200)
		if first.body != again.body {
			t.Errorf("%s again: %s, was %s", step.verb, again.body, first.body)
		}
	}
	employer.send(http.MethodPost, path+"/withdraw", "", "Idempotency-Key", "autre").want(409)
	send(h.program(h.rival), "submit", "").want(404)
}

func TestVerbsWithoutABodyRefuseOne(t *testing.T) {
	h := MustHouse(t)
	k, path := h.api(domain.RoleReferent), "/api/v1/offers/"+h.draft(masonOffer()).ID
	for _, verb := range []string{"submit", "publish", "pause", "resume", "duplicate", "shortlists"} {
		for _, body := range []string{"pas du JSON", "a=b", "null", "[]", `{"a":1}`} {
			k.send(http.MethodPost, path+"/"+verb, body).want(422)
		}
	}
}

func TestNoTextTurnsItsReader(t *testing.T) {
	h := MustHouse(t)
	b := masonOffer()
	b.Title, b.RequiredSkills = "Ma\u202eçon\u2066 \u2069coffreur\u202c", []string{"\u202dLire un plan"}
	b.Description = "\u202e" + b.Description
	made := h.draft(b)
	if made.Title != "Maçon coffreur" || made.RequiredSkills[0] != "Lire un plan" || made.Description != masonOffer().Description {
		t.Errorf("kept %q, %q, %q", made.Title, made.RequiredSkills, made.Description)
	}
	path := h.as(domain.RoleEmployer).post("/offres", "title", "Ma\u202eçon", "action", "save").want(303).sentTo()
	if got := h.as(domain.RoleEmployer).get(path).want(200); strings.Contains(got.body, "\u202e") {
		t.Errorf("the page shows it: %s", got.text())
	}
}
