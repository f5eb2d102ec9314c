package hiring

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/store"
)

// planted is somebody with a mark in everything that is kept of them, and of nobody else.
func planted() *domain.Person {
	return &domain.Person{
		Record: domain.Record{ID: "EE-PLANTE-77"},
		Candidate: domain.Candidate{FirstName: "Zéphirine", LastName: "Quenneville", Email: "zephirine.quenneville@exemple.fr", Phone: "06 98 76 54 31",
			BirthDate: domain.NewDate(1987, 3, 14), Sex: "F", Consent: domain.Consent{On: today - 20},
			Accompaniments: []domain.Accompaniment{domain.NewAccompaniment("CANDIDATHEQUE", today-40, domain.No)},
			Criteria:       []domain.Criterion{{Code: "RSA", SeenOn: today - 10}}},
		Profile: domain.Profile{Targets: []domain.Target{{ROME: "F1703"}}, Practised: []domain.Practice{{ROME: "F1703", Months: 61}},
			Place: commune("59140", "Dunkerque"), RadiusKm: 30, Means: domain.MeansCar, Available: today - 5, Contracts: domain.AllContracts(), Domain: "batiment",
			Presentation: "Coffreuse xylographe vingt chantiers portuaires."},
	}
}

// marks are the strings that must be nowhere once the person is erased.
var marks = []string{"EE-PLANTE-77", "Zéphirine", "zephirine", "Quenneville", "quenneville", "98 76 54 31", "698765431", "1987-03-14", "xylographe"}

// plantEverywhere gives the person a place in each thing that the house keeps.
func (h *house) plantEverywhere() (list *domain.Shortlist) {
	h.tb.Helper()
	ctx := h.tb.Context()
	h.register()
	h.bring(masonsFile(12))
	must(h.SavePerson(ctx, referent, planted()))(h.tb)
	o := h.published(mason())
	list = must(h.BuildShortlist(ctx, referent, o.ID))(h.tb)
	must(h.Decide(ctx, referent, list.ID, "EE-PLANTE-77", domain.Kept, "Zéphirine connaît le port"))(h.tb)
	must(h.NewList(ctx, referent, "Pour Quenneville Zéphirine", []string{"EE-PLANTE-77", "M00001"}))(h.tb)
	must(h.NewConsentLink(ctx, referent, "EE-PLANTE-77"))(h.tb)
	h.bring(profilesHeader + "EE-PLANTE-77;Quenneville;Zéphirine;zephirine.quenneville@exemple.fr;1987-03-14;99999;Nulle part;F1703;;;;;;;pas-une-date;;;;\n")
	waiting := "Matricule;Nom;Adresse électronique\nEE-PLANTE-77;Quenneville;zephirine.quenneville@exemple.fr\n"
	must(h.ReceiveImport(ctx, referent, ReceivedFile{Name: "zephirine-quenneville.csv", Size: int64(len(waiting)), Body: strings.NewReader(waiting)}))(h.tb)
	if err := h.Deps.Once.Insert(ctx, "distinct/EE-PLANTE-77/M00001", "referent"); err != nil {
		h.tb.Fatal(err)
	}
	return list
}

// tracesIn lists the files of a folder that hold one of the texts.
func tracesIn(tb testing.TB, dir string, texts []string) (found []string) {
	tb.Helper()
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		raw, err := os.ReadFile(path)
		for _, text := range texts {
			if bytes.Contains(raw, []byte(text)) {
				found = append(found, text+" in "+strings.TrimPrefix(path, dir))
			}
		}
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return found
}

func TestAnErasedPersonIsNowhereInTheDataFolder(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	list := h.plantEverywhere()
	// A backup inside the folder, a database that a restore set aside, and a damaged index set aside.
	if err := h.store.Backup(ctx, filepath.Join(h.dir, "sauvegardes.db")); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(h.dir, "index.abime-1"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(h.dir, "index.abime-1", "x.zap"), []byte("xylographe"), 0o600); err != nil {
		t.Fatal(err)
	}
	before := must(h.PeopleFigures(ctx, admin))(t)
	if len(tracesIn(t, h.dir, marks)) < 6 {
		t.Fatal("the marks are not planted: this test would see nothing")
	}

	done, err := h.ErasePerson(ctx, admin, "EE-PLANTE-77", domain.ErasedOnRequest)
	if err != nil {
		t.Fatal(err, errors.Unwrap(err))
	}
	if len(done.Done) < 6 {
		t.Errorf("the account says %+v", done.Done)
	}
	if err := h.Scrub(ctx); err != nil {
		t.Fatal(err, errors.Unwrap(err))
	}
	h.Service.background.Wait()
	if found := tracesIn(t, h.dir, marks); len(found) > 0 {
		t.Errorf("while the service runs: %v", found)
	}
	if after := withoutErased(must(h.PeopleFigures(ctx, admin))(t)); !slices.Equal(after, before) {
		t.Errorf("the counts changed:\n%v\n%v", before, after)
	}
	kept := must(h.Shortlist(ctx, referent, list.ID))(t)
	if len(kept.Entries) != len(list.Entries) || kept.Pool != list.Pool {
		t.Errorf("the list lost its form: %d entries of %d", len(kept.Entries), len(list.Entries))
	}
	differences := must(h.Replay(ctx, referent, list.ID))(t)
	if len(differences) != 1 || !strings.Contains(differences[0], "personne effacée") {
		t.Errorf("the list replays with %v", differences)
	}
	if err := h.store.Verify(ctx); err != nil {
		t.Error(err)
	}
	h.close()
	if found := tracesIn(t, h.dir, marks); len(found) > 0 {
		t.Errorf("once closed: %v", found)
	}
}

