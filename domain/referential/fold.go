package referential

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// fold brings a name to what counts when people write it by hand: no accents, small letters, œ as oe, every other sign a
// single space. « Téteghem-Coudekerque-Village » and « TETEGHEM COUDEKERQUE VILLAGE » fold alike.
func fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	for _, r := range s {
		switch base := plainLetter(r); {
		case base != 0:
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			writeLetter(&b, base)
		case unicode.Is(unicode.Mn, r): // an accent typed on its own
		default:
			gap = true
		}
	}
	return b.String()
}

// Fold brings a name to what counts when people write it by hand, so that two spellings of one name are equal.
func Fold(s string) string { return fold(s) }

// plainLetter is the small letter or digit without its accent, 0 for any other sign.
func plainLetter(r rune) rune {
	switch {
	case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
		return r
	case r >= 'A' && r <= 'Z':
		return r + 'a' - 'A'
	case r < utf8.RuneSelf || !unicode.IsLetter(r) && !unicode.IsDigit(r):
		return 0
	}
	if parts := norm.NFD.PropertiesString(string(r)).Decomposition(); parts != nil {
		r, _ = utf8.DecodeRune(parts)
	}
	return unicode.ToLower(r)
}

func writeLetter(b *strings.Builder, r rune) {
	switch r {
	case 'œ':
		b.WriteString("oe")
	case 'æ':
		b.WriteString("ae")
	default:
		b.WriteRune(r)
	}
}

// distance counts the letters to add, drop, change or swap to turn a into b; it gives up above limit and answers limit+1.
func distance(a, b string, limit int) int {
	if abs(len(a)-len(b)) > limit {
		return limit + 1
	}
	before, row, next := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		next[0] = i
		best := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			next[j] = min(row[j]+1, next[j-1]+1, row[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				next[j] = min(next[j], before[j-2]+1)
			}
			best = min(best, next[j])
		}
		if best > limit {
			return limit + 1
		}
		before, row, next = row, next, before
	}
	return min(row[len(b)], limit+1)
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
