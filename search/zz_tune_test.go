package search

import ("testing";"fmt";"os";"time")

func TestZZTune(t *testing.T) {
	rome := mustArchive(t)
	try := func(label string) {
		at := time.Now()
		s := NewSuggester(rome, nil)
		built := time.Since(at)
		line := fmt.Sprintf("%-40s", label)
		for _, f := range []string{"dev", "train"} {
			got := measureTitles(t, s, "eval/titres_"+f+".csv")
			for _, set := range []string{"esco", "offre"} {
				line += fmt.Sprintf(" %s %s %.1f/%.1f", f, set, got[set].at1(), got[set].at5())
			}
		}
		fmt.Fprintln(os.Stderr, line, built)
	}
	try("base")
	leastScore = 0.0
	try("least 0")
	leastScore = 0.1
	try("least 0.1")
	for _, g := range []float32{0.2, 0.5, 0.7} { gramWeight = g; try(fmt.Sprint("gram ", g)) }
	gramWeight = 0.35
	for _, g := range []float32{0, 0.5, 1.5} { wordWeight = g; try(fmt.Sprint("word ", g)) }
	wordWeight = 1
	for _, g := range []float32{1, 1.5, 2} { firstWeight = g; try(fmt.Sprint("first ", g)) }
	firstWeight = 1.25
	for _, g := range []float64{0, 0.1, 0.2} { voteWeight = g; try(fmt.Sprint("vote ", g)) }
	voteWeight = 0.05
	for _, g := range []int{3, 4, 6} { longestGram = g; try(fmt.Sprint("longest ", g)) }
	longestGram = 5
}
