package hiring

import (
	"context"
	"slices"

	"eedk.fr/candidatheque/domain"
)

// SearchPeople searches the candidathèque as of today, for referents only: employers may not probe it.
func (s *Service) SearchPeople(ctx context.Context, actor domain.Actor, q PeopleQuery) (FoundPage, error) {
	if !domain.CanSearchPeople(actor) {
		return FoundPage{}, domain.Refuse(domain.CodeForbidden, "Seuls les référents cherchent dans la candidathèque.")
	}
	q.On = domain.DayOf(s.Now())
	q.Certificates = slices.Clone(q.Certificates)
	for i, text := range q.Certificates {
		q.Certificates[i], _ = s.Refs.Certificates.Parse(text)
	}
	found, err := s.Index.Search(ctx, q)
	if err != nil {
		return FoundPage{}, err
	}
	page := FoundPage{Total: found.Total, Possible: found.Possible, Next: found.Next, Pool: s.pool.Len(), Facets: found.Facets, Mended: found.Mended}
	for _, hit := range found.Hits {
		p, err := s.Deps.People.Get(ctx, actor, hit.ID)
		switch {
		case err == nil:
			page.Hits = append(page.Hits, Found{p, hit.Highlights})
		case domain.CodeOf(err) != domain.CodeNotFound: // somebody just left: the index learns it in an instant
			return FoundPage{}, err
		}
	}
	return page, nil
}
