package search

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/domain/referential"
)

var testLabels = Labels{ROME: referential.Builtin().Label, Certificate: referential.Certificates().Label, Expand: referential.Builtin().Expand,
	Names: referential.Builtin().Names()}

// noon is the day of every test.
var noon = time.Date(2026, 11, 23, 11, 0, 0, 0, time.UTC)

func mustOpen(tb testing.TB, dir string) *Index {
	tb.Helper()
	x, err := Open(dir, testLabels)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := x.Close(); err != nil {
			tb.Error(err)
		}
	})
	return x
}

func mustPut(tb testing.TB, x *Index, entries ...domain.IndexEntry) {
	tb.Helper()
	if err := x.Put(context.Background(), entries); err != nil {
		tb.Fatal(err)
	}
}

func mustSearch(tb testing.TB, x *Index, q domain.PeopleQuery) domain.PeoplePage {
	tb.Helper()
	page, err := x.Search(context.Background(), q)
	if err != nil {
		tb.Fatal(err)
	}
	return page
}

func mustTown(tb testing.TB, name string) domain.Commune {
	tb.Helper()
	c, err := referential.BuiltinCommunes().Find("", name)
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

// crowd makes n people of the pool with the same profile, updated one minute after another.
func crowd(n int, profile domain.Profile) []domain.IndexEntry {
	entries := make([]domain.IndexEntry, n)
	for i := range entries {
		entries[i] = domain.IndexEntry{ID: fmt.Sprintf("p%05d", i), Profile: profile, Pool: domain.PoolIn, Updated: noon.Add(time.Duration(i) * time.Minute)}
	}
	return entries
}

func mason() domain.Profile {
	return domain.Profile{Targets: []domain.Target{{ROME: "F1703", Title: "maçon"}}, Presentation: "Dix ans de coffrage."}
}

func ids(page domain.PeoplePage) (list []string) {
	for _, h := range page.Hits {
		list = append(list, h.ID)
	}
	return list
}

func TestPagesFollowOneAnother(t *testing.T) {
	x := mustOpen(t, filepath.Join(t.TempDir(), "index"))
	mustPut(t, x, crowd(47, mason())...)
	for _, tt := range []struct {
		name, text string
		first      string
	}{
		{"words: equal answers come by last update", "maçon", "p00046"},
		{"no words: the latest updated first", "", "p00046"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var seen []string
			q := domain.PeopleQuery{Text: tt.text, Limit: 10}
			for {
				page := mustSearch(t, x, q)
				if page.Total != 47 {
					t.Fatalf("total %d on one page", page.Total)
				}
				seen = append(seen, ids(page)...)
				if page.Next == "" {
					break
				}
				q.Cursor = page.Next
			}
			if seen[0] != tt.first {
				t.Errorf("first is %s, want %s", seen[0], tt.first)
			}
			if slices.Sort(seen); len(slices.Compact(seen)) != 47 {
				t.Errorf("%d distinct people over the pages, want 47", len(slices.Compact(seen)))
			}
		})
	}
}

func TestForeignCursorIsRefused(t *testing.T) {
	x := mustOpen(t, filepath.Join(t.TempDir(), "index"))
	mustPut(t, x, crowd(3, mason())...)
	for _, cursor := range []string{"x", "%%%", "e30", bookmark{Sort: domain.SortUpdated}.cursor(), bookmark{Sort: domain.SortRelevance, ID: "p1"}.cursor(), strings.Repeat("A", 5000)} {
		if _, err := x.Search(context.Background(), domain.PeopleQuery{Cursor: cursor}); domain.CodeOf(err) != domain.CodeInvalid {
			t.Errorf("%.20q: %v", cursor, err)
		}
	}
}

func TestPutAgainReplacesAndDeleteForgets(t *testing.T) {
	x := mustOpen(t, filepath.Join(t.TempDir(), "index"))
	people := crowd(3, mason())
	mustPut(t, x, people...)
	people[1].Profile = domain.Profile{Targets: []domain.Target{{Title: "boulangère"}}}
	mustPut(t, x, people[1], people[1])
	if got := ids(mustSearch(t, x, domain.PeopleQuery{Text: "maçon"})); !slices.Equal(got, []string{"p00002", "p00000"}) {
		t.Errorf("masons are %v", got)
	}
	if err := x.Delete(context.Background(), []string{"p00001", "p00001", "nobody"}); err != nil {
		t.Fatal(err)
	}
	if count, err := x.Count(); count != 2 || err != nil {
		t.Errorf("count %d, %v", count, err)
	}
}

