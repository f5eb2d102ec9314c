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
	db, err := sql.Open("sqlite", "file:"+filepath.Join(h.dir, "candidatheque.db")+"?_pragma=busy_timeout(10000)")
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

// heard is another process on the same store, with what it logs.
func (h *house) heard() (*Service, *bytes.Buffer) {
	var log bytes.Buffer
	deps := h.deps()
	deps.Log = slog.New(slog.NewTextHandler(&log, nil))
	return New(deps), &log
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
	s, log := h.heard()
	relay := func() {
		t.Helper()
		wantCode(t, s.relayRound(t.Context()), "")
	}
	relay()
	h.deliver()
	if sent := h.sent.all(); len(sent) != 1 || !strings.Contains(sent[0].Body.Text, next.ID) {
		t.Errorf("%d left", len(sent))
	}
	relay()
	h.clock.advance(complainEvery)
	relay()
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

// named writes a line about each person, so that they bear a name in the journal.
func (h *house) named(people ...string) {
	h.tb.Helper()
	for _, id := range people {
		wantCode(h.tb, h.journal(h.tb.Context(), referent, domain.Deed{Act: domain.ActOpenPerson}.About(id)), "")
	}
}

// A file and a name that cannot be read leave the names of others to be swept.
func TestADamagedFileKeepsNoOtherNameFromBeingSwept(t *testing.T) {
	h := newHouse(t)
	h.bring(journalPeople)
	h.named("P1", "P2")
	h.damage("people", "P1")
	h.damage("journal_keys", "user/referent")
	must(h.store.People.Take(t.Context(), "P2"))(t)
	wantCode(t, h.SweepKeys(t.Context()), domain.CodeInternal)
	_, err := h.store.JournalKeys.Get(t.Context(), domain.PersonSubject("P2"))
	wantCode(t, err, domain.CodeNotFound)
	must(h.store.JournalKeys.Get(t.Context(), domain.PersonSubject("P1")))(t)
}

// The journal is read each day whatever the sweep of names met, which is logged, and tried again a while later.
func TestTheJournalIsReadWhateverTheSweepMeets(t *testing.T) {
	h := newHouse(t)
	h.bring(journalPeople)
	h.named("P1")
	h.damage("people", "P1")
	s, log := h.heard()
	rounds := s.journalRounds()
	for _, tt := range []struct {
		name           string
		after          time.Duration
		failed, passed int
	}{
		{"at the start", 0, 1, 1}, {"a second later", time.Second, 1, 1}, {"a while later", dailyAgain, 2, 1}, {"the next day", 24 * time.Hour, 3, 2},
	} {
		h.clock.advance(tt.after)
		s.runDaily(t.Context(), rounds)
		failed, passed := strings.Count(log.String(), "names were not swept"), strings.Count(log.String(), "journal read")
		if failed != tt.failed || passed != tt.passed || s.JournalChecked().Lines == 0 {
			t.Errorf("%s: %d sweeps failed, %d readings passed\n%s", tt.name, failed, passed, log)
		}
	}
}
