package hiring

import (
	"context"
	"fmt"
	"slices"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/domain/referential"
	"eedk.fr/candidatheque/matching"
)

// Replay computes a list again from what it kept: the offer as it was, the people shown as matching knew them, its day
// and its weights. It tells in French each difference; none when the list is what matching gave. People erased since are
// left out, and said.
func (s *Service) Replay(ctx context.Context, actor domain.Actor, id string) (differences []string, err error) {
	if !actor.Roles.Has(domain.RoleReferent | domain.RoleAdmin | domain.RoleSystem) {
		return nil, domain.NotFound("Présélection")
	}
	list, err := s.Deps.Shortlists.Get(ctx, domain.System(), id)
	if err != nil {
		return nil, err
	}
	if !matching.HasWeights(list.Weights) {
		return []string{"Le barème " + list.Weights + " n'est plus dans cette version du programme."}, nil
	}
	pool := matching.NewPool(matching.References{Occupations: s.Refs.ROME, Certificates: s.Refs.Certificates, Buses: referential.BusTable{}, Stems: s.Stems})
	known := map[string]bool{}
	var people []matching.Subject
	for _, seen := range list.Seen {
		known[seen.Profile] = true
		people = append(people, matching.Subject{ID: seen.Profile, Profile: seen.File, Standing: seen.Standing})
	}
	pool.Replace(people)
	offer := list.Asked
	offer.ID = list.OfferID
	q := s.query(&offer, list.On)
	q.Weights, q.Top, q.NearMisses = list.Weights, len(people), len(people)
	return differencesOf(list, pool.Shortlist(q), known), nil
}

// differencesOf compares what was frozen with what comes out now, rank by rank, then near miss by near miss.
func differencesOf(list *domain.Shortlist, now matching.Result, known map[string]bool) (differences []string) {
	n := 0
	for _, e := range list.Entries {
		switch {
		case e.Carried():
		case !known[e.Profile]:
			differences = append(differences, fmt.Sprintf("Rang %d : personne effacée, elle n'est pas comparée.", e.Rank))
		case n >= len(now.Entries):
			differences = append(differences, fmt.Sprintf("Rang %d : la personne ne sort plus.", e.Rank))
			n++
		default:
			if again := now.Entries[n]; again.Profile != e.Profile || again.Score != e.Score {
				differences = append(differences, fmt.Sprintf("Rang %d : %.2f points figés, %.2f recalculés, ou une autre personne.", e.Rank, e.Score, again.Score))
			}
			n++
		}
	}
	for _, miss := range list.NearMisses {
		same := slices.ContainsFunc(now.NearMisses, func(again domain.NearMiss) bool {
			return again.Profile == miss.Profile && again.Blocker == miss.Blocker && again.Score == miss.Score
		})
		if known[miss.Profile] && !same {
			differences = append(differences, fmt.Sprintf("Presque : « %s » ne ressort pas.", miss.Text))
		}
	}
	return differences
}