func TestIndexKeepsItsMarkAndPeople(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	x := mustOpen(t, dir)
	if !x.Fresh() {
		t.Error("a new index is not fresh")
	}
	mustPut(t, x, crowd(1200, mason())...)
	if err := x.SetMark("42"); err != nil {
		t.Fatal(err)
	}
	if err := x.Delete(context.Background(), []string{"p00007"}); err != nil {
		t.Fatal(err)
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	again := mustOpen(t, dir)
	mark, err := again.Mark()
	if again.Fresh() || mark != "42" || err != nil {
		t.Errorf("fresh %v, mark %q, %v", again.Fresh(), mark, err)
	}
	if total := mustSearch(t, again, domain.PeopleQuery{Text: "macon"}).Total; total != 1199 {
		t.Errorf("%d people after opening again, want 1199", total)
	}
}

func TestResetEmpties(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	x := mustOpen(t, dir)
	mustPut(t, x, crowd(5, mason())...)
	if err := x.SetMark("9"); err != nil {
		t.Fatal(err)
	}
	if err := x.Reset(); err != nil {
		t.Fatal(err)
	}
	count, _ := x.Count()
	mark, err := x.Mark()
	if count != 0 || mark != "" || err != nil || !x.Fresh() {
		t.Errorf("after reset: %d people, mark %q, %v", count, mark, err)
	}
	mustPut(t, x, crowd(2, mason())...)
	if total := mustSearch(t, x, domain.PeopleQuery{}).Total; total != 2 {
		t.Errorf("%d people after the reset, want 2", total)
	}
}

func TestClosedIndexIsUnavailable(t *testing.T) {
	x := mustOpen(t, filepath.Join(t.TempDir(), "index"))
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := x.Search(context.Background(), domain.PeopleQuery{Text: "maçon"}); domain.CodeOf(err) != domain.CodeUnavailable {
		t.Errorf("search: %v", err)
	}
	if err := x.Put(context.Background(), crowd(1, mason())); domain.CodeOf(err) != domain.CodeUnavailable {
		t.Errorf("put: %v", err)
	}
}

func TestSecondOpenIsRefusedAtOnce(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	x := mustOpen(t, dir)
	mustPut(t, x, crowd(5, mason())...)
	start := time.Now()
	_, err := Open(dir, testLabels)
	if domain.CodeOf(err) != domain.CodeConflict {
		t.Fatalf("second open: %v", err)
	}
	if waited := time.Since(start); waited > 5*time.Second {
		t.Errorf("the refusal took %v", waited)
	}
	if total := mustSearch(t, x, domain.PeopleQuery{}).Total; total != 5 {
		t.Errorf("the first one sees %d people", total)
	}
}

func TestOpenAgainAfterClose(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	for round := range 3 {
		x, err := Open(dir, testLabels)
		if err != nil {
			t.Fatal(err)
		}
		if x.Fresh() != (round == 0) {
			t.Errorf("round %d: fresh %v", round, x.Fresh())
		}
		mustPut(t, x, crowd(10*(round+1), mason())...)
		for range 2 { // closing twice is one closing
			if err := x.Close(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if count, err := mustOpen(t, dir).Count(); count != 30 || err != nil {
		t.Errorf("count %d, %v", count, err)
	}
}

func TestWellKnownWordHasNoNeighbours(t *testing.T) {
	x := mustOpen(t, filepath.Join(t.TempDir(), "index"))
	people := crowd(2*wellKnown, domain.Profile{Presentation: "J'ai conduit un pont roulant."})
	people[0].Profile.Presentation = "Docker au port."
	people[1].Profile.Presentation = "Permis poids lourd."
	mustPut(t, x, people...)
	for _, tt := range []struct {
		text string
		want int
	}{{"pont", 2*wellKnown - 2}, {"port docker", 1}, {"roulamt", 2*wellKnown - 2}, {"lourx", 1}} {
		if got := mustSearch(t, x, domain.PeopleQuery{Text: tt.text}).Total; got != tt.want {
			t.Errorf("%s: %d people, want %d", tt.text, got, tt.want)
		}
	}
}

func TestWordOfEverybodyIsLeftBesideARarerOne(t *testing.T) {
	x := mustOpen(t, filepath.Join(t.TempDir(), "index"))
	people := crowd(40, domain.Profile{Presentation: "Je cherche un poste."})
	for i := range 12 {
		people[i].Profile.Presentation = "Je cherche un poste de soudeur."
	}
	people[39].Profile.Presentation = "Soudeur."
	mustPut(t, x, people...)
	for _, tt := range []struct {
		text string
		want int
	}{{"cherche soudeur", 13}, {"cherche", 39}, {"cherche poste", 39}, {"cherche astronaute", 0}} {
		if got := mustSearch(t, x, domain.PeopleQuery{Text: tt.text}).Total; got != tt.want {
			t.Errorf("%s: %d people, want %d", tt.text, got, tt.want)
		}
	}
}

func TestPutAndSearchTogether(t *testing.T) {
	x := mustOpen(t, filepath.Join(t.TempDir(), "index"))
	people := crowd(600, mason())
	mustPut(t, x, people[:100]...)
	var work sync.WaitGroup
	faults := make(chan error, 100)
	for w := range 4 {
		work.Go(func() {
			for round := range 10 {
				switch w {
				case 0, 1:
					from := 100 + (w*10+round)*25
					faults <- x.Put(context.Background(), people[from:from+25])
				default:
					page, err := x.Search(context.Background(), domain.PeopleQuery{Text: "maçonne"})
					if err == nil && page.Total < 100 {
						err = fmt.Errorf("%d people seen while others are put", page.Total)
					}
					faults <- err
				}
			}
		})
	}
	work.Wait()
	close(faults)
	for err := range faults {
		if err != nil {
			t.Error(err)
		}
	}
	if count, err := x.Count(); count != 600 || err != nil {
		t.Errorf("count %d, %v", count, err)
	}
}
