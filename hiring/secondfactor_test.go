package hiring

import (
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"eedk.fr/candidatheque/domain"
)

// secondFactor gives an account one, and gives its secret and its recovery codes.
func (h *house) secondFactor(u *domain.User) (secret string, codes []string) {
	h.tb.Helper()
	e := must(h.Enrol(u.Actor()))(h.tb)
	codes = must(h.SetTOTP(h.tb.Context(), u.Actor(), e.Sealed, h.code(e.Secret), "192.0.2.1"))(h.tb)
	return e.Secret, codes
}

// code is what an authenticator shows now.
func (h *house) code(secret string) string {
	h.tb.Helper()
	return must(totp.GenerateCode(secret, h.clock.Now()))(h.tb)
}

func (h *house) shows(u *domain.User, code string) domain.Code {
	return domain.CodeOf(h.CheckCode(h.tb.Context(), u.ID, code, ""))
}

func TestACodeServesOnce(t *testing.T) {
	h := newHouse(t)
	u := h.user("anne@exemple.fr", domain.RoleAdmin)
	secret, _ := h.secondFactor(u)
	if got := h.shows(u, h.code(secret)); got != domain.CodeInvalid {
		t.Errorf("the code that set the second factor served again: %q", got)
	}
	h.clock.advance(totpPeriod)
	code := h.code(secret)
	typed := code[:3] + " " + code[3:]
	if got := h.shows(u, typed); got != "" {
		t.Errorf("the next one: %q", got)
	}
	for range 2 {
		if got := h.shows(u, code); got != domain.CodeInvalid {
			t.Errorf("served twice: %q", got)
		}
		h.clock.advance(totpPeriod)
	}
	if got := h.shows(u, code); got != domain.CodeInvalid {
		t.Errorf("two steps old: %q", got)
	}
	slow := h.code(secret)
	h.clock.advance(totpPeriod)
	if got := h.shows(u, slow); got != "" {
		t.Errorf("one step late, unused: %q", got)
	}
}

func TestOfTwentyWithOneCodeOnePasses(t *testing.T) {
	h := newHouse(t)
	u := h.user("anne@exemple.fr", domain.RoleAdmin)
	secret, codes := h.secondFactor(u)
	h.clock.advance(totpPeriod)
	for _, tt := range []struct{ name, code string }{{"a code of the phone", h.code(secret)}, {"a recovery code", codes[0]}} {
		var passed atomic.Int32
		var all sync.WaitGroup
		for range 20 {
			all.Go(func() {
				if h.CheckCode(t.Context(), u.ID, tt.code, "") == nil {
					passed.Add(1)
				}
			})
		}
		all.Wait()
		if passed.Load() != 1 {
			t.Errorf("%s: %d passed", tt.name, passed.Load())
		}
		h.clock.advance(attemptWindow)
	}
}

func TestCodesAreLimited(t *testing.T) {
	h := newHouse(t)
	u := h.user("anne@exemple.fr", domain.RoleAdmin)
	secret, codes := h.secondFactor(u)
	h.clock.advance(totpPeriod)
	for range attemptsPerAccount {
		if got := h.shows(u, "000000"); got != domain.CodeInvalid {
			t.Fatalf("a wrong code: %q", got)
		}
	}
	for _, code := range []string{h.code(secret), codes[0]} {
		if got := h.shows(u, code); got != domain.CodeTooMany {
			t.Errorf("the right code after five wrong ones: %q", got)
		}
	}
	h.clock.advance(attemptWindow)
	if got := h.shows(u, h.code(secret)); got != "" {
		t.Errorf("after the window: %q", got)
	}
}

func TestRecoveryCodesServeOnceAndAreReplaced(t *testing.T) {
	h := newHouse(t)
	u, other := h.user("anne@exemple.fr", domain.RoleAdmin), h.user("hugo@exemple.fr", domain.RoleAdmin)
	_, codes := h.secondFactor(u)
	h.secondFactor(other)
	if len(codes) != recoveryCodes || len(codes[0]) != 19 {
		t.Fatalf("codes %v", codes)
	}
	if got := h.shows(other, codes[0]); got != domain.CodeInvalid {
		t.Errorf("another's code: %q", got)
	}
	if got := h.shows(u, strings.ToLower(codes[0])); got != "" {
		t.Errorf("a recovery code: %q", got)
	}
	if got := h.shows(u, codes[0]); got != domain.CodeInvalid {
		t.Errorf("served twice: %q", got)
	}
	if keys := must(h.KeysOf(t.Context(), u.ID))(t); keys.Codes != recoveryCodes-1 {
		t.Errorf("%d left", keys.Codes)
	}
	fresh := must(h.RenewCodes(t.Context(), u.Actor()))(t)
	if got := h.shows(u, codes[1]); got != domain.CodeInvalid {
		t.Errorf("a code of before: %q", got)
	}
	if got := h.shows(u, fresh[1]); got != "" {
		t.Errorf("a new code: %q", got)
	}
	secrets := must(h.Secrets.OfUser(t.Context(), u.ID, domain.SecretRecovery))(t)
	for _, s := range secrets {
		for _, code := range fresh {
			if strings.Contains(s.ID, plainCode(code)) {
				t.Error("a code stands in clear in the store")
			}
		}
	}
}

