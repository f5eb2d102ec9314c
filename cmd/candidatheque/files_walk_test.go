package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"eedk.fr/candidatheque/handlers/browsertest"
)

// extractHeadings are those of France Travail's principal extract that matter here; the people are invented.
var extractHeadings = []string{"identifiant_unique_de", "civilite", "nom", "prenom", "lieu_naissance", "code_lieu_naissance", "date_naissance",
	"adresse_ligne4", "adresse_ligne6", "departement", "rome_1", "appelation_rome_1", "rome_2", "appelation_rome_2", "inscription",
	"referent_nom", "referent_prenom", "referent_mail", "suivi_debut", "dif_logement", "brsa"}

// extractCode is an occupation that nobody of the demonstration looks for: driving farm machines.
const extractCode = "A1101"

// extractRows are people who look for it.
func extractRows(n int) [][]any {
	var rows [][]any
	for i := range n {
		rows = append(rows, []any{fmt.Sprintf("00012345%02dA", i), []string{"MME", "MONSIEUR"}[i%2], fmt.Sprintf("AGRICOLE%c", 'A'+i), "Camille",
			"AILLEURS", "99999", fmt.Sprintf("%02d/03/1990", i+1), "12 RUE DES DUNES", []string{"59140 DUNKERQUE", "59760 GRANDE SYNTHE"}[i%2], 59,
			extractCode, "Chauffeur / Chauffeuse de machines agricoles", "NULL", "NULL", 46027, "FERRAND", "Malika", "malika.ferrand@exemple.fr", "2026-02-01 00:00:00", "O", "N"})
	}
	return rows
}

// mustExtract writes the extract as a workbook, with a title above its headings, and gives its path.
func mustExtract(tb testing.TB, headings []string, rows [][]any) string {
	tb.Helper()
	f := excelize.NewFile()
	first := make([]any, len(headings))
	for i, h := range headings {
		first[i] = h
	}
	lines := append([][]any{{"Extraction du 12/11/2026"}, {}, first}, rows...)
	for i, line := range lines {
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &line); err != nil {
			tb.Fatal(err)
		}
	}
	path := filepath.Join(tb.TempDir(), "extrait-novembre.xlsx")
	if err := f.SaveAs(path); err != nil {
		tb.Fatal(err)
	}
	if err := f.Close(); err != nil {
		tb.Fatal(err)
	}
	return path
}

// A referent who has only an extract gets its people into the pool and onto a shortlist.
func TestAReferentWithOnlyAnExtract(t *testing.T) {
	for _, tt := range []struct {
		name string
		view browsertest.View
	}{
		{"at a desk", browsertest.Desktop},
		{"on a phone, without script", browsertest.Phone.WithoutScript()},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := MustServe(t)
			v := r.SignIn(t, browsertest.Open(t, tt.view), tt.view, "referent")
			r.bringExtract(v)
			r.recordAccords(v)
			r.shortlistFor(v)
			r.bringUnknown(v)
		})
	}
}

// bringExtract sends the workbook, looks at the preview, and brings it in.
func (r *running) bringExtract(v *visitor) {
	v.t.Helper()
	v.goes(r.base + "/imports")
	v.Upload("#file", mustExtract(v.t, extractHeadings, extractRows(6)))
	v.meets("main form button.first")
	if text := v.Text("main"); !strings.Contains(text, "Extrait France Travail") || !strings.Contains(text, "AGRICOLEA") || strings.Contains(text, "AILLEURS") {
		v.t.Fatalf("the preview says: %s", text)
	}
	v.Choose("#domain", "production")
	v.Follow("main form button.first")
	r.ended(v)
	v.checked()
	if text := v.Text("main"); !strings.Contains(text, "6 personnes attendent leur accord") {
		v.t.Fatalf("the account says: %s", text)
	}
}

