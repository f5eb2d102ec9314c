package hiring

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/store"
	"eedk.fr/candidatheque/store/storetest"
)

// read are the lines that no history tells: those of this test's own acts.
func (h *house) read() []*domain.JournalLine {
	h.tb.Helper()
	return slices.DeleteFunc(h.lines(), func(l *domain.JournalLine) bool { return l.Event != "" })
}

// lines reads the journal whole, the first line first.
func (h *house) lines() []*domain.JournalLine {
	h.tb.Helper()
	if _, err := h.Relay(h.tb.Context()); err != nil { // what happened before is told now, and not in the midst of a test
		h.tb.Fatal(err)
	}
	var all []*domain.JournalLine
	q := domain.JournalQuery{Limit: 500}
	for {
		list, next, err := h.store.Journal.Find(h.tb.Context(), domain.System(), q)
		if err != nil {
			h.tb.Fatal(err)
		}
		all = append(all, list...)
		if q.Cursor = next; next == "" {
			slices.Reverse(all)
			return all
		}
	}
}

func (h *house) mustVerifyJournal() JournalCheck {
	h.tb.Helper()
	check, err := h.VerifyJournal(h.tb.Context())
	if err != nil || len(check.Faults) > 0 {
		h.tb.Fatalf("%+v, %v", check, err)
	}
	return check
}

// TestTwoProcessesWriteOneChain: two services that know nothing of each other, on one store, five hundred lines each way of
// keeping documents.
func TestTwoProcessesWriteOneChain(t *testing.T) {
	for _, engine := range []struct {
		name string
		each int
		open func(*testing.T, *house)
	}{
		{"sqlite", 250, func(*testing.T, *house) {}},
		{"mongodb", 50, func(t *testing.T, h *house) { // FerretDB, which answers a hundred times slower than MongoDB
			st, err := store.Open(t.Context(), storetest.StartFerret(t).Database(), h.clock.Now)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = st.Close() })
			h.Service.Deps.Journal, h.Service.Deps.JournalKeys = st.Journal, st.JournalKeys
		}},
	} {
		t.Run(engine.name, func(t *testing.T) {
			h := newHouse(t)
			h.bring(journalPeople)
			engine.open(t, h)
			other := New(h.Service.Deps)
			var all sync.WaitGroup
			for p, s := range []*Service{h.Service, other} {
				for w := range 2 {
					all.Go(func() {
						for i := range engine.each / 2 {
							who := domain.Actor{ID: fmt.Sprintf("user%d", i%7)}
							if err := s.journal(t.Context(), who, domain.Deed{Act: domain.ActOpenPerson}.About("P1").On(fmt.Sprint(p, w, i))); err != nil {
								t.Error(err)
								return
							}
						}
					})
				}
			}
			all.Wait()
			check := h.mustVerifyJournal()
			opened, _, err := h.Service.Deps.Journal.Find(t.Context(), domain.System(), domain.JournalQuery{Act: domain.ActOpenPerson, Limit: 10_000})
			if want := 2 * (engine.each / 2) * 2; err != nil || len(opened) != want || check.Head.Number != int64(check.Lines) {
				t.Errorf("%d lines up to %d, %d of this test, want %d, %v", check.Lines, check.Head.Number, len(opened), want, err)
			}
		})
	}
}

const journalPeople = "id;nom;prenom;email;telephone;code_postal;commune;metiers_recherches;consentement_le\n" +
	"P1;Silva;Ana;ana.silva@exemple.fr;0611223344;59140;Dunkerque;F1703;2026-11-01\n" +
	"P2;Martin;Luc;luc.martin@exemple.fr;0611223345;59140;Dunkerque;F1703;2026-11-01\n"

func TestAStepIsToldOnceByHoweverManyProcesses(t *testing.T) {
	h := newHouse(t)
	h.bring(journalPeople)
	p, err := h.Person(t.Context(), referent, "P1")
	if err != nil {
		t.Fatal(err)
	}
	services := []*Service{h.Service, New(h.Service.Deps), New(h.Service.Deps)}
	var all sync.WaitGroup
	for round := range 20 {
		step := domain.Step{To: "edit", At: morning.Add(time.Duration(round) * time.Second), Actor: "referent"}
		for _, s := range services {
			all.Go(func() {
				if err := s.tellStep(t.Context(), p, fmt.Sprint("people/P1/", step.At.UnixNano(), "/edit"), step); err != nil {
					t.Error(err)
				}
			})
		}
	}
	all.Wait()
	edits := 0
	for _, l := range h.lines() {
		if l.Act == "person.edit" {
			edits++
		}
	}
	if edits != 20 {
		t.Errorf("twenty steps are told by %d lines", edits)
	}
	h.mustVerifyJournal()
}

