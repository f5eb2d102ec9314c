package handlers

import (
	"strings"
	"testing"

	"eedk.fr/candidatheque/domain"
)

// The archive opens to the two people named, after a fresh proof, and to no other administrator.
func TestTheArchiveIsForTwoNamedPeople(t *testing.T) {
	h := MustHouse(t)
	h.as(domain.RoleAdmin).get("/admin/archives").want(404)
	h.service.Archivists = []string{h.users[domain.RoleAdmin].Email, "autre@exemple.fr"}
	k := h.as(domain.RoleAdmin)
	k.get("/admin/archives").want(200)
	page := k.post("/admin/archives", "last_name", "Quennehen").want(422)
	if !strings.Contains(page.text(), "Écrivez le prénom") || !strings.Contains(page.text(), "un nom seul n'ouvre rien") {
		t.Errorf("the page says %s", page.text())
	}
	gone := k.post("/admin/archives", "first_name", "Zoé", "last_name", "Quennehen", "birth_date", "1990-02-03", "why", "audit").want(200)
	if !strings.Contains(gone.text(), "Rien n'est archivé") {
		t.Errorf("the page says %s", gone.text())
	}
	h.as(domain.RoleReferent).get("/admin/archives").want(404)
}
