package store

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"

	"eedk.fr/candidatheque/domain"
)

// collMigration holds a mark while a migration into this store is under way.
const (
	collMigration = "migration"
	migrationMark = "under way"
)

// Digest sums the documents of a collection, whatever their order: how many there are, and what is in them. Two stores
// that hold the same documents at the same revisions have the same digest, on any engine.
type Digest struct {
	Documents int
	sum       [sha256.Size]byte
}

// String shows enough of the sum to compare by eye.
func (d Digest) String() string {
	return fmt.Sprintf("%d %s", d.Documents, hex.EncodeToString(d.sum[:8]))
}

// add mixes a document in by exclusive or: keys are distinct, so no two documents cancel out.
func (d *Digest) add(doc Doc) {
	h := sha256.New()
	var size [8]byte
	binary.BigEndian.PutUint64(size[:], uint64(len(doc.ID)))
	h.Write(size[:])
	h.Write([]byte(doc.ID))
	binary.BigEndian.PutUint64(size[:], uint64(doc.Revision))
	h.Write(size[:])
	h.Write(doc.Body)
	d.Documents++
	for i, b := range h.Sum(nil) {
		d.sum[i] ^= b
	}
}

// Migrated is what a migration found of a collection on both sides, once all was copied.
type Migrated struct {
	Collection string
	From, To   Digest
}

// Same tells that both sides hold the same documents.
func (m Migrated) Same() bool { return m.From == m.To }

// CopyProgress is told how many documents of a collection were copied, of how many.
type CopyProgress func(collection string, done, total int)

func ignoreProgress(string, int, int) {}

// Migrate copies every document of a store into another, at the same revisions, then reads both again and tells what
// each holds. It refuses a target that holds anything, unless an interrupted migration left it: that one is then run to
// its end. A target whose migration did not end, or whose documents differ, opens for nothing else (Open). Nobody may
// write in either meanwhile.
func Migrate(ctx context.Context, from, to *Store, progress CopyProgress) ([]Migrated, error) {
	resumed, err := to.beginMigration(ctx)
	if err != nil {
		return nil, err
	}
	for _, c := range from.collections() {
		if resumed {
			if err := to.dropForeign(ctx, from, c.name); err != nil {
				return nil, err
			}
		}
		if err := from.copyCollection(ctx, to, c, progress); err != nil {
			return nil, err
		}
	}
	result, err := compare(ctx, from, to)
	if err != nil || slices.ContainsFunc(result, func(m Migrated) bool { return !m.Same() }) {
		return result, err
	}
	_, err = to.engine.Take(ctx, collMigration, migrationMark)
	return result, err
}

// compare reads both stores whole.
func compare(ctx context.Context, from, to *Store) (result []Migrated, err error) {
	for _, c := range from.collections() {
		m := Migrated{Collection: c.name}
		if m.From, err = from.digest(ctx, c.name); err != nil {
			return nil, err
		}
		if m.To, err = to.digest(ctx, c.name); err != nil {
			return nil, err
		}
		result = append(result, m)
	}
	return result, nil
}

// collection is one to copy: its documents' keys are computed anew by its repository, or there are none.
type collection struct {
	name string
	keys func(Doc) ([]Key, error)
}

// collections are all those of a store. What happens once is copied last: a copy made while others write may then know
// a seat taken whose placement it lacks, never a placement whose seat is free. The journal comes after the blobs, where its
// head is noted: a copy never knows of a line that it lacks.
func (s *Store) collections() []collection {
	var all []collection
	for _, r := range s.repos() {
		if r.collection() != collJournal {
			all = append(all, collection{r.collection(), r.keysOf})
		}
	}
	keyless := func(Doc) ([]Key, error) { return nil, nil }
	return append(all, collection{collBlobs, keyless}, collection{collJournal, s.Journal.keysOf}, collection{collOnce, keyless})
}

// migrating tells whether a migration into this store did not end.
func (s *Store) migrating(ctx context.Context) (bool, error) {
	_, err := s.engine.Get(ctx, collMigration, migrationMark)
	if domain.CodeOf(err) == domain.CodeNotFound {
		return false, nil
	}
	return err == nil, err
}

// beginMigration marks an empty store, and tells whether it was marked already.
func (s *Store) beginMigration(ctx context.Context) (resumed bool, err error) {
	if resumed, err = s.migrating(ctx); resumed || err != nil {
		return resumed, err
	}
	for _, c := range s.collections() {
		n, err := s.keeper.Count(ctx, c.name)
		if err != nil {
			return false, err
		}
		if n > 0 {
			return false, domain.Refuse(domain.CodeConflict, "la base d'arrivée n'est pas vide (%s : %d) : une migration n'écrase rien", c.name, n)
		}
	}
	return false, s.engine.Put(ctx, collMigration, Write{Doc: Doc{ID: migrationMark, Revision: 1, Body: []byte("{}")}})
}

// dropForeign removes what an interrupted migration left and the source no longer holds as such.
func (s *Store) dropForeign(ctx context.Context, from *Store, coll string) error {
	return walk(ctx, s.engine, coll, func(docs []Doc) error {
		for _, d := range docs {
			source, err := from.engine.Get(ctx, coll, d.ID)
			if err == nil && source.Revision == d.Revision && slices.Equal(source.Body, d.Body) {
				continue
			}
			if err != nil && domain.CodeOf(err) != domain.CodeNotFound {
				return err
			}
			if _, err := s.engine.Take(ctx, coll, d.ID); err != nil {
				return err
			}
		}
		return nil
	})
}

// copyCollection writes every document into another store. One that comes again, because somebody wrote it meanwhile,
// stays as it came first.
func (s *Store) copyCollection(ctx context.Context, to *Store, c collection, progress CopyProgress) error {
	total, err := s.keeper.Count(ctx, c.name)
	if err != nil {
		return err
	}
	done := 0
	return walk(ctx, s.engine, c.name, func(docs []Doc) error {
		writes := make([]Write, 0, len(docs))
		for _, d := range docs {
			keys, err := c.keys(d)
			if err != nil {
				return fmt.Errorf("%s %s : %w", c.name, d.ID, err)
			}
			d.Keys = keys
			writes = append(writes, Write{Doc: d})
		}
		if err := putLacking(ctx, to.engine, c.name, writes); err != nil {
			return err
		}
		done += len(docs)
		progress(c.name, done, total)
		return nil
	})
}

// putLacking writes the documents that are not there yet.
func putLacking(ctx context.Context, e Engine, coll string, writes []Write) error {
	err := e.Put(ctx, coll, writes...)
	var conflict *ConflictError
	if !errors.As(err, &conflict) {
		return err
	}
	writes = slices.DeleteFunc(writes, func(w Write) bool { return slices.Contains(conflict.IDs, w.Doc.ID) })
	return e.Put(ctx, coll, writes...)
}

// digest reads a whole collection.
func (s *Store) digest(ctx context.Context, coll string) (d Digest, err error) {
	err = walk(ctx, s.engine, coll, func(docs []Doc) error {
		for _, doc := range docs {
			d.add(doc)
		}
		return nil
	})
	return d, err
}
