package store

import (
	"context"
	"runtime"

	"golang.org/x/sync/errgroup"
)

// batch is how many documents a walk of a whole collection holds at once.
const batch = 500

// each visits every document of the collection, one at a time, in the order of their last change. One batch is read
// while the one before is decoded and visited, so that loading the pool uses every core and holds two batches.
func (r repo[T, P]) each(ctx context.Context, visit func(*T) error) error {
	work, ctx := errgroup.WithContext(ctx)
	batches := make(chan []Doc)
	work.Go(func() error {
		defer close(batches)
		return walk(ctx, r.engine, r.coll, func(docs []Doc) error {
			select {
			case batches <- docs:
				return nil
			case <-ctx.Done():
				return refusal(ctx.Err())
			}
		})
	})
	work.Go(func() error {
		for docs := range batches {
			list, err := r.decodeAll(docs)
			if err != nil {
				return err
			}
			for _, t := range list {
				if err := visit(t); err != nil {
					return err
				}
			}
		}
		return nil
	})
	return work.Wait()
}

// decodeAll decodes a batch on every core, in order.
func (r repo[T, P]) decodeAll(docs []Doc) ([]*T, error) {
	list := make([]*T, len(docs))
	workers := runtime.GOMAXPROCS(0)
	var work errgroup.Group
	for w := range workers {
		work.Go(func() (err error) {
			for i := w; i < len(docs) && err == nil; i += workers {
				list[i], err = r.decode(docs[i])
			}
			return err
		})
	}
	return list, work.Wait()
}

// walk gives the documents of a collection, removals left out, in batches. What is written meanwhile may come again.
func walk(ctx context.Context, e Engine, coll string, visit func([]Doc) error) error {
	for mark := ""; ; {
		changes, next, err := e.Changes(ctx, coll, mark, batch)
		if err != nil {
			return err
		}
		docs := make([]Doc, 0, len(changes))
		for _, c := range changes {
			if !c.Removed {
				docs = append(docs, c.Doc)
			}
		}
		if err := visit(docs); err != nil {
			return err
		}
		if len(changes) < batch {
			return nil
		}
		mark = next
	}
}

// every does something to each document of a query, a batch at a time.
func every(ctx context.Context, e Engine, coll string, q Query, do func(ctx context.Context, id string) error) error {
	for q.Limit = batch; ; {
		page, next, err := e.Find(ctx, coll, q)
		if err != nil {
			return err
		}
		for _, d := range page {
			if err := do(ctx, d.ID); err != nil {
				return err
			}
		}
		if next == "" {
			return nil
		}
		q.Cursor = next
	}
}
