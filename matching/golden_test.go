package matching

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestRankingGolden ranks, for the offer of each sector, everybody of its judged cases: a change of weight or of wording
// shows here what it does.
func TestRankingGolden(t *testing.T) {
	var b strings.Builder
	files, err := filepath.Glob("testdata/cases/*.json")
	if err != nil {
		t.Fatal(err)
	}
	w := builtinWorld()
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var file caseFile
		if err := json.Unmarshal(raw, &file); err != nil {
			t.Fatal(err)
		}
		pool := w.pool()
		for i, c := range file.Cases {
			pool.Upsert(c.A.over(file.Person).subject(t, fmt.Sprintf("%02dA", i+1)), c.B.over(file.Person).subject(t, fmt.Sprintf("%02dB", i+1)))
		}
		offer := file.Offer.offer(t)
		fmt.Fprintf(&b, "# %s : %s\n\n", file.Sector, offer.Title)
		write(&b, pool.Shortlist(Query{Offer: offer, On: worldDay, Top: 12, NearMisses: 6}))
	}
	golden(t, "testdata/ranking.golden", b.String())
}

func write(b *strings.Builder, r Result) {
	fmt.Fprintf(b, "weights %s, idf %s: pool %d, eligible %d, near %d, far %d, excluded %v\n", r.Weights, r.IDF, r.Pool, r.Eligible, r.NearCount, r.FarMisses, r.Excluded)
	for _, e := range r.Entries {
		fmt.Fprintf(b, "\n%2d. %s %.2f\n", e.Rank, e.Profile, e.Score)
		for _, reason := range e.Reasons {
			fmt.Fprintf(b, "    %-12s %5.2f/%-2.0f %s\n", reason.Criterion, reason.Points, reason.Max, reason.Text)
		}
	}
	for _, m := range r.NearMisses {
		fmt.Fprintf(b, "\n  ~ %s %.2f %s → %s: %s\n", m.Profile, m.Score, m.Blocker, m.Lift, m.Text)
	}
	b.WriteString("\n")
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("%s changed; run with -update if it is meant\n%s", path, d)
	}
}
