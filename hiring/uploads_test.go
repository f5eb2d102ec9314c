package hiring

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

// An extract as France Travail makes it, invented: what must never be kept stands under marks.
const extract = "identifiant_unique_de;civilite;nom;prenom;lieu_naissance;date_naissance;adresse_ligne6;rome_1;appelation_rome_1;suivi_debut;dif_sante;brsa\n" +
	"0001A;MME;WIART;Inès;SECRETVILLE;01/02/1988;59140 DUNKERQUE;F1703;Maçon;2026-02-01;SECRETSANTE;O\n" +
	"0002B;M.;DELATTRE;Yanis;SECRETVILLE;14/03/1996;59760 GRANDE SYNTHE;F1703;Maçon;2026-02-01;;N\n"

func received(text string) ReceivedFile {
	return ReceivedFile{Name: "extrait.csv", Size: int64(len(text)), Body: strings.NewReader(text)}
}

// pieces counts what waits in the store for an import.
func (h *house) pieces(id string) (n int) {
	for ; ; n++ {
		if _, err := h.store.Blobs.Get(h.tb.Context(), pieceKey(id, n)); err != nil {
			return n
		}
	}
}

func TestAnExtractWaitsIsLookedAtAndComesIn(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	waiting := must(h.ReceiveImport(ctx, referent, received(extract)))(t)
	if waiting.Status != domain.ImportWaiting || waiting.Mapping != "france-travail" || waiting.Waiting.Rows != 2 || h.pieces(waiting.ID) != 1 {
		t.Fatalf("received %+v", waiting)
	}
	p := must(h.Preview(ctx, referent, waiting.ID))(t)
	if len(p.Shown) != 2 || p.Shown[0].ID != "FT-0001A" || p.Lines[1] != 3 || len(p.Aside) != 3 || p.Report.Rejected > 0 {
		t.Errorf("preview %+v", p)
	}
	if n := must(h.store.People.Count(ctx))(t); n != 0 {
		t.Errorf("%d people came in by looking", n)
	}
	must(h.BringIn(ctx, referent, waiting.ID, domain.FixedValues{EnteredOn: today, Domain: "batiment", Adviser: "Conseil@Exemple.fr"}))(t)
	h.background.Wait()
	done := must(h.Import(ctx, referent, waiting.ID))(t)
	if done.Status != domain.ImportDone || done.CreatedRows != 2 || done.Awaiting != 2 || done.Digest == "" || h.pieces(waiting.ID) != 0 {
		t.Errorf("done %+v, %d pieces left", done, h.pieces(waiting.ID))
	}
	person := must(h.Person(ctx, referent, "FT-0002B"))(t)
	if k := person.Candidate; k.EnteredOn != today || len(k.Accompaniments) != 1 || k.Adviser != "conseil@exemple.fr" || k.Consent.On.Known() || person.Profile.Domain != "batiment" {
		t.Errorf("person %+v", person)
	}
	_, err := h.BringIn(ctx, referent, waiting.ID, domain.FixedValues{})
	wantCode(t, err, domain.CodeConflict)
}

// A second import of the file asks nobody again for an accord that was given meanwhile.
func TestAnAccordGivenMeanwhileIsNotAwaited(t *testing.T) {
	h := newHouse(t)
	h.bring(extract)
	p := must(h.Person(t.Context(), referent, "FT-0001A"))(t)
	p.Candidate.Consent = domain.Consent{On: today, By: referent.ID, Channel: "phone"}
	must(h.SavePerson(t.Context(), referent, p))(t)
	if again := h.bring(extract); again.Awaiting != 1 || again.Unchanged != 2 {
		t.Errorf("again %+v", again)
	}
}

