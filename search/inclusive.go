package search

import (
	"bytes"
	"regexp"
)

// inclusiveWriting opens the forms that hold two genders in one word, keeping the masculine: « agent·e·s » → « agent »,
// « vendeur(se) » → « vendeur », « employé.e » → « employé ».
type inclusiveWriting struct{}

// inclusiveForm is a word followed by a feminine ending after a point, a median point, a hyphen or in brackets.
// A plain point or hyphen counts only before an ending that is no word of its own.
var inclusiveForm = regexp.MustCompile(`(?i)(\pL{2,})` +
	`(?:\((?:[eè]s?|(?:tr|ri)?ices?|s?e?us?es?|ses?|nes?|les?|fes?|i?[eè]res?|s)\)` +
	`|[·•․‧⋅∙](?:\pL{1,6})(?:[·•․‧⋅∙]s)?` +
	`|[.\-](?:e|ne|se|rice|trice|euse|[eè]re|i[eè]re|ve)(?:[.\-]?s)?\b)`)

func (inclusiveWriting) Filter(text []byte) []byte {
	if !bytes.ContainsAny(text, "(.-·•․‧⋅∙") {
		return text
	}
	return inclusiveForm.ReplaceAll(text, []byte("$1"))
}
