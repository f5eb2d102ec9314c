package handlers

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
)

// readJSON reads the whole body into dst, over what dst already holds. Unknown fields, a second value and anything
// that is not JSON are refused as invalid; an empty body leaves dst as it is and is refused unless optional says so.
func readJSON[T any](c *gin.Context, dst *T) error {
	read, err := decodeJSON(c.Request.Body, dst)
	if err == nil && !read {
		return domain.Refuse(domain.CodeInvalid, "Envoyez un corps JSON.")
	}
	return err
}

// readOptionalJSON is readJSON for verbs whose body may be left out.
func readOptionalJSON[T any](c *gin.Context, dst *T) error {
	_, err := decodeJSON(c.Request.Body, dst)
	return err
}

// decodeJSON tells whether there was anything to read.
func decodeJSON[T any](body io.Reader, dst *T) (read bool, err error) {
	d := json.NewDecoder(body)
	d.DisallowUnknownFields()
	switch err := d.Decode(dst); {
	case errors.Is(err, io.EOF):
		return false, nil
	case err != nil:
		return true, jsonRefusal(err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return true, jsonRefusal(err)
	}
	return true, nil
}

// jsonRefusal words what encoding/json found wrong. Reading past the size limit stays what it is.
func jsonRefusal(err error) error {
	var tooBig *http.MaxBytesError
	var wrongType *json.UnmarshalTypeError
	var own *domain.Error
	switch {
	case errors.As(err, &tooBig), errors.As(err, &own):
		return err
	case errors.As(err, &wrongType):
		field := wrongType.Field
		if field == "" {
			return domain.Refuse(domain.CodeInvalid, "Le corps JSON n'a pas la forme attendue.")
		}
		return domain.FieldErrors{field: "La valeur n'est pas du type attendu."}
	case err != nil && strings.HasPrefix(err.Error(), unknownField):
		return domain.FieldErrors{strings.Trim(strings.TrimPrefix(err.Error(), unknownField), `"`): "Ce champ n'existe pas."}
	}
	return domain.Refuse(domain.CodeInvalid, "Le corps n'est pas un JSON lisible : vérifiez les guillemets, les virgules et les accolades.")
}

// unknownField is how encoding/json starts that error, which has no type of its own.
const unknownField = "json: unknown field "
