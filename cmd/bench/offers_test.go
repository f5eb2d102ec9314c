package main

import (
	"fmt"
	"testing"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/matching"
)

// BenchmarkOffersOfOnePerson asks 2,000 open offers what they say of one person: all that a person's own list computes.
// b.ReportMetric gives the time of one whole list.
func BenchmarkOffersOfOnePerson(b *testing.B) {
	c := newCorpus(10_000, "territory", 1)
	pool := matching.NewPool(c.references())
	pool.Replace(c.people)
	var offers []*domain.Offer
	for i := range 2000 {
		offers = append(offers, c.offer(fmt.Sprintf("F%04d", i)))
	}
	eligible, asked := 0, 0
	for i := 0; b.Loop(); i++ {
		s := c.people[i%len(c.people)]
		alone := pool.Alone(s)
		for _, o := range offers {
			if v, _ := alone.Verdict(matching.Query{Offer: o, On: today}, s.ID); v.Gate == "" {
				eligible++
			}
		}
		asked++
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(asked)/1000, "ms/list")
	b.ReportMetric(float64(eligible)/float64(asked), "eligible/list")
}

// BenchmarkMissingCertificates asks 2,000 open offers whom a certificate alone keeps out: what /formations counts.
func BenchmarkMissingCertificates(b *testing.B) {
	c := newCorpus(10_000, "territory", 1)
	pool := matching.NewPool(c.references())
	pool.Replace(c.people)
	var offers []*domain.Offer
	for i := range 2000 {
		offers = append(offers, c.offer(fmt.Sprintf("F%04d", i)))
	}
	lacking := 0
	for b.Loop() {
		for _, o := range offers {
			lacking += len(pool.Missing(matching.Query{Offer: o, On: today}))
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/1000, "ms/table")
	b.ReportMetric(float64(lacking)/float64(b.N), "lacking/table")
}
