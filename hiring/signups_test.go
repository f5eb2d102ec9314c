package hiring

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

// bakery is an establishment that nobody registered.
const bakery domain.SIRET = "35600000049837"

func luc() NewSignUp {
	return NewSignUp{SIRET: string(bakery), Company: "Boulangerie du Carillon", Name: "Luc Vandamme", Email: "luc@exemple.fr", Phone: "03 53 01 12 12", From: "192.0.2.1"}
}

// signUp keeps a sign-up and gives the token of its mail.
func (h *house) signUp(n NewSignUp) (x *domain.SignUp, token string) {
	h.tb.Helper()
	x = must(h.SignUpEmployer(h.tb.Context(), n))(h.tb)
	h.deliver()
	return x, h.sent.to(strings.ToLower(n.Email))
}

// join signs somebody up and confirms their address.
func (h *house) join(n NewSignUp) Confirmation {
	h.tb.Helper()
	_, token := h.signUp(n)
	c := must(h.ConfirmSignUp(h.tb.Context(), token))(h.tb)
	h.deliver()
	return c
}

// whoIs reads an account as it is now.
func (h *house) whoIs(id string) domain.Actor {
	h.tb.Helper()
	return must(h.ActorOf(h.tb.Context(), must(h.User(h.tb.Context(), id))(h.tb)))(h.tb)
}

// mailsTo lists the kinds of letters an address got, the first first.
func (h *house) mailsTo(address string) (kinds []string) {
	h.tb.Helper()
	h.deliver()
	for _, m := range h.sent.all() {
		if m.To.Address == address {
			kinds = append(kinds, m.Kind)
		}
	}
	return kinds
}

// staff opens the accounts of a referent and of an administrator, who get mails.
func (h *house) staff() domain.Actor {
	h.tb.Helper()
	u := must(h.AddUser(h.tb.Context(), domain.System(), NewUser{Email: "ref@exemple.fr", Name: "Référente", Roles: domain.RoleReferent}))(h.tb)
	h.deliver()
	return u.Actor()
}

func TestABossSignsUpAlone(t *testing.T) {
	h := newHouse(t)
	ctx, ref := t.Context(), h.staff()
	x, token := h.signUp(luc())
	if got := h.mailsTo("luc@exemple.fr"); !slices.Equal(got, []string{"confirm_address_for_newcomer"}) {
		t.Fatalf("mails: %v", got)
	}
	_, err := h.UserByEmail(ctx, "luc@exemple.fr")
	wantCode(t, err, domain.CodeNotFound)
	_, err = h.Employer(ctx, domain.System(), bakery)
	wantCode(t, err, domain.CodeNotFound)

	draft := mason()
	draft.SIRET, draft.Title = masonry, "Boulanger"
	x = must(h.KeepSignUpDraft(ctx, x.ID, x.Revision, draft))(t)
	if x.Draft.SIRET != bakery {
		t.Fatalf("the draft is for %s", x.Draft.SIRET)
	}
	for range 50 { // mail scanners follow links
		if opened := must(h.OpenSignUp(ctx, token))(t); opened.Status != domain.SignUpPending {
			t.Fatalf("opened: %s", opened.Status)
		}
	}
	c := must(h.ConfirmSignUp(ctx, token))(t)
	if !c.NewAccount || c.Employer.Status != domain.EmployerAwaiting || c.Employer.Name != "Boulangerie du Carillon" || c.OfferID == "" {
		t.Fatalf("%+v", c)
	}
	boss := h.whoIs(c.User.ID)
	if !boss.Sits(bakery) || boss.Roles != domain.RoleEmployer {
		t.Fatalf("the account: %+v", boss)
	}
	if o := must(h.Offer(ctx, boss, c.OfferID))(t); o.Title != "Boulanger" || o.Status != domain.OfferDraft || o.SIRET != bakery {
		t.Fatalf("the draft became %+v", o)
	}
	if got := h.mailsTo("ref@exemple.fr"); !slices.Equal(got, []string{"employer_to_approve_for_referent"}) {
		t.Fatalf("the referent's mails: %v", got)
	}
	// What is published waits for the referent, whoever asks.
	must(h.SubmitOffer(ctx, boss, c.OfferID))(t)
	_, err = h.PublishOffer(ctx, ref, c.OfferID)
	wantCode(t, err, domain.CodeConflict)
	must(h.ApproveEmployer(ctx, ref, bakery))(t)
	must(h.PublishOffer(ctx, ref, c.OfferID))(t)
	if got := h.mailsTo("luc@exemple.fr"); !slices.Contains(got, "employer_approved_for_member") {
		t.Fatalf("the boss's mails: %v", got)
	}
}

