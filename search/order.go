package search

import (
	"cmp"
	"encoding/base64"
	"encoding/json"
	"math"
	"slices"
	"strings"

	"eedk.fr/candidatheque/domain"
)

// rank is the place of somebody in a list: the smallest key first, then the latest updated, then the smallest id. It
// depends on nobody else, so that who is not changed keeps their place whatever is written meanwhile.
type rank struct {
	key     int64
	updated int64
	id      string
	row     int32
}

func (a rank) compare(b rank) int {
	return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(b.updated, a.updated), strings.Compare(a.id, b.id))
}

// first keeps the first ranks of many, and counts the others.
type first struct {
	limit int
	kept  []rank
	more  bool
}

func (f *first) add(r rank) {
	if len(f.kept) == f.limit {
		f.more = true
		if f.kept[f.limit-1].compare(r) < 0 {
			return
		}
		f.kept = f.kept[:f.limit-1]
	}
	at, _ := slices.BinarySearchFunc(f.kept, r, rank.compare)
	f.kept = slices.Insert(f.kept, at, r)
}

// key is what an order compares first.
func key(sort domain.PeopleSort, f *filter, r *row, points int32) int64 {
	switch sort {
	case domain.SortRelevance:
		return -int64(points)
	case domain.SortAvailability:
		if !r.available.Known() {
			return math.MaxInt64
		}
		return int64(max(r.available, f.on)) // who waits since last year is as free as who is today
	case domain.SortDistance:
		if r.place < 0 {
			return math.MaxInt64
		}
		return int64(f.near.km[r.place] * 1000) // metres
	}
	return 0 // by last update
}

// sortOf is the order really used, and refuses the one that lacks what it compares.
func sortOf(q domain.PeopleQuery, words int) (domain.PeopleSort, error) {
	switch {
	case q.Sort == domain.SortDistance && !q.Near.Known():
		return "", domain.Invalid("sort", "Indiquez autour de quelle commune chercher pour trier par distance.")
	case q.Sort == domain.SortDefault && words > 0:
		return domain.SortRelevance, nil
	case q.Sort == domain.SortDefault, q.Sort == domain.SortRelevance && words == 0:
		return domain.SortUpdated, nil
	case q.Sort.French() == "":
		return "", domain.Invalid("sort", "Cet ordre n'existe pas.")
	}
	return q.Sort, nil
}

// bookmark is what a cursor holds: the last one shown, the day and the order, and for words what each was worth, so that
// the next page reads the query as this one did.
type bookmark struct {
	Sort    domain.PeopleSort `json:"s"`
	Key     int64             `json:"k"`
	Updated int64             `json:"u"`
	ID      string            `json:"i"`
	On      domain.Date       `json:"d,omitzero"`
	Words   []worth           `json:"w,omitempty"`
}

// worth is what a word counted for: its weight, and whether it was read as mistyped.
type worth struct {
	Weight int  `json:"w"`
	Fuzzy  bool `json:"f,omitempty"`
}

func (b bookmark) cursor() string {
	text, _ := json.Marshal(b) // numbers and texts always marshal
	return base64.RawURLEncoding.EncodeToString(text)
}

// longestCursor is above what sixteen words need.
const longestCursor = 4000

// openCursor reads a cursor given for the same order and as many words.
func openCursor(text string, sort domain.PeopleSort, words int) (b bookmark, err error) {
	refused := domain.Invalid("cursor", "Cette page de résultats n'existe pas. Relancez la recherche.")
	if len(text) > longestCursor {
		return b, refused
	}
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || json.Unmarshal(raw, &b) != nil || b.ID == "" || b.Sort != sort || len(b.Words) != words {
		return b, refused
	}
	for _, w := range b.Words {
		if w.Weight < 0 || w.Weight > 64 {
			return b, refused
		}
	}
	return b, nil
}

func (b bookmark) rank() rank { return rank{key: b.Key, updated: b.Updated, id: b.ID} }
