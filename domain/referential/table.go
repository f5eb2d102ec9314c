package referential

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// table reads a CSV file with a heading, one row at a time. Each field is mended on its own: bytes that are not UTF-8
// are read as Windows-1252, because official files are named utf8 and are not always.
type table struct {
	reader  *csv.Reader
	columns []string
	row     []string
	foreign int // fields read that were not UTF-8
}

// openTable reads the heading; the separator is the comma, or the semicolon when the heading has more of them.
func openTable(r io.Reader) (*table, error) {
	buffered := bufio.NewReaderSize(r, 1<<16)
	if head, _ := buffered.Peek(3); bytes.Equal(head, []byte("\xef\xbb\xbf")) {
		if _, err := buffered.Discard(3); err != nil {
			return nil, err
		}
	}
	first, _ := buffered.Peek(2048)
	first, _, _ = bytes.Cut(first, []byte("\n"))
	reader := csv.NewReader(buffered)
	reader.ReuseRecord = true
	reader.LazyQuotes = true
	reader.FieldsPerRecord = -1
	if bytes.Count(first, []byte(";")) > bytes.Count(first, []byte(",")) {
		reader.Comma = ';'
	}
	heading, err := reader.Read()
	if err != nil {
		return nil, err
	}
	t := &table{reader: reader, columns: make([]string, len(heading))}
	for i, name := range heading {
		t.columns[i] = strings.ToLower(strings.TrimSpace(t.decode(name)))
	}
	return t, nil
}

func (t *table) has(column string) bool { return slices.Contains(t.columns, column) }

// missing names the columns that are not there.
func (t *table) missing(columns ...string) []string {
	var absent []string
	for _, c := range columns {
		if !t.has(c) {
			absent = append(absent, c)
		}
	}
	return absent
}

// column gives the place of a column for fieldAt, -1 when it is not there.
func (t *table) column(name string) int { return slices.Index(t.columns, name) }

// next moves to the next row and tells its line. io.EOF ends the table.
func (t *table) next() (line int, err error) {
	t.row, err = t.reader.Read()
	if err != nil {
		return 0, err
	}
	line, _ = t.reader.FieldPos(0)
	return line, nil
}

// field gives the current row's value of a named column; empty when the column or the cell is not there.
func (t *table) field(column string) string { return t.fieldAt(t.column(column)) }

func (t *table) fieldAt(i int) string {
	if i < 0 || i >= len(t.row) {
		return ""
	}
	return strings.TrimSpace(t.decode(t.row[i]))
}

// decode mends one field. Doubled apostrophes are those of a file written twice through SQL (v347).
func (t *table) decode(s string) string {
	if !utf8.ValidString(s) {
		t.foreign++
		if text, err := charmap.Windows1252.NewDecoder().String(s); err == nil {
			s = text
		}
	}
	if strings.Contains(s, "''") {
		s = strings.ReplaceAll(s, "''", "'")
	}
	return s
}
