package templates

import (
	"time"

	"eedk.fr/candidatheque/domain"
)

// ListsPage is the referent's lists of people and kept searches.
type ListsPage struct {
	Base
	Items []ListLine
	Form  ListForm
	// Errors are those of the form that makes a list.
	Errors domain.FieldErrors
}

// ListLine is one list: Href opens it, Count is how many people it holds, or how many its search finds now.
type ListLine struct {
	ID, Name, Href string
	Search         bool
	Count          int
	Shared         bool
	// Owner is the colleague it belongs to; empty for the viewer's own.
	Owner   string
	Updated time.Time
}

// Kind and Readers say what the line is and who reads it.
func (l ListLine) Kind() string {
	if l.Search {
		return "une recherche"
	}
	return "une liste de personnes"
}

// Readers says who reads the list.
func (l ListLine) Readers() string {
	switch {
	case l.Owner != "":
		return "partagée par " + l.Owner
	case l.Shared:
		return "tous les référents"
	}
	return "vous"
}

// ListForm is what was typed to make or rename a list.
type ListForm struct {
	Name string
}

// ListPage is one list: its people, or its search.
type ListPage struct {
	Base
	ID     string
	Name   string
	Shared bool
	// Owner is the colleague it belongs to; empty for the viewer's own, which alone are Mine to rename, share, delete.
	Owner  string
	Mine   bool
	People []PersonCard
	// SearchHref and Chips say what the search asks; empty for a list of people.
	SearchHref string
	Chips      []Chip
	Form       ListForm
	Errors     domain.FieldErrors
	History    []HistoryLine
}

// Title of the page.
func (ListsPage) Title() string { return "Vos listes" }

// Title of the page.
func (p ListPage) Title() string { return p.Name }

func (ListsPage) file() string { return "lists" }
func (ListPage) file() string  { return "list" }
