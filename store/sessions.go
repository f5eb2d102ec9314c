package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"time"

	"eedk.fr/candidatheque/domain"
)

// Sessions keeps signed-in browsers under the hash of their cookie. It has the methods of a session store with
// context: Find, Commit and Delete, with and without one.
type Sessions struct {
	repo[domain.Session, *domain.Session]
	now func() time.Time
}

// sessionID is what is kept of a token: who reads the database cannot sign in with it. A token has 128 bits or more of
// chance, so a plain hash is enough.
func sessionID(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// ended tells a session that was ended from one that nobody committed yet: both are empty, the second has an owner.
// It stays until it expires, so that a request which was under way when it ended does not bring it back.
func ended(s *domain.Session) bool {
	return s.Revision > 0 && len(s.Content) == 0 && s.UserID == ""
}

// FindCtx reads a session that has not expired.
func (r Sessions) FindCtx(ctx context.Context, token string) (content []byte, found bool, err error) {
	s, err := r.read(ctx, sessionID(token))
	switch {
	case domain.CodeOf(err) == domain.CodeNotFound:
		return nil, false, nil
	case err != nil:
		return nil, false, err
	case len(s.Content) == 0, !r.now().Before(s.Expires):
		return nil, false, nil
	}
	return s.Content, true, nil
}

// CommitCtx writes a session; who it belongs to stays. One that ended meanwhile stays ended, and that is not an error.
func (r Sessions) CommitCtx(ctx context.Context, token string, content []byte, expires time.Time) error {
	return r.update(ctx, token, func(s *domain.Session) error {
		if ended(s) {
			return errUnchanged
		}
		s.Content, s.Expires = content, expires
		return nil
	})
}

// Bind ties a session to its owner, so that EndAll finds it; it may come before the first commit. Unauthenticated when the
// session ended meanwhile.
func (r Sessions) Bind(ctx context.Context, token string, owner domain.SessionOwner) error {
	return r.update(ctx, token, func(s *domain.Session) error {
		if ended(s) {
			return domain.Refuse(domain.CodeUnauthenticated, "Votre session est terminée. Reconnectez-vous.")
		}
		if s.SessionOwner = owner; s.Expires.IsZero() {
			s.Expires = r.now().UTC().Add(uncommittedLife)
		}
		return nil
	})
}

const (
	// uncommittedLife is how long a session may wait for its first commit, which comes with the same answer.
	uncommittedLife = time.Hour
	// mostTries at a session that others are writing: each lost try is another's success.
	mostTries = 200
)

// errUnchanged ends an update that has nothing to write.
var errUnchanged = errors.New("nothing to write")

// update changes the session as it is now, made anew when there is none; two tabs writing at once both succeed.
func (r Sessions) update(ctx context.Context, token string, change func(*domain.Session) error) error {
	id := sessionID(token)
	return r.retry(func() error {
		s, err := r.read(ctx, id)
		if domain.CodeOf(err) == domain.CodeNotFound {
			s, err = &domain.Session{Record: domain.Record{ID: id, Created: r.now().UTC()}}, nil
		}
		if err != nil {
			return err
		}
		return r.change(ctx, s, change)
	})
}

func (r Sessions) change(ctx context.Context, s *domain.Session, change func(*domain.Session) error) error {
	if err := change(s); err != nil {
		return err
	}
	s.Updated = r.now().UTC()
	return r.Save(ctx, s)
}

// retry tries again what was refused because somebody else was faster.
func (r Sessions) retry(try func() error) (err error) {
	for range mostTries {
		err = try()
		if errors.Is(err, errUnchanged) {
			return nil
		}
		if domain.CodeOf(err) != domain.CodeConflict {
			return err
		}
	}
	return err
}

// DeleteCtx ends a session; ending one that is gone is not an error.
func (r Sessions) DeleteCtx(ctx context.Context, token string) error {
	return r.end(ctx, sessionID(token))
}

// end empties a session and keeps it until it expires; see ended.
func (r Sessions) end(ctx context.Context, id string) error {
	return r.retry(func() error {
		s, err := r.read(ctx, id)
		if domain.CodeOf(err) == domain.CodeNotFound {
			return nil
		}
		if err != nil {
			return err
		}
		return r.change(ctx, s, func(s *domain.Session) error {
			if ended(s) {
				return errUnchanged
			}
			s.Content, s.SessionOwner = nil, domain.SessionOwner{}
			return nil
		})
	})
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

// ID is the key of the session of a token.
func (Sessions) ID(token string) string { return sessionID(token) }

// End ends the session of a key; ending one that is gone is not an error.
func (r Sessions) End(ctx context.Context, id string) error { return r.end(ctx, id) }

// OfUser lists the sessions of a user that have not expired, those to expire last first.
func (r Sessions) OfUser(ctx context.Context, userID string) ([]*domain.Session, error) {
	owned := Condition{Name: keyUser, Values: []string{userID}}
	alive := Condition{Name: keyExpires, From: instant(r.now())}
	list, _, err := r.find(ctx, domain.System(), Query{Where: []Condition{owned, alive}, Order: keyExpires, Desc: true, Limit: batch})
	return list, err
}

// EndAll ends every session of a user, everywhere.
func (r Sessions) EndAll(ctx context.Context, userID string) error {
	owned := Condition{Name: keyUser, Values: []string{userID}}
	return every(ctx, r.engine, r.coll, Query{Where: []Condition{owned}, Order: keyExpires}, r.end)
}

// Sweep removes what expired before now.
func (r Sessions) Sweep(ctx context.Context, now time.Time) error {
	expired := Condition{Name: keyExpires, Before: instant(now)}
	return every(ctx, r.engine, r.coll, Query{Where: []Condition{expired}, Order: keyExpires}, r.drop)
}
