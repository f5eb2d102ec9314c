package hiring

import (
	"context"
	"slices"
	"strings"

	"eedk.fr/candidatheque/domain"
)

// Lighter is a search with one word less, and how many answer it.
type Lighter struct {
	Word, Text string
	Total      int
}

// mostTried bounds the words of a search that are tried without one of them (param).
const mostTried = 5

// LighterSearches are, for a search of several words that nobody answers, those without one of them that somebody does.
func (s *Service) LighterSearches(ctx context.Context, actor domain.Actor, q PeopleQuery) (lighter []Lighter, err error) {
	words := strings.Fields(q.Text)
	if len(words) < 2 || len(words) > mostTried {
		return nil, nil
	}
	q.Cursor, q.Limit = "", 1
	for i, word := range words {
		q.Text = strings.Join(slices.Delete(slices.Clone(words), i, i+1), " ")
		found, err := s.SearchPeople(ctx, actor, q)
		if err != nil {
			return nil, err
		}
		if found.Total > 0 {
			lighter = append(lighter, Lighter{Word: word, Text: q.Text, Total: found.Total})
		}
	}
	return lighter, nil
}

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
