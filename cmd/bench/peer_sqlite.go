package main

import (
	"context"
	"database/sql"
	"path/filepath"
	"strings"

	"eedk.fr/candidatheque/domain"

	_ "modernc.org/sqlite" // the engine measured
)

// openSQLite fills a table and an FTS5 index of the same rows, and asks for the occupations by full text, the gates as
// conditions, the order by bm25.
func openSQLite(ctx context.Context, dir string, c *corpus) (engine, error) {
	db, err := sql.Open("sqlite", filepath.Join(dir, "peer.sqlite"))
	if err != nil {
		return engine{}, err
	}
	if err := fillSQLite(ctx, db, c); err != nil {
		return engine{}, err
	}
	return engine{name: "sqlite_fts5", close: func() { _ = db.Close() }, ask: func(o *domain.Offer) ([]string, error) {
		return askSQLite(ctx, db, c.questionOf(o))
	}}, nil
}

const sqliteSchema = `
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
CREATE TABLE people (id INTEGER PRIMARY KEY, key TEXT, open INTEGER, contracts TEXT, legal TEXT, licences TEXT, lat REAL, lon REAL, radius INTEGER, available INTEGER);
CREATE VIRTUAL TABLE words USING fts5(sought, done, domains, skills, text, tokenize = 'unicode61 remove_diacritics 2', content = '');`

func fillSQLite(ctx context.Context, db *sql.DB, c *corpus) error {
	if _, err := db.ExecContext(ctx, sqliteSchema); err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // done when committed
	person, err := tx.PrepareContext(ctx, `INSERT INTO people VALUES (?,?,?,?,?,?,?,?,?,?)`)
	if err != nil {
		return err
	}
	defer person.Close()
	words, err := tx.PrepareContext(ctx, `INSERT INTO words (rowid, sought, done, domains, skills, text) VALUES (?,?,?,?,?,?)`)
	if err != nil {
		return err
	}
	defer words.Close()
	for i := range c.people {
		d := documentOf(&c.people[i])
		if _, err := person.ExecContext(ctx, i+1, d.id, d.open, listed(d.contracts), listed(d.legal), listed(d.licences), d.lat, d.lon, d.radius, d.available); err != nil {
			return err
		}
		if _, err := words.ExecContext(ctx, i+1, strings.Join(d.sought, " "), strings.Join(d.done, " "), strings.Join(d.domains, " "), strings.Join(d.skills, " "), d.text); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// listed writes values so that one is found whole: |CDI|CTT|.
func listed(values []string) string { return "|" + strings.Join(values, "|") + "|" }

func askSQLite(ctx context.Context, db *sql.DB, q peerQuestion) ([]string, error) {
	var match []string
	for _, code := range append(append([]string{q.same}, q.close...), q.evolution...) {
		match = append(match, `{sought done}:"`+code+`"`)
	}
	match = append(match, `domains:"`+q.domain+`"`)
	licence := "|"
	for _, l := range q.offer.Licences {
		if l.Need == domain.DayOne {
			licence = "|" + string(l.Licence) + "|"
		}
	}
	rows, err := db.QueryContext(ctx, `
SELECT p.key FROM words w JOIN people p ON p.id = w.rowid
WHERE words MATCH ? AND p.open AND instr(p.contracts, ?) AND instr(p.legal, ?) AND instr(p.licences, ?) AND p.available <= ?
  AND abs(p.lat - ?) <= p.radius / 111.0 AND abs(p.lon - ?) <= p.radius / 70.0
ORDER BY bm25(words, 32, 24, 6, 4, 1) LIMIT ?`,
		strings.Join(match, " OR "), listed([]string{string(q.offer.Contract)}), listed([]string{string(q.offer.Contract)}), licence, q.latest,
		q.offer.Place.Lat, q.offer.Place.Lon, peerDepth)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var ids []string
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, rows.Err()
}
