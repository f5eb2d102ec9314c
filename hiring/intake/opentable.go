package intake

import (
	"bufio"
	"io"
	"strings"

	"eedk.fr/candidatheque/domain"
)

// Table is a file of people opened down to its headings: a text, a workbook, or one that Park kept. It is read once,
// and closed.
type Table struct {
	rows
	headings []string
	// line is that of the headings, in the file or the sheet.
	line     int
	workbook bool
	kinds    []domain.FileMapping
	// end releases what the rows hold.
	end func() error
}

// rows gives the rows of a table after its headings. next returns the cells of one, decoded and trimmed, as many as
// there are headings, valid until the next call; io.EOF at the end, a *rowFault for a row that cannot be read, and
// another error when the rest of the file cannot.
type rows interface {
	next() (cells []string, line int, err error)
}

// Open looks at what the file is and finds its headings: those of one of the kinds if it can, below the lines of a
// title. Close it.
func Open(r io.Reader, kinds []domain.FileMapping) (*Table, error) {
	buffered := bufio.NewReaderSize(r, headBytes)
	if start, _ := buffered.Peek(len(zipMagic)); string(start) == zipMagic { // a fault of the reader comes back below
		return openWorkbook(buffered, kinds)
	}
	csv, err := openCSV(buffered, kinds)
	if err != nil {
		return nil, err
	}
	return &Table{rows: csv, headings: csv.headings, line: csv.line, kinds: kinds}, nil
}

// Close releases what the table holds, its temporary files among it.
func (t *Table) Close() error {
	if t.end == nil {
		return nil
	}
	return t.end()
}

// Headings are those of the file, in order.
func (t *Table) Headings() []string { return t.headings }

// HeadingLine is where they stand, 1 being the first line of the file.
func (t *Table) HeadingLine() int { return t.line }

// Recognised is the mapping that the headings are made for; false when none is.
func (t *Table) Recognised() (domain.FileMapping, bool) { return recognise(t.headings, t.kinds) }

// shownHeadings are the headings in a message: a file without any has its first row there, which may say too much.
func (t *Table) shownHeadings() string {
	shown, _ := WithoutNIR(strings.Join(t.headings, ", "))
	return clip(shown)
}

// places gives the first column of each heading, folded.
func (t *Table) places() map[string]int {
	at := map[string]int{}
	for i, heading := range t.headings {
		if folded := foldHeading(heading); folded != "" {
			if _, taken := at[folded]; !taken {
				at[folded] = i
			}
		}
	}
	return at
}
