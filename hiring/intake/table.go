package intake

import (
	"bufio"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode"

	"eedk.fr/candidatheque/domain"
)

// table reads the rows of a CSV file whose headings are known.
type table struct {
	rows     *csv.Reader
	guard    *guard
	headings []string
	// place gives for each cell of a row the number of its column among the known ones, -1 for a column to leave.
	place []int
	line  int
	// ahead is a row already read, to see whether there was one.
	ahead *raw
}

// raw is what encoding/csv made of a row.
type raw struct {
	cells []string
	line  int
	err   error
}

// openTable reads the headings. Case, accents, spaces and hyphens of headings do not matter; unknown and repeated ones
// are warned of, in French, and left.
func openTable(r io.Reader, known []string) (*table, []domain.RowError, error) {
	t, err := openCSV(r, nil)
	if err != nil {
		return nil, nil, err
	}
	warnings := t.recognise(known)
	return t, warnings, nil
}

// openCSV reads a text file down to its headings; lines of a title above headings of one of the kinds are passed.
func openCSV(r io.Reader, kinds []domain.FileMapping) (*table, error) {
	buffered := bufio.NewReaderSize(r, headBytes)
	separator, err := head(buffered)
	if err != nil {
		return nil, err
	}
	titles := 0
	if kinds != nil {
		start, _ := buffered.Peek(headBytes) // what cannot be read is told by the reader below
		titles = titleRecords(start, separator, kinds)
	}
	t := &table{guard: &guard{source: buffered}}
	t.rows = csv.NewReader(t.guard)
	t.rows.Comma, t.rows.FieldsPerRecord, t.rows.ReuseRecord = separator, -1, true
	var first []string
	for range titles + 1 {
		t.guard.row = 0
		if first, err = t.rows.Read(); err != nil {
			return nil, domain.Invalid("file", "La première ligne, celle des titres de colonnes, est illisible : un guillemet est mal placé.").WithCause(err)
		}
	}
	t.line, _ = t.rows.FieldPos(0)
	for _, heading := range first {
		t.headings = append(t.headings, oneLine(Decode(heading)))
	}
	return t, nil
}

// recognise ties the headings to the known columns.
func (t *table) recognise(known []string) (warnings []domain.RowError) {
	number := map[string]int{}
	for i, name := range known {
		number[foldHeading(name)] = i
	}
	seen := map[int]bool{}
	t.place = make([]int, len(t.headings))
	for i, heading := range t.headings {
		n, ok := number[foldHeading(heading)]
		switch {
		case ok && !seen[n]:
			t.place[i], seen[n] = n, true
			continue
		case ok:
			warnings = append(warnings, domain.RowError{Line: 1, Column: heading, Reason: "Cette colonne est là deux fois : seule la première est lue."})
		case heading != "":
			warnings = append(warnings, domain.RowError{Line: 1, Column: clip(heading), Reason: "Colonne inconnue : elle n'est pas lue ni gardée."})
		}
		t.place[i] = -1
	}
	return warnings
}

// has tells whether the file has the known column of that number.
func (t *table) has(column int) bool {
	for _, n := range t.place {
		if n == column {
			return true
		}
	}
	return false
}

// rowFault is a row that cannot be cut into cells; the rows after it can still be read.
type rowFault struct {
	line   int
	reason string
}

func (f *rowFault) Error() string { return f.reason }

// next cuts the next row into cells, decoded, in the order of the headings; the slice is valid until the next call.
// It returns io.EOF at the end, a *rowFault for a bad row, and another error when the rest of the file cannot be read.
func (t *table) next() (cells []string, line int, err error) {
	r := t.read()
	cells, line, err = r.cells, r.line, r.err
	var bad *csv.ParseError
	switch {
	case errors.Is(err, io.EOF):
		return nil, 0, io.EOF
	case errors.Is(err, errEndless):
		return nil, 0, domain.Invalid("file", "Après la ligne %d, un texte ne finit pas : un guillemet a sans doute été oublié. Les lignes d'avant ont été lues.", t.line)
	case errors.As(err, &bad):
		return nil, bad.StartLine, t.misquoted(bad)
	case err != nil:
		return nil, 0, unreadable(err)
	}
	t.line = line
	for len(cells) > len(t.headings) && strings.TrimSpace(cells[len(cells)-1]) == "" {
		cells = cells[:len(cells)-1]
	}
	for i, c := range cells {
		cells[i] = strings.TrimSpace(domain.PlainCell(Decode(c)))
	}
	return cells, t.line, t.width(cells)
}

// read cuts one row, or gives the one already cut.
func (t *table) read() raw {
	if t.ahead != nil {
		r := *t.ahead
		t.ahead = nil
		return r
	}
	t.guard.row = 0
	cells, err := t.rows.Read()
	if err != nil {
		return raw{err: err}
	}
	line, _ := t.rows.FieldPos(0)
	return raw{cells, line, nil}
}

// width refuses a row that has not one cell per heading: its values may stand in the wrong columns.
func (t *table) width(cells []string) error {
	switch n := len(cells); {
	case n < len(t.headings) && t.guard.last != '\n' && t.atEnd():
		return domain.Invalid("file", "Le fichier est coupé : il s'arrête au milieu de la ligne %d. Les lignes d'avant ont été lues ; demandez le fichier complet.", t.line)
	case n != len(t.headings):
		return &rowFault{t.line, "La ligne n'a pas autant de cellules que de titres de colonnes : un séparateur manque ou est de trop."}
	}
	return nil
}

// misquoted words what encoding/csv found wrong with quotes: in the row, or down to the end of the file.
func (t *table) misquoted(bad *csv.ParseError) error {
	if errors.Is(bad.Err, csv.ErrQuote) && (bad.Line > bad.StartLine || t.guard.last != '\n') && t.atEnd() {
		return domain.Invalid("file", "Le fichier est coupé : un texte entre guillemets, ouvert à la ligne %d, ne finit pas. Les lignes d'avant ont été lues ; demandez le fichier complet.", bad.StartLine)
	}
	return &rowFault{bad.StartLine, "Un guillemet est mal placé : doublez-le à l'intérieur d'un texte entre guillemets."}
}

// atEnd tells whether there is no row left; the row just given is no longer valid.
func (t *table) atEnd() bool {
	r := t.read()
	t.ahead = &r
	return errors.Is(r.err, io.EOF)
}

// foldHeading brings a heading to its small letters and digits, without accents.
func foldHeading(s string) string {
	return strings.Map(func(r rune) rune {
		r = unaccent(unicode.ToLower(r))
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// unaccent takes the accent off a small French letter.
func unaccent(r rune) rune {
	switch r {
	case 'à', 'â', 'ä':
		return 'a'
	case 'é', 'è', 'ê', 'ë':
		return 'e'
	case 'î', 'ï':
		return 'i'
	case 'ô', 'ö':
		return 'o'
	case 'ù', 'û', 'ü':
		return 'u'
	case 'ç':
		return 'c'
	}
	return r
}

// clip keeps a value short enough for a report.
func clip(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}
