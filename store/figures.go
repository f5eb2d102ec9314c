package store

import (
	"context"

	"eedk.fr/candidatheque/domain"
)

// Figures keeps the counts of those who were erased, a document a year.
type Figures struct {
	repo[domain.ClosedFigures, *domain.ClosedFigures]
}

// All lists them by year.
func (r Figures) All(ctx context.Context) (all []*domain.ClosedFigures, err error) {
	q := Query{Order: keySort, Limit: batch}
	for {
		list, next, err := r.find(ctx, domain.System(), q)
		if err != nil {
			return nil, err
		}
		if all = append(all, list...); next == "" {
			return all, nil
		}
		q.Cursor = next
	}
}
