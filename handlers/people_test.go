package handlers

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"eedk.fr/candidatheque/domain"
)

// mason is a person who fits masonOffer, with a mark in every field that an employer must never read.
func mason(n int) profileBody {
	yes := true
	return profileBody{
		Targets: []string{"F1703"}, Practised: []practiceBody{{ROME: "F1703", Months: 24 + n, Until: "2026-10-01"}}, Skills: []string{"Lire un plan"},
		Licences: []string{"B"}, Level: 3, LevelObtained: &yes, PostalCode: "59140", Commune: "Dunkerque", RadiusKm: 30, Means: []string{"voiture"},
		Available: "2026-12-01", Contracts: []string{"CDI", "CDD6"}, HoursWanted: 35, Domain: "batiment",
		Windows: []string{"lu-ve 06:00-20:00"}, RefusedContexts: []string{mark("contexte", n)},
		Presentation: "Je cherche un poste stable. " + mark("presentation", n),
		Candidate: &candidateBody{FirstName: mark("prenom", n), LastName: mark("nom", n), Email: mark("courriel", n) + "@exemple.fr",
			Phone: "06" + fmt.Sprintf("%08d", 77000000+n), BirthDate: "1987-03-14", ConsentOn: "2026-11-01",
			Programmes: []programmeBody{{Programme: "CANDIDATHEQUE", From: "2026-11-01"}}},
		Criteria: []criterionBody{{Code: "RSA", SeenOn: "2026-11-02"}},
	}
}

// mark is a text that stands nowhere but where it was put.
func mark(field string, n int) string { return fmt.Sprintf("Zq%s%d", field, n) }

// person puts somebody in the candidathèque, under a key that is itself a mark.
func (h *house) person(n int) string {
	h.tb.Helper()
	id := mark("cle", n)
	h.api(domain.RoleReferent).send(http.MethodPut, "/api/v1/profiles/"+id, mason(n)).want(201)
	return id
}

// shared brings a shortlist of three persons to its employer.
func (h *house) shared() (offer offerBody, list shortlistBody) {
	h.tb.Helper()
	for n := range 3 {
		h.person(n)
	}
	h.settle()
	offer = h.published(masonOffer())
	referent := h.api(domain.RoleReferent)
	referent.send(http.MethodPost, "/api/v1/offers/"+offer.ID+"/shortlists", "").want(201).into(&list)
	if len(list.Entries) != 3 {
		h.tb.Fatalf("%d people on the list, want 3: %+v", len(list.Entries), list)
	}
	for _, e := range list.Entries[:2] {
		referent.send(http.MethodPost, "/api/v1/shortlists/"+list.ID+"/entries/"+e.Profile+"/keep", "").want(200)
	}
	referent.send(http.MethodPost, "/api/v1/shortlists/"+list.ID+"/share", "").want(200).into(&list)
	return offer, list
}

func (h *house) settle() {
	h.tb.Helper()
	if err := h.service.Settle(h.tb.Context()); err != nil {
		h.tb.Fatal(err)
	}
}

func TestAPersonByTheAPI(t *testing.T) {
	h := MustHouse(t)
	k, path := h.api(domain.RoleReferent), "/api/v1/profiles/P-1"
	var made, read, again profileBody
	k.send(http.MethodPut, path, mason(1)).want(201).into(&made)
	k.get(path).want(200).into(&read)
	if read.ID != "P-1" || read.Commune != "Dunkerque" || read.Candidate.LastName != mark("nom", 1) || len(read.Criteria) != 1 || !*read.LevelObtained {
		t.Errorf("read %+v", read)
	}
	k.send(http.MethodPut, path, read).want(200).into(&again)
	again.Revision = read.Revision
	if a, b := fmt.Sprintf("%+v %+v", again, *again.Candidate), fmt.Sprintf("%+v %+v", read, *read.Candidate); stripPointers(a) != stripPointers(b) {
		t.Errorf("sent back as read, became\n%s\nwas\n%s", a, b)
	}
	k.send(http.MethodPut, path, made).want(409) // an older reading
	for name, body := range map[string]string{
		"unknown field": `{"nir":"1870359"}`, "criterion that never comes in": `{"criteria":[{"code":"CONFIDENTIEL"}]}`,
		"wrong occupation": `{"practised":[{"rome":"X1"}]}`, "another key": `{"id":"P-2"}`, "wrong e-mail": `{"candidate":{"email":"a@b@c"}}`,
		"unknown field of a programme": `{"candidate":{"programmes":[{"code":"PLIE"}]}}`, "null in a list": `{"practised":[null]}`,
		"unknown commune": `{"commune":"Nulle-Part-les-Bains"}`,
	} {
		if got := k.send(http.MethodPut, path, body).want(422); len(got.refusal().Error.Fields) == 0 {
			t.Errorf("%s: no field named", name)
		}
	}
}

