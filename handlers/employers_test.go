package handlers

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"testing"

	"eedk.fr/candidatheque/domain"
)

// newcomer signs up, confirms, and is signed in.
func (h *house) newcomer(pairs ...string) *client {
	h.tb.Helper()
	h.signsUp(h.stranger(), pairs...).want(303)
	email := "luc@exemple.fr"
	if i := slices.Index(pairs, "email"); i >= 0 {
		email = pairs[i+1]
	}
	k := h.stranger()
	k.post(h.linkTo(email)).want(303)
	return k
}

func TestAReferentApproves(t *testing.T) {
	h := MustHouse(t)
	boss := h.newcomer()
	ref, page := h.as(domain.RoleReferent), "/entreprises/"+string(newSIRET)
	if text := ref.get("/").want(200).text(); !strings.Contains(text, "Boulangerie du Carillon : établissement à approuver") {
		t.Errorf("the day page: %s", text)
	}
	list := ref.get("/entreprises").want(200)
	if text := list.text(); !strings.Contains(text, "À approuver") || strings.Index(text, "Boulangerie du Carillon") > strings.Index(text, "Maçonnerie des Dunes") {
		t.Errorf("what waits is not first: %s", text)
	}
	if text := ref.get(page).want(200).text(); !strings.Contains(text, "03 53 01 12 12") || !strings.Contains(text, "Approuver l'établissement") {
		t.Errorf("the page: %s", text)
	}
	if text := ref.post(page+"/refuser", "reason", " ").want(422).text(); !strings.Contains(text, "Dites pourquoi") {
		t.Errorf("refused without a reason: %s", text)
	}
	ref.post(page+"/refuser", "reason", "Le numéro ne répond pas.").want(303)
	if text := boss.get("/").want(200).text(); !strings.Contains(text, "Le numéro ne répond pas.") || !strings.Contains(text, "Répondre au référent") {
		t.Errorf("the boss reads: %s", text)
	}
	boss.post(page+"/redemander", "reason", "").want(422)
	boss.post(page+"/redemander", "reason", "Voici le bon numéro.").want(303)
	ref.post(page + "/approuver").want(303)
	ref.post(page + "/approuver").want(409)
	if text := boss.get("/").want(200).text(); strings.Contains(text, "Où en est votre inscription") {
		t.Errorf("all is well, and the home says %s", text)
	}
	if text := boss.get(page).want(200).text(); !strings.Contains(text, "un référent") || strings.Contains(text, "Compte référent") {
		t.Errorf("the history names staff to an employer: %s", text)
	}
}

func TestEstablishmentsAreTheirMembers(t *testing.T) {
	h := MustHouse(t)
	h.newcomer()
	foreign := "/entreprises/" + string(newSIRET)
	own := "/entreprises/" + string(ownSIRET)
	employer := h.as(domain.RoleEmployer)
	employer.get(foreign).want(404)
	employer.get(foreign + "?format=csv").want(404)
	employer.post(foreign+"/quitter", "reason", "").want(404)
	employer.post(foreign+"/redemander", "reason", "x").want(404)
	employer.post(own + "/approuver").want(403)
	if text := employer.get(own).want(200).text(); !strings.Contains(text, "(vous)") || strings.Contains(text, "Suspendre") {
		t.Errorf("their own page: %s", text)
	}
	if text := employer.get("/entreprises").want(200).text(); !strings.Contains(text, "Maçonnerie des Dunes") || strings.Contains(text, "Nettoyage du Port") || strings.Contains(text, "Carillon") {
		t.Errorf("their list: %s", text)
	}
	if sheet := employer.get("/entreprises?format=csv").want(200).body; strings.Contains(sheet, "Nettoyage") {
		t.Errorf("their file: %s", sheet)
	}
	h.as(domain.RoleAdviser).get("/entreprises").want(403)
	facilitator := h.as(domain.RoleFacilitator)
	if text := facilitator.get(foreign).want(200).text(); strings.Contains(text, "Approuver") {
		t.Errorf("a facilitator decides: %s", text)
	}
	facilitator.post(foreign + "/approuver").want(403)
}

