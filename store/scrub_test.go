package store

import (
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

// TestScrubSaysThatAReaderHoldsTheJournal: it is due until the journal holds nobody any more.
func TestScrubSaysThatAReaderHoldsTheJournal(t *testing.T) {
	s, err := OpenSQLite(t.TempDir(), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	reading, err := s.engine.(*sqliteEngine).read.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var n int
	if err := reading.QueryRowContext(t.Context(), "SELECT count(*) FROM removed").Scan(&n); err != nil {
		t.Fatal(err)
	}
	if err := s.Scrub(t.Context()); domain.CodeOf(err) != domain.CodeUnavailable {
		t.Errorf("while somebody reads: %v", err)
	}
	if err := reading.Rollback(); err != nil {
		t.Fatal(err)
	}
	if err := s.Scrub(t.Context()); err != nil {
		t.Errorf("once nobody does: %v", err)
	}
}
