package handlers

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"eedk.fr/candidatheque/domain"
)

func TestAnInvitationByTheAPI(t *testing.T) {
	h := MustHouse(t)
	offer, list := h.shared()
	referent, boss := h.api(domain.RoleReferent), h.api(domain.RoleEmployer)
	path := "/api/v1/shortlists/" + list.ID + "/invitations"
	slot := domain.Slot{At: h.server.now().AddDate(0, 0, 5)}.ID()
	body := `{"profiles":["` + list.Entries[0].Profile + `","` + list.Entries[2].Profile + `","PERSONNE"],"slots":["` + slot + `"]}`
	var first, again invitedBody
	referent.do(http.MethodPost, path, strings.NewReader(body), "Idempotency-Key", "k", "Content-Type", "application/json").want(201).into(&first)
	referent.do(http.MethodPost, path, strings.NewReader(body), "Idempotency-Key", "k", "Content-Type", "application/json").want(201).into(&again)
	if len(first.Invitations) != 1 || len(again.Invitations) != 1 || again.Invitations[0].ID != first.Invitations[0].ID {
		t.Fatalf("%+v, then %+v", first, again)
	}
	if !slices.Equal(again.Refused, first.Refused) {
		t.Errorf("refused %+v, then %+v", first.Refused, again.Refused)
	}
	if len(first.Refused) != 2 || first.Refused[0].Code != "not_kept" || first.Refused[1].Code != "unknown" || first.Refused[0].Text == "" {
		t.Errorf("%+v", first.Refused)
	}
	i := first.Invitations[0]
	if i.Offer != offer.ID || i.Status != domain.InvitationSent || !i.Expires.Known() || i.CallBy.Known() || i.Shortlist != list.ID || i.Reminded || i.Bounced {
		t.Errorf("%+v", i)
	}
	var call invitedBody
	referent.send(http.MethodPost, path, `{"profiles":["`+list.Entries[1].Profile+`"],"call_by":"2020-01-01"}`).want(422)
	referent.send(http.MethodPost, path, `{"profiles":["`+list.Entries[1].Profile+`"],"slots":[{"start":"demain"}]}`).want(422)
	referent.send(http.MethodPost, path, `{"profiles":["`+list.Entries[1].Profile+`"],"call_by":"2030-01-01","slots":["`+slot+`"]}`).want(422)
	referent.send(http.MethodPost, path, `{"profiles":[]}`).want(422)
	referent.send(http.MethodPost, path, `{"profiles":["x"],"wave":500}`).want(422)
	referent.send(http.MethodPost, path, `{"profiles":["x"],"criteria":"RSA"}`).want(422)
	referent.send(http.MethodPost, path, `{"profiles":["`+list.Entries[1].Profile+`"]}`).want(201).into(&call)
	if len(call.Invitations) != 1 {
		t.Fatalf("%+v", call.Refused)
	}

	one := "/api/v1/invitations/" + i.ID
	for _, k := range []*client{boss, h.program(h.rival), h.api(domain.RoleAdviser), h.api(domain.RoleFacilitator), h.api(domain.RoleAdmin)} {
		k.get(one).want(403)
		k.get("/api/v1/invitations?offer=" + offer.ID).want(403)
		k.send(http.MethodPost, path, body).want(403)
		k.send(http.MethodPost, one+"/answer", `{"answer":"yes","channel":"phone"}`).want(403)
	}
	newClient(t, h.server).get(one).want(401)
	referent.get("/api/v1/invitations/inconnue").want(404)
	referent.send(http.MethodPost, "/api/v1/invitations/inconnue/answer", `{`).want(404)
	referent.send(http.MethodPost, one+"/answer", `{`).want(422)
	referent.send(http.MethodPost, one+"/answer", `{"answer":"peut-être","channel":"phone"}`).want(422)
	referent.send(http.MethodPost, one+"/answer", `{"answer":"yes","channel":"link"}`).want(422)
	referent.send(http.MethodPost, one+"/answer", `{"answer":"question","channel":"phone","reason":"À quelle heure ?"}`).want(200).into(&i)
	if i.Status != domain.InvitationSent || i.Question != "À quelle heure ?" {
		t.Errorf("%+v", i)
	}
	referent.send(http.MethodPost, one+"/answer", `{"answer":"no","channel":"phone","reason":"trop loin","by":"sa sœur"}`).want(200).into(&i)
	if i.Status != domain.InvitationDeclined || i.Reason != "trop loin" {
		t.Errorf("%+v", i)
	}
	referent.send(http.MethodPost, one+"/again", `{}`).want(422)
	referent.send(http.MethodPost, one+"/again", `{"reason":"une navette est mise en place"}`).want(200).into(&i)
	if i.Status != domain.InvitationQueued {
		t.Errorf("%s: the person was written to less than a day ago", i.Status)
	}
	referent.send(http.MethodPost, one+"/cancel", `{}`).want(422)
	referent.send(http.MethodPost, one+"/cancel", `{"reason":"l'employeur ne cherche plus"}`).want(200).into(&i)
	referent.send(http.MethodPost, one+"/answer", `{"answer":"yes","channel":"phone"}`).want(409)

	var page listBody[invitationBody]
	referent.get("/api/v1/invitations?offer=" + offer.ID).want(200).into(&page)
	if len(page.Items) != 2 {
		t.Errorf("%d invitations", len(page.Items))
	}
	referent.get("/api/v1/invitations?status=cancelled&profile=" + list.Entries[0].Profile).want(200).into(&page)
	if len(page.Items) != 1 || page.Items[0].ID != i.ID {
		t.Errorf("%+v", page.Items)
	}
	referent.get("/api/v1/invitations?offer=inconnue").want(404)
	referent.get("/api/v1/invitations?status=peut-etre").want(422)
	referent.get("/api/v1/shortlists/" + list.ID).want(200)
}

