package hiring

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"eedk.fr/candidatheque/domain"
)

// TestEveryActNotedHasItsWords reads the code of the rules and of the actions: an act that a history notes under a name,
// and that the journal could only show as a code, fails. States reached are held by the tables (domain).
func TestEveryActNotedHasItsWords(t *testing.T) {
	verbs := map[string]bool{}
	for _, act := range domain.Acts() {
		_, verb, _ := strings.Cut(string(act), ".")
		verbs[verb] = true
	}
	noted := 0
	for _, dir := range []string{".", "../domain"} {
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range files {
			if strings.HasSuffix(path, "_test.go") {
				continue
			}
			raw, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, raw, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(file, func(n ast.Node) bool {
				for _, verb := range notedBy(n) {
					noted++
					if !verbs[verb] {
						t.Errorf("%s notes %q, which has no words in domain/journal_acts.go", path, verb)
					}
				}
				return true
			})
		}
	}
	if noted < 15 {
		t.Errorf("only %d acts found in the code", noted)
	}
}

// notedBy are the acts that a call of Note or NoteChange names, or that a variable called act is given.
func notedBy(n ast.Node) (verbs []string) {
	add := func(e ast.Expr) {
		if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if verb, err := strconv.Unquote(lit.Value); err == nil && !strings.HasSuffix(verb, "_") {
				verbs = append(verbs, verb)
			}
		}
	}
	switch n := n.(type) {
	case *ast.CallExpr:
		if method, ok := n.Fun.(*ast.SelectorExpr); ok && (method.Sel.Name == "Note" || method.Sel.Name == "NoteChange") && len(n.Args) > 0 {
			add(n.Args[0])
		}
	case *ast.AssignStmt:
		for i, to := range n.Lhs {
			if name, ok := to.(*ast.Ident); ok && name.Name == "act" && i < len(n.Rhs) {
				add(n.Rhs[i])
			}
		}
	}
	return verbs
}
