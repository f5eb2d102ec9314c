package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"eedk.fr/candidatheque/domain"
)

// kept is a repository as its upkeep sees it: it can tell the keys that a stored body should have.
type kept interface {
	collection() string
	keysOf(d Doc) ([]Key, error)
}

func (r repo[T, P]) collection() string { return r.coll }

func (r repo[T, P]) keysOf(d Doc) ([]Key, error) {
	t, err := r.decode(d)
	if err != nil {
		return nil, err
	}
	return r.keys(t), nil
}

func (s *Store) repos() []kept {
	return []kept{s.People, s.Offers, s.Employers, s.Shortlists, s.Users, s.Secrets, s.Sessions, s.Imports}
}

// walk visits every document of a repository.
func (s *Store) walk(ctx context.Context, r kept, visit func(Doc) error) error {
	for mark := ""; ; {
		changes, next, err := s.engine.Changes(ctx, r.collection(), mark, batch)
		if err != nil {
			return err
		}
		for _, c := range changes {
			if c.Removed {
				continue
			}
			if err := visit(c.Doc); err != nil {
				return err
			}
		}
		if len(changes) < batch {
			return nil
		}
		mark = next
	}
}

// Verify reads everything: the engine's own structure, each body by its type, each key against its body.
// The error names the first fault of each collection.
func (s *Store) Verify(ctx context.Context) error {
	faults := []error{s.keeper.Verify(ctx)}
	for _, r := range s.repos() {
		faults = append(faults, s.walk(ctx, r, func(d Doc) error {
			want, err := r.keysOf(d)
			if err != nil {
				return fmt.Errorf("%s %s : %w", r.collection(), d.ID, err)
			}
			return s.verifyKeys(ctx, r.collection(), d, want)
		}))
	}
	return errors.Join(faults...)
}

// verifyKeys asks the index for the document under each key it should have.
func (s *Store) verifyKeys(ctx context.Context, coll string, d Doc, want []Key) error {
	got, err := s.keeper.KeysOf(ctx, coll, d.ID)
	if err != nil {
		return err
	}
	sortKeys(want)
	sortKeys(got)
	if !slices.Equal(slices.Compact(want), got) {
		return domain.Refuse(domain.CodeInternal, "%s %s : les clés d'index ne disent pas la même chose que le document", coll, d.ID)
	}
	return nil
}

func sortKeys(keys []Key) {
	slices.SortFunc(keys, func(a, b Key) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.Value, b.Value))
	})
}

// KeysOf lists the keys a document is found by.
func (e *sqliteEngine) KeysOf(ctx context.Context, coll, id string) (keys []Key, err error) {
	rows, err := e.read.QueryContext(ctx, "SELECT name, value FROM keys WHERE coll = ? AND id = ?", coll, id)
	if err != nil {
		return nil, refusal(err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var k Key
		if err := rows.Scan(&k.Name, &k.Value); err != nil {
			return nil, refusal(err)
		}
		keys = append(keys, k)
	}
	return keys, refusal(rows.Err())
}

// renewKeys gives every document the keys of this program when they were written under others.
func (s *Store) renewKeys(ctx context.Context, e *sqliteEngine) error {
	var version int
	if err := e.read.QueryRowContext(ctx, "SELECT value FROM facts WHERE name = 'keys_version'").Scan(&version); err != nil {
		return refusal(err)
	}
	if version == keysVersion {
		return nil
	}
	for _, r := range s.repos() {
		err := s.walk(ctx, r, func(d Doc) error {
			keys, err := r.keysOf(d)
			if err != nil {
				return err
			}
			d.Keys = keys
			return e.transact(ctx, func(tx *transaction) error { return tx.index(ctx, r.collection(), d, false) })
		})
		if err != nil {
			return err
		}
	}
	return e.transact(ctx, func(tx *transaction) error {
		_, err := tx.ExecContext(ctx, "UPDATE facts SET value = ? WHERE name = 'keys_version'", keysVersion)
		return err
	})
}

// Verify has SQLite read every page and every index.
func (e *sqliteEngine) Verify(ctx context.Context) error {
	var health string
	if err := e.read.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&health); err != nil {
		return refusal(err)
	}
	if health != "ok" {
		return domain.Refuse(domain.CodeUnavailable, "la base est abîmée : %s", health)
	}
	return nil
}
