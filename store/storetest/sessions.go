package storetest

import (
	"sync"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/store"
)

// endedSessionsStayEnded plays requests that were under way when a session ended: their last write brings nothing back.
func endedSessionsStayEnded(t *testing.T, s *store.Store) {
	later := time.Now().Add(time.Hour)
	for _, tt := range []struct {
		name string
		end  func(token string) error
	}{
		{"signed out in another tab", func(token string) error { return s.Sessions.DeleteCtx(ctx, token) }},
		{"ended everywhere", func(string) error { return s.Sessions.EndAll(ctx, "u1") }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			token := tt.name
			must(t, s.Sessions.Bind(ctx, token, domain.SessionOwner{UserID: "u1"})) // before the first commit, as sign-in does
			if _, found, err := s.Sessions.FindCtx(ctx, token); found || err != nil {
				t.Fatalf("a session that nobody committed is found, %v", err)
			}
			must(t, s.Sessions.CommitCtx(ctx, token, []byte("signed in"), later))
			must(t, tt.end(token))
			must(t, s.Sessions.CommitCtx(ctx, token, []byte("signed in"), later))
			if _, found, err := s.Sessions.FindCtx(ctx, token); found || err != nil {
				t.Fatalf("a session came back, %v", err)
			}
			if err := s.Sessions.Bind(ctx, token, domain.SessionOwner{UserID: "u1"}); err == nil {
				t.Fatal("a session that ended was given an owner")
			}
		})
	}
}

// sessionsTakeManyWriters has many requests of one browser commit at once: all succeed, the owner stays.
func sessionsTakeManyWriters(t *testing.T, s *store.Store) {
	later := time.Now().Add(time.Hour)
	var wg sync.WaitGroup
	for i := range contenders {
		wg.Go(func() {
			if i == contenders/2 {
				if err := s.Sessions.Bind(ctx, "jeton", domain.SessionOwner{UserID: "u1"}); err != nil {
					t.Error(err)
				}
				return
			}
			if err := s.Sessions.CommitCtx(ctx, "jeton", []byte{byte(i + 1)}, later); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if b, found, err := s.Sessions.FindCtx(ctx, "jeton"); !found || len(b) != 1 || err != nil {
		t.Fatalf("%v, %v, %v", b, found, err)
	}
	must(t, s.Sessions.EndAll(ctx, "u1"))
	if _, found, _ := s.Sessions.FindCtx(ctx, "jeton"); found {
		t.Fatal("the owner was lost under the writers")
	}
}
