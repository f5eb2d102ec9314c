package docs_test

import (
	"os"
	"strings"
	"testing"

	"eedk.fr/candidatheque/domain"
)

// TestStateDiagramsAreTheTables holds states.md to the transition tables of the domain; -update writes it.
func TestStateDiagramsAreTheTables(t *testing.T) {
	var b strings.Builder
	b.WriteString("# États\n\nÉcrit depuis les tables de `domain` par `go test ./docs -update`. Chaque passage laisse une ligne dans l'historique.\n")
	for _, table := range domain.StateTables() {
		b.WriteString("\n## " + table.Object + "\n\n```mermaid\n" + table.Mermaid() + "```\n")
	}
	if *update {
		if err := os.WriteFile("states.md", []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile("states.md")
	if err != nil || string(kept) != b.String() {
		t.Errorf("docs/states.md does not say what the tables say (%v): run go test ./docs -update", err)
	}
}
