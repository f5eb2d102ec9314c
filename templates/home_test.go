package templates

import "testing"

// TestTodosStandUnderHeadings puts every line under the heading of its kind, the most urgent first, and leaves none out.
func TestTodosStandUnderHeadings(t *testing.T) {
	kinds := []TodoKind{TodoAnswer, TodoMend, TodoRead, TodoLook, TodoBuild, TodoPosition}
	var page HomePage
	for i := len(kinds) - 1; i >= 0; i-- {
		page.Todos = append(page.Todos, Todo{Kind: kinds[i], Text: "a"}, Todo{Kind: kinds[i], Text: "b"})
	}
	groups := page.Groups()
	if len(groups) != len(kinds) {
		t.Fatalf("%d headings, want %d", len(groups), len(kinds))
	}
	for i, g := range groups {
		if g.Kind != kinds[i] || len(g.Todos) != 2 || g.Todos[0].Text != "a" {
			t.Errorf("heading %d: %+v", i, g)
		}
	}
	if got := (HomePage{Todos: page.Todos[:2]}).Groups(); len(got) != 1 {
		t.Errorf("headings without lines: %+v", got)
	}
}
