package intake

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"eedk.fr/candidatheque/domain"
)

// Limits of a workbook, in bytes once unzipped (param). The sheets and their texts are read from temporary files beyond
// keptInMemory; the rest of a workbook, which nobody needs, must be small.
const (
	maxUnzipped  = 1 << 30
	keptInMemory = 4 << 20
)

// spoolPattern names the folders of temporary files, so that what a killed process left can be found.
const spoolPattern = "candidatheque-import-*"

// workbook reads one sheet, row by row.
type workbook struct {
	file  *excelize.File
	sheet *excelize.Rows
	width int
	line  int
	cells []string
}

// openWorkbook copies the workbook where it can be sought in, refuses what would not fit, and finds the sheet of people:
// the one whose headings one of the kinds knows best, else the first that has rows.
func openWorkbook(r io.Reader, kinds []domain.FileMapping) (*Table, error) {
	folder, err := os.MkdirTemp("", spoolPattern)
	if err != nil {
		return nil, noSpool(err)
	}
	table, err := openCopied(r, folder, kinds)
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(folder))
	}
	closeFile := table.end
	table.end = func() error { return errors.Join(closeFile(), os.RemoveAll(folder)) }
	return table, nil
}

func openCopied(r io.Reader, folder string, kinds []domain.FileMapping) (*Table, error) {
	name := filepath.Join(folder, "classeur.xlsx")
	if err := copyTo(name, r); err != nil {
		return nil, err
	}
	if err := checkZip(name); err != nil {
		return nil, err
	}
	f, err := excelize.OpenFile(name, excelize.Options{UnzipSizeLimit: maxUnzipped, UnzipXMLSizeLimit: keptInMemory, TmpDir: folder})
	if err != nil {
		return nil, domain.Invalid("file", "Ce classeur est illisible. Ouvrez-le, enregistrez-le en .xlsx sans mot de passe, puis recommencez.").WithCause(err)
	}
	table, err := openSheet(f, kinds)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return table, nil
}

func copyTo(name string, r io.Reader) error {
	out, err := os.OpenFile(name, os.O_CREATE|os.O_WRONLY|os.O_EXCL, 0o600)
	if err != nil {
		return noSpool(err)
	}
	if _, err = io.Copy(out, r); err != nil {
		return errors.Join(unreadable(err), out.Close())
	}
	return out.Close()
}

func noSpool(cause error) error {
	return domain.Refuse(domain.CodeUnavailable, "Le classeur n'a pas pu être ouvert : la place manque sur le serveur. Recommencez dans un instant.").WithCause(cause)
}

func openSheet(f *excelize.File, kinds []domain.FileMapping) (*Table, error) {
	if err := plainNumbers(f); err != nil {
		return nil, unreadable(err)
	}
	name, at, err := peopleSheet(f, kinds)
	if err != nil {
		return nil, err
	}
	sheet, err := f.Rows(name)
	if err != nil {
		return nil, unreadable(err)
	}
	w := &workbook{file: f, sheet: sheet}
	for w.line < at {
		if err := w.advance(); err != nil {
			return nil, errors.Join(unreadable(err), sheet.Close())
		}
	}
	headings := slices.Clone(w.cells)
	for len(headings) > 0 && headings[len(headings)-1] == "" {
		headings = headings[:len(headings)-1]
	}
	for i, heading := range headings {
		headings[i] = oneLine(heading)
	}
	w.width = len(headings)
	return &Table{rows: w, headings: headings, line: at, kinds: kinds, workbook: true,
		end: func() error { return errors.Join(sheet.Close(), f.Close()) }}, nil
}

// peopleSheet gives the sheet and the line of its headings.
func peopleSheet(f *excelize.File, kinds []domain.FileMapping) (name string, line int, err error) {
	most := -1
	for _, sheet := range f.GetSheetList() {
		if visible, err := f.GetSheetVisible(sheet); err == nil && !visible {
			continue
		}
		first, lines, err := firstRows(f, sheet)
		if err != nil {
			return "", 0, err
		}
		if len(first) == 0 {
			continue
		}
		at := headingRow(first, kinds)
		known := 0
		if m, ok := recognise(first[at], kinds); ok {
			known = covered(first[at], m)
		}
		if known > most {
			name, line, most = sheet, lines[at], known
		}
	}
	if name == "" {
		return "", 0, domain.Invalid("file", "Ce classeur n'a aucune ligne. Vérifiez le fichier, puis recommencez.")
	}
	return name, line, nil
}

