package hiring

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring/intake"
)

func TestTheSameFileTwiceChangesNothing(t *testing.T) {
	h := newHouse(t)
	file := masonsFile(1200)
	first := h.bring(file)
	before := must(h.Digest(t.Context()))(t)
	p := must(h.Person(t.Context(), referent, "M00007"))(t)
	second := h.bring(file)
	if first.CreatedRows != 1200 || second.Unchanged != 1200 || second.CreatedRows+second.UpdatedRows > 0 || first.Digest != second.Digest {
		t.Errorf("first %+v, second %+v", first, second)
	}
	if after := must(h.Digest(t.Context()))(t); after != before {
		t.Error("the pool changed")
	}
	if again := must(h.Person(t.Context(), referent, "M00007"))(t); again.Revision != p.Revision || len(again.History) != len(p.History) {
		t.Error("a file that says the same left a trace")
	}
	if h.pool.Len() != 1200 {
		t.Errorf("%d people in the pool", h.pool.Len())
	}
}

func TestADryRunSavesNobody(t *testing.T) {
	h := newHouse(t)
	record := must(h.RunImport(t.Context(), referent, ImportFile{Body: strings.NewReader(masonsFile(10)), DryRun: true}, nil))(t)
	if n := must(h.store.People.Count(t.Context()))(t); n != 0 || record.CreatedRows != 10 {
		t.Errorf("%d people saved, %d announced", n, record.CreatedRows)
	}
}

// The file wins on the columns it has; what people did by hand elsewhere stays.
func TestAFileChangesOnlyTheColumnsItHas(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	h.bring(masonsFile(3))
	p := must(h.Person(ctx, referent, "M00001"))(t)
	p.Profile.Presentation = "Réécrit avec la personne."
	p.Profile.RadiusKm = 12
	p.Candidate.Criteria = []domain.Criterion{{Code: "RSA", SeenOn: today}}
	must(h.SavePerson(ctx, referent, p))(t)
	record := h.bring("id;mobilite_km;criteres\nM00001;45;QPV@2026-11-01\n")
	p = must(h.Person(ctx, referent, "M00001"))(t)
	if record.UpdatedRows != 1 || p.Profile.RadiusKm != 45 || p.Profile.Presentation != "Réécrit avec la personne." || p.Candidate.LastName != "Nom1" {
		t.Errorf("updated %d: %+v", record.UpdatedRows, p.Profile)
	}
	if len(p.Candidate.Criteria) != 2 || p.Candidate.Criteria[0].By != referent.ID {
		t.Errorf("criteria %+v: the one seen by hand stays", p.Candidate.Criteria)
	}
}

func TestAWithdrawnAccordDoesNotComeBackWithTheFile(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	file := masonsFile(2)
	h.bring(file)
	must(h.WithdrawConsent(ctx, referent, "M00001"))(t)
	record := h.bring(file)
	p := must(h.Person(ctx, referent, "M00001"))(t)
	if record.Unchanged != 2 || p.Candidate.Consent.Given(today) {
		t.Errorf("unchanged %d, accord %+v", record.Unchanged, p.Candidate.Consent)
	}
	h.clock.advance(48 * time.Hour)
	later := strings.ReplaceAll(file, "2026-10-01;Chantiers", "2026-11-25;Chantiers")
	h.bring(later)
	if p = must(h.Person(ctx, referent, "M00001"))(t); !p.Candidate.Consent.Given(today + 2) {
		t.Errorf("a later accord did not count: %+v", p.Candidate.Consent)
	}
}

func TestRowsWithoutAccordStayOutsideThePool(t *testing.T) {
	h := newHouse(t)
	h.register()
	record := h.bring(profilesHeader +
		"OUI;A;B;;1990-01-01;59140;Dunkerque;F1703;;B;;3;30;oui;2026-11-01;CDI;2026-10-01;2026-10-01;\n" +
		"NON;A;B;;1990-01-01;59140;Dunkerque;F1703;;B;;3;30;oui;2026-11-01;CDI;2026-10-01;;\n")
	list := must(h.BuildShortlist(t.Context(), referent, h.published(mason()).ID))(t)
	if record.OutsidePool != 1 || len(list.Entries) != 1 || list.Entries[0].Profile != "OUI" ||
		len(list.Excluded) != 1 || list.Excluded[0] != (domain.GateCount{Gate: domain.GateConsent, Count: 1}) {
		t.Errorf("outside %d, entries %d, excluded %+v", record.OutsidePool, len(list.Entries), list.Excluded)
	}
}

