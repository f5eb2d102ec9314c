package referential

import (
	"slices"
	"strings"

	"eedk.fr/candidatheque/domain"
)

// Town is one commune of today with every postal code that serves it. Its centre (degrees, WGS 84) stands for the whole.
type Town struct {
	INSEE       string
	Name        string
	PostalCodes []string // the first is the one written when none is given
	Lat         float64
	Lon         float64
	Population  int // inhabitants, 0 when not known
}

// placeName is a name people write for a commune, or a part of one: its own, an old commune's, a neighbourhood's.
type placeName struct {
	INSEE      string
	Name       string
	PostalCode string // empty when any of the commune's
}

// Communes finds a commune from what people write. It never changes once built.
type Communes struct {
	version  string
	towns    []Town      // by INSEE code
	names    []placeName // other names than the towns' own
	byName   map[string][]int32
	byPostal map[string][]int32
	postalOf map[string]string // folded other name + INSEE → its own postal code
	spelt    []spelling        // every name once, to suggest from
}

// spelling is a name as folded and as shown.
type spelling struct {
	key, shown string
	town       int32
}

// newCommunes sorts and indexes; other names of unknown communes are dropped.
func newCommunes(version string, towns []Town, names []placeName) *Communes {
	c := &Communes{version: version, towns: towns}
	slices.SortStableFunc(c.towns, func(a, b Town) int { return strings.Compare(a.INSEE, b.INSEE) })
	c.byName = make(map[string][]int32, len(towns)+len(names))
	c.byPostal = make(map[string][]int32, len(towns))
	c.postalOf = make(map[string]string, len(names))
	for i, t := range c.towns {
		c.addName(placeKey(t.Name), t.Name, int32(i))
		for _, code := range t.PostalCodes {
			c.byPostal[code] = appendNew(c.byPostal[code], int32(i))
		}
	}
	for _, n := range names {
		i, ok := c.at(n.INSEE)
		if !ok {
			continue
		}
		key := placeKey(n.Name)
		if own := placeKey(c.towns[i].Name); key == "" || key == own {
			continue
		}
		c.names = append(c.names, n)
		shown := n.Name
		if n.PostalCode == "" {
			shown = c.towns[i].Name // a nickname is understood, never suggested
		}
		c.addName(key, shown, int32(i))
		if n.PostalCode != "" {
			c.byPostal[n.PostalCode] = appendNew(c.byPostal[n.PostalCode], int32(i))
			c.postalOf[key+n.INSEE] = n.PostalCode
		}
	}
	return c
}

func (c *Communes) addName(key, shown string, town int32) {
	c.byName[key] = appendNew(c.byName[key], town)
	c.spelt = append(c.spelt, spelling{key, shown, town})
}

func appendNew(list []int32, i int32) []int32 {
	if slices.Contains(list, i) {
		return list
	}
	return append(list, i)
}

func (c *Communes) at(insee string) (int, bool) {
	return slices.BinarySearchFunc(c.towns, insee, func(t Town, code string) int { return strings.Compare(t.INSEE, code) })
}

// Version names where the table comes from: « intégré » or « importé ».
func (c *Communes) Version() string { return c.version }

// All lists the communes by INSEE code. The slice must not be changed.
func (c *Communes) All() []Town { return c.towns }

// ByINSEE gives a commune under its main postal code.
func (c *Communes) ByINSEE(code string) (domain.Commune, bool) {
	i, ok := c.at(code)
	if !ok {
		return domain.Commune{}, false
	}
	return c.towns[i].commune(""), true
}

// commune writes the town under the postal code given when it is one of its own, else under its first.
func (t Town) commune(postalCode string) domain.Commune {
	if !slices.Contains(t.PostalCodes, postalCode) {
		postalCode = ""
		if len(t.PostalCodes) > 0 {
			postalCode = t.PostalCodes[0]
		}
	}
	return domain.Commune{INSEE: t.INSEE, Name: t.Name, PostalCode: postalCode, Lat: t.Lat, Lon: t.Lon}
}

var slashedSur = strings.NewReplacer("s/", "sur ", "S/", "sur ")

// placeKey folds a place name and undoes what people and the post put in it: « St », « s/Mer », « CEDEX 2 »,
// « 3e arrondissement », a name in brackets.
func placeKey(name string) string {
	if before, _, found := strings.Cut(name, "("); found && strings.TrimSpace(before) != "" {
		name = before
	}
	words := strings.Fields(fold(slashedSur.Replace(name)))
	kept := words[:0]
	for _, w := range words {
		switch {
		case w == "st":
			w = "saint"
		case w == "ste":
			w = "sainte"
		case w == "cedex" || w == "arrondissement" || w == "arr" || w[0] >= '0' && w[0] <= '9':
			continue
		}
		kept = append(kept, w)
	}
	return strings.Join(kept, " ")
}
