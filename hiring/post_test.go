package hiring

import (
	"slices"
	"strings"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

// queue lists every mail, the first first.
func (h *house) queue() []*domain.Mail {
	h.tb.Helper()
	list, _, err := h.Mails(h.tb.Context(), referent, MailQuery{Limit: 500})
	if err != nil {
		h.tb.Fatal(err)
	}
	return list
}

// offersTold are the mails that left, but the one to the owner of a closed account.
func offersTold(h *house) []domain.Mail {
	return slices.DeleteFunc(h.sent.all(), func(m domain.Mail) bool { return m.Kind == domain.AccountEndedLetter{}.Kind() })
}

// What happens is told by the history of the object, once, to those whom it concerns.
func TestASubmittedOfferIsToldToReferents(t *testing.T) {
	h := newHouse(t)
	h.user("anne@exemple.fr", domain.RoleReferent)
	h.user("bruno@exemple.fr", domain.RoleReferent)
	h.user("malika@exemple.fr", domain.RoleAdviser)
	closed := h.user("partie@exemple.fr", domain.RoleReferent)
	must(h.DeactivateUser(t.Context(), admin, closed.ID))(t)
	h.register()
	o := must(h.DraftOffer(t.Context(), boss, mason()))(t)
	h.deliver()
	if sent := offersTold(h); len(sent) != 0 {
		t.Fatalf("a draft is told: %v", sent)
	}
	o = must(h.SubmitOffer(t.Context(), boss, o.ID))(t)
	h.deliver()
	h.deliver()
	h.close()
	again := openHouse(t, h.dir)
	again.deliver()
	if late := offersTold(again); len(late) != 0 {
		t.Errorf("told again after a restart: %v", late)
	}
	sent := offersTold(h)
	if len(sent) != 2 || sent[0].To.Address == sent[1].To.Address || sent[0].Kind != "offer_to_read_for_referent" ||
		!strings.Contains(sent[0].Body.Text, site+"/offres/"+o.ID) {
		t.Fatalf("left: %+v", sent)
	}
	kept := must(again.Offer(t.Context(), referent, o.ID))(t)
	if _, waits := kept.Pending(); waits || kept.Revision != o.Revision {
		t.Errorf("the offer still waits to be told (%v), or its revision moved from %d to %d", waits, o.Revision, kept.Revision)
	}
	for _, m := range again.queue() {
		if m.Status != domain.MailSent || m.Tries != 1 {
			t.Errorf("%s to %s: %s after %d tries", m.Kind, m.To.Address, m.Status, m.Tries)
		}
	}
}

// Equal steps of one instant are two events; a step told twice is one.
func TestEventsHaveTheirOwnKeys(t *testing.T) {
	o := &domain.Offer{Record: domain.Record{ID: "o1"}}
	for range 2 {
		o.Note("edit", boss, morning, "")
	}
	o.Note("edit", boss, morning.Add(time.Second), "")
	keys := map[string]bool{}
	for range 2 {
		for _, e := range eventsOf(domain.Untold{Collection: "offers", Aggregate: o}) {
			keys[e.ID] = true
		}
	}
	if len(keys) != 3 {
		t.Errorf("%d events: %v", len(keys), keys)
	}
}

// The link of a mail opens once it has left, not before; what is stored opens nothing.
func TestALinkInAMailIsKeptNowhere(t *testing.T) {
	h := newHouse(t)
	u := h.user("anne@exemple.fr", domain.RoleReferent)
	wantCode(t, h.AskSignInLink(t.Context(), u.Email, ""), "")
	h.background.Wait()
	m := h.queue()[0]
	if !strings.Contains(m.Body.Text, domain.LinkMark) || m.Body != m.Body.WithLink(domain.LinkMark) {
		t.Errorf("the stored text has no mark:\n%s", m.Body.Text)
	}
	_, err := h.SignIn(t.Context(), h.mailToken(m.ID))
	wantCode(t, err, domain.CodeNotFound)
	h.deliver()
	token := h.sent.to(u.Email)
	if len(token) < 26 || token != h.mailToken(m.ID) || strings.Contains(h.queue()[0].Body.Text, token) {
		t.Errorf("token %q", token)
	}
	must(h.SignIn(t.Context(), token))(t)
	// Sent again, the same link leaves, and stays used.
	must(h.ResendMail(t.Context(), referent, m.ID))(t)
	h.deliver()
	if sent := h.sent.all(); len(sent) != 2 || h.sent.to(u.Email) != token || sent[0].ID != sent[1].ID {
		t.Errorf("sent again: %d mails, token %q", len(sent), h.sent.to(u.Email))
	}
	_, err = h.SignIn(t.Context(), token)
	wantCode(t, err, domain.CodeNotFound)
}
