package handlers

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

func TestEveryRefusalHasItsStatus(t *testing.T) {
	for _, tt := range []struct {
		name   string
		err    error
		code   domain.Code
		status int
	}{
		{"one field", domain.Invalid("siret", "faux"), "invalid", 422},
		{"several fields", domain.FieldErrors{"siret": "faux"}, "invalid", 422},
		{"nobody", domain.Refuse(domain.CodeUnauthenticated, "qui ?"), "unauthenticated", 401},
		{"not theirs to do", domain.Refuse(domain.CodeForbidden, "non"), "forbidden", 403},
		{"not there", domain.NotFound("Offre"), "not_found", 404},
		{"changed meanwhile", domain.Refuse(domain.CodeConflict, "non"), "conflict", 409},
		{"over", domain.Refuse(domain.CodeGone, "fini"), "gone", 410},
		{"too heavy", fmt.Errorf("read: %w", &http.MaxBytesError{Limit: bodyLimit}), "too_large", 413},
		{"too often", newFlood(1, time.Minute).refusal(), "too_many", 429},
		{"store down", domain.Refuse(domain.CodeUnavailable, "plus tard"), "unavailable", 503},
		{"too slow", context.DeadlineExceeded, "unavailable", 503},
		{"a fault", errors.New("disk on fire"), "internal", 500},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := refusalOf(tt.err)
			if r.code != tt.code || r.status != tt.status || r.title == "" || r.message == "" {
				t.Errorf("got %+v, want %s %d with a title and a message", r, tt.code, tt.status)
			}
		})
	}
}

func TestAFaultSaysNothingOfItself(t *testing.T) {
	for _, err := range []error{errors.New("secret path /var/data"), domain.Refuse(domain.CodeInternal, "secret path /var/data")} {
		if r := refusalOf(err); strings.Contains(r.message+r.title, "secret") {
			t.Errorf("%v: shown to people as %q", err, r.message)
		}
	}
}

func TestTheLogKeepsWhatWasTypedOut(t *testing.T) {
	typed := "samira@exemple.fr"
	for _, tt := range []struct {
		name string
		err  error
	}{
		{"one field", domain.Invalid("email", "L'adresse « %s » n'est pas valable.", typed)},
		{"several fields", domain.FieldErrors{"email": typed}},
		{"refusal caused by another", domain.NotFound("Compte").WithCause(domain.Invalid("email", "%s", typed))},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var b strings.Builder
			slog.New(slog.NewTextHandler(&b, nil)).LogAttrs(t.Context(), slog.LevelInfo, "request", causeAttrs(tt.err)...)
			if strings.Contains(b.String(), typed) || !strings.Contains(b.String(), "code=") {
				t.Errorf("logged %s", b.String())
			}
		})
	}
}

func TestMalformedJSONIsInvalid(t *testing.T) {
	for _, tt := range []struct{ name, body, field string }{
		{"cut short", `{"title":"Maç`, ""},
		{"not an object", `[1,2]`, ""},
		{"two values", `{} {}`, ""},
		{"null", `null`, ""},
		{"a text", `"Maçon"`, ""},
		{"not UTF-8", "{\"title\":\"Ma\xe7on\"}", ""},
		{"unknown field", `{"titel":"Maçon"}`, "titel"},
		{"another letter case", `{"Title":"Maçon"}`, "Title"},
		{"another letter case, one level down", `{"clause":{"People":2}}`, "clause.People"},
		{"unknown field, one level down", `{"clause":{"persons":2}}`, "clause.persons"},
		{"a list for an object", `{"clause":[]}`, "clause"},
		{"an object for a list", `{"contexts":{}}`, "contexts"},
		{"null in a list of objects", `{"flags":[null]}`, "flags"},
		{"a date that is none", `{"published_on":"hier"}`, "published_on"},
		{"the same field twice", `{"places":1,"places":2}`, "places"},
		{"wrong type", `{"places":"trois"}`, "places"},
		{"number too large", `{"places":1e400}`, "places"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var b offerBody
			r := refusalOf(decodeJSON([]byte(tt.body), &b))
			if r.code != domain.CodeInvalid || tt.field != "" && r.fields[tt.field] == "" {
				t.Errorf("got %+v", r)
			}
		})
	}
}
