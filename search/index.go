package search

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"sync"

	"eedk.fr/candidatheque/domain"
	"github.com/blevesearch/bleve/v2"
)

// Labels words the codes of a profile for the full text. A nil function leaves the code as it is, and Expand to itself.
type Labels struct {
	ROME        func(domain.ROME) string
	Certificate func(code string) string
	Expand      func(domain.ROME) []domain.ROME // the ROME 4 codes that a code stands for
	// Names are the names of occupations, everyday ones included: somebody's code is found by any of them. nil: none.
	Names iter.Seq2[string, domain.ROME]
}

// Index is the full-text index of the candidathèque on disk. It is safe for concurrent use; writes follow one another.
type Index struct {
	dir       string
	labels    Labels
	thesaurus thesaurus

	writing sync.Mutex   // one batch at a time: each counts what the one before left
	held    *os.File     // the lock of the folder
	swap    sync.RWMutex // held for writing only while Reset or Close changes the engine
	engine  bleve.Index
	table   *table        // as swap
	seal    seal          // under writing
	stop    chan struct{} // closed when the engine has stopped
	fresh   bool
}

// batchSize is how many people go in one durable write (an fsync each).
const batchSize = 2000

// Keys that the index keeps for itself beside the people.
var (
	markKey    = []byte("candidatheque/mark")
	tallyKey   = []byte("candidatheque/tally") // number of the write, and of people after it
	versionKey = []byte("candidatheque/version")
)

// Fresh tells that Open found no usable index and made an empty one: everybody must be put again.
func (x *Index) Fresh() bool { return x.fresh }

// Close ends the index; what was put is kept. Any later call is refused as unavailable.
func (x *Index) Close() (err error) {
	defer guard("close", &err)
	x.writing.Lock()
	defer x.writing.Unlock()
	x.swap.Lock()
	defer x.swap.Unlock()
	engine, held := x.engine, x.held
	if x.engine, x.held = nil, nil; held == nil {
		return nil
	}
	defer func() { err = errors.Join(err, held.Close()) }()
	if engine == nil {
		return nil // a Reset that failed
	}
	select {
	case <-x.stop:
		return nil // the next Open sets it aside
	default:
	}
	if err := closeEngine(engine); err != nil {
		return unavailable("close", err)
	}
	return x.seal.closeWrite(x.dir)
}

// use runs one piece of work on the open engine. A panic of the engine comes back as an Unavailable error: a damaged
// index must not stop the service.
func (x *Index) use(what string, work func(bleve.Index) error) (err error) {
	x.swap.RLock()
	defer x.swap.RUnlock()
	if x.engine == nil {
		return unavailable(what, bleve.ErrorIndexClosed)
	}
	select {
	case <-x.stop:
		return unavailable(what, errStopped)
	default:
	}
	defer guard(what, &err)
	return work(x.engine)
}

// guard turns a panic into an error.
func guard(what string, err *error) {
	if r := recover(); r != nil {
		*err = unavailable(what, fmt.Errorf("panic: %v", r))
	}
}

func unavailable(what string, cause error) error {
	return domain.Refuse(domain.CodeUnavailable, "La recherche ne répond pas. Réessayez dans un instant.").
		WithCause(fmt.Errorf("search: %s: %w", what, cause))
}

// Put adds people or replaces them, by batches; each batch is on disk when the next one starts.
func (x *Index) Put(ctx context.Context, entries []domain.IndexEntry) error {
	x.writing.Lock()
	defer x.writing.Unlock()
	for len(entries) > 0 {
		if err := ctx.Err(); err != nil {
			return err
		}
		n := min(batchSize, len(entries))
		if err := x.putBatch(ctx, entries[:n]); err != nil {
			return err
		}
		entries = entries[n:]
	}
	return nil
}

