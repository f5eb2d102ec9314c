package matching

import (
	"math"
	"testing"

	"eedk.fr/candidatheque/domain"
	"pgregory.net/rapid"
)

// TestShortlistEqualsBruteForce: every count, every entry, every near miss, on random pools and offers.
func TestShortlistEqualsBruteForce(t *testing.T) {
	w := builtinWorld()
	rapid.Check(t, func(t *rapid.T) {
		people := w.people(t, 40)
		q := Query{Offer: w.offer(t), On: worldDay, Top: rapid.IntRange(0, 12).Draw(t, "top"), NearMisses: rapid.IntRange(0, 12).Draw(t, "misses"),
			Seed: rapid.Uint64().Draw(t, "seed")}
		pool := w.pool(people...)
		want := (&brute{refs: w.refs, idf: w.idf, people: people, q: q}).answer()
		same(t, pool.Shortlist(q), want, q)
		same(t, pool.Scan(q), want, q)
		if n := pool.Count(q); n != want.eligible {
			t.Fatalf("count %d, want %d", n, want.eligible)
		}
	})
}

func same(t *rapid.T, got Result, want bruteAnswer, q Query) {
	t.Helper()
	sum := got.Eligible
	for _, c := range got.Excluded {
		sum += c.Count
		if c.Count != want.counts[c.Gate] {
			t.Fatalf("gate %s: %d, want %d; all %v, want %v", c.Gate, c.Count, want.counts[c.Gate], got.Excluded, want.counts)
		}
	}
	if got.Pool != want.pool || got.Eligible != want.eligible || sum != got.Pool {
		t.Fatalf("pool %d, eligible %d, sum %d; want pool %d, eligible %d, excluded %v", got.Pool, got.Eligible, sum, want.pool, want.eligible, want.counts)
	}
	if got.NearCount != len(want.near) || got.FarMisses != want.far {
		t.Fatalf("near %d, far %d; want %d, %d", got.NearCount, got.FarMisses, len(want.near), want.far)
	}
	if len(got.Entries) != min(q.Top, len(want.entries)) || len(got.NearMisses) != min(q.NearMisses, len(want.near)) {
		t.Fatalf("%d entries, %d near misses", len(got.Entries), len(got.NearMisses))
	}
	for i, e := range got.Entries {
		sameScore(t, e.Profile, e.Score, e.Reasons, want.entries[i])
		if e.Rank != i+1 {
			t.Fatalf("rank %d at place %d", e.Rank, i+1)
		}
	}
	for i, m := range got.NearMisses {
		sameScore(t, m.Profile, m.Score, m.Reasons, want.near[i])
		if m.Blocker != want.blocker[m.Profile] || m.Lift == "" || m.Text == "" {
			t.Fatalf("%s is stopped by %s (%s, %q), want %s", m.Profile, m.Blocker, m.Lift, m.Text, want.blocker[m.Profile])
		}
	}
}

func sameScore(t *rapid.T, id string, score float64, reasons []domain.Reason, want bruteScore) {
	t.Helper()
	if id != want.id || math.Abs(score-want.score) > 1e-6 {
		t.Fatalf("%s %.2f, want %s %.2f %v (got %v)", id, score, want.id, want.score, want.parts, reasons)
	}
	sum := 0.0
	for i, r := range reasons {
		sum += r.Points
		if math.Abs(r.Points-want.parts[i]) > 1e-6 || r.Points < 0 || r.Points > r.Max || r.Text == "" {
			t.Fatalf("%s: %s gives %.2f (%q), want %.2f", id, r.Criterion, r.Points, r.Text, want.parts[i])
		}
	}
	if math.Abs(sum-score) > 1e-9 {
		t.Fatalf("%s: reasons sum to %v, the score is %v", id, sum, score)
	}
}
