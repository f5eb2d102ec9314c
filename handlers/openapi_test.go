package handlers

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"

	"eedk.fr/candidatheque/domain"
)

// MustDescription reads openapi.yaml and checks that it is a right OpenAPI document.
func MustDescription(tb testing.TB) *openapi3.T {
	tb.Helper()
	doc, err := openapi3.NewLoader().LoadFromData(openAPIDocument)
	if err != nil {
		tb.Fatal(err)
	}
	if err := doc.Validate(tb.Context()); err != nil {
		tb.Fatal(err)
	}
	return doc
}

// descriptionRouter finds the operation of a request.
var descriptionRouter = sync.OnceValues(func() (routers.Router, error) {
	doc, err := openapi3.NewLoader().LoadFromData(openAPIDocument)
	if err != nil {
		return nil, err
	}
	return gorillamux.NewRouter(doc)
})

// checkDescribed holds every answer of the API to its description: nothing more leaves, nothing is missing.
// Every schema is closed, so a field that is not described fails here.
func checkDescribed(tb testing.TB, req *http.Request, rec *httptest.ResponseRecorder) {
	tb.Helper()
	router := must(descriptionRouter())(tb)
	found, params, err := router.FindRoute(req)
	if err != nil {
		return // an address or a method that is not described answers 404 or 405
	}
	in := &openapi3filter.RequestValidationInput{Request: req, PathParams: params, Route: found}
	out := &openapi3filter.ResponseValidationInput{RequestValidationInput: in, Status: rec.Code, Header: rec.Header(),
		Options: &openapi3filter.Options{IncludeResponseStatus: false}}
	out.SetBodyBytes(rec.Body.Bytes())
	if err := openapi3filter.ValidateResponse(tb.Context(), out); err != nil {
		reason, _, _ := strings.Cut(err.Error(), "\n") // what follows repeats the whole schema
		tb.Errorf("%s %s: %d is not as described: %s", req.Method, req.URL.Path, rec.Code, reason)
	}
}

// describedPath writes /api/v1/offers/:id as the description does: /offers/{id}.
func describedPath(path string) string {
	parts := strings.Split("/"+strings.TrimPrefix(path, apiPrefix), "/")
	for i, part := range parts {
		if name, isParam := strings.CutPrefix(part, ":"); isParam {
			parts[i] = "{" + name + "}"
		}
	}
	return strings.Join(parts, "/")
}

func TestTheDescriptionAndTheRoutesAreTheSame(t *testing.T) {
	var routed, described []string
	for _, r := range MustWeb(t).table {
		if strings.HasPrefix(r.path, apiPrefix) {
			routed = append(routed, r.method+" "+describedPath(r.path))
		}
	}
	for path, item := range MustDescription(t).Paths.Map() {
		for method := range item.Operations() {
			described = append(described, method+" "+path)
		}
	}
	for _, line := range routed {
		if !slices.Contains(described, line) {
			t.Errorf("routed, not described: %s", line)
		}
	}
	for _, line := range described {
		if !slices.Contains(routed, line) {
			t.Errorf("described, not routed: %s", line)
		}
	}
}

func TestTheDescriptionListsEveryCodeOfRefusal(t *testing.T) {
	schema := MustDescription(t).Components.Schemas["Refus"].Value.Properties["error"].Value.Properties["code"].Value
	for _, r := range refusals {
		if !slices.Contains(schema.Enum, any(string(r.code))) {
			t.Errorf("code %s is not described", r.code)
		}
	}
	if len(schema.Enum) != len(refusals) {
		t.Errorf("%d codes described, %d in the table", len(schema.Enum), len(refusals))
	}
}

func TestOnlyTheDescriptionItselfIsOpen(t *testing.T) {
	for path, item := range MustDescription(t).Paths.Map() {
		for method, op := range item.Operations() {
			open := op.Security != nil && len(*op.Security) == 0
			if open != (path == "/openapi.yaml" && method == http.MethodGet) {
				t.Errorf("%s %s: open = %v", method, path, open)
			}
		}
	}
}

func TestEveryServedRouteIsInTheTable(t *testing.T) {
	s := MustWeb(t)
	known := map[string]bool{}
	for _, r := range append(s.routes(), s.plainRoutes()...) {
		if r.roles == 0 || r.roles&^everyone != 0 {
			t.Errorf("%s %s: roles %b", r.method, r.path, r.roles)
		}
		if known[r.method+" "+r.path] {
			t.Errorf("%s %s: twice in the table", r.method, r.path)
		}
		known[r.method+" "+r.path] = true
	}
	for _, served := range s.engine.Routes() {
		method := served.Method
		if method == http.MethodHead {
			method = http.MethodGet
		}
		if !known[method+" "+served.Path] {
			t.Errorf("%s %s is served and not in the table", served.Method, served.Path)
		}
	}
}

// Strangers reach nothing that shows or changes anything: this list is the whole of what is open.
func TestWhatIsOpenToStrangers(t *testing.T) {
	open := []string{"GET /", "GET /connexion", "POST /connexion", "GET /connexion/:token", "POST /connexion/:token",
		"GET /accessibilite", "GET /donnees-personnelles", "GET /se-proposer", "POST /se-proposer", "GET /accord/:token", "POST /accord/:token",
		"GET /invitations/:token", "POST /invitations/:token", "GET /invitations/:token/arret", "POST /invitations/:token/arret", "GET /invitations/:token/rendez-vous.ics",
		"GET /mes-donnees", "POST /mes-donnees", "GET /mes-donnees/:token", "GET /mes-donnees/:token/corriger", "POST /mes-donnees/:token/corriger",
		"POST /mes-donnees/:token/demander", "POST /mes-donnees/:token/pause", "POST /mes-donnees/:token/reprendre", "POST /mes-donnees/:token/garder", "POST /mes-donnees/:token/rappels",
		"POST /mes-donnees/:token/accord", "GET /mes-donnees/:token/effacer", "POST /mes-donnees/:token/effacer", "GET /mes-donnees/:token/fichier", "GET /api/v1/openapi.yaml", "GET /galerie", "GET /.well-known/security.txt",
		"GET /inscription", "POST /inscription", "GET /inscription/siret", "GET /inscription/merci", "POST /inscription/renvoyer", "GET /inscription/offre",
		"POST /inscription/offre", "POST /inscription/offre/apercu", "GET /inscription/offre/metiers", "GET /inscription/confirmer/:token", "POST /inscription/confirmer/:token",
		"GET /connexion/code", "POST /connexion/code", "GET /mot-de-passe", "POST /mot-de-passe", "GET /mot-de-passe/:token", "POST /mot-de-passe/:token",
		"GET /bienvenue/:token", "POST /bienvenue/:token", "GET /adresse/:token", "POST /adresse/:token",
		"POST /courriels/retours", "GET /courriels/arret/:token", "POST /courriels/arret/:token",
		"GET /reponses/:token", "POST /reponses/:token", "GET /avis/:token", "POST /avis/:token"}
	for _, r := range MustWeb(t).table {
		line := r.method + " " + r.path
		if r.roles.Has(domain.RoleStranger) != slices.Contains(open, line) {
			t.Errorf("%s: open to strangers = %v", line, r.roles.Has(domain.RoleStranger))
		}
	}
}
