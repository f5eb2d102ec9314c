package store

import (
	"context"

	"eedk.fr/candidatheque/domain"
)

// Changes lists at most a batch of the offers written after mark, in their latest state. An empty mark is the beginning;
// next equals mark when nothing more happened. Offers are never removed: one that ends keeps its document.
func (r Offers) Changes(ctx context.Context, mark string) (changed []*domain.Offer, next string, err error) {
	changes, next, err := r.engine.Changes(ctx, r.coll, mark, batch)
	if err != nil {
		return nil, "", err
	}
	docs := make([]Doc, 0, len(changes))
	for _, c := range changes {
		docs = append(docs, c.Doc)
	}
	if changed, err = r.decodeAll(docs); err != nil {
		return nil, "", err
	}
	return changed, next, nil
}
