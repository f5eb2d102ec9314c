package intake

import (
	"os"
	"path/filepath"
	"testing"
)

// The development sets are read whole: not a row rejected.
func TestDevelopmentSetsAreReadWhole(t *testing.T) {
	for _, set := range []string{"codes", "titres"} {
		t.Run(set, func(t *testing.T) {
			dir := filepath.Join(shared(t), "eval", "shortlist_dev_"+set)
			people := 0
			report, err := ReadProfiles(mustOpen(t, filepath.Join(dir, "profils.csv")), builtin(), func(r ProfileRow) error {
				people++
				if !r.Person.Profile.Place.Known() || len(r.Person.Candidate.Accompaniments) != 1 {
					t.Errorf("line %d: no place or no accompaniment", r.Line)
				}
				return nil
			})
			if err != nil || report.Rejected > 0 || people != report.Rows || people < 100 {
				t.Errorf("%d people of %d rows, %d rejected, %v %v", people, report.Rows, report.Rejected, err, first(report.Errors))
			}
			offers, report, err := ReadOffers(mustOpen(t, filepath.Join(dir, "offres.csv")), builtin())
			if err != nil || report.Rejected > 0 || len(offers) < 60 {
				t.Errorf("%d offers, %d rejected, %v %v", len(offers), report.Rejected, err, first(report.Errors))
			}
		})
	}
}

func mustOpen(tb testing.TB, path string) *os.File {
	tb.Helper()
	f, err := os.Open(path)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { f.Close() })
	return f
}
