package main

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/handlers/browsertest"
	"eedk.fr/candidatheque/hiring"
)

// mailKeeper keeps what leaves, so that a walk opens its mails.
type mailKeeper struct {
	next hiring.Carrier
	mu   sync.Mutex
	kept []domain.Mail
	come chan struct{}
}

func (k *mailKeeper) Carry(ctx context.Context, m *domain.Mail) domain.Delivery {
	k.mu.Lock()
	k.kept = append(k.kept, *m)
	if k.come != nil {
		close(k.come)
		k.come = nil
	}
	k.mu.Unlock()
	return k.next.Carry(ctx, m)
}

// find gives the path of the last link sent to an address, or what to wait for.
func (k *mailKeeper) find(email, path string) (link string, come <-chan struct{}) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, m := range k.kept {
		if _, after, found := strings.Cut(m.Body.Text, path); found && m.To.Address == email {
			token, _, _ := strings.Cut(after, "\n")
			link = path + strings.TrimSpace(token)
		}
	}
	if k.come == nil {
		k.come = make(chan struct{})
	}
	return link, k.come
}

// mailed is the address of the last link sent to somebody. The base URL of a test was set before its port was known.
func (r *running) mailed(t *testing.T, email, path string) string {
	t.Helper()
	patience := time.After(30 * time.Second)
	for {
		link, come := r.mails.find(email, path)
		if link != "" {
			return r.base + link
		}
		select {
		case <-come:
		case <-patience:
			t.Fatalf("no mail with a link for %s", email)
		}
	}
}

// TestSignUpWalk is how a boss comes in, in a browser: the SIRET, three fields, an offer begun at once, the link of the
// mail on another device, the referent's approval, the offer submitted; then a colleague, whom the boss lets in. Every
// page passes axe, with and without script, on the narrowest phone.
func TestSignUpWalk(t *testing.T) {
	for _, tt := range []struct {
		name           string
		boss, referent browsertest.View
	}{
		{"on a phone", browsertest.Phone, browsertest.Desktop},
		{"on a phone without script", browsertest.Phone.WithoutScript(), browsertest.Phone},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := MustServe(t)
			browser := browsertest.Open(t, tt.boss)
			boss := &visitor{Page: browser, t: t, view: tt.boss, name: "newcomer"}
			mailbox := &visitor{Page: browser.Another(tt.boss), t: t, view: tt.boss, name: "mailbox"}
			r.signUp(boss, "luc@exemple.fr")
			r.beginOffer(boss)
			r.confirm(mailbox, "luc@exemple.fr")
			referent := r.SignIn(t, browser.Another(tt.referent), tt.referent, "referent")
			r.approve(referent)
			r.submitBegun(mailbox)
			colleague := &visitor{Page: browser.Another(tt.boss), t: t, view: tt.boss, name: "colleague"}
			r.signUp(colleague, "anne@exemple.fr")
			r.confirm(colleague, "anne@exemple.fr")
			r.letIn(mailbox, colleague)
		})
	}
}

const walkSIRET domain.SIRET = "35600000049837"

// signUp goes from the home to « regardez votre boîte », with a slip on the way, by keyboard where it can.
func (r *running) signUp(v *visitor, email string) {
	v.t.Helper()
	v.goes(r.base + "/")
	v.meets("main a[href='/inscription']")
	v.Fill("#siret", "35600000049838")
	if !v.view.NoScript {
		v.WaitForText("#siret-lu", "n'est pas valable")
	}
	if status := v.Follow("main button.first"); status != 422 {
		v.t.Fatalf("a wrong SIRET was answered %d", status)
	}
	v.checked()
	v.Fill("#siret", "356 000 000 49837")
	if !v.view.NoScript {
		v.WaitForText("#siret-lu", "numéro valable")
	}
	v.PressKeys(kb.Tab)
	if got := v.Focused(); !strings.Contains(got, "Continuer") {
		v.t.Fatalf("after the SIRET the keyboard is on %s", got)
	}
	v.FollowKeys(kb.Enter)
	v.checked()
	if status := v.Follow("main button.first"); status != 422 {
		v.t.Fatalf("an empty form was answered %d", status)
	}
	v.checked()
	v.Fill("#company", "Boulangerie du Carillon")
	v.Fill("#name", "Personne Nouvelle")
	v.Fill("#email", email)
	v.PressKeys(kb.Tab, kb.Tab)
	v.FollowKeys(kb.Enter)
	v.checked()
	if text := v.Text("main"); !strings.Contains(text, email) {
		v.t.Fatalf("no mail is told: %s", text)
	}
}

