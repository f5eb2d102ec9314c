package handlers

import (
	"net/url"
	"strings"
	"testing"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
)

func TestAListFromASearch(t *testing.T) {
	h := MustHouse(t)
	for n := range 3 {
		h.person(n)
	}
	h.settle()
	k := h.as(domain.RoleReferent)
	k.post("/listes/ajouter", "name", "Port", "back", "q=stable").want(422) // nobody ticked
	k.post("/listes/ajouter", "person", mark("cle", 0)).want(422)           // no list, no name
	added := k.post("/listes/ajouter", "name", "Port", "person", mark("cle", 0), "person", mark("cle", 1), "person", "personne", "back", "q=stable&licence=B&cursor=x").want(303)
	if back := added.header.Get("Location"); back != "/candidatheque?fait=en_liste&licence=B&q=stable" {
		t.Errorf("comes back to %q", back)
	}
	search := k.get("/candidatheque?q=stable").want(200).page()
	id := search.Find("#list option").First().AttrOr("value", "")
	k.post("/listes/ajouter", "list", id, "person", mark("cle", 2), "back", "").want(303)
	page := k.get("/listes/" + id).want(200)
	if page.page().Find("[data-row]").Length() != 3 || page.page().Find("h1").Text() != "Port" {
		t.Errorf("list: %s", page.text())
	}
	k.post("/listes/"+id+"/retirer", "person", mark("cle", 1)).want(303)
	if rows := rowsOfFile(t, k.get("/listes/"+id+"?format=csv")); len(rows) != 3 {
		t.Errorf("file %v", rows)
	}
	if wrong := k.post("/listes/"+id+"/renommer", "name", " ").want(422); wrong.page().Find("#name-erreur").Length() != 1 {
		t.Errorf("no name: %s", wrong.text())
	}
	k.post("/listes/"+id+"/renommer", "name", "Écluse").want(303)
	colleague := h.browser(h.colleague())
	colleague.get("/listes/" + id).want(404)
	k.post("/listes/"+id+"/partager", "visibility", "shared").want(303)
	if seen := colleague.get("/listes/" + id).want(200); seen.page().Find("form[action$=supprimer]").Length() != 0 || !strings.Contains(seen.text(), "partagée par Compte référent") {
		t.Errorf("shared: %s", seen.text())
	}
	colleague.post("/listes/" + id + "/supprimer").want(403)
	k.post("/listes/"+id+"/partager", "visibility", "à tous").want(422)
	if to := k.post("/listes/" + id + "/supprimer").want(303).sentTo(); to != "/listes" {
		t.Errorf("sent to %q", to)
	}
	k.get("/listes/" + id).want(404)
}

// Two lists made in the same moment are two; one button pressed twice makes one.
func TestTwoListsMadeAtOnceAreTwo(t *testing.T) {
	h := MustHouse(t)
	h.person(1)
	h.settle()
	k := h.as(domain.RoleReferent)
	for _, name := range []string{"Port", "Canal", "Port"} {
		k.post("/listes", "name", name).want(303)
		k.post("/listes", "name", name+" gardée", "query", "q=stable").want(303)
		k.post("/listes/ajouter", "name", name+" cochée", "person", mark("cle", 1), "back", "").want(303)
	}
	if rows := k.get("/listes").want(200).page().Find("[data-row]"); rows.Length() != 6 {
		t.Errorf("%d lists, want 6: %s", rows.Length(), rows.Text())
	}
}

// colleague is a second referent.
func (h *house) colleague() *domain.User {
	h.tb.Helper()
	return must(h.service.AddUser(h.tb.Context(), domain.System(), hiring.NewUser{Email: "collegue@exemple.fr", Name: "Collègue", Roles: domain.RoleReferent}))(h.tb)
}

func TestASearchIsKept(t *testing.T) {
	h := MustHouse(t)
	h.person(1)
	h.settle()
	k := h.as(domain.RoleReferent)
	k.post("/listes", "name", "Tout", "query", "page=3").want(422) // nothing that a search reads
	made := k.post("/listes", "name", "Maçons", "query", "q=ma%C3%A7on&licence=B&fait=x&cursor=y").want(303)
	page := k.get(made.sentTo()).want(200)
	href, _ := page.page().Find("a.first").Attr("href")
	if to, err := url.Parse(href); err != nil || to.Query().Encode() != "licence=B&q=ma%C3%A7on" {
		t.Errorf("the search kept is %q", href)
	}
	lists := k.get("/listes").want(200).page()
	if row := strings.Join(strings.Fields(lists.Find("[data-row]").Text()), " "); !strings.Contains(row, "Maçons une recherche") || !strings.Contains(row, " 1 ") {
		t.Errorf("row: %s", row)
	}
	if rows := rowsOfFile(t, k.get("/listes?format=csv")); len(rows) != 2 || rows[1][2] != "une recherche" {
		t.Errorf("file: %v", rows)
	}
}
