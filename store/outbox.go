package store

import (
	"context"
	"fmt"

	"eedk.fr/candidatheque/domain"
)

// Outbox is what was not told yet, in every collection: a document with a step that waits is found by a key of its own,
// written with the step.
type Outbox struct{ repos []kept }

// Each visits the documents that wait, collection by collection, the longest waiting first. The visitor may mark them.
func (o Outbox) Each(ctx context.Context, visit func(domain.Untold) error) error {
	for _, r := range o.repos {
		if err := r.untold(ctx, visit); err != nil {
			return err
		}
	}
	return nil
}

// MarkTold says that every step of the document was told. Its revision stays: nobody who is editing it meets a conflict
// because of the platform. It returns Conflict when somebody wrote it meanwhile, and then it still waits.
func (o Outbox) MarkTold(ctx context.Context, u domain.Untold) error {
	for _, r := range o.repos {
		if r.collection() == u.Collection {
			return r.markTold(ctx, u)
		}
	}
	return domain.Refuse(domain.CodeInternal, "Collection inconnue : %s.", u.Collection)
}

func (r repo[T, P]) untold(ctx context.Context, visit func(domain.Untold) error) error {
	q := Query{Where: []Condition{{Name: keyOutbox}}, Order: keyOutbox, Limit: batch}
	for {
		page, next, err := r.engine.Find(ctx, r.coll, q)
		if err != nil {
			return err
		}
		for _, d := range page {
			t, err := r.decode(d)
			if err != nil {
				return err
			}
			if err := visit(domain.Untold{Collection: r.coll, Aggregate: P(t)}); err != nil {
				return err
			}
		}
		if next == "" {
			return nil
		}
		q.Cursor = next
	}
}

func (r repo[T, P]) markTold(ctx context.Context, u domain.Untold) error {
	t, ours := u.Aggregate.(P)
	if !ours {
		return domain.Refuse(domain.CodeInternal, "Objet inattendu.").WithCause(fmt.Errorf("%T in %s", u.Aggregate, r.coll))
	}
	head := t.Head()
	head.Told()
	// encode writes the revision that follows: here it is the stored one again.
	head.Revision--
	w, err := r.encode((*T)(t))
	head.Revision++
	if err != nil {
		return err
	}
	w.Over = head.Revision
	return r.engine.Put(ctx, r.coll, w)
}
