package hiring

import (
	"bytes"
	"database/sql"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

// damage makes a stored document unreadable, behind the back of the program.
func (h *house) damage(collection, id string) {
	h.tb.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(h.dir, "candidatheque.db"))
	if err != nil {
		h.tb.Fatal(err)
	}
	result, err := db.ExecContext(h.tb.Context(), "UPDATE docs SET body = 'abc' WHERE coll = ? AND id = ?", collection, id)
	if err != nil {
		h.tb.Fatal(err)
	}
	if n, err := result.RowsAffected(); err != nil || n != 1 {
		h.tb.Fatalf("%d rows of %s/%s, %v", n, collection, id, err)
	}
	if err := db.Close(); err != nil {
		h.tb.Fatal(err)
	}
}

// heard keeps what is logged.
func (h *house) heard() *bytes.Buffer {
	var log bytes.Buffer
	h.Log = slog.New(slog.NewTextHandler(&log, nil))
	return &log
}

// An object that cannot be read is told of to nobody but the log, and the others are told.
func TestADamagedObjectKeepsNoOtherSilent(t *testing.T) {
	h := newHouse(t)
	h.user("anne@exemple.fr", domain.RoleReferent)
	h.register()
	h.deliver()
	first := must(h.DraftOffer(t.Context(), boss, mason()))(t)
	must(h.SubmitOffer(t.Context(), boss, first.ID))(t)
	h.clock.advance(time.Second)
	next := must(h.DraftOffer(t.Context(), boss, mason()))(t)
	must(h.SubmitOffer(t.Context(), boss, next.ID))(t)
	h.damage("offers", first.ID)
	log := h.heard()
	h.deliver()
	if sent := h.sent.all(); len(sent) != 1 || !strings.Contains(sent[0].Body.Text, next.ID) {
		t.Errorf("%d left", len(sent))
	}
	h.deliver()
	h.clock.advance(complainEvery)
	h.deliver()
	if n := strings.Count(log.String(), "a step was not told"); n != 2 {
		t.Errorf("the fault was logged %d times in %s:\n%s", n, complainEvery, log)
	}
}

// The damaged file of somebody keeps the lines about others in the journal, and the page of it says what is wrong.
func TestADamagedFileKeepsNoOtherOutOfTheJournal(t *testing.T) {
	h := newHouse(t)
	h.bring(journalPeople)
	for _, id := range []string{"P1", "P2"} {
		to := domain.PersonRecipient(must(h.Person(t.Context(), referent, id))(t))
		wantCode(t, h.post(t.Context(), "essai/"+id, to, domain.SignInLetter{Minutes: 15}, nil), "")
		h.clock.advance(time.Second)
		must(h.CancelMail(t.Context(), referent, domain.MailID("essai/"+id, to)))(t)
	}
	h.damage("people", "P1")
	told := 0
	for _, l := range h.lines() {
		if l.Act == "mail.cancelled" {
			told++
		}
	}
	if told != 1 {
		t.Errorf("%d lines tell of a mail cancelled", told)
	}
	wantCode(t, h.journal(t.Context(), referent, domain.Deed{Act: domain.ActOpenPerson}.About("P1")), domain.CodeInternal)
}

// A mail that cannot be read keeps no other from leaving, nor old texts from being erased.
func TestADamagedMailKeepsNoOtherWaiting(t *testing.T) {
	h := newHouse(t)
	bad := h.posted(1)
	h.clock.advance(time.Second)
	good := h.posted(2)
	h.damage("mails", bad.ID)
	wantCode(t, h.Deliver(t.Context()), domain.CodeInternal)
	if got := h.state(good); got.Status != domain.MailSent {
		t.Errorf("the other is %s", got.Status)
	}
	old := h.posted(3)
	wantCode(t, h.Deliver(t.Context()), domain.CodeInternal)
	h.damage("mails", old.ID)
	h.clock.advance(31 * 24 * time.Hour)
	forgotten, err := h.ForgetMails(t.Context())
	wantCode(t, err, domain.CodeInternal)
	if forgotten != 1 {
		t.Errorf("%d forgotten", forgotten)
	}
	wantCode(t, h.relayRound(t.Context()), domain.CodeInternal)
	wantCode(t, h.relayRound(t.Context()), "")
}
