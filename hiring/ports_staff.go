package hiring

import (
	"context"

	"eedk.fr/candidatheque/domain"
)

// Credentials keeps what accounts prove themselves with, by the account's key.
type Credentials interface {
	Get(ctx context.Context, userID string) (*domain.Credential, error)
	Save(ctx context.Context, c *domain.Credential) error
}

// Attempts keeps the tries that are counted. Saving one of revision 0 is an insert: its key is taken once;
// another replaces only the same stored one, else Conflict.
type Attempts interface {
	Get(ctx context.Context, key string) (*domain.Attempt, error)
	Save(ctx context.Context, a *domain.Attempt) error
}

// Passwords makes and compares hashes of passwords; both take long on purpose, and wait for their turn.
type Passwords interface {
	Hash(ctx context.Context, password string) (string, error)
	Match(ctx context.Context, password, hash string) (bool, error)
}
