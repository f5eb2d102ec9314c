package hiring

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

// posted puts one mail in the queue, to an account of its own.
func (h *house) posted(n int) *domain.Mail {
	h.tb.Helper()
	to := domain.Recipient{Kind: domain.RecipientAddress, Address: fmt.Sprintf("p%d@exemple.fr", n), Name: "P"}
	if err := h.post(h.tb.Context(), fmt.Sprintf("essai/%d", n), to, domain.OfferToReadLetter{OfferID: "o", Title: "Maçon", Places: 1}, nil); err != nil {
		h.tb.Fatal(err)
	}
	return must(h.Mail(h.tb.Context(), referent, domain.MailID(fmt.Sprintf("essai/%d", n), to)))(h.tb)
}

func (h *house) state(m *domain.Mail) *domain.Mail {
	h.tb.Helper()
	return must(h.Mail(h.tb.Context(), referent, m.ID))(h.tb)
}

func answers(list ...domain.Outcome) func(*domain.Mail) domain.Delivery {
	n := 0
	return func(*domain.Mail) domain.Delivery {
		n++
		return domain.Delivery{Outcome: list[min(n, len(list))-1], Answer: "réponse"}
	}
}

func TestWhatBecomesOfAMail(t *testing.T) {
	const (
		yes, later, lost  = domain.OutcomeDelivered, domain.OutcomeTransient, domain.OutcomeUnknown
		gone, no, nowhere = domain.OutcomeUnreachable, domain.OutcomeRefused, domain.OutcomeInside
	)
	for _, tt := range []struct {
		name    string
		answers []domain.Outcome
		want    domain.MailStatus
		tries   int
	}{
		{"taken at once", []domain.Outcome{yes}, domain.MailSent, 1},
		{"taken after two refusals for now", []domain.Outcome{later, later, yes}, domain.MailSent, 3},
		{"refused for ever", []domain.Outcome{no}, domain.MailFailed, 1},
		{"no such mailbox", []domain.Outcome{gone}, domain.MailBounced, 1},
		{"lost once, then taken", []domain.Outcome{lost, yes}, domain.MailSent, 2},
		{"lost twice", []domain.Outcome{lost, lost, yes}, domain.MailUncertain, 2},
		{"lost, refused for now, lost", []domain.Outcome{lost, later, lost, yes}, domain.MailUncertain, 3},
		{"without a mail server", []domain.Outcome{nowhere}, domain.MailKept, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := newHouse(t)
			h.sent.answer = answers(tt.answers...)
			m := h.posted(1)
			for range 6 {
				h.deliver()
				h.clock.advance(time.Minute)
			}
			if got := h.state(m); got.Status != tt.want || got.Tries != tt.tries || len(h.sent.all()) != tt.tries {
				t.Errorf("%s after %d tries, %d left", got.Status, got.Tries, len(h.sent.all()))
			}
		})
	}
}

// Refused for now, a mail is tried for a day, less and less often, then failed and shown.
func TestAMailIsTriedForADay(t *testing.T) {
	h := newHouse(t)
	h.sent.answer = answers(domain.OutcomeTransient)
	m := h.posted(1)
	for range 25 * 60 {
		if err := h.Deliver(t.Context()); err != nil {
			t.Fatal(err)
		}
		h.clock.advance(time.Minute)
		if h.state(m).Status != domain.MailQueued {
			break
		}
	}
	if got := h.state(m); got.Status != domain.MailFailed || got.Answer != "réponse" || got.Updated.Sub(got.Queued) < 24*time.Hour || got.Tries < 20 || got.Tries > 60 {
		t.Errorf("%s after %s and %d tries: %s", got.Status, got.Updated.Sub(got.Queued), got.Tries, got.Answer)
	}
}

// A process that dies while it sends leaves a claim: the next one sends the same mail again, and that is no doubt of the
// mail server's.
func TestAMailUnderWayAtACrashIsSentAgain(t *testing.T) {
	h := newHouse(t)
	m := h.posted(1)
	wantCode(t, h.Deps.Once.Insert(t.Context(), attemptOf(m), h.postman.process+" "+morning.Format(time.RFC3339)), "")
	h.deliver()
	if n := len(h.sent.all()); n != 0 {
		t.Fatalf("a mail that is leaving left %d times more", n)
	}
	h.close()
	again := openHouse(t, h.dir)
	again.deliver()
	again.deliver()
	got := again.state(m)
	if sent := again.sent.all(); len(sent) != 1 || sent[0].ID != m.ID || got.Status != domain.MailSent || got.Tries != 2 || got.Doubts != 0 {
		t.Errorf("%d left, %s after %d tries, %d doubts", len(sent), got.Status, got.Tries, got.Doubts)
	}
}

// unkept keeps no link: the process dies before it can.
type unkept struct{ Secrets }

func (unkept) Save(context.Context, *domain.Secret) error { return errKilled }

// unnoted dies as it records that a link is kept.
type unnoted struct{ Once }