func (x *Index) putBatch(ctx context.Context, entries []domain.IndexEntry) error {
	return x.use("put", func(engine bleve.Index) error {
		batch := engine.NewBatch()
		ids, list := make([]string, len(entries)), make([]facts, len(entries))
		for i, e := range entries {
			ids[i], list[i] = e.ID, x.labels.facts(e)
			text, err := list[i].text()
			if err != nil {
				return unavailable("put", err)
			}
			if err := batch.Index(e.ID, x.labels.document(e, text)); err != nil {
				return unavailable("put", err)
			}
		}
		known, err := countKnown(ctx, engine, ids)
		if err != nil {
			return unavailable("put", err)
		}
		x.table.reserve(ids)
		if err := x.commit(engine, batch, distinct(ids)-known); err != nil {
			return err
		}
		x.table.put(ids, list)
		return nil
	})
}

// Delete takes people out. An id that is not there is no error.
func (x *Index) Delete(ctx context.Context, ids []string) error {
	x.writing.Lock()
	defer x.writing.Unlock()
	for len(ids) > 0 {
		if err := ctx.Err(); err != nil {
			return err
		}
		n := min(batchSize, len(ids))
		if err := x.deleteBatch(ctx, ids[:n]); err != nil {
			return err
		}
		ids = ids[n:]
	}
	return nil
}

func (x *Index) deleteBatch(ctx context.Context, ids []string) error {
	return x.use("delete", func(engine bleve.Index) error {
		known, err := countKnown(ctx, engine, ids)
		if err != nil {
			return unavailable("delete", err)
		}
		batch := engine.NewBatch()
		for _, id := range ids {
			batch.Delete(id)
		}
		if err := x.commit(engine, batch, -known); err != nil {
			return err
		}
		x.table.remove(ids)
		return nil
	})
}

// commit writes the batch with its number and how many people there are after it, so that Open can tell when a write or
// people are missing.
func (x *Index) commit(engine bleve.Index, batch *bleve.Batch, added int) error {
	count, err := engine.DocCount()
	if err != nil {
		return unavailable("count", err)
	}
	next := seal{Sequence: x.seal.Sequence + 1}
	batch.SetInternal(tallyKey, signed(fmt.Sprint(next.Sequence, int(count)+added)))
	if err := x.write(engine, batch); err != nil {
		return unavailable("batch", err)
	}
	x.seal = next
	if err := x.seal.write(x.dir); err != nil {
		return unavailable("seal", err)
	}
	return nil
}

// countKnown counts the distinct ids that are in the index.
func countKnown(ctx context.Context, engine bleve.Index, ids []string) (int, error) {
	request := bleve.NewSearchRequestOptions(bleve.NewDocIDQuery(ids), 0, 0, false)
	request.Score = "none"
	result, err := engine.SearchInContext(ctx, request)
	if err != nil {
		return 0, err
	}
	return int(result.Total), nil
}

func distinct(ids []string) int {
	seen := make(map[string]struct{}, len(ids))
	for _, id := range ids {
		seen[id] = struct{}{}
	}
	return len(seen)
}

// Count is how many people the index holds, in the pool or not.
func (x *Index) Count() (count int, err error) {
	err = x.use("count", func(engine bleve.Index) error {
		n, err := engine.DocCount()
		if err != nil {
			return unavailable("count", err)
		}
		count = int(n)
		return nil
	})
	return count, err
}

// Mark is the change mark of the store up to which the index holds everything; empty when fresh.
func (x *Index) Mark() (mark string, err error) {
	err = x.use("mark", func(engine bleve.Index) error {
		value, err := engine.GetInternal(markKey)
		if err != nil {
			return unavailable("mark", err)
		}
		if mark, err = unsigned(value); err != nil {
			return unavailable("mark", err)
		}
		return nil
	})
	return mark, err
}

// SetMark keeps the change mark, durably.
func (x *Index) SetMark(mark string) error {
	x.writing.Lock()
	defer x.writing.Unlock()
	return x.use("mark", func(engine bleve.Index) error {
		batch := engine.NewBatch()
		batch.SetInternal(markKey, signed(mark))
		return x.commit(engine, batch, 0)
	})
}