// A file nobody knows is mapped once; the next one like it is known.
func TestAnUnknownFileIsMappedOnce(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	const unknown = "Usager;Prénom usager;Né(e) le;Ville d'habitation;Projet;NIR;N° CAF\nWIART;Inès;01/02/1988;59140 Dunkerque;Maçon (F1703);288029999900142;1234567Z\n"
	first := must(h.ReceiveImport(ctx, referent, received(unknown)))(t)
	_, err := h.Preview(ctx, referent, first.ID)
	wantCode(t, err, domain.CodeInvalid)
	_, columns, err := h.FileColumns(ctx, referent, first.ID)
	if err != nil || len(columns) != 7 || columns[2].Guess != "date_naissance" || columns[4].Guess != "metiers_recherches" || columns[3].Guess != "commune" {
		t.Fatalf("%v %+v", err, columns)
	}
	for _, c := range columns[5:] {
		if c.Never == "" || len(c.Values) > 0 {
			t.Errorf("%s is shown: %+v", c.Heading, c)
		}
	}
	m := domain.FileMapping{Label: "Extrait de la ville", Key: domain.MappingKey{From: []string{"Usager", "Prénom usager", "Né(e) le"}, Prefix: "VILLE-", Sealed: true},
		Columns: []domain.MappedColumn{{From: []string{"Usager"}, To: "nom"}, {From: []string{"Prénom usager"}, To: "prenom"}, {From: []string{"Né(e) le"}, To: "date_naissance"},
			{From: []string{"Ville d'habitation"}, To: "commune"}, {From: []string{"Projet"}, To: "metiers_recherches"}}}
	must(h.MapColumns(ctx, referent, first.ID, m))(t)
	must(h.BringIn(ctx, referent, first.ID, domain.FixedValues{}))(t)
	h.background.Wait()
	kept := must(h.Deps.Mappings.Get(ctx, referent, "extrait-de-la-ville"))(t)
	if kept.By != referent.ID || kept.Created.IsZero() || len(kept.History) != 1 {
		t.Errorf("kept %+v", kept)
	}
	next := must(h.ReceiveImport(ctx, referent, received(strings.ReplaceAll(unknown, "Dunkerque", "DUNKERQUE"))))(t)
	if next.Mapping != "extrait-de-la-ville" {
		t.Errorf("the next file is read as %q", next.Mapping)
	}
	must(h.BringIn(ctx, referent, next.ID, domain.FixedValues{}))(t)
	h.background.Wait()
	if done := must(h.Import(ctx, referent, next.ID))(t); done.Unchanged != 1 {
		t.Errorf("the same person is not found again: %+v", done)
	}
}

func TestMappingsThatCannotBe(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	waiting := must(h.ReceiveImport(ctx, referent, received("Usager;Dossier CAF\nWIART;1234567Z\n")))(t)
	name := []domain.MappedColumn{{From: []string{"Usager"}, To: "nom"}}
	for _, tt := range []struct {
		name, field string
		m           domain.FileMapping
	}{
		{"nothing tells people apart", "key", domain.FileMapping{Columns: name}},
		{"what is never kept as a key", "key", domain.FileMapping{Columns: name, Key: domain.MappingKey{From: []string{"Dossier CAF"}}}},
		{"what is never kept as a value", "columns", domain.FileMapping{Columns: []domain.MappedColumn{{From: []string{"Dossier CAF"}, To: "id"}}}},
		{"a column that is none of ours", "columns", domain.FileMapping{Columns: []domain.MappedColumn{{From: []string{"Usager"}, To: "religion"}}, Key: domain.MappingKey{From: []string{"Usager"}}}},
		{"the name of one that is shipped", "label", domain.FileMapping{Label: "France Travail", Columns: name, Key: domain.MappingKey{From: []string{"Usager"}}}},
		{"a name without a letter", "label", domain.FileMapping{Label: "!!", Columns: name, Key: domain.MappingKey{From: []string{"Usager"}}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := h.MapColumns(ctx, referent, waiting.ID, tt.m)
			wantCode(t, err, domain.CodeInvalid)
			var fields domain.FieldErrors
			var own *domain.Error
			if errors.As(err, &own) {
				fields = domain.FieldErrors{own.Field: own.Message}
			} else {
				errors.As(err, &fields)
			}
			if fields[tt.field] == "" {
				t.Errorf("refused with %v, want the field %s", err, tt.field)
			}
		})
	}
}

