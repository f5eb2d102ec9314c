package handlers

import (
	"net/url"
	"strings"
	"sync"
	"testing"

	"eedk.fr/candidatheque/domain"
)

// typed is the offer form as an employer fills it; pairs after it replace or add values.
func typed(action string, more ...string) []string {
	b := masonOffer()
	values := []string{"revision", "4242", "siret", b.SIRET, "title", b.Title, "rome", b.ROME, "description", b.Description, "contract", b.Contract,
		"places", "1", "postal_code", b.PostalCode, "commune", b.Commune, "weekly_hours", "35", "first_start", "08:00", "last_end", "16:30",
		"schedule", "day", "pay_min", "14,50", "pay_max", "16", "pay_unit", "hour", "start", b.Start, "skill", "Lire un plan", "skill_id", "", "skill_need", "day_one",
		"certificate", "", "certificate_need", "day_one", "licence", "B", "licence_need", "plus", "beginner_ok", "1", "action", action}
	for i := 0; i+1 < len(more); i += 2 {
		for j := 0; j < len(values); j += 2 {
			if values[j] == more[i] {
				values[j+1] = more[i+1]
			}
		}
	}
	return values
}

func TestAnOfferByThePages(t *testing.T) {
	h := MustHouse(t)
	employer, referent := h.as(domain.RoleEmployer), h.as(domain.RoleReferent)
	form := employer.get("/offres/nouvelle").want(200)
	if form.page().Find(`form[action="/offres"] input[name=revision]`).AttrOr("value", "0") == "0" {
		t.Error("the form has no number of its own")
	}
	saved := employer.post("/offres", typed("submit")...).want(303)
	path := saved.sentTo()
	page := employer.get(saved.header.Get("Location")).want(200)
	if page.page().Find(".flash").Length() != 1 || !strings.Contains(page.text(), "Maçon coffreur") || !strings.Contains(page.text(), "14,50 €") {
		t.Errorf("page: %s", page.text())
	}
	if home := referent.get("/").want(200); home.page().Find(`main a[href="`+path+`"]`).Length() == 0 {
		t.Errorf("the referent's home does not lead to the offer: %s", home.text())
	}
	back := referent.post(path+"/renvoyer", "reason", "").want(422)
	if back.page().Find("[aria-invalid=true]").Length() == 0 {
		t.Errorf("no error beside the reason: %s", back.text())
	}
	referent.post(path+"/renvoyer", "reason", "Précisez les horaires.").want(303)
	if edit := employer.get(path + "/modifier").want(200); !strings.Contains(edit.text(), "Précisez les horaires.") {
		t.Errorf("the reason is not on the form: %s", edit.text())
	}
	revision := employer.get(path+"/modifier").page().Find("input[name=revision]").AttrOr("value", "")
	employer.post(path+"/modifier", typed("submit", "revision", revision, "title", "Maçon bancheur")...).want(303)
	employer.post(path+"/modifier", typed("save", "revision", revision, "title", "Autre onglet")...).want(409)
	referent.post(path + "/publier").want(303)
	if got := employer.get(path).want(200); !strings.Contains(got.text(), "Maçon bancheur") || !strings.Contains(got.text(), "publiée") {
		t.Errorf("page: %s", got.text())
	}
	h.browser(h.rival).get(path).want(404)
	h.browser(h.rival).post(path + "/retirer").want(404)
	employer.post(path + "/publier").want(403)
	employer.post(path + "/suspendre").want(303)
	employer.post(path + "/reprendre").want(303)
	employer.post(path + "/retirer").want(303)
}

func TestARefusedFormKeepsItsValues(t *testing.T) {
	h := MustHouse(t)
	k := h.as(domain.RoleEmployer)
	got := k.post("/offres", typed("save", "siret", "123", "places", "beaucoup", "start", "demain", "title", `Maçon "<b>"`)...).want(422)
	doc := got.page()
	for field, value := range map[string]string{"places": "beaucoup", "title": `Maçon "<b>"`, "pay_min": "14,50"} {
		if kept := doc.Find("[name="+field+"]").AttrOr("value", ""); kept != value {
			t.Errorf("%s kept as %q, want %q", field, kept, value)
		}
	}
	if n := doc.Find("[aria-invalid=true]").Length(); n < 2 {
		t.Errorf("%d fields marked", n)
	}
	if offers := k.get("/offres").page().Find(`a[href^="/offres/0"]`).Length(); offers != 0 {
		t.Error("a refused form made an offer")
	}
}

