package hiring

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

func (h *house) user(email string, role domain.Role) *domain.User {
	h.tb.Helper()
	n := NewUser{Email: email, Name: "Quelqu'un", Roles: role}
	if role == domain.RoleEmployer {
		n.SIRETs = []domain.SIRET{masonry}
	}
	return must(h.AddUser(h.tb.Context(), domain.System(), n))(h.tb)
}

func TestALinkSignsInOnceAndNotTooLate(t *testing.T) {
	h := newHouse(t)
	u := h.user("a@exemple.fr", domain.RoleEmployer)
	link := must(h.NewSignInLink(t.Context(), admin, u.ID))(t)
	if len(link.Token) < 26 || !link.Expires.Equal(morning.Add(15*time.Minute)) {
		t.Errorf("link %+v", link)
	}
	if got := must(h.SignIn(t.Context(), link.Token))(t); got.ID != u.ID {
		t.Errorf("signed in as %s", got.ID)
	}
	_, err := h.SignIn(t.Context(), link.Token)
	wantCode(t, err, domain.CodeNotFound)
	late := must(h.NewSignInLink(t.Context(), admin, u.ID))(t)
	h.clock.advance(15 * time.Minute)
	_, err = h.SignIn(t.Context(), late.Token)
	wantCode(t, err, domain.CodeGone)
	_, err = h.SignIn(t.Context(), "AAAAAAAAAAAAAAAAAAAAAAAAAA")
	wantCode(t, err, domain.CodeNotFound)
}

func TestOfTwentyWhoHoldOneLinkOneSignsIn(t *testing.T) {
	h := newHouse(t)
	link := must(h.NewSignInLink(t.Context(), admin, h.user("a@exemple.fr", domain.RoleAdviser).ID))(t)
	var in atomic.Int32
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if _, err := h.SignIn(t.Context(), link.Token); err == nil {
				in.Add(1)
			}
		})
	}
	all.Wait()
	if in.Load() != 1 {
		t.Errorf("%d signed in", in.Load())
	}
}

// Whoever asks gets the same answer; only the owner of an account gets a link.
func TestAskingForALinkTellsNothing(t *testing.T) {
	h := newHouse(t)
	h.user("connue@exemple.fr", domain.RoleReferent)
	closed := h.user("fermee@exemple.fr", domain.RoleReferent)
	must(h.DeactivateUser(t.Context(), admin, closed.ID))(t)
	for _, email := range []string{"Connue@Exemple.fr", "inconnue@exemple.fr", "fermee@exemple.fr"} {
		wantCode(t, h.AskSignInLink(t.Context(), email, "192.0.2.1"), "")
	}
	h.deliver()
	links := 0
	for _, m := range h.sent.all() {
		if m.Kind == (domain.SignInLetter{}).Kind() {
			links++
		}
	}
	if h.sent.to("connue@exemple.fr") == "" || links != 1 {
		t.Errorf("%d links sent", links)
	}
	must(h.SignIn(t.Context(), h.sent.to("connue@exemple.fr")))(t)
	wantCode(t, h.AskSignInLink(t.Context(), "pas une adresse", "192.0.2.1"), domain.CodeInvalid)
}

func TestAsksAreLimitedPerAccountAndPerAddress(t *testing.T) {
	h := newHouse(t)
	ask := func(email, from string) domain.Code { return domain.CodeOf(h.AskSignInLink(t.Context(), email, from)) }
	for i := range attemptsPerAccount {
		if code := ask("a@exemple.fr", fmt.Sprint("192.0.2.", i)); code != "" {
			t.Fatalf("ask %d: %s", i+1, code)
		}
	}
	if code := ask("a@exemple.fr", "192.0.2.99"); code != domain.CodeTooMany {
		t.Errorf("sixth ask for an account: %q", code)
	}
	for i := range attemptsPerAddress {
		if code := ask(fmt.Sprintf("b%d@exemple.fr", i), "198.51.100.7"); code != "" {
			t.Fatalf("ask %d from an address: %s", i+1, code)
		}
	}
	if code := ask("c@exemple.fr", "198.51.100.7"); code != domain.CodeTooMany {
		t.Errorf("eleventh ask from an address: %q", code)
	}
	// It survives the process, and ends by itself.
	h.close()
	again := openHouse(t, h.dir)
	wantCode(t, again.AskSignInLink(t.Context(), "a@exemple.fr", "192.0.2.99"), domain.CodeTooMany)
	again.clock.advance(attemptWindow)
	wantCode(t, again.AskSignInLink(t.Context(), "a@exemple.fr", "192.0.2.99"), "")
}