// The store alone does not open the second factor: sealed for one account, it is nothing for another, nor under another
// secret of the server.
func TestTheSecretOfAPhoneIsSealed(t *testing.T) {
	h := newHouse(t)
	h.Secret = []byte(strings.Repeat("s", 32))
	u, other := h.user("anne@exemple.fr", domain.RoleAdmin), h.user("hugo@exemple.fr", domain.RoleAdmin)
	e := must(h.Enrol(u.Actor()))(t)
	_, err := h.SetTOTP(t.Context(), other.Actor(), e.Sealed, h.code(e.Secret), "")
	wantCode(t, err, domain.CodeInvalid)
	_, err = h.SetTOTP(t.Context(), u.Actor(), e.Sealed, "000000", "")
	wantCode(t, err, domain.CodeInvalid)
	if shown := must(h.EnrolAgain(u.Actor(), e.Sealed))(t); shown.Secret != e.Secret || shown.Sealed != e.Sealed {
		t.Error("the form that was refused shows another secret")
	}
	codes := must(h.SetTOTP(t.Context(), u.Actor(), e.Sealed, h.code(e.Secret), ""))(t)
	c := must(h.Credentials.Get(t.Context(), u.ID))(t)
	if strings.Contains(string(c.TOTP), e.Secret) {
		t.Error("the secret stands in clear")
	}
	h.clock.advance(time.Minute)
	h.Secret = []byte(strings.Repeat("x", 32))
	if got := h.shows(u, h.code(e.Secret)); got != domain.CodeInternal {
		t.Errorf("opened under another secret: %q", got)
	}
	if got := h.shows(u, codes[0]); got != "" {
		t.Errorf("a recovery code after the server's secret changed: %q", got)
	}
}

func TestALostPhoneIsResetByAnotherAdministrator(t *testing.T) {
	h := newHouse(t)
	u := h.user("anne@exemple.fr", domain.RoleAdmin)
	secret, codes := h.secondFactor(u)
	h.openSession(u, "ici")
	wantCode(t, h.ResetTOTP(t.Context(), referent, u.ID, "au téléphone"), domain.CodeForbidden)
	wantCode(t, h.ResetTOTP(t.Context(), u.Actor(), u.ID, "moi-même"), domain.CodeForbidden)
	wantCode(t, h.ResetTOTP(t.Context(), admin, u.ID, ""), domain.CodeInvalid)
	wantCode(t, h.ResetTOTP(t.Context(), admin, u.ID, "reconnue au téléphone"), "")
	wantCode(t, h.ResetTOTP(t.Context(), admin, u.ID, "encore"), domain.CodeConflict)
	h.clock.advance(totpPeriod)
	if h.isOpen("ici") || h.shows(u, h.code(secret)) != domain.CodeInvalid || h.shows(u, codes[0]) != domain.CodeInvalid {
		t.Error("the old phone, a code or a session still serves")
	}
	c := must(h.Credentials.Get(t.Context(), u.ID))(t)
	if last := c.History[len(c.History)-1]; last.To != domain.ActTOTPReset || last.Actor != admin.ID || last.Reason == "" {
		t.Errorf("history %+v", last)
	}
}

func TestTheProofIsThatOfSignIn(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	link, keyed, both := h.user("lien@exemple.fr", domain.RoleReferent), h.keyed("mdp@exemple.fr", domain.RoleReferent), h.keyed("tout@exemple.fr", domain.RoleReferent)
	secret, _ := h.secondFactor(both)
	h.clock.advance(totpPeriod)
	wantCode(t, h.Prove(ctx, link.Actor(), Proof{}, ""), domain.CodeConflict)
	wantCode(t, h.Prove(ctx, keyed.Actor(), Proof{Password: "faux"}, ""), domain.CodeInvalid)
	wantCode(t, h.Prove(ctx, keyed.Actor(), Proof{Password: long}, ""), "")
	wantCode(t, h.Prove(ctx, both.Actor(), Proof{Password: long}, ""), domain.CodeInvalid)
	wantCode(t, h.Prove(ctx, both.Actor(), Proof{Code: h.code(secret)}, ""), domain.CodeInvalid)
	wantCode(t, h.Prove(ctx, both.Actor(), Proof{Password: long, Code: h.code(secret)}, ""), "")
	for range attemptsPerAccount - 1 { // one went before
		wantCode(t, h.Prove(ctx, keyed.Actor(), Proof{Password: "faux"}, ""), domain.CodeInvalid)
	}
	wantCode(t, h.Prove(ctx, keyed.Actor(), Proof{Password: long}, ""), domain.CodeTooMany)
	if got := h.tries("mdp@exemple.fr", long, "192.0.2.1"); got != domain.CodeTooMany {
		t.Errorf("sign-in after five wrong proofs: %q", got)
	}
}
