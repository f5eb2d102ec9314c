package handlers

import (
	"net/http"
	"strings"
	"testing"

	"eedk.fr/candidatheque/domain"
)

func TestAPersonsBestOffers(t *testing.T) {
	h := MustHouse(t)
	id := h.person(1)
	offer := h.published(masonOffer())
	h.settle()
	var best personOffersBody
	h.api(domain.RoleReferent).get("/api/v1/profiles/" + id + "/offers").want(200).into(&best)
	if best.Open != 1 || best.Eligible != 1 || best.Items[0].Offer != offer.ID || len(best.Items[0].Reasons) != 8 || best.Items[0].Band == "" {
		t.Fatalf("%+v", best)
	}
	h.api(domain.RoleAdviser).get("/api/v1/profiles/" + id + "/offers").want(404) // somebody else follows them
	h.api(domain.RoleEmployer).get("/api/v1/profiles/" + id + "/offers").want(403)

	k := h.as(domain.RoleReferent)
	page := k.get("/candidatheque/" + id + "/offres").want(200)
	if !strings.Contains(page.text(), offer.Title) || page.page().Find("ol.people li").Length() == 0 {
		t.Errorf("the page: %s", page.text())
	}
	add := "/candidatheque/" + id + "/offres/" + offer.ID + "/ajouter"
	refused := k.post(add, "reason", "").want(422)
	if !strings.Contains(refused.text(), "Dites pourquoi") {
		t.Errorf("without a reason: %s", refused.text())
	}
	done := k.post(add, "reason", "vue au forum").want(303)
	if !strings.HasPrefix(done.sentTo(), "/preselections/") {
		t.Errorf("sent to %s", done.sentTo())
	}
	if text := k.get(done.sentTo()).want(200).text(); !strings.Contains(text, mark("nom", 1)) {
		t.Errorf("not on the shortlist: %s", text)
	}
	if again := k.get("/candidatheque/" + id + "/offres").want(200); !strings.Contains(again.text(), "Déjà dans la présélection") {
		t.Errorf("the page does not know: %s", again.text())
	}
	h.as(domain.RoleEmployer).do(http.MethodPost, add, nil).want(403)
}
