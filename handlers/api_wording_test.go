package handlers

import (
	"net/http"
	"testing"

	"eedk.fr/candidatheque/domain"
)

func TestTheAPISaysWhatStopsAPublication(t *testing.T) {
	h := MustHouse(t)
	employer, referent := h.api(domain.RoleEmployer), h.api(domain.RoleReferent)
	b := masonOffer()
	b.Description += " Vous avez moins de 30 ans."
	made := h.draft(b)
	if len(made.Flags) != 1 || made.Flags[0].Criterion != "âge" || made.Flags[0].Field != "description" || made.Flags[0].Suggestion == "" {
		t.Fatalf("flags %+v", made.Flags)
	}
	if len(made.Advice) != 1 || made.Advice[0].Field != "title" {
		t.Errorf("advice %+v", made.Advice)
	}
	path := "/api/v1/offers/" + made.ID
	employer.send(http.MethodPost, path+"/submit", "").want(200)
	var refused errorBody
	referent.send(http.MethodPost, path+"/publish", "").want(422).into(&refused)
	if len(refused.Error.Flags) != 1 || refused.Error.Fields["description"] == "" || refused.Error.Flags[0].Passage != made.Flags[0].Passage {
		t.Errorf("refused %+v", refused.Error)
	}
	referent.send(http.MethodPost, path+"/publish", `{"override":[{"passage":"inconnu","reason":"loi"}]}`).want(422)
	referent.send(http.MethodPost, path+"/publish", `{"override":[{"passage":"Vous avez moins de 30 ans","reason":" "}]}`).want(422)
	var published offerBody
	referent.send(http.MethodPost, path+"/publish", `{"override":[{"passage":"Vous avez moins de 30 ans","reason":"Âge fixé par la loi."}]}`).want(200).into(&published)
	if published.Status != domain.OfferPublished || published.Flags[0].Override != "Âge fixé par la loi." {
		t.Errorf("published %+v", published.Flags)
	}
}

func TestAChangedTextIsReadAnew(t *testing.T) {
	h := MustHouse(t)
	employer := h.api(domain.RoleEmployer)
	b := masonOffer()
	b.Description += " Célibataire."
	made := h.draft(b)
	path := "/api/v1/offers/" + made.ID
	employer.send(http.MethodPatch, path, `{"flags":[]}`).want(422)
	clean := masonOffer()
	var after offerBody
	employer.send(http.MethodPatch, path, map[string]string{"description": clean.Description}).want(200).into(&after)
	if len(after.Flags) != 0 {
		t.Errorf("flags of a mended text: %+v", after.Flags)
	}
}
