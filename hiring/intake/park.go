package intake

import (
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"

	"eedk.fr/candidatheque/domain"
)

// parkedHead and parkedRow are the lines of a parked file: JSON, zipped. A fault is a row that could not be cut into
// cells, or, at the end, what stopped the reading.
type parkedHead struct {
	Headings []string `json:"headings"`
	Line     int      `json:"line"`
	Workbook bool     `json:"workbook,omitempty"`
}

type parkedRow struct {
	Line  int      `json:"l"`
	Cells []string `json:"c,omitempty"`
	Fault string   `json:"f,omitempty"`
	End   string   `json:"e,omitempty"`
}

// Park writes the table as one that waits to be read. What is never kept does not wait either: the cells of its columns
// are emptied, and social-security numbers are taken out of the others. It returns how many rows there are, and an error
// of the writer only: what is wrong with the file is parked with it and comes back when it is read.
func (t *Table) Park(w io.Writer) (total int, err error) {
	zipped := gzip.NewWriter(w)
	out := json.NewEncoder(zipped)
	out.SetEscapeHTML(false)
	headings := make([]string, len(t.headings))
	never := make([]bool, len(t.headings))
	for i, heading := range t.headings {
		headings[i], _ = WithoutNIR(heading)
		_, never[i] = NeverKept(heading)
	}
	if err := out.Encode(parkedHead{headings, t.line, t.workbook}); err != nil {
		return 0, err
	}
	for {
		cells, line, err := t.next()
		if errors.Is(err, io.EOF) {
			return total, zipped.Close()
		}
		total++
		row := parkedRow{Line: line, Cells: cells}
		var fault *rowFault
		switch {
		case errors.As(err, &fault):
			row = parkedRow{Line: fault.line, Fault: fault.reason}
		case err != nil:
			row = parkedRow{End: reason(err)}
		}
		for i := range row.Cells {
			if row.Cells[i], _ = WithoutNIR(row.Cells[i]); never[i] {
				row.Cells[i] = ""
			}
		}
		if err := out.Encode(row); err != nil {
			return total, err
		}
		if row.End != "" {
			return total, zipped.Close()
		}
	}
}

// OpenParked opens what Park wrote.
func OpenParked(r io.Reader, kinds []domain.FileMapping) (*Table, error) {
	zipped, err := gzip.NewReader(r)
	if err != nil {
		return nil, unreadable(err)
	}
	p := &parked{rows: json.NewDecoder(zipped)}
	var h parkedHead
	if err := p.rows.Decode(&h); err != nil {
		return nil, unreadable(err)
	}
	return &Table{rows: p, headings: h.Headings, line: h.Line, workbook: h.Workbook, kinds: kinds}, nil
}

type parked struct{ rows *json.Decoder }

func (p *parked) next() (cells []string, line int, err error) {
	var row parkedRow
	switch err := p.rows.Decode(&row); {
	case errors.Is(err, io.EOF):
		return nil, 0, io.EOF
	case err != nil:
		return nil, 0, unreadable(err)
	case row.End != "":
		return nil, 0, domain.Invalid("file", "%s", row.End)
	case row.Fault != "":
		return nil, row.Line, &rowFault{row.Line, row.Fault}
	}
	return row.Cells, row.Line, nil
}

// ParkedRows walks the rows of what Park wrote, the headings first: a file without any has people there. Its error is that
// of row, or says that the file cannot be read to its end.
func ParkedRows(r io.Reader, row func(cells []string) error) error {
	zipped, err := gzip.NewReader(r)
	if err != nil {
		return unreadable(err)
	}
	lines := json.NewDecoder(zipped)
	var h parkedHead
	if err := lines.Decode(&h); err != nil {
		return unreadable(err)
	}
	if err := row(h.Headings); err != nil {
		return err
	}
	for {
		var p parkedRow
		switch err := lines.Decode(&p); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return unreadable(err)
		}
		if err := row(p.Cells); err != nil {
			return err
		}
	}
}
