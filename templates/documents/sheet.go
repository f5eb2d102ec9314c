package documents

import (
	"encoding/csv"
	"fmt"
	"io"
	"iter"

	"eedk.fr/candidatheque/domain"
)

// Sheet is a table on its way to a spreadsheet. Name is the file's, without extension: ours, never a text from outside.
// Each row has one cell per column; the rows may be read page by page, and end with the first error.
type Sheet struct {
	Name    string
	Columns []string
	Rows    iter.Seq2[[]string, error]
}

// Rows makes rows of a list that is at hand.
func Rows[T any](list []T, cells func(T) []string) iter.Seq2[[]string, error] {
	return func(yield func([]string, error) bool) {
		for _, line := range list {
			if !yield(cells(line), nil) {
				return
			}
		}
	}
}

// WriteCSV writes the sheet as French spreadsheets open it: UTF-8 with its mark, semicolons, formulas neutralised.
// It returns the first error of the rows or of the writer, and an error for a row of another width: what was written
// until then is not whole and must not be given to anybody.
func (s Sheet) WriteCSV(w io.Writer) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.Comma = ';'
	if err := out.Write(s.Columns); err != nil {
		return err
	}
	shielded := make([]string, len(s.Columns))
	for row, err := range s.Rows {
		if err != nil {
			return err
		}
		if len(row) != len(s.Columns) {
			return fmt.Errorf("documents: %s: %d cells under %d columns", s.Name, len(row), len(s.Columns))
		}
		for i, cell := range row {
			shielded[i] = domain.ShieldCell(cell)
		}
		if err := out.Write(shielded); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}
