package store

import (
	"context"

	"eedk.fr/candidatheque/domain"
)

// Outbox is what was not told yet, in every collection: a document with a step that waits is found by a key of its own,
// written with the step.
type Outbox struct{ repos []kept }

// Each visits the documents that wait, collection by collection, the longest waiting first. The visitor may mark them. One
// that cannot be read comes with its fault and no aggregate: it must not keep the others silent.
func (o Outbox) Each(ctx context.Context, visit func(u domain.Untold, fault error) error) error {
	for _, r := range o.repos {
		if err := r.untold(ctx, visit); err != nil {
			return err
		}
	}
	return nil
}

// MarkTold says that every step of the document was told, as it was when it was visited. Its revision stays: nobody who is
// editing it meets a conflict because of the platform. It returns Conflict when somebody wrote it meanwhile, whoever tells
// of it included, and then it still waits.
func (o Outbox) MarkTold(ctx context.Context, u domain.Untold) error {
	for _, r := range o.repos {
		if r.collection() == u.Collection {
			return r.markTold(ctx, u)
		}
	}
	return domain.Refuse(domain.CodeInternal, "Collection inconnue : %s.", u.Collection)
}

func (r repo[T, P]) untold(ctx context.Context, visit func(domain.Untold, error) error) error {
	q := Query{Where: []Condition{{Name: keyOutbox}}, Order: keyOutbox, Limit: batch}
	for {
		page, next, err := r.engine.Find(ctx, r.coll, q)
		if err != nil {
			return err
		}
		for _, d := range page {
			u := domain.Untold{Collection: r.coll, ID: d.ID, Revision: d.Revision}
			t, fault := r.decode(d)
			if fault == nil {
				u.Aggregate = P(t)
			}
			if err := visit(u, fault); err != nil {
				return err
			}
		}
		if next == "" {
			return nil
		}
		q.Cursor = next
	}
}

// markTold marks what is stored, not the aggregate that was handed out: a step written meanwhile was told by nobody.
func (r repo[T, P]) markTold(ctx context.Context, u domain.Untold) error {
	t, err := r.read(ctx, u.ID)
	if domain.CodeOf(err) == domain.CodeNotFound {
		return &ConflictError{IDs: []string{u.ID}}
	}
	if err != nil {
		return err
	}
	head := P(t).Head()
	if head.Revision != u.Revision {
		return &ConflictError{IDs: []string{u.ID}}
	}
	head.Told()
	// encode writes the revision that follows: here it is the stored one again.
	head.Revision--
	w, err := r.encode(t)
	if err != nil {
		return err
	}
	w.Over = u.Revision
	return r.engine.Put(ctx, r.coll, w)
}