func (o unnoted) Insert(ctx context.Context, key, value string) error {
	if strings.HasSuffix(key, "/link") {
		return errKilled
	}
	return o.Once.Insert(ctx, key, value)
}

// Wherever an attempt stops, the link that arrives in the end opens, once.
func TestAMailCutShortArrivesWithALinkThatOpens(t *testing.T) {
	for _, tt := range []struct {
		name string
		die  func(*Deps)
	}{
		{"before its link is kept", func(d *Deps) { d.Secrets = unkept{d.Secrets} }},
		{"before the link is known to be kept", func(d *Deps) { d.Once = unnoted{d.Once} }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := newHouse(t)
			u := h.user("anne@exemple.fr", domain.RoleReferent)
			wantCode(t, h.AskSignInLink(t.Context(), u.Email, ""), "")
			h.background.Wait()
			deps := h.deps()
			tt.die(&deps)
			if err := New(deps).Deliver(t.Context()); !errors.Is(err, errKilled) {
				t.Fatalf("the dying process said %v", err)
			}
			h.close()
			again := openHouse(t, h.dir)
			again.deliver()
			again.deliver()
			token := again.sent.to(u.Email)
			must(again.SignIn(t.Context(), token))(t)
			must(again.ResendMail(t.Context(), referent, again.queue()[0].ID))(t)
			again.deliver()
			_, err := again.SignIn(t.Context(), token)
			wantCode(t, err, domain.CodeNotFound)
			if n := len(again.sent.all()); n != 2 {
				t.Errorf("%d left", n)
			}
		})
	}
}

// On a shared store another process may be at it: its claim holds for the lease.
func TestAClaimOfAnotherProcessHoldsForItsLease(t *testing.T) {
	h := newHouse(t)
	h.Shared = true
	m := h.posted(1)
	wantCode(t, h.Deps.Once.Insert(t.Context(), attemptOf(m), "another "+morning.Format(time.RFC3339)), "")
	h.clock.advance(mailLease - time.Second)
	h.deliver()
	if n := len(h.sent.all()); n != 0 {
		t.Fatalf("%d left while another had it", n)
	}
	h.clock.advance(time.Second)
	h.deliver()
	h.deliver()
	if n := len(h.sent.all()); n != 1 {
		t.Errorf("%d left once the other was dead", n)
	}
}

// Two postmen on one store send each mail once.
func TestTwoPostmenSendEachMailOnce(t *testing.T) {
	h := newHouse(t)
	for n := range 60 {
		h.posted(n)
	}
	deps := h.deps()
	deps.Shared = true
	other := New(deps)
	h.Shared = true
	var both sync.WaitGroup
	for _, s := range []*Service{h.Service, other} {
		both.Go(func() {
			for range 3 {
				if err := s.Deliver(t.Context()); err != nil {
					t.Error(err)
				}
			}
		})
	}
	both.Wait()
	seen := map[string]int{}
	for _, m := range h.sent.all() {
		seen[m.ID]++
	}
	for id, n := range seen {
		if n != 1 {
			t.Errorf("%s left %d times", id, n)
		}
	}
	if len(seen) != 60 {
		t.Errorf("%d mails left of 60", len(seen))
	}
}

// People look after the queue: they cancel, and send again what failed; others do neither.
func TestReferentsLookAfterTheMails(t *testing.T) {
	h := newHouse(t)
	m := h.posted(1)
	_, err := h.CancelMail(t.Context(), adviser, m.ID)
	wantCode(t, err, domain.CodeNotFound)
	_, _, err = h.Mails(t.Context(), adviser, MailQuery{})
	wantCode(t, err, domain.CodeForbidden)
	must(h.CancelMail(t.Context(), referent, m.ID))(t)
	h.deliver()
	if n := len(h.sent.all()); n != 0 {
		t.Fatalf("%d left after it was cancelled", n)
	}
	_, err = h.CancelMail(t.Context(), referent, m.ID)
	wantCode(t, err, domain.CodeConflict)
	must(h.ResendMail(t.Context(), admin, m.ID))(t)
	h.deliver()
	if got := h.state(m); got.Status != domain.MailSent || len(h.sent.all()) != 1 {
		t.Errorf("sent again: %s", got.Status)
	}
}

// A mail that comes back is shown, and its address with it, until another is written to.
func TestAMailComesBack(t *testing.T) {
	h := newHouse(t)
	m := h.posted(1)
	h.deliver()
	fails := func() bool { return must(h.AddressFails(t.Context(), referent, m.To))(t) }
	if fails() {
		t.Error("it did not come back yet")
	}
	for range 2 {
		if known := must(h.ReturnMails(t.Context(), []MailReturn{{m.ID, "550 5.1.1 " + strings.Repeat("x", 500)}, {"inconnu", ""}}))(t); known != 1 {
			t.Errorf("%d known", known)
		}
	}
	if got := h.state(m); got.Status != domain.MailBounced || len([]rune(got.Answer)) > 220 || !fails() {
		t.Errorf("%s, %s", got.Status, got.Answer)
	}
	h.clock.advance(time.Minute)
	must(h.ResendMail(t.Context(), referent, m.ID))(t)
	h.deliver()
	if fails() {
		t.Error("it arrived, and its address still fails")
	}
}

