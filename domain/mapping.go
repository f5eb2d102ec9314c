package domain

import (
	"strings"
)

// FileMapping says how a file of people that is not in the house's own format is read: which of its headings is which
// of our columns, what stands for the whole file, and what is left aside. Headings are compared without case, accents,
// spaces and line breaks. Some are shipped with the program; a referent makes the others once and keeps them.
type FileMapping struct {
	Record
	// Name is how commands and programs call it: small letters, digits and hyphens. Label names it for people.
	Name  string `json:"name"`
	Label string `json:"label"`
	// Needs are the headings without which a file is of another kind.
	Needs   []string        `json:"needs,omitempty"`
	Key     MappingKey      `json:"key"`
	Columns []MappedColumn  `json:"columns"`
	Dropped []DroppedColumn `json:"dropped,omitempty"`
	Fixed   FixedValues     `json:"fixed,omitzero"`
	// Repeats tells a file of acts, where a person has several rows: the first one is read.
	Repeats bool `json:"repeats,omitempty"`
	// By is who made it; empty for those shipped.
	By string `json:"by,omitempty"`
}

// MappingKey makes the key of a person out of the cells under From. Prefix keeps the numbers of two sources apart.
// Sealed replaces the cells by a digest with the house's own salt: they say who the person is, and a key stands in
// addresses.
type MappingKey struct {
	From   []string `json:"from"`
	Prefix string   `json:"prefix,omitempty"`
	Sealed bool     `json:"sealed,omitempty"`
}

// MappedColumn reads the cells under From, joined by a space, as our column To. « criteres:RSA » as To is the value RSA
// where the cell says yes. Optional leaves a value that cannot be read and keeps the person.
type MappedColumn struct {
	From     []string      `json:"from"`
	To       string        `json:"to"`
	Values   []MappedValue `json:"values,omitempty"`
	Optional bool          `json:"optional,omitempty"`
}

// MappedValue is one line of a table of values: their words, ours; ours empty is nothing.
type MappedValue struct {
	Theirs string `json:"theirs"`
	Ours   string `json:"ours"`
}

// DroppedColumn is left aside on purpose, for a reason in French.
type DroppedColumn struct {
	From string `json:"from"`
	Why  string `json:"why"`
}

// FixedValues stand for every row of a file that does not say them: for somebody new, and where their file is empty.
type FixedValues struct {
	Programme Programme  `json:"programme,omitempty"`
	Domain    PoolDomain `json:"domain,omitempty"`
	EnteredOn Date       `json:"entered_on,omitzero"`
	Adviser   string     `json:"adviser,omitempty"`
}

// Aside is a column of a file that was not read, and why.
type Aside struct {
	Heading string `json:"heading"`
	Reason  string `json:"reason"`
}

// MappingName makes the name of a mapping from its label: « Extrait ML 2026 » is extrait-ml-2026. It is empty when the
// label has neither letter nor digit.
func MappingName(label string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(label) {
		switch plain := plainVowels.Replace(string(r)); {
		case plain >= "a" && plain <= "z" || plain >= "0" && plain <= "9":
			b.WriteString(plain)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	name := strings.TrimRight(b.String(), "-")
	return strings.TrimRight(name[:min(len(name), longestMappingName)], "-")
}

const longestMappingName = 60

var plainVowels = strings.NewReplacer("à", "a", "â", "a", "ä", "a", "é", "e", "è", "e", "ê", "e", "ë", "e", "î", "i", "ï", "i",
	"ô", "o", "ö", "o", "ù", "u", "û", "u", "ü", "u", "ç", "c")

// CanUseMappings tells whether the actor may read and keep mappings: who may import.
func CanUseMappings(a Actor) bool { return a.Roles.Has(RoleReferent | RoleSystem) }
