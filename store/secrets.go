package store

import (
	"context"
	"time"

	"eedk.fr/candidatheque/domain"
)

// Secrets keeps the hashes of sign-in links and API tokens, by hash.
type Secrets struct {
	repo[domain.Secret, *domain.Secret]
}

// Get reads a secret by its hash; NotFound when there is none.
func (r Secrets) Get(ctx context.Context, hash string) (*domain.Secret, error) {
	s, err := r.read(ctx, hash)
	if domain.CodeOf(err) == domain.CodeNotFound {
		return nil, domain.NotFound(r.what)
	}
	return s, err
}

// Take removes a one-time secret and gives it to its taker: of several exactly one gets it, the others NotFound.
func (r Secrets) Take(ctx context.Context, hash string) (*domain.Secret, error) {
	d, err := r.engine.Take(ctx, r.coll, hash)
	if domain.CodeOf(err) == domain.CodeNotFound {
		return nil, domain.NotFound(r.what)
	}
	if err != nil {
		return nil, err
	}
	return r.decode(d)
}

// OfUser lists the secrets of a user for one purpose, the oldest first.
func (r Secrets) OfUser(ctx context.Context, userID, purpose string) ([]*domain.Secret, error) {
	list, _, err := r.find(ctx, domain.System(), Query{Where: []Condition{{Name: keyPurpose, Values: []string{purposeOf(userID, purpose)}}}, Order: keyCreated, Limit: batch})
	return list, err
}

// Remove revokes a secret; NotFound when it is gone already.
func (r Secrets) Remove(ctx context.Context, hash string) error {
	_, err := r.engine.Take(ctx, r.coll, hash)
	return err
}

// Sweep removes the links that expired before now; what has no end, as a token until it is revoked, stays.
func (r Secrets) Sweep(ctx context.Context, now time.Time) error {
	ended := Condition{Name: keyExpires, From: instant(time.Time{}.Add(1)), Before: instant(now)}
	return every(ctx, r.engine, r.coll, Query{Where: []Condition{ended}, Order: keyExpires}, r.drop)
}

// Once keeps what may happen one time only.
type Once struct{ engine Engine }

// Insert records a key for ever: the second one is a Conflict.
func (o Once) Insert(ctx context.Context, key, value string) error {
	return o.engine.Put(ctx, collOnce, Write{Doc: Doc{ID: key, Revision: 1, Body: []byte(value)}})
}

// Remove lets a key be taken again; one that is gone already is not an error.
func (o Once) Remove(ctx context.Context, key string) error {
	if _, err := o.engine.Take(ctx, collOnce, key); err != nil && domain.CodeOf(err) != domain.CodeNotFound {
		return err
	}
	return nil
}

// Get reads what was recorded under a key; NotFound when nothing was.
func (o Once) Get(ctx context.Context, key string) (string, error) {
	d, err := o.engine.Get(ctx, collOnce, key)
	return string(d.Body), err
}

// Blobs keeps what is read whole: the imported referentials. At most a few megabytes each.
type Blobs struct{ engine Engine }

// Put writes a blob over whatever was there.
func (b Blobs) Put(ctx context.Context, key string, body []byte) error {
	return b.engine.Put(ctx, collBlobs, Write{Over: AnyRevision, Doc: Doc{ID: key, Body: body}})
}

// Remove takes a blob away; one that is gone already is not an error.
func (b Blobs) Remove(ctx context.Context, key string) error {
	if _, err := b.engine.Take(ctx, collBlobs, key); err != nil && domain.CodeOf(err) != domain.CodeNotFound {
		return err
	}
	return nil
}

// Get reads a blob; NotFound when there is none.
func (b Blobs) Get(ctx context.Context, key string) ([]byte, error) {
	d, err := b.engine.Get(ctx, collBlobs, key)
	return d.Body, err
}
