package templates

import (
	"net/url"
	"slices"
	"strings"

	"eedk.fr/candidatheque/domain"
)

// SearchPage is the referents' search of the candidathèque.
type SearchPage struct {
	Base
	Query   SearchForm
	Errors  domain.FieldErrors
	Results []PersonCard
	// Total answers the query, Possible is everybody that its filter on the pool lets in.
	Total    int
	Possible int
	NextHref string
	// Failure is said in place of the results when the index cannot answer.
	Failure string
	// Facets are the filters with their counts, Chips those in use, each with the address without it.
	Facets []FacetGroup
	Chips  []Chip
	// Mended are the words read as others; LiteralHref searches them as typed.
	Mended      []domain.Mended
	LiteralHref string
	Sorts       []Option
	// CardsHref, TableHref and MapHref show the same results the three ways; Map is filled for the last.
	CardsHref, TableHref, MapHref string
	Map                           *CommuneMap
	// Lists are those that people may be added to. Back is the query as an address writes it, to come back to it; Keepable
	// tells that it is worth keeping.
	Lists    []Option
	Back     string
	Keepable bool
	// Lighter are the searches with one word less that somebody answers, when nobody answers this one.
	Lighter []LighterSearch
	// Place is the commune looked around, in words; empty when there is none.
	Place string
}

// LighterSearch is a search without one of its words.
type LighterSearch struct {
	Word, Href string
	Total      int
}

// ByNameHref looks for the words as a name, which the candidathèque does not know by design.
func (p SearchPage) ByNameHref() string {
	return "/personnes?" + url.Values{"nom": {p.Query.Q}}.Encode()
}

// SearchForm holds the query as typed (GET). A name that may come several times is a list; outside=1 shows people
// outside the pool too, literal=1 takes the words as typed, valid=1 asks for certificates valid today.
type SearchForm struct {
	Q            string
	Near         string // postal code or commune
	Km           string
	AvailableBy  string
	ROMEs        []string
	Communes     []string // INSEE codes
	Licences     []string
	Certificates []string
	Availability []string
	Contracts    []string
	Slots        []string
	Domains      []string
	Pool         []string
	ValidOnly    bool
	Literal      bool
	Outside      bool
	Sort         string
	View         string // « table », « map », else cards
}

// Dense tells that the results stand in a table.
func (f SearchForm) Dense() bool { return f.View == "table" }

// Mapped tells that the communes stand on a map.
func (f SearchForm) Mapped() bool { return f.View == "map" }

// Values are the query as an address writes it, what is empty left out.
func (f SearchForm) Values() url.Values {
	v := url.Values{}
	for name, text := range map[string]string{"q": f.Q, "near": f.Near, "km": f.Km, "available_by": f.AvailableBy, "sort": f.Sort, "view": f.View} {
		if text != "" {
			v.Set(name, text)
		}
	}
	for name, list := range map[string][]string{"rome": f.ROMEs, "commune": f.Communes, "licence": f.Licences, "certificate": f.Certificates,
		"availability": f.Availability, "contract": f.Contracts, "slot": f.Slots, "domain": f.Domains, "pool": f.Pool} {
		if len(list) > 0 {
			v[name] = list
		}
	}
	for name, on := range map[string]bool{"valid": f.ValidOnly, "literal": f.Literal, "outside": f.Outside} {
		if on {
			v.Set(name, "1")
		}
	}
	return v
}

// Href is the address of the query.
func (f SearchForm) Href() string { return searchHref(f.Values()) }

// Without is the address of the query without one value of one of its names.
func (f SearchForm) Without(name, value string) string {
	v := f.Values()
	v[name] = slices.DeleteFunc(slices.Clone(v[name]), func(s string) bool { return s == value })
	if name == "near" {
		v.Del("km")
	}
	return searchHref(v)
}

// With is the address of the query with one more value of a name, or the only one of a name that has one.
func (f SearchForm) With(name, value string) string {
	v := f.Values()
	switch name {
	case "q", "near", "km", "available_by", "sort", "view", "literal":
		v.Set(name, value)
	default:
		v.Add(name, value)
	}
	return searchHref(v)
}

func searchHref(v url.Values) string {
	if text := v.Encode(); text != "" {
		return "/candidatheque?" + text
	}
	return "/candidatheque"
}

// FacetGroup is one filter with its counted values. More are those folded away; One tells that a single value is chosen.
type FacetGroup struct {
	Name    string
	Legend  string
	Choices []FacetChoice
	More    []FacetChoice
	One     bool
}

// FacetChoice is one value: how many people there would be with it.
type FacetChoice struct {
	ID, Name, Value, Label string
	Count                  int
	Checked                bool
	One                    bool
}

// shownChoices is how many values a filter shows before the rest is folded.
const shownChoices = 6

// NewFacetGroup sorts choices into those shown and those folded away; the chosen ones are always shown.
func NewFacetGroup(name, legend string, choices []FacetChoice) FacetGroup {
	g := FacetGroup{Name: name, Legend: legend}
	for _, c := range choices {
		c.Name, c.ID = name, name+"-"+strings.ReplaceAll(c.Value, " ", "_")
		if len(g.Choices) < shownChoices || c.Checked || len(choices) <= shownChoices+2 {
			g.Choices = append(g.Choices, c)
		} else {
			g.More = append(g.More, c)
		}
	}
	return g
}

// Only makes the group a choice of one value.
func (g FacetGroup) Only() FacetGroup {
	g.One = true
	g.Choices, g.More = slices.Clone(g.Choices), slices.Clone(g.More)
	for _, list := range [][]FacetChoice{g.Choices, g.More} {
		for i := range list {
			list[i].One = true
		}
	}
	return g
}

// Chip is a filter in use, in words, and the address without it.
type Chip struct {
	Label, Href string
}

// Title of the page.
func (SearchPage) Title() string { return "Chercher dans la candidathèque" }

func (SearchPage) file() string { return "search" }