func TestFiftyAsksAtOncePassTheLimitNever(t *testing.T) {
	h := newHouse(t)
	var passed atomic.Int32
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() {
			if h.AskSignInLink(t.Context(), "a@exemple.fr", "") == nil {
				passed.Add(1)
			}
		})
	}
	all.Wait()
	if passed.Load() != attemptsPerAccount {
		t.Errorf("%d asks passed", passed.Load())
	}
}

func TestTokensServeTheirOwnerUntilRevoked(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	u, other := h.user("a@exemple.fr", domain.RoleReferent), h.user("b@exemple.fr", domain.RoleReferent)
	_, err := h.NewAPIToken(ctx, u.Actor(), "  ")
	wantCode(t, err, domain.CodeInvalid)
	token := must(h.NewAPIToken(ctx, u.Actor(), "Tableur"))(t)
	if got := must(h.UserByToken(ctx, token.Token))(t); got.ID != u.ID {
		t.Errorf("token of %s", got.ID)
	}
	_, err = h.SignIn(ctx, token.Token)
	wantCode(t, err, domain.CodeNotFound) // a token is no link
	link := must(h.NewSignInLink(ctx, admin, u.ID))(t)
	_, err = h.UserByToken(ctx, link.Token)
	wantCode(t, err, domain.CodeNotFound) // and a link no token
	if list := must(h.APITokens(ctx, u.Actor()))(t); len(list) != 1 || list[0].Label != "Tableur" || list[0].ID == token.Token || list[0].LastUsed.IsZero() {
		t.Errorf("tokens %+v", list)
	}
	wantCode(t, h.RevokeAPIToken(ctx, other.Actor(), token.Secret.ID), domain.CodeNotFound)
	wantCode(t, h.RevokeAPIToken(ctx, u.Actor(), token.Secret.ID), "")
	_, err = h.UserByToken(ctx, token.Token)
	wantCode(t, err, domain.CodeNotFound)
}

func TestATokenEndsAfterAYear(t *testing.T) {
	h := newHouse(t)
	u := h.user("a@exemple.fr", domain.RoleReferent)
	token := must(h.NewAPIToken(t.Context(), u.Actor(), "Tableur"))(t)
	h.clock.advance(366 * 24 * time.Hour)
	_, err := h.UserByToken(t.Context(), token.Token)
	wantCode(t, err, domain.CodeNotFound)
}

// A token goes no further than what it was made for, and does not outlive what is done when an account may be in other hands.
func TestWhatEndsTokens(t *testing.T) {
	for _, tt := range []struct {
		name string
		act  func(*house, *domain.User) error
		ends bool
	}{
		{"other roles", func(h *house, u *domain.User) error {
			_, err := h.ChangeRoles(h.tb.Context(), admin, u.ID, domain.RoleReferent, nil)
			return err
		}, true},
		{"the same roles", func(h *house, u *domain.User) error {
			_, err := h.ChangeRoles(h.tb.Context(), admin, u.ID, u.Roles, u.SIRETs)
			return err
		}, false},
		{"a password by a link", func(h *house, u *domain.User) error {
			wantCode(h.tb, h.AskPasswordReset(h.tb.Context(), u.Email, ""), "")
			h.deliver()
			_, err := h.SetPasswordByLink(h.tb.Context(), domain.SecretReset, h.sent.to(u.Email), long)
			return err
		}, true},
		{"a password by its owner", func(h *house, u *domain.User) error { return h.SetPassword(h.tb.Context(), u.Actor(), long) }, false},
		{"a second factor reset", func(h *house, u *domain.User) error {
			h.secondFactor(u)
			return h.ResetTOTP(h.tb.Context(), admin, u.ID, "vue au guichet")
		}, true},
		{"another address", func(h *house, u *domain.User) error {
			wantCode(h.tb, h.AskEmailChange(h.tb.Context(), u.Actor(), "neuve@exemple.fr", ""), "")
			h.deliver()
			_, err := h.ConfirmEmail(h.tb.Context(), h.sent.to("neuve@exemple.fr"))
			return err
		}, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := newHouse(t)
			u := h.user("anne@exemple.fr", domain.RoleAdviser)
			token := must(h.NewAPIToken(t.Context(), u.Actor(), "Tableur"))(t)
			if err := tt.act(h, u); err != nil {
				t.Fatal(err)
			}
			if _, err := h.UserByToken(t.Context(), token.Token); (err != nil) != tt.ends {
				t.Errorf("the token: %v", err)
			}
		})
	}
}

