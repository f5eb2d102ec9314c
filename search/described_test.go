package search

import (
	"bytes"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/domain/referential"
)

const linkFile = "unix_coherence_item_v460_utf8.csv"

// mustHalve reads the archive with half of the links between occupations and skills: what it lost describes the work in
// words that the suggester has not read.
func mustHalve(tb testing.TB) *referential.ROME {
	tb.Helper()
	dir, err := fs.Sub(sharedData(tb), "rome")
	if err != nil {
		tb.Fatal(err)
	}
	entries, err := fs.ReadDir(dir, ".")
	if err != nil {
		tb.Fatal(err)
	}
	halved := fstest.MapFS{}
	for _, e := range entries {
		body, err := fs.ReadFile(dir, e.Name())
		if err != nil {
			tb.Fatal(err)
		}
		if e.Name() == linkFile {
			lines := bytes.SplitAfter(body, []byte("\n"))
			body = lines[0]
			for i, line := range lines[1:] {
				if i%2 == 0 {
					body = append(body, line...)
				}
			}
		}
		halved[e.Name()] = &fstest.MapFile{Data: body}
	}
	rome, _, err := referential.ReadArchive(halved)
	if err != nil {
		tb.Fatal(err)
	}
	return rome
}

// TestADescriptionHelps describes the work of each training title by four skills of its occupation that the suggester has
// not read under it. Real descriptions are longer and vaguer, and there are none to measure on.
func TestADescriptionHelps(t *testing.T) {
	whole, half := mustArchive(t), mustHalve(t)
	s := NewSuggester(half, nil)
	var alone, described accuracy
	for i, title := range mustTitles(t, "eval/titres_train.csv") {
		if title.set == "appellation" || i%4 != 0 {
			continue
		}
		text := unreadSkills(whole, half, title.rome)
		if text == "" {
			continue
		}
		alone.add(s.Suggest(title.title, 5), title.rome)
		described.add(s.SuggestDescribed(title.title, text, 5), title.rome)
	}
	t.Logf("%d titles: alone %.1f/%.1f, described %.1f/%.1f", alone.titles, alone.at1(), alone.at5(), described.at1(), described.at5())
	if described.at1() < alone.at1()+3 || described.at5() < alone.at5()+3 {
		t.Errorf("the description does not help: %.1f/%.1f, without it %.1f/%.1f", described.at1(), described.at5(), alone.at1(), alone.at5())
	}
}

// unreadSkills are the first four skills that an occupation has in whole and not in half.
func unreadSkills(whole, half *referential.ROME, code domain.ROME) string {
	read := map[string]struct{}{}
	for _, k := range half.GradedSkills(code) {
		read[k.ID] = struct{}{}
	}
	var labels []string
	for _, k := range whole.GradedSkills(code) {
		if _, known := read[k.ID]; !known && len(labels) < 4 {
			labels = append(labels, k.Label)
		}
	}
	return strings.Join(labels, ". ")
}

func TestADescriptionTellsApart(t *testing.T) {
	s := NewSuggester(mustArchive(t), nil)
	for _, tt := range []struct {
		name, title, description string
		want                     domain.ROME
	}{
		{"which driver: of goods", "Chauffeur", "Vous livrez des marchandises en camion de 19 tonnes, chargez et déchargez, tenez le disque du poids lourd.", "N4101"},
		{"which driver: of people", "Chauffeur", "Vous conduisez un bus en ville, vendez les titres de transport et renseignez les passagers.", "N4103"},
		{"a clear title stays", "Boulanger", "Vous conduisez un camion de 19 tonnes et livrez les marchandises.", "D1102"},
		{"nothing said", "Maçon", "", "F1703"},
	} {
		got := s.SuggestDescribed(tt.title, tt.description, 5)
		if len(got) == 0 || got[0].ROME != tt.want {
			t.Errorf("%s: %q → %v, want %s", tt.name, tt.title, got, tt.want)
		}
	}
}

func TestDescriptionsOfAnyShape(t *testing.T) {
	for _, text := range []string{strings.Repeat("é", 5000), "\xff\xfe", strings.Repeat("pelle ", 3000), "?!"} {
		got := builtinSuggester().SuggestDescribed("maçon", text, 5)
		var sum float64
		for _, g := range got {
			sum += g.Score
		}
		if len(got) == 0 || sum > 1+1e-9 {
			t.Errorf("%.20q: %d suggestions, chances sum to %v", text, len(got), sum)
		}
	}
}
