package handlers

import (
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"eedk.fr/candidatheque/domain"
)

// flagged is the description of an offer with a passage against the law.
func flagged() string { return masonOffer().Description + " Vous avez moins de 30 ans." }

func TestOneClickRewordsAPassage(t *testing.T) {
	h := MustHouse(t)
	k := h.as(domain.RoleEmployer)
	shown := k.post("/offres", typed("reread", "description", flagged())...).want(200).page()
	button := shown.Find("#formulation-description button")
	if button.Length() != 1 || shown.Find("#formulation-description mark").Text() != "Vous avez moins de 30 ans" {
		t.Fatalf("the passage is not marked under its field: %s", shown.Find("#formulation-description").Text())
	}
	again := k.post("/offres", typed(button.AttrOr("value", ""), "description", flagged(), "places", "7")...).want(200).page()
	text := again.Find("textarea[name=description]").Text()
	if again.Find("#formulation-description mark").Length() != 0 || !strings.Contains(text, "Vous avez envie d'apprendre.") {
		t.Errorf("reworded: %s", text)
	}
	if again.Find("[name=places]").AttrOr("value", "") != "7" {
		t.Error("another value was lost")
	}
	title := shown.Find("#formulation-title button").AttrOr("value", "")
	if got := k.post("/offres", typed(title)...).want(200).page().Find("[name=title]").AttrOr("value", ""); !strings.HasSuffix(got, "(H/F)") {
		t.Errorf("the title is now %q", got)
	}
	skill := k.post("/offres", typed("reword skills langue maternelle", "skill", "Anglais, langue maternelle")...).want(200).page()
	if got := skill.Find("[name=skill]").First().AttrOr("value", ""); got != "Anglais, niveau courant" {
		t.Errorf("the skill is now %q", got)
	}
}

func TestWhatIsToRewordIsShownOnceBeforeSending(t *testing.T) {
	h := MustHouse(t)
	k := h.as(domain.RoleEmployer)
	first := k.post("/offres", typed("submit", "description", flagged())...).want(422).page()
	if first.Find("mark").Length() == 0 || first.Find(`#erreurs a[href="#description"]`).Length() != 1 {
		t.Fatalf("sent without a word: %s", first.Text())
	}
	path := strings.TrimSuffix(first.Find("form.offer-form").AttrOr("action", ""), "/modifier")
	seen, revision := first.Find("[name=wording_seen]").AttrOr("value", ""), first.Find("[name=revision]").AttrOr("value", "")
	if got := k.get(path).want(200); !strings.Contains(got.text(), "brouillon") {
		t.Error("the draft is not kept")
	}
	values := append(typed("submit", "description", flagged(), "revision", revision), "wording_seen", seen)
	k.post(path+"/modifier", values...).want(303)
	if got := k.get(path).want(200); !strings.Contains(got.text(), "en attente de relecture") {
		t.Error("pressed again, it is not sent")
	}
}

func TestAReferentKeepsAPassageWithAReason(t *testing.T) {
	h := MustHouse(t)
	b := masonOffer()
	b.Description = flagged()
	made := h.draft(b)
	path := "/offres/" + made.ID
	h.api(domain.RoleEmployer).send(http.MethodPost, "/api/v1"+strings.Replace(path, "offres", "offers", 1)+"/submit", "").want(200)
	k := h.as(domain.RoleReferent)
	refused := k.post(path + "/publier").want(422).page()
	if refused.Find(`#erreurs a[href="#formulations"]`).Length() != 1 || refused.Find("#formulations mark").Length() == 0 {
		t.Fatalf("the refusal does not lead to the passage: %s", refused.Find("#erreurs").Text())
	}
	keep := func(reason string) answer {
		form := k.get(path).want(200).page().Find(`form[action$="/formulations"]`)
		hidden := func(name string) string { return form.Find("[name="+name+"]").AttrOr("value", "") }
		return k.post(path+"/formulations", "field", hidden("field"), "passage", hidden("passage"), "reason", reason)
	}
	without := keep("").want(422).page()
	if without.Find("#formulations [aria-invalid=true]").Length() != 1 || without.Find(`#erreurs a[href^="#raison-"]`).Length() != 1 {
		t.Errorf("no error beside the reason: %s", without.Find("#formulations").Text())
	}
	keep("Âge fixé par la loi pour ce contrat.").want(303)
	page := k.get(path).want(200)
	if !strings.Contains(page.text(), "Âge fixé par la loi pour ce contrat.") || page.page().Find(`form[action$="/formulations"]`).Length() != 0 {
		t.Errorf("the reason is not shown: %s", page.page().Find("#formulations").Text())
	}
	h.as(domain.RoleEmployer).post(path+"/formulations", "passage", "x", "reason", "y").want(403)
	k.post(path + "/publier").want(303)
}

func TestRemarksFollowWhatIsTyped(t *testing.T) {
	h := MustHouse(t)
	part := h.as(domain.RoleEmployer).post("/offres/compte", typed("", "description", flagged())...).want(200).page()
	under := part.Find(`template[data-into="formulation-description"]`)
	inner, err := under.Html()
	if err != nil || !strings.Contains(inner, "<mark>Vous avez moins de 30 ans</mark>") {
		t.Errorf("under the description: %s (%v)", inner, err)
	}
	if whole := h.as(domain.RoleEmployer).get("/offres/nouvelle").page(); whole.Find("template").Length() != 0 {
		t.Error("the whole page carries the parts for the script")
	}
	if !wordingPlaces(h.as(domain.RoleEmployer).get("/besoins/nouveau").want(200).page()) {
		t.Error("a part has no place in the form of a need")
	}
}

// wordingPlaces tells whether each part that the script moves has its place on the page.
func wordingPlaces(page *goquery.Document) bool {
	for _, field := range append(domain.WordingFields(), "vue") {
		if page.Find("#formulation-"+field).Length() != 1 {
			return false
		}
	}
	return true
}
