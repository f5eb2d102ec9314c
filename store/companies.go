package store

import (
	"context"

	"eedk.fr/candidatheque/domain"
)

// Memberships keeps the requests to join an establishment.
type Memberships struct {
	repo[domain.Membership, *domain.Membership]
}

// Find lists requests, the latest first.
func (r Memberships) Find(ctx context.Context, viewer domain.Actor, q domain.MembershipQuery) ([]*domain.Membership, string, error) {
	query := Query{Order: keyCreated, Desc: true, Cursor: q.Cursor, Limit: q.Limit}
	if q.UserID != "" {
		query.Where = append(query.Where, Condition{Name: keyUser, Values: []string{q.UserID}})
	}
	if q.SIRET != "" {
		query.Where = append(query.Where, Condition{Name: keySIRET, Values: []string{string(q.SIRET)}})
	}
	if q.Status != "" {
		query.Where = append(query.Where, Condition{Name: keyStatus, Values: []string{string(q.Status)}})
	}
	return r.find(ctx, viewer, query)
}

// SignUps keeps the sign-ups until they are too old.
type SignUps struct {
	repo[domain.SignUp, *domain.SignUp]
}

// Find lists sign-ups, the oldest first.
func (r SignUps) Find(ctx context.Context, viewer domain.Actor, q domain.SignUpQuery) ([]*domain.SignUp, string, error) {
	query := Query{Order: keyCreated, Cursor: q.Cursor, Limit: q.Limit}
	if q.Status != "" {
		query.Where = append(query.Where, Condition{Name: keyStatus, Values: []string{string(q.Status)}})
	}
	return r.find(ctx, viewer, query)
}

// Remove forgets a sign-up; one that is gone already is not an error.
func (r SignUps) Remove(ctx context.Context, id string) error { return r.drop(ctx, id) }
