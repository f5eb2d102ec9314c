package handlers

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"eedk.fr/candidatheque/domain"
)

const extractCSV = "identifiant_unique_de;civilite;nom;prenom;lieu_naissance;date_naissance;adresse_ligne6;rome_1;appelation_rome_1;brsa\n" +
	"0001A;MME;WIART;Inès;SECRETVILLE;01/02/1988;59140 DUNKERQUE;F1703;Maçon;O\n" +
	"0002B;M.;DELATTRE;Yanis;SECRETVILLE;hier;59760 GRANDE SYNTHE;F1703;Maçon;N\n" +
	"0003C;M.;BAERT;Luc;SECRETVILLE;14/03/1996;59760 GRANDE SYNTHE;F1703;Maçon;N\n"

// workbook writes a text with semicolons as a sheet.
func workbook(tb testing.TB, text string) string {
	tb.Helper()
	f := excelize.NewFile()
	for i, line := range strings.Split(strings.TrimSpace(text), "\n") {
		cells := strings.Split(line, ";")
		name := must(excelize.CoordinatesToCellName(1, i+1))(tb)
		if err := f.SetSheetRow("Sheet1", name, &cells); err != nil {
			tb.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		tb.Fatal(err)
	}
	if err := f.Close(); err != nil {
		tb.Fatal(err)
	}
	return out.String()
}

// bring sends a file by the page and gives the address of what comes next.
func (k *client) bring(t *testing.T, content string) string {
	t.Helper()
	body, kind := uploaded(t, content)
	return k.do(http.MethodPost, "/imports", body, "Content-Type", kind).want(303).sentTo()
}

// A referent sees a recognised extract as it will be read, then brings it in.
func TestARecognisedFileIsLookedAtFirst(t *testing.T) {
	for name, file := range map[string]string{"as a text": extractCSV, "as a workbook": workbook(t, extractCSV)} {
		t.Run(name, func(t *testing.T) {
			h := MustHouse(t)
			k := h.as(domain.RoleReferent)
			path := k.bring(t, file)
			page := k.get(path).want(200)
			for _, word := range []string{"Extrait France Travail", "Inès WIART", "59140 Dunkerque", "F1703", "lieu_naissance", "ne se garde jamais", "1 ligne sera refusée", "« hier »", "Importer 3 lignes"} {
				if !strings.Contains(page.text(), word) {
					t.Errorf("the preview does not say %q: %s", word, page.text())
				}
			}
			if strings.Contains(page.body, "SECRETVILLE") {
				t.Error("a birth place is shown")
			}
			if file := k.get(path + "?format=csv").want(200); !strings.Contains(file.body, "FT-0001A") {
				t.Errorf("the table as a file: %s", file.body)
			}
			k.post(path+"/importer", "entered_on", "bientôt", "programme", "CANDIDATHEQUE").want(422)
			if got := k.post(path+"/importer", "entered_on", "2026-11-23", "programme", "CANDIDATHEQUE", "domain", "batiment").want(303).sentTo(); got != path {
				t.Errorf("sent to %s", got)
			}
			done := h.ended(strings.TrimPrefix(path, "/imports/"))
			if done.Created != 2 || done.Awaiting != 2 || done.Mapping != "france-travail" || len(done.Aside) != 1 || len(done.Errors) != 1 || done.Errors[0].Line != 3 {
				t.Errorf("done %+v", done)
			}
			if end := k.get(path).want(200).text(); !strings.Contains(end, "2 personnes attendent leur accord") || !strings.Contains(end, "lieu_naissance") {
				t.Errorf("the account: %s", end)
			}
			k.get("/candidatheque/FT-0001A").want(200)
			k.post(path + "/importer").want(409)
		})
	}
}

// An unknown file asks what its columns are; a mistake keeps the answers; the next file is known.
func TestAnUnknownFileIsMappedByThePage(t *testing.T) {
	h := MustHouse(t)
	k := h.as(domain.RoleReferent)
	const unknown = "Usager;Petit nom;Né(e) le;Résidence;Souhait;NIR\nWIART;Inès;01/02/1988;59140 Dunkerque;Maçon (F1703);288029999900142\n"
	path := k.bring(t, unknown)
	if got := k.get(path).want(303).sentTo(); got != path+"/colonnes" {
		t.Fatalf("sent to %s", got)
	}
	page := k.get(path + "/colonnes").want(200)
	if !strings.Contains(page.text(), "jamais gardée") || strings.Contains(page.body, "288029999900142") {
		t.Errorf("columns: %s", page.text())
	}
	if page.page().Find(`select[name="c2"] option[selected]`).AttrOr("value", "") != "date_naissance" || page.page().Find(`select[name="c5"]`).Length() != 0 {
		t.Errorf("guesses: %s", page.text())
	}
	wrong := k.post(path+"/colonnes", "c0", "nom", "c1", "", "c2", "date_naissance", "key", "sealed", "label", "Ville").want(422)
	if wrong.page().Find(`select[name="c0"] option[selected]`).AttrOr("value", "") != "nom" || !strings.Contains(wrong.text(), "dites quelles colonnes") {
		t.Errorf("refused: %s", wrong.text())
	}
	k.post(path+"/colonnes", "c0", "nom", "c1", "prenom", "c2", "date_naissance", "c3", "commune", "c4", "metiers_recherches", "c5", "nom",
		"key", "sealed", "keep", "1", "label", "Extrait de la ville").want(303)
	preview := k.get(path).want(200)
	if !strings.Contains(preview.text(), "Inès WIART") || !strings.Contains(preview.text(), "Extrait de la ville") {
		t.Errorf("preview: %s", preview.text())
	}
	k.post(path+"/importer", "entered_on", "2026-11-23").want(303)
	if done := h.ended(strings.TrimPrefix(path, "/imports/")); done.Created != 1 || done.Mapping != "extrait-de-la-ville" {
		t.Errorf("done %+v", done)
	}
	if list := k.get("/imports").want(200); !strings.Contains(list.text(), "Extrait de la ville : 5 colonnes lues") {
		t.Errorf("the list of kinds: %s", list.text())
	}
	if next := k.get(k.bring(t, unknown)).want(200); !strings.Contains(next.text(), "Extrait de la ville") {
		t.Errorf("the next file: %s", next.text())
	}
}

func TestAFileIsGivenUp(t *testing.T) {
	h := MustHouse(t)
	k := h.as(domain.RoleReferent)
	path := k.bring(t, extractCSV)
	k.post(path + "/abandonner").want(303)
	if got := k.get(path).want(200); !strings.Contains(got.text(), "abandonné") {
		t.Errorf("after: %s", got.text())
	}
	k.post(path + "/abandonner").want(409)
}

// A program sends a workbook as it sends a text, and may say how it is read.
func TestAWorkbookByTheAPI(t *testing.T) {
	h := MustHouse(t)
	k := h.api(domain.RoleReferent)
	const sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	var begun importBody
	k.do(http.MethodPost, "/api/v1/imports/profiles?entree_le=2026-11-20", strings.NewReader(workbook(t, extractCSV)), "Content-Type", sheet).want(202).into(&begun)
	if done := h.ended(begun.ID); done.Created != 2 || done.Mapping != "france-travail" || done.Errors[0].Line != 3 || done.Errors[0].Column != "date_naissance" {
		t.Errorf("done %+v", done)
	}
	got := k.do(http.MethodPost, "/api/v1/imports/profiles?mapping=pole", strings.NewReader(extractCSV), "Content-Type", "text/csv").want(422)
	if reason := got.refusal().Error.Fields["mapping"]; !strings.Contains(reason, "france-travail") || !strings.Contains(reason, "les-emplois-candidatures") {
		t.Errorf("the names are not told: %q", reason)
	}
	k.do(http.MethodPost, "/api/v1/imports/profiles?entree_le=demain", strings.NewReader(extractCSV), "Content-Type", "text/csv").want(422)
	k.do(http.MethodPost, "/api/v1/imports/profiles", strings.NewReader("PK\x03\x04 cassé"), "Content-Type", sheet).want(202).into(&begun)
	if broken := h.ended(begun.ID); broken.Status != domain.ImportFailed || !strings.Contains(broken.Failure, "classeur") {
		t.Errorf("broken %+v", broken)
	}
}
