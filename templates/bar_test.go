package templates

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"eedk.fr/candidatheque/domain"
)

// Whatever the reasons and their order, the bar stays inside its width and keeps each criterion at its place.
func TestBarKeepsItsPlaces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		reasons := sampleReasons(1)
		for i := range reasons {
			reasons[i].Points = rapid.Float64Range(-1, reasons[i].Max+1).Draw(t, "points")
		}
		shuffled := rapid.Permutation(reasons).Draw(t, "order")
		bar := barOf(shuffled)
		if len(bar.Segments) != len(domain.Parts()) {
			t.Fatalf("%d segments", len(bar.Segments))
		}
		if got := barOf(reasons); !slices.Equal(got.Segments, bar.Segments) || got.Label != bar.Label {
			t.Fatalf("the order of the reasons changes the bar")
		}
		edge := 0.0
		for i, s := range bar.Segments {
			if s.Criterion != domain.Parts()[i] || s.X < edge-1e-9 || s.Fill < 0 || s.Fill > s.Width || s.X+s.Width > 100 {
				t.Fatalf("segment %d is %+v, after %v", i, s, edge)
			}
			edge = s.X + s.Width
		}
	})
}

func TestBarOfNothing(t *testing.T) {
	if bar := barOf(nil); len(bar.Segments) != 0 || bar.Label != "" {
		t.Errorf("got %+v", bar)
	}
}

func TestReasonsAreAllShownOnce(t *testing.T) {
	reasons := sampleReasons(2)
	top, others := strongest(reasons), weakest(reasons)
	if len(top) != shown || len(top)+len(others) != len(reasons) {
		t.Fatalf("%d and %d of %d", len(top), len(others), len(reasons))
	}
	for _, o := range others {
		for _, s := range top {
			if o.Points > s.Points {
				t.Errorf("%s weighs more than %s and is folded", o.Criterion, s.Criterion)
			}
		}
	}
}
