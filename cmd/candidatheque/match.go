package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring/intake"
	"eedk.fr/candidatheque/matching"
)

// matchCommand answers from two files, without server or database.
type matchCommand struct {
	Profiles string `required:"" help:"Fichier CSV des personnes." placeholder:"FICHIER"`
	Offers   string `required:"" help:"Fichier CSV des offres." placeholder:"FICHIER"`
	Top      int    `default:"20" help:"Personnes par offre."`
	Format   string `enum:"text,json" default:"text" help:"text ou json."`
	At       string `help:"Jour du rapprochement, 2026-11-23 ; aujourd'hui sinon." placeholder:"JOUR"`
	ROME     string `name:"rome" help:"Dossier de l'archive ROME, sinon le référentiel intégré." placeholder:"DOSSIER"`
	Synonyms string `help:"Fichier CSV de mots courants : colonnes titre, rome." placeholder:"FICHIER"`
}

// Shapes of « match -format json » (contract).
type (
	matchAnswer struct {
		Weights string        `json:"weights"`
		At      domain.Date   `json:"at"`
		Pool    int           `json:"pool"`
		Results []matchResult `json:"results"`
	}
	matchResult struct {
		Offer      string            `json:"offer"`
		ROME       domain.ROME       `json:"rome"`
		Eligible   int               `json:"eligible"`
		Excluded   gateCounts        `json:"excluded"`
		Entries    []matchEntry      `json:"entries"`
		NearMisses []domain.NearMiss `json:"near_misses"`
	}
	matchEntry struct {
		Rank    int             `json:"rank"`
		Profile string          `json:"profile"`
		Score   float64         `json:"score"`
		Reasons []domain.Reason `json:"reasons"`
	}
)

// gateCounts is written as an object, gate by gate in their order.
type gateCounts []domain.GateCount

// MarshalJSON writes {"occupation":159,…}.
func (g gateCounts) MarshalJSON() ([]byte, error) { //nolint:unparam // the interface of encoding/json
	out := []byte{'{'}
	for i, c := range g {
		if i > 0 {
			out = append(out, ',')
		}
		out = fmt.Appendf(out, "%q:%d", c.Gate, c.Count)
	}
	return append(out, '}'), nil
}

func (c *matchCommand) Run(_ context.Context, s Streams) error {
	day, err := dayFlag(c.At)
	if err != nil {
		return err
	}
	if c.Top < 1 {
		return &usageError{"-top : un nombre d'au moins 1"}
	}
	refs, err := fileReferences(c.ROME, c.Synonyms, s)
	if err != nil {
		return err
	}
	pool, err := c.readPool(refs, day, s)
	if err != nil {
		return err
	}
	offers, err := c.readOffers(refs, s)
	if err != nil {
		return err
	}
	answer := matchAnswer{At: day, Pool: pool.Len(), Results: []matchResult{}}
	for _, o := range offers {
		r := pool.Shortlist(matching.Query{Offer: o, On: day, Top: c.Top, NearMisses: c.Top})
		answer.Weights = r.Weights
		answer.Results = append(answer.Results, resultOf(o, r))
	}
	if c.Format == "json" {
		out := json.NewEncoder(s.Out)
		out.SetEscapeHTML(false)
		return out.Encode(answer)
	}
	return writeMatches(s.Out, answer, refs)
}

func resultOf(o *domain.Offer, r matching.Result) matchResult {
	m := matchResult{Offer: o.ID, ROME: o.ROME, Eligible: r.Eligible, Excluded: r.Excluded, Entries: []matchEntry{}, NearMisses: []domain.NearMiss{}}
	for _, e := range r.Entries {
		m.Entries = append(m.Entries, matchEntry{Rank: e.Rank, Profile: e.Profile, Score: e.Score, Reasons: e.Reasons})
	}
	m.NearMisses = append(m.NearMisses, r.NearMisses...)
	return m
}

func (c *matchCommand) readPool(refs *references, day domain.Date, s Streams) (*matching.Pool, error) {
	f, err := openInput(c.Profiles)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	var people []matching.Subject
	told := &fileNotes{out: s.Err, file: c.Profiles, mostWarnings: warningsShown}
	err = intake.ReadProfilesInto(intake.Watched(told.watch()), f, refs.intake(), func(row intake.ProfileRow) error {
		people = append(people, matching.Subject{ID: row.Person.ID, Profile: row.Person.Profile, Standing: row.Person.StandingOn(day)})
		return nil
	})
	told.end()
	if err != nil {
		return nil, err
	}
	pool := matching.NewPool(refs.matching())
	pool.Replace(people)
	return pool, nil
}

func (c *matchCommand) readOffers(refs *references, s Streams) ([]*domain.Offer, error) {
	f, err := openInput(c.Offers)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	told := &fileNotes{out: s.Err, file: c.Offers, mostWarnings: warningsShown}
	offers, err := intake.ReadOffersInto(intake.Watched(told.watch()), f, refs.intake())
	told.end()
	return offers, err
}

func writeMatches(w io.Writer, a matchAnswer, refs *references) error {
	var errs []error
	say := func(format string, args ...any) {
		_, err := fmt.Fprintf(w, format, args...)
		errs = append(errs, err)
	}
	for _, r := range a.Results {
		say("\n%s — %s (%s) : %d personnes dans la candidathèque → %d possibles → %d proposées\n", r.Offer, refs.ROME.Label(r.ROME), r.ROME, a.Pool, r.Eligible, len(r.Entries))
		for _, g := range r.Excluded {
			say("    %6d %s\n", g.Count, g.Gate.French())
		}
		for _, e := range r.Entries {
			say("  %2d. %s  %s (%.1f)\n", e.Rank, e.Profile, domain.Band(e.Score), e.Score)
			for _, reason := range e.Reasons {
				say("      %-13s %4.1f/%-2.0f  %s\n", reason.Criterion.French(), reason.Points, reason.Max, reason.Text)
			}
		}
		for _, n := range r.NearMisses {
			say("  presque : %s (%.1f) — %s → %s\n", n.Profile, n.Score, n.Text, n.Lift.French())
		}
	}
	return errors.Join(errs...)
}