// dying is a journal whose process is killed: after the line is in, or before.
type dying struct {
	Journal
	after bool
}

var errKilled = errors.New("killed")

func (d *dying) Append(ctx context.Context, l *domain.JournalLine) error {
	if d.after {
		if err := d.Journal.Append(ctx, l); err != nil {
			return err
		}
	}
	return errKilled
}

func TestAKillBetweenTheLineAndItsMarkNeitherLosesNorDoubles(t *testing.T) {
	for _, after := range []bool{false, true} {
		t.Run(fmt.Sprint("killed after the line: ", after), func(t *testing.T) {
			h := newHouse(t)
			h.bring(journalPeople)
			p, err := h.Person(t.Context(), referent, "P1")
			if err != nil {
				t.Fatal(err)
			}
			before := len(h.lines())
			step := domain.Step{To: "edit", At: morning, Actor: "referent"}
			deps := h.Service.Deps
			deps.Journal = &dying{Journal: deps.Journal, after: after}
			if err := New(deps).tellStep(t.Context(), p, "people/P1/1/edit", step); domain.CodeOf(err) != domain.CodeUnavailable {
				t.Fatalf("the dying process said %v", err)
			}
			next := New(h.Service.Deps)
			for range 2 {
				if err := next.tellStep(t.Context(), p, "people/P1/1/edit", step); err != nil {
					t.Fatal(err)
				}
			}
			if got := len(h.lines()) - before; got != 1 {
				t.Errorf("%d lines tell the step", got)
			}
			h.mustVerifyJournal()
		})
	}
}

// A step about somebody who is gone is told once too, though they bear a new name in each line.
func TestAStepAboutSomebodyWhoIsGoneIsToldOnce(t *testing.T) {
	h := newHouse(t)
	step := domain.Step{To: "declined", At: morning, Actor: "referent"}
	gone := &domain.Position{Record: domain.Record{ID: "x"}, OfferID: "o", Profile: "P1"}
	for range 2 {
		if err := h.tellStep(t.Context(), gone, "positions/x/1/declined", step); err != nil {
			t.Fatal(err)
		}
	}
	if all := h.lines(); len(all) != 1 || len(all[0].Person) != 26 {
		t.Errorf("%d lines: %+v", len(all), all)
	}
}

func TestLinesNameNobody(t *testing.T) {
	h := newHouse(t)
	h.bring(journalPeople)
	ctx := domain.WithRequest(t.Context(), "REQ1")
	phoned := referent
	phoned.OnBehalf, phoned.Channel = "P2", "phone"
	if err := h.journal(ctx, phoned, domain.Deed{Act: domain.ActOpenPerson}.About("P1")); err != nil {
		t.Fatal(err)
	}
	last := h.read()
	l := last[len(last)-1]
	for _, key := range []string{l.Actor, l.Person, l.OnBehalf} {
		if len(key) != 26 || strings.Contains(key, "P1") || strings.Contains(key, "referent") {
			t.Errorf("%q is no random name", key)
		}
	}
	if l.Actor == l.Person || l.Person == l.OnBehalf || l.Channel != "phone" || l.Request != "REQ1" || !l.Created.Equal(morning) {
		t.Errorf("%+v", l)
	}
}

// TestWhatARequestCausesIsFoundFromIt: the line that the relay writes later, and the mail, name the step that bears the request;
// what the platform does by itself names none, and the end of an introduction never tells whether somebody asked for it.
func TestWhatARequestCausesIsFoundFromIt(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.account("referente@exemple.fr", domain.RoleReferent)
	h.bring(masonsFile(2))
	first, second := domain.WithRequest(t.Context(), "REQ1"), domain.WithRequest(t.Context(), "REQ2")
	o := must(h.DraftOffer(first, boss, mason()))(t)
	must(h.SubmitOffer(second, boss, o.ID))(t)
	h.deliver()
	var requests []string
	for _, l := range h.lines() {
		if strings.HasPrefix(string(l.Act), "offer.") {
			requests = append(requests, string(l.Act)+" "+l.Request)
		}
	}
	if !slices.Equal(requests, []string{"offer.create REQ1", "offer.submitted REQ2"}) {
		t.Errorf("%v", requests)
	}
	kept := h.offer(o.ID).History
	last := kept[len(kept)-1]
	mails := h.sent.all()
	if len(mails) != 1 || last.Request != "REQ2" || mails[0].Event != fmt.Sprintf("offers/%s/%d/%s", o.ID, last.At.UnixNano(), last.To) {
		t.Errorf("%+v; the mail tells %s", last, mails[0].Event)
	}
	must(h.PublishOffer(first, referent, o.ID))(t)
	h.yes(h.offer(o.ID), "a", "M00000", domain.IntroductionAccepted)
	h.yes(h.offer(o.ID), "w", "M00001", domain.IntroductionWaiting)
	must(h.Withdraw(second, referent, "a", domain.ChannelPhone, ""))(t)
	h.deliver()
	for _, l := range h.lines() {
		if strings.HasSuffix(string(l.Act), ".ended") && l.Request != "" {
			t.Errorf("%s tells that it was asked for: %s", l.Act, l.Request)
		}
	}
	freed := h.introduction("w") // in the same request, and by the platform
	if last := freed.History[len(freed.History)-1]; freed.Status != domain.IntroductionAccepted || last.Request != "" {
		t.Errorf("who waited tells whose request freed the place: %+v", last)
	}
}