// stripPointers takes the addresses out of a printed value.
func stripPointers(s string) string {
	words := strings.Fields(s)
	for i, w := range words {
		if at := strings.Index(w, ":0x"); at >= 0 {
			words[i] = w[:at]
		}
	}
	return strings.Join(words, " ")
}

func TestSearchingPeople(t *testing.T) {
	h := MustHouse(t)
	for n := range 3 {
		h.person(n)
	}
	h.settle()
	k := h.api(domain.RoleReferent)
	for _, tt := range []struct {
		query string
		want  int
	}{
		{"", 3}, {"?rome=F1703", 3}, {"?rome=K1304", 0}, {"?near=59140&km=20", 3}, {"?near=Bergues&km=2", 0},
		{"?q=poste+stable", 3}, {"?q=introuvablement", 0}, {"?available=2026-11-24", 0},
		{"?near=59380", 3}, {"?near=59380&km=0", 0}, {"?near=59380&km=2", 0}, {"?q=F1703", 3}, {"?q=f1703&near=59140", 3}, {"?q=K1304", 0},
		{"?q=F1703&rome=F1703", 3},
	} {
		var list listBody[profileBody]
		k.get("/api/v1/profiles" + tt.query).want(200).into(&list)
		if len(list.Items) != tt.want {
			t.Errorf("%q: %d people, want %d", tt.query, len(list.Items), tt.want)
		}
	}
	for query, field := range map[string]string{"?km=20": "km", "?near=59140&km=300": "km", "?near=59140&km=loin": "km", "?near=Nulle-Part": "near",
		"?available=demain": "available", "?rome=Z": "rome"} {
		if got := k.get("/api/v1/profiles" + query).want(422); got.refusal().Error.Fields[field] == "" {
			t.Errorf("%s: fields %v, want %s", query, got.refusal().Error.Fields, field)
		}
	}
	if got := h.as(domain.RoleReferent).get("/candidatheque?near=59140").want(200); got.page().Find("input[name=km]:checked").AttrOr("value", "") != "20" {
		t.Error("the page does not say how far it looked")
	}
	page := h.as(domain.RoleReferent).get("/candidatheque?q=stable&near=59140&km=20").want(200)
	if n := page.page().Find(`a[href^="/candidatheque/Zqcle"]`).Length(); n < 3 {
		t.Errorf("%d people on the page: %s", n, page.text())
	}
	h.as(domain.RoleReferent).get("/candidatheque?near=Nulle-Part&km=trois").want(422)
	k.get("/api/v1/profiles?q=" + strings.Repeat("a", 201)).want(422)
}

