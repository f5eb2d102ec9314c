package hiring

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"eedk.fr/candidatheque/domain"
)

func TestListsOfPeople(t *testing.T) {
	h := openHouse(t, t.TempDir())
	ctx := t.Context()
	for i := range 4 {
		must(h.SavePerson(ctx, referent, &domain.Person{Record: domain.Record{ID: fmt.Sprintf("p%d", i)}}))(t)
	}
	colleague := referent
	colleague.ID = "another-referent"
	l := must(h.NewList(ctx, referent, "Port", []string{"p0", "nobody"}))(t)
	if !slices.Equal(l.People, []string{"p0"}) {
		t.Errorf("holds %v: somebody who is not there", l.People)
	}
	if _, err := h.AddToList(ctx, colleague, l.ID, []string{"p1"}); domain.CodeOf(err) != domain.CodeNotFound {
		t.Errorf("a colleague fills a private list: %v", err)
	}
	must(h.ShowList(ctx, referent, l.ID, domain.ListShared))(t)
	var work sync.WaitGroup
	for i, who := range []domain.Actor{referent, colleague, referent} {
		work.Go(func() {
			if _, err := h.AddToList(ctx, who, l.ID, []string{fmt.Sprintf("p%d", i+1)}); err != nil {
				t.Error(err)
			}
		})
	}
	work.Wait()
	if opened := must(h.List(ctx, colleague, l.ID))(t); len(opened.Files) != 4 {
		t.Errorf("%d people after three added at once", len(opened.Files))
	}
	must(h.RemoveFromList(ctx, colleague, l.ID, []string{"p3"}))(t)
	for name, act := range map[string]func() error{
		"rename": func() error { _, err := h.RenameList(ctx, colleague, l.ID, "Autre"); return err },
		"hide":   func() error { _, err := h.ShowList(ctx, colleague, l.ID, domain.ListPrivate); return err },
		"delete": func() error { return h.DeleteList(ctx, colleague, l.ID) },
	} {
		if err := act(); domain.CodeOf(err) != domain.CodeForbidden {
			t.Errorf("%s by a colleague: %v", name, err)
		}
	}
	search := must(h.KeepSearch(ctx, referent, "Maçons", "q=ma%C3%A7on"))(t)
	if lists := must(h.Lists(ctx, referent))(t); len(lists) != 2 || lists[0].ID != search.ID {
		t.Errorf("lists %+v", lists)
	}
	employer := domain.Actor{ID: "e", Roles: domain.RoleEmployer}
	_, listed := h.Lists(ctx, employer)
	_, made := h.NewList(ctx, employer, "x", nil)
	_, kept := h.KeepSearch(ctx, employer, "x", "q=x")
	for _, err := range []error{listed, made, kept} {
		if domain.CodeOf(err) != domain.CodeForbidden {
			t.Errorf("an employer: %v", err)
		}
	}
	if err := h.DeleteList(ctx, referent, l.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := h.List(ctx, referent, l.ID); domain.CodeOf(err) != domain.CodeNotFound {
		t.Errorf("a list thrown away is read: %v", err)
	}
}

// Who leaves the candidathèque leaves every list, shared or not.
func TestWhoIsRemovedLeavesTheLists(t *testing.T) {
	h := openHouse(t, t.TempDir())
	ctx := t.Context()
	for _, id := range []string{"stays", "goes"} {
		must(h.SavePerson(ctx, referent, &domain.Person{Record: domain.Record{ID: id}}))(t)
	}
	one := must(h.NewList(ctx, referent, "Une", []string{"stays", "goes"}))(t)
	two := must(h.NewList(ctx, domain.Actor{ID: "other", Roles: domain.RoleReferent}, "Deux", []string{"goes"}))(t)
	if err := h.store.People.Remove(ctx, "goes"); err != nil {
		t.Fatal(err)
	}
	if opened := must(h.List(ctx, referent, one.ID))(t); len(opened.Files) != 1 {
		t.Errorf("%d people shown before the list knows", len(opened.Files))
	}
	if err := h.Settle(ctx); err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]int{one.ID: 1, two.ID: 0} {
		if l := must(h.store.SavedLists.Get(ctx, domain.System(), id))(t); len(l.People) != want {
			t.Errorf("%s holds %v", l.Name, l.People)
		}
	}
}
