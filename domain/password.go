package domain

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Lengths of a password, in characters (quality.md, Accounts and sessions): long, and no rule on what it is made of.
const (
	MinPassword = 15
	MaxPassword = 128
)

// leastSurprise is how many surprises a password holds at least: characters, or distinct common words, that nothing
// around them gives away.
const leastSurprise = 8

// About is what anybody may know of an account: a password made of it guards nothing.
type About struct{ Email, Name string }

// About is what a password of this account must not be made of.
func (u *User) About() About { return About{Email: u.Email, Name: u.Name} }

// CheckPassword refuses a password that is too short, too long, or that is guessed: common words, the account's own
// address and name, the service's and the towns', keyboard rows, sequences, repetitions, years and dates. Letters count
// the same with or without accents, in capitals, or written in figures.
func CheckPassword(password string, about About) error {
	n := utf8.RuneCountInString(password)
	switch {
	case n == 0:
		return Invalid("new_password", "Choisissez un mot de passe.")
	case n < MinPassword:
		return Invalid("new_password", "%d caractères au moins : il y en a %d. Quatre mots sans rapport entre eux se retiennent bien.", MinPassword, n)
	case n > MaxPassword:
		return Invalid("new_password", "%d caractères au plus.", MaxPassword)
	case !utf8.ValidString(password):
		return Invalid("new_password", "Ce mot de passe contient des caractères illisibles.")
	}
	words := about.words()
	plain := plainLetters(password)
	if min(surprises(plain, words), surprises(fromFigures(plain), words)) < leastSurprise {
		return Invalid("new_password", "Ce mot de passe se devine : il est surtout fait de mots très courants, de votre nom, du nom du service, "+
			"d'une suite ou d'une répétition. Prenez quatre mots sans rapport entre eux.")
	}
	return nil
}

// words are the pieces of an address and a name that somebody would try first.
func (a About) words() (list []string) {
	split := func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') }
	for _, text := range []string{a.Email, a.Name} {
		for _, word := range strings.FieldsFunc(plainLetters(text), split) {
			if len(word) >= 3 {
				list = append(list, word)
			}
		}
	}
	return list
}

// accents gives the letter under each accent of French, and of the names of its neighbours.
var accents = strings.NewReplacer("à", "a", "â", "a", "ä", "a", "á", "a", "ã", "a", "ç", "c", "é", "e", "è", "e", "ê", "e", "ë", "e",
	"î", "i", "ï", "i", "í", "i", "ô", "o", "ö", "o", "ó", "o", "õ", "o", "ù", "u", "û", "u", "ü", "u", "ú", "u", "ÿ", "y", "ñ", "n", "œ", "oe", "æ", "ae")

func plainLetters(s string) string { return accents.Replace(strings.ToLower(s)) }

// fromFigures reads the figures and signs that people put for letters.
func fromFigures(s string) string {
	return strings.NewReplacer("0", "o", "1", "i", "3", "e", "4", "a", "5", "s", "7", "t", "@", "a", "$", "s", "!", "i", "€", "e").Replace(s)
}

// surprises counts what is left of a text once its known pieces are taken out, read the way that leaves least: a known
// piece counts once however often it comes; a character that repeats the one before, or continues a sequence, does not count.
func surprises(text string, own []string) int {
	best := make([]int, len(text)+1) // best[i]: least surprises from i on, known pieces apart
	pieces := make([]int, len(text)) // length of the known piece taken at i, 0 for none
	for i := len(text) - 1; i >= 0; i-- {
		best[i] = best[i+1] + surprise(text, i)
		for _, n := range piecesAt(text[i:], own) {
			if best[i+n] <= best[i] {
				best[i], pieces[i] = best[i+n], n
			}
		}
	}
	total := best[0]
	var seen []string
	for i := 0; i < len(text); {
		if n := pieces[i]; n > 0 {
			if piece := text[i : i+n]; !slices.Contains(seen, piece) {
				seen = append(seen, piece)
				total++
			}
			i += n
			continue
		}
		i++
	}
	return total
}

// surprise is 1 for a byte that what comes before does not announce.
func surprise(text string, i int) int {
	c := text[i]
	if c >= 0x80 && !utf8.RuneStart(c) {
		return 0 // the rest of a character already counted
	}
	if i == 0 {
		return 1
	}
	p := text[i-1]
	switch {
	case c == p, i > 1 && p-text[i-2] == c-p && (c == p+1 || c == p-1):
		return 0
	case !isWordByte(c) && strings.IndexByte(text[:i], c) >= 0:
		return 0 // the same sign between each word
	case repeats(text, i):
		return 0
	}
	return 1
}

func isWordByte(c byte) bool { return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 0x80 }

// repeats tells whether the byte at i belongs to a run of four that stands earlier in the text.
func repeats(text string, i int) bool {
	const run = 4
	for start := max(0, i-run+1); start <= i; start++ {
		if start+run <= len(text) && strings.Contains(text[:start], text[start:start+run]) {
			return true
		}
	}
	return false
}

// piecesAt lists the lengths of the known pieces that a text begins with.
func piecesAt(text string, own []string) (lengths []int) {
	for _, list := range [][]string{own, commonWords()} {
		for _, word := range list {
			if strings.HasPrefix(text, word) {
				lengths = append(lengths, len(word))
			}
		}
	}
	for _, row := range keyboardRows {
		if n := walk(text, row); n >= 4 {
			lengths = append(lengths, n)
		}
	}
	if n := dateAt(text); n > 0 {
		lengths = append(lengths, n)
	}
	return lengths
}

// keyboardRows are what fingers follow, on French and other keyboards; walk reads them both ways.
var keyboardRows = []string{"azertyuiop", "qsdfghjklm", "wxcvbn", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertz", "yxcvbnm",
	"1234567890", "aqwzsxedcrfvtgbyhnujikolpm", "qazwsxedcrfvtgbyhnujmikolp", "1q2w3e4r5t6y7u8i9o0p", "1a2z3e4r5t6y7u8i9o0p", "abcdefghijklmnopqrstuvwxyz",
	"147258369", "159357", "741852963", "&é\"'(-è_çà", "&e\"'(-e_ca"}

// walk is how far a text follows a row, either way.
func walk(text, row string) int {
	longest := 0
	for _, way := range []string{row, reversed(row)} {
		if at := strings.IndexByte(way, text[0]); at >= 0 {
			n := 0
			for n < len(text) && at+n < len(way) && text[n] == way[at+n] {
				n++
			}
			longest = max(longest, n)
		}
	}
	return longest
}

func reversed(s string) string {
	b := []byte(s)
	slices.Reverse(b)
	return string(b)
}

// dateAt is the length of a date or a year that a text begins with: 8 or 6 figures of a day, a year since 1900, or the
// five figures of a postal code.
func dateAt(text string) int {
	n := 0
	for n < len(text) && text[n] >= '0' && text[n] <= '9' {
		n++
	}
	switch {
	case n >= 8 && (isDay(text[:4]) && isYear(text[4:8]) || isYear(text[:4]) && isDay(text[6:8]+text[4:6])):
		return 8
	case n >= 6 && isDay(text[:4]):
		return 6
	case n == 5 && text[:2] <= "97":
		return 5
	case n >= 4 && isYear(text[:4]):
		return 4
	}
	return 0
}

// isDay reads four figures as a day and a month, isYear as a year of somebody's life. Figures compare as text.
func isDay(text string) bool {
	return text[:2] >= "01" && text[:2] <= "31" && text[2:4] >= "01" && text[2:4] <= "12"
}

func isYear(text string) bool { return text >= "1900" && text < "2100" }
