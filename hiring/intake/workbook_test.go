package intake

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"eedk.fr/candidatheque/domain"
)

// plainSheet is a sample as cells of text.
func plainSheet(s sample) [][]any {
	rows := [][]any{{}}
	for _, h := range s.headings {
		rows[0] = append(rows[0], h)
	}
	for _, r := range s.rows {
		var row []any
		for _, c := range r {
			row = append(row, c)
		}
		rows = append(rows, row)
	}
	return rows
}

func workbookOf(tb testing.TB, rows [][]any) []byte {
	tb.Helper()
	f := excelize.NewFile()
	fill(tb, f, "Sheet1", 1, rows)
	return written(tb, f)
}

func fill(tb testing.TB, f *excelize.File, sheet string, from int, rows [][]any) {
	tb.Helper()
	for i, row := range rows {
		if err := f.SetSheetRow(sheet, fmt.Sprintf("A%d", from+i), &row); err != nil {
			tb.Fatal(err)
		}
	}
}

func written(tb testing.TB, f *excelize.File) []byte {
	tb.Helper()
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		tb.Fatal(err)
	}
	if err := f.Close(); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

func unzipped(tb testing.TB, raw []byte) string {
	tb.Helper()
	r, err := gzip.NewReader(bytes.NewReader(raw))
	if err != nil {
		tb.Fatal(err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		tb.Fatal(err)
	}
	return string(text)
}

// style makes a number format.
func style(tb testing.TB, f *excelize.File, code string, number int) int {
	tb.Helper()
	s := &excelize.Style{NumFmt: number}
	if code != "" {
		s = &excelize.Style{CustomNumFmt: &code}
	}
	id, err := f.NewStyle(s)
	if err != nil {
		tb.Fatal(err)
	}
	return id
}

// A sheet as people have them: a title above the headings, dates as days in three looks, figures without their zeros,
// a hidden sheet of lists before it, empty lines within.
func TestAWorkbookAsPeopleHaveThem(t *testing.T) {
	f := excelize.NewFile()
	fill(t, f, "Sheet1", 1, [][]any{{"rome", "libelle"}, {"F1703", "Maçonnerie"}})
	if _, err := f.NewSheet("Personnes"); err != nil {
		t.Fatal(err)
	}
	if err := f.SetSheetVisible("Personnes", true); err != nil {
		t.Fatal(err)
	}
	f.SetActiveSheet(1)
	if err := f.SetSheetVisible("Sheet1", false); err != nil {
		t.Fatal(err)
	}
	born := time.Date(1996, 3, 14, 0, 0, 0, 0, time.UTC)
	fill(t, f, "Personnes", 1, [][]any{{"Extrait du 12 novembre 2026"}, {}, {"ID", "Nom", "Date\nnaissance", "Code postal", "Commune", "Téléphone", "Mobilité km", "Permis", "Consentement le", "Entrée le", "Véhicule"},
		{101, "Delattre", born, 59760, "Grande-Synthe", 612345678, 30.0, "Permis B", 46337, born, true}, {},
		{102, "Wiart", 35000, 59140, "Dunkerque", "06 12 34 56 79", "30 km", "B - Véhicule léger", "12/11/2026", 46337.5, false}})
	for _, s := range []struct {
		at, code string
		number   int
	}{{"C4", "", 14}, {"C6", "[$-40C]d mmm yyyy;@", 0}, {"J4", `dddd d mmmm yyyy`, 0}, {"J6", "", 22}, {"A4", "00000", 0}, {"D6", "#,##0.00", 0}, {"F4", `0#" "##" "##" "##" "##`, 0}} {
		if err := f.SetCellStyle("Personnes", s.at, s.at, style(t, f, s.code, s.number)); err != nil {
			t.Fatal(err)
		}
	}
	got := read(t, written(t, f), House)
	if len(got.People) != 2 || got.Rejected > 0 {
		t.Fatalf("%+v", got)
	}
	one, two := got.People[0], got.People[1]
	if one.ID != "00101" || one.Candidate.BirthDate.String() != "1996-03-14" || one.Profile.Place.PostalCode != "59760" || one.Candidate.Phone != "0612345678" ||
		one.Profile.RadiusKm != 30 || one.Profile.Licences[0].Licence != "B" || one.Candidate.Consent.On.String() != "2026-11-11" || one.Profile.Means&domain.MeansCar == 0 {
		t.Errorf("first %+v %+v", one.Candidate, one.Profile)
	}
	if two.Candidate.BirthDate.String() != "1995-10-28" || two.Profile.Place.PostalCode != "59140" || two.Candidate.EnteredOn.String() != "2026-11-11" || two.Candidate.Phone != "0612345679" {
		t.Errorf("second %+v %+v", two.Candidate, two.Profile)
	}
}

// What is wrong in a sheet is told by the line of the sheet.
func TestFaultsOfASheetAreToldByItsLines(t *testing.T) {
	got := read(t, workbookOf(t, [][]any{{"Liste"}, {}, {"id", "nom", "date_naissance"}, {}, {"P1", "A", "hier"}, {"P2", "B", 35000}, {"P2", "C", ""}}), House)
	if len(got.People) != 1 || len(got.Errors) != 2 || got.Errors[0].Line != 5 || got.Errors[0].Column != "date_naissance" || got.Errors[0].Value != "hier" || got.Errors[1].Line != 7 {
		t.Errorf("%+v", got)
	}
}

// A text may have a title above its headings too, tabs, and headings broken over two lines.
func TestTitlesAboveTheHeadingsOfAText(t *testing.T) {
	file := "Fichier des bénéficiaires du 12/11/2026\n\n\"N°\nCAF\"\tCivilité\tNom bénéficiaire\tPrénom\u00a0bénéficiaire\tDATE DE  NAISSANCE\tCP\nVille\tID iodas\n"
	file = strings.Replace(file, "CP\nVille", "\"CP\nVille\"", 1) + "1234567Z\tM.\tDelattre\tYanis\t14/03/1996\t59140 Dunkerque\t42\n"
	got := read(t, []byte(file), "departement-usagers")
	if len(got.People) != 1 || got.People[0].ID != "IODAS-42" || got.People[0].Profile.Place.Name != "Dunkerque" {
		t.Errorf("%+v", got)
	}
}

func TestTemporaryFilesOfAWorkbookGo(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	read(t, workbookOf(t, [][]any{{"id", "nom"}, {"P1", strings.Repeat("x", 100)}}), House)
	if _, err := Open(strings.NewReader("PK\x03\x04 rien de bon"), Mappings()); err == nil {
		t.Error("a broken workbook is opened")
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

// bomb is a workbook in which a part holds far more than it weighs.
func bomb(tb testing.TB, part string, content func(io.Writer)) []byte {
	tb.Helper()
	base, err := zip.NewReader(bytes.NewReader(workbookOf(tb, [][]any{{"id"}, {"P1"}})), int64(len(workbookOf(tb, [][]any{{"id"}, {"P1"}}))))
	if err != nil {
		tb.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range base.File {
		if f.Name == part {
			continue
		}
		if err := w.Copy(f); err != nil {
			tb.Fatal(err)
		}
	}
	p, err := w.Create(part)
	if err != nil {
		tb.Fatal(err)
	}
	content(p)
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

// repeat writes a text many times.
func repeat(text string, times int) func(io.Writer) {
	return func(w io.Writer) {
		chunk := []byte(strings.Repeat(text, 1000))
		for range times / 1000 {
			if _, err := w.Write(chunk); err != nil {
				return
			}
		}
	}
}

func TestWorkbooksThatGrowAreRefused(t *testing.T) {
	for _, tt := range []struct {
		name, part string
		content    func(io.Writer)
	}{
		{"styles of 40 MB", "xl/styles.xml", repeat("<xf numFmtId=\"1\"/>\n\n", 2_000_000)},
		{"a cell of 4 MB", "xl/worksheets/sheet1.xml", repeat("aaaaaaaaaaaaaaaaaaaa", 200_000)},
		{"a sheet of 200 MB of one row again and again", "xl/worksheets/sheet1.xml", repeat("<row><c><v>1</v></c></row>", 8_000_000)},
		{"a picture of 20 MB", "xl/media/image1.png", repeat("<pixels of nothing>", 1_100_000)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			raw := bomb(t, tt.part, tt.content)
			if len(raw) > 10<<20 {
				t.Fatalf("%d bytes: it would not even be received", len(raw))
			}
			_, err := Open(bytes.NewReader(raw), Mappings())
			if domain.CodeOf(err) != domain.CodeInvalid || !strings.Contains(err.Error(), "trop grand") {
				t.Errorf("%v", err)
			}
		})
	}
}

// Whatever the bytes, the reader answers: rows, or a refusal in French, and never keeps a social-security number.
func FuzzTable(f *testing.F) {
	for _, s := range samples() {
		f.Add(s.csv(f))
	}
	f.Add([]byte("id;nom\nP1;\"A\nP2;B"))
	f.Add([]byte("\xef\xbb\xbfid,nom\r\nP1,1850559183042\r\n"))
	f.Add(workbookOf(f, [][]any{{"id", "nom"}, {"P1", "A"}}))
	f.Fuzz(func(t *testing.T, raw []byte) {
		table, err := Open(bytes.NewReader(raw), Mappings())
		if err != nil {
			if domain.CodeOf(err) != domain.CodeInvalid {
				t.Fatalf("opened with %v", err)
			}
			return
		}
		defer func() { _ = table.Close() }()
		m, ok := table.Recognised()
		if !ok {
			m = houseMapping()
		}
		plan, err := table.Plan(m, nil)
		if err != nil {
			return
		}
		var report Report
		err = ReadTable(&report, table, plan, builtin(), func(r ProfileRow) error {
			if _, found := WithoutNIR(r.Person.Candidate.LastName); found || r.Person.ID == "" {
				t.Errorf("kept %q of %q", r.Person.Candidate.LastName, r.Person.ID)
			}
			return nil
		})
		if err != nil && domain.CodeOf(err) != domain.CodeInvalid {
			t.Fatalf("read with %v", err)
		}
	})
}
