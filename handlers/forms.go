package handlers

import (
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"eedk.fr/candidatheque/domain"
)

// form is a page's form as sent.
type form struct{ values url.Values }

// readForm reads a urlencoded body, within the limit of the route. What cannot be read is refused, never half read, and
// another kind of body is refused too: read as a form it would be an empty one. So is a field that the form does not have.
func readForm(c *gin.Context) (form, error) {
	err := c.Request.ParseForm()
	switch kind := c.ContentType(); {
	case refusalOf(err).code == domain.CodeTooLarge:
		return form{}, err
	case err != nil, kind != "" && kind != gin.MIMEPOSTForm:
		return form{}, domain.Refuse(domain.CodeInvalid, "Le formulaire est illisible. Revenez à la page et recommencez.")
	}
	return form{c.Request.PostForm}, refuseUnknown(c.FullPath(), c.Request.PostForm)
}

// line is one value of a single line: line breaks and control characters become spaces, for titles, names and reasons
// may end in a header or in one line of a list.
func (f form) line(name string) string { return oneLine(f.values.Get(name)) }

// text keeps the line breaks of a longer text, in the browsers' way or in Unix's.
func (f form) text(name string) string {
	return strings.TrimSpace(strings.ReplaceAll(f.values.Get(name), "\r\n", "\n"))
}

// checked tells whether a box was ticked.
func (f form) checked(name string) bool { return f.values.Get(name) != "" }

// all gives every value sent under a name.
func (f form) all(name string) []string { return f.values[name] }

// oneLine makes one line of any text: line breaks and control characters become spaces.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(straight(s), func(r rune) bool { return r <= ' ' || r == 0x7f || r == '\u2028' || r == '\u2029' }), " ")
}

// straight takes out the characters that turn the direction of a text (U+202A–202E, U+2066–2069): they show a reader
// something else than what was typed.
func straight(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' {
			return -1
		}
		return r
	}, s)
}
