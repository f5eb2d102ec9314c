package handlers

import (
	"net/http"
	"strings"
	"testing"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
)

// saidYes is an offer of the house's employer to which two people of its list said yes, by phone.
func (h *house) saidYes() (offer offerBody, introductions []string) {
	h.tb.Helper()
	offer, list := h.shared()
	who := h.users[domain.RoleReferent].Actor()
	plan := hiring.InvitePlan{ListID: list.ID, Profiles: []string{list.Entries[0].Profile, list.Entries[1].Profile}}
	done := must(h.service.Invite(h.tb.Context(), who, plan))(h.tb)
	for _, i := range done.Invitations {
		a := must(h.service.AnswerFor(h.tb.Context(), who, i.ID, hiring.PersonAnswer{Answer: hiring.AnswerYes}, "", domain.ChannelPhone))(h.tb)
		introductions = append(introductions, a.Introduction.ID)
	}
	if len(introductions) != 2 {
		h.tb.Fatalf("%d yeses, want 2: %+v", len(introductions), done.Refused)
	}
	return offer, introductions
}

func TestAnIntroductionByTheAPI(t *testing.T) {
	h := MustHouse(t)
	offer, yes := h.saidYes()
	boss, referent, rival := h.api(domain.RoleEmployer), h.api(domain.RoleReferent), h.program(h.rival)
	path := "/api/v1/introductions/" + yes[0]
	var x introductionBody
	boss.get(path).want(200).into(&x)
	if x.Status != domain.IntroductionAccepted || x.Candidate == nil || !strings.HasPrefix(x.Candidate.FirstName, "Zqprenom") || x.Profile != "" {
		t.Fatalf("%+v", x)
	}
	var slots slotsBody
	slot := domain.Slot{At: h.server.now().AddDate(0, 0, 3)}.ID()
	boss.send(http.MethodPost, "/api/v1/offers/"+offer.ID+"/slots", `{"slots":["`+slot+`",{"start":"`+domain.Slot{At: h.server.now().AddDate(0, 0, 4)}.ID()+`","minutes":20,"where":"Au dépôt"}]}`).want(200).into(&slots)
	if len(slots.Slots) != 2 || len(slots.Free) != 2 {
		t.Fatalf("%+v", slots)
	}
	boss.send(http.MethodPost, path+"/slot", slotChoice{slots.Free[0]}).want(200).into(&x)
	if x.Status != domain.IntroductionSlotChosen || x.Slot != slots.Free[0] || len(x.Slots) != 1 {
		t.Errorf("%+v", x)
	}
	boss.send(http.MethodPost, "/api/v1/introductions/"+yes[1]+"/slot", slotChoice{slots.Free[0]}).want(409)
	boss.send(http.MethodPost, "/api/v1/offers/"+offer.ID+"/slots/drop", slotChoice{slots.Free[0]}).want(409)
	boss.send(http.MethodPost, path+"/no-show", `{"whose":"somebody"}`).want(422)
	boss.send(http.MethodPost, path+"/met", "").want(200).into(&x)
	boss.send(http.MethodPost, path+"/outcome", `{"hired":false}`).want(422)
	boss.send(http.MethodPost, path+"/outcome", `{"hired":true,"contract":"CDD"}`).want(422)
	boss.send(http.MethodPost, path+"/outcome", `{"hired":true,"seat":7}`).want(422)
	for range 2 {
		boss.do(http.MethodPost, path+"/outcome", strings.NewReader(`{"hired":true,"seat":1}`), "Idempotency-Key", "k", "Content-Type", "application/json").want(200).into(&x)
	}
	if x.Outcome == nil || !x.Outcome.Hired || x.Outcome.Seat != 1 || x.Outcome.Contract != offer.Contract || x.Candidate == nil {
		t.Errorf("%+v", x.Outcome)
	}
	if boss.get("/api/v1/offers/" + offer.ID).want(200).into(&offer); offer.Status != domain.OfferFilled {
		t.Errorf("the offer is %s", offer.Status)
	}
	var other introductionBody
	boss.get("/api/v1/introductions/" + yes[1]).want(200).into(&other)
	if other.Status != domain.IntroductionCancelled || other.Candidate != nil {
		t.Errorf("the other: %+v", other)
	}
	boss.send(http.MethodPost, "/api/v1/introductions/"+yes[1]+"/outcome", `{"hired":true}`).want(409)
	for _, verb := range []string{"", "/slot", "/met", "/no-show", "/outcome"} {
		method := http.MethodPost
		if verb == "" {
			method = http.MethodGet
		}
		rival.do(method, path+verb, nil).want(404)
	}
	rival.get("/api/v1/introductions?offer=" + offer.ID).want(404)
	var list listBody[introductionBody]
	rival.get("/api/v1/introductions").want(200).into(&list)
	if len(list.Items) != 0 {
		t.Errorf("another employer reads %+v", list)
	}
	referent.get("/api/v1/introductions?offer=" + offer.ID).want(200).into(&list)
	if len(list.Items) != 2 || list.Items[0].Profile == "" {
		t.Errorf("%+v", list)
	}
	boss.send(http.MethodPost, path+"/cancel", "").want(403)
	boss.send(http.MethodPost, path+"/outcome", `{"hired":false,"reason":"n'est pas venu"}`).want(403)
	referent.send(http.MethodPost, path+"/follow-up", `{"months":1,"state":"at_work"}`).want(200)
	referent.send(http.MethodPost, path+"/outcome", `{"hired":false,"reason":"n'a pas commencé"}`).want(200).into(&x)
	referent.send(http.MethodPost, "/api/v1/offers/"+offer.ID+"/reopen", reasonRequest{"l'embauche n'a pas eu lieu"}).want(200).into(&offer)
	if x.Outcome.Hired || offer.Status != domain.OfferPublished {
		t.Errorf("%+v, the offer is %s", x.Outcome, offer.Status)
	}
}

// What an employer reads of somebody who said yes to their offer is who they are and how to reach them: nothing else that is
// known of them leaves, and nothing reaches another employer.
func TestAYesOpensNoMoreThanTheContact(t *testing.T) {
	h := MustHouse(t)
	offer, yes := h.saidYes()
	boss, rival := h.api(domain.RoleEmployer), h.program(h.rival)
	for _, path := range []string{"/api/v1/introductions/" + yes[0], "/api/v1/introductions?offer=" + offer.ID, "/api/v1/offers/" + offer.ID + "/slots"} {
		got := boss.get(path).want(200).body
		for n := range 3 {
			for _, field := range []string{"presentation", "cle"} {
				if strings.Contains(got, mark(field, n)) {
					t.Errorf("%s: the employer reads %s", path, field)
				}
			}
		}
		for _, word := range []string{"RSA", "1987", "criteria", "birth", "window", "refused"} {
			if strings.Contains(got, word) {
				t.Errorf("%s: the employer reads %q", path, word)
			}
		}
		if body := rival.do(http.MethodGet, path, nil).want(404).body; strings.Contains(body, "Zq") {
			t.Errorf("%s: another employer reads %s", path, body)
		}
	}
}
