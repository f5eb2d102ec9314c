package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/domain/referential"
	"eedk.fr/candidatheque/hiring"
	"eedk.fr/candidatheque/hiring/intake"
	"eedk.fr/candidatheque/search"
	"eedk.fr/candidatheque/store"
)

// searchCommand measures the referent's search as its page asks it: people found and read from the store, facets
// counted, highlights cut; and how long a process takes from the store to a pool and an index that answer.
type searchCommand struct {
	format
	N      int    `short:"n" default:"100000" help:"Nombre de personnes."`
	Spread string `enum:"france,territory" default:"france" help:"france : tout le pays ; territory : un seul territoire."`
	Seed   uint64 `default:"1" help:"Graine du tirage."`
	Rounds int    `default:"30" help:"Tours du mélange de recherches."`
}

// searched is what the command prints. Ready is from an opened store to pool and index in step, the index made anew;
// Again the same with the index of the last time.
type searched struct {
	N       int      `json:"n"`
	Spread  string   `json:"spread"`
	P50     float64  `json:"p50_ms"`
	P95     float64  `json:"p95_ms"`
	P99     float64  `json:"p99_ms"`
	ReadyS  float64  `json:"ready_s"`
	AgainS  float64  `json:"ready_again_s"`
	Queries []answer `json:"queries"`
}

// answer is one search of the mix: what it finds, and its time.
type answer struct {
	Say   string  `json:"say"`
	Total int     `json:"total"`
	P50   float64 `json:"p50_ms"`
	Max   float64 `json:"max_ms"`
}

func (s *searchCommand) Run(out io.Writer) (err error) {
	if s.N < 1 || s.Rounds < 1 {
		return fmt.Errorf("-n vaut %d, --rounds %d : il faut au moins un de chaque", s.N, s.Rounds)
	}
	dir, err := os.MkdirTemp("", "candidatheque-bench-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	figures, err := s.measure(context.Background(), dir)
	if err != nil {
		return err
	}
	return s.write(out, figures, figures.text())
}

func (s *searchCommand) measure(ctx context.Context, dir string) (*searched, error) {
	c := newCorpus(s.N, s.Spread, s.Seed)
	if err := keep(ctx, dir, c); err != nil {
		return nil, err
	}
	figures := &searched{N: s.N, Spread: s.Spread}
	var err error
	if figures.ReadyS, err = c.serve(ctx, dir, func(*hiring.Service) error { return nil }); err != nil {
		return nil, err
	}
	figures.AgainS, err = c.serve(ctx, dir, func(service *hiring.Service) error {
		return figures.time(ctx, service, c.searches(), s.Rounds)
	})
	return figures, err
}

// keepBatch is how many people are saved in one durable write.
const keepBatch = 500

// keep saves the corpus in a store.
func keep(ctx context.Context, dir string, c *corpus) (err error) {
	st, err := store.OpenSQLite(dir, c.now)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	var batch []*domain.Person
	for i := range c.people {
		if batch = append(batch, c.file(i)); len(batch) == keepBatch || i == len(c.people)-1 {
			if err := st.People.SaveMany(ctx, batch); err != nil {
				return err
			}
			batch = nil
		}
	}
	return nil
}

func (c *corpus) now() time.Time { return today.StartIn().Add(12 * time.Hour) }

// file is the whole file of somebody of the corpus, with an invented name.
func (c *corpus) file(i int) *domain.Person {
	s := &c.people[i]
	at := c.now().Add(-time.Duration(i) * time.Minute)
	p := &domain.Person{Record: domain.Record{ID: s.ID, Created: at, Updated: at}, Profile: s.Profile, Source: "bench",
		Candidate: domain.Candidate{FirstName: "Personne", LastName: s.ID, Criteria: s.Standing.Criteria}}
	if s.Standing.Consent {
		p.Candidate.Consent = domain.Consent{On: today - 30, Wording: domain.ConsentWording}
	}
	run := domain.Accompaniment{Programme: domain.CandidathequeProgramme, From: today - 60}
	if !s.Standing.Accompanied {
		run.To = today - 5
	}
	p.Candidate.Accompaniments = []domain.Accompaniment{run}
	return p
}

// serve opens the house over the folder, says in seconds how long it takes to be in step, and lets work use it.
func (c *corpus) serve(ctx context.Context, dir string, work func(*hiring.Service) error) (ready float64, err error) {
	start := time.Now()
	st, err := store.OpenSQLite(dir, c.now)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	index, err := search.Open(filepath.Join(dir, "index"), search.Labels{ROME: c.rome.Label, Certificate: referential.Certificates().Label,
		Expand: c.rome.Expand, Names: c.rome.Names()})
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, index.Close()) }()
	service := hiring.New(hiring.Deps{People: st.People, Identities: st.People, Feed: st.People, Offers: st.Offers, OfferFeed: st.Offers, Employers: st.Employers, Shortlists: st.Shortlists,
		Users: st.Users, Secrets: st.Secrets, Sessions: st.Sessions, Imports: st.Imports, SavedLists: st.SavedLists,
		Positions: st.Positions, Trainings: st.Trainings, Alerts: st.Alerts, Places: st.Blobs, Journal: st.Journal, JournalKeys: st.JournalKeys, Mappings: st.Mappings, Uploads: st.Blobs,
		Memberships: st.Memberships, SignUps: st.SignUps,
		Invitations: st.Invitations, InvitationFeed: st.Invitations, Introductions: st.Introductions, Occasions: st.Occasions, Outbox: st.Outbox, Mails: st.Mails, Forgetting: st, Leavers: st.Leavers, ClosedFigures: st.Figures, Archive: st.Archive, Once: st.Once, Index: index, IndexState: index,
		Refs: intake.Refs{ROME: c.rome, Communes: referential.BuiltinCommunes(), Certificates: referential.Certificates()}, Stems: search.Stems, Now: c.now})
	if err := service.Start(ctx); err != nil {
		return 0, err
	}
	defer service.Stop()
	if err := service.Ready(); err != nil {
		return 0, err
	}
	return time.Since(start).Seconds(), work(service)
}

