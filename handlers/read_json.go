package handlers

import (
	"bytes"
	"encoding/json"
	"io"
	"reflect"
	"strings"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
)

// readJSON reads the whole body into dst, over what dst already holds. A body that is too large is refused first,
// whatever it holds; then anything but one JSON object of exactly the fields of dst. An empty body is refused too.
func readJSON[T any](c *gin.Context, dst *T) error {
	content, err := readBody(c)
	if err == nil && len(content) == 0 {
		err = domain.Refuse(domain.CodeInvalid, "Envoyez un corps JSON.")
	}
	if err != nil {
		return err
	}
	return decodeJSON(content, dst)
}

// readOptionalJSON is readJSON for verbs whose body may be left out.
func readOptionalJSON[T any](c *gin.Context, dst *T) error {
	content, err := readBody(c)
	if err != nil || len(content) == 0 {
		return err
	}
	return decodeJSON(content, dst)
}

// readNoBody is for verbs that say everything by their address: no body, or an empty object.
func readNoBody(c *gin.Context) error {
	var none struct{}
	return readOptionalJSON(c, &none)
}

// readBody reads the body to its end, within the limit of the route, without the blanks around it.
func readBody(c *gin.Context) ([]byte, error) {
	if c.Request.Body == nil {
		return nil, nil
	}
	content, err := io.ReadAll(c.Request.Body)
	if err != nil {
		return nil, unreadable(err)
	}
	return bytes.TrimSpace(content), nil
}

// decodeJSON reads one object. Names are exact, whereas encoding/json takes Title for title, and bytes that are not
// UTF-8 are refused, whereas it replaces them. Every field at fault is named at once.
func decodeJSON[T any](content []byte, dst *T) error {
	switch {
	case !utf8.Valid(content):
		return domain.Refuse(domain.CodeInvalid, "Le corps n'est pas en UTF-8.")
	case !json.Valid(content):
		return domain.Refuse(domain.CodeInvalid, "Le corps n'est pas un JSON lisible : vérifiez les guillemets, les virgules et les accolades.")
	case content[0] != '{':
		return domain.Refuse(domain.CodeInvalid, "Le corps doit être un objet JSON, entre accolades.")
	}
	f := newFields()
	f.checkShape("", content, reflect.TypeFor[T]())
	if err := f.Err(); err != nil {
		return err
	}
	if err := json.Unmarshal(content, dst); err != nil {
		return domain.Refuse(domain.CodeInvalid, "Le corps JSON n'a pas la forme attendue.").WithCause(err)
	}
	return nil
}

// checkShape compares a value with the type that will hold it, and files what differs under its dotted path:
// candidate.programmes.code. Lists have no numbers in their path. null stands for a value that is not said, never for
// an object of a list.
func (f fields) checkShape(path string, raw json.RawMessage, t reflect.Type) {
	null := string(raw) == "null"
	if t.Kind() == reflect.Pointer && !null {
		t = t.Elem()
	}
	shorthand := (t == reflect.TypeFor[programmeBody]() || t == reflect.TypeFor[slotBody]()) && raw[0] == '"'
	switch {
	case shorthand, null && t.Kind() != reflect.Struct:
	case t.Kind() == reflect.Struct && !readsText(t):
		f.checkObject(path, raw, t)
	case t.Kind() == reflect.Slice:
		var items []json.RawMessage
		if f.reads(path, raw, reflect.ValueOf(&items)) {
			for _, item := range items {
				f.checkShape(path, item, t.Elem())
			}
		}
	case t.Kind() == reflect.Map:
		var values map[string]json.RawMessage
		if f.reads(path, raw, reflect.ValueOf(&values)) {
			for name, value := range values {
				f.checkShape(path+"."+name, value, t.Elem())
			}
		}
	default:
		f.reads(path, raw, reflect.New(t))
	}
}

// checkObject holds an object to the fields of a structure, each at most once.
func (f fields) checkObject(path string, raw json.RawMessage, t reflect.Type) {
	if raw[0] != '{' {
		f.Add(path, domain.Invalid(path, "Un objet JSON est attendu, entre accolades."))
		return
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	seen := map[string]bool{}
	for _, err := d.Token(); err == nil && d.More(); { // the brace, then name and value in turn
		name := keyOf(d)
		var value json.RawMessage
		if err = d.Decode(&value); err != nil {
			return // the whole was found valid before
		}
		at := strings.TrimPrefix(path+"."+name, ".")
		switch field, known := fieldNamed(t, name); {
		case !known:
			f.Add(at, domain.Invalid(at, "Ce champ n'existe pas."))
		case seen[name]:
			f.Add(at, domain.Invalid(at, "Ce champ est envoyé deux fois."))
		default:
			f.checkShape(at, value, field.Type)
		}
		seen[name] = true
	}
}

// keyOf reads the name of the next field.
func keyOf(d *json.Decoder) string {
	token, _ := d.Token()
	name, _ := token.(string)
	return name
}

// fieldNamed finds the field of a structure by its JSON name, to the letter.
func fieldNamed(t reflect.Type, name string) (reflect.StructField, bool) {
	for field := range t.Fields() {
		if tag, _, _ := strings.Cut(field.Tag.Get("json"), ","); tag == name && tag != "" {
			return field, true
		}
	}
	return reflect.StructField{}, false
}

// readsText tells whether a structure is written as one text, as a time is.
func readsText(t reflect.Type) bool {
	return reflect.PointerTo(t).Implements(reflect.TypeFor[interface{ UnmarshalText([]byte) error }]())
}

// reads tries one value, and keeps the refusal of a wrong one under its path.
func (f fields) reads(path string, raw json.RawMessage, into reflect.Value) bool {
	err := json.Unmarshal(raw, into.Interface())
	if err == nil {
		return true
	}
	refused := domain.Invalid(path, "La valeur n'est pas du type attendu.")
	if own := refusalOf(err); own.code == domain.CodeInvalid {
		refused = domain.Invalid(path, "%s", own.message)
	}
	f.Add(path, refused)
	return false
}