// What waits is gone when it is given up, when its day is over, and at the next start.
func TestAFileThatWaitsDoesNotStay(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	given := must(h.ReceiveImport(ctx, referent, received(extract)))(t)
	if err := h.GiveUp(ctx, referent, given.ID); err != nil || h.pieces(given.ID) != 0 {
		t.Errorf("given up: %v, %d pieces", err, h.pieces(given.ID))
	}
	late := must(h.ReceiveImport(ctx, referent, received(extract)))(t)
	h.clock.advance(25 * time.Hour)
	_, err := h.Preview(ctx, referent, late.ID)
	wantCode(t, err, domain.CodeGone)
	if err := h.Settle(ctx); err != nil || h.pieces(late.ID) != 0 {
		t.Errorf("a day later: %v, %d pieces", err, h.pieces(late.ID))
	}
	if gone := must(h.Import(ctx, referent, late.ID))(t); gone.Status != domain.ImportFailed || gone.Failure != uploadEnded {
		t.Errorf("its account %+v", gone)
	}
	last := must(h.ReceiveImport(ctx, referent, received(extract)))(t)
	dir := h.dir
	h.clock.advance(-25 * time.Hour)
	h.close()
	again := openHouse(t, dir)
	if again.pieces(last.ID) != 1 {
		t.Error("a restart lost a file that waits")
	}
}

func TestOnlyReferentsLookAtFiles(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	waiting := must(h.ReceiveImport(ctx, referent, received(extract)))(t)
	for _, actor := range []domain.Actor{boss, adviser, fac, admin, nobodyYet} {
		_, err := h.ReceiveImport(ctx, actor, received(extract))
		wantCode(t, err, domain.CodeForbidden)
		_, err = h.Preview(ctx, actor, waiting.ID)
		wantCode(t, err, domain.CodeForbidden)
		_, err = h.BringIn(ctx, actor, waiting.ID, domain.FixedValues{})
		wantCode(t, err, domain.CodeForbidden)
		wantCode(t, h.GiveUp(ctx, actor, waiting.ID), domain.CodeForbidden)
	}
}

// Nothing that must never be kept is in a file of the store, neither while it waits nor once it is in.
func TestWhatIsNeverKeptIsInNoFileOfTheStore(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	const file = "MATRICULE;ROLE PERSONNE;NIR;NUMERO DEMANDE RSA;NOM RESPONSABLE DOSSIER;PRENOM RESPONSABLE DOSSIER;ADRESSE ELECTRONIQUE DOSSIER;TAGS\n" +
		"7654321Y;DEM;288029999900142;33331111;WIART;Inès;pas une adresse @ 288029999900142;288029999900142\n" +
		"7654321X;DEM;288029999900142;33332222;DELATTRE;Yanis;;\n"
	waiting := must(h.ReceiveImport(ctx, referent, received(file)))(t)
	h.nowhere("7654321Y", "7654321X", "288029999900142")
	must(h.Preview(ctx, referent, waiting.ID))(t)
	must(h.BringIn(ctx, referent, waiting.ID, domain.FixedValues{}))(t)
	h.background.Wait()
	done := must(h.Import(ctx, referent, waiting.ID))(t)
	if done.CreatedRows != 1 || len(done.Errors) != 1 {
		t.Errorf("done %+v", done)
	}
	h.bring(extract)
	h.bring(file)
	h.nowhere("7654321Y", "7654321X", "288029999900142", "SECRETVILLE", "SECRETSANTE")
}

// nowhere looks for words in every file of the data folder.
func (h *house) nowhere(words ...string) {
	h.tb.Helper()
	seen := 0
	err := filepath.WalkDir(h.dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		seen += len(raw)
		for _, word := range words {
			if bytes.Contains(raw, []byte(word)) {
				h.tb.Errorf("%s holds %q", filepath.Base(path), word)
			}
		}
		return nil
	})
	if err != nil || seen == 0 {
		h.tb.Errorf("the folder was not read: %v", err)
	}
}
