package handlers

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"eedk.fr/candidatheque/domain"
)

// sharedNeed brings a need with two cards to its employer: the market accepts what the three people have.
func (h *house) sharedNeed() (offer offerBody, list shortlistBody) {
	h.tb.Helper()
	for n := range 3 {
		h.person(n)
	}
	h.settle()
	offer = h.draft(schoolOffer())
	referent, facilitator := h.api(domain.RoleReferent), h.api(domain.RoleFacilitator)
	h.api(domain.RoleEmployer).send(http.MethodPost, "/api/v1/offers/"+offer.ID+"/submit", "").want(200)
	facilitator.send(http.MethodPut, "/api/v1/offers/"+offer.ID+"/lot", `{"lot":"lot 3","publics":["RSA","DELD"]}`).want(200)
	facilitator.send(http.MethodPost, "/api/v1/eligibilities", `{"profile":"`+mark("cle", 2)+`","criterion":"CONFIDENTIEL","seen_on":"2026-11-20"}`).want(201)
	referent.send(http.MethodPost, "/api/v1/offers/"+offer.ID+"/publish", "").want(200).into(&offer)
	referent.send(http.MethodPost, "/api/v1/offers/"+offer.ID+"/shortlists", "").want(201).into(&list)
	if len(list.Entries) != 3 {
		h.tb.Fatalf("%d people eligible, want 3: %+v", len(list.Entries), list)
	}
	for _, e := range list.Entries[:2] {
		referent.send(http.MethodPost, "/api/v1/shortlists/"+list.ID+"/entries/"+e.Profile+"/keep", "").want(200)
	}
	referent.send(http.MethodPost, "/api/v1/shortlists/"+list.ID+"/share", "").want(200)
	return offer, list
}

// criterionCodes are those that are no words of the pages themselves.
var criterionCodes = regexp.MustCompile(`\b(RSA|ASS|AAH|DELD|QPV|ISOLE|CONFIDENTIEL)\b`)

// The employer of a need finds « éligible jusqu'au » on each card, and no criterion in any page, file or answer.
func TestTheEmployerOfANeedReadsUntilWhenOnly(t *testing.T) {
	h := MustHouse(t)
	offer, list := h.sharedNeed()
	browser, program := h.as(domain.RoleEmployer), h.api(domain.RoleEmployer)
	check := func(where string, got answer) {
		t.Helper()
		if code := criterionCodes.FindString(got.body); code != "" {
			t.Errorf("%s (%d) shows %s", where, got.status, code)
		}
		for _, code := range domain.CriterionCodes() {
			if code != "EA" && strings.Contains(got.body, code.French()) { // an « entreprise adaptée » is a way of execution too
				t.Errorf("%s (%d) shows « %s »", where, got.status, code.French())
			}
		}
		shows(t, where, got, hidden(list))
	}
	read := map[string]bool{}
	for queue := []string{"/", "/offres", "/offres?kind=need", "/besoins/nouveau", "/offres/" + offer.ID, "/offres/" + offer.ID + "/clause", "/eligibilites",
		"/candidatheque/" + list.Entries[0].Profile + "/eligibilite", "/preselections/" + list.ID + "/exclus/eligibility"}; len(queue) > 0; queue = queue[1:] {
		path, _, _ := strings.Cut(queue[0], "#")
		if read[path] || !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "/static/") {
			continue
		}
		read[path] = true
		got := browser.get(path)
		check("page "+path, got)
		got.page().Find("a[href]").Each(func(_ int, a *goquery.Selection) { queue = append(queue, a.AttrOr("href", "")) })
	}
	cards := browser.get("/preselections/" + list.ID).want(200)
	if n := strings.Count(cards.text(), "ligible jusqu'au 1er février 2027"); !read["/preselections/"+list.ID] || n != 2 {
		t.Errorf("%d cards say until when: %s", n, cards.text())
	}
	for _, path := range []string{"offers/" + offer.ID, "offers?kind=need", "shortlists/" + list.ID, "eligibilities", "eligibilities?profile=" + list.Entries[0].Profile} {
		check("API "+path, program.get(apiPrefix+path))
	}
	var shared sharedBody
	program.get(apiPrefix + "shortlists/" + list.ID).want(200).into(&shared)
	for _, e := range shared.Entries {
		if e.Eligible != "éligible jusqu'au 1er février 2027" {
			t.Errorf("a card says %q", e.Eligible)
		}
	}
	// Neither the count nor a draft tells how many people have which criterion.
	form := needPage("action", "count")
	plain := browser.post("/offres/compte", form...).want(200).body
	if !strings.Contains(plain, "Sans la clause") {
		t.Error("the count does not say that it leaves the clause out")
	}
	check("live count", browser.post("/offres/compte", append(form, "clause_publics", "PLIE")...).want(200))
	if probed := browser.post("/offres/compte", append(form, "clause_publics", "PLIE")...).body; probed != plain {
		t.Error("the count of an employer follows the publics they ask")
	}
	program.send(http.MethodPost, "/api/v1/offers", `{"siret":"`+string(ownSIRET)+`","title":"Maçon","clause":{"publics":["RSA"]}}`).want(422)
}
