package handlers

import (
	"slices"
	"strings"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

// What an employer owes stands first on their home and in the row of the offer, and stays once the offer is over.
func TestAnEmployersHomeSaysWhatIsOwed(t *testing.T) {
	h := MustHouse(t)
	offer, yes := h.saidYes()
	boss, rival, referent := h.as(domain.RoleEmployer), h.browser(h.rival), h.as(domain.RoleReferent)
	first := func() string { return boss.get("/").want(200).page().Find("main section.day").First().Text() }
	if got := first(); !strings.Contains(got, "À appeler") && !strings.Contains(got, "Ont dit oui") || !strings.Contains(got, "Zqprenom") {
		t.Errorf("who said yes is not first: %s", got)
	}
	boss.post("/mises-en-relation/" + yes[0] + "/rencontre").want(303)
	if got := first(); !strings.Contains(got, "Votre réponse est attendue") || !strings.Contains(got, "inclus") {
		t.Errorf("the answer owed is not first: %s", got)
	}
	cells := func(k *client) (head, row []string) {
		rows := rowsOfFile(t, k.get("/offres?format=csv"))
		at := slices.IndexFunc(rows, func(r []string) bool { return r[0] == offer.ID })
		return rows[0], rows[at]
	}
	for name, k := range map[string]*client{"employer": boss, "referent": referent} {
		if got := k.get("/offres").want(200).text(); !strings.Contains(got, "2 personnes ont dit oui") || !strings.Contains(got, "1 réponse est attendue") && !strings.Contains(got, "Une réponse est attendue") {
			t.Errorf("%s: the row of the offer: %s", name, got)
		}
		head, row := cells(k)
		at := slices.Index(head, "ont_dit_oui")
		if at < 0 || row[at] != "2" || row[at+1] != "1" || head[at+1] != "reponses_attendues" {
			t.Errorf("%s: the file has %q", name, row)
		}
	}
	for _, path := range []string{"/", "/offres", "/?format=csv", "/offres?format=csv"} {
		if body := rival.get(path).want(200).body; strings.Contains(body, "Zqprenom") || strings.Contains(body, "ont dit oui") {
			t.Errorf("another establishment reads %s", path)
		}
	}
	h.clock.move(120 * 24 * time.Hour)
	must(h.service.ExpireOffers(t.Context()))(t)
	boss = h.as(domain.RoleEmployer)
	if o := must(h.service.Offer(t.Context(), domain.System(), offer.ID))(t); o.Status != domain.OfferExpired {
		t.Fatalf("the offer is %s", o.Status)
	}
	if got := first(); !strings.Contains(got, "en retard") {
		t.Errorf("what is late is not said: %s", got)
	}
	if got := boss.get("/offres").want(200).text(); !strings.Contains(got, "réponses sont attendues") && !strings.Contains(got, "éponse est attendue") {
		t.Errorf("an expired offer hides what is owed: %s", got)
	}
}

// The file of the establishments says to referents what its page says: answers in time, of those that were owed.
func TestTheFileOfEstablishmentsCountsAnswers(t *testing.T) {
	h := MustHouse(t)
	_, yes := h.saidYes()
	h.as(domain.RoleEmployer).post("/mises-en-relation/"+yes[0]+"/refus", "reason", "trop loin pour nous").want(303)
	h.clock.move(30 * 24 * time.Hour)
	referent := h.as(domain.RoleReferent)
	if text := referent.get("/entreprises").want(200).text(); !strings.Contains(text, "1 réponse sur 2 dans les délais") {
		t.Errorf("the page: %s", text)
	}
	rows := rowsOfFile(t, referent.get("/entreprises?format=csv"))
	at, counted := slices.Index(rows[0], "reponses_dans_les_delais"), 0
	for _, row := range rows[1:] {
		if row[at] == "1" && row[at+1] == "2" {
			counted++
		} else if row[at] != "0" || row[at+1] != "0" {
			t.Errorf("%q", row)
		}
	}
	if rows[0][at+1] != "reponses_dues" || counted != 1 {
		t.Errorf("%d establishments with answers under %q", counted, rows[0])
	}
	if head := rowsOfFile(t, h.as(domain.RoleFacilitator).get("/entreprises?format=csv"))[0]; slices.Contains(head, "reponses_dues") {
		t.Error("facilitators read the answers")
	}
}