// An employer whose list is invited reads nothing of it, whatever the people answer.
func TestAnEmployerNeverReadsWhoWasAsked(t *testing.T) {
	h := MustHouse(t)
	offer, list := h.shared()
	referent, boss := h.api(domain.RoleReferent), h.api(domain.RoleEmployer)
	var done invitedBody
	referent.send(http.MethodPost, "/api/v1/shortlists/"+list.ID+"/invitations", `{"profiles":["`+list.Entries[0].Profile+`","`+list.Entries[1].Profile+`"],"call_by":""}`).want(201).into(&done)
	before := map[string]string{}
	paths := []string{"/api/v1/offers/" + offer.ID, "/api/v1/shortlists/" + list.ID, "/api/v1/introductions?offer=" + offer.ID, "/api/v1/offers/" + offer.ID + "/slots"}
	for _, path := range paths {
		before[path] = boss.get(path).want(200).body
	}
	for n, said := range []string{`{"answer":"no","channel":"phone","reason":"Zqraison"}`, `{"answer":"question","channel":"paper","reason":"Zqquestion"}`} {
		referent.send(http.MethodPost, "/api/v1/invitations/"+done.Invitations[n].ID+"/answer", said).want(200)
	}
	for _, path := range paths {
		if after := boss.get(path).want(200).body; after != before[path] {
			t.Errorf("%s tells the employer:\n%s\nbefore:\n%s", path, after, before[path])
		}
	}
}

// The answer of a key is the first one, whatever happened since: who was refused because they had been asked already is not
// among those whom that request invited, whose order is the order of what was asked.
func TestAnInvitationOfTheSameKeyHasTheSameAnswer(t *testing.T) {
	h := MustHouse(t)
	_, list := h.shared()
	referent := h.api(domain.RoleReferent)
	path := "/api/v1/shortlists/" + list.ID + "/invitations"
	kept := []string{list.Entries[0].Profile, list.Entries[1].Profile}
	send := func(key string, profiles ...string) (done invitedBody) {
		referent.do(http.MethodPost, path, strings.NewReader(`{"profiles":["`+strings.Join(profiles, `","`)+`"]}`), "Idempotency-Key", key,
			"Content-Type", "application/json").want(201).into(&done)
		return done
	}
	send("one", kept[1])
	first := send("two", kept[1], " PERSONNE ", kept[0], kept[0])
	again := send("two", kept[1], " PERSONNE ", kept[0], kept[0])
	if len(first.Refused) != 2 || first.Refused[0].Code != "asked" || len(first.Invitations) != 1 {
		t.Fatalf("%+v", first)
	}
	if !slices.Equal(again.Refused, first.Refused) || len(again.Invitations) != 1 || again.Invitations[0].ID != first.Invitations[0].ID {
		t.Errorf("first %+v, then %+v", first, again)
	}
}
