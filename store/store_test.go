package store_test

import (
	"testing"
	"time"

	"eedk.fr/candidatheque/store"
	"eedk.fr/candidatheque/store/storetest"
)

func TestSQLite(t *testing.T) {
	storetest.Suite(t, func(tb testing.TB) *store.Store {
		tb.Helper()
		return MustOpen(tb, tb.TempDir())
	}, storetest.Strong()...)
}

// MustOpen opens a folder for a test and closes it at its end.
func MustOpen(tb testing.TB, dir string) *store.Store {
	tb.Helper()
	s, err := store.OpenSQLite(dir, time.Now)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = s.Close() })
	return s
}
