package hiring

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

// long is a password that nobody refuses.
const long = "moulin escabeau tilleul grogner"

// counter counts the hashes that are compared.
type counter struct {
	Passwords
	compared atomic.Int32
}

func (c *counter) Match(ctx context.Context, password, hash string) (bool, error) {
	c.compared.Add(1)
	return c.Passwords.Match(ctx, password, hash)
}

// keyed opens an account with that password.
func (h *house) keyed(email string, role domain.Role) *domain.User {
	h.tb.Helper()
	u := h.user(email, role)
	if err := h.SetPassword(h.tb.Context(), u.Actor(), long); err != nil {
		h.tb.Fatal(err)
	}
	return u
}

func (h *house) tries(email, password, from string) domain.Code {
	_, err := h.SignInWithPassword(h.tb.Context(), email, password, from)
	return domain.CodeOf(err)
}

// Nobody learns from an answer whether an address has an account, nor from what is computed for it.
func TestAPasswordThatFailsTellsNothing(t *testing.T) {
	h := newHouse(t)
	count := &counter{Passwords: h.Passwords}
	h.Passwords = count
	h.keyed("anne@exemple.fr", domain.RoleReferent)
	h.user("lien@exemple.fr", domain.RoleReferent)
	closed := h.keyed("fermee@exemple.fr", domain.RoleReferent)
	must(h.DeactivateUser(t.Context(), admin, closed.ID))(t)
	var said string
	for i, tt := range []struct{ name, email, password string }{
		{"a wrong password", "anne@exemple.fr", long + "!"},
		{"nobody's address", "personne@exemple.fr", long},
		{"an account without a password", "lien@exemple.fr", long},
		{"a closed account", "fermee@exemple.fr", long},
	} {
		_, err := h.SignInWithPassword(t.Context(), tt.email, tt.password, fmt.Sprint("192.0.2.", i))
		wantCode(t, err, domain.CodeUnauthenticated)
		if said == "" {
			said = err.Error()
		}
		if err.Error() != said || count.compared.Load() != int32(i+1) {
			t.Errorf("%s: said %q after %d hashes", tt.name, err, count.compared.Load())
		}
	}
	if u := must(h.SignInWithPassword(t.Context(), "Anne@Exemple.fr", long, "192.0.2.9"))(t); u.Email != "anne@exemple.fr" {
		t.Errorf("signed in as %s", u.Email)
	}
}

// Six wrong passwords for an account, eleven from an address: refused, whoever they are, until a quarter of an hour after.
func TestPasswordsAreLimited(t *testing.T) {
	for _, tt := range []struct {
		name  string
		most  int
		email func(i int) string
		from  func(i int) string
	}{
		{"for an account, from anywhere", attemptsPerAccount, func(int) string { return "anne@exemple.fr" }, func(i int) string { return fmt.Sprint("192.0.2.", i) }},
		{"for an account that is not", attemptsPerAccount, func(int) string { return "rien@exemple.fr" }, func(i int) string { return fmt.Sprint("192.0.2.", i) }},
		{"from an address, for anybody", attemptsPerAddress, func(i int) string { return fmt.Sprintf("a%d@exemple.fr", i) }, func(int) string { return "192.0.2.1" }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := newHouse(t)
			h.keyed("anne@exemple.fr", domain.RoleReferent)
			for i := range 30 {
				want := domain.CodeUnauthenticated
				if i >= tt.most {
					want = domain.CodeTooMany
				}
				if got := h.tries(tt.email(i), "faux", tt.from(i)); got != want {
					t.Fatalf("try %d: %q, want %q", i+1, got, want)
				}
				h.clock.advance(10 * time.Second)
			}
			_, err := h.SignInWithPassword(t.Context(), tt.email(31), long, tt.from(31))
			wantCode(t, err, domain.CodeTooMany)
			var refused *domain.Error
			if !errors.As(err, &refused) || refused.After <= 0 || refused.After > attemptWindow {
				t.Errorf("come back after %v", refused.After)
			}
			// The first failure leaves the window when it said so, not a slot later; what was refused did not count.
			h.clock.advance(refused.After)
			if got := h.tries(tt.email(31), "faux", tt.from(31)); got != domain.CodeUnauthenticated {
				t.Errorf("after the wait it said: %q", got)
			}
			h.clock.advance(attemptWindow)
			wantCode(t, func() error {
				_, err := h.SignInWithPassword(t.Context(), "anne@exemple.fr", long, tt.from(32))
				return err
			}(), "")
		})
	}
}