// withoutErased leaves out what erasing itself counts.
func withoutErased(list []domain.Figure) []domain.Figure {
	return slices.DeleteFunc(slices.Clone(list), func(f domain.Figure) bool { return f.Kind == domain.FigureErased })
}

func TestARestoredBackupErasesAgain(t *testing.T) {
	h := newHouse(t)
	h.plantEverywhere()
	backup := filepath.Join(t.TempDir(), "ancienne.db")
	if err := h.store.Backup(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	must(h.ErasePerson(t.Context(), admin, "EE-PLANTE-77", domain.ErasedOnRequest))(t)
	figures := must(h.PeopleFigures(t.Context(), admin))(t)
	h.close()
	if _, err := store.Restore(context.Background(), h.dir, backup, morning); err != nil {
		t.Fatal(err)
	}
	again := openHouse(t, h.dir)
	if _, err := again.Person(t.Context(), referent, "EE-PLANTE-77"); domain.CodeOf(err) != domain.CodeNotFound {
		t.Fatalf("an erased person came back with the backup: %v", err)
	}
	if got := must(again.PeopleFigures(t.Context(), admin))(t); !slices.Equal(got, figures) {
		t.Errorf("the counts changed:\n%v\n%v", figures, got)
	}
	again.Service.background.Wait()
	again.close()
	if found := tracesIn(t, h.dir, marks); len(found) > 0 {
		t.Errorf("%v", found)
	}
}

func TestWhoMayErase(t *testing.T) {
	h := newHouse(t)
	p := must(h.SavePerson(t.Context(), referent, planted()))(t)
	own := domain.Actor{ID: "u", Email: p.Candidate.Email, Roles: domain.RoleAdmin}
	for _, tt := range []struct {
		name   string
		actor  domain.Actor
		reason domain.ErasureReason
		want   domain.Code
	}{
		{"a referent may not", referent, domain.ErasedOnRequest, domain.CodeForbidden},
		{"an employer may not", boss, domain.ErasedOnRequest, domain.CodeForbidden},
		{"not without a reason", admin, "parce que", domain.CodeInvalid},
		{"not one's own file", own, domain.ErasedOnRequest, domain.CodeForbidden},
		{"an administrator may", admin, domain.ErasedOnRequest, ""},
		{"not twice", admin, domain.ErasedOnRequest, domain.CodeNotFound},
	} {
		_, err := h.ErasePerson(t.Context(), tt.actor, p.ID, tt.reason)
		if domain.CodeOf(err) != tt.want {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}

func TestNobodyWhoLeftComesBackBySurprise(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	must(h.SavePerson(ctx, referent, planted()))(t)
	must(h.ErasePerson(ctx, admin, "EE-PLANTE-77", domain.ErasedOnRequest))(t)
	row := func(id, last, first, email, born string) string {
		return profilesHeader + id + ";" + last + ";" + first + ";" + email + ";" + born + ";59140;Dunkerque;F1703;;;;;;;;;;2026-10-01;\n"
	}
	for _, tt := range []struct{ name, file string }{
		{"under the same key", row("EE-PLANTE-77", "Quenneville", "Zéphirine", "", "")},
		{"under another key, by name and address", row("A1", "Quenneville", "Zéphirine", "Zephirine.Quenneville@exemple.fr", "")},
		{"by name and birth date, without accents and turned round", row("A2", "ZEPHIRINE", "quenneville", "", "14/03/1987")},
	} {
		done := h.bring(tt.file)
		if done.CreatedRows != 0 || done.Rejected != 1 || done.Errors[0].Reason != whoLeft || done.Errors[0].Value != "" {
			t.Errorf("%s: %+v", tt.name, done)
		}
	}
	if done := h.bring(row("A3", "Quenneville", "Zéphirine", "", "1991-01-01")); done.CreatedRows != 1 {
		t.Errorf("somebody of the same name, born another day, is kept out: %+v", done)
	}
	if done := h.bring(row("A4", "Quenneville", "Hector", "Zephirine.Quenneville@exemple.fr", "")); done.CreatedRows != 1 {
		t.Errorf("a brother with the same mailbox is kept out: %+v", done)
	}
	again := planted()
	if _, err := h.SavePerson(ctx, referent, again); domain.CodeOf(err) != domain.CodeGone {
		t.Errorf("a program brings them back: %v", err)
	}
	said := SelfProposal{FirstName: "Zéphirine", LastName: "Quenneville", Email: again.Candidate.Email, Place: commune("59140", "Dunkerque"), Work: []string{"coffreuse"}}
	p := must(h.ProposeSelf(ctx, said))(t)
	if _, err := h.Person(ctx, referent, p.ID); domain.CodeOf(err) != domain.CodeNotFound {
		t.Errorf("the open page brings them back: %v", err)
	}

	back := Return{FirstName: "Zéphirine", LastName: "Quenneville", BirthDate: again.Candidate.BirthDate, On: today, Seen: domain.Yes}
	wantCode(t, h.WelcomeBack(ctx, adviser, back), domain.CodeForbidden)
	old := back
	old.On = today - 31
	wantCode(t, h.WelcomeBack(ctx, referent, old), domain.CodeInvalid)
	if err := h.WelcomeBack(ctx, referent, back); err != nil {
		t.Fatal(err)
	}
	wantCode(t, h.WelcomeBack(ctx, referent, back), domain.CodeNotFound)
	must(h.SavePerson(ctx, referent, again))(t)
	if again, err := h.ApplyErasures(ctx); err != nil || again != 0 {
		t.Errorf("who came back is erased again: %d, %v", again, err)
	}
}

// An erasure takes one file, and keeps nobody else out: not who shares a mailbox, not the file of which a double was made
// by mistake, not whoever is named in a proposal that somebody else wrote.
func TestAnErasureTakesNobodyElse(t *testing.T) {
	ctx := t.Context()
	for _, tt := range []struct {
		name  string
		other func(p *domain.Person)
		why   domain.ErasureReason
		stage domain.Admission
	}{
		{"a sister with the same mailbox", func(p *domain.Person) { p.Candidate.FirstName = "Hortense" }, domain.ErasedOnRequest, domain.AdmissionAccepted},
		{"the file that is right, of a double made by mistake", func(*domain.Person) {}, domain.ErasedByMistake, domain.AdmissionAccepted},
		{"whoever a stranger's proposal names", func(*domain.Person) {}, domain.ErasedOnRequest, domain.AdmissionProposed},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := newHouse(t)
			leaves, stays := planted(), planted()
			leaves.Admission = tt.stage
			stays.ID = "RESTE-1"
			tt.other(stays)
			if err := h.store.People.SaveMany(ctx, []*domain.Person{leaves, stays}); err != nil {
				t.Fatal(err)
			}
			must(h.ErasePerson(ctx, admin, leaves.ID, tt.why))(t)
			h.close()
			again := openHouse(t, h.dir)
			kept := must(again.Person(ctx, referent, stays.ID))(t)
			if done := again.bring(profilesHeader + kept.ID + ";" + kept.Candidate.LastName + ";" + kept.Candidate.FirstName + ";" + kept.Candidate.Email +
				";;59140;Dunkerque;F1704;;;;;;;;;;2026-10-01;\n"); done.Rejected != 0 {
				t.Errorf("a file no longer updates them: %+v", done)
			}
			_, err := again.Person(ctx, referent, leaves.ID)
			wantCode(t, err, domain.CodeNotFound)
		})
	}
}

func TestTheLinkOfOnesPageGoesToWhoHasAFileOnly(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	p := must(h.SavePerson(ctx, referent, planted()))(t)
	asked := func(email string) int {
		t.Helper()
		before := len(h.sent.all())
		if err := h.AskSelfLink(ctx, email, "192.0.2.1"); err != nil {
			t.Fatal(err)
		}
		h.deliver()
		return len(h.sent.all()) - before
	}
	if n := asked("nobody@exemple.fr"); n != 0 {
		t.Errorf("%d mails to an unknown address", n)
	}
	if n := asked(p.Candidate.Email); n != 1 {
		t.Errorf("%d mails to whoever has a file", n)
	}
	must(h.ErasePerson(ctx, admin, p.ID, domain.ErasedOnRequest))(t)
	if n := asked(p.Candidate.Email); n != 0 {
		t.Errorf("%d mails to somebody who left", n)
	}
}
