package store

import (
	"context"

	"eedk.fr/candidatheque/domain"
)

// Alerts keeps what referents are told of people and offers.
type Alerts struct {
	repo[domain.Alert, *domain.Alert]
}

// Find lists alerts, the latest first.
func (r Alerts) Find(ctx context.Context, viewer domain.Actor, q domain.AlertQuery) ([]*domain.Alert, string, error) {
	query := Query{Order: keyCreated, Desc: true, Cursor: q.Cursor, Limit: q.Limit}
	if q.OfferID != "" {
		query.Where = append(query.Where, Condition{Name: keyOffer, Values: []string{q.OfferID}})
	}
	if len(q.Statuses) > 0 {
		query.Where = append(query.Where, Condition{Name: keyStatus, Values: texts(q.Statuses)})
	}
	return r.find(ctx, viewer, query)
}
