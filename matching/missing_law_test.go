package matching

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"eedk.fr/candidatheque/domain"
)

// TestWhatACertificateCosts: the people listed are exactly those whom the certificate gate alone stops, each with what the
// near miss says is missing, and nobody is possible who lacks something.
func TestWhatACertificateCosts(t *testing.T) {
	w := builtinWorld()
	costs := 0
	law := func(t *rapid.T) {
		people := w.people(t, 12)
		pool := w.pool(people...)
		o := w.offer(t)
		var want []Lacking
		for _, s := range people {
			v := scoreOf(t, pool, whole(o), s.ID)
			if slices.Equal(v.Gates, []domain.Gate{domain.GateCertificate}) {
				want = append(want, Lacking{s.ID, v.NearMiss.Missing})
			}
		}
		slices.SortFunc(want, func(a, b Lacking) int { return strings.Compare(a.Profile, b.Profile) })
		got := pool.Missing(whole(o))
		if d := cmp.Diff(want, got); d != "" {
			t.Fatal(d)
		}
		wanted := pool.WantedCertificates(o)
		for _, x := range got {
			for _, code := range x.Codes {
				if !slices.Contains(wanted, code) {
					t.Fatalf("%s lacks %s, which nobody asks for: %v", x.Profile, code, wanted)
				}
			}
		}
		costs += len(got)
	}
	for round := 0; costs == 0 && round < 20; round++ { // a hundred worlds may hold nobody who lacks one
		rapid.Check(t, law)
	}
	if costs == 0 {
		t.Error("nobody ever lacked a certificate: the world is too small")
	}
}
