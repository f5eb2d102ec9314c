package store

import (
	"context"
	"database/sql"
	"fmt"
)

// migrations is append-only: entry i brings the schema from version i to i+1. Each runs in one transaction.
var migrations = []string{
	// 1: documents in their envelope, and the keys they are found by.
	`CREATE TABLE docs (
		coll TEXT NOT NULL, id TEXT NOT NULL, revision INTEGER NOT NULL, seq INTEGER NOT NULL, body BLOB NOT NULL,
		UNIQUE (coll, id));
	CREATE TABLE keys (
		coll TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, id TEXT NOT NULL,
		PRIMARY KEY (coll, name, value, id)) WITHOUT ROWID;
	CREATE INDEX keys_of ON keys (coll, id);
	CREATE TABLE facts (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
	INSERT INTO facts VALUES ('seq', 0), ('keys_version', 0);`,
	// 2: removals are told to followers, and changes are read in their order.
	`CREATE TABLE removed (coll TEXT NOT NULL, id TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (coll, id)) WITHOUT ROWID;
	CREATE INDEX docs_changed ON docs (coll, seq);
	CREATE INDEX removed_changed ON removed (coll, seq);`,
	// 3: a mark of another database, or of a later state of this one, is told from one of this one.
	`INSERT INTO facts VALUES ('generation', random() & 0x7fffffffffff);`,
}

// migrate brings the schema to the last version. It refuses one that a newer program made.
func migrate(ctx context.Context, db *sql.DB) error {
	var version int
	if err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return refusal(err)
	}
	if version > len(migrations) {
		return newerSchema(version)
	}
	for ; version < len(migrations); version++ {
		if err := migrateOne(ctx, db, version); err != nil {
			return fmt.Errorf("migration %d : %w", version+1, err)
		}
	}
	return nil
}

// migrateOne changes the schema and its version in one transaction: a crash leaves the one before, whole.
func migrateOne(ctx context.Context, db *sql.DB, version int) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return refusal(err)
	}
	defer func() { _ = tx.Rollback() }()
	if _, err := tx.ExecContext(ctx, migrations[version]); err != nil {
		return refusal(err)
	}
	if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", version+1)); err != nil {
		return refusal(err)
	}
	return refusal(tx.Commit())
}
