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

// Find walks the order key and keeps the documents that every condition names.
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

func findText(coll string, q Query) (*find, error) {
	f := &find{}
	f.add("SELECT d.id, d.revision, d.body, o.value FROM keys o JOIN docs d ON d.coll = o.coll AND d.id = o.id WHERE o.coll = ? AND o.name = ?", coll, q.Order)
	for _, c := range q.Where {
		f.add(" AND o.id IN (SELECT k.id FROM keys k WHERE k.coll = ? AND k.name = ?", coll, c.Name)
		switch {
		case len(c.Values) > 0:
			f.add(" AND k.value IN (?" + strings.Repeat(",?", len(c.Values)-1) + ")")
			for _, v := range c.Values {
				f.args = append(f.args, v)
			}
		case c.From != "":
			f.add(" AND k.value >= ?", c.From)
		default:
			f.add(" AND k.value >= ? AND k.value < ?", c.Prefix, c.Prefix+"\U0010ffff")
		}
		f.add(")")
	}
	compare, direction := ">", "ASC"
	if q.Desc {
		compare, direction = "<", "DESC"
	}
	if q.Cursor != "" {
		value, id, err := readCursor(q.Cursor)
		if err != nil {
			return nil, err
		}
		f.add(" AND (o.value, o.id) "+compare+" (?, ?)", value, id)
	}
	f.add(" ORDER BY o.value "+direction+", o.id "+direction+" LIMIT ?", q.Limit+1)
	return f, nil
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
