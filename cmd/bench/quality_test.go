package main

import (
	"flag"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden file anew")

// TestQualityGolden: a change of weights, of links or of the suggester shows here what it cost or brought.
func TestQualityGolden(t *testing.T) {
	dir, err := sharedData()
	if err != nil {
		t.Fatal(err)
	}
	figures, err := measureQuality(dir)
	if err != nil {
		t.Fatal(err)
	}
	const path = "testdata/quality.golden"
	if *update {
		if err := os.WriteFile(path, []byte(figures.text()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), figures.text()); d != "" {
		t.Errorf("quality changed; run with -update if it is meant\n%s", d)
	}
	if s := figures.Shortlists[0]; s.NDCG10 < 0.97 {
		t.Errorf("nDCG@10 of %s is %.4f, promised 0.97", s.Set, s.NDCG10)
	}
	for _, s := range figures.Shortlists {
		if s.Broken > 0 {
			t.Errorf("%s: %d people in a top 10 whom a constraint leaves out", s.Set, s.Broken)
		}
	}
}
