package search

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

// TestPagesHoldUnderWriters reads each order from end to end while others come, change and leave: who stays as they were
// comes exactly once, and in order.
func TestPagesHoldUnderWriters(t *testing.T) {
	x := mustOpen(t, filepath.Join(t.TempDir(), "index"))
	r := rand.New(rand.NewPCG(5, 5))
	var people []domain.IndexEntry
	for i := range 90 {
		p := someone(r, fmt.Sprintf("stable%03d", i))
		p.Pool, p.Profile.Presentation = domain.PoolIn, "zorglub et calorix"
		people = append(people, p)
	}
	mustPut(t, x, people...)
	fillers := crowd(120, mason()) // so that no word is everybody's
	fillers[0].Profile.Presentation = "bulgroz"
	mustPut(t, x, fillers...)
	for _, sort := range append(domain.PeopleSorts(), domain.SortDefault) {
		for _, text := range []string{"", "zorglub", "zorglub calorix bulgroz"} {
			t.Run(fmt.Sprintf("%s %s", sort, text), func(t *testing.T) {
				q := domain.PeopleQuery{Text: text, Sort: sort, Limit: 7, On: today, Near: mustTown(t, "Dunkerque"), Km: 500, Outside: true}
				if sort != domain.SortDistance {
					q.Near = domain.Commune{}
				}
				seen := stableIDs(t, x, q, func(round int) {
					id := fmt.Sprintf("passing%03d", round)
					other := someone(r, id)
					other.Profile.Presentation = "zorglub bulgroz calorix"
					mustPut(t, x, other)
					if err := x.Delete(context.Background(), []string{fmt.Sprintf("passing%03d", round-3)}); err != nil {
						t.Fatal(err)
					}
				})
				want := 90
				if sort == domain.SortDistance {
					want = 0
					for _, p := range people {
						if p.Profile.Place.Known() {
							want++
						}
					}
				}
				if slices.Sort(seen); len(seen) != want || len(slices.Compact(seen)) != want {
					t.Errorf("%d people, %d distinct, want %d", len(seen), len(slices.Compact(seen)), want)
				}
			})
		}
	}
}

// stableIDs walks the pages, something happening between each, and gives who never changed.
func stableIDs(t *testing.T, x *Index, q domain.PeopleQuery, between func(round int)) (seen []string) {
	t.Helper()
	for round := 1; ; round++ {
		page := mustSearch(t, x, q)
		for _, id := range ids(page) {
			if strings.HasPrefix(id, "stable") {
				seen = append(seen, id)
			}
		}
		if page.Next == "" {
			return seen
		}
		between(round)
		q.Cursor = page.Next
	}
}

func TestOrders(t *testing.T) {
	x := mustOpen(t, filepath.Join(t.TempDir(), "index"))
	at := func(id, town string, days, hours int, words string) domain.IndexEntry {
		p := domain.IndexEntry{ID: id, Pool: domain.PoolIn, Updated: noon.Add(time.Duration(hours) * time.Hour), Profile: domain.Profile{Presentation: words}}
		if town != "" {
			p.Profile.Place, p.Profile.Available = mustTown(t, town), today+domain.Date(days)
		}
		return p
	}
	trade := at("trade", "Calais", 20, 1, "")
	trade.Profile.Targets = []domain.Target{{Title: "soudeur"}}
	mustPut(t, x, at("here", "Dunkerque", 3, 2, "soudeur"), at("near", "Bergues", -90, 3, "soudeur"), at("nowhere", "", 0, 9, "soudeur"), trade)
	for _, tt := range []struct {
		name string
		sort domain.PeopleSort
		want []string
	}{
		{"the trade's name before a word of the text, then the last update", domain.SortRelevance, []string{"trade", "nowhere", "near", "here"}},
		{"words are sorted so by default", domain.SortDefault, []string{"trade", "nowhere", "near", "here"}},
		{"the last update", domain.SortUpdated, []string{"nowhere", "near", "here", "trade"}},
		{"who is free first, unknown last", domain.SortAvailability, []string{"near", "here", "trade", "nowhere"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := ids(mustSearch(t, x, domain.PeopleQuery{Text: "soudeur", Sort: tt.sort, On: today})); !slices.Equal(got, tt.want) {
				t.Errorf("%v, want %v", got, tt.want)
			}
		})
	}
	q := domain.PeopleQuery{Sort: domain.SortDistance, Near: mustTown(t, "Dunkerque"), Km: 100, On: today}
	if got := ids(mustSearch(t, x, q)); !slices.Equal(got, []string{"here", "near", "trade"}) {
		t.Errorf("by distance: %v", got)
	}
	q.Near = domain.Commune{}
	if _, err := x.Search(t.Context(), q); domain.CodeOf(err) != domain.CodeInvalid {
		t.Errorf("by distance from nowhere: %v", err)
	}
}
