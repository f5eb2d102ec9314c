package store

import (
	"context"

	"eedk.fr/candidatheque/domain"
)

// Trainings keeps the sessions that people may enter.
type Trainings struct {
	repo[domain.Training, *domain.Training]
}

// Find lists trainings, the next to begin first.
func (r Trainings) Find(ctx context.Context, viewer domain.Actor, q domain.TrainingQuery) ([]*domain.Training, string, error) {
	query := Query{Order: keyStart, Cursor: q.Cursor, Limit: q.Limit}
	if q.From.Known() {
		query.Where = append(query.Where, Condition{Name: keyStart, From: q.From.String()})
	}
	if len(q.Certificates) > 0 {
		query.Where = append(query.Where, Condition{Name: keyGives, Values: q.Certificates})
	}
	if q.ROME != "" {
		query.Where = append(query.Where, Condition{Name: keyROME, Values: []string{string(q.ROME)}})
	}
	if q.Status != "" {
		query.Where = append(query.Where, Condition{Name: keyStatus, Values: []string{string(q.Status)}})
	}
	return r.find(ctx, viewer, query)
}
