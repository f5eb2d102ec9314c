package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"eedk.fr/candidatheque/domain"
)

// Sessions keeps signed-in browsers under the hash of their cookie. It has the methods of a session store with
// context: Find, Commit and Delete, with and without one.
type Sessions struct {
	repo[domain.Session, *domain.Session]
	now func() time.Time
}

func sessionID(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// FindCtx reads a session that has not expired.
func (r Sessions) FindCtx(ctx context.Context, token string) (content []byte, found bool, err error) {
	s, err := r.read(ctx, sessionID(token))
	switch {
	case domain.CodeOf(err) == domain.CodeNotFound:
		return nil, false, nil
	case err != nil:
		return nil, false, err
	case !r.now().Before(s.Expires):
		return nil, false, nil
	}
	return s.Content, true, nil
}

// CommitCtx writes a session; who it belongs to stays.
func (r Sessions) CommitCtx(ctx context.Context, token string, content []byte, expires time.Time) error {
	return r.update(ctx, token, func(s *domain.Session) { s.Content, s.Expires = content, expires })
}

// Bind ties a session to a user, so that EndAll finds it.
func (r Sessions) Bind(ctx context.Context, token, userID string) error {
	return r.update(ctx, token, func(s *domain.Session) { s.UserID = userID })
}

func (r Sessions) update(ctx context.Context, token string, change func(*domain.Session)) error {
	id := sessionID(token)
	s, err := r.read(ctx, id)
	if domain.CodeOf(err) == domain.CodeNotFound {
		s, err = &domain.Session{Record: domain.Record{ID: id, Created: r.now().UTC()}}, nil
	}
	if err != nil {
		return err
	}
	change(s)
	s.Updated = r.now().UTC()
	w, err := r.encode(s)
	if err != nil {
		return err
	}
	w.Over = AnyRevision // two tabs of one browser write the same session: the last one stays
	return r.engine.Put(ctx, r.coll, w)
}

// DeleteCtx ends a session; ending one that is gone is not an error.
func (r Sessions) DeleteCtx(ctx context.Context, token string) error {
	return r.drop(ctx, sessionID(token))
}

func (r Sessions) drop(ctx context.Context, id string) error {
	if _, err := r.engine.Take(ctx, r.coll, id); err != nil && domain.CodeOf(err) != domain.CodeNotFound {
		return err
	}
	return nil
}

// Find is FindCtx without a context.
func (r Sessions) Find(token string) ([]byte, bool, error) {
	return r.FindCtx(context.Background(), token)
}

// Commit is CommitCtx without a context.
func (r Sessions) Commit(token string, content []byte, expires time.Time) error {
	return r.CommitCtx(context.Background(), token, content, expires)
}

// Delete is DeleteCtx without a context.
func (r Sessions) Delete(token string) error { return r.DeleteCtx(context.Background(), token) }

// EndAll ends every session of a user, everywhere.
func (r Sessions) EndAll(ctx context.Context, userID string) error {
	return r.dropWhere(ctx, Query{Where: []Condition{{Name: keyUser, Values: []string{userID}}}, Order: keyExpires, Limit: batch},
		func(*domain.Session) bool { return true })
}

// Sweep removes what expired before now.
func (r Sessions) Sweep(ctx context.Context, now time.Time) error {
	return r.dropWhere(ctx, Query{Order: keyExpires, Limit: batch}, func(s *domain.Session) bool { return s.Expires.Before(now) })
}

// dropWhere removes the first documents of a query as long as they fit.
func (r Sessions) dropWhere(ctx context.Context, q Query, fits func(*domain.Session) bool) error {
	for {
		list, next, err := r.find(ctx, domain.System(), q)
		if err != nil {
			return err
		}
		for _, s := range list {
			if !fits(s) {
				return nil
			}
			if err := r.drop(ctx, s.ID); err != nil {
				return err
			}
		}
		if next == "" {
			return nil
		}
		q.Cursor = next
	}
}
