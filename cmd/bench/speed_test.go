package main

import (
	"sync"
	"testing"

	"eedk.fr/candidatheque/matching"
)

// The worlds of the benchmarks, drawn once.
var worlds = map[string]func() (*corpus, *matching.Pool){
	"france":    sync.OnceValues(func() (*corpus, *matching.Pool) { return loaded("france") }),
	"territory": sync.OnceValues(func() (*corpus, *matching.Pool) { return loaded("territory") }),
}

func loaded(spread string) (*corpus, *matching.Pool) {
	c := newCorpus(100_000, spread, 1)
	pool := matching.NewPool(c.references())
	pool.Replace(c.people)
	return c, pool
}

// BenchmarkShortlist is the whole answer: 20 entries, 20 near misses, counts, all worded, 100,000 people.
func BenchmarkShortlist(b *testing.B) {
	for spread, world := range worlds {
		c, pool := world()
		b.Run(spread, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				pool.Shortlist(matching.Query{Offer: c.offers[i%len(c.offers)], On: today, Top: 20, NearMisses: 20})
			}
		})
	}
}

// BenchmarkCount is the live count while an employer types.
func BenchmarkCount(b *testing.B) {
	for spread, world := range worlds {
		c, pool := world()
		b.Run(spread, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				pool.Count(matching.Query{Offer: c.offers[i%len(c.offers)], On: today})
			}
		})
	}
}
