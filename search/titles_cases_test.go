package search

import (
	"encoding/csv"
	"os"
	"strings"
	"testing"

	"eedk.fr/candidatheque/domain"
)

// TestTitlesWrittenByHand reads testdata/titres.csv: titles of our own, each for one thing that people do to a title.
func TestTitlesWrittenByHand(t *testing.T) {
	f, err := os.Open("testdata/titres.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	reader := csv.NewReader(f)
	reader.Comma = ';'
	rows, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	s := NewSuggester(mustArchive(t), nil)
	for _, row := range rows[1:] {
		got := s.Suggest(row[0], 3)
		if len(got) == 0 || got[0].ROME != domain.ROME(row[1]) {
			t.Errorf("%q (%s) → %v, want %s", row[0], row[2], got, row[1])
		}
	}
	if len(rows) < 50 {
		t.Errorf("%d titles only", len(rows)-1)
	}
}

func TestWeightsNameEveryEvidence(t *testing.T) {
	b, err := readBlend(blendFile)
	if err != nil {
		t.Fatal(err)
	}
	for i, name := range evidenceNames {
		if b.plain[i] == 0 && b.heard[i] == 0 {
			t.Errorf("%s weighs nothing in %s", name, blendFile)
		}
	}
	half := b.at(enoughHeard / 2)
	if want := (b.plain[likeness] + b.heard[likeness]) / 2; half[likeness] != want {
		t.Errorf("half heard: likeness weighs %v, want %v", half[likeness], want)
	}
}

func TestReadingATitle(t *testing.T) {
	for _, tt := range []struct{ name, title, words, aside string }{
		{"noise all around", "URGENT !! Aide-soignant·e (H/F) EHPAD - Dunkerque, CDI 35h", "aid soignant", "ehpad person age dunkerqu"},
		{"shorthand", "Chauffeur PL", "chauffeur pl poid lourd", ""},
		{"a bracket", "Soudeur (équipe)", "soudeur", "equip"},
	} {
		r := readTitle(tt.title)
		kernel := titleReading{words: r.words[:r.kernel]}
		aside := titleReading{words: r.words[r.kernel:]}
		if strings.TrimSpace(kernel.key()) != tt.words || strings.TrimSpace(aside.key()) != tt.aside {
			t.Errorf("%s: %q → %q aside %q, want %q aside %q", tt.name, tt.title, kernel.key(), aside.key(), tt.words, tt.aside)
		}
	}
}
