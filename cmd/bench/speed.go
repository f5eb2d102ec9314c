package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/matching"
)

// speedCommand measures the whole answer of the pool beside a plain scan and beside other engines, in one run.
type speedCommand struct {
	format
	N      int    `short:"n" default:"100000" help:"Nombre de personnes."`
	Spread string `enum:"france,territory" default:"france" help:"france : tout le pays ; territory : un seul territoire."`
	Seed   uint64 `default:"1" help:"Graine du tirage."`
}

// speed is what the command prints. Update is one person changed, Ready the load of the pool.
type speed struct {
	N               int      `json:"n"`
	Spread          string   `json:"spread"`
	Results         []result `json:"results"`
	BytesPerProfile float64  `json:"bytes_per_profile"`
	UpdateUS        float64  `json:"update_us"`
	ReadyS          float64  `json:"ready_s"`
}

// result is one engine: microseconds an answer, and the share of the true first 20 that it gives.
type result struct {
	Engine   string  `json:"engine"`
	P50      float64 `json:"p50_us"`
	P95      float64 `json:"p95_us"`
	P99      float64 `json:"p99_us"`
	Recall20 float64 `json:"recall_at_20"`
}

// top is how many people an answer gives, and how many near misses.
const top = 20

// engine answers an offer with people in its order of preference. A peer gives more than 20, to be ranked again by the
// exact score: that costs it nothing here.
type engine struct {
	name  string
	ask   func(*domain.Offer) ([]string, error)
	close func()
}

func (s *speedCommand) Run(out io.Writer) error {
	if s.N < 1 {
		return fmt.Errorf("-n vaut %d : il faut au moins une personne", s.N)
	}
	figures, err := s.measure(context.Background())
	if err != nil {
		return err
	}
	return s.write(out, figures, figures.text())
}

func (s *speedCommand) measure(ctx context.Context) (*speed, error) {
	c := newCorpus(s.N, s.Spread, s.Seed)
	figures := &speed{N: s.N, Spread: s.Spread}
	pool := figures.load(c)
	truth := make([][]string, len(c.offers))
	ours := []engine{
		{name: "pool", ask: func(o *domain.Offer) ([]string, error) { return keys(pool.Shortlist(queryOf(o))), nil }},
		{name: "scan", ask: func(o *domain.Offer) ([]string, error) { return keys(pool.Scan(queryOf(o))), nil }},
	}
	for i, o := range c.offers {
		truth[i] = keys(pool.Scan(queryOf(o)))
	}
	for _, e := range ours {
		if err := figures.time(e, c, truth); err != nil {
			return nil, err
		}
	}
	figures.UpdateUS = updateTime(pool, c)
	dir, err := os.MkdirTemp("", "candidatheque-bench-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	for _, open := range []func(context.Context, string, *corpus) (engine, error){openBleve, openSQLite} {
		e, err := open(ctx, dir, c)
		if err != nil {
			return nil, err
		}
		err = figures.time(e, c, truth)
		e.close()
		if err != nil {
			return nil, err
		}
	}
	return figures, nil
}

func queryOf(o *domain.Offer) matching.Query {
	return matching.Query{Offer: o, On: today, Top: top, NearMisses: top}
}

func keys(r matching.Result) []string {
	ids := make([]string, len(r.Entries))
	for i := range r.Entries {
		ids[i] = r.Entries[i].Profile
	}
	return ids
}

// load fills the pool and measures how long it takes and how much memory stays in use. The corpus lives on: what the pool
// shares with it (keys, codes) counts for nothing, as it would in the platform.
func (f *speed) load(c *corpus) *matching.Pool {
	before := heap()
	start := time.Now()
	pool := matching.NewPool(c.references())
	pool.Replace(c.people)
	f.ReadyS = time.Since(start).Seconds()
	f.BytesPerProfile = float64(heap()-before) / float64(len(c.people))
	runtime.KeepAlive(c)
	return pool
}

func heap() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// time asks every offer once to warm up, then once on the clock.
func (f *speed) time(e engine, c *corpus, truth [][]string) error {
	took := make([]float64, len(c.offers))
	found, wanted := 0, 0
	for round := range 2 {
		for i, o := range c.offers {
			start := time.Now()
			got, err := e.ask(o)
			took[i] = float64(time.Since(start).Nanoseconds()) / 1000
			if err != nil {
				return fmt.Errorf("%s : %w", e.name, err)
			}
			if round == 1 {
				found += common(got, truth[i])
				wanted += len(truth[i])
			}
		}
	}
	slices.Sort(took)
	at := func(share float64) float64 { return took[min(len(took)-1, int(share*float64(len(took))))] }
	f.Results = append(f.Results, result{e.name, at(0.50), at(0.95), at(0.99), float64(found) / float64(max(1, wanted))})
	return nil
}

func common(got, truth []string) (n int) {
	for _, id := range truth {
		if slices.Contains(got, id) {
			n++
		}
	}
	return n
}

// updates is how many people change, one at a time, to time a change.
const updates = 500

// updateTime is the median time of one change, in microseconds.
func updateTime(pool *matching.Pool, c *corpus) float64 {
	took := make([]float64, updates)
	for i := range took {
		s := c.people[c.rng.IntN(len(c.people))]
		s.Profile.RadiusKm++
		start := time.Now()
		pool.Upsert(s)
		took[i] = float64(time.Since(start).Nanoseconds()) / 1000
	}
	slices.Sort(took)
	return took[len(took)/2]
}

func (f *speed) text() string {
	var b strings.Builder
	ours := f.Results[0].P50
	byTime := slices.SortedFunc(slices.Values(f.Results), func(a, b result) int { return cmp.Compare(a.P50, b.P50) })
	fmt.Fprintf(&b, "%d personnes, %s, %d offres. Réponse entière du pool : 20 personnes, 20 presque, comptes par code ; les autres : leurs premiers.\n\n", f.N, f.Spread, offerCount)
	fmt.Fprintf(&b, "%-14s %10s %12s %12s %12s %10s\n", "moteur", "× pool", "p50 µs", "p95 µs", "p99 µs", "rappel@20")
	for _, r := range byTime {
		fmt.Fprintf(&b, "%-14s %10.1f %12.0f %12.0f %12.0f %10.3f\n", r.Engine, r.P50/ours, r.P50, r.P95, r.P99, r.Recall20)
	}
	fmt.Fprintf(&b, "\nmémoire %.0f octets par personne · changement %.0f µs · prêt en %.2f s\n", f.BytesPerProfile, f.UpdateUS, f.ReadyS)
	return b.String()
}