// Who looks at a running import sees what is in already, and the rows that were left out.
func TestTheAccountOfARunningImportKeepsUp(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	file := masonsFile(1700) + "MAUVAIS;A;B\n"
	rejected, batches := 0, 0
	record := must(h.WatchImport(ctx, referent, ImportFile{Body: strings.NewReader(file)}, ImportWatch{
		Progress: func(p ImportProgress) {
			if batches++; batches != 3 {
				return
			}
			list, _, err := h.Imports(ctx, referent, "")
			if err != nil || len(list) != 1 || list[0].Status != domain.ImportRunning || list[0].CreatedRows != 2*importBatch || p.Rows != 3*importBatch {
				t.Errorf("after %d rows: %v %+v", p.Rows, err, list)
			}
		},
		Rows: intake.Watch{Rejected: func(domain.RowError) { rejected++ }},
	}))(t)
	if batches < 4 || rejected != 1 || record.Rows != 1701 || record.Rejected != 1 || record.CreatedRows != 1700 {
		t.Errorf("%d batches, %d rejected, %+v", batches, rejected, record)
	}
}

func TestOnlyReferentsImport(t *testing.T) {
	h := newHouse(t)
	for _, actor := range []domain.Actor{boss, adviser, fac, admin, nobodyYet} {
		_, err := h.RunImport(t.Context(), actor, ImportFile{Body: strings.NewReader(masonsFile(1))}, nil)
		wantCode(t, err, domain.CodeForbidden)
		_, err = h.StartImport(t.Context(), actor, ImportFile{Body: strings.NewReader(masonsFile(1))})
		wantCode(t, err, domain.CodeForbidden)
	}
}

func TestACutFileKeepsTheRowsBefore(t *testing.T) {
	h := newHouse(t)
	whole := masonsFile(800)
	cut := whole[:len(whole)-40]
	record, err := h.RunImport(t.Context(), referent, ImportFile{Body: strings.NewReader(cut)}, nil)
	wantCode(t, err, domain.CodeInvalid)
	if record.Status != domain.ImportFailed || !strings.Contains(record.Failure, "ligne 801") || record.CreatedRows != 799 {
		t.Errorf("record %+v", record)
	}
	h.bring(whole)
	if n := must(h.store.People.Count(t.Context()))(t); n != 800 {
		t.Errorf("%d people", n)
	}
}

