package hiring

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"strings"
	"testing"

	"eedk.fr/candidatheque/domain"
)

// Somebody looks at the waiting file again, or brings it in, at the moment when an erasure ends it: the erasure goes on.
func TestAnErasureGoesOnWhenItsFilesDo(t *testing.T) {
	for _, tt := range []struct{ meanwhile, want domain.ImportStatus }{
		{domain.ImportWaiting, domain.ImportFailed},
		{domain.ImportRunning, domain.ImportRunning},
	} {
		h := newHouse(t)
		must(h.SavePerson(t.Context(), referent, planted()))(t)
		file := "Identifiant;Nom;Prénom;Adresse électronique\n1;Quenneville;Zéphirine;zephirine.quenneville@exemple.fr\n"
		waiting := must(h.ReceiveImport(t.Context(), referent, ReceivedFile{Name: "f.csv", Size: int64(len(file)), Body: strings.NewReader(file)}))(t)
		deps := h.deps()
		deps.Imports = &meddledImports{Imports: deps.Imports, meddle: func() {
			record := must(h.Import(t.Context(), referent, waiting.ID))(t)
			record.Status = tt.meanwhile
			if err := h.store.Imports.Save(t.Context(), record); err != nil {
				t.Fatal(err)
			}
		}}
		s := New(deps)
		if err := s.endFilesQuoting(t.Context(), planted().Forgotten()); err != nil {
			t.Fatalf("%s meanwhile: %v", tt.meanwhile, err)
		}
		if got := must(h.Import(t.Context(), referent, waiting.ID))(t); got.Status != tt.want {
			t.Errorf("%s meanwhile: the file is %s", tt.meanwhile, got.Status)
		}
	}
}

// Whatever a waiting file holds of the person ends it, and whoever brought it reads why; one
// that names somebody else stays.
func TestAFileThatWaitsAndHoldsTheErasedPersonIsGone(t *testing.T) {
	for _, tt := range []struct{ name, file, want string }{
		{"their names, far apart", "Matricule;NOM;Commune;Prénom\nA1;QUENNEVILLE;Dunkerque;Zephirine\n", quotesErased},
		{"their names in one cell, with another between", "Matricule;Nom et prénom\nA1;Zéphirine Marie Quenneville\n", quotesErased},
		{"their last name in a file without first names", "Matricule;Nom;Commune\nA1;Quenneville;Dunkerque\n", quotesErased},
		{"their address alone", "Matricule;Courriel\nA1;Zephirine.Quenneville@exemple.fr\n", quotesErased},
		{"their phone alone, written from abroad", "Matricule;Tel\nA1;+33 6.98.76.54.31\n", quotesErased},
		{"the key of their file alone", "Dossier;Commune\nEE-PLANTE-77;Dunkerque\n", quotesErased},
		{"a brother", "Matricule;Nom;Prénom;Commune\nA1;Quenneville;Hector;Dunkerque\n", ""},
		{"nobody like them", "Matricule;Nom;Commune\nA1;Vasseur;Dunkerque\n", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := newHouse(t)
			must(h.SavePerson(t.Context(), referent, planted()))(t)
			waiting := must(h.ReceiveImport(t.Context(), referent, received(tt.file)))(t)
			if waiting.Status != domain.ImportWaiting {
				t.Fatalf("the file does not wait: %s", waiting.Status)
			}
			h.eraseAndClean(t)
			_, _, err := h.FileColumns(t.Context(), referent, waiting.ID)
			if tt.want == "" {
				if err != nil {
					t.Fatalf("the file of others is gone: %v", err)
				}
				return
			}
			wantCode(t, err, domain.CodeGone)
			if err.Error() != tt.want || h.pieces(waiting.ID) != 0 {
				t.Errorf("%d pieces; told %q", h.pieces(waiting.ID), err)
			}
			if found := tracesIn(t, h.dir, marks); len(found) > 0 {
				t.Errorf("left: %v", found)
			}
		})
	}
}

// A file that nobody can read may hold anybody: it goes too. One whose store does not answer stops the erasure, which is run again.
func TestAFileThatCannotBeReadIsGone(t *testing.T) {
	cut := func(zipped []byte) []byte { return zipped[:len(zipped)-9] }
	garbled := func([]byte) []byte { return []byte("Quenneville Zéphirine") }
	other := func([]byte) []byte {
		var out bytes.Buffer
		zipped := gzip.NewWriter(&out)
		_, _ = io.WriteString(zipped, "{\"headings\":[\"Nom\"]}\n{\"c\":[\"Quennev")
		_ = zipped.Close()
		return out.Bytes()
	}
	for name, damage := range map[string]func([]byte) []byte{"cut short": cut, "not ours": garbled, "cut within a row": other} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			must(h.SavePerson(t.Context(), referent, planted()))(t)
			waiting := must(h.ReceiveImport(t.Context(), referent, received("Matricule;Nom;Commune\nA1;Vasseur;Dunkerque\n")))(t)
			zipped := must(h.store.Blobs.Get(t.Context(), pieceKey(waiting.ID, 0)))(t)
			if err := h.store.Blobs.Put(t.Context(), pieceKey(waiting.ID, 0), damage(zipped)); err != nil {
				t.Fatal(err)
			}
			h.eraseAndClean(t)
			_, _, err := h.FileColumns(t.Context(), referent, waiting.ID)
			wantCode(t, err, domain.CodeGone)
			if found := tracesIn(t, h.dir, append([]string{"Quennev"}, marks...)); err.Error() != unreadErased || len(found) > 0 {
				t.Errorf("told %q; left %v", err, found)
			}
		})
	}
	h := newHouse(t)
	must(h.SavePerson(t.Context(), referent, planted()))(t)
	must(h.ReceiveImport(t.Context(), referent, received("Matricule;Nom;Commune\nA1;Vasseur;Dunkerque\n")))(t)
	deps := h.deps()
	deps.Uploads = awayUploads{deps.Uploads}
	if err := New(deps).endFilesQuoting(t.Context(), planted().Forgotten()); domain.CodeOf(err) != domain.CodeUnavailable {
		t.Errorf("the erasure went on: %v", err)
	}
}

