package store

import (
	"context"

	"eedk.fr/candidatheque/domain"
)

// Archive keeps what must outlive files, sealed. It has no list and no search: a file is found by the print of exactly one
// person, or because its time is over.
type Archive struct {
	repo[domain.ArchivedFile, *domain.ArchivedFile]
}

// ByPrint gives the files that bear a print.
func (r Archive) ByPrint(ctx context.Context, print string) ([]*domain.ArchivedFile, error) {
	list, _, err := r.find(ctx, domain.System(), Query{Where: []Condition{{Name: keyPrint, Values: []string{print}}}, Order: keyUntil, Limit: batch})
	return list, err
}

// EndedBefore lists the files whose last day is before a day, the first ended first.
func (r Archive) EndedBefore(ctx context.Context, day domain.Date, cursor string) ([]*domain.ArchivedFile, string, error) {
	return r.find(ctx, domain.System(), Query{Where: []Condition{{Name: keyUntil, Before: day.String()}}, Order: keyUntil, Cursor: cursor, Limit: batch})
}
