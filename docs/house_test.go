// Package docs_test holds the house to its plan: the table below is the only list of who may import whom, it is
// printed in architecture.md, and the tree is compared with it. Change the table to change the plan, then run
// go test ./docs -update and say in architecture.md why.
package docs_test

import (
	"flag"
	"io/fs"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the table of rooms into architecture.md")

const module = "eedk.fr/candidatheque"

// room is one row: a folder, with the folders under it that have no row of their own.
type room struct {
	folder string
	// imports are our own rooms its code may import.
	imports []string
	// libraries are the modules of others its code may import; no other room may, but for cmd/bench and its peers.
	libraries []string
	// tested are the rooms its tests may import besides: the real ones that cmd plugs into it.
	tested []string
	// pure rooms do no input or output and read no clock: they may not even import what would let them.
	pure bool
}

// everyRoom stands for all the others, in the row of a room that plugs them together.
const everyRoom = "*"

var plan = []room{
	{folder: "domain", pure: true},
	{folder: "domain/referential", imports: []string{"domain"},
		libraries: []string{"golang.org/x/text", "github.com/rickar/cal/v2"}},
	{folder: "matching", imports: []string{"domain"}, pure: true,
		tested: []string{"domain/referential", "hiring/intake"}},
	{folder: "search", imports: []string{"domain", "domain/referential"},
		libraries: []string{"github.com/blevesearch"},
		tested:    []string{"hiring/intake"}},
	{folder: "store", imports: []string{"domain"},
		libraries: []string{"go.mongodb.org/mongo-driver/v2", "modernc.org/sqlite"}},
	{folder: "templates", imports: []string{"domain"}},
	{folder: "templates/documents", imports: []string{"domain"},
		libraries: []string{"codeberg.org/go-pdf/fpdf", "golang.org/x/image", "github.com/arran4/golang-ical", "github.com/go-analyze/charts"}},
	{folder: "mail", imports: []string{"domain", "templates", "templates/documents"},
		libraries: []string{"github.com/go-mail/mail/v2", "github.com/vanng822/go-premailer"}},
	{folder: "hiring", imports: []string{"domain", "domain/referential", "matching", "hiring/intake"},
		libraries: []string{"github.com/go-co-op/gocron/v2", "github.com/cenkalti/backoff/v5", "github.com/alexedwards/argon2id", "github.com/pquerna/otp"},
		tested:    []string{"store", "search", "mail"}},
	{folder: "hiring/intake", imports: []string{"domain", "domain/referential", "matching"},
		libraries: []string{"github.com/xuri/excelize/v2", "github.com/jszwec/csvutil", "github.com/nyaruka/phonenumbers"}},
	{folder: "handlers", imports: []string{"domain", "hiring", "hiring/intake", "templates", "templates/documents"},
		libraries: []string{"github.com/gin-gonic/gin", "github.com/alexedwards/scs/v2", "github.com/go-playground",
			"github.com/go-chi/httprate", "github.com/unrolled/secure", "github.com/prometheus/client_golang"},
		tested: []string{"domain/referential", "matching", "search", "store", "mail"}},
	{folder: "cmd/candidatheque", imports: []string{everyRoom},
		libraries: []string{"github.com/alecthomas/kong", "github.com/schollz/progressbar/v3", "github.com/mattn/go-isatty"}},
	{folder: "cmd/bench", imports: []string{everyRoom},
		libraries: []string{"github.com/alecthomas/kong", "github.com/blevesearch", "modernc.org/sqlite", "github.com/jackc/pgx/v5"}},
	{folder: "docs", tested: []string{everyRoom}},
}

// sharedLibraries are small and neutral: every room but the pure ones may import them.
var sharedLibraries = []string{"github.com/google/uuid", "golang.org/x/sync"}

// topFolders are the only ones at the top of the tree.
var topFolders = []string{
	"cmd", "domain", "matching", "search", "hiring", "store", "mail", "handlers", "templates", "docs", "deploy", "tools",
}

// localFolders are ignored by git: what running and building leave behind.
var localFolders = []string{"data", "bin"}

// namelessFolders would hold anything, so nobody would know where anything is.
var namelessFolders = []string{
	"internal", "pkg", "util", "utils", "common", "misc", "model", "models", "service", "services", "helper", "helpers",
}

func TestTreeKeepsToThePlan(t *testing.T) {
	faults, err := house{tree: os.DirFS(".."), plan: plan}.faults()
	if err != nil {
		t.Fatal(err)
	}
	for _, fault := range faults {
		t.Error(fault)
	}
}

func TestArchitecturePrintsThePlan(t *testing.T) {
	const (
		page  = "architecture.md"
		begin = "<!-- plan: début, écrit par go test ./docs -update -->\n"
		end   = "<!-- plan: fin -->"
	)
	raw, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, opened := strings.Cut(string(raw), begin)
	printed, after, closed := strings.Cut(rest, end)
	if !opened || !closed {
		t.Fatalf("%s has lost the marks around the table of rooms", page)
	}
	want := printPlan(plan)
	switch {
	case printed == want:
	case *update:
		if err := os.WriteFile(page, []byte(before+begin+want+end+after), fs.FileMode(0o644)); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("%s does not print the plan of house_test.go: run go test ./docs -update\nwant:\n%s", page, want)
	}
}
