package store

import (
	"cmp"
	"context"
	"encoding/json"

	"eedk.fr/candidatheque/domain"
)

// defaultPage is how many documents a list gives when its query does not say.
const defaultPage = 50

// aggregate is a pointer to a stored type.
type aggregate[T any] interface {
	*T
	Head() *domain.Record
}

// repo keeps one type of aggregate: its collection, its keys, and who may read it. sees is asked for every document
// that a viewer reads, so that a forgotten filter cannot leak.
type repo[T any, P aggregate[T]] struct {
	engine Engine
	coll   string
	what   string // its name in a refusal, in French
	keys   func(*T) []Key
	sees   func(domain.Actor, *T) bool
}

// encode writes the document as it will be once saved: its body holds the next revision, as its envelope does. The
// caller's own is bumped only when the save succeeded.
func (r repo[T, P]) encode(t *T) (Write, error) {
	head := P(t).Head()
	over := head.Revision
	head.Revision++
	body, err := json.Marshal(t)
	head.Revision = over
	if err != nil {
		return Write{}, domain.Refuse(domain.CodeInternal, "Cet objet ne peut pas être enregistré.").WithCause(err)
	}
	return Write{Over: over, Doc: Doc{ID: head.ID, Revision: over + 1, Keys: r.allKeys(t), Body: body}}, nil
}

// allKeys are those of the type, and the place in the outbox of a document with a step that was not told.
func (r repo[T, P]) allKeys(t *T) []Key {
	keys := r.keys(t)
	if since, waits := P(t).Head().Pending(); waits {
		keys = append(keys, Key{keyOutbox, instant(since)})
	}
	return keys
}

// decode believes the envelope: it is what the guard compares. Verify tells when the body disagrees.
func (r repo[T, P]) decode(d Doc) (*T, error) {
	t := new(T)
	if err := json.Unmarshal(d.Body, t); err != nil {
		return nil, r.unreadable(err)
	}
	head := P(t).Head()
	head.ID, head.Revision = d.ID, d.Revision
	head.Stored()
	return t, nil
}

func (r repo[T, P]) unreadable(cause error) error {
	return domain.Refuse(domain.CodeInternal, "Un document de la base est illisible (%s). Prévenez l'administrateur.", r.coll).WithCause(cause)
}

// Get reads one document; NotFound when it does not exist or the viewer may not see it.
func (r repo[T, P]) Get(ctx context.Context, viewer domain.Actor, id string) (*T, error) {
	t, err := r.read(ctx, id)
	if domain.CodeOf(err) == domain.CodeNotFound || err == nil && !r.sees(viewer, t) {
		return nil, domain.NotFound(r.what)
	}
	if err != nil {
		return nil, err
	}
	return t, nil
}

// read is Get for the platform itself.
func (r repo[T, P]) read(ctx context.Context, id string) (*T, error) {
	d, err := r.engine.Get(ctx, r.coll, id)
	if err != nil {
		return nil, err
	}
	return r.decode(d)
}

// Save writes one document over the revision it was read at, and bumps it: Conflict when the stored one differs.
func (r repo[T, P]) Save(ctx context.Context, t *T) error { return r.SaveMany(ctx, []*T{t}) }

// SaveMany writes a batch, all or nothing, in one durable write. A *ConflictError names who was changed meanwhile.
func (r repo[T, P]) SaveMany(ctx context.Context, list []*T) error {
	writes := make([]Write, 0, len(list))
	for _, t := range list {
		P(t).Head().AskedBy(domain.RequestOf(ctx))
		w, err := r.encode(t)
		if err != nil {
			return err
		}
		writes = append(writes, w)
	}
	if err := r.engine.Put(ctx, r.coll, writes...); err != nil {
		return err
	}
	for _, t := range list {
		P(t).Head().Revision++
		P(t).Head().Stored()
	}
	return nil
}

// drop removes one document; one that is gone already is not an error.
func (r repo[T, P]) drop(ctx context.Context, id string) error {
	if _, err := r.engine.Take(ctx, r.coll, id); err != nil && domain.CodeOf(err) != domain.CodeNotFound {
		return err
	}
	return nil
}

// find reads pages until limit documents that the viewer may see are found, or there are no more.
func (r repo[T, P]) find(ctx context.Context, viewer domain.Actor, q Query) (list []*T, next string, err error) {
	return r.list(ctx, viewer, q, func(fault error) error { return fault })
}

// sparing is find past what cannot be read: the list is of the others, and an Internal error tells beside it of the first.
// It is for what the house does by itself: no document may keep it from the next.
func (r repo[T, P]) sparing(ctx context.Context, q Query) (list []*T, next string, err error) {
	var first error
	list, next, err = r.list(ctx, domain.System(), q, func(fault error) error {
		first = cmp.Or(first, fault)
		return nil
	})
	return list, next, cmp.Or(err, first)
}

// list is find; unread is told of a document that cannot be read, and gives the error that ends the list, if any.
func (r repo[T, P]) list(ctx context.Context, viewer domain.Actor, q Query, unread func(error) error) (list []*T, next string, err error) {
	if q.Limit <= 0 {
		q.Limit = defaultPage
	}
	want := q.Limit
	for {
		docs, next, err := r.engine.Find(ctx, r.coll, q)
		if err != nil {
			return nil, "", err
		}
		for _, d := range docs {
			t, err := r.decode(d)
			if err != nil {
				if err := unread(err); err != nil {
					return nil, "", err
				}
				continue
			}
			if r.sees(viewer, t) {
				list = append(list, t)
			}
		}
		if len(list) >= want || next == "" {
			return list, next, nil
		}
		// Pages are small enough that the few unseen ones are worth another read of exactly what lacks.
		q.Cursor, q.Limit = next, want-len(list)
	}
}
