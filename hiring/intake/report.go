package intake

import (
	"errors"
	"slices"

	"eedk.fr/candidatheque/domain"
)

// maxReported bounds what a report holds of each kind: a file wrong all over would fill the memory with one message.
// The counts stay exact.
const maxReported = 10_000

// Report is what a file held besides its good rows.
type Report struct {
	// Rows counts the rows read, good or bad; Rejected those left out.
	Rows     int
	Rejected int
	// Repeated counts further rows of somebody, in a file of acts: neither good nor bad.
	Repeated int
	// OutsidePool counts good rows without an accord.
	OutsidePool int
	// Errors say why rows were rejected, Warnings what was kept or left in the others; 10 000 of each at most.
	Errors   []domain.RowError
	Warnings []domain.RowError

	watch Watch
}

// Watch hears of each bad row and of each doubtful value as it is met: all of them, where a Report holds the first ones.
type Watch struct {
	Rejected func(domain.RowError)
	Doubtful func(domain.RowError)
}

// Watched is an empty report that tells what it takes in; a nil function hears nothing.
func Watched(w Watch) *Report { return &Report{watch: w} }

// LeaveOut rejects a row that was read, with a reason and without a word of the row: what was said of its values goes.
func (r *Report) LeaveOut(line int, reason string) {
	r.Warnings = slices.DeleteFunc(r.Warnings, func(e domain.RowError) bool { return e.Line == line })
	r.Rejected++
	r.reject(domain.RowError{Line: line, Column: "id", Reason: reason})
}

func (r *Report) reject(e domain.RowError) {
	if r.watch.Rejected != nil {
		r.watch.Rejected(e)
	}
	if len(r.Errors) < maxReported {
		r.Errors = append(r.Errors, e)
	}
}

func (r *Report) warn(e domain.RowError) {
	if r.watch.Doubtful != nil {
		r.watch.Doubtful(e)
	}
	if len(r.Warnings) < maxReported {
		r.Warnings = append(r.Warnings, e)
	}
}

// rowNotes gathers what is wrong or doubtful in one row.
type rowNotes struct {
	line     int
	errors   []domain.RowError
	warnings []domain.RowError
}

// cell is one value being read: its notes go to the row's under the column's heading.
type cell struct {
	notes  *rowNotes
	column string
	text   string
	// soft leaves a value that cannot be read, with a warning, where another cell rejects the row.
	soft bool
}

// refuse rejects the row for this value; a nil error refuses nothing.
func (c cell) refuse(value string, err error) bool {
	if err == nil {
		return false
	}
	if c.soft {
		c.warn(value, "Valeur laissée de côté, la personne est gardée. "+reason(err))
		return true
	}
	c.notes.errors = append(c.notes.errors, c.note(value, reason(err)))
	return true
}

// note words a remark; a social-security number stands in none, whatever cell it was typed in.
func (c cell) note(value, reason string) domain.RowError {
	value, _ = WithoutNIR(value)
	reason, _ = WithoutNIR(reason)
	return domain.RowError{Line: c.notes.line, Column: c.column, Value: clip(value), Reason: reason}
}

// warn keeps the row and says what is doubtful in it.
func (c cell) warn(value, reason string) {
	c.notes.warnings = append(c.notes.warnings, c.note(value, reason))
}

// reason is the message for people of a refusal, without the field it names.
func reason(err error) string {
	var own *domain.Error
	if errors.As(err, &own) {
		return own.Message
	}
	return err.Error()
}

// parse reads the cell with one of the domain's parsers; a refusal is noted and gives the zero value.
func parse[T any](c cell, text string, parser func(string) (T, error)) (value T) {
	read, err := parser(text)
	if c.refuse(text, err) {
		return value
	}
	return read
}