// Whoever says so gets no more of a kind; what is owed to them still comes.
func TestSomebodyWantsNoMore(t *testing.T) {
	h := newHouse(t)
	to := domain.Recipient{Kind: domain.RecipientAddress, Address: "p@exemple.fr"}
	tell := func(event string) {
		t.Helper()
		wantCode(t, h.post(t.Context(), event, to, domain.OfferToReadLetter{Title: "Maçon", Places: 1}, nil), "")
		wantCode(t, h.post(t.Context(), event+"/link", to, domain.SignInLetter{Minutes: 15}, nil), "")
		h.deliver()
	}
	tell("a/1")
	token := ""
	for _, m := range h.sent.all() {
		if m.Kind == "offer_to_read_for_referent" {
			token = m.Stop
		} else if m.Stop != "" {
			t.Errorf("%s may be stopped", m.Kind)
		}
	}
	for _, wrong := range []string{"", token + "0", strings.Replace(token, "m", "n", 1), strings.ToUpper(token)} {
		_, err := h.AskMailStop(t.Context(), wrong)
		wantCode(t, err, domain.CodeNotFound)
		_, err = h.StopMails(t.Context(), wrong)
		wantCode(t, err, domain.CodeNotFound)
	}
	if stop := must(h.AskMailStop(t.Context(), token))(t); stop.Stopped || stop.Kind != "offer_to_read_for_referent" {
		t.Errorf("asked: %+v", stop)
	}
	must(h.StopMails(t.Context(), token))(t)
	before := len(h.sent.all())
	tell("a/2")
	if n := len(h.sent.all()) - before; n != 1 {
		t.Errorf("%d came, the link alone is owed", n)
	}
	must(h.ResumeMails(t.Context(), token))(t)
	tell("a/3")
	if n := len(h.sent.all()) - before; n != 3 {
		t.Errorf("%d came once they were wanted again", n)
	}
}

// Thirty days after it left, the text of a mail is gone, and the line stays.
func TestTheTextOfAMailGoes(t *testing.T) {
	h := newHouse(t)
	sent, waiting := h.posted(1), h.posted(2)
	h.sent.answer = func(m *domain.Mail) domain.Delivery {
		if m.ID == waiting.ID {
			return domain.Delivery{Outcome: domain.OutcomeTransient}
		}
		return domain.Delivery{Outcome: domain.OutcomeDelivered}
	}
	h.deliver()
	h.clock.advance(29 * 24 * time.Hour)
	if n := must(h.ForgetMails(t.Context()))(t); n != 0 {
		t.Errorf("%d forgotten after 29 days", n)
	}
	h.clock.advance(48 * time.Hour)
	if n := must(h.ForgetMails(t.Context()))(t); n != 1 {
		t.Errorf("%d forgotten after 31 days", n)
	}
	got := h.state(sent)
	if got.Body != (domain.MailBody{}) || got.To.Address != "" || got.Kind == "" || got.Status != domain.MailSent {
		t.Errorf("what stays: %+v", got)
	}
	if h.state(waiting).Body == (domain.MailBody{}) {
		t.Error("a mail that waits lost its text")
	}
	_, err := h.ResendMail(t.Context(), referent, sent.ID)
	wantCode(t, err, domain.CodeConflict)
}

// What a backup knew is not told again: its queue is cancelled, its steps are told to nobody; what happens after is.
func TestARestoreMailsNothingAgain(t *testing.T) {
	h := newHouse(t)
	h.user("anne@exemple.fr", domain.RoleReferent)
	h.register()
	m := h.posted(1)
	o := must(h.DraftOffer(t.Context(), boss, mason()))(t)
	must(h.SubmitOffer(t.Context(), boss, o.ID))(t)
	h.clock.advance(time.Hour)
	if err := h.Places.Put(t.Context(), restoredKey, []byte(h.clock.Now().Format(time.RFC3339Nano))); err != nil {
		t.Fatal(err)
	}
	h.clock.advance(time.Second)
	if err := h.afterRestore(t.Context()); err != nil {
		t.Fatal(err)
	}
	h.deliver()
	if sent := h.sent.all(); len(sent) != 0 || h.state(m).Status != domain.MailCancelled {
		t.Fatalf("after a restore: %d left, the queue is %s", len(sent), h.state(m).Status)
	}
	next := must(h.DraftOffer(t.Context(), boss, mason()))(t)
	must(h.SubmitOffer(t.Context(), boss, next.ID))(t)
	h.deliver()
	if n := len(h.sent.all()); n != 1 {
		t.Errorf("%d left for what happened since", n)
	}
}