// firstRows are the first rows of a sheet that say something, with their lines.
func firstRows(f *excelize.File, sheet string) (first [][]string, lines []int, err error) {
	rows, err := f.Rows(sheet)
	if err != nil {
		return nil, nil, unreadable(err)
	}
	w := &workbook{file: f, sheet: rows}
	for len(first) <= mostTitles {
		if err = w.advance(); err != nil {
			break
		}
		if filled(w.cells) > 0 {
			first, lines = append(first, slices.Clone(w.cells)), append(lines, w.line)
		}
	}
	if errors.Is(err, io.EOF) {
		err = nil
	}
	if err = errors.Join(err, rows.Close()); err != nil {
		return nil, nil, unreadable(err)
	}
	return first, lines, nil
}

// advance reads the next line, empty or not, into cells.
func (w *workbook) advance() error {
	if !w.sheet.Next() {
		if err := w.sheet.Error(); err != nil {
			return err
		}
		return io.EOF
	}
	w.line++
	cells, err := w.sheet.Columns()
	if err != nil {
		return err
	}
	w.cells = cells
	for i, cell := range cells {
		cells[i] = strings.TrimSpace(domain.PlainCell(wholeNumber(cell)))
	}
	return nil
}

func (w *workbook) next() (cells []string, line int, err error) {
	for {
		switch err := w.advance(); {
		case errors.Is(err, io.EOF):
			return nil, 0, io.EOF
		case err != nil:
			return nil, 0, domain.Invalid("file", "Après la ligne %d, la feuille est illisible. Les lignes d'avant ont été lues ; enregistrez le classeur à nouveau.", w.line).WithCause(err)
		}
		if filled(w.cells) == 0 {
			continue
		}
		for len(w.cells) < w.width {
			w.cells = append(w.cells, "")
		}
		return w.cells[:w.width], w.line, nil
	}
}

// isoFormat is how a date of the sheet comes out of the workbook, whatever it looks like in it.
const isoFormat = "yyyy-mm-dd hh:mm"

// plainNumbers makes the workbook tell dates in one way and numbers as they are, not as somebody liked to see them:
// 46349 shown as « 23 nov. » is a day, 59140 shown as « 59 140,00 » is five figures. Leading zeros that a format gives,
// as 00000 does to a postal code, are kept.
func plainNumbers(f *excelize.File) error {
	iso := isoFormat
	day, err := f.NewStyle(&excelize.Style{CustomNumFmt: &iso})
	if err != nil {
		return err
	}
	if f.Styles.CellXfs == nil || day >= len(f.Styles.CellXfs.Xf) {
		return nil
	}
	formats := f.Styles.CellXfs.Xf
	for i := range formats {
		style, err := f.GetStyle(i)
		if err != nil {
			continue // a style that cannot be read changes no value
		}
		code := ""
		if style.CustomNumFmt != nil {
			code = *style.CustomNumFmt
		}
		switch {
		case i == day, code != "" && zeroed.MatchString(code):
		case isDayFormat(style.NumFmt, code):
			formats[i].NumFmtID = formats[day].NumFmtID
		default:
			formats[i].NumFmtID = new(int)
		}
	}
	return nil
}

// zeroed is a format that only gives figures their leading zeros and spaces: « 00000 », « 0#" "##" "##" "##" "## ».
var zeroed = regexp.MustCompile(`^0[0#](?:[0# \\\-]|" ")*$`)

// quoted is what a number format writes as it stands, colours and locales.
var quoted = regexp.MustCompile(`"[^"]*"|\[[^\]]*\]|\\.`)

// isDayFormat tells a number format that shows a day: those numbered so (ECMA-376 §18.8.30), or with a year or a day in it.
func isDayFormat(number int, code string) bool {
	if code == "" {
		return number >= 14 && number <= 17 || number == 22 || number >= 27 && number <= 36 || number >= 50 && number <= 58
	}
	letters := strings.ToLower(quoted.ReplaceAllString(code, ""))
	return strings.ContainsAny(letters, "yd") && !strings.ContainsAny(letters, "0#")
}

// wholeNumber writes a large number with its figures: a workbook has « 6.12345678E8 » for a telephone.
func wholeNumber(cell string) string {
	if len(cell) > 24 || !exponent.MatchString(cell) {
		return cell
	}
	x, err := strconv.ParseFloat(cell, 64)
	if err != nil || x >= 1e16 {
		return cell
	}
	return strconv.FormatFloat(x, 'f', -1, 64)
}

var exponent = regexp.MustCompile(`^\d(\.\d+)?E\+?\d{1,2}$`)
