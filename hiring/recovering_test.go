package hiring

import (
	"slices"
	"testing"

	"eedk.fr/candidatheque/domain"
)

// kinds are the letters that an address received, in order.
func (h *house) letters(email string) (kinds []string) {
	h.deliver()
	for _, m := range h.sent.all() {
		if m.To.Address == email {
			kinds = append(kinds, m.Kind)
		}
	}
	return kinds
}

func TestAnInvitationOpensTheAccountOnce(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	u := h.user("anne@exemple.fr", domain.RoleAdviser)
	must(h.InviteUser(ctx, admin, u.ID))(t)
	h.deliver()
	token := h.sent.to("anne@exemple.fr")
	for range 3 { // looking changes nothing
		must(h.CheckAccountLink(ctx, domain.SecretInvite, token))(t)
	}
	_, err := h.CheckAccountLink(ctx, domain.SecretReset, token)
	wantCode(t, err, domain.CodeNotFound)
	_, err = h.SetPasswordByLink(ctx, domain.SecretInvite, token, "court")
	wantCode(t, err, domain.CodeInvalid)
	must(h.SetPasswordByLink(ctx, domain.SecretInvite, token, long))(t)
	_, err = h.SetPasswordByLink(ctx, domain.SecretInvite, token, long+"!")
	wantCode(t, err, domain.CodeNotFound)
	if got := h.tries("anne@exemple.fr", long, "192.0.2.1"); got != "" {
		t.Errorf("signing in with the password chosen: %q", got)
	}
	_, err = h.InviteUser(ctx, referent, u.ID)
	wantCode(t, err, domain.CodeForbidden)
	again := h.user("hugo@exemple.fr", domain.RoleAdviser)
	must(h.InviteUser(ctx, admin, again.ID))(t)
	h.deliver()
	first := h.sent.to("hugo@exemple.fr")
	h.clock.advance(inviteLife / 3)
	must(h.InviteUser(ctx, admin, again.ID))(t)
	h.deliver()
	_, err = h.AcceptInvitation(ctx, first)
	wantCode(t, err, domain.CodeNotFound)
	second := h.sent.to("hugo@exemple.fr")
	h.clock.advance(inviteLife)
	_, err = h.AcceptInvitation(ctx, second)
	wantCode(t, err, domain.CodeGone)
}

func TestAForgottenPassword(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	u := h.keyed("anne@exemple.fr", domain.RoleReferent)
	h.openSession(u, "ici")
	wantCode(t, h.AskPasswordReset(ctx, "personne@exemple.fr", "192.0.2.1"), "")
	wantCode(t, h.AskPasswordReset(ctx, "Anne@exemple.fr", "192.0.2.1"), "")
	h.deliver()
	if n := len(h.sent.all()); n != 2 { // the password set above, and the link
		t.Errorf("%d mails", n)
	}
	token := h.sent.to("anne@exemple.fr")
	must(h.SetPasswordByLink(ctx, domain.SecretReset, token, long+" encore"))(t)
	if h.isOpen("ici") || h.tries("anne@exemple.fr", long, "192.0.2.1") == "" || h.tries("anne@exemple.fr", long+" encore", "192.0.2.1") != "" {
		t.Error("the old password or an old session still serves, or the new one does not")
	}
	for range attemptsPerAccount - 1 {
		wantCode(t, h.AskPasswordReset(ctx, "anne@exemple.fr", "192.0.2.1"), "")
	}
	wantCode(t, h.AskPasswordReset(ctx, "anne@exemple.fr", "192.0.2.9"), domain.CodeTooMany)
	if got := h.letters("anne@exemple.fr"); !slices.Contains(got, "password_changed_for_user") {
		t.Errorf("letters %v", got)
	}
}

