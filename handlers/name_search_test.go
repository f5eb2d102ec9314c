package handlers

import (
	"net/url"
	"strings"
	"testing"

	"eedk.fr/candidatheque/domain"
)

// The candidathèque knows no names, and says where they are looked for; /personnes finds them for who may open the file.
func TestANameIsFoundAmongPeopleAndNotInTheSearch(t *testing.T) {
	h := MustHouse(t)
	for n := range 3 {
		h.person(n)
	}
	h.followedBy(mark("cle", 1))
	h.settle()
	referent, adviser := h.as(domain.RoleReferent), h.as(domain.RoleAdviser)
	name := mark("nom", 0)
	empty := referent.get("/candidatheque?q=" + name).want(200)
	href := empty.page().Find(".empty a[href^='/personnes?nom=']").AttrOr("href", "")
	if href != "/personnes?nom="+url.QueryEscape(name) {
		t.Fatalf("an empty search leads to %q: %s", href, empty.text())
	}
	found := referent.get(href).want(200)
	if found.page().Find("section[aria-labelledby=trouvees] a[href='/candidatheque/"+mark("cle", 0)+"']").Length() != 1 {
		t.Errorf("the referent finds %s", found.text())
	}
	if text := referent.get("/personnes?nom=" + strings.ToUpper(name[:4])).want(200).text(); !strings.Contains(text, mark("nom", 2)) {
		t.Errorf("the beginning of a name finds %s", text)
	}
	other := adviser.get(href).want(200)
	if strings.Contains(strings.ReplaceAll(other.body, href, ""), mark("prenom", 0)) || !strings.Contains(other.text(), "Aucune des personnes que vous suivez") {
		t.Errorf("the adviser finds somebody else's: %s", other.text())
	}
	if text := adviser.get("/personnes?nom=" + mark("nom", 1)).want(200).text(); !strings.Contains(text, mark("prenom", 1)) {
		t.Errorf("the adviser does not find their own: %s", text)
	}
	h.as(domain.RoleFacilitator).get(href).want(403)
	if got := referent.get("/personnes?nom=" + strings.Repeat("x", 5000)).want(200); strings.Contains(got.body, strings.Repeat("x", 300)) {
		t.Error("a name of 5,000 letters is kept whole")
	}
}

// A search of two words, one of which nobody has, offers the search without it.
func TestASearchThatNobodyAnswersOffersOneWordLess(t *testing.T) {
	h := MustHouse(t)
	h.person(0)
	h.settle()
	k := h.as(domain.RoleReferent)
	page := k.get("/candidatheque?q=stable+xylographe&literal=1&licence=B").want(200)
	offers := page.page().Find(".empty li a")
	if offers.Length() != 1 || offers.Text() != "Sans « xylographe » : 1 personne" {
		t.Fatalf("offers %q: %s", offers.Text(), page.text())
	}
	if got := k.get(offers.AttrOr("href", "")).want(200); got.page().Find("ol.cards > li").Length() != 1 || got.page().Find(".chips li").Length() < 2 {
		t.Errorf("the offer leads to %s", got.text())
	}
}
