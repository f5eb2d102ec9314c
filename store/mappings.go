package store

import (
	"context"

	"eedk.fr/candidatheque/domain"
)

// Mappings keeps how files of people are read, by name.
type Mappings struct {
	repo[domain.FileMapping, *domain.FileMapping]
}

// All lists every mapping, by label.
func (r Mappings) All(ctx context.Context, viewer domain.Actor) (all []*domain.FileMapping, err error) {
	q := Query{Order: keySort, Limit: batch}
	for {
		list, next, err := r.find(ctx, viewer, q)
		if err != nil {
			return nil, err
		}
		if all = append(all, list...); next == "" {
			return all, nil
		}
		q.Cursor = next
	}
}

func seesMapping(viewer domain.Actor, _ *domain.FileMapping) bool {
	return domain.CanUseMappings(viewer)
}
