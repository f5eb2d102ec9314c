package search

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"testing"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/domain/referential"
	"pgregory.net/rapid"
)

var builtinSuggester = sync.OnceValue(func() *Suggester { return NewSuggester(referential.Builtin(), nil) })

func TestTitlesAsPeopleWriteThem(t *testing.T) {
	for _, tt := range []struct {
		name, title string
		want        domain.ROME
	}{
		{"an official name", "Boulanger / Boulangère", "D1102"},
		{"the feminine alone", "boulangère", "D1102"},
		{"a wrong accent", "boulangére", "D1102"},
		{"capitals without accents", "MACONNE H/F", "F1703"},
		{"inclusive writing with a median point", "Boulanger·ère", "D1102"},
		{"inclusive writing with brackets", "Serveur(se) en restauration", "G1803"},
		{"plural", "infirmières", "J1506"},
		{"a letter wrong", "plonbier", "F1603"},
		{"two letters swapped", "elecrticien du batiment", "F1602"},
		{"what real offers put around", "URGENT !! Soudeur TIG (H/F) - Dunkerque - CDI 2x8 - 2 100 € brut", "H2916"},
		{"the sexes the other way", "Boulanger F/H/X", "D1102"},
		{"an everyday word", "nounou", "K1303"},
		{"sought by", "Recherche maçon de suite", "F1703"},
		{"a noise word that is the trade", "maçon coffreur bancheur", "F1701"},
		{"a code", " d1102 ", "D1102"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := builtinSuggester().Suggest(tt.title, 5)
			if len(got) == 0 || got[0].ROME != tt.want {
				t.Fatalf("%q → %v, want %s", tt.title, got, tt.want)
			}
			if got[0].Label != referential.Builtin().Label(tt.want) || got[0].Appellation == "" {
				t.Errorf("first line %+v", got[0])
			}
		})
	}
}

func TestNonsenseSuggestsNothing(t *testing.T) {
	for _, title := range []string{"", "   ", "asdfgh", "zzzzzz", "!!!", "H/F", "CDI urgent 35h", "Привет", "qsdfqsdf azer", "\x00\xff", "~^*?[](){}"} {
		if got := builtinSuggester().Suggest(title, 5); got == nil || len(got) != 0 {
			t.Errorf("%q → %v, want an empty list", title, got)
		}
	}
	if got := builtinSuggester().Suggest("maçon", 0); len(got) != 0 {
		t.Errorf("nothing asked for, %d given", len(got))
	}
}

func TestACodeGivesItsOccupations(t *testing.T) {
	s := NewSuggester(mustArchive(t), nil)
	for _, tt := range []struct {
		name, code string
		want       []domain.ROME
	}{
		{"of ROME 4", "F1707", []domain.ROME{"F1707"}},
		{"of both, cut in three since", "F1703", []domain.ROME{"F1703", "F1707", "F1708"}},
		{"of nothing", "N9999", nil},
	} {
		var got []domain.ROME
		for _, line := range s.Suggest(tt.code, 10) {
			got = append(got, line.ROME)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %s → %v, want %v", tt.name, tt.code, got, tt.want)
		}
	}
}

func TestExtraTitlesLead(t *testing.T) {
	s := NewSuggester(referential.Builtin(), []Synonym{{"tartempionneur de quai", "N1105"}, {"fantôme", "Z0000"}})
	if got := s.Suggest("Tartempionneuses de quai", 3); len(got) == 0 || got[0].ROME != "N1105" {
		t.Errorf("the extra title leads to %v", got)
	}
	if got := s.Suggest("fantôme", 3); slices.ContainsFunc(got, func(g domain.Suggestion) bool { return g.ROME == "Z0000" }) {
		t.Error("a code nobody knows is suggested")
	}
}

func TestSuggestionsAreOrderedAndBounded(t *testing.T) {
	var names []string
	for a := range referential.Builtin().Appellations() {
		names = append(names, a.Label)
	}
	rapid.Check(t, func(t *rapid.T) {
		title := rapid.OneOf(
			rapid.SampledFrom(names),
			rapid.StringN(0, 60, 400),
			rapid.Custom(func(t *rapid.T) string {
				return rapid.SampledFrom(names).Draw(t, "first") + rapid.StringMatching(`[ \-/(|,·]{1,3}`).Draw(t, "sign") + rapid.SampledFrom(names).Draw(t, "second")
			}),
		).Draw(t, "title")
		got := builtinSuggester().Suggest(title, 10)
		again := builtinSuggester().Suggest(title, 10)
		if !slices.Equal(got, again) {
			t.Fatalf("twice the same title, two answers: %v, %v", got, again)
		}
		best := func(a, b domain.Suggestion) int {
			return cmp.Or(cmp.Compare(b.Score, a.Score), strings.Compare(string(a.ROME), string(b.ROME)))
		}
		if len(got) > 10 || !slices.IsSortedFunc(got, best) {
			t.Fatalf("%d lines, out of order: %v", len(got), got)
		}
		seen := map[domain.ROME]struct{}{}
		for _, line := range got {
			if _, twice := seen[line.ROME]; twice || line.Score <= 0 || line.Score > 1 {
				t.Fatalf("line %+v of %v", line, got)
			}
			seen[line.ROME] = struct{}{}
		}
		for n := range got {
			if first := builtinSuggester().Suggest(title, n); !slices.Equal(first, got[:n]) {
				t.Fatalf("the first %d are not those of ten", n)
			}
		}
	})
}

func TestSuggesterServesManyAtOnce(t *testing.T) {
	titles := []string{"maçon", "serveuse", "cariste", "agent d'entretien", "soudeur"}
	var wait sync.WaitGroup
	for _, title := range titles {
		want := builtinSuggester().Suggest(title, 5)
		for range 4 {
			wait.Go(func() {
				for range 50 {
					if got := builtinSuggester().Suggest(title, 5); !slices.Equal(got, want) {
						t.Errorf("%s: %v, want %v", title, got, want)
						return
					}
				}
			})
		}
	}
	wait.Wait()
}

func BenchmarkNewSuggester(b *testing.B) {
	rome := mustArchive(b)
	for b.Loop() {
		NewSuggester(rome, nil)
	}
}

func BenchmarkSuggest(b *testing.B) {
	s := NewSuggester(mustArchive(b), nil)
	titles := mustTitles(b, "eval/titres_dev.csv")
	n := 0
	for b.Loop() {
		s.Suggest(titles[n%len(titles)].title, 8)
		n++
	}
}
