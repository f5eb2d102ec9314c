package handlers

import (
	"net/http"
	"strings"
	"testing"

	"eedk.fr/candidatheque/domain"
)

func TestAlertsOnThePages(t *testing.T) {
	h := MustHouse(t)
	offer := h.published(masonOffer())
	h.settle()
	id := h.person(1)
	h.settle()
	referent, boss := h.as(domain.RoleReferent), h.as(domain.RoleEmployer)
	if text := referent.get("/").want(200).text(); !strings.Contains(text, "1 personne qui vient d'arriver convient") {
		t.Errorf("the day page: %s", text)
	}
	path, alert := "/offres/"+offer.ID, domain.PairID(offer.ID, id)
	page := referent.get(path).want(200)
	if page.page().Find("#alerte-"+alert).Length() != 1 || !strings.Contains(page.text(), "vient d'entrer dans la candidathèque") {
		t.Fatalf("the offer: %s", page.text())
	}
	for _, body := range []string{boss.get(path).want(200).body, boss.get("/").want(200).body, h.as(domain.RoleAdviser).get(path).want(200).body} {
		if strings.Contains(body, alert) || strings.Contains(body, mark("nom", 1)) {
			t.Error("somebody else reads the alert")
		}
	}
	referent.post("/alertes/" + alert + "/voir").want(303)
	referent.post("/alertes/" + alert + "/voir").want(409)
	if text := referent.get("/").want(200).text(); strings.Contains(text, "vient d'arriver") {
		t.Errorf("seen, and still on the day page: %s", text)
	}
	referent.post("/alertes/"+alert+"/ecarter", "reason", "déjà appelée").want(303)
	if referent.get(path).want(200).page().Find("#alerte-"+alert).Length() != 0 {
		t.Error("set aside, and still on the offer")
	}
	done := referent.post("/alertes/" + alert + "/ajouter").want(303)
	if text := referent.get(done.sentTo()).want(200).text(); !strings.Contains(text, mark("nom", 1)) {
		t.Errorf("not on the shortlist: %s", text)
	}
	boss.post("/alertes/" + alert + "/voir").want(403)
}

func TestAlertsByTheAPI(t *testing.T) {
	h := MustHouse(t)
	offer := h.published(masonOffer())
	h.settle()
	id := h.person(1)
	h.settle()
	k := h.api(domain.RoleReferent)
	var list listBody[alertBody]
	k.get("/api/v1/alerts?status=new&offer=" + offer.ID).want(200).into(&list)
	if len(list.Items) != 1 || list.Items[0].Profile != id || list.Items[0].Cause != domain.AlertEntered || list.Items[0].Score < domain.AlertScore {
		t.Fatalf("%+v", list)
	}
	path := "/api/v1/alerts/" + list.Items[0].ID
	var a alertBody
	k.send(http.MethodPost, path+"/see", "").want(200).into(&a)
	k.send(http.MethodPost, path+"/dismiss", reasonRequest{Reason: "plus tard"}).want(200).into(&a)
	if a.Status != domain.AlertDismissed || a.Reason != "plus tard" {
		t.Errorf("%+v", a)
	}
	k.send(http.MethodPost, path+"/use", "").want(200).into(&a)
	if a.Status != domain.AlertUsed || a.Shortlist == "" {
		t.Errorf("%+v", a)
	}
	k.send(http.MethodPost, path+"/dismiss", "").want(409)
	k.get("/api/v1/alerts?status=lue").want(422)
	h.api(domain.RoleEmployer).get("/api/v1/alerts").want(403)
	h.api(domain.RoleAdviser).send(http.MethodPost, path+"/see", "").want(403)
}
