package search

import (
	"slices"
	"testing"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/domain/referential"
)

// accuracy is the share (%) of titles whose occupation is the first, or among the first five.
type accuracy struct{ titles, first, five int }

func (a accuracy) at1() float64 { return 100 * float64(a.first) / float64(max(1, a.titles)) }
func (a accuracy) at5() float64 { return 100 * float64(a.five) / float64(max(1, a.titles)) }

// add counts a title by the suggestions for it.
func (a *accuracy) add(list []domain.Suggestion, rome domain.ROME) {
	a.titles++
	switch slices.IndexFunc(list, func(g domain.Suggestion) bool { return g.ROME == rome }) {
	case -1:
	case 0:
		a.first++
		a.five++
	default:
		a.five++
	}
}

func measureTitles(tb testing.TB, s *Suggester, file string) map[string]*accuracy {
	tb.Helper()
	sets := map[string]*accuracy{}
	for _, t := range mustTitles(tb, file) {
		if sets[t.set] == nil {
			sets[t.set] = &accuracy{}
		}
		sets[t.set].add(s.Suggest(t.title, 5), t.rome)
	}
	return sets
}

func TestTitleAccuracy(t *testing.T) {
	type floor struct {
		set      string
		at1, at5 float64
	}
	rome := mustArchive(t)
	for _, tt := range []struct {
		name   string
		rome   *referential.ROME
		floors []floor
	}{
		{"the referential alone", rome, []floor{{"appellation", 99, 99.5}, {"esco", 64, 82}, {"offre", 59, 70}}},
		{"with titles heard elsewhere", mustHear(t, rome, "eval/titres_train.csv"), []floor{{"appellation", 99, 99.5}, {"esco", 64, 82}, {"offre", 61, 78}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := measureTitles(t, NewSuggester(tt.rome, nil), "eval/titres_dev.csv")
			for _, floor := range tt.floors {
				a := got[floor.set]
				if a == nil {
					t.Fatalf("no titles of the set %s", floor.set)
				}
				t.Logf("%-12s %5d titles  @1 %.1f  @5 %.1f", floor.set, a.titles, a.at1(), a.at5())
				if a.at1() < floor.at1 || a.at5() < floor.at5 {
					t.Errorf("%s: %.1f/%.1f, at least %.1f/%.1f", floor.set, a.at1(), a.at5(), floor.at1, floor.at5)
				}
			}
		})
	}
}
