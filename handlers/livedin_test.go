package handlers

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
)

// livedIn is a house in which one thing of each kind happened, with a planted text wherever somebody writes.
type livedIn struct {
	*house
	offer, need, draft, returned offerBody
	list                         shortlistBody
	shared                       sharedBody
	people                       []string
	accord                       string // the token of the accord of people[0]
	member                       *domain.User
	request                      string // the key of the request to join ownSIRET
	ids                          map[string][]string
}

// Planted by the employer of ownSIRET, by staff about it, and by staff about people.
var (
	ofEmployer = []string{"Zqtitre1", "Zqtexte1", "Zqrefus1", "Zqjeton1", "Zqmarche1", "Zqretour1", "Zqmembre1", "zqmembre1@", "Zqcollegue1", "zqcollegue1@"}
	ofStaff    = []string{"Zqmotif1", "Zqajout1", "Zqantenne1", "Zqliste1", "Zqpourquoi1", "Zqretrait1"}
)

// MustLiveIn fills a house.
func MustLiveIn(h *house) *livedIn {
	h.tb.Helper()
	l := &livedIn{house: h}
	for n := range 6 {
		l.people = append(l.people, h.person(n))
	}
	h.followedBy(l.people[0])
	h.settle()
	l.offers()
	l.lists()
	l.others()
	l.colleagues()
	l.ids = l.objects()
	return l
}

// offers are one of each state that an employer meets.
func (l *livedIn) offers() {
	l.tb.Helper()
	mine := masonOffer()
	mine.Title, mine.Places = "Maçon Zqtitre1", 2
	mine.Description += " Zqtexte1"
	l.offer = l.published(mine)
	need := schoolOffer()
	need.Title, need.Clause.MarketReference = "Maçon Zqtitre1", "École Zqmarche1"
	l.need = l.published(need)
	l.draft = l.house.draft(mine)
	l.returned = l.house.draft(mine)
	l.api(domain.RoleEmployer).send(http.MethodPost, "/api/v1/offers/"+l.returned.ID+"/submit", "").want(200)
	l.api(domain.RoleReferent).send(http.MethodPost, "/api/v1/offers/"+l.returned.ID+"/return", reasonRequest{Reason: "Zqretour1"}).want(200)
	l.api(domain.RoleFacilitator).send(http.MethodPut, "/api/v1/offers/"+l.need.ID+"/lot", `{"lot":"lot 3","publics":["RSA","DELD"]}`).want(200)
}

// lists are a list shared with its employer, who answered one card, with somebody dropped and somebody added by hand.
func (l *livedIn) lists() {
	l.tb.Helper()
	referent, employer := l.api(domain.RoleReferent), l.api(domain.RoleEmployer)
	referent.send(http.MethodPost, "/api/v1/offers/"+l.offer.ID+"/shortlists", "").want(201).into(&l.list)
	path := "/api/v1/shortlists/" + l.list.ID
	for _, e := range l.list.Entries[:2] {
		referent.send(http.MethodPost, path+"/entries/"+e.Profile+"/keep", "").want(200)
	}
	referent.send(http.MethodPost, path+"/entries/"+l.list.Entries[2].Profile+"/drop", reasonRequest{Reason: "Zqmotif1"}).want(200)
	referent.send(http.MethodPost, path+"/share", "").want(200)
	employer.get(path).want(200).into(&l.shared)
	employer.send(http.MethodPost, path+"/entries/"+l.shared.Entries[0].Profile+"/decline", reasonRequest{Reason: "Zqrefus1"}).want(200)
}

// others are what staff keep: positions, a training, an import, a list of people, tokens, an accord asked by link.
func (l *livedIn) others() {
	l.tb.Helper()
	referent, adviser := l.api(domain.RoleReferent), l.api(domain.RoleAdviser)
	referent.send(http.MethodPost, "/api/v1/offers/"+l.offer.ID+"/second-level", reasonRequest{Reason: "Zqantenne1"}).want(200)
	adviser.send(http.MethodPost, "/api/v1/offers/"+l.offer.ID+"/positions", positionRequest{Profile: l.people[0], Why: "Zqpourquoi1"}).want(201)
	l.as(domain.RoleReferent).post("/listes", "name", "Zqliste1").want(303)
	l.as(domain.RoleEmployer).post("/compte/jetons", "label", "Zqjeton1")
	link := l.as(domain.RoleReferent).post("/candidatheque/" + l.people[0] + "/lien-accord").want(200)
	_, token, _ := strings.Cut(link.body, "/accord/")
	l.accord = token[:strings.IndexAny(token, "\"<& \n")]
	l.as(domain.RoleReferent).post("/candidatheque/"+l.people[5]+"/retrait", "reason", "Zqretrait1", "channel", "phone", "on", "2026-11-20")
	l.settle()
}

