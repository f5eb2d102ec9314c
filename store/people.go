package store

import (
	"context"
	"slices"

	"eedk.fr/candidatheque/domain"
)

// People keeps the candidathèque.
type People struct {
	repo[domain.Person, *domain.Person]
	keeper Keeper
}

// ByName finds people by the beginning of any word of their name and the words that follow, « dupont je » as well as
// « jean d », accents and case aside, in the order of what was matched.
func (r People) ByName(ctx context.Context, viewer domain.Actor, prefix string, limit int) ([]*domain.Person, error) {
	beginning := fold(prefix)
	if beginning == "" {
		return nil, nil
	}
	if limit <= 0 {
		limit = defaultPage
	}
	var found []*domain.Person
	q := Query{Where: append([]Condition{{Name: keyName, Prefix: beginning}}, own(viewer)...), Order: keyName, Limit: limit}
	for {
		list, next, err := r.find(ctx, viewer, q)
		if err != nil {
			return nil, err
		}
		for _, p := range list { // somebody whose two names begin so comes twice
			known := slices.ContainsFunc(found, func(f *domain.Person) bool { return f.ID == p.ID })
			if !known && len(found) < limit {
				found = append(found, p)
			}
		}
		if next == "" || len(found) == limit {
			return found, nil
		}
		q.Cursor = next
	}
}

// Find lists people; an adviser gets only those they follow.
func (r People) Find(ctx context.Context, viewer domain.Actor, q domain.PersonQuery) ([]*domain.Person, string, error) {
	query := Query{Order: personOrders[q.Order], Cursor: q.Cursor, Limit: q.Limit}
	if q.EndsFrom.Known() || q.EndsBy.Known() {
		query.Where = append(query.Where, Condition{Name: keyEnds, From: q.EndsFrom.String(), Before: dayAfter(q.EndsBy)})
	}
	if q.Stage != "" {
		query.Where = append(query.Where, Condition{Name: keyStage, Values: []string{string(q.Stage)}})
	}
	query.Where = append(query.Where, own(viewer)...)
	if q.Adviser != "" {
		query.Where = append(query.Where, Condition{Name: keyAdviser, Values: []string{q.Adviser}})
	}
	if q.FullName != "" {
		query.Where = append(query.Where, Condition{Name: keyName, Values: []string{fold(q.FullName)}})
	}
	if q.ProofEnd.Known() {
		query.Where = append(query.Where, Condition{Name: keyProofEnd, Values: []string{q.ProofEnd.String()}})
	}
	if q.Consent != "" {
		query.Where = append(query.Where, Condition{Name: keyConsent, Values: []string{string(q.Consent)}})
	}
	return r.find(ctx, viewer, query)
}

// personOrders are the keys of the orders of a list.
var personOrders = [...]string{domain.ByKey: keyIdentity, domain.ByName: keySort, domain.ByEntry: keyCreated, domain.ByEnd: keyEnds}

// dayAfter bounds a range of days by its last one, included; nothing for no bound.
func dayAfter(last domain.Date) string {
	if !last.Known() {
		return ""
	}
	return (last + 1).String()
}

// own is the condition that keeps a viewer to the people they follow; referents and the platform are not kept. Nobody's
// file has an empty adviser key, so a viewer without an address finds nobody.
func own(viewer domain.Actor) []Condition {
	if viewer.Roles.Has(domain.RoleReferent | domain.RoleSystem) {
		return nil
	}
	return []Condition{{Name: keyAdviser, Values: []string{viewer.Email}}}
}

// Each visits everybody, for the pool and the index.
func (r People) Each(ctx context.Context, visit func(*domain.Person) error) error {
	return r.each(ctx, visit)
}

// Changes lists at most a batch of what happened after mark: people written, keys removed. An empty mark is the
// beginning; next equals mark when nothing more happened, so a follower asks until it does. A mark of another database,
// or of a later state of this one as after a restore, is read as empty: everybody is told again, removals are not, and
// a follower who then holds more people than Count starts over.
func (r People) Changes(ctx context.Context, mark string) (changed []*domain.Person, removed []string, next string, err error) {
	changes, next, err := r.engine.Changes(ctx, r.coll, mark, batch)
	if err != nil {
		return nil, nil, "", err
	}
	var docs []Doc
	for _, c := range changes {
		if c.Removed {
			removed = append(removed, c.Doc.ID)
		} else {
			docs = append(docs, c.Doc)
		}
	}
	if changed, err = r.decodeAll(docs); err != nil {
		return nil, nil, "", err
	}
	return changed, removed, next, nil
}

// Remove takes somebody out for good.
func (r People) Remove(ctx context.Context, id string) error {
	_, err := r.engine.Take(ctx, r.coll, id)
	return err
}

// Take removes somebody and gives the file as it was last; NotFound when it is gone already.
func (r People) Take(ctx context.Context, id string) (*domain.Person, error) {
	d, err := r.engine.Take(ctx, r.coll, id)
	if domain.CodeOf(err) == domain.CodeNotFound {
		return nil, domain.NotFound(r.what)
	}
	if err != nil {
		return nil, err
	}
	return r.decode(d)
}

// Alike lists, for the house, the files that share one of the keys, a batch at most.
func (r People) Alike(ctx context.Context, keys []domain.IdentityKey) ([]*domain.Person, error) {
	q := Query{Where: []Condition{{Name: keyAlike, Values: texts(keys)}}, Order: keyIdentity, Limit: batch}
	list, _, err := r.find(ctx, domain.System(), q)
	return list, err
}

// Count is how many people are kept.
func (r People) Count(ctx context.Context) (int, error) { return r.keeper.Count(ctx, r.coll) }
