package store

import (
	"context"

	"eedk.fr/candidatheque/domain"
)

// People keeps the candidathèque.
type People struct {
	repo[domain.Person, *domain.Person]
	keeper Keeper
}

// ByName finds people by the beginning of « nom prénom » or « prénom nom », accents and case aside.
func (r People) ByName(ctx context.Context, viewer domain.Actor, prefix string, limit int) ([]*domain.Person, error) {
	if fold(prefix) == "" {
		return nil, nil
	}
	list, _, err := r.find(ctx, viewer, Query{Where: []Condition{{Name: keyName, Prefix: fold(prefix)}}, Order: keyIdentity, Limit: limit})
	return list, err
}

// Find lists people in the order of their keys; an adviser gets only those they follow.
func (r People) Find(ctx context.Context, viewer domain.Actor, q domain.PersonQuery) ([]*domain.Person, string, error) {
	query := Query{Order: keyIdentity, Cursor: q.Cursor, Limit: q.Limit}
	if !viewer.Roles.Has(domain.RoleReferent | domain.RoleSystem) {
		q.Adviser = viewer.Email
		if q.Adviser == "" {
			return nil, "", nil
		}
	}
	if q.Adviser != "" {
		query.Where = []Condition{{Name: keyAdviser, Values: []string{q.Adviser}}}
	}
	return r.find(ctx, viewer, query)
}

// Each visits everybody, for the pool and the index.
func (r People) Each(ctx context.Context, visit func(*domain.Person) error) error {
	return r.each(ctx, visit)
}

// Changes lists at most a batch of what happened after mark: people written, keys removed. An empty mark is the
// beginning; next equals mark when nothing happened.
func (r People) Changes(ctx context.Context, mark string) (changed []*domain.Person, removed []string, next string, err error) {
	changes, next, err := r.engine.Changes(ctx, r.coll, mark, batch)
	if err != nil {
		return nil, nil, "", err
	}
	for _, c := range changes {
		if c.Removed {
			removed = append(removed, c.Doc.ID)
			continue
		}
		p, err := r.decode(c.Doc)
		if err != nil {
			return nil, nil, "", err
		}
		changed = append(changed, p)
	}
	return changed, removed, next, nil
}

// Remove takes somebody out for good.
func (r People) Remove(ctx context.Context, id string) error {
	_, err := r.engine.Take(ctx, r.coll, id)
	return err
}

// Count is how many people are kept.
func (r People) Count(ctx context.Context) (int, error) { return r.keeper.Count(ctx, r.coll) }
