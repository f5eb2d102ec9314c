package hiring

import (
	"context"
	"fmt"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/domain/referential"
	"eedk.fr/candidatheque/matching"
)

// Replay computes a list again with its own day and weights, on the people as they were proposed until then, and tells in
// French each difference with what was frozen; none when it is the same. People whose file changed since are left out of
// the comparison, and an offer that changed cannot be compared at all: both are said.
func (s *Service) Replay(ctx context.Context, actor domain.Actor, id string) (differences []string, err error) {
	if !actor.Roles.Has(domain.RoleReferent | domain.RoleAdmin | domain.RoleSystem) {
		return nil, domain.NotFound("Présélection")
	}
	list, err := s.Deps.Shortlists.Get(ctx, domain.System(), id)
	if err != nil {
		return nil, err
	}
	offer, err := s.Deps.Offers.Get(ctx, domain.System(), list.OfferID)
	if err != nil {
		return nil, err
	}
	if offerHash(offer) != list.OfferHash {
		return []string{"L'offre a changé depuis : la liste ne peut pas être refaite."}, nil
	}
	if !matching.HasWeights(list.Weights) {
		return []string{"Le barème " + list.Weights + " n'est plus dans cette version du programme."}, nil
	}
	pool, changed, err := s.poolAsOf(ctx, list)
	if err != nil {
		return nil, err
	}
	q := s.query(offer, list.On)
	q.Weights, q.Top = list.Weights, len(list.Entries)+len(changed)
	return differencesOf(list, pool.Shortlist(q), changed), nil
}

// poolAsOf is a pool of today's files with the proposals made before the list, and who changed since.
func (s *Service) poolAsOf(ctx context.Context, list *domain.Shortlist) (*matching.Pool, map[string]bool, error) {
	pool := matching.NewPool(matching.References{Occupations: s.Refs.ROME, Certificates: s.Refs.Certificates, Buses: referential.BusTable{}, Stems: s.Stems})
	changed := map[string]bool{}
	var subjects []matching.Subject
	err := s.Feed.Each(ctx, func(p *domain.Person) error {
		if p.Updated.After(list.Created) {
			changed[p.ID] = true
		}
		standing := p.StandingOn(list.On)
		standing.LastProposed = s.exposure.before(p.ID, list)
		subjects = append(subjects, matching.Subject{ID: p.ID, Profile: p.Profile, Standing: standing})
		return nil
	})
	pool.Replace(subjects)
	return pool, changed, err
}

// before is the last day on which a person was proposed by a list built before that one. Keys of lists follow time, and
// order those of one instant.
func (e *exposure) before(profile string, list *domain.Shortlist) (on domain.Date) {
	for _, p := range e.of(profile) {
		if p.built.Before(list.Created) || p.built.Equal(list.Created) && p.shortlist < list.ID {
			on = max(on, p.on)
		}
	}
	return on
}

// differencesOf compares what was frozen with what comes out now, among the people who did not change.
func differencesOf(list *domain.Shortlist, now matching.Result, changed map[string]bool) (differences []string) {
	var again []matching.Scored
	for _, x := range now.Entries {
		if !changed[x.Profile] {
			again = append(again, x)
		}
	}
	n := 0
	for _, e := range list.Entries {
		switch {
		case e.AddedBy != "":
			continue
		case changed[e.Profile]:
			differences = append(differences, fmt.Sprintf("Rang %d : le dossier a changé depuis, il n'est pas comparé.", e.Rank))
			continue
		case n >= len(again):
			differences = append(differences, fmt.Sprintf("Rang %d : la personne ne sort plus.", e.Rank))
		case again[n].Profile != e.Profile || again[n].Score != e.Score:
			differences = append(differences, fmt.Sprintf("Rang %d : %.2f points figés, %.2f aujourd'hui, ou une autre personne.", e.Rank, e.Score, again[n].Score))
		}
		n++
	}
	return differences
}