// An account keeps its key when its address changes; who takes the old address afterwards is somebody else, and finds
// nobody of the people whom the first one follows.
func TestAnAddressChanges(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	u := h.keyed("conseil@exemple.fr", domain.RoleAdviser)
	taken := h.user("prise@exemple.fr", domain.RoleReferent)
	h.openSession(u, "ici")
	p := must(h.SavePerson(ctx, u.Actor(), &domain.Person{Record: domain.Record{ID: "P1"}, Candidate: domain.Candidate{FirstName: "Awa", LastName: "Essai"}}))(t)
	wantCode(t, h.AskEmailChange(ctx, u.Actor(), "conseil@exemple.fr", ""), domain.CodeInvalid)
	wantCode(t, h.AskEmailChange(ctx, u.Actor(), "prise@exemple.fr", ""), "")
	h.deliver()
	if got := h.letters("prise@exemple.fr"); len(got) != 0 {
		t.Errorf("the owner of a taken address gets %v", got)
	}
	wantCode(t, h.AskEmailChange(ctx, must(h.User(ctx, u.ID))(t).Actor(), "Neuve@exemple.fr", ""), "")
	h.deliver()
	token := h.sent.to("neuve@exemple.fr")
	if !h.isOpen("ici") || must(h.User(ctx, u.ID))(t).Email != "conseil@exemple.fr" {
		t.Error("something changed before the new address confirmed")
	}
	must(h.CheckAccountLink(ctx, domain.SecretEmail, token))(t)
	must(h.ConfirmEmail(ctx, token))(t)
	_, err := h.ConfirmEmail(ctx, token)
	wantCode(t, err, domain.CodeNotFound)
	if h.isOpen("ici") {
		t.Error("a session of the old address stays")
	}
	if got := h.letters("conseil@exemple.fr"); !slices.Contains(got, "email_asked_for_user") || !slices.Contains(got, "email_left_for_address") {
		t.Errorf("the old address was told %v", got)
	}
	if got := h.letters("neuve@exemple.fr"); !slices.Contains(got, "email_changed_for_user") {
		t.Errorf("the new address was told %v", got)
	}
	if got := h.tries("neuve@exemple.fr", long, "192.0.2.1"); got != "" {
		t.Errorf("signing in with the new address: %q", got)
	}
	now := must(h.User(ctx, u.ID))(t)
	if now.FormerEmail != "" || now.NewEmail != "" {
		t.Errorf("addresses stay: %+v", now)
	}
	must(h.Person(ctx, now.Actor(), p.ID))(t)
	heir := h.user("conseil@exemple.fr", domain.RoleAdviser)
	if heir.ID == u.ID || heir.ID == taken.ID {
		t.Error("the heir of an address is given an old key")
	}
	_, err = h.Person(ctx, heir.Actor(), p.ID)
	wantCode(t, err, domain.CodeNotFound)
	_, err = h.AddUser(ctx, admin, NewUser{Email: "neuve@exemple.fr", Roles: domain.RoleReferent})
	wantCode(t, err, domain.CodeConflict)
}

func TestOwnersAreToldOfTheirKeys(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	u := h.user("anne@exemple.fr", domain.RoleAdmin)
	secret, _ := h.secondFactor(u)
	if secret == "" {
		t.Fatal("no secret")
	}
	must(h.RenewCodes(ctx, u.Actor()))(t)
	wantCode(t, h.RemoveTOTP(ctx, u.Actor()), "")
	h.clock.advance(attemptWindow)
	h.secondFactor(u)
	wantCode(t, h.ResetTOTP(ctx, admin, u.ID, "de vive voix"), "")
	must(h.DeactivateUser(ctx, admin, u.ID))(t)
	got := h.letters("anne@exemple.fr")
	for _, kind := range []string{"second_factor_set_for_user", "recovery_codes_for_user", "second_factor_removed_for_user", "second_factor_reset_for_user", "account_ended_for_user"} {
		if !slices.Contains(got, kind) {
			t.Errorf("%s was not sent: %v", kind, got)
		}
	}
}

// A link that was revoked is not made anew by its mail, which waited still.
func TestAQueuedLinkEndsWithTheAccess(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	u := h.user("anne@exemple.fr", domain.RoleAdviser)
	wantCode(t, h.AskSignInLink(ctx, u.Email, ""), "")
	h.background.Wait()
	must(h.ChangeRoles(ctx, admin, u.ID, domain.RoleReferent, nil))(t)
	h.deliver()
	if token := h.sent.to("anne@exemple.fr"); token != "" {
		t.Error("a mail that waited gave a link")
	}
}

// What follows the address of an adviser is no act about the person: their file ends on the same day.
func TestAnAdvisersAddressKeepsNobody(t *testing.T) {
	p := &domain.Person{Record: domain.Record{ID: "P1", Created: morning}}
	p.Warn(morning)
	last := p.LastAct()
	p.NoteChange(domain.ActAdviserMoved, []string{"candidate.adviser"}, admin, morning.AddDate(0, 1, 0))
	if p.LastAct() != last || !p.Warned() {
		t.Errorf("last act %v, want %v; warned %v", p.LastAct(), last, p.Warned())
	}
}
