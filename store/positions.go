package store

import (
	"context"

	"eedk.fr/candidatheque/domain"
)

// Positions keeps the people that advisers position on offers.
type Positions struct {
	repo[domain.Position, *domain.Position]
}

// Find lists positions, the latest first; an adviser gets only their own.
func (r Positions) Find(ctx context.Context, viewer domain.Actor, q domain.PositionQuery) ([]*domain.Position, string, error) {
	query := Query{Order: keyCreated, Desc: true, Cursor: q.Cursor, Limit: q.Limit}
	if q.OfferID != "" {
		query.Where = append(query.Where, Condition{Name: keyOffer, Values: []string{q.OfferID}})
	}
	by := q.By
	if !viewer.Roles.Has(domain.RoleReferent | domain.RoleSystem) {
		by = viewer.ID
	}
	if by != "" {
		query.Where = append(query.Where, Condition{Name: keyBy, Values: []string{by}})
	}
	if q.Status != "" {
		query.Where = append(query.Where, Condition{Name: keyStatus, Values: []string{string(q.Status)}})
	}
	return r.find(ctx, viewer, query)
}
