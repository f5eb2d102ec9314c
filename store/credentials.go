package store

import (
	"context"
	"time"

	"eedk.fr/candidatheque/domain"
)

// Credentials keeps what accounts prove themselves with, by the account's key. Nobody reads a list of them.
type Credentials struct {
	repo[domain.Credential, *domain.Credential]
}

// Get reads the credential of an account; NotFound when it has none.
func (r Credentials) Get(ctx context.Context, userID string) (*domain.Credential, error) {
	c, err := r.read(ctx, userID)
	if domain.CodeOf(err) == domain.CodeNotFound {
		return nil, domain.NotFound(r.what)
	}
	return c, err
}

// Attempts keeps the tries that are counted, until they expire.
type Attempts struct {
	repo[domain.Attempt, *domain.Attempt]
}

// Get reads what somebody tried; NotFound when nothing counts.
func (r Attempts) Get(ctx context.Context, key string) (*domain.Attempt, error) {
	a, err := r.read(ctx, key)
	if domain.CodeOf(err) == domain.CodeNotFound {
		return nil, domain.NotFound(r.what)
	}
	return a, err
}

// Sweep removes the tries that expired before now.
func (r Attempts) Sweep(ctx context.Context, now time.Time) error {
	expired := Condition{Name: keyExpires, Before: instant(now)}
	return every(ctx, r.engine, r.coll, Query{Where: []Condition{expired}, Order: keyExpires}, r.drop)
}

func attemptKeys(a *domain.Attempt) []Key { return []Key{{keyExpires, instant(a.Expires)}} }

// Nobody looks a credential up by anything but its account.
func credentialKeys(*domain.Credential) []Key { return nil }