func TestAShortlistFromPoolToCards(t *testing.T) {
	h := MustHouse(t)
	offer, list := h.shared()
	if list.Status != domain.ShortlistShared || list.Pool != 3 || list.Eligible != 3 {
		t.Errorf("list %+v", list)
	}
	for _, e := range list.Entries {
		sum := 0.0
		for _, r := range e.Reasons {
			sum += r.Points
		}
		if diff := sum - e.Score; diff > 1e-6 || diff < -1e-6 {
			t.Errorf("%s: reasons sum to %v, score %v", e.Profile, sum, e.Score)
		}
	}
	employer := h.api(domain.RoleEmployer)
	var cards sharedBody
	employer.get("/api/v1/shortlists/" + list.ID).want(200).into(&cards)
	if len(cards.Entries) != 2 {
		t.Fatalf("%d cards, want the two kept", len(cards.Entries))
	}
	card := "/api/v1/shortlists/" + list.ID + "/entries/" + cards.Entries[0].Profile
	employer.send(http.MethodPost, card+"/interest", "").want(200).into(&cards)
	if cards.Entries[0].Employer != domain.SideInterested {
		t.Errorf("answer not kept: %+v", cards.Entries[0])
	}
	employer.send(http.MethodPost, card+"/decline", "").want(422)
	employer.send(http.MethodPost, card+"/keep", "").want(403)
	// A person's own key is nothing to an employer.
	employer.send(http.MethodPost, "/api/v1/shortlists/"+list.ID+"/entries/"+list.Entries[0].Profile+"/interest", "").want(404)
	h.program(h.rival).get("/api/v1/shortlists/" + list.ID).want(404)
	h.api(domain.RoleReferent).send(http.MethodPost, "/api/v1/shortlists/"+list.ID+"/entries/"+list.Entries[2].Profile+"/drop", "").want(422)

	h.person(7)
	h.settle()
	var fresh shortlistBody
	h.api(domain.RoleReferent).send(http.MethodPost, "/api/v1/shortlists/"+list.ID+"/refresh", "").want(201).into(&fresh)
	if fresh.ID == list.ID || fresh.Offer != offer.ID || len(fresh.Entered) != 1 || fresh.Entered[0] != mark("cle", 7) {
		t.Errorf("refreshed: %+v", fresh)
	}
	h.api(domain.RoleReferent).send(http.MethodPost, "/api/v1/shortlists/"+list.ID+"/close", "").want(200)
	employer.send(http.MethodPost, card+"/decline", `{"reason":"trop tard"}`).want(409)
}

func TestAnEmptyListIsThereForWhoMaySeeIt(t *testing.T) {
	h := MustHouse(t)
	k, bare := h.api(domain.RoleReferent), mason(1)
	bare.Criteria = nil
	for _, got := range []answer{k.send(http.MethodPut, "/api/v1/profiles/P-1", bare).want(201), k.get("/api/v1/profiles/P-1").want(200)} {
		if !strings.Contains(got.body, `"criteria":[]`) {
			t.Errorf("no criteria: %s", got.body)
		}
	}
	h.settle()
	var list shortlistBody
	k.send(http.MethodPost, "/api/v1/offers/"+h.published(masonOffer()).ID+"/shortlists", "").want(201).into(&list)
	got := k.send(http.MethodPost, "/api/v1/shortlists/"+list.ID+"/refresh", "").want(201)
	if !strings.Contains(got.body, `"entered":[]`) || !strings.Contains(got.body, `"left":[]`) {
		t.Errorf("nobody entered and nobody left, said otherwise: %s", got.body)
	}
}

func TestAnActOnAListUnderTheSameKeyHappensOnce(t *testing.T) {
	h := MustHouse(t)
	k := h.api(domain.RoleReferent)
	for n := range 2 {
		h.person(n)
	}
	h.settle()
	var list shortlistBody
	k.send(http.MethodPost, "/api/v1/offers/"+h.published(masonOffer()).ID+"/shortlists", "").want(201).into(&list)
	added := h.person(5)
	h.settle()
	path := "/api/v1/shortlists/" + list.ID
	for _, step := range []struct {
		path, body string
		status     int
	}{
		{"/entries", `{"profile":"` + added + `","reason":"vue au forum"}`, 201},
		{"/review", "", 200},
		{"/entries/" + added + "/keep", "", 200},
		{"/share", "", 200},
		{"/close", "", 200},
	} {
		first := k.send(http.MethodPost, path+step.path, step.body, "Idempotency-Key", "clef").want(step.status)
		if again := k.send(http.MethodPost, path+step.path, step.body, "Idempotency-Key", "clef").want(step.status); again.body != first.body {
			t.Errorf("%s again: %s, was %s", step.path, again.body, first.body)
		}
	}
}
