package domain

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Flag is a remark on a passage of an offer. Start and End bound Passage in its field, in bytes; they are not stored:
// whoever keeps a flag keeps the words, and Text[Start:End] == Passage in the text that was read.
type Flag struct {
	Field   string `json:"field"`
	Passage string `json:"passage"`
	// Sentence is what stands around the passage: the same words elsewhere are another passage.
	Sentence  string `json:"sentence"`
	Criterion string `json:"criterion"`
	// Article names the sources in the Code du travail (« L1132-1, L5331-2 »).
	Article     string `json:"article"`
	Explanation string `json:"explanation"`
	// Suggestion may stand in the place of Passage as it is.
	Suggestion string    `json:"suggestion"`
	Level      FlagLevel `json:"level"`
	Start      int       `json:"start"`
	End        int       `json:"end"`
}

// FlagLevel tells what a flag stops.
type FlagLevel string

// ToMend stops the publication until the passage is changed or a referent gives a reason; ToImprove only advises.
const (
	ToMend    FlagLevel = "mend"
	ToImprove FlagLevel = "improve"
)

// WordingFields are the texts of an offer that the wording guard reads, by the name of their field.
func WordingFields() []string { return []string{"title", "description", "skills", "market_reference"} }

// Override is the reason for which a referent lets a flagged passage through. It holds for that passage in that sentence:
// a changed text is read anew.
type Override struct {
	Field    string    `json:"field"`
	Passage  string    `json:"passage"`
	Sentence string    `json:"sentence"`
	Reason   string    `json:"reason"`
	By       string    `json:"by"`
	At       time.Time `json:"at"`
}

// covers tells whether the reason was given for this very flag.
func (v Override) covers(f Flag) bool {
	return v.Field == f.Field && v.Passage == f.Passage && v.Sentence == f.Sentence
}

// Uncleared are the flags that stop the publication: to mend, and without a referent's reason.
func (o *Offer) Uncleared() []Flag {
	var list []Flag
	for _, f := range o.Flags {
		if _, passed := o.OverrideOf(f); f.Level == ToMend && !passed {
			list = append(list, f)
		}
	}
	return list
}

// OverrideOf finds the reason given for a flag; false when there is none.
func (o *Offer) OverrideOf(f Flag) (Override, bool) {
	i := slices.IndexFunc(o.Overrides, func(v Override) bool { return v.covers(f) })
	if i < 0 {
		return Override{}, false
	}
	return o.Overrides[i], true
}

// SetFlags puts what was just read on the offer. A reason whose passage is no longer there lapses.
func (o *Offer) SetFlags(flags []Flag) {
	o.Flags = flags
	o.Overrides = slices.DeleteFunc(slices.Clone(o.Overrides), func(v Override) bool {
		return !slices.ContainsFunc(flags, v.covers)
	})
}

// OverrideFlags lets the flags of a passage through, for a reason that is kept with who gave it and when.
// It returns Conflict unless the offer is being moderated, Forbidden unless actor is a referent without a seat in one of
// its establishments, Invalid without a reason or when no such passage is flagged. Field may be empty: all fields then.
func (o *Offer) OverrideFlags(field, passage, reason string, actor Actor, at time.Time) error {
	reason = strings.TrimSpace(reason)
	switch {
	case o.Status != OfferSubmitted:
		return Refuse(CodeConflict, "Un passage se justifie pendant la relecture : cette offre est « %s ».", o.Status.French())
	case !actor.Roles.Has(RoleReferent) || o.Own(actor):
		return Refuse(CodeForbidden, "Un passage signalé se justifie par un référent qui n'est pas membre de l'établissement.")
	case reason == "":
		return Invalid("reason", "Dites pourquoi ce passage peut rester : la loi ou le métier qui le demande.")
	}
	found := false
	for _, f := range o.Uncleared() {
		if f.Passage == passage && (field == "" || f.Field == field) {
			found = true
			o.Overrides = append(o.Overrides, Override{f.Field, f.Passage, f.Sentence, reason, actor.ID, at.UTC()})
		}
	}
	if !found {
		return Invalid("override", "Le passage « %s » n'est pas signalé dans cette offre, ou l'est déjà avec une raison.", clip(passage))
	}
	o.Note("override", actor, at, "« "+clip(passage)+" » : "+reason)
	return nil
}

// WordingError refuses the publication of an offer with uncleared flags: by field for a form, flag by flag for programs.
type WordingError struct {
	FieldErrors
	Flags []Flag
}

// Unwrap gives the refusals by field.
func (e *WordingError) Unwrap() error { return e.FieldErrors }

// wordingCleared refuses while a passage is neither mended nor let through with a reason (L1132-1, L1142-1, L5331-2 to -4,
// L5321-3; domain.md §3).
func (o *Offer) wordingCleared() error {
	flags := o.Uncleared()
	if len(flags) == 0 {
		return nil
	}
	e := &WordingError{FieldErrors{}, flags}
	for _, f := range flags {
		e.Add(f.Field, Invalid(f.Field, "« %s » est à reformuler, ou à justifier par un référent : %s (%s).", clip(f.Passage), f.Criterion, f.Article))
	}
	return e
}

// Reword puts the suggestion in the place of the passage; the first letter keeps its size. A text in which the passage no
// longer stands where it was read comes back as it is.
func (f Flag) Reword(text string) string {
	if f.Start < 0 || f.End > len(text) || f.Start > f.End || text[f.Start:f.End] != f.Passage {
		return text
	}
	return text[:f.Start] + AsBegun(f.Suggestion, f.Passage) + text[f.End:]
}

// AsBegun gives text the capital of the passage it replaces.
func AsBegun(text, passage string) string {
	first, _ := utf8.DecodeRuneInString(passage)
	r, n := utf8.DecodeRuneInString(text)
	if n == 0 || !unicode.IsUpper(first) {
		return text
	}
	return string(unicode.ToUpper(r)) + text[n:]
}
