package domain

// Link grades the move from the occupation a person knows or seeks to the occupation offered: a greater one is nearer.
type Link uint8

// The links, weakest first (matching.md §3).
const (
	LinkNone Link = iota
	// LinkDomain: same professional domain, the first three characters.
	LinkDomain
	// LinkEvolution: a ranked ROME 4 link, or the same ROME 3 parent, alone.
	LinkEvolution
	// LinkClose: a ranked ROME 4 link, and the same ROME 3 parent or a move typed « proche » between the parents.
	LinkClose
	LinkSame
)

var linkNames = [...]string{"aucun lien", "même domaine professionnel", "évolution", "proche", "même métier"}

func (l Link) String() string { return linkNames[min(int(l), len(linkNames)-1)] }

// Linked is an occupation at the end of a link.
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