func TestAColleagueJoinsByAnAnswer(t *testing.T) {
	h := MustHouse(t)
	asks := h.newcomer("siret", string(ownSIRET), "email", "anne@exemple.fr", "name", "Anne Maes")
	if text := asks.get("/").want(200).text(); !strings.Contains(text, "Un collègue ou un référent répond") || strings.Contains(text, "Maçonnerie des Dunes") {
		t.Errorf("who waits reads: %s", text)
	}
	asks.get("/entreprises/" + string(ownSIRET)).want(404)
	asks.post("/offres", "siret", string(ownSIRET), "title", "x", "places", "1", "pay_unit", "hour").want(403)
	member, page := h.as(domain.RoleEmployer), "/entreprises/"+string(ownSIRET)
	if text := member.get("/").want(200).text(); !strings.Contains(text, "Anne Maes demande à rejoindre Maçonnerie des Dunes") {
		t.Errorf("the member's day: %s", text)
	}
	form := member.get(page).want(200).page().Find("form[action$='/accepter']").AttrOr("action", "")
	id := strings.Split(form, "/")[4]
	h.browser(h.rival).post(form).want(404)
	asks.post(form).want(403)
	member.post("/entreprises/" + string(otherSIRET) + "/demandes/" + id + "/accepter").want(404)
	if text := member.post(strings.Replace(form, "accepter", "refuser", 1), "reason", "").want(422).text(); !strings.Contains(text, "la personne lit cette phrase") {
		t.Errorf("refused without a reason: %s", text)
	}
	member.post(form).want(303)
	asks.get(page).want(200)
	member.post(form).want(409)
	asks.post(page + "/quitter").want(303)
	asks.get(page).want(404)
	if text := asks.get("/entreprises").want(200).text(); !strings.Contains(text, "membre d'aucun établissement") {
		t.Errorf("after leaving: %s", text)
	}
	asks.post("/entreprises/rejoindre", "siret", "12", "company", "").want(422)
	asks.post("/entreprises/rejoindre", "siret", string(ownSIRET), "company", "Dunes").want(303)
}

func TestEmployersAreFoundByNameNumberAndState(t *testing.T) {
	h := MustHouse(t)
	h.newcomer()
	ref := h.as(domain.RoleReferent)
	for query, want := range map[string]string{"q=nettoyage": "Nettoyage du Port", "q=552+032": "Nettoyage du Port", "status=awaiting": "Boulangerie du Carillon", "q=zzz": "Aucun établissement ne répond"} {
		if text := ref.get("/entreprises?" + query).want(200).text(); !strings.Contains(text, want) || strings.Contains(text, "Maçonnerie des Dunes") {
			t.Errorf("%s: %s", query, text)
		}
	}
	ref.get("/entreprises?status=" + url.QueryEscape("$ne")).want(422)
	if tabs := ref.get("/entreprises").want(200).page().Find("nav.tabs").Text(); !strings.Contains(tabs, "tous 3") || !strings.Contains(tabs, "en attente d'accord 1") {
		t.Errorf("counts: %s", tabs)
	}
	if sheet := ref.get("/entreprises?status=awaiting&format=csv").want(200).body; !strings.Contains(sheet, "Carillon") || strings.Contains(sheet, "Dunes") {
		t.Errorf("the file: %s", sheet)
	}
}

func TestApprovalsByProgram(t *testing.T) {
	h := MustHouse(t)
	h.newcomer()
	h.newcomer("email", "anne@exemple.fr", "name", "Anne Maes")
	ref, employer, company := h.api(domain.RoleReferent), h.api(domain.RoleEmployer), "/api/v1/companies/"+string(newSIRET)
	employer.send("POST", company+"/approve", "").want(403)
	employer.get(company).want(404)
	ref.send("POST", company+"/refuse", `{"reason":""}`).want(422)
	ref.send("POST", company+"/refuse", `{"raison":"x"}`).want(422)
	ref.send("POST", company+"/approve", "", "Idempotency-Key", "k1").want(200)
	ref.send("POST", company+"/approve", "", "Idempotency-Key", "k1").want(200)
	ref.send("POST", company+"/approve", "").want(409)
	ref.send("POST", company+"/suspend", `{"reason":"impayés"}`).want(200)
	if body := ref.get(company).want(200).body; !strings.Contains(body, `"reason":"impayés"`) {
		t.Errorf("%s", body)
	}
	ref.send("POST", company+"/resume", "").want(200)
	ref.send("POST", "/api/v1/companies/99999999999999/approve", "").want(404)
	list := ref.get(company + "/requests").want(200).body
	// Whoever asked at the same instant comes in any order: the one who waits is meant.
	var requests struct {
		Items []struct{ ID, Status string }
	}
	if err := json.Unmarshal([]byte(list), &requests); err != nil {
		t.Fatal(err)
	}
	id := ""
	for _, asked := range requests.Items {
		if asked.Status == string(domain.MembershipWaiting) {
			id = asked.ID
		}
	}
	employer.send("POST", company+"/requests/"+id+"/accept", "").want(404)
	ref.send("POST", "/api/v1/companies/"+string(ownSIRET)+"/requests/"+id+"/accept", "").want(404)
	ref.send("POST", company+"/requests/"+id+"/refuse", `{"reason":"inconnue"}`).want(200)
	ref.send("POST", company+"/requests/"+id+"/accept", "").want(200)
	if body := ref.get("/api/v1/companies?status=active&q=carillon").want(200).body; !strings.Contains(body, string(newSIRET)) || strings.Contains(body, string(ownSIRET)) {
		t.Errorf("%s", body)
	}
	if body := employer.get("/api/v1/companies").want(200).body; !strings.Contains(body, string(ownSIRET)) || strings.Contains(body, string(newSIRET)) {
		t.Errorf("%s", body)
	}
}
