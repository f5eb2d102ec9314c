package templates

import (
	"net/url"

	"eedk.fr/candidatheque/domain"
)

// SentBack is what a refused act brings back to a page of several forms: which form, what is wrong by field, what was typed.
type SentBack struct {
	Errors domain.FieldErrors
	// ErrorFor names the form, empty for a press of a button alone.
	ErrorFor string
	Typed    url.Values
}

// Ask is a field of a form of the page: empty, unless the form comes back.
func (r SentBack) Ask(about, name, label string) Field {
	f := newField(name, label, "", nil).As(name + "-" + about)
	if r.ErrorFor == about {
		f.Value, f.Error = r.Typed.Get(name), r.Errors[name]
	}
	return f
}

// Problems are the errors under the identifiers of their fields, for the summary.
func (r SentBack) Problems() domain.FieldErrors {
	if r.ErrorFor == "" || r.ErrorFor == FormHire {
		return r.Errors
	}
	errs := domain.FieldErrors{}
	for name, message := range r.Errors {
		errs[name+"-"+r.ErrorFor] = message
	}
	return errs
}

// FormHire is the form of a hire, whose fields bear their own names.
const FormHire = "embauche"
