package store_test

import (
	"context"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/store"
)

var _ scs.CtxStore = store.Sessions{}

// TestTheSessionManagerWorksOverTheStore walks a session through sign-in, a restart of the service and sign-out.
func TestTheSessionManagerWorksOverTheStore(t *testing.T) {
	dir := t.TempDir()
	s := MustOpen(t, dir)
	m := scs.New()
	m.Store = s.Sessions
	m.Lifetime = time.Hour

	visit, err := m.Load(ctx, "")
	if err != nil {
		t.Fatal(err)
	}
	m.Put(visit, "next", "/offres")
	before, _, err := m.Commit(visit)
	if err != nil {
		t.Fatal(err)
	}
	if visit, err = m.Load(ctx, before); err != nil {
		t.Fatal(err)
	}
	if err := m.RenewToken(visit); err != nil {
		t.Fatal(err)
	}
	m.Put(visit, "user", "u1")
	if err := s.Sessions.Bind(ctx, m.Token(visit), domain.SessionOwner{UserID: "u1"}); err != nil {
		t.Fatal(err)
	}
	after, _, err := m.Commit(visit)
	if err != nil || after == before {
		t.Fatalf("the token did not change at sign-in, %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}

	s = MustOpen(t, dir)
	m.Store = s.Sessions
	read := func(token string) string {
		t.Helper()
		c, err := m.Load(context.Background(), token)
		if err != nil {
			t.Fatal(err)
		}
		return m.GetString(c, "user")
	}
	if read(after) != "u1" || read(before) != "" {
		t.Fatalf("after a restart the new token is %q's, the old one %q's", read(after), read(before))
	}
	if err := s.Sessions.EndAll(ctx, "u1"); err != nil {
		t.Fatal(err)
	}
	if read(after) != "" {
		t.Fatal("the session outlives its end")
	}
}
