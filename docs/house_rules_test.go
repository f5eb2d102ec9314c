package docs_test

import (
	"bytes"
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

// longestFile is in lines: past it, a file holds two subjects.
const longestFile = 400

// forbiddenToPure are the parts of the standard library through which a computation would touch the world.
var forbiddenToPure = []string{
	"database/sql", "log", "log/slog", "math/rand", "math/rand/v2", "net", "net/http", "os", "os/exec", "syscall",
}

// house compares a tree with a plan.
type house struct {
	tree fs.FS
	plan []room
}

// faults walks the tree and says, one line each, what the plan does not allow.
func (h house) faults() ([]string, error) {
	var faults []string
	err := fs.WalkDir(h.tree, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir():
			found, walk := h.folderFaults(name)
			faults = append(faults, found...)
			return walk
		case path.Ext(name) == ".go":
			found, err := h.fileFaults(name)
			faults = append(faults, found...)
			return err
		}
		return nil
	})
	return faults, err
}

// folderFaults checks a folder's name and says whether to go in: folders of git, of node and with their own go.mod
// are not the program's.
func (h house) folderFaults(name string) ([]string, error) {
	base := path.Base(name)
	top := !strings.Contains(name, "/")
	switch {
	case name == ".":
		return nil, nil
	case strings.HasPrefix(base, "."), base == "node_modules", base == "testdata", top && slices.Contains(localFolders, base):
		return nil, fs.SkipDir
	case slices.Contains(namelessFolders, base):
		return []string{fmt.Sprintf("%s: a folder named %s says nothing of what it holds", name, base)}, fs.SkipDir
	case top && !slices.Contains(topFolders, base):
		return []string{fmt.Sprintf("%s: unknown top-level folder; give its reason in docs/architecture.md and add it to topFolders", name)}, fs.SkipDir
	}
	if _, err := fs.Stat(h.tree, path.Join(name, "go.mod")); err == nil {
		return nil, fs.SkipDir
	}
	return nil, nil
}

func (h house) fileFaults(name string) ([]string, error) {
	source, err := fs.ReadFile(h.tree, name)
	if err != nil {
		return nil, err
	}
	file, err := parser.ParseFile(token.NewFileSet(), name, source, parser.ImportsOnly)
	if err != nil {
		return nil, err
	}
	var faults []string
	if lines := bytes.Count(source, []byte("\n")); lines > longestFile && !isTest(name) {
		faults = append(faults, fmt.Sprintf("%s: %d lines, at most %d: split it by subject", name, lines, longestFile))
	}
	row, found := h.roomOf(path.Dir(name))
	if !found {
		return append(faults, name+": stands in no room of the plan"), nil
	}
	for _, spec := range file.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return nil, err
		}
		if reason := h.refuse(row, name, imported); reason != "" {
			faults = append(faults, fmt.Sprintf("%s: imports %s: %s", name, imported, reason))
		}
	}
	return faults, nil
}

// refuse gives the reason why this file may not import that package, empty when it may.
func (h house) refuse(from room, file, imported string) string {
	own, ours := strings.CutPrefix(imported, module+"/")
	first, _, _ := strings.Cut(imported, "/")
	switch {
	case imported == "C":
		return "the program is built without cgo"
	case ours:
		return h.refuseOurs(from, file, own)
	case isTest(file):
		return ""
	case !strings.Contains(first, "."):
		if from.pure && slices.Contains(forbiddenToPure, imported) {
			return from.folder + " is pure: no input, no output, no chance"
		}
		return ""
	case inAny(imported, from.libraries), !from.pure && inAny(imported, sharedLibraries):
		return ""
	}
	return from.folder + " may not import this library"
}

// refuseOurs judges an import between our own folders. A package for tests (its name ends in test) is imported by
// tests only, and by those that may import the room it serves.
func (h house) refuseOurs(from room, file, target string) string {
	to, found := h.roomOf(target)
	switch {
	case !found:
		return "it stands in no room of the plan"
	case strings.HasSuffix(target, "test") && !isTest(file):
		return "it is for tests"
	case to.folder == from.folder, allows(from.imports, to), isTest(file) && allows(from.tested, to):
		return ""
	}
	return fmt.Sprintf("%s has no arrow to %s", from.folder, to.folder)
}

// allows tells whether a list of rooms holds this one.
func allows(list []string, to room) bool {
	return slices.Contains(list, to.folder) || slices.Contains(list, everyRoom)
}

// roomOf finds the row of a folder: its own, or that of the nearest folder above.
func (h house) roomOf(folder string) (room, bool) {
	for ; folder != "."; folder = path.Dir(folder) {
		for _, row := range h.plan {
			if row.folder == folder {
				return row, true
			}
		}
	}
	return room{}, false
}

// isTest tells the code that never ships: test files, and the packages that serve them.
func isTest(file string) bool {
	return strings.HasSuffix(file, "_test.go") || strings.HasSuffix(path.Dir(file), "test")
}

func inAny(imported string, modules []string) bool {
	return slices.ContainsFunc(modules, func(module string) bool {
		return imported == module || strings.HasPrefix(imported, module+"/")
	})
}

// printPlan renders the plan as the table of architecture.md.
func printPlan(plan []room) string {
	var b strings.Builder
	b.WriteString("| pièce | peut importer (les nôtres) | bibliothèques, à elle seule | ses tests aussi |\n|---|---|---|---|\n")
	for _, row := range plan {
		libraries := quoted(row.libraries)
		if row.pure {
			libraries = "bibliothèque standard seule, sans entrée ni sortie"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", row.folder, quoted(row.imports), libraries, quoted(row.tested))
	}
	fmt.Fprintf(&b, "\nToutes les pièces, sauf les pures : %s.\n", quoted(sharedLibraries))
	return b.String()
}

func quoted(names []string) string {
	switch {
	case len(names) == 0:
		return "–"
	case slices.Contains(names, everyRoom):
		return "toutes"
	}
	return "`" + strings.Join(names, "` · `") + "`"
}
