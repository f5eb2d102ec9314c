package domain

import (
	"errors"
	"fmt"
	"sort"
	"strings"
	"time"
)

// Code names a kind of refusal, for programs. handlers maps each to one HTTP status.
type Code string

// The refusals of the house.
const (
	CodeInvalid         Code = "invalid"
	CodeUnauthenticated Code = "unauthenticated"
	CodeForbidden       Code = "forbidden"
	CodeNotFound        Code = "not_found"
	CodeConflict        Code = "conflict"
	CodeGone            Code = "gone"
	CodeTooLarge        Code = "too_large"
	CodeTooMany         Code = "too_many"
	CodeUnavailable     Code = "unavailable"
	CodeInternal        Code = "internal"
)

// Error is what leaves an action or a rule when it refuses: Code for programs, Field the form field at fault
// (empty when none), Message for people, in French, saying what to do. The cause, if any, is for the log.
type Error struct {
	Code    Code
	Field   string
	Message string
	// After is how long to wait before trying again, of TooMany; zero when it is not known.
	After time.Duration
	cause error
}

func (e *Error) Error() string {
	if e.Field != "" {
		return e.Field + " : " + e.Message
	}
	return e.Message
}

// Unwrap returns the technical cause, or nil.
func (e *Error) Unwrap() error { return e.cause }

// Refuse makes an error of that code with a message for people.
func Refuse(code Code, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...)}
}

// Invalid makes a refusal of one field.
func Invalid(field, format string, args ...any) *Error {
	return &Error{Code: CodeInvalid, Field: field, Message: fmt.Sprintf(format, args...)}
}

// NotFound refuses an object that does not exist, or that is another's: the two must not be told apart.
func NotFound(what string) *Error {
	return &Error{Code: CodeNotFound, Message: what + " introuvable. Vérifiez l'adresse, ou revenez à la liste."}
}

// WithCause keeps the technical cause beside the message for people.
func (e *Error) WithCause(cause error) *Error {
	e.cause = cause
	return e
}

// CodeOf tells the code of err: CodeInternal for an error that is not the house's, empty for nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	var fields FieldErrors
	if errors.As(err, &fields) {
		return CodeInvalid
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return CodeInternal
}

// FieldErrors gathers what is wrong in a form, one message a field, so that a person mends all in one go.
type FieldErrors map[string]string

func (f FieldErrors) Error() string {
	lines := make([]string, 0, len(f))
	for field, message := range f {
		lines = append(lines, field+" : "+message)
	}
	sort.Strings(lines)
	return strings.Join(lines, " ; ")
}

// Add records err under its field; the first message of a field stays. A nil error adds nothing.
func (f FieldErrors) Add(field string, err error) {
	if err == nil {
		return
	}
	message := err.Error()
	var e *Error
	if errors.As(err, &e) {
		message = e.Message
		if e.Field != "" {
			field = e.Field
		}
	}
	if _, known := f[field]; !known {
		f[field] = message
	}
}

// Gather adds each fault of a rule that tells several.
func (f FieldErrors) Gather(err error) {
	var several FieldErrors
	if !errors.As(err, &several) {
		f.Add("", err)
		return
	}
	for field, message := range several {
		f.Add(field, Invalid(field, "%s", message))
	}
}

// Err is nil when nothing was added.
func (f FieldErrors) Err() error {
	if len(f) == 0 {
		return nil
	}
	return f
}
