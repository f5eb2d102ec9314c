package handlers

import (
	"net/http"
	"strings"
	"testing"

	"eedk.fr/candidatheque/domain"
)

// followedBy gives a person to the adviser of the house.
func (h *house) followedBy(id string) {
	h.tb.Helper()
	who := h.users[domain.RoleReferent].Actor()
	p := must(h.service.Person(h.tb.Context(), who, id))(h.tb)
	p.Candidate.Adviser = h.users[domain.RoleAdviser].Email
	must(h.service.SavePerson(h.tb.Context(), who, p))(h.tb)
}

// The second level on the pages: shown by the referent, answered by the adviser in two fields, read by nobody else.
func TestTheSecondLevelOnThePages(t *testing.T) {
	h := MustHouse(t)
	id := h.person(1)
	h.followedBy(id)
	draft := masonOffer()
	draft.Certificates = []string{"R489-3"}
	offer := h.published(draft)
	referent, adviser, boss := h.as(domain.RoleReferent), h.as(domain.RoleAdviser), h.as(domain.RoleEmployer)
	path := "/offres/" + offer.ID
	if text := referent.get(path).want(200).text(); !strings.Contains(text, "Diffuser aux antennes") {
		t.Fatalf("the referent is not offered to: %s", text)
	}
	adviser.post(path+"/positionner", "profile", id, "why", "motivée").want(409)
	referent.post(path+"/diffuser", "reason", "secret du référent").want(303)
	if text := adviser.get("/").want(200).text(); !strings.Contains(text, "Positionner quelqu'un") {
		t.Errorf("the day page of the adviser: %s", text)
	}
	if text := adviser.get("/offres").want(200).text(); !strings.Contains(text, "Diffusées aux antennes") {
		t.Errorf("the offers of the adviser: %s", text)
	}
	refused := adviser.post(path+"/positionner", "profile", id, "why", "").want(422)
	if refused.page().Find("#why-erreur").Length() != 1 || refused.page().Find("#profile option[selected]").AttrOr("value", "") != id {
		t.Errorf("the refused form lost what was chosen: %s", refused.text())
	}
	adviser.post(path+"/positionner", "profile", id, "why", "a tenu ce poste").want(303)
	adviser.post(path+"/positionner", "profile", id, "why", "encore").want(422)
	page := referent.get(path).want(200)
	if text := page.text(); !strings.Contains(text, "Positionné·e par Compte conseiller") || !strings.Contains(text, "sans le certificat demandé") {
		t.Errorf("the referent reads: %s", text)
	}
	if text := referent.get("/").want(200).text(); !strings.Contains(text, "Répondre aux conseillers") {
		t.Errorf("the day page of the referent: %s", text)
	}
	position := domain.PairID(offer.ID, id)
	referent.post("/positions/"+position+"/ecarter", "reason", "").want(422)
	added := referent.post("/positions/" + position + "/ajouter").want(303)
	if text := referent.get(added.sentTo()).want(200).text(); !strings.Contains(text, "Positionnée par Compte conseiller : a tenu ce poste") {
		t.Errorf("the shortlist: %s", text)
	}
	for _, answer := range []answer{boss.get(path).want(200), h.api(domain.RoleEmployer).get("/api/v1/offers/" + offer.ID).want(200)} {
		for _, hidden := range []string{"secret du référent", "antennes", "Positionn", id, mark("nom", 1), position} {
			if strings.Contains(answer.body, hidden) {
				t.Errorf("the employer reads %q", hidden)
			}
		}
	}
}

func TestTheSecondLevelByTheAPI(t *testing.T) {
	h := MustHouse(t)
	id := h.person(1)
	h.followedBy(id)
	draft := masonOffer()
	draft.Certificates = []string{"R489-3"}
	offer := h.published(draft)
	referent, adviser := h.api(domain.RoleReferent), h.api(domain.RoleAdviser)
	path := "/api/v1/offers/" + offer.ID
	var level secondLevelBody
	referent.get(path + "/second-level").want(200).into(&level)
	if level.Status != "none" || len(level.History) != 0 {
		t.Errorf("%+v", level)
	}
	for range 2 { // the same key: once
		referent.do(http.MethodPost, path+"/second-level", nil, "Idempotency-Key", "k").want(200).into(&level)
	}
	if level.Status != "open" || len(level.History) != 1 {
		t.Errorf("%+v", level)
	}
	var position positionBody
	adviser.send(http.MethodPost, path+"/positions", positionRequest{Profile: id, Why: "motivée"}).want(201).into(&position)
	adviser.send(http.MethodPost, path+"/positions", positionRequest{Profile: id, Why: "motivée"}).want(422)
	var list listBody[positionBody]
	referent.get(path + "/positions").want(200).into(&list)
	if len(list.Items) != 1 || list.Items[0].ID != position.ID || list.Items[0].Gates[0] != domain.GateCertificate {
		t.Errorf("%+v", list)
	}
	adviser.get(path + "/positions").want(200).into(&list)
	if len(list.Items) != 1 {
		t.Errorf("the adviser reads %+v", list)
	}
	adviser.send(http.MethodPost, "/api/v1/positions/"+position.ID+"/decline", "").want(403)
	referent.send(http.MethodPost, "/api/v1/positions/"+position.ID+"/decline", "").want(422)
	referent.send(http.MethodPost, "/api/v1/positions/"+position.ID+"/decline", reasonRequest{Reason: "trop loin"}).want(200).into(&position)
	if position.Status != domain.PositionDeclined || position.Reason != "trop loin" {
		t.Errorf("%+v", position)
	}
	referent.send(http.MethodPost, "/api/v1/positions/"+position.ID+"/add", "").want(200).into(&position)
	if position.Status != domain.PositionAdded || position.Shortlist == "" {
		t.Errorf("%+v", position)
	}
	referent.send(http.MethodPost, path+"/second-level/stop", "").want(200).into(&level)
	if level.Status != "stopped" {
		t.Errorf("%+v", level)
	}
	h.program(h.rival).get(path + "/positions").want(403)
}
