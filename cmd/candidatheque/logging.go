package main

import (
	"context"
	"fmt"
	"log/slog"
	"regexp"
	"strings"
)

// loggedKeys are the only attributes that a log of ours shows (architecture.md, Rules of the code): what a program names,
// never what somebody is called, wrote, searched or was given. A test finds every attribute of the tree here.
var loggedKeys = []string{
	// a request
	"request_id", "method", "route", "status", "duration", "code",
	// a fault: what the machine says of it, without the values
	"cause", "error", "kind", "stack",
	// the house: collections, identifiers made by the server, counts
	"import", "collection", "count", "lines", "faults", "head", "attempts",
	// how it was started: secrets are said to be there, and no more
	"addr", "base_url", "env", "data", "demo", "smtp", "secret", "security_contact", "trusted_proxies",
}

// hidden stands in place of a value that is not for the log: the mistake shows, and nothing else.
const hidden = "[retenu]"

// discreet is a handler that lets declared attributes through and hides the others. Errors are scrubbed: a driver, a parser
// or a mail server quotes what it was given.
type discreet struct {
	slog.Handler
}

func newDiscreet(h slog.Handler) slog.Handler { return discreet{h} }

func (d discreet) Handle(ctx context.Context, r slog.Record) error {
	clean := slog.NewRecord(r.Time, r.Level, scrub(r.Message), r.PC)
	r.Attrs(func(a slog.Attr) bool {
		clean.AddAttrs(discreetly(a))
		return true
	})
	return d.Handler.Handle(ctx, clean)
}

func (d discreet) WithAttrs(attrs []slog.Attr) slog.Handler {
	clean := make([]slog.Attr, len(attrs))
	for i, a := range attrs {
		clean[i] = discreetly(a)
	}
	return discreet{d.Handler.WithAttrs(clean)}
}

func (d discreet) WithGroup(name string) slog.Handler { return discreet{d.Handler.WithGroup(name)} }

// discreetly is the attribute as it may be shown.
func discreetly(a slog.Attr) slog.Attr {
	value := a.Value.Resolve()
	declared := false
	for _, key := range loggedKeys {
		declared = declared || key == a.Key
	}
	if !declared {
		return slog.String(a.Key, hidden)
	}
	switch {
	case a.Key == "cause" || a.Key == "error":
		return slog.String(a.Key, causeOf(value))
	case value.Kind() == slog.KindAny: // a struct would show its fields
		return slog.String(a.Key, scrub(fmt.Sprintf("%T", value.Any())))
	}
	return slog.Attr{Key: a.Key, Value: value}
}

// causeOf tells a fault by its types, then by its words without what was quoted.
func causeOf(v slog.Value) string {
	err, ok := v.Any().(error)
	if !ok {
		return scrub(v.String())
	}
	return scrub(err.Error()) + " (" + strings.Join(classes(err), " < ") + ")"
}

// mostClasses bounds how deep the types of a fault are told.
const mostClasses = 6

func classes(err error) (names []string) {
	for err != nil && len(names) < mostClasses {
		names = append(names, fmt.Sprintf("%T", err))
		inner, wraps := err.(interface{ Unwrap() error })
		if !wraps {
			break
		}
		err = inner.Unwrap()
	}
	return names
}

// unsaid is what may stand in the words of a fault and come from somebody: what is quoted, addresses of mail and of pages,
// values of a query, figures long enough to be a telephone or a number of a person, tokens and keys.
var unsaid = []*regexp.Regexp{
	regexp.MustCompile("(?s)panic serving .*"),
	regexp.MustCompile(`"(?:[^"\\]|\\.)*"`),
	regexp.MustCompile(`«[^»]*»`),
	regexp.MustCompile("`[^`]*`"),
	regexp.MustCompile(`'[^']*'`),
	regexp.MustCompile(`[a-zA-Z][a-zA-Z0-9+.-]*://\S+`),
	regexp.MustCompile(`<?[^\s<>@]+@[^\s<>@]+>?`),
	regexp.MustCompile(`[^\s]*\?[^\s]*=[^\s]*`),
	regexp.MustCompile(`/(?:connexion|accord|invitations|mes-donnees|signatures|bienvenue|adresse|mot-de-passe)/\S+`),
	regexp.MustCompile(`\+?\d[\d .-]{6,}\d`),
	regexp.MustCompile(`\b[A-Za-z0-9_-]{20,}\b`),
}

// longestCause bounds what is told of a fault, in characters.
const longestCause = 300

// scrub takes out of a text of the machine what may come from somebody.
func scrub(text string) string {
	for _, pattern := range unsaid {
		text = pattern.ReplaceAllString(text, "…")
	}
	if r := []rune(text); len(r) > longestCause {
		text = string(r[:longestCause]) + "…"
	}
	return text
}
