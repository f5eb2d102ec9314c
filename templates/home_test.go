package templates

import (
	"slices"
	"strings"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

// TestTodosStandUnderHeadings puts every line under the heading of its kind, the day of staff first, and leaves none out.
func TestTodosStandUnderHeadings(t *testing.T) {
	page := HomePage{Day: []TodoGroup{{Kind: "Places pourvues", Todos: []Todo{{Text: "c"}}, Total: 4}}}
	for _, kind := range []TodoKind{TodoMend, TodoAnswer} {
		page.Todos = append(page.Todos, Todo{Kind: kind, Text: "a"}, Todo{Kind: kind, Text: "b"})
	}
	groups := page.Groups()
	if len(groups) != 3 || groups[0].More() != 3 || groups[1].Kind != TodoAnswer || groups[2].Kind != TodoMend {
		t.Fatalf("%+v", groups)
	}
	for _, g := range groups[1:] {
		if len(g.Todos) != 2 || g.Total != 2 || g.Todos[0].Text != "a" {
			t.Errorf("%+v", g)
		}
	}
	if len(page.Groups()) != 3 || len(page.Day) != 1 {
		t.Error("reading the groups changes the page")
	}
	folded := TodoGroup{Todos: make([]Todo, dayUnfolded+2)}.Parts()
	if len(folded) != 2 || len(folded[0]) != dayUnfolded || len(folded[1]) != 2 {
		t.Errorf("%d parts", len(folded))
	}
	if got := (HomePage{Todos: page.Todos[:2]}).Groups(); len(got) != 1 {
		t.Errorf("headings without lines: %+v", got)
	}
}

// TestEveryKindOfTheDayIsWorded says of each kind who, what and which one action; advisers read no word of a decline.
func TestEveryKindOfTheDayIsWorded(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	day := slices.Concat(sampleOwed(now), sampleTodos(now), sampleOwnTodos(now))
	groups := DayGroups(day)
	if kinds := domain.DayKinds(); len(groups) != len(kinds) || len(dayWords) != len(kinds) {
		t.Fatalf("%d kinds, %d worded, %d in the samples", len(kinds), len(dayWords), len(groups))
	}
	for n, kind := range domain.DayKinds() {
		if dayWords[n].kind != kind || day[n].Kind != kind {
			t.Errorf("%s is not in the order of urgency", kind)
		}
		line, said := day[n].Lines[0], groups[n].Todos[0]
		if !strings.Contains(said.Text, line.Who) || strings.TrimSpace(said.Action) == "" || !strings.HasPrefix(said.Href+said.Post, "/") ||
			!strings.Contains(said.Href+said.Post, line.Object) || DayHeading(kind) == "" {
			t.Errorf("%s: %+v", kind, said)
		}
		if strings.HasPrefix(string(kind), "own_") {
			for _, word := range []string{"non", "silence", "manqué", "absent", "sans réponse", "décliné", "refusé l"} {
				if strings.Contains(" "+said.Text+" "+DayHeading(kind)+" ", " "+word+" ") {
					t.Errorf("an adviser reads %q in %q", word, said.Text)
				}
			}
		}
	}
}

// TestInvitationsThatWaitAlikeAreOneLine of their offer, with how many they are.
func TestInvitationsThatWaitAlikeAreOneLine(t *testing.T) {
	line := domain.DayLine{Kind: domain.DayHeld, Object: "o1", About: "Maçon, Dunkerque", Count: 12, State: "assez de personnes ont dit oui pour le moment"}
	said := DayGroups([]domain.DayGroup{{Kind: domain.DayHeld, Lines: []domain.DayLine{line}, Total: 1}})[0].Todos[0]
	if said.Text != "Maçon, Dunkerque : 12 invitations pas encore parties, assez de personnes ont dit oui pour le moment" || said.Href != "/invitations?offer=o1" {
		t.Errorf("%+v", said)
	}
}
