package store

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestEveryCollectionIsCopied reads the constants of indexes.go: a collection that collections lacks would stay behind
// in a migration.
func TestEveryCollectionIsCopied(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "indexes.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var copied []string
	for _, c := range New(nil, nil, time.Now).collections() {
		copied = append(copied, c.name)
	}
	declared := 0
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || !strings.HasPrefix(spec.Names[0].Name, "coll") || len(spec.Values) != 1 {
			return true
		}
		name, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
		if err != nil || !slices.Contains(copied, name) {
			t.Errorf("%s is not copied, %v", spec.Names[0].Name, err)
		}
		declared++
		return true
	})
	if declared < 10 || declared != len(copied) {
		t.Errorf("%d collections declared, %d copied", declared, len(copied))
	}
}
