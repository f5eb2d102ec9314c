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

// Of lists the latest tries of somebody, the last to expire first.
func (r Attempts) Of(ctx context.Context, who string) ([]*domain.Attempt, error) {
	list, _, err := r.find(ctx, domain.System(), Query{Where: []Condition{{Name: keyWho, Values: []string{who}}}, Order: keyExpires, Desc: true, Limit: batch})
	return list, err
}

// Sweep removes the tries that expired before now.
func (r Attempts) Sweep(ctx context.Context, now time.Time) error {
	expired := Condition{Name: keyExpires, Before: instant(now)}
	return every(ctx, r.engine, r.coll, Query{Where: []Condition{expired}, Order: keyExpires}, r.drop)
}

// keyWho is whose tries they are: a keyed hash.
const keyWho = "who"

func attemptKeys(a *domain.Attempt) []Key {
	return []Key{{keyWho, a.Who}, {keyExpires, instant(a.Expires)}}
}

// Nobody looks a credential up by anything but its account.
func credentialKeys(*domain.Credential) []Key { return nil }
