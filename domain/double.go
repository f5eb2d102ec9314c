package domain

import (
	"slices"
	"strings"
)

// IdentityKey is something by which two files may be of one person: « email:… », « phone:… », « born:… ».
type IdentityKey string

// IdentityKeys lists what a file may share with another of the same person.
func (c Candidate) IdentityKeys() (keys []IdentityKey) {
	if c.Email != "" {
		keys = append(keys, IdentityKey("email:"+strings.ToLower(c.Email)))
	}
	if figures := phoneFigures(c.Phone); figures != "" {
		keys = append(keys, IdentityKey("phone:"+figures))
	}
	if c.BirthDate.Known() {
		keys = append(keys, IdentityKey("born:"+c.BirthDate.String()))
	}
	return keys
}

// phoneFigures are the nine figures of a French number, however it is written; nothing for what is too short to be one.
func phoneFigures(phone string) string {
	figures := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, phone)
	if len(figures) < 9 {
		return ""
	}
	return figures[len(figures)-9:]
}

// Identity is who a file is about, as two files are compared: Name is folded, words parted by one space.
type Identity struct {
	Name  string
	Keys  []IdentityKey
	Birth Date
}

// Likeness is a reason why two files may be of one person.
type Likeness string

// The likenesses, the strongest first.
const (
	LikeName  Likeness = "name"  // same name, same birth date
	LikeNear  Likeness = "near"  // near names, same birth date
	LikeEmail Likeness = "email" // same address
	LikePhone Likeness = "phone" // same number
)

var likenesses = []struct {
	like   Likeness
	french string
}{
	{LikeName, "même nom et même date de naissance"}, {LikeNear, "noms proches et même date de naissance"},
	{LikeEmail, "même e-mail"}, {LikePhone, "même téléphone"},
}

// French words the likeness.
func (l Likeness) French() string {
	for _, k := range likenesses {
		if k.like == l {
			return k.french
		}
	}
	return string(l)
}

// Rank orders the likenesses, 0 for the strongest.
func (l Likeness) Rank() int {
	for i, k := range likenesses {
		if k.like == l {
			return i
		}
	}
	return len(likenesses)
}

// Like lists why two files may be of one person; none: nothing says so. It never decides: only people merge files.
func (a Identity) Like(b Identity) (why []Likeness) {
	if a.Birth.Known() && a.Birth == b.Birth && a.Name != "" && b.Name != "" {
		switch {
		case sameWords(a.Name, b.Name):
			why = append(why, LikeName)
		case nearNames(a.Name, b.Name):
			why = append(why, LikeNear)
		}
	}
	for _, key := range a.Keys {
		if !slices.Contains(b.Keys, key) {
			continue
		}
		switch kind, _, _ := strings.Cut(string(key), ":"); kind {
		case "email":
			why = append(why, LikeEmail)
		case "phone":
			why = append(why, LikePhone)
		}
	}
	return why
}

// sameWords compares names whatever the order of their words: files mix up first and last names.
func sameWords(a, b string) bool {
	return slices.Equal(sortedWords(a), sortedWords(b))
}

func sortedWords(s string) []string {
	words := strings.Fields(s)
	slices.Sort(words)
	return words
}

// nearNames tells whether two names differ by a slip of the pen (one letter, two in a name of 8 letters or more), or by a
// name borne beside, as married people's.
func nearNames(a, b string) bool {
	short, long := sortedWords(a), sortedWords(b)
	if len(short) > len(long) {
		short, long = long, short
	}
	if len(short) >= 2 && !slices.ContainsFunc(short, func(w string) bool { return !slices.Contains(long, w) }) {
		return true
	}
	limit := 1
	if min(len(a), len(b)) >= 8 {
		limit = 2
	}
	return letters(strings.Join(short, " "), strings.Join(long, " "), limit) || letters(a, b, limit)
}

// letters tells whether at most limit letters added, dropped or changed turn a into b.
func letters(a, b string, limit int) bool {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return false
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		corner := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := corner
			if a[i] != b[j] {
				change++
			}
			corner = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)] <= limit
}