func TestTheHelpingButtonsSaveNothing(t *testing.T) {
	h := MustHouse(t)
	k := h.as(domain.RoleEmployer)
	for _, act := range []string{"suggest", "add_skill", "add_certificate", "add_licence", "count", "preview"} {
		k.post("/offres", typed(act)...).want(200)
	}
	if got := k.post("/offres", typed("suggest", "rome", "", "title", "maçon")...).want(200); got.page().Find("input[name=rome][type=radio]").Length() == 0 {
		t.Errorf("no occupation is proposed: %s", got.text())
	}
	var list listBody[offerBody]
	h.api(domain.RoleEmployer).get("/api/v1/offers").want(200).into(&list)
	if len(list.Items) != 0 {
		t.Errorf("%d offers were made", len(list.Items))
	}
	k.get("/suggestions?q=ma%C3%A7on").want(200)
	k.get("/suggestions?q=" + strings.Repeat("a", 201)).want(422)
}

func TestADoubleSubmitIsOneOffer(t *testing.T) {
	h := MustHouse(t)
	k := h.as(domain.RoleEmployer)
	answers := make([]answer, 6)
	cookies := k.cookies
	var wg sync.WaitGroup
	for i := range answers {
		one := newClient(t, h.server)
		for name, cookie := range cookies {
			one.cookies[name] = cookie
		}
		wg.Go(func() { answers[i] = one.post("/offres", typed("save")...) })
	}
	wg.Wait()
	for _, a := range answers {
		if a.want(303).sentTo() != answers[0].sentTo() {
			t.Fatalf("two offers: %s and %s", a.sentTo(), answers[0].sentTo())
		}
	}
	if other := k.post("/offres", typed("save", "revision", "77")...).want(303); other.sentTo() == answers[0].sentTo() {
		t.Error("another form gave the same offer")
	}
}

func TestAShortlistByThePages(t *testing.T) {
	h := MustHouse(t)
	for n := range 3 {
		h.person(n)
	}
	h.settle()
	offer := h.published(masonOffer())
	referent, employer := h.as(domain.RoleReferent), h.as(domain.RoleEmployer)
	path := referent.post("/offres/" + offer.ID + "/preselections").want(303).sentTo()
	page := referent.get(path).want(200)
	if n := page.page().Find("li.person").Length(); n != 3 || !strings.Contains(page.text(), mark("nom", 0)) {
		t.Fatalf("%d people: %s", n, page.text())
	}
	one, two := "/personnes/"+mark("cle", 0), "/personnes/"+mark("cle", 1)
	if kept := referent.post(path + one + "/retenir").want(303); !strings.Contains(kept.header.Get("Location"), "#personne-") {
		t.Errorf("sent to %q", kept.header.Get("Location"))
	}
	referent.post(path+two+"/ecarter", "reason", "").want(422)
	referent.post(path+two+"/ecarter", "reason", "A trouvé un emploi").want(303)
	employer.get(path).want(404)
	referent.post(path + "/partager").want(303)

	cards := employer.get(path).want(200)
	form := cards.page().Find(`form[action$="/interesse"]`)
	if form.Length() != 1 {
		t.Fatalf("%d cards: %s", form.Length(), cards.text())
	}
	action := form.AttrOr("action", "")
	employer.post(strings.TrimSuffix(action, "interesse")+"decliner", "reason", "").want(422)
	employer.post(action).want(303)
	if got := referent.get(path).want(200); !strings.Contains(strings.ToLower(got.text()), "intéressé") {
		t.Errorf("the answer is not on the referent's page: %s", got.text())
	}
	search := referent.get(path + "?personne=" + url.QueryEscape(mark("nom", 1))).want(200)
	if search.page().Find(`input[name=profile][value="`+mark("cle", 1)+`"]`).Length() != 1 {
		t.Errorf("nobody found by name: %s", search.page().Find("#ajouter").Parent().Text())
	}
	referent.post(path+"/ajouter", "profile", mark("cle", 1), "reason", "").want(422)
	for _, gate := range domain.Gates() {
		referent.get(path + "/exclus/" + string(gate)).want(200)
	}
	referent.get(path + "/exclus/rien").want(404)
	referent.get("/candidatheque/" + mark("cle", 0)).want(200)
	fresh := referent.post(path + "/actualiser").want(303).sentTo()
	if fresh == path {
		t.Error("a refresh is a new list")
	}
	referent.get(fresh).want(200)
	referent.post(path + "/clore").want(303)
}