// A link goes with the mailbox that it was made for: once the file has another address, the old one opens nothing.
func TestLinksOfAPersonEndWithTheirAddress(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	p := must(h.SavePerson(ctx, referent, &domain.Person{Record: domain.Record{ID: "P1"}, Candidate: domain.Candidate{FirstName: "Awa", LastName: "Essai",
		Email: "ancienne@exemple.fr"}, Profile: domain.Profile{Targets: []domain.Target{{Title: "Maçon"}}}}))(t)
	link := func(email string) string {
		wantCode(t, h.AskSelfLink(ctx, email, ""), "")
		h.deliver()
		return h.sent.to(email)
	}
	own, accord := link("ancienne@exemple.fr"), must(h.NewConsentLink(ctx, referent, p.ID))(t)
	must(h.OwnFile(ctx, own))(t)
	p.Candidate.Email = "neuve@exemple.fr"
	p = must(h.SavePerson(ctx, referent, p))(t)
	_, err := h.OwnFile(ctx, own)
	wantCode(t, err, domain.CodeNotFound)
	wantCode(t, h.KeepOwn(ctx, own), domain.CodeNotFound)
	_, err = h.AskConsent(ctx, accord.Token)
	wantCode(t, err, domain.CodeNotFound)
	_, err = h.AnswerConsent(ctx, accord.Token, domain.AnswerGiven)
	wantCode(t, err, domain.CodeNotFound)
	own = link("neuve@exemple.fr")
	change := domain.CorrectionOf(p)
	change.Email = "derniere@exemple.fr"
	if moved := must(h.CorrectOwn(ctx, own, change))(t); !moved {
		t.Error("nobody is told that the link moved")
	}
	_, err = h.OwnFile(ctx, own)
	wantCode(t, err, domain.CodeNotFound)
	h.deliver()
	must(h.OwnFile(ctx, h.sent.to("derniere@exemple.fr")))(t)
}

func TestAClosedAccountOpensNothing(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	u := h.user("a@exemple.fr", domain.RoleReferent)
	token, link := must(h.NewAPIToken(ctx, u.Actor(), "Tableur"))(t), must(h.NewSignInLink(ctx, admin, u.ID))(t)
	must(h.DeactivateUser(ctx, admin, u.ID))(t)
	_, err := h.UserByToken(ctx, token.Token)
	wantCode(t, err, domain.CodeNotFound)
	_, err = h.SignIn(ctx, link.Token)
	wantCode(t, err, domain.CodeNotFound)
	_, err = h.NewSignInLink(ctx, admin, u.ID)
	wantCode(t, err, domain.CodeConflict)
	_, err = h.DeactivateUser(ctx, u.Actor(), u.ID)
	wantCode(t, err, domain.CodeForbidden)
}

func TestAccountsAreOpenedByAdministratorsOncePerAddress(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	for _, tt := range []struct {
		name  string
		actor domain.Actor
		new   NewUser
		want  domain.Code
	}{
		{"by a referent", referent, NewUser{Email: "x@exemple.fr", Roles: domain.RoleAdviser}, domain.CodeForbidden},
		{"an employer without establishment", admin, NewUser{Email: "x@exemple.fr", Roles: domain.RoleEmployer}, domain.CodeInvalid},
		{"no role", admin, NewUser{Email: "x@exemple.fr"}, domain.CodeInvalid},
		{"a role nobody may be given", admin, NewUser{Email: "x@exemple.fr", Roles: domain.RoleSystem | domain.RoleAdmin}, domain.CodeInvalid},
		{"a bad address", admin, NewUser{Email: "x@", Roles: domain.RoleAdviser}, domain.CodeInvalid},
		{"an adviser", admin, NewUser{Email: "X@exemple.fr", Roles: domain.RoleAdviser}, ""},
		{"the same address again", admin, NewUser{Email: "x@Exemple.fr", Roles: domain.RoleReferent}, domain.CodeConflict},
	} {
		_, err := h.AddUser(ctx, tt.actor, tt.new)
		if domain.CodeOf(err) != tt.want {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.want)
		}
	}
	if u := must(h.UserByEmail(ctx, "X@exemple.fr"))(t); u.Roles != domain.RoleAdviser {
		t.Errorf("account %+v", u)
	}
}
