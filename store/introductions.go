package store

import (
	"context"

	"eedk.fr/candidatheque/domain"
)

// Invitations keeps who was asked for what.
type Invitations struct {
	repo[domain.Invitation, *domain.Invitation]
}

// Find lists invitations, the latest first; those that may leave, or wait for somebody, the first first.
func (r Invitations) Find(ctx context.Context, viewer domain.Actor, q domain.InvitationQuery) ([]*domain.Invitation, string, error) {
	query := Query{Order: keyCreated, Desc: true, Cursor: q.Cursor, Limit: q.Limit}
	if !q.DueBefore.IsZero() {
		query.Order, query.Desc = keyDue, false
		query.Where = append(query.Where, Condition{Name: keyDue, Before: instant(q.DueBefore)})
	}
	if !q.AskedBefore.IsZero() {
		query.Order, query.Desc = keyAsked, false
		query.Where = append(query.Where, Condition{Name: keyAsked, Before: instant(q.AskedBefore)})
	}
	if q.WakesBy.Known() {
		query.Order, query.Desc = keyWakes, false
		query.Where = append(query.Where, Condition{Name: keyWakes, From: q.WakesFrom.String(), Before: (q.WakesBy + 1).String()})
	}
	query.Where = append(query.Where, whereAny(keyProfile, q.Profiles)...)
	if q.Object != "" {
		query.Where = append(query.Where, Condition{Name: keyOffer, Values: []string{q.Object}})
	}
	query.Where = append(query.Where, whereAny(keyStatus, q.Statuses)...)
	return r.find(ctx, viewer, query)
}

// Changes lists at most a batch of the invitations written after mark, in their latest state, and the keys of those
// removed. An empty mark is the beginning; next equals mark when nothing more happened.
func (r Invitations) Changes(ctx context.Context, mark string) (changed []*domain.Invitation, removed []string, next string, err error) {
	changes, next, err := r.engine.Changes(ctx, r.coll, mark, batch)
	if err != nil {
		return nil, nil, "", err
	}
	docs := make([]Doc, 0, len(changes))
	for _, c := range changes {
		if c.Removed {
			removed = append(removed, c.Doc.ID)
			continue
		}
		docs = append(docs, c.Doc)
	}
	if changed, err = r.decodeAll(docs); err != nil {
		return nil, nil, "", err
	}
	return changed, removed, next, nil
}

// Introductions keeps what became of each yes.
type Introductions struct {
	repo[domain.Introduction, *domain.Introduction]
}

// Find lists introductions, the latest first; whoever may not read one gets the others.
func (r Introductions) Find(ctx context.Context, viewer domain.Actor, q domain.IntroductionQuery) ([]*domain.Introduction, string, error) {
	query := Query{Order: keyCreated, Desc: true, Cursor: q.Cursor, Limit: q.Limit}
	if q.WakesBy.Known() {
		query.Order, query.Desc = keyWakes, false
		query.Where = append(query.Where, Condition{Name: keyWakes, Before: (q.WakesBy + 1).String()})
	}
	query.Where = append(query.Where, whereAny(keyProfile, q.Profiles)...)
	query.Where = append(query.Where, whereAny(keyOffer, q.Offers)...)
	query.Where = append(query.Where, whereAny(keySIRET, q.SIRETs)...)
	if !viewer.Roles.Has(domain.RoleReferent | domain.RoleSystem) {
		own := Condition{Name: keySIRET, Values: []string{}}
		for _, siret := range viewer.SIRETs {
			own.Values = append(own.Values, string(siret))
		}
		query.Where = append(query.Where, own)
	}
	query.Where = append(query.Where, whereAny(keyStatus, q.Statuses)...)
	return r.find(ctx, viewer, query)
}

// Occasions keeps meetups and proposed immersions.
type Occasions struct {
	repo[domain.Occasion, *domain.Occasion]
}

// Find lists occasions, the latest first.
func (r Occasions) Find(ctx context.Context, viewer domain.Actor, q domain.OccasionQuery) ([]*domain.Occasion, string, error) {
	query := Query{Order: keyCreated, Desc: true, Cursor: q.Cursor, Limit: q.Limit}
	if q.For != "" {
		query.Where = append(query.Where, Condition{Name: keyKind, Values: []string{string(q.For)}})
	}
	if q.Status != "" {
		query.Where = append(query.Where, Condition{Name: keyStatus, Values: []string{string(q.Status)}})
	}
	return r.find(ctx, viewer, query)
}

// whereAny is one condition that the key has any of the values; none for no values.
func whereAny[T ~string](key string, values []T) []Condition {
	if len(values) == 0 {
		return nil
	}
	c := Condition{Name: key}
	for _, v := range values {
		c.Values = append(c.Values, string(v))
	}
	return []Condition{c}
}
