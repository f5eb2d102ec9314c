package store

import (
	"context"

	"eedk.fr/candidatheque/domain"
)

// excerpting is a repository of which documents may speak of people.
type excerpting interface {
	kept
	excerpt(d Doc, who domain.Forgotten) (any, error)
}

func (r repo[T, P]) excerpt(d Doc, who domain.Forgotten) (any, error) {
	t, err := r.decode(d)
	if err != nil {
		return nil, err
	}
	speaking, ok := any(P(t)).(domain.Excerpter)
	if !ok {
		return nil, nil //nolint:nilnil // no excerpt is an answer here, as of Excerpt itself
	}
	return speaking.Excerpt(who), nil
}

// Excerpts gives what each object beside their own file holds of somebody, and nothing of anybody else.
func (s *Store) Excerpts(ctx context.Context, who domain.Forgotten) (list []domain.Excerpt, err error) {
	marks := marksOf(who)
	for _, r := range s.repos() {
		e, ok := r.(excerpting)
		if !ok || r.collection() == collPeople {
			continue
		}
		err := s.walk(ctx, r, func(d Doc) error {
			if !marks.in(d.Body) {
				return nil
			}
			holds, err := e.excerpt(d, who)
			if err == nil && holds != nil {
				list = append(list, domain.Excerpt{Collection: r.collection(), ID: d.ID, Holds: holds})
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return list, nil
}
