package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
)

// sqliteEngine keeps documents in one SQLite file: one writer connection, several readers, WAL, synchronous=FULL.
// Its change marks are a generation, renewed when a backup is put back, and a sequence given in the order of commits.
type sqliteEngine struct {
	file       string
	write      *sql.DB
	read       *sql.DB
	generation int64
}

func (e *sqliteEngine) Get(ctx context.Context, coll, id string) (Doc, error) {
	d := Doc{ID: id}
	err := e.read.QueryRowContext(ctx, "SELECT revision, body FROM docs WHERE coll = ? AND id = ?", coll, id).Scan(&d.Revision, &d.Body)
	if errors.Is(err, sql.ErrNoRows) {
		return Doc{}, notFound()
	}
	return d, refusal(err)
}

// Put names every document in conflict before it undoes the batch, so that an import mends them in one go.
func (e *sqliteEngine) Put(ctx context.Context, coll string, writes ...Write) error {
	return e.transact(ctx, func(tx *transaction) error {
		conflict := &ConflictError{}
		for _, w := range writes {
			done, err := tx.put(ctx, coll, w)
			if err != nil {
				return err
			}
			if !done {
				conflict.IDs = append(conflict.IDs, w.Doc.ID)
			}
		}
		if len(conflict.IDs) > 0 {
			return conflict
		}
		return nil
	})
}

// Take is decided by the writer connection: DELETE … RETURNING gives the row to one taker.
func (e *sqliteEngine) Take(ctx context.Context, coll, id string) (Doc, error) {
	d := Doc{ID: id}
	err := e.transact(ctx, func(tx *transaction) error {
		err := tx.QueryRowContext(ctx, "DELETE FROM docs WHERE coll = ? AND id = ? RETURNING revision, body", coll, id).Scan(&d.Revision, &d.Body)
		if errors.Is(err, sql.ErrNoRows) {
			return notFound()
		}
		if err != nil {
			return err
		}
		if err := tx.unindex(ctx, coll, id); err != nil {
			return err
		}
		return tx.tellRemoved(ctx, coll, id)
	})
	return d, err
}

// transaction is a write in progress; seq is the sequence it has given so far, prepared the statements it has run: a
// batch runs the same three on every document.
type transaction struct {
	*sql.Tx
	seq      int64
	prepared map[string]*sql.Stmt
}

// run executes a statement, prepared once in the transaction, which closes it at its end.
func (t *transaction) run(ctx context.Context, text string, args ...any) (changed int64, err error) {
	statement, known := t.prepared[text]
	if !known {
		if statement, err = t.PrepareContext(ctx, text); err != nil {
			return 0, err
		}
		t.prepared[text] = statement
	}
	result, err := statement.ExecContext(ctx, args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// tellRemoved leaves a mark for the followers of the collection, if it has any.
func (t *transaction) tellRemoved(ctx context.Context, coll, id string) error {
	if !slices.Contains(followed, coll) {
		return nil
	}
	_, err := t.run(ctx, "INSERT OR REPLACE INTO removed (coll, id, seq) VALUES (?, ?, ?)", coll, id, t.next())
	return err
}

// next gives a place in the sequence. Places of an undone transaction are given again: nobody saw them.
func (t *transaction) next() int64 {
	t.seq++
	return t.seq
}

// transact runs work alone on the writer connection and commits it durably, or undoes it all.
func (e *sqliteEngine) transact(ctx context.Context, work func(*transaction) error) error {
	tx, err := e.write.BeginTx(ctx, nil)
	if err != nil {
		return refusal(err)
	}
	defer func() { _ = tx.Rollback() }()
	t := &transaction{Tx: tx, prepared: map[string]*sql.Stmt{}}
	if err := tx.QueryRowContext(ctx, "SELECT value FROM facts WHERE name = 'seq'").Scan(&t.seq); err != nil {
		return refusal(err)
	}
	if err := work(t); err != nil {
		var conflict *ConflictError
		if errors.As(err, &conflict) {
			return err
		}
		return refusal(err)
	}
	if _, err := tx.ExecContext(ctx, "UPDATE facts SET value = ? WHERE name = 'seq'", t.seq); err != nil {
		return refusal(err)
	}
	return refusal(tx.Commit())
}

// put writes one document; false when the stored revision is not the one it was read at.
func (t *transaction) put(ctx context.Context, coll string, w Write) (bool, error) {
	d, seq := w.Doc, t.next()
	if d.Body == nil {
		d.Body = []byte{} // an empty document of MongoDB comes without a body, which is no absence here
	}
	var written int64
	var err error
	switch w.Over {
	case 0:
		written, err = t.run(ctx, "INSERT INTO docs (coll, id, revision, seq, body) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
			coll, d.ID, d.Revision, seq, d.Body)
	case AnyRevision:
		written, err = t.run(ctx, `INSERT INTO docs (coll, id, revision, seq, body) VALUES (?, ?, 1, ?, ?)
			ON CONFLICT (coll, id) DO UPDATE SET revision = revision + 1, seq = excluded.seq, body = excluded.body`, coll, d.ID, seq, d.Body)
	default:
		written, err = t.run(ctx, "UPDATE docs SET revision = ?, seq = ?, body = ? WHERE coll = ? AND id = ? AND revision = ?",
			d.Revision, seq, d.Body, coll, d.ID, w.Over)
	}
	if err != nil || written == 0 {
		return false, err
	}
	if w.Over <= 0 && slices.Contains(followed, coll) { // a document that comes back is no longer removed
		if _, err := t.run(ctx, "DELETE FROM removed WHERE coll = ? AND id = ?", coll, d.ID); err != nil {
			return false, err
		}
	}
	if w.Over != 0 {
		if err := t.unindex(ctx, coll, d.ID); err != nil {
			return false, err
		}
	}
	return true, t.index(ctx, coll, d)
}

// unindex removes the keys of a document.
func (t *transaction) unindex(ctx context.Context, coll, id string) error {
	_, err := t.run(ctx, "DELETE FROM keys WHERE coll = ? AND id = ?", coll, id)
	return err
}

// index writes the keys of a document that has none.
func (t *transaction) index(ctx context.Context, coll string, d Doc) error {
	if len(d.Keys) == 0 {
		return nil
	}
	args := make([]any, 0, 4*len(d.Keys))
	for _, k := range d.Keys {
		args = append(args, coll, k.Name, k.Value, d.ID)
	}
	rows := strings.Repeat(",(?,?,?,?)", len(d.Keys))[1:]
	_, err := t.run(ctx, "INSERT OR IGNORE INTO keys (coll, name, value, id) VALUES "+rows, args...)
	return err
}

func (e *sqliteEngine) Count(ctx context.Context, coll string) (n int, err error) {
	err = e.read.QueryRowContext(ctx, "SELECT count(*) FROM docs WHERE coll = ?", coll).Scan(&n)
	return n, refusal(err)
}

// Close waits for what is under way; the last connection folds the journal into the file.
func (e *sqliteEngine) Close() error {
	return errors.Join(e.read.Close(), e.write.Close())
}