// awayUploads does not answer.
type awayUploads struct{ Uploads }

func (awayUploads) Get(context.Context, string) ([]byte, error) {
	return nil, domain.Refuse(domain.CodeUnavailable, "la base ne répond pas")
}

// An erasure meets a file that is still coming in: it cannot tell whose it is, and nothing of it stays.
func TestAFileThatComesInDuringAnErasureIsGone(t *testing.T) {
	h := newHouse(t)
	must(h.SavePerson(t.Context(), referent, planted()))(t)
	deps := h.deps()
	deps.Uploads = &meddledUploads{Uploads: deps.Uploads, meddle: func() {
		must(h.ErasePerson(t.Context(), admin, planted().ID, domain.ErasedOnRequest))(t)
	}}
	_, err := New(deps).ReceiveImport(t.Context(), referent, received("Matricule;Nom;Commune\nA1;Quenneville;Dunkerque\n"))
	wantCode(t, err, domain.CodeConflict)
	h.Service.background.Wait()
	if found := tracesIn(t, h.dir, marks); len(found) > 0 {
		t.Errorf("left: %v", found)
	}
}

// meddledUploads lets something happen once, just after a piece is written.
type meddledUploads struct {
	Uploads
	meddle func()
}

func (m *meddledUploads) Put(ctx context.Context, key string, body []byte) error {
	err := m.Uploads.Put(ctx, key, body)
	if meddle := m.meddle; meddle != nil {
		m.meddle = nil
		meddle()
	}
	return err
}

// eraseAndClean erases the planted person and waits until the files of the base are overwritten.
func (h *house) eraseAndClean(t *testing.T) {
	t.Helper()
	must(h.ErasePerson(t.Context(), admin, planted().ID, domain.ErasedOnRequest))(t)
	if err := h.Scrub(t.Context()); err != nil {
		t.Fatal(err)
	}
	h.Service.background.Wait()
}

// What is named after somebody by their last name alone loses that name; what bears the word of a trade or of a town stays.
func TestWhatBearsTheLastNameOfTheErasedLosesIt(t *testing.T) {
	for _, tt := range []struct{ last, list, want string }{
		{"Quenneville", "Rappeler QUENNEVILLE lundi", "Rappeler personne effacée lundi"},
		{"Quenneville", "Quennevillers", "Quennevillers"},
		{"de la Quenneville", "Suite de la Quennevillé", "Suite personne effacée"},
		{"Coffreur", "Coffreur du port", "Coffreur du port"},
		{"Dunkerque", "Port de Dunkerque", "Port de Dunkerque"},
	} {
		h := newHouse(t)
		p := planted()
		p.Candidate.LastName = tt.last
		must(h.SavePerson(t.Context(), referent, p))(t)
		h.bring(masonsFile(2))
		named := must(h.NewList(t.Context(), referent, tt.list, []string{"M00001"}))(t)
		with := must(h.NewList(t.Context(), referent, "Pour "+tt.last, []string{"M00001", p.ID}))(t)
		h.eraseAndClean(t)
		if got := must(h.store.SavedLists.Get(t.Context(), referent, named.ID))(t); got.Name != tt.want {
			t.Errorf("%s: %q is named %q", tt.last, tt.list, got.Name)
		}
		if got := must(h.store.SavedLists.Get(t.Context(), referent, with.ID))(t); got.Name != "Pour personne effacée" || len(got.People) != 1 {
			t.Errorf("%s: the list that held them is %+v", tt.last, got)
		}
	}
}

// A search that asks for the erased goes; one that holds their last name among other words, or in what is no word, goes on.
func TestASavedSearchLosesTheLastNameOfTheErased(t *testing.T) {
	for _, tt := range []struct{ name, last, query, want string }{
		{"their last name alone", "Quenneville", "q=quenneville", ""},
		{"their two names", "Quenneville", "q=Camille+Quenneville+macon", ""},
		{"their last name with a trade", "Quenneville", "km=10&q=Quenneville+soudeur", "km=10&q=soudeur"},
		{"a word of another title of work", "Blanc", "q=poisson+blanc", "q=poisson+blanc"},
		{"a word of a title of work", "Petit", "q=petit+d%C3%A9jeuner", "q=petit+d%C3%A9jeuner"},
		{"the name of a part of the address", "Km", "km=10&q=soudeur", "km=10&q=soudeur"},
		{"a trade", "Soudeur", "q=soudeur", "q=soudeur"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := newHouse(t)
			p := planted()
			p.Candidate.LastName, p.Candidate.FirstName = tt.last, "Camille"
			must(h.SavePerson(t.Context(), referent, p))(t)
			h.bring(masonsFile(2))
			search := must(h.KeepSearch(t.Context(), referent, "Ma recherche", tt.query))(t)
			h.eraseAndClean(t)
			got, err := h.store.SavedLists.Get(t.Context(), referent, search.ID)
			switch {
			case tt.want == "":
				if domain.CodeOf(err) != domain.CodeNotFound {
					t.Errorf("it stays: %+v, %v", got, err)
				}
			case err != nil || got.Query != tt.want:
				t.Errorf("it asks %+v, %v", got, err)
			}
		})
	}
}
