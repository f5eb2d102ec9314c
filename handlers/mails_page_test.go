package handlers

import (
	"net/http"
	"strings"
	"testing"

	"eedk.fr/candidatheque/domain"
)

// askedLink has a referent ask for a link, and gives the mail that took it to them.
func (h *house) askedLink() domain.Mail {
	h.tb.Helper()
	h.stranger().post("/connexion", "email", h.users[domain.RoleReferent].Email).want(200)
	h.service.Stop() // what goes on behind the answer ends first
	mails := h.deliver()
	return mails[len(mails)-1]
}

// Whoever looks after the mails reads them, without the means to act for their recipients.
func TestTheMailsAreShownWithoutTheirLinks(t *testing.T) {
	h := MustHouse(t)
	m := h.askedLink()
	_, after, _ := strings.Cut(m.Body.Text, "/connexion/")
	token, _, _ := strings.Cut(after, "\n")
	k := h.as(domain.RoleAdmin)
	list := k.get("/courriels").want(200)
	if list.page().Find(`a[href="/courriels/`+m.ID+`"]`).Length() != 1 {
		t.Errorf("the list lacks the mail:\n%s", list.text())
	}
	for _, path := range []string{"/courriels", "/courriels?etat=sent", "/courriels/" + m.ID, "/courriels?format=csv"} {
		got := k.get(path).want(200)
		if strings.Contains(got.text(), token) || token == "" {
			t.Errorf("%s shows the link of somebody else", path)
		}
	}
	if got := k.get("/courriels?etat=bounced").want(200).text(); !strings.Contains(got, "Aucun courriel dans cet état") {
		t.Errorf("no mail bounced, and the page says:\n%s", got)
	}
	k.get("/courriels?etat=nimporte").want(422)
	h.server.showLinks = true
	if got := k.get("/courriels/" + m.ID).want(200); got.page().Find(`a[href="/connexion/`+token+`"]`).Length() != 1 {
		t.Error("a demonstration does not show the link")
	}
	k.post("/courriels/" + m.ID + "/annuler").want(409)
	k.post("/courriels/" + m.ID + "/renvoyer").want(303)
	if n := len(h.deliver()); n != 2 {
		t.Errorf("%d left after it was sent again", n)
	}
	h.as(domain.RoleAdviser).get("/courriels").want(403)
	h.as(domain.RoleEmployer).post("/courriels/" + m.ID + "/renvoyer").want(403)
}

// The reports of the mail server are taken from whoever holds their secret; for others there is no such page.
func TestDeliveryReports(t *testing.T) {
	h := MustHouse(t)
	m := h.askedLink()
	report := `[{"message_id":"<` + m.ID + `@candidatheque.exemple.fr>","reason":"550 5.1.1\r\nNo such user"},{"message_id":"<autre@ailleurs.fr>"}]`
	send := func(headers ...string) answer {
		return h.stranger().do(http.MethodPost, "/courriels/retours", strings.NewReader(report), append(headers, "Content-Type", "application/json")...)
	}
	send("Authorization", "Bearer ").want(404)
	h.server.bounceSecret = strings.Repeat("s", 40)
	send().want(404)
	send("Authorization", "Bearer "+strings.Repeat("t", 40)).want(404)
	if got := send("Authorization", "Bearer "+h.server.bounceSecret).want(200).text(); !strings.Contains(got, `"known":1`) {
		t.Errorf("taken: %s", got)
	}
	if got := h.as(domain.RoleReferent).get("/courriels/" + m.ID).want(200).text(); !strings.Contains(got, "revenu") {
		t.Errorf("the page does not say that it came back:\n%s", got)
	}
	report = `{"message_id":`
	send("Authorization", "Bearer "+h.server.bounceSecret).want(422)
}

// A link that stops mails changes nothing when it is read; the POST of a reader of mails stops them.
func TestALinkThatStopsMails(t *testing.T) {
	h := MustHouse(t)
	offer := h.draft(masonOffer()).ID
	h.api(domain.RoleEmployer).send(http.MethodPost, "/api/v1/offers/"+offer+"/submit", "").want(200)
	var m domain.Mail
	for _, sent := range h.deliver() {
		if sent.Stop != "" {
			m = sent
		}
	}
	if m.Stop == "" {
		t.Fatalf("nobody was told of %s", offer)
	}
	path := "/courriels/arret/" + m.Stop
	reader := h.stranger()
	for range 3 {
		if got := reader.get(path).want(200); got.header.Get("Referrer-Policy") != "no-referrer" || !strings.Contains(got.text(), "Ne plus les recevoir") {
			t.Error("reading the link stopped something, or leaks it")
		}
	}
	reader.post(path, "List-Unsubscribe", "One-Click").want(200)
	if got := reader.get(path).text(); !strings.Contains(got, "vous ne recevrez plus") {
		t.Errorf("not stopped:\n%s", got)
	}
	reader.get("/courriels/arret/" + m.ID + ".0000").want(404)
}
