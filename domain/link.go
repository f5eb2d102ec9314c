package domain

// Link says how close an occupation is to another, from none to the same (matching.md §3).
type Link uint8

// The links, weakest first.
const (
	LinkNone Link = iota
	// LinkDomain: same professional domain, the first three characters.
	LinkDomain
	// LinkEvolution: a ranked ROME 4 link, or the same ROME 3 parent, or a typed link, alone.
	LinkEvolution
	// LinkClose: a ranked ROME 4 link and the same ROME 3 parent or a typed « proche » link.
	LinkClose
	LinkSame
)

// Linked is an occupation and how close it is to another one.
type Linked struct {
	ROME ROME
	Link Link
}

// Suggestion is an occupation proposed for a title: the appellation that matched, and a score from 0 to 1.
type Suggestion struct {
	ROME        ROME    `json:"rome"`
	Label       string  `json:"label"`
	Appellation string  `json:"appellation"`
	Score       float64 `json:"score"`
}
