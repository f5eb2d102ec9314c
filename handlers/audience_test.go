package handlers

import (
	"encoding/csv"
	"encoding/json"
	"flag"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"eedk.fr/candidatheque/domain"
)

// The lists of testdata/audiences are decisions: read what differs before writing them anew.
var update = flag.Bool("update", false, "write the fields of each audience anew")

// TestFieldsOfEachAudience has each audience read all the JSON and every file that it can reach in a lived-in house, and
// holds the names of fields and columns to the audience's list: what is not on it does not leave.
func TestFieldsOfEachAudience(t *testing.T) {
	l := MustLiveIn(MustHouse(t))
	starts := []string{"/", "/offres", "/personnes", "/formations", "/compte", "/eligibilites"}
	for _, role := range []domain.Role{domain.RoleEmployer, domain.RoleAdviser, domain.RoleFacilitator} {
		t.Run(role.String(), func(t *testing.T) {
			v := l.viewerOf(l.users[role])
			read := map[string]bool{}
			for _, r := range slices.Concat(crawl(v.browser, starts...), l.tabled()) {
				line, known := l.pattern(r)
				if r.method != http.MethodGet || !known {
					continue
				}
				if got := v.send(r); got.status == http.StatusOK {
					fieldsOf(t, line.path, got, read)
				}
			}
			if len(read) < 20 {
				t.Fatalf("only %d fields were read", len(read))
			}
			file := filepath.Join("testdata", "audiences", role.String()+".txt")
			if *update {
				text := strings.Join(slices.Sorted(maps.Keys(read)), "\n") + "\n"
				if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			allowed := strings.Fields(string(must(os.ReadFile(file))(t)))
			for _, field := range slices.Sorted(maps.Keys(read)) {
				if !slices.Contains(allowed, field) {
					t.Errorf("%s is read, and is not on the list of %s", field, file)
				}
			}
		})
	}
}

// fieldsOf adds the fields of a JSON answer, and the columns of a file, under the address that gave them.
func fieldsOf(t *testing.T, at string, got answer, read map[string]bool) {
	t.Helper()
	switch kind := got.header.Get("Content-Type"); {
	case strings.HasPrefix(kind, "application/json"):
		var body any
		got.into(&body)
		addPaths(strings.TrimPrefix(at, apiPrefix), body, read)
	case strings.HasPrefix(kind, "text/csv"):
		reader := csv.NewReader(strings.NewReader(strings.TrimPrefix(got.body, "\ufeff")))
		reader.Comma = ';'
		for _, column := range must(reader.Read())(t) {
			read[at+"?format=csv/"+column] = true
		}
	}
}

// addPaths names every field of a value; the fields of what a list holds are the list's.
func addPaths(path string, value any, read map[string]bool) {
	switch v := value.(type) {
	case map[string]any:
		for name, inner := range v {
			addPaths(path+"/"+name, inner, read)
		}
	case []any:
		for _, inner := range v {
			addPaths(path, inner, read)
		}
		read[path] = true
	case json.Number, string, float64, bool, nil:
		read[path] = true
	}
}