// TestForgettingSomebodyLeavesTheChainWhole: after it, nothing in the store ties their lines to them.
func TestForgettingSomebodyLeavesTheChainWhole(t *testing.T) {
	h := newHouse(t)
	h.bring(journalPeople)
	open := func(id string) string {
		t.Helper()
		if err := h.journal(t.Context(), referent, domain.Deed{Act: domain.ActOpenPerson}.About(id)); err != nil {
			t.Fatal(err)
		}
		all := h.read()
		return all[len(all)-1].Person
	}
	ana, luc := open("P1"), open("P2")
	if open("P1") != ana {
		t.Error("a person has two names")
	}
	if _, err := h.store.People.Take(t.Context(), "P1"); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := h.ForgetKey(t.Context(), "P1"); err != nil {
			t.Fatal(err)
		}
	}
	h.mustVerifyJournal()
	if gone := open("P1"); gone == ana || gone == open("P1") {
		t.Error("somebody who is gone goes by a name that is kept")
	}
	if open("P2") != luc {
		t.Error("another person lost their name")
	}
	keys, _, err := h.store.JournalKeys.Find(t.Context(), domain.JournalKeyQuery{})
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range keys {
		if strings.Contains(k.ID+string(k.Holder), "P1") || k.Key == ana {
			t.Errorf("%+v is left", k)
		}
	}
}