// colleagues are a second member of the first employer's establishment, and somebody who asks to join it.
func (l *livedIn) colleagues() {
	l.tb.Helper()
	l.member = must(l.service.AddUser(l.tb.Context(), domain.System(), hiring.NewUser{Email: "zqmembre1@exemple.fr", Name: "Zqmembre1 Maes",
		Roles: domain.RoleEmployer, SIRETs: []domain.SIRET{ownSIRET}}))(l.tb)
	l.newcomer("siret", string(ownSIRET), "company", "Maçonnerie", "name", "Zqcollegue1 Maes", "email", "zqcollegue1@exemple.fr")
	asks := must(l.service.UserByEmail(l.tb.Context(), "zqcollegue1@exemple.fr"))(l.tb)
	l.request = domain.MembershipID(asks.ID, ownSIRET)
}

// objects are the real keys behind each parameter of the table's routes; by the segment before it, else by its name.
func (l *livedIn) objects() map[string][]string {
	l.tb.Helper()
	offers := []string{l.offer.ID, l.need.ID, l.draft.ID, l.returned.ID}
	var cards []string
	for _, e := range l.shared.Entries {
		cards = append(cards, e.Profile)
	}
	keys := func(path, prefix string) (found []string) {
		for _, href := range l.as(domain.RoleReferent).get(path).want(200).page().Find("[href^='" + prefix + "']").EachIter() {
			at, _, _ := strings.Cut(strings.TrimPrefix(href.AttrOr("href", ""), prefix), "?")
			if id, _, _ := strings.Cut(at, "/"); id != "" && !slices.Contains(found, id) {
				found = append(found, id)
			}
		}
		return found
	}
	var alerts listBody[alertBody]
	l.api(domain.RoleReferent).get("/api/v1/alerts").want(200).into(&alerts)
	ids := map[string][]string{
		"offres": offers, "offers": offers, ":offer": offers, "preselections": {l.list.ID}, "shortlists": {l.list.ID},
		"candidatheque": l.people[:2], "profiles": l.people[:2], "personnes": l.people[:2], "eligibilities": l.people[:2], "doublons": l.people[:2], "entries": append(cards, l.people[0]),
		":profile": l.people[:2], ":other": l.people[1:2], ":card": cards, "listes": keys("/listes", "/listes/"),
		"positions": {domain.PairID(l.offer.ID, l.people[0])}, "connexion": {"inconnu"}, "accord": {l.accord},
		":siret": {string(ownSIRET)}, "demandes": {l.request}, "requests": {l.request}, "membres": {l.member.ID}, "confirmer": {"inconnu"}, ":criterion": {"RSA"}, "certificats": {"R489-3"}, ":gate": {"distance", "eligibility"}, "comptes": {l.users[domain.RoleEmployer].ID}}
	for _, a := range alerts.Items {
		ids["alertes"] = append(ids["alertes"], a.ID)
	}
	ids["alerts"] = ids["alertes"]
	return ids
}

// addresses fills a route's parameters with what they may be of this house; a parameter of a kind that the house has
// nothing of gets the key of an offer and that of a person.
func (l *livedIn) addresses(pattern string) []string {
	done := []string{""}
	before := ""
	for part := range strings.SplitSeq(strings.TrimPrefix(pattern, "/"), "/") {
		values := []string{part}
		if strings.HasPrefix(part, ":") {
			if values = l.ids[part]; part == ":id" || part == ":token" || len(values) == 0 {
				values = l.ids[before]
			}
			if len(values) == 0 {
				values = []string{l.offer.ID, l.people[0]}
			}
		}
		var next []string
		for _, prefix := range done {
			for _, v := range values {
				next = append(next, prefix+"/"+url.PathEscape(v))
			}
		}
		done, before = next, part
	}
	return done
}
