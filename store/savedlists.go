package store

import (
	"context"

	"eedk.fr/candidatheque/domain"
)

// SavedLists keeps the lists of people and the searches of referents.
type SavedLists struct {
	repo[domain.SavedList, *domain.SavedList]
}

// Find lists by name what the viewer may read.
func (r SavedLists) Find(ctx context.Context, viewer domain.Actor, q domain.SavedListQuery) ([]*domain.SavedList, string, error) {
	query := Query{Order: keySort, Cursor: q.Cursor, Limit: q.Limit}
	if q.Person != "" {
		query.Where = append(query.Where, Condition{Name: keyMember, Values: []string{q.Person}})
	}
	if !viewer.Roles.Has(domain.RoleSystem) {
		query.Where = append(query.Where, Condition{Name: keyReader, Values: []string{viewer.ID, everyReader}})
	}
	return r.find(ctx, viewer, query)
}

// Remove throws a list away; one that is gone already is not an error.
func (r SavedLists) Remove(ctx context.Context, id string) error { return r.drop(ctx, id) }