func TestSuccessesAreNotCounted(t *testing.T) {
	h := newHouse(t)
	h.keyed("anne@exemple.fr", domain.RoleReferent)
	for i := range 3 * attemptsPerAddress {
		if got := h.tries("anne@exemple.fr", long, "192.0.2.1"); got != "" {
			t.Fatalf("sign-in %d: %s", i+1, got)
		}
	}
	for range attemptsPerAccount - 1 {
		h.tries("anne@exemple.fr", "faux", "192.0.2.1")
	}
	if got := h.tries("anne@exemple.fr", long, "192.0.2.1"); got != "" {
		t.Errorf("the right password after four wrong ones: %s", got)
	}
}

// What is refused for an account, and what succeeds, never pushes the failures of a network address out of sight.
func TestRefusalsDoNotHideFailures(t *testing.T) {
	h := newHouse(t)
	h.Passwords = plainPasswords{}
	h.keyed("anne@exemple.fr", domain.RoleReferent)
	for range attemptsPerAccount {
		h.tries("fermee@exemple.fr", "faux", "192.0.2.1")
	}
	for i := range attemptsPerAddress - attemptsPerAccount {
		h.tries(fmt.Sprintf("a%d@exemple.fr", i), "faux", "192.0.2.1")
		for range 300 {
			h.clock.advance(time.Millisecond)
			h.tries("fermee@exemple.fr", "faux", "192.0.2.1")
		}
	}
	if got := h.tries("b@exemple.fr", "faux", "192.0.2.1"); got != domain.CodeTooMany {
		t.Errorf("the eleventh failure from an address: %q", got)
	}
	for range 10 {
		h.tries("anne@exemple.fr", long, "192.0.2.2")
	}
	if kept := must(h.store.Attempts.Get(t.Context(), h.attemptKey("password/address/192.0.2.2")))(t); len(kept.Tries) != 0 {
		t.Errorf("%d successes are kept", len(kept.Tries))
	}
}

// plainPasswords hashes nothing: a test that tries a thousand has no time to.
type plainPasswords struct{}

func (plainPasswords) Hash(_ context.Context, password string) (string, error) { return password, nil }

func (plainPasswords) Match(_ context.Context, password, hash string) (bool, error) {
	return password == hash, nil
}

// The place of a try is taken before the hash: fifty at once compare no more than there are places.
func TestFiftyPasswordsAtOnceCompareFive(t *testing.T) {
	h := newHouse(t)
	count := &counter{Passwords: h.Passwords}
	h.Passwords = count
	h.keyed("anne@exemple.fr", domain.RoleReferent)
	var all sync.WaitGroup
	var refused atomic.Int32
	for i := range 50 {
		all.Go(func() {
			if _, err := h.SignInWithPassword(context.Background(), "anne@exemple.fr", "faux", fmt.Sprint("192.0.2.", i)); domain.CodeOf(err) == domain.CodeTooMany {
				refused.Add(1)
			}
		})
	}
	all.Wait()
	if count.compared.Load() != attemptsPerAccount || refused.Load() != 50-attemptsPerAccount {
		t.Errorf("%d compared, %d refused", count.compared.Load(), refused.Load())
	}
}

// Tries are gone an hour after, from the store too, and name nobody while they are there.
func TestTriesAreSwept(t *testing.T) {
	h := newHouse(t)
	for i := range 30 {
		h.tries("anne@exemple.fr", "faux", fmt.Sprint("192.0.2.", i))
	}
	key := h.attemptKey("password/account/anne@exemple.fr")
	if kept := must(h.store.Attempts.Get(t.Context(), key))(t); len(kept.Tries) != attemptsPerAccount {
		t.Fatalf("%d tries kept", len(kept.Tries))
	}
	h.clock.advance(attemptWindow + time.Second)
	if err := h.store.Attempts.Sweep(t.Context(), h.clock.Now()); err != nil {
		t.Fatal(err)
	}
	_, err := h.store.Attempts.Get(t.Context(), key)
	wantCode(t, err, domain.CodeNotFound)
}

// ended tells whether a session of the user still opens something.
func (h *house) openSession(u *domain.User, token string) {
	h.tb.Helper()
	ctx, sessions := h.tb.Context(), h.store.Sessions
	if err := sessions.Bind(ctx, token, domain.SessionOwner{UserID: u.ID, Browser: "Firefox"}); err != nil {
		h.tb.Fatal(err)
	}
	if err := sessions.CommitCtx(ctx, token, []byte("open"), h.clock.Now().Add(time.Hour)); err != nil {
		h.tb.Fatal(err)
	}
}

