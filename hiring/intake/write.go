package intake

import (
	"encoding/csv"
	"io"

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
			cells[i] = domain.ShieldCell(column.write(p))
		}
		if err := out.Write(cells); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}
