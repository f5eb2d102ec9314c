package matching

import (
	"math"
	"os"
	"slices"
	"testing"
)

// TestGradedShortlists holds the pool to the grades that people outside gave: 3 same occupation, 2 close, 1 related, 0 when
// a hard constraint fails.
func TestGradedShortlists(t *testing.T) {
	const set = "shortlist_dev_codes"
	on := day(t, "2026-11-23")
	pool := NewPool(realReferences(t))
	var people []Subject
	for _, r := range table(t, set, "profils.csv") {
		people = append(people, subjectOf(t, r, on))
	}
	pool.Replace(people)
	grades := map[[2]string]int{}
	impossible := map[[2]string]bool{}
	ofOffer := map[string][]int{}
	for _, r := range table(t, set, "jugements.csv") {
		g := number(t, r["pertinence"])
		grades[[2]string{r["offre"], r["profil"]}] = g
		impossible[[2]string{r["offre"], r["profil"]}] = r["possible"] == "0"
		ofOffer[r["offre"]] = append(ofOffer[r["offre"]], g)
	}
	sum, broken, offers := 0.0, 0, 0
	for _, r := range table(t, set, "offres.csv") {
		o := offerOf(t, r)
		res := pool.Shortlist(Query{Offer: o, On: on, Top: 10})
		var got []int
		for _, e := range res.Entries {
			g := grades[[2]string{o.ID, e.Profile}]
			if impossible[[2]string{o.ID, e.Profile}] {
				broken++
			}
			if os.Getenv("DBG") != "" {
				t.Logf("%s %s grade %d %v score %v %s | %s", o.ID, e.Profile, g, impossible[[2]string{o.ID, e.Profile}], e.Score, e.Reasons[0].Text, e.Reasons[3].Text)
			}
			got = append(got, g)
		}
		ideal := slices.Clone(ofOffer[o.ID])
		slices.SortFunc(ideal, func(a, b int) int { return b - a })
		if best := dcg(ideal); best > 0 {
			offers++
			sum += dcg(got) / best
		}
	}
	t.Logf("nDCG@10 %.4f over %d offers, broken %d", sum/float64(offers), offers, broken)
	if sum/float64(offers) < 0.97 || broken > 0 {
		t.Errorf("nDCG@10 is %.4f, wanted 0.97; %d broken constraints in the top 10, wanted none", sum/float64(offers), broken)
	}
}

// dcg is the discounted gain of the first ten grades.
func dcg(grades []int) (sum float64) {
	for i, g := range grades[:min(10, len(grades))] {
		sum += (math.Exp2(float64(g)) - 1) / math.Log2(float64(i)+2)
	}
	return sum
}