func TestAConfirmedLinkOpensNothingMore(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	x, token := h.signUp(luc())
	first := must(h.ConfirmSignUp(ctx, token))(t)
	again := must(h.ConfirmSignUp(ctx, token))(t)
	if !first.NewAccount || again.NewAccount || again.User != nil {
		t.Errorf("again: %+v", again)
	}
	standing := must(h.StandingOf(ctx, again.SignUp))(t)
	if standing.Status != domain.EmployerAwaiting || standing.Company != "Boulangerie du Carillon" {
		t.Errorf("standing: %+v", standing)
	}
	// The browser that began is not the mailbox: it reads nothing any more.
	_, err := h.SignUp(ctx, x.ID)
	wantCode(t, err, domain.CodeNotFound)
	_, err = h.KeepSignUpDraft(ctx, x.ID, 2, mason())
	wantCode(t, err, domain.CodeNotFound)
	kept := must(h.store.SignUps.Get(ctx, domain.System(), x.ID))(t)
	if kept.Email+kept.Name+kept.Phone != "" {
		t.Errorf("the sign-up keeps %+v", kept)
	}
	for name, bad := range map[string]string{"tampered": altered(token), "unknown": "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "empty": "", "a sign-in's": h.signInToken()} {
		_, err := h.OpenSignUp(ctx, bad)
		if domain.CodeOf(err) != domain.CodeNotFound || err.Error() != domain.NotFound("Lien").Error() {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// signInToken is a link of another purpose.
func (h *house) signInToken() string {
	h.tb.Helper()
	u := must(h.AddUser(h.tb.Context(), domain.System(), NewUser{Email: "autre@exemple.fr", Roles: domain.RoleReferent}))(h.tb)
	return must(h.NewSignInLink(h.tb.Context(), domain.System(), u.ID))(h.tb).Token
}

func TestALinkOfAWeekAgoIsTooOld(t *testing.T) {
	h := newHouse(t)
	_, token := h.signUp(luc())
	h.clock.advance(domain.SignUpLife + time.Minute)
	_, err := h.ConfirmSignUp(t.Context(), token)
	wantCode(t, err, domain.CodeGone)
	_, err = h.UserByEmail(t.Context(), "luc@exemple.fr")
	wantCode(t, err, domain.CodeNotFound)
}

// Two people of one firm confirm at the same instant: one founds it, the other waits for a referent. Nobody else's answer
// counts before the accord.
func TestTwoPeopleSignUpTheSameEstablishmentAtOnce(t *testing.T) {
	h := newHouse(t)
	ctx, ref := t.Context(), h.staff()
	var tokens []string
	for _, name := range []string{"anne", "luc"} {
		n := luc()
		n.Email, n.Name = name+"@exemple.fr", name
		_, token := h.signUp(n)
		tokens = append(tokens, token)
	}
	confirmations := make([]Confirmation, len(tokens))
	var all sync.WaitGroup
	for i, token := range tokens {
		all.Go(func() { confirmations[i] = must(h.ConfirmSignUp(ctx, token))(t) })
	}
	all.Wait()
	founder, other := confirmations[0], confirmations[1]
	if !founder.Employer.FoundedBy(founder.User.ID) {
		founder, other = other, founder
	}
	if founder.Membership.Status != domain.MembershipMember || other.Membership.Status != domain.MembershipWaiting || h.whoIs(other.User.ID).Sits(bakery) {
		t.Fatalf("founder %s, other %s", founder.Membership.Status, other.Membership.Status)
	}
	_, err := h.AcceptColleague(ctx, h.whoIs(founder.User.ID), bakery, other.Membership.ID)
	wantCode(t, err, domain.CodeNotFound)
	// Whom nobody vouched for learns of nobody.
	if got := h.mailsTo(founder.User.Email); slices.Contains(got, "colleague_to_approve_for_member") {
		t.Errorf("the first member is told who asks: %v", got)
	}
	if list := must(firstOf(h.Requests(ctx, h.whoIs(founder.User.ID), domain.MembershipQuery{SIRET: bakery})))(t); len(list) != 1 || list[0].Who.ID != founder.User.ID {
		t.Errorf("the first member reads %+v", list)
	}
	if got := h.mailsTo("ref@exemple.fr"); !slices.Contains(got, "colleague_to_approve_for_referent") {
		t.Errorf("the referent is not told: %v", got)
	}
	must(h.ApproveEmployer(ctx, ref, bakery))(t)
	must(h.AcceptColleague(ctx, h.whoIs(founder.User.ID), bakery, other.Membership.ID))(t)
	if !h.whoIs(other.User.ID).Sits(bakery) {
		t.Error("accepted, and no seat")
	}
	if got := h.mailsTo(other.User.Email); !slices.Contains(got, "colleague_accepted_for_employer") {
		t.Errorf("who asked: %v", got)
	}
}

func TestPressedTwiceAtOnceALinkOpensOneAccount(t *testing.T) {
	h := newHouse(t)
	x, token := h.signUp(luc())
	must(h.KeepSignUpDraft(t.Context(), x.ID, x.Revision, mason()))(t)
	opened := make([]bool, 10)
	var all sync.WaitGroup
	for i := range opened {
		all.Go(func() {
			c, err := h.ConfirmSignUp(t.Context(), token)
			if err != nil {
				t.Error(err)
			}
			opened[i] = c.NewAccount
		})
	}
	all.Wait()
	n := 0
	for _, o := range opened {
		if o {
			n++
		}
	}
	u := must(h.UserByEmail(t.Context(), "luc@exemple.fr"))(t)
	offers, _, err := h.Offers(t.Context(), u.Actor(), OfferQuery{})
	if n != 1 || len(u.SIRETs) != 1 || err != nil || len(offers) != 1 {
		t.Errorf("%d accounts opened, seats %v, %d offers, %v", n, u.SIRETs, len(offers), err)
	}
}

func TestAKnownAddressLearnsItByMailOnly(t *testing.T) {
	h := newHouse(t)
	h.register()
	ctx := t.Context()
	member := must(h.AddUser(ctx, domain.System(), NewUser{Email: "membre@exemple.fr", Name: "Membre", Roles: domain.RoleEmployer, SIRETs: []domain.SIRET{masonry}}))(t)
	h.staff()
	closed := must(h.AddUser(ctx, domain.System(), NewUser{Email: "parti@exemple.fr", Roles: domain.RoleEmployer, SIRETs: []domain.SIRET{masonry}}))(t)
	must(h.DeactivateUser(ctx, admin, closed.ID))(t)
	for address, kind := range map[string]string{"membre@exemple.fr": "account_there_for_employer", "ref@exemple.fr": "account_closed_for_user",
		"parti@exemple.fr": "account_closed_for_user", "inconnu@exemple.fr": "confirm_address_for_newcomer"} {
		n := luc()
		n.Email = address
		x := must(h.SignUpEmployer(ctx, n))(t)
		if x.Status != domain.SignUpPending {
			t.Errorf("%s: %s", address, x.Status)
		}
		if got := h.mailsTo(address); !slices.Contains(got, kind) {
			t.Errorf("%s: %v, want %s", address, got, kind)
		}
	}
	// The link of an account that was there asks for it, and signs nobody in.
	c := must(h.ConfirmSignUp(ctx, h.sent.to("membre@exemple.fr")))(t)
	if c.NewAccount || c.User.ID != member.ID || !h.whoIs(member.ID).Sits(bakery) || c.User.Name != "Membre" || c.User.Phone != "" {
		t.Errorf("%+v", c)
	}
}

// A letter to an address that nobody confirmed holds nothing that somebody typed: it would be theirs to write.
func TestStrangersDoNotWriteOurMails(t *testing.T) {
	h := newHouse(t)
	n := luc()
	n.Company, n.Name = "Gagnez Mille Euros", "Appelez Le 0899"
	h.signUp(n)
	for _, m := range h.sent.all() {
		if text := m.Body.Subject + m.Body.Text + m.Body.HTML; strings.Contains(text, "Gagnez") || strings.Contains(text, "0899") || m.To.Name != "" {
			t.Errorf("the mail says what was typed: %s", text)
		}
	}
}

// Whatever strangers do, by new sign-ups, links asked again and reminders, one mailbox gets a few mails an hour and a day.
func TestOneAddressIsNotFloodedWithMails(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	flood := func() {
		for i := range 8 {
			n := luc()
			n.From = string(rune('a' + i))
			x, err := h.SignUpEmployer(ctx, n)
			for range 4 {
				if err == nil {
					err = h.ResendSignUp(ctx, x.ID)
				}
			}
			if code := domain.CodeOf(err); code != domain.CodeTooMany {
				t.Fatalf("sign-up %d: %v", i+1, err)
			}
			if strings.Contains(err.Error(), "connexion") {
				t.Errorf("told of something else: %v", err)
			}
		}
	}
	for _, tt := range []struct {
		later time.Duration
		mails int
	}{{0, mailsPerMailbox}, {20 * time.Minute, 2 * mailsPerMailbox}, {20 * time.Minute, mailsPerDay}, {12 * time.Hour, mailsPerDay}} {
		h.clock.advance(tt.later)
		flood()
		if got := h.mailsTo("luc@exemple.fr"); len(got) != tt.mails {
			t.Fatalf("%s later: %d mails, want %d", tt.later, len(got), tt.mails)
		}
	}
	h.clock.advance(2 * 24 * time.Hour) // the reminders of all of them fall due
	if err := h.Settle(ctx); err != nil {
		t.Fatal(err)
	}
	if got := h.mailsTo("luc@exemple.fr"); len(got) > mailsPerDay+mailsPerMailbox {
		t.Errorf("%d mails with the reminders", len(got))
	}
}

func TestOneNetworkSignsUpAFewOnly(t *testing.T) {
	h := newHouse(t)
	for i := range signUpsPerAddress + 1 {
		n := luc()
		n.Email, n.From = "p"+string(rune('a'+i))+"@exemple.fr", "198.51.100.7"
		_, err := h.SignUpEmployer(t.Context(), n)
		if want := map[bool]domain.Code{true: domain.CodeTooMany}[i == signUpsPerAddress]; domain.CodeOf(err) != want {
			t.Fatalf("sign-up %d of one network: %v", i+1, err)
		}
	}
	// The limit holds over a restart, and lets the right person in after the window.
	h.close()
	again := openHouse(t, h.dir)
	n := luc()
	n.From = "198.51.100.7"
	_, err := again.SignUpEmployer(t.Context(), n)
	wantCode(t, err, domain.CodeTooMany)
	again.clock.advance(20 * time.Minute)
	must(again.SignUpEmployer(t.Context(), n))(t)
}

func TestACorrectedSignUpKeepsItsDraft(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	x, _ := h.signUp(luc())
	must(h.KeepSignUpDraft(ctx, x.ID, x.Revision, mason()))(t)
	n := luc()
	n.Email, n.SIRET, n.Previous = "luc.vandamme@exemple.fr", string(cleaning), x.ID
	y := must(h.SignUpEmployer(ctx, n))(t)
	if y.Draft == nil || y.Draft.SIRET != cleaning {
		t.Errorf("the draft: %+v", y.Draft)
	}
	_, err := h.SignUp(ctx, x.ID)
	wantCode(t, err, domain.CodeNotFound)
	h.deliver()
	_, err = h.ConfirmSignUp(ctx, h.sent.to("luc@exemple.fr"))
	wantCode(t, err, domain.CodeNotFound)
}

func TestADraftIsReadBeforeItIsKept(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	x, _ := h.signUp(luc())
	for name, spoil := range map[string]func(*domain.Offer){
		"an unknown occupation": func(o *domain.Offer) { o.ROME = "A0000" }, "below the minimum wage": func(o *domain.Offer) { o.Pay.Min = 500 },
		"a social-security number": func(o *domain.Offer) { o.Description = "Appelez le 1 85 05 78 006 084 91 pour ce poste." },
	} {
		draft := mason()
		spoil(draft)
		_, err := h.KeepSignUpDraft(ctx, x.ID, x.Revision, draft)
		if domain.CodeOf(err) != domain.CodeInvalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	must(h.KeepSignUpDraft(ctx, x.ID, x.Revision, mason()))(t)
	_, err := h.KeepSignUpDraft(ctx, x.ID, x.Revision, mason())
	wantCode(t, err, domain.CodeConflict) // a second tab
}

func TestWhoNeverConfirmsIsRemindedOnceThenForgotten(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	h.signUp(luc())
	for _, tt := range []struct {
		days  int
		mails int
	}{{1, 1}, {1, 2}, {5, 2}, {20, 2}} {
		h.clock.advance(time.Duration(tt.days) * 24 * time.Hour)
		if err := h.Settle(ctx); err != nil {
			t.Fatal(err)
		}
		if got := h.mailsTo("luc@exemple.fr"); len(got) != tt.mails {
			t.Fatalf("%d days on: %v, want %d mails", tt.days, got, tt.mails)
		}
	}
	if n := must(h.PendingSignUps(ctx, referent))(t); len(n) != 1 {
		t.Fatalf("%d pending after 27 days", len(n))
	}
	h.clock.advance(4 * 24 * time.Hour)
	if err := h.Settle(ctx); err != nil {
		t.Fatal(err)
	}
	if n := must(h.PendingSignUps(ctx, referent))(t); len(n) != 0 {
		t.Fatalf("%d pending after 31 days", len(n))
	}
	mails, _, err := h.Mails(ctx, domain.System(), MailQuery{})
	for _, m := range mails {
		if strings.Contains(m.To.Address+m.Body.Text+m.Body.HTML, "luc@exemple.fr") || m.Body.Text != "" {
			t.Errorf("the mail stays: %+v", m)
		}
	}
	if len(mails) != 2 || err != nil {
		t.Errorf("%d mails, %v", len(mails), err)
	}
}

// The mails of one sign-up go with it; those of another with the same address stay, their link may still be followed.
func TestForgettingASignUpLeavesTheNextOne(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	h.signUp(luc())
	h.clock.advance(29 * 24 * time.Hour)
	_, token := h.signUp(luc())
	h.clock.advance(2 * 24 * time.Hour)
	if n := must(h.ForgetSignUps(ctx))(t); n != 1 {
		t.Fatalf("%d forgotten", n)
	}
	whole, empty := 0, 0
	for _, m := range h.queue() {
		if m.Body.Text == "" && m.To.Address == "" {
			empty++
		} else {
			whole++
		}
	}
	if whole != 1 || empty != 1 {
		t.Errorf("%d mails stay, %d are emptied", whole, empty)
	}
	must(h.ConfirmSignUp(ctx, token))(t)
}

// What waits in the queue of a sign-up that goes is not sent, empty or whole.
func TestASignUpThatGoesSendsNothingMore(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	x := must(h.SignUpEmployer(ctx, luc()))(t)
	must(h.Relay(ctx))(t)
	n := luc()
	n.Email, n.Previous = "luc.vandamme@exemple.fr", x.ID
	must(h.SignUpEmployer(ctx, n))(t)
	if got := h.mailsTo("luc@exemple.fr"); len(got) != 0 || len(h.sent.all()) != 1 {
		t.Errorf("the mistaken address: %v, %d left", got, len(h.sent.all()))
	}
}
