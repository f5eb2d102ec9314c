package store

import (
	"context"
	"database/sql"
	"encoding/base64"
	"strings"

	"eedk.fr/candidatheque/domain"
)

// find is a query being written: its text and its arguments, in step.
type find struct {
	text strings.Builder
	args []any
}

func (f *find) add(text string, args ...any) {
	f.text.WriteString(text)
	f.args = append(f.args, args...)
}

// Find looks the first condition up, keeps what the others name, and sorts by the order key; without a condition, or with
// one on the order key, it walks that key and stops at the page. Bodies are read for the page alone.
func (e *sqliteEngine) Find(ctx context.Context, coll string, q Query) ([]Doc, string, error) {
	f, err := findText(coll, q)
	if err != nil {
		return nil, "", err
	}
	rows, err := e.read.QueryContext(ctx, f.text.String(), f.args...)
	if err != nil {
		return nil, "", refusal(err)
	}
	defer func() { _ = rows.Close() }()
	return readPage(rows, q.Limit)
}

// findText writes the query. CROSS JOIN holds SQLite to the order written: it has no statistics to choose better by.
func findText(coll string, q Query) (*find, error) {
	f := &find{}
	compare, direction := ">", "ASC"
	if q.Desc {
		compare, direction = "<", "DESC"
	}
	f.add("SELECT d.id, d.revision, d.body, p.value FROM (SELECT DISTINCT o.id, o.value FROM ")
	rest := q.Where
	switch {
	case len(rest) == 0:
		f.add("keys o WHERE o.coll = ? AND o.name = ?", coll, q.Order)
	case rest[0].Name == q.Order:
		f.add("keys o WHERE o.coll = ?", coll)
		f.match("o", rest[0])
		rest = rest[1:]
	default:
		f.add("keys k CROSS JOIN keys o ON o.coll = k.coll AND o.id = k.id AND o.name = ? WHERE k.coll = ?", q.Order, coll)
		f.match("k", rest[0])
		rest = rest[1:]
	}
	for _, c := range rest {
		f.add(" AND EXISTS (SELECT 1 FROM keys x WHERE x.coll = o.coll AND x.id = o.id")
		f.match("x", c)
		f.add(")")
	}
	if q.Cursor != "" {
		value, id, err := readCursor(q.Cursor)
		if err != nil {
			return nil, err
		}
		f.add(" AND (o.value, o.id) "+compare+" (?, ?)", value, id)
	}
	f.add(" ORDER BY o.value "+direction+", o.id "+direction+" LIMIT ?", q.Limit+1)
	f.add(") p CROSS JOIN docs d ON d.coll = ? AND d.id = p.id ORDER BY p.value "+direction+", p.id "+direction, coll)
	return f, nil
}

// match adds what a condition asks of a row of keys.
func (f *find) match(row string, c Condition) {
	f.add(" AND "+row+".name = ?", c.Name)
	if c.Values != nil {
		f.add(" AND " + row + ".value IN (" + strings.TrimSuffix(strings.Repeat("?,", len(c.Values)), ",") + ")")
		for _, v := range c.Values {
			f.args = append(f.args, v)
		}
		return
	}
	if c.Prefix != "" {
		f.add(" AND "+row+".value >= ? AND "+row+".value < ?", c.Prefix, afterPrefix(c.Prefix))
	}
	if c.From != "" {
		f.add(" AND "+row+".value >= ?", c.From)
	}
	if c.Before != "" {
		f.add(" AND "+row+".value < ?", c.Before)
	}
}

// afterPrefix is the first text, in the order of bytes, after all those that begin with prefix. The last byte of UTF-8
// is never 0xff, so adding one cannot overflow.
func afterPrefix(prefix string) string {
	last := len(prefix) - 1
	return prefix[:last] + string([]byte{prefix[last] + 1})
}

// readPage reads limit documents; one more tells that there is a next page.
func readPage(rows *sql.Rows, limit int) (page []Doc, next string, err error) {
	var value, last string
	for rows.Next() {
		if len(page) == limit {
			next = writeCursor(value, last)
			break
		}
		var d Doc
		if err := rows.Scan(&d.ID, &d.Revision, &d.Body, &value); err != nil {
			return nil, "", refusal(err)
		}
		page, last = append(page, d), d.ID
	}
	return page, next, refusal(rows.Err())
}

// A cursor is the order value and the key of the last document given, so that writes in between move nothing.
func writeCursor(value, id string) string {
	return base64.RawURLEncoding.EncodeToString([]byte(value + "\x00" + id))
}

func readCursor(cursor string) (value, id string, err error) {
	text, err := base64.RawURLEncoding.DecodeString(cursor)
	value, id, ok := strings.Cut(string(text), "\x00")
	if err != nil || !ok {
		return "", "", domain.Invalid("cursor", "Cette page de liste n'existe plus : reprenez la liste au début.")
	}
	return value, id, nil
}