// The answer comes before the rows; the account then tells how far it is.
func TestAnImportBehindTheAnswer(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	h := newHouse(t)
	started := must(h.StartImport(t.Context(), referent, ImportFile{Name: "p.csv", Body: strings.NewReader(masonsFile(50))}))(t)
	if started.Status != domain.ImportRunning {
		t.Errorf("started %s", started.Status)
	}
	h.background.Wait()
	done := must(h.Import(t.Context(), referent, started.ID))(t)
	if done.Status != domain.ImportDone || done.CreatedRows != 50 || done.File != "p.csv" {
		t.Errorf("done %+v", done)
	}
	left, err := filepath.Glob(filepath.Join(os.TempDir(), "candidatheque-import-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("copies left behind: %v %v", left, err)
	}
}

// Somebody edits a person of the batch between its reading and its writing: both changes stay.
func TestAnEditDuringAnImportIsNotLost(t *testing.T) {
	h := newHouse(t)
	h.bring(masonsFile(400))
	deps := h.deps()
	deps.People = &meddled{People: h.store.People, meddle: func() {
		p := must(h.Person(t.Context(), referent, "M00005"))(t)
		p.Candidate.Phone = "06 00 00 00 00"
		must(h.SavePerson(t.Context(), referent, p))(t)
	}}
	s := New(deps)
	must(s.RunImport(t.Context(), referent, ImportFile{Body: strings.NewReader(strings.ReplaceAll(masonsFile(400), ";30;oui;", ";25;oui;"))}, nil))(t)
	p := must(h.Person(t.Context(), referent, "M00005"))(t)
	if p.Profile.RadiusKm != 25 || p.Candidate.Phone != "06 00 00 00 00" {
		t.Errorf("radius %d, phone %q", p.Profile.RadiusKm, p.Candidate.Phone)
	}
}

// meddled lets something happen once, just before a batch is written.
type meddled struct {
	People
	meddle func()
}

func (m *meddled) SaveMany(ctx context.Context, people []*domain.Person) error {
	if meddle := m.meddle; meddle != nil {
		m.meddle = nil
		meddle()
	}
	return m.People.SaveMany(ctx, people)
}

func TestAnImportThatStopsIsToldAndRunsAgain(t *testing.T) {
	h := newHouse(t)
	ctx, stop := context.WithCancel(t.Context())
	record, err := h.RunImport(ctx, referent, ImportFile{Body: strings.NewReader(masonsFile(3000))}, func(p ImportProgress) {
		if p.Rows >= 1000 {
			stop()
		}
	})
	if !errors.Is(err, context.Canceled) || record.Status != domain.ImportFailed || record.Failure != interrupted {
		t.Fatalf("%v %+v", err, record)
	}
	if again := h.bring(masonsFile(3000)); again.Unchanged < 1000 || again.CreatedRows+again.Unchanged != 3000 {
		t.Errorf("again %+v", again)
	}
}

// childFolder makes the test binary the process that TestKillDuringAnImport kills.
const childFolder = "HIRING_TEST_IMPORT_FOLDER"

const killedRows = 3000

func TestMain(m *testing.M) {
	if dir := os.Getenv(childFolder); dir != "" {
		os.Exit(importAsChild(dir))
	}
	os.Exit(m.Run())
}

// importAsChild imports and prints how far it is, until it is killed.
func importAsChild(dir string) int {
	t := &childTB{}
	h := openHouse(t, dir)
	_, err := h.RunImport(context.Background(), referent, ImportFile{Body: strings.NewReader(masonsFile(killedRows))}, func(p ImportProgress) {
		fmt.Println(p.Rows)
	})
	fmt.Println("end", err)
	return 0
}

// childTB is what openHouse needs of a test, in a process that is none.
type childTB struct{ testing.TB }

func (*childTB) Helper()                  {}
func (*childTB) Cleanup(func())           {}
func (*childTB) Context() context.Context { return context.Background() }
func (*childTB) Fatal(args ...any)        { fmt.Println(args...); os.Exit(1) }

// kill -9 in the middle of an import, at several moments: run again, exactly the same people.
func TestKillDuringAnImport(t *testing.T) {
	whole := newHouse(t)
	whole.bring(masonsFile(killedRows))
	want := must(whole.Digest(t.Context()))(t)
	for _, at := range []string{"500", "1500", "2500"} {
		t.Run("after "+at+" rows", func(t *testing.T) {
			dir := t.TempDir()
			killAt(t, dir, at)
			h := openHouse(t, dir)
			imports, _, err := h.Imports(t.Context(), referent, "")
			if err != nil || len(imports) != 1 || imports[0].Status != domain.ImportFailed || imports[0].Failure != interrupted {
				t.Fatalf("imports after the kill: %v %+v", err, imports)
			}
			stored := must(h.store.People.Count(t.Context()))(t)
			told := imports[0].CreatedRows + imports[0].UpdatedRows + imports[0].Unchanged
			if at != "500" && told == 0 || told > stored || stored-told > importBatch || imports[0].Rows != told {
				t.Errorf("%d people are in, the account tells %d of %d rows", stored, told, imports[0].Rows)
			}
			again := h.bring(masonsFile(killedRows))
			if stored == 0 || stored == killedRows || again.Unchanged != stored || again.CreatedRows != killedRows-stored || again.UpdatedRows != 0 {
				t.Errorf("%d were stored; again %+v", stored, again)
			}
			if got := must(h.Digest(t.Context()))(t); got != want {
				t.Error("the pool is not the one of an import that was not killed")
			}
			if differences := must(h.Verify(t.Context()))(t); len(differences) > 0 {
				t.Error(differences)
			}
		})
	}
}

// killAt starts an import in another process and kills it when it says it has that many rows.
func killAt(t *testing.T, dir, rows string) {
	t.Helper()
	child := exec.CommandContext(t.Context(), os.Args[0])
	child.Env = append(os.Environ(), childFolder+"="+dir)
	var complaints bytes.Buffer
	child.Stderr = &complaints
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if lines.Text() == rows {
			if err := child.Process.Kill(); err != nil {
				t.Fatal(err)
			}
			break
		}
		if strings.HasPrefix(lines.Text(), "end") {
			t.Fatalf("the import ended before it was killed: %s", lines.Text())
		}
	}
	if err := child.Wait(); err == nil {
		t.Fatalf("the child was not killed: %s", complaints.String())
	}
}
