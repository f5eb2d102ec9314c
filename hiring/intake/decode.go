package intake

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"eedk.fr/candidatheque/domain"
)

// headBytes is how much of the file is looked at before it is read, maxRowBytes how long one row may be: beyond, a quote
// is open that nobody will close, and reading on would hold the rest of the file in memory.
const (
	headBytes   = 64 << 10
	maxRowBytes = 1 << 20
)

// cp1252 is what Windows-1252 puts between 0x80 and 0x9f; the other bytes are those of Latin-1. Five are unused.
var cp1252 = [32]rune{
	'€', utf8.RuneError, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', utf8.RuneError, 'Ž', utf8.RuneError,
	utf8.RuneError, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', utf8.RuneError, 'ž', 'Ÿ',
}

// Decode reads a text as UTF-8, or as Windows-1252 when it cannot be. A French text in Windows-1252 that happens to be
// valid UTF-8 would need « Ã » before a sign: nobody writes that.
func Decode(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 8)
	for i := range len(s) {
		switch c := s[i]; {
		case c < 0x80 || c >= 0xa0:
			b.WriteRune(rune(c))
		default:
			b.WriteRune(cp1252[c-0x80])
		}
	}
	return b.String()
}

// head looks at the beginning of a file: it drops the byte order mark, refuses what is not a text, and tells the separator.
func head(r *bufio.Reader) (separator rune, err error) {
	start, err := r.Peek(headBytes)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull) {
		return 0, unreadable(err)
	}
	if bytes.HasPrefix(start, []byte("\xef\xbb\xbf")) {
		start = start[3:]
		if _, err := r.Discard(3); err != nil {
			return 0, unreadable(err)
		}
	}
	switch {
	case len(bytes.TrimSpace(start)) == 0:
		return 0, domain.Invalid("file", "Le fichier est vide.")
	case bytes.HasPrefix(start, []byte(zipMagic)):
		return 0, domain.Invalid("file", "Ce fichier est un classeur. Enregistrez-le au format CSV (séparateur point-virgule), puis recommencez.")
	case bytes.HasPrefix(start, []byte(oleMagic)):
		return 0, domain.Invalid("file", "Ce classeur est d'un ancien format, ou protégé par un mot de passe. Enregistrez-le en .xlsx ou en CSV sans mot de passe, puis recommencez.")
	case bytes.HasPrefix(start, []byte("\xff\xfe")), bytes.HasPrefix(start, []byte("\xfe\xff")), bytes.IndexByte(start, 0) >= 0:
		return 0, domain.Invalid("file", "Ce fichier n'est pas un CSV lisible. Enregistrez-le en CSV UTF-8, puis recommencez.")
	}
	return separatorOf(start), nil
}

// How a workbook begins: a zip, or the older container, which also holds the encrypted ones.
const (
	zipMagic = "PK\x03\x04"
	oleMagic = "\xd0\xcf\x11\xe0"
)

// separatorOf looks at the first line that has a separator: a title alone on its line has none.
func separatorOf(start []byte) rune {
	for range mostTitles + 1 {
		line, rest, more := bytes.Cut(start, []byte("\n"))
		semicolons, commas, tabs := bytes.Count(line, []byte(";")), bytes.Count(line, []byte(",")), bytes.Count(line, []byte("\t"))
		switch {
		case tabs > semicolons && tabs > commas:
			return '\t'
		case semicolons > 0 && semicolons >= commas:
			return ';'
		case commas > 0:
			return ','
		case !more:
			return ';'
		}
		start = rest
	}
	return ';'
}

func unreadable(cause error) error {
	return domain.Invalid("file", "Le fichier n'a pas pu être lu jusqu'au bout. Vérifiez-le, puis recommencez.").WithCause(cause)
}

// guard passes bytes through, stops a row that never ends, and remembers the last byte.
type guard struct {
	source io.Reader
	row    int
	last   byte
}

func (g *guard) Read(p []byte) (int, error) {
	if g.row > maxRowBytes {
		return 0, errEndless
	}
	n, err := g.source.Read(p)
	if n > 0 {
		g.last = p[n-1]
		g.row += n
	}
	return n, err
}

var errEndless = domain.Invalid("file", "une ligne ne finit pas")
