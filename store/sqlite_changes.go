package store

import (
	"context"
	"strconv"
	"strings"

	"eedk.fr/candidatheque/domain"
)

// changesText merges writes and removals in the order of their sequence; both sides walk an index.
const changesText = `SELECT id, revision, seq, body, 0 FROM docs WHERE coll = ?1 AND seq > ?2
	UNION ALL SELECT id, 0, seq, x'', 1 FROM removed WHERE coll = ?1 AND seq > ?2 ORDER BY 3 LIMIT ?3`

// Changes needs no overlap: there is one writer, so the order of the sequence is the order of commits, and a reader who
// sees a place has seen all those before.
func (e *sqliteEngine) Changes(ctx context.Context, coll, mark string, limit int) ([]Change, string, error) {
	since, err := e.readMark(ctx, mark)
	if err != nil {
		return nil, "", err
	}
	rows, err := e.read.QueryContext(ctx, changesText, coll, since, limit)
	if err != nil {
		return nil, "", refusal(err)
	}
	defer func() { _ = rows.Close() }()
	var changes []Change
	for rows.Next() {
		var c Change
		if err := rows.Scan(&c.Doc.ID, &c.Doc.Revision, &since, &c.Doc.Body, &c.Removed); err != nil {
			return nil, "", refusal(err)
		}
		changes = append(changes, c)
	}
	return changes, e.writeMark(since), refusal(rows.Err())
}

// writeMark names a place in the sequence of this database, never empty.
func (e *sqliteEngine) writeMark(seq int64) string {
	return strconv.FormatInt(e.generation, 36) + "." + strconv.FormatInt(seq, 10)
}

// readMark is the place in the sequence that a mark names: 0 for an empty one and for one that is not of this database
// as it is now.
func (e *sqliteEngine) readMark(ctx context.Context, mark string) (int64, error) {
	if mark == "" {
		return 0, nil
	}
	generation, text, found := strings.Cut(mark, ".")
	if !found {
		return 0, unreadableMark(nil)
	}
	text, _, _ = strings.Cut(text, ".") // the mark of a database elsewhere has a third part
	since, err := strconv.ParseInt(text, 10, 64)
	if err != nil || since < 0 {
		return 0, unreadableMark(err)
	}
	if generation != strconv.FormatInt(e.generation, 36) {
		return 0, nil
	}
	last, err := e.fact(ctx, "seq")
	if err != nil || since > last {
		return 0, err
	}
	return since, nil
}

// unreadableMark refuses a mark that no engine wrote.
func unreadableMark(cause error) error {
	return domain.Invalid("mark", "La marque de suivi est illisible : refaites l'index (candidatheque reindex).").WithCause(cause)
}

// fact reads one of the numbers that the database knows about itself.
func (e *sqliteEngine) fact(ctx context.Context, name string) (value int64, err error) {
	err = e.read.QueryRowContext(ctx, "SELECT value FROM facts WHERE name = ?", name).Scan(&value)
	return value, refusal(err)
}
