package storetest

import (
	"slices"
	"testing"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/store"
)

// listsHaveReaders: one's own and the shared ones, by name; those that hold somebody; nothing of what was thrown away.
func listsHaveReaders(t *testing.T, s *store.Store) {
	anne, hugo := domain.Actor{ID: "anne", Roles: domain.RoleReferent}, domain.Actor{ID: "hugo", Roles: domain.RoleReferent}
	for _, l := range []domain.SavedList{
		{Record: domain.Record{ID: "1"}, Owner: "anne", Name: "Zingueurs", Visibility: domain.ListPrivate, People: []string{"p1", "p2"}},
		{Record: domain.Record{ID: "2"}, Owner: "anne", Name: "écluse", Visibility: domain.ListShared, People: []string{"p2"}},
		{Record: domain.Record{ID: "3"}, Owner: "hugo", Name: "Port", Visibility: domain.ListPrivate, Query: "q=docker"},
	} {
		must(t, s.SavedLists.Save(ctx, &l))
	}
	names := func(viewer domain.Actor, q domain.SavedListQuery) (list []string) {
		q.Limit = 1 // a page at a time
		for {
			found, next, err := s.SavedLists.Find(ctx, viewer, q)
			must(t, err)
			for _, l := range found {
				list = append(list, l.Name)
			}
			if q.Cursor = next; next == "" {
				return list
			}
		}
	}
	want := func(what string, got []string, wanted ...string) {
		t.Helper()
		if !slices.Equal(got, wanted) {
			t.Errorf("%s: %v, want %v", what, got, wanted)
		}
	}
	want("anne's", names(anne, domain.SavedListQuery{}), "écluse", "Zingueurs")
	want("hugo's", names(hugo, domain.SavedListQuery{}), "écluse", "Port")
	want("those of p2", names(sys, domain.SavedListQuery{Person: "p2"}), "écluse", "Zingueurs")
	want("those of p2 that hugo reads", names(hugo, domain.SavedListQuery{Person: "p2"}), "écluse")
	if _, err := s.SavedLists.Get(ctx, hugo, "1"); domain.CodeOf(err) != domain.CodeNotFound {
		t.Errorf("a private list is read: %v", err)
	}
	must(t, s.SavedLists.Remove(ctx, "2"))
	must(t, s.SavedLists.Remove(ctx, "2"))
	want("hugo's once it is thrown away", names(hugo, domain.SavedListQuery{}), "Port")
}
