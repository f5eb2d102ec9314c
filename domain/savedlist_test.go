package domain

import (
	"strconv"
	"strings"
	"testing"
	"time"
)

func TestListsBelongToTheirOwner(t *testing.T) {
	at := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	owner, colleague := Actor{ID: "u1", Roles: RoleReferent}, Actor{ID: "u2", Roles: RoleReferent}
	l, err := NewPeopleList("l1", "  Chantier \n du port ", owner, at)
	if err != nil || l.Name != "Chantier du port" || l.Visibility != ListPrivate {
		t.Fatalf("%+v, %v", l, err)
	}
	for _, tt := range []struct {
		name   string
		viewer Actor
		before Visibility
		sees   bool
	}{
		{"its owner", owner, ListPrivate, true}, {"a colleague, private", colleague, ListPrivate, false}, {"a colleague, shared", colleague, ListShared, true},
		{"an employer, shared", Actor{ID: "u3", Roles: RoleEmployer}, ListShared, false}, {"an adviser, shared", Actor{ID: "u4", Roles: RoleAdviser}, ListShared, false},
		{"the owner who is no referent any more", Actor{ID: "u1", Roles: RoleAdviser}, ListShared, false}, {"the platform", System(), ListPrivate, true},
	} {
		l.Visibility = tt.before
		if got := CanSeeList(tt.viewer, l); got != tt.sees {
			t.Errorf("%s: sees = %v", tt.name, got)
		}
	}
	for name, act := range map[string]func(Actor) error{
		"rename": func(a Actor) error { return l.Rename("Autre", a, at) }, "share": func(a Actor) error { return l.Show(ListShared, a, at) },
		"delete": l.Delete,
	} {
		if err := act(colleague); CodeOf(err) != CodeForbidden {
			t.Errorf("%s by a colleague: %v", name, err)
		}
		if err := act(owner); err != nil {
			t.Errorf("%s by the owner: %v", name, err)
		}
	}
	if _, err := l.Add([]string{"p1"}, colleague, at); err != nil || l.History[len(l.History)-1].Actor != "u2" {
		t.Errorf("a colleague adds: %v, %+v", err, l.History)
	}
}

func TestListsHoldEachPersonOnce(t *testing.T) {
	at := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	owner := Actor{ID: "u1", Roles: RoleReferent}
	l, _ := NewPeopleList("l1", "Liste", owner, at)
	for _, tt := range []struct {
		people []string
		added  int
	}{{[]string{"a", "b", "a"}, 2}, {[]string{"b", "c"}, 1}, {nil, 0}} {
		if n, err := l.Add(tt.people, owner, at); n != tt.added || err != nil {
			t.Errorf("%v: %d added, %v", tt.people, n, err)
		}
	}
	if n := l.TakeOut([]string{"b", "z"}, owner, at); n != 1 || strings.Join(l.People, "") != "ac" {
		t.Errorf("%d taken out, %v stay", n, l.People)
	}
	var many []string
	for i := range maxListPeople {
		many = append(many, strconv.Itoa(i))
	}
	if _, err := l.Add(many, owner, at); CodeOf(err) != CodeInvalid {
		t.Errorf("too many: %v", err)
	}
	for _, name := range []string{"", "  ", strings.Repeat("é", maxListName+1)} {
		if _, err := NewPeopleList("l2", name, owner, at); CodeOf(err) != CodeInvalid {
			t.Errorf("%.10q: %v", name, err)
		}
	}
	if _, err := NewSavedSearch("l3", "Recherche", "", owner, at); CodeOf(err) != CodeInvalid {
		t.Errorf("nothing to keep: %v", err)
	}
	search, err := NewSavedSearch("l3", "Recherche", "q=ma%C3%A7on", owner, at)
	if err != nil || !search.IsSearch() {
		t.Fatal(search, err)
	}
	if _, err := search.Add([]string{"a"}, owner, at); CodeOf(err) != CodeConflict {
		t.Errorf("a person in a search: %v", err)
	}
}
