package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"eedk.fr/candidatheque/domain"
)

// somewhere fills the parameters of a pattern with names of nothing.
func somewhere(pattern string) string {
	parts := strings.Split(pattern, "/")
	for i, part := range parts {
		if strings.HasPrefix(part, ":") {
			parts[i] = "inconnu"
		}
	}
	return strings.Join(parts, "/")
}

// The matrix of the table is what the server does: each role on each route, with objects that do not exist.
func TestEveryRoleOnEveryRoute(t *testing.T) {
	h := MustHouse(t)
	pages, programs := map[domain.Role]*client{}, map[domain.Role]*client{}
	for _, role := range userRoles {
		pages[role], programs[role] = h.as(role), h.api(role)
	}
	for _, r := range h.server.table {
		if r.path == "/deconnexion" {
			continue // its own test: it would sign the others out
		}
		t.Run(r.method+" "+r.path, func(t *testing.T) {
			api := strings.HasPrefix(r.path, apiPrefix)
			wantStranger(t, h, r, api)
			for _, role := range userRoles {
				k := pages[role]
				if api {
					k = programs[role]
				}
				got := k.do(r.method, somewhere(r.path), nil).status
				switch {
				case !r.roles.Has(role) && got != http.StatusForbidden:
					t.Errorf("%s: %d, want 403", role, got)
				case r.roles.Has(role) && (got == http.StatusForbidden || got == http.StatusUnauthorized || got >= 500):
					t.Errorf("%s: %d, the table opens this route", role, got)
				}
			}
		})
	}
}

func wantStranger(t *testing.T, h *house, r route, api bool) {
	t.Helper()
	got := h.stranger().do(r.method, somewhere(r.path), nil)
	switch {
	case r.roles.Has(domain.RoleStranger):
		if got.status == http.StatusForbidden || got.status == http.StatusUnauthorized || got.status >= 500 {
			t.Errorf("stranger: %d, the table opens this route", got.status)
		}
	case api:
		if got.status != http.StatusUnauthorized || got.refusal().Error.Code != domain.CodeUnauthenticated {
			t.Errorf("stranger: %d, want 401", got.status)
		}
	default:
		if got.status != http.StatusSeeOther || got.sentTo() != "/connexion" {
			t.Errorf("stranger: %d to %q, want 303 to /connexion", got.status, got.sentTo())
		}
		next, err := url.Parse(got.header.Get("Location"))
		if err != nil || r.method == http.MethodGet && next.Query().Get("next") != somewhere(r.path) {
			t.Errorf("stranger: sent to %q, which does not come back", got.header.Get("Location"))
		}
	}
}

func TestAFormOfAStrangerComesBackToItsPage(t *testing.T) {
	h := MustHouse(t)
	for path, want := range map[string]string{
		"/offres/42/publier": "/offres/42", "/preselections/7/cartes/3/interesse": "/preselections/7", "/offres": "/offres", "/compte/jetons/9/revoquer": "/compte",
	} {
		next, err := url.Parse(h.stranger().post(path).want(303).header.Get("Location"))
		if err != nil || next.Query().Get("next") != want {
			t.Errorf("%s: comes back to %q, want %q", path, next.Query().Get("next"), want)
		}
	}
}

// HEAD is GET without a body, and changes nothing.
func TestHeadIsGetWithoutABody(t *testing.T) {
	h := MustHouse(t)
	for _, path := range []string{"/", "/connexion", "/accessibilite", "/healthz", "/donnees-personnelles"} {
		head := h.stranger().do(http.MethodHead, path, nil).want(200)
		if head.header.Get("Content-Security-Policy") == "" {
			t.Errorf("%s: HEAD without the headers of GET", path)
		}
	}
}

func TestTheWrongMethodIsTold(t *testing.T) {
	h := MustHouse(t)
	got := h.stranger().do(http.MethodDelete, "/offres", nil).want(405)
	if !strings.Contains(got.header.Get("Allow"), "POST") || got.page().Find("h1").Length() != 1 {
		t.Errorf("Allow %q, page %q", got.header.Get("Allow"), got.text())
	}
	h.api(domain.RoleReferent).do(http.MethodDelete, "/api/v1/offers", nil).want(405)
}