func TestAFileThatAnotherTookOverIsForgottenWithIt(t *testing.T) {
	h := newHouse(t)
	h.bring(journalPeople)
	for _, id := range []string{"P1", "P2"} {
		if err := h.journal(t.Context(), referent, domain.Deed{Act: domain.ActOpenPerson}.About(id)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := h.MergePeople(t.Context(), referent, "P1", "P2"); err != nil {
		t.Fatal(err)
	}
	list, err := h.keysOf(t.Context(), domain.JournalKeyQuery{Holder: domain.PersonSubject("P1")})
	if err != nil || len(list) != 2 {
		t.Fatalf("the file that stays bears %d names, %v", len(list), err)
	}
	if _, err := h.store.People.Take(t.Context(), "P1"); err != nil {
		t.Fatal(err)
	}
	if err := h.SweepKeys(t.Context()); err != nil { // what an erasure cut short would leave
		t.Fatal(err)
	}
	left, err := h.keysOf(t.Context(), domain.JournalKeyQuery{})
	if err != nil {
		t.Fatal(err)
	}
	if slices.ContainsFunc(left, func(k *domain.JournalKey) bool { _, person := k.Holder.PersonID(); return person }) {
		t.Errorf("%d names are left of people who are gone", len(left))
	}
}

func TestTheSameReadingIsToldOnceAQuarterOfAnHour(t *testing.T) {
	h := newHouse(t)
	h.bring(journalPeople)
	before := len(h.read())
	read := func(actor domain.Actor, id string) {
		t.Helper()
		if err := h.journalRead(t.Context(), actor, domain.Deed{Act: domain.ActOpenPerson}.About(id)); err != nil {
			t.Fatal(err)
		}
	}
	told := func(name string, want int) {
		t.Helper()
		if got := len(h.read()) - before; got != want {
			t.Errorf("%s: %d lines, want %d", name, got, want)
		}
	}
	read(referent, "P1")
	read(referent, "P1")
	told("the same reader twice", 1)
	read(adviser, "P1")
	read(referent, "P2")
	told("another reader, another person", 3)
	h.clock.advance(readingSpan - time.Second)
	read(referent, "P1")
	told("just before a quarter of an hour", 3)
	h.clock.advance(time.Second)
	read(referent, "P1")
	told("a quarter of an hour later", 4)
	h.clock.advance(-time.Hour)
	read(referent, "P1")
	told("after the clock went back", 5)
}

// refusing is a journal that cannot be written.
type refusing struct{ Journal }

func (refusing) Append(context.Context, *domain.JournalLine) error {
	return domain.Refuse(domain.CodeInternal, "plein")
}

func TestNothingIsReadUntold(t *testing.T) {
	h := newHouse(t)
	h.bring(journalPeople)
	deps := h.Service.Deps
	deps.Journal = refusing{deps.Journal}
	s := New(deps)
	for range 2 { // what was refused is not remembered as told
		err := s.journalRead(t.Context(), referent, domain.Deed{Act: domain.ActOpenPerson}.About("P1"))
		if domain.CodeOf(err) != domain.CodeUnavailable {
			t.Errorf("got %v", err)
		}
	}
}

func TestVerifyNamesWhatWasDoneToTheJournal(t *testing.T) {
	h := newHouse(t)
	h.bring(journalPeople)
	for range 10 {
		if err := h.journal(t.Context(), referent, domain.Deed{Act: domain.ActOpenPerson}.About("P1")); err != nil {
			t.Fatal(err)
		}
	}
	if err := h.noteHead(t.Context()); err != nil {
		t.Fatal(err)
	}
	anchor := h.mustVerifyJournal().Head
	n := anchor.Number
	h.close()
	for _, tt := range []struct{ name, statement, want string }{
		{"a byte", `UPDATE docs SET body = replace(body, '"act":"person.open"', '"act":"person.opem"') WHERE coll = 'journal' AND id = @row`, fmt.Sprintf("la ligne %d a été modifiée", n-3)},
		{"a space", `UPDATE docs SET body = body || ' ' WHERE coll = 'journal' AND id = @row`, fmt.Sprintf("la ligne %d a été modifiée", n-3)},
		{"a row", `DELETE FROM docs WHERE coll = 'journal' AND id = @row`, fmt.Sprintf("la ligne %d manque", n-3)},
		{"the last row", `DELETE FROM docs WHERE coll = 'journal' AND id = @last`, fmt.Sprintf("la fin du journal manque : il allait au moins jusqu'à la ligne %d", n)},
		{"a stranger", `INSERT INTO docs SELECT coll, id || 'bis', revision, 1000000, body FROM docs WHERE coll = 'journal' AND id = @row`, fmt.Sprintf("la ligne « %sbis » a été ajoutée", domain.JournalID(n-3))},
		{"all of it", `DELETE FROM docs WHERE coll = 'journal'`, fmt.Sprintf("la fin du journal manque : il allait au moins jusqu'à la ligne %d", n)},
		{"the head noted", `UPDATE docs SET body = 'x' WHERE coll = 'blobs' AND id = 'journal/head'`, "la ligne 1 n'a plus l'empreinte notée : le journal a été réécrit"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.CopyFS(dir, os.DirFS(h.dir)); err != nil {
				t.Fatal(err)
			}
			db, err := sql.Open("sqlite", "file:"+filepath.Join(dir, "candidatheque.db"))
			if err != nil {
				t.Fatal(err)
			}
			result, err := db.ExecContext(t.Context(), tt.statement, sql.Named("last", domain.JournalID(n)), sql.Named("row", domain.JournalID(n-3)))
			if err != nil {
				t.Fatal(err)
			}
			if changed, err := result.RowsAffected(); err != nil || changed == 0 {
				t.Fatalf("%d rows changed, %v", changed, err)
			}
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			again := openHouse(t, dir)
			check, err := again.VerifyJournal(t.Context(), anchor)
			if err != nil {
				t.Fatal(err)
			}
			var said []string
			for _, f := range check.Faults {
				said = append(said, f.French())
			}
			if !slices.Contains(said, tt.want) {
				t.Errorf("%q, want %q", said, tt.want)
			}
			// Life goes on, and what shows the fault stays.
			if err := again.journal(t.Context(), referent, domain.Deed{Act: domain.ActOpenProofs}.About("P1")); err != nil {
				t.Fatal(err)
			}
			if err := again.noteHead(t.Context()); err != nil {
				t.Fatal(err)
			}
			if check, err := again.VerifyJournal(t.Context()); err != nil || len(check.Faults) == 0 {
				t.Errorf("the fault was forgotten: %+v, %v", check, err)
			}
		})
	}
}
