package intake

import (
	"bytes"
	"encoding/csv"
	"strings"
	"unicode"

	"eedk.fr/candidatheque/domain"
)

// mostTitles is how many lines may stand above the headings: the title of an export, its date, an empty line.
const mostTitles = 20

// titleRecords counts the records of a text file above its headings, from its beginning.
func titleRecords(start []byte, separator rune, kinds []domain.FileMapping) int {
	if end := bytes.LastIndexByte(start, '\n'); end >= 0 {
		start = start[:end+1]
	}
	rows := csv.NewReader(bytes.NewReader(start))
	rows.Comma, rows.FieldsPerRecord, rows.LazyQuotes = separator, -1, true
	var first [][]string
	for range mostTitles + 1 {
		row, err := rows.Read()
		if err != nil {
			break
		}
		for i, cell := range row {
			row[i] = strings.TrimSpace(Decode(cell))
		}
		first = append(first, row)
	}
	return headingRow(first, kinds)
}

// headingRow tells which of the first rows of a table holds its headings: the one that has most of those known, else the
// first that is nearly as wide as the table and holds words.
func headingRow(rows [][]string, kinds []domain.FileMapping) int {
	best, found := 0, 0
	for i, row := range rows {
		for _, m := range kinds {
			if n := covered(row, m); n > found {
				best, found = i, n
			}
		}
	}
	if found >= 2 || found == 1 && best == 0 {
		return best
	}
	widest := 0
	for _, row := range rows {
		widest = max(widest, filled(row))
	}
	for i, row := range rows {
		if n := filled(row); n > 0 && n*3 >= widest*2 && mostlyWords(row) {
			return i
		}
	}
	return 0
}

// oneLine writes a heading broken over several lines as people read it.
func oneLine(heading string) string { return strings.Join(strings.Fields(heading), " ") }

func filled(row []string) (n int) {
	for _, cell := range row {
		if cell != "" {
			n++
		}
	}
	return n
}

// mostlyWords tells a row of headings from a row of values, which has figures and addresses.
func mostlyWords(row []string) bool {
	words := 0
	for _, cell := range row {
		if strings.IndexFunc(cell, unicode.IsLetter) >= 0 && !strings.Contains(cell, "@") {
			words++
		}
	}
	return words*3 >= filled(row)*2
}

// covered counts the headings of a row that a mapping knows.
func covered(row []string, m domain.FileMapping) (n int) {
	known := headingsOf(m)
	seen := map[string]bool{}
	for _, heading := range row {
		key := foldHeading(heading)
		if key != "" && known[key] && !seen[key] {
			seen[key] = true
			n++
		}
	}
	return n
}

// headingsOf is every heading that a mapping reads or leaves aside on purpose, folded.
func headingsOf(m domain.FileMapping) map[string]bool {
	known := map[string]bool{}
	add := func(list []string) {
		for _, heading := range list {
			known[foldHeading(heading)] = true
		}
	}
	add(m.Key.From)
	for _, c := range m.Columns {
		add(c.From)
	}
	for _, d := range m.Dropped {
		known[foldHeading(d.From)] = true
	}
	return known
}

// recognise gives the mapping that knows most of the headings: at least half of them, and all those it needs.
func recognise(headings []string, kinds []domain.FileMapping) (best domain.FileMapping, ok bool) {
	present := map[string]bool{}
	for _, heading := range headings {
		present[foldHeading(heading)] = true
	}
	most := 0
	for _, m := range kinds {
		n := covered(headings, m)
		if n <= most || n*2 < filled(headings) || !hasAll(present, m.Needs) {
			continue
		}
		best, ok, most = m, true, n
	}
	return best, ok
}

func hasAll(present map[string]bool, needs []string) bool {
	for _, need := range needs {
		if !present[foldHeading(need)] {
			return false
		}
	}
	return true
}