// beginOffer fills some of the form before the address is confirmed.
func (r *running) beginOffer(v *visitor) {
	v.t.Helper()
	v.meets("a[href='/inscription/offre']")
	v.Fill("#title", "Maçon coffreur")
	if v.view.NoScript {
		v.meets("button[value=suggest]")
	} else {
		v.WaitFor("#rome-F1703")
		v.WaitForText("#live", "une fois votre adresse confirmée")
	}
	v.Click("#rome-F1703")
	v.Fill("#description", walkText)
	v.meets("button[value=save]")
	if text := v.Text("main"); !strings.Contains(text, "Maçon coffreur") {
		v.t.Fatalf("the draft is not kept: %s", text)
	}
	if status := v.Go(r.base + "/offres"); status != 200 || !strings.Contains(v.URL(), "/connexion") {
		v.t.Fatalf("a browser that signed up reads %s: %d", v.URL(), status)
	}
}

// confirm follows the link of the mail, which asks for a press.
func (r *running) confirm(v *visitor, email string) {
	v.t.Helper()
	link := r.mailed(v.t, email, "/inscription/confirmer/")
	v.goes(link)
	v.goes(link)
	v.meets("main form button.first")
	if text := v.Text("body"); !strings.Contains(text, "Adresse confirmée") {
		v.t.Fatalf("not confirmed: %s", text)
	}
	if status := v.Go(link + "X"); status != 404 {
		v.t.Fatalf("a tampered link answers %d", status)
	}
	v.goes(link)
	v.goes(r.base + "/")
	if text := v.Text("main"); !strings.Contains(text, "en attente d'accord") {
		v.t.Fatalf("the home does not say where the approval stands: %s", text)
	}
}

// approve is the referent's: refused without a reason, then approved.
func (r *running) approve(v *visitor) {
	v.t.Helper()
	v.goes(r.base + "/")
	v.goes(r.base + "/entreprises")
	v.meets("a[href='/entreprises/" + string(walkSIRET) + "']")
	v.Click(".decide summary")
	if status := v.Follow("form[action$='/refuser'] button"); status != 422 {
		v.t.Fatalf("refused without a reason: %d", status)
	}
	v.checked()
	v.meets("form[action$='/approuver'] button")
	if text := v.Text(".head"); !strings.Contains(text, "actif") {
		v.t.Fatalf("not active: %s", text)
	}
}

// submitBegun finds the draft among the boss's offers and sends it.
func (r *running) submitBegun(v *visitor) {
	v.t.Helper()
	v.goes(r.base + "/offres")
	v.meets("a[href^='/offres/'][data-open]")
	v.meets("a[href$='/modifier']")
	v.Choose("#contract", "CDI")
	v.Fill("#postal_code", "59140")
	v.Fill("#commune", "Dunkerque")
	v.Fill("#weekly_hours", "35")
	v.Fill("#pay_min", "13,50")
	v.Choose("#start", domain.DayOf(time.Now()).AddMonths(1).String())
	v.meets("button[value=submit]")
	if text := v.Text("body"); !strings.Contains(text, "en attente de relecture") {
		v.t.Fatalf("not submitted: %s", text)
	}
}

// letIn is the boss's answer to a colleague, who then leaves.
func (r *running) letIn(boss, colleague *visitor) {
	boss.t.Helper()
	boss.goes(r.base + "/")
	boss.goes(r.base + "/entreprises")
	boss.meets("a[href^='/entreprises/" + string(walkSIRET) + "']")
	boss.meets("form[action$='/accepter'] button")
	colleague.goes(r.base + "/entreprises/" + string(walkSIRET))
	if text := colleague.Text("main"); !strings.Contains(text, "Maçon coffreur") {
		colleague.t.Fatalf("a member does not see the offers: %s", text)
	}
	colleague.Click(".grave summary")
	colleague.meets("form[action$='/quitter'] button")
	if text := colleague.Text("main"); !strings.Contains(text, "membre d'aucun établissement") {
		colleague.t.Fatalf("still there: %s", text)
	}
}
