package docs_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

// A plan that refuses nothing would pass on any tree: each rule is seen refusing here.
func TestPlanRefuses(t *testing.T) {
	const ours = module + "/"
	for _, tt := range []struct{ name, file, imports, want string }{
		{"an arrow of the plan", "handlers/offers.go", ours + "hiring", ""},
		{"a folder under its room", "store/sqlite/open.go", ours + "store", ""},
		{"the library of the room", "search/index.go", "github.com/blevesearch/bleve/v2/mapping", ""},
		{"a shared library", "hiring/ids.go", "github.com/google/uuid", ""},
		{"cmd plugging rooms together", "cmd/candidatheque/app.go", ours + "store", ""},
		{"a test with the real store", "hiring/offer_test.go", ours + "store", ""},
		{"a test with a library", "matching/laws_test.go", "pgregory.net/rapid", ""},
		{"a test with the helper of another room", "cmd/candidatheque/walk_test.go", ours + "handlers/browsertest", ""},
		{"a helper with its libraries", "handlers/browsertest/browser.go", "github.com/chromedp/chromedp", ""},

		{"an arrow backwards", "domain/offer.go", ours + "hiring", "domain has no arrow to hiring"},
		{"a page that queries", "handlers/offers.go", ours + "store", "handlers has no arrow to store"},
		{"the room above", "domain/place.go", ours + "domain/referential", "domain has no arrow to domain/referential"},
		{"a room that imports the program", "hiring/x.go", ours + "cmd/candidatheque", "hiring has no arrow to cmd/candidatheque"},
		{"a test with a room of others", "domain/offer_test.go", ours + "store", "domain has no arrow to store"},
		{"gin out of its room", "hiring/offer.go", "github.com/gin-gonic/gin", "may not import this library"},
		{"a library nobody chose", "store/x.go", "github.com/somebody/something", "may not import this library"},
		{"a name that only begins alike", "search/x.go", "github.com/blevesearcher/bleve", "may not import this library"},
		{"a library in the domain", "domain/ids.go", "github.com/google/uuid", "may not import this library"},
		{"a file read by the matching", "matching/pool.go", "os", "pure"},
		{"a helper for tests that ships", "cmd/candidatheque/main.go", ours + "handlers/browsertest", "for tests"},
		{"cgo", "store/x.go", "C", "without cgo"},
		{"a room nobody planned", "cmd/other/main.go", "fmt", "stands in no room"},
		{"an import of a room nobody planned", "cmd/bench/main.go", ours + "deploy/x", "stands in no room"},
		{"a new top-level folder", "billing/x.go", "fmt", "unknown top-level folder"},
		{"a folder for anything", "hiring/utils/x.go", "fmt", "says nothing of what it holds"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			source := fmt.Sprintf("package x\n\nimport _ %q\n", tt.imports)
			expectFault(t, fstest.MapFS{tt.file: {Data: []byte(source)}}, tt.want)
		})
	}
}

func TestPlanRefusesALongFile(t *testing.T) {
	long := []byte("package x\n" + strings.Repeat("// line\n", longestFile))
	expectFault(t, fstest.MapFS{"search/index.go": {Data: long}}, "401 lines")
	expectFault(t, fstest.MapFS{"search/index_test.go": {Data: long}}, "")
}

func TestOtherModulesHaveTheirOwnRules(t *testing.T) {
	expectFault(t, fstest.MapFS{
		"store/ferrettest/go.mod":    {Data: []byte("module x")},
		"store/ferrettest/server.go": {Data: []byte("package x\n\nimport _ \"github.com/FerretDB/FerretDB/ferretdb\"\n")},
		"tools/node_modules/a/b.go":  {Data: []byte("not go at all")},
	}, "")
}

// expectFault wants exactly one fault that says want, or none when want is empty.
func expectFault(t *testing.T, tree fstest.MapFS, want string) {
	t.Helper()
	faults, err := house{tree: tree, plan: plan}.faults()
	switch {
	case err != nil:
		t.Fatal(err)
	case want == "" && len(faults) > 0:
		t.Errorf("refused: %v", faults)
	case want != "" && (len(faults) != 1 || !strings.Contains(faults[0], want)):
		t.Errorf("faults %q, want one that says %q", faults, want)
	}
}
