package store

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"eedk.fr/candidatheque/domain"
)

// kept is a repository as its upkeep sees it: it can tell the keys that a stored body should have.
type kept interface {
	collection() string
	// keysOf fails on a body that its type cannot read, or that is another document's.
	keysOf(d Doc) ([]Key, error)
	// untold and markTold are the repository's part of the outbox.
	untold(ctx context.Context, visit func(domain.Untold, error) error) error
	markTold(ctx context.Context, u domain.Untold) error
}

func (r repo[T, P]) collection() string { return r.coll }

func (r repo[T, P]) keysOf(d Doc) ([]Key, error) {
	t := new(T)
	if err := json.Unmarshal(d.Body, t); err != nil {
		return nil, r.unreadable(err)
	}
	if head := P(t).Head(); head.ID != d.ID || head.Revision != d.Revision {
		return nil, r.unreadable(fmt.Errorf("%s at revision %d in the envelope of %s at revision %d", head.ID, head.Revision, d.ID, d.Revision))
	}
	return r.allKeys(t), nil
}

// repos are the repositories whose documents have keys; once and blobs are found by their own key alone.
func (s *Store) repos() []kept {
	return []kept{s.People, s.Offers, s.Employers, s.Shortlists, s.Users, s.Secrets, s.Sessions, s.Imports, s.Mappings, s.Positions,
		s.Trainings, s.Alerts, s.SavedLists, s.Journal, s.JournalKeys, s.Mails, s.Memberships, s.SignUps,
		s.Invitations, s.Introductions, s.Occasions, s.Archive,
		s.Figures, s.Leavers,
		s.Credentials, s.Attempts,
	}
}

// walk visits every document of a repository.
func (s *Store) walk(ctx context.Context, r kept, visit func(Doc) error) error {
	return walk(ctx, s.engine, r.collection(), func(docs []Doc) error {
		for _, d := range docs {
			if err := visit(d); err != nil {
				return err
			}
		}
		return nil
	})
}

// Verify reads everything: the engine's own structure, each body by its type, each body's identity and revision against
// its envelope, each key against its body. The error names the first fault of each collection, one line each.
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
	version, err := e.fact(ctx, "keys_version")
	if err != nil || version == keysVersion {
		return err
	}
	// One transaction for all: the folder is being opened, nobody waits, and half of the keys is never seen.
	return e.transact(ctx, func(tx *transaction) error {
		for _, r := range s.repos() {
			err := s.walk(ctx, r, func(d Doc) (err error) {
				if d.Keys, err = r.keysOf(d); err != nil {
					return err
				}
				if err := tx.unindex(ctx, r.collection(), d.ID); err != nil {
					return err
				}
				return tx.index(ctx, r.collection(), d)
			})
			if err != nil {
				return err
			}
		}
		_, err := tx.ExecContext(ctx, "UPDATE facts SET value = ? WHERE name = 'keys_version'", keysVersion)
		return err
	})
}

// verifications are what the tables must say of one another: each query counts faults.
var verifications = []struct{ fault, count string }{
	{"clés d'index sans document", "SELECT count(*) FROM keys k WHERE NOT EXISTS (SELECT 1 FROM docs d WHERE d.coll = k.coll AND d.id = k.id)"},
	{"documents après la fin du suivi", "SELECT count(*) FROM docs WHERE seq > (SELECT value FROM facts WHERE name = 'seq')"},
	{"documents au même rang du suivi", "SELECT count(*) - count(DISTINCT seq) FROM docs"},
	{"documents à la fois présents et retirés", "SELECT count(*) FROM removed r JOIN docs d ON d.coll = r.coll AND d.id = r.id"},
}

// Verify has SQLite read every page and every index, and asks what the tables say of one another.
func (e *sqliteEngine) Verify(ctx context.Context) error {
	var health string
	if err := e.read.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&health); err != nil {
		return refusal(err)
	}
	if health != "ok" {
		return domain.Refuse(domain.CodeUnavailable, "la base est abîmée : %s", health)
	}
	for _, v := range verifications {
		var n int
		if err := e.read.QueryRowContext(ctx, v.count).Scan(&n); err != nil {
			return refusal(err)
		}
		if n > 0 {
			return domain.Refuse(domain.CodeInternal, "%s : %d", v.fault, n)
		}
	}
	return nil
}
