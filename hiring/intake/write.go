package intake

import (
	"encoding/csv"
	"io"
	"strings"

	"eedk.fr/candidatheque/domain"
)

// WriteProfiles writes people as a profiles file: the columns of the contract, semicolons, UTF-8. It stops at the first
// fault of the writer.
func WriteProfiles(w io.Writer, people func(yield func(*domain.Person) bool)) error {
	out := csv.NewWriter(w)
	out.Comma = ';'
	if err := out.Write(profileHeadings()); err != nil {
		return err
	}
	cells := make([]string, len(profileColumns))
	for p := range people {
		for i, column := range profileColumns {
			cells[i] = Shield(column.write(p))
		}
		if err := out.Write(cells); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// Shield puts an apostrophe before a cell that a spreadsheet would run as a formula; a cell that already has some before
// one gets one more, so that plain gives back exactly what was shielded.
func Shield(cell string) string {
	if formula(strings.TrimLeft(cell, "'")) {
		return "'" + cell
	}
	return cell
}

// formula tells whether a spreadsheet would read the text as a formula: = + - @ TAB CR, and the full-width twins.
func formula(text string) bool {
	for _, start := range []string{"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"} {
		if strings.HasPrefix(text, start) {
			return true
		}
	}
	return false
}
