package store

import (
	"context"
	"strings"
	"time"

	"eedk.fr/candidatheque/domain"
)

// Open opens what an address names: mongodb://… a database, else a folder, written as its path or as sqlite:PATH. It
// refuses a store that a migration left half filled.
func Open(ctx context.Context, address string, now func() time.Time) (*Store, error) {
	s, err := OpenUnfinished(ctx, address, now)
	if err != nil {
		return nil, err
	}
	unfinished, err := s.migrating(ctx)
	if err == nil && unfinished {
		err = domain.Refuse(domain.CodeUnavailable, "une migration vers « %s » n'est pas finie : relancez-la (candidatheque migrate)", PlainAddress(address))
	}
	if err != nil {
		_ = s.Close()
		return nil, err
	}
	return s, nil
}

// OpenUnfinished is Open for the migration itself.
func OpenUnfinished(ctx context.Context, address string, now func() time.Time) (*Store, error) {
	if IsMongo(address) {
		return OpenMongo(ctx, address, now)
	}
	return OpenSQLite(strings.TrimPrefix(address, "sqlite:"), now)
}
