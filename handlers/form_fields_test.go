package handlers

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"eedk.fr/candidatheque/domain"
)

// Every form of the table of routes has its line, and every line is of a form.
func TestEveryServedRouteHasItsFields(t *testing.T) {
	s := MustWeb(t)
	var forms []string
	for _, r := range s.table {
		if r.method != http.MethodPost || strings.HasPrefix(r.path, apiPrefix) {
			continue
		}
		forms = append(forms, r.path)
		if _, has := formFields[r.path]; !has {
			t.Errorf("%s takes no field: give it a line in form_fields.go", r.path)
		}
	}
	for path := range formFields {
		if !slices.Contains(forms, path) {
			t.Errorf("form_fields.go has %s, which is no form", path)
		}
	}
}

func TestAFieldThatTheFormDoesNotHaveIsRefused(t *testing.T) {
	h := MustHouse(t)
	boss, admin := h.as(domain.RoleEmployer), h.as(domain.RoleAdmin)
	for _, tt := range []struct {
		name, path, field string
		k                 *client
		pairs             []string
	}{
		{"a status", "/offres", "status", boss, []string{"title", "Maçon", "action", "save", "status", "published"}},
		{"a date of publication", "/offres", "published_on", boss, []string{"title", "Maçon", "published_on", "2026-11-23"}},
		{"a role", "/connexion", "role", h.stranger(), []string{"email", "x@exemple.fr", "role", "admin"}},
		{"an account closed at birth", "/admin/comptes", "deactivated", admin, []string{"email", "x@exemple.fr", "role", "referent", "deactivated", "1"}},
		{"a scope of a token", "/compte/jetons", "user", boss, []string{"label", "x", "user", "autre"}},
		{"a criterion of oneself", "/se-proposer", "criteria", h.stranger(), []string{"last_name", "x", "criteria", "RSA"}},
		{"a name with a script", "/compte/jetons", "<script>", boss, []string{"label", "x", "<script>alert(1)</script>", "1"}},
		{"a MongoDB operator", "/connexion", "email[$ne]", h.stranger(), []string{"email[$ne]", "x"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := tt.k.post(tt.path, tt.pairs...).want(422)
			if !strings.Contains(got.text(), "n'a pas de champ « "+tt.field) || strings.Contains(got.body, "<script>alert") {
				t.Errorf("says %s", got.text())
			}
		})
	}
}
