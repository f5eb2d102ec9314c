package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/search"
)

// titleScore is the share of titles whose code is the first, or among the first five, suggested.
type titleScore struct {
	Set       string  `json:"set"`
	Titles    int     `json:"titles"`
	Accuracy1 float64 `json:"accuracy_at_1"`
	Accuracy5 float64 `json:"accuracy_at_5"`
}

// titleScores are those of each set, by name. While they are summed, accuracies are counts.
type titleScores []titleScore

// add counts a title whose code was found at place, from 0; -1 when it was not.
func (s *titleScores) add(set string, place int) {
	i := slices.IndexFunc(*s, func(t titleScore) bool { return t.Set == set })
	if i < 0 {
		i = len(*s)
		*s = append(*s, titleScore{Set: set})
	}
	t := &(*s)[i]
	t.Titles++
	if place == 0 {
		t.Accuracy1++
	}
	if place >= 0 && place < shownTitles {
		t.Accuracy5++
	}
}

// shownTitles is how many occupations people are shown.
const shownTitles = 5

// close turns the counts into shares.
func (s titleScores) close() titleScores {
	for i := range s {
		s[i].Accuracy1 /= float64(s[i].Titles)
		s[i].Accuracy5 /= float64(s[i].Titles)
	}
	slices.SortFunc(s, func(a, b titleScore) int { return cmp.Compare(a.Set, b.Set) })
	return s
}

func (s titleScores) write(out io.Writer, heading string) {
	fmt.Fprintf(out, "\n%s\n%-24s %8s %12s %12s\n", heading, "jeu", "titres", "exact à 1", "exact à 5")
	for _, t := range s {
		fmt.Fprintf(out, "%-24s %8d %12.4f %12.4f\n", t.Set, t.Titles, t.Accuracy1, t.Accuracy5)
	}
}

// short is one line for tables: set by its first letters, accuracies in hundredths.
func (s titleScores) short() string {
	var b strings.Builder
	for _, t := range s {
		fmt.Fprintf(&b, " %.3s %.1f/%.1f", t.Set, 100*t.Accuracy1, 100*t.Accuracy5)
	}
	return b.String()
}

// measureTitles scores the development titles, alone and with those of the training set heard.
func (m *measure) measureTitles(figures *quality) error {
	dev, err := readTitles(filepath.Join(m.dir, "titres_dev.csv"))
	if err != nil {
		return err
	}
	figures.Titles = scoreTitles(m.suggester, dev)
	train, err := readTitles(filepath.Join(m.dir, "titres_train.csv"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	with, err := heardElsewhere(m.rome, train)
	if err != nil {
		return err
	}
	figures.Heard = scoreTitles(search.NewSuggester(with, nil), dev)
	return nil
}

func scoreTitles(s *search.Suggester, titles []titleRow) titleScores {
	var scores titleScores
	for _, t := range titles {
		list := s.Suggest(t.title, shownTitles)
		scores.add(t.set, slices.IndexFunc(list, func(k domain.Suggestion) bool { return k.ROME == t.code }))
	}
	return scores.close()
}