func (h *house) isOpen(token string) bool {
	h.tb.Helper()
	_, found, err := h.store.Sessions.FindCtx(h.tb.Context(), token)
	if err != nil {
		h.tb.Fatal(err)
	}
	return found
}

// What changes what an account may do, or proves itself with, ends its sessions and its links everywhere; nobody else's.
func TestWhatEndsSessions(t *testing.T) {
	for _, tt := range []struct {
		name string
		act  func(*house, *domain.User) error
		ends bool
	}{
		{"a password set", func(h *house, u *domain.User) error { return h.SetPassword(h.tb.Context(), u.Actor(), long) }, true},
		{"a password refused", func(h *house, u *domain.User) error {
			wantCode(h.tb, h.SetPassword(h.tb.Context(), u.Actor(), "court"), domain.CodeInvalid)
			return nil
		}, false},
		{"other roles", func(h *house, u *domain.User) error {
			_, err := h.ChangeRoles(h.tb.Context(), admin, u.ID, domain.RoleReferent|domain.RoleFacilitator, nil)
			return err
		}, true},
		{"the same roles", func(h *house, u *domain.User) error {
			_, err := h.ChangeRoles(h.tb.Context(), admin, u.ID, u.Roles, nil)
			return err
		}, false},
		{"closing", func(h *house, u *domain.User) error {
			_, err := h.DeactivateUser(h.tb.Context(), admin, u.ID)
			return err
		}, true},
		{"a second factor", func(h *house, u *domain.User) error { h.secondFactor(u); return nil }, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := newHouse(t)
			u, other := h.user("anne@exemple.fr", domain.RoleReferent), h.user("hugo@exemple.fr", domain.RoleReferent)
			link := must(h.NewSignInLink(t.Context(), admin, u.ID))(t)
			h.openSession(u, "le sien")
			h.openSession(u, "ailleurs")
			h.openSession(other, "un autre")
			if err := tt.act(h, u); err != nil {
				t.Fatal(err)
			}
			if h.isOpen("le sien") == tt.ends || h.isOpen("ailleurs") == tt.ends || !h.isOpen("un autre") {
				t.Errorf("own %v, elsewhere %v, another's %v", h.isOpen("le sien"), h.isOpen("ailleurs"), h.isOpen("un autre"))
			}
			if err := h.CheckSignInLink(t.Context(), link.Token); (err != nil) != tt.ends {
				t.Errorf("the link: %v", err)
			}
		})
	}
}

func TestSessionsAreEndedByTheirOwner(t *testing.T) {
	h := newHouse(t)
	u, other := h.user("anne@exemple.fr", domain.RoleReferent), h.user("hugo@exemple.fr", domain.RoleReferent)
	h.openSession(u, "ici")
	h.openSession(u, "ailleurs")
	h.openSession(u, "encore")
	h.openSession(other, "un autre")
	id := h.store.Sessions.ID
	wantCode(t, h.EndSession(t.Context(), other.Actor(), id("ailleurs")), domain.CodeNotFound)
	wantCode(t, h.EndSession(t.Context(), u.Actor(), id("ailleurs")), "")
	if list := must(h.OpenSessions(t.Context(), u.Actor()))(t); len(list) != 2 || h.isOpen("ailleurs") {
		t.Errorf("%d sessions", len(list))
	}
	wantCode(t, h.EndOtherSessions(t.Context(), u.Actor(), id("ici")), "")
	if !h.isOpen("ici") || h.isOpen("encore") || !h.isOpen("un autre") {
		t.Error("ended the wrong ones")
	}
}

// A limit holds between two processes over one database, and over a restart of both: the same store, two services.
func TestTwoProcessesShareTheirLimits(t *testing.T) {
	h := newHouse(t)
	h.keyed("anne@exemple.fr", domain.RoleReferent)
	second := New(h.deps())
	passed := 0
	for i := range 30 {
		s := h.Service
		if i%2 == 1 {
			s = second
		}
		_, err := s.SignInWithPassword(t.Context(), "anne@exemple.fr", "faux", fmt.Sprint("192.0.2.", i))
		if domain.CodeOf(err) == domain.CodeUnauthenticated {
			passed++
		}
	}
	if passed != attemptsPerAccount {
		t.Fatalf("%d wrong passwords were judged", passed)
	}
	h.close()
	again := openHouse(t, h.dir)
	_, err := again.SignInWithPassword(t.Context(), "anne@exemple.fr", long, "192.0.2.200")
	wantCode(t, err, domain.CodeTooMany)
	again.clock.advance(attemptWindow)
	must(again.SignInWithPassword(t.Context(), "anne@exemple.fr", long, "192.0.2.200"))(t)
}