// recordAccords says which people of the extract agreed, from the account of the import.
func (r *running) recordAccords(v *visitor) {
	v.t.Helper()
	v.meets(`main a[href="/personnes/accords"]`)
	for i := range 4 {
		v.Click(fmt.Sprintf(`input[name=person][value="FT-00012345%02dA"]`, i))
	}
	v.Choose("#channel", "phone")
	v.Click("label[for=attest]")
	v.meets("main form button.first")
}

// shortlistFor posts and publishes an offer for the people of the extract, and finds those who agreed on its shortlist.
func (r *running) shortlistFor(v *visitor) {
	v.t.Helper()
	v.goes(r.base + "/offres/nouvelle")
	v.Fill("#siret", string(r.accounts["employer"].SIRET))
	v.Fill("#title", "Conducteur d'engins agricoles")
	v.Fill("#description", "Vous conduisez le tracteur et l'ensileuse d'une exploitation de cinquante hectares, avec un chef de culture qui explique.")
	if v.view.NoScript {
		v.meets("button[value=suggest]")
	} else {
		v.Fill("#title", "Conducteur d'engins agricoles")
		v.WaitFor("#rome-" + extractCode)
	}
	v.Click("label[for=rome-" + extractCode + "]")
	v.Fill("#postal_code", "59140")
	v.Fill("#commune", "Dunkerque")
	v.Fill("#weekly_hours", "35")
	v.Choose("#contract", "CDI")
	v.Fill("#places", "1")
	v.Choose("#start", time.Now().AddDate(0, 0, 20).Format("2006-01-02"))
	v.Fill("#pay_min", "13,50")
	v.meets("button[value=submit]")
	v.meets("form[action$='/publier'] button")
	v.meets("form[action$='/preselections'] button")
	if people := strings.Join(v.Texts(".people > li h3"), " "); !strings.Contains(people, "AGRICOLEA") || !strings.Contains(people, "AGRICOLED") || strings.Contains(people, "AGRICOLEE") {
		v.t.Fatalf("the shortlist has: %s", people)
	}
}

// ended waits for the import whose page is open, and follows itself with and without script.
func (r *running) ended(v *visitor) {
	v.t.Helper()
	v.WaitFor("#import:not([data-poll])")
}

// bringUnknown maps a file that nobody knows, once.
func (r *running) bringUnknown(v *visitor) {
	v.t.Helper()
	path := filepath.Join(v.t.TempDir(), "ville.csv")
	const file = "Usager;Petit nom;Né(e) le;Résidence;Souhait;NIR\nWIART;Inès;01/02/1988;59140 Dunkerque;Chauffeuse de machines agricoles (A1101);2 88 02 99 999 001 42\n"
	if err := os.WriteFile(path, []byte(file), 0o600); err != nil {
		v.t.Fatal(err)
	}
	v.goes(r.base + "/imports")
	v.Upload("#file", path)
	v.meets("main form button.first")
	if text := v.Text("main"); !strings.Contains(text, "jamais gardée") || strings.Contains(text, "99 999") {
		v.t.Fatalf("the columns say: %s", text)
	}
	if status := v.Follow("main form button.first"); status != 422 {
		v.t.Fatalf("columns without a name were answered %d", status)
	}
	v.checked()
	v.Choose("#c0", "nom")
	v.Choose("#c1", "prenom")
	v.Fill("#label", "Fichier de la ville")
	v.meets("main form button.first")
	if text := v.Text("main"); !strings.Contains(text, "Inès WIART") || !strings.Contains(text, "Fichier de la ville") {
		v.t.Fatalf("the preview says: %s", text)
	}
	v.Follow("main form button.first")
	r.ended(v)
	v.goes(r.base + "/imports")
	v.Upload("#file", path)
	v.Follow("main form button.first")
	if text := v.Text("main"); !strings.Contains(text, "Fichier de la ville") {
		v.t.Fatalf("the next file is not known: %s", text)
	}
	v.meets("main form button.danger")
}