// asked is a search of the mix, as a referent would say it.
type asked struct {
	say string
	q   domain.PeopleQuery
}

// searches is the mix: words few or nearly all have, mistyped, begun, said otherwise; filters alone and together; every
// order; a page further on comes by the cursor.
func (c *corpus) searches() []asked {
	rng := rand.New(rand.NewPCG(7, 7)) //nolint:gosec // drawn again alike
	near := c.communes[rng.IntN(200)]
	day := today + 14
	return []asked{
		{"tout le vivier", domain.PeopleQuery{}},
		{"tout le monde, par disponibilité", domain.PeopleQuery{Outside: true, Sort: domain.SortAvailability}},
		{"un mot de presque tous : travail", domain.PeopleQuery{Text: "travail"}},
		{"quatre mots de presque tous", domain.PeopleQuery{Text: "cherche poste équipe motivé"}},
		{"huit mots de presque tous", domain.PeopleQuery{Text: "je cherche un poste stable, motivé, sérieux, ponctuel, en équipe, avec une entreprise"}},
		{"un mot commencé très court", domain.PeopleQuery{Text: "co"}},
		{"un métier : maçon", domain.PeopleQuery{Text: "maçon"}},
		{"un métier mal écrit : masson", domain.PeopleQuery{Text: "masson"}},
		{"deux lettres échangées : plombeir", domain.PeopleQuery{Text: "plombeir"}},
		{"un mot de tous les jours : cariste", domain.PeopleQuery{Text: "cariste"}},
		{"une expression : conducteur d'engins de chantier", domain.PeopleQuery{Text: "conducteur d'engins de chantier"}},
		{"un métier autour d'une commune", domain.PeopleQuery{Text: "agent de production", Near: near, Km: 30}},
		{"autour d'une commune, par distance", domain.PeopleQuery{Near: near, Km: 50, Sort: domain.SortDistance}},
		{"un code et un permis", domain.PeopleQuery{ROMEs: []domain.ROME{"N1101", "N1103"}, Licences: []domain.Licence{"B"}}},
		{"un certificat valable", domain.PeopleQuery{Certificates: []string{"R489-3", "SST"}, ValidOnly: true}},
		{"disponibles, en CDI, la nuit possible", domain.PeopleQuery{AvailableBy: day, Contracts: []domain.Contract{domain.CDI, domain.CDD6}, Slots: domain.SlotNight}},
		{"tout à la fois", domain.PeopleQuery{Text: "production équipe", Near: near, Km: 100, Licences: []domain.Licence{"B"}, Contracts: []domain.Contract{domain.CDI},
			Availability: []domain.Availability{domain.AvailableNow, domain.AvailableSoon}, Slots: domain.SlotDay | domain.SlotEarly}},
		{"un mot que personne n'a", domain.PeopleQuery{Text: "astronautique"}},
	}
}

// time asks the mix once to warm up, then by rounds on the clock; a search with more people asks its second page too.
func (f *searched) time(ctx context.Context, service *hiring.Service, list []asked, rounds int) error {
	referent := domain.Actor{ID: "bench", Roles: domain.RoleReferent}
	took := make([][]float64, len(list))
	f.Queries = make([]answer, len(list))
	for round := range rounds + 1 {
		for i, a := range list {
			a.q.Limit = top
			for page := range 2 {
				start := time.Now()
				found, err := service.SearchPeople(ctx, referent, a.q)
				if err != nil {
					return fmt.Errorf("%s : %w", a.say, err)
				}
				if round > 0 {
					took[i] = append(took[i], float64(time.Since(start).Microseconds())/1000)
				}
				if page == 0 {
					f.Queries[i] = answer{Say: a.say, Total: found.Total}
				}
				if a.q.Cursor = found.Next; found.Next == "" {
					break
				}
			}
		}
	}
	all := slices.Sorted(slices.Values(slices.Concat(took...)))
	f.P50, f.P95, f.P99 = share(all, 0.50), share(all, 0.95), share(all, 0.99)
	for i := range list {
		slices.Sort(took[i])
		f.Queries[i].P50, f.Queries[i].Max = share(took[i], 0.50), took[i][len(took[i])-1]
	}
	return nil
}

// share is the value under which a share of sorted figures lies.
func share(sorted []float64, part float64) float64 {
	return sorted[min(len(sorted)-1, int(part*float64(len(sorted))))]
}

func (f *searched) text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d personnes, %s. Recherche entière : personnes lues, comptes de tous les filtres, passages.\n\n", f.N, f.Spread)
	fmt.Fprintf(&b, "%10s %10s %12s  %s\n", "p50 ms", "max ms", "trouvées", "recherche")
	for _, q := range f.Queries {
		fmt.Fprintf(&b, "%10.1f %10.1f %12d  %s\n", q.P50, q.Max, q.Total, q.Say)
	}
	fmt.Fprintf(&b, "\nmélange : p50 %.1f ms · p95 %.1f ms · p99 %.1f ms\nprêt en %.1f s, index refait · en %.1f s, index gardé\n", f.P50, f.P95, f.P99, f.ReadyS, f.AgainS)
	return b.String()
}
