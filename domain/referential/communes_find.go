package referential

import (
	"fmt"
	"slices"
	"strings"

	"eedk.fr/candidatheque/domain"
)

// Find gives the commune meant by a postal code, a name, or both. Accents, capitals, hyphens, « St », arrondissements
// and CEDEX do not matter; old communes and neighbourhoods are known under the commune of today, with their own code.
//
// It refuses with Field "commune" or "code_postal": nothing given, unknown code or name (with the nearest spelling),
// several communes possible (all named), code and name that do not go together.
func (c *Communes) Find(postalCode, name string) (domain.Commune, error) {
	code, key := strings.ReplaceAll(strings.TrimSpace(postalCode), " ", ""), placeKey(name)
	if len(code) == 4 && strings.Trim(code, "0123456789") == "" {
		code = "0" + code // a spreadsheet ate the zero of 02100
	}
	switch {
	case code == "" && key == "":
		return domain.Commune{}, domain.Invalid("commune", "Indiquez la commune, ou son code postal.")
	case code != "" && !isPostalCode(code):
		return domain.Commune{}, domain.Invalid("code_postal", "« %s » n'est pas un code postal : il a cinq chiffres.", clip(postalCode))
	case key == "":
		return c.findByCode(code)
	case code == "":
		return c.findByName(name, key)
	}
	return c.findByBoth(code, name, key)
}

func isPostalCode(s string) bool { return len(s) == 5 && strings.Trim(s, "0123456789") == "" }

func (c *Communes) findByCode(code string) (domain.Commune, error) {
	towns := c.byPostal[code]
	switch len(towns) {
	case 0:
		return domain.Commune{}, domain.Invalid("code_postal", "Le code postal %s n'est pas dans la table des communes. Vérifiez-le, ou indiquez la commune.", code)
	case 1:
		commune := c.towns[towns[0]].commune(code)
		commune.PostalCode = code
		return commune, nil
	}
	return domain.Commune{}, domain.Invalid("commune", "Le code postal %s sert plusieurs communes : %s. Précisez laquelle.", code, c.listNames(towns))
}

func (c *Communes) findByName(name, key string) (domain.Commune, error) {
	towns := c.byName[key]
	if own := c.bearing(towns, key); len(towns) > 1 && len(own) == 1 {
		towns = own // a commune of that name wins over a neighbourhood elsewhere
	}
	switch len(towns) {
	case 0:
		return domain.Commune{}, c.unknownName(name, key, nil)
	case 1:
		return c.named(towns[0], key, ""), nil
	}
	return domain.Commune{}, domain.Invalid("commune", "Plusieurs communes s'appellent « %s » : %s. Ajoutez le code postal.", clip(name), c.listCodes(towns))
}

// bearing keeps the towns whose own name it is.
func (c *Communes) bearing(towns []int32, key string) []int32 {
	var own []int32
	for _, t := range towns {
		if placeKey(c.towns[t].Name) == key {
			own = append(own, t)
		}
	}
	return own
}

func (c *Communes) findByBoth(code, name, key string) (domain.Commune, error) {
	served, called := c.byPostal[code], c.byName[key]
	var both []int32
	for _, t := range called {
		if slices.Contains(served, t) {
			both = append(both, t)
		}
	}
	if own := c.bearing(both, key); len(both) > 1 && len(own) == 1 {
		both = own
	}
	switch {
	case len(both) == 1:
		return c.named(both[0], key, code), nil
	case len(both) > 1:
		return domain.Commune{}, domain.Invalid("commune", "Plusieurs communes s'appellent « %s » au code postal %s : %s.", clip(name), code, c.listNames(both))
	case len(served) == 0:
		return c.findBesideUnknownCode(code, name, key)
	case len(called) == 0:
		return domain.Commune{}, c.unknownName(name, key, served)
	}
	return domain.Commune{}, domain.Invalid("commune", "Le code postal %s est celui de %s, pas de %s (%s). Corrigez l'un des deux.",
		code, c.listNames(served), c.listNames(called), c.listCodes(called))
}

// findBesideUnknownCode trusts the name when the code is not in the table but in the same department: CEDEX codes are
// not in any table of communes.
func (c *Communes) findBesideUnknownCode(code, name, key string) (domain.Commune, error) {
	var near []int32
	for _, t := range c.byName[key] {
		if strings.HasPrefix(c.towns[t].INSEE, code[:2]) || code[:2] == "20" && strings.HasPrefix(c.towns[t].INSEE, "2") {
			near = append(near, t)
		}
	}
	if own := c.bearing(near, key); len(near) > 1 && len(own) > 0 {
		near = own
	}
	switch {
	case len(near) == 1:
		return c.named(near[0], key, ""), nil
	case len(near) > 1:
		return domain.Commune{}, domain.Invalid("commune", "Plusieurs communes s'appellent « %s » : %s. Vérifiez le code postal.", clip(name), c.listCodes(near))
	case len(c.byName[key]) > 0:
		return domain.Commune{}, domain.Invalid("code_postal", "Le code postal %s n'est pas celui de %s (%s).", code, c.listNames(c.byName[key]), c.listCodes(c.byName[key]))
	}
	return domain.Commune{}, c.unknownName(name, key, nil)
}

// named writes a town found under that name: the postal code given when it is its own, else the neighbourhood's.
func (c *Communes) named(town int32, key, code string) domain.Commune {
	t := c.towns[town]
	if code == "" {
		code = c.postalOf[key+t.INSEE]
	}
	commune := t.commune(code)
	if own := c.postalOf[key+t.INSEE]; own != "" && own == code {
		commune.PostalCode = own
	}
	return commune
}

// unknownName refuses a name with the nearest spelling, among the towns of the postal code when one was given.
func (c *Communes) unknownName(name, key string, among []int32) error {
	if near := c.nearest(key, among); near != "" {
		return domain.Invalid("commune", "Commune « %s » inconnue. Vouliez-vous dire « %s » ?", clip(name), near)
	}
	if len(among) > 0 {
		return domain.Invalid("commune", "Commune « %s » inconnue à ce code postal, qui est celui de %s.", clip(name), c.listNames(among))
	}
	return domain.Invalid("commune", "Commune « %s » inconnue. Vérifiez le nom, ou indiquez le code postal.", clip(name))
}

// nearest finds the spelling at most a third of the letters away; equal distances go to the most populated commune.
func (c *Communes) nearest(key string, among []int32) string {
	best, limit, people := "", min(4, max(1, len(key)/3)), -1
	for _, name := range c.spelt {
		if among != nil && !slices.Contains(among, name.town) {
			continue
		}
		d, population := distance(key, name.key, limit), c.towns[name.town].Population
		if d < limit || d == limit && population > people {
			best, limit, people = name.shown, d, population
		}
	}
	return best
}

const listed = 8

// listNames writes the names of towns, most populated first, the first eight.
func (c *Communes) listNames(towns []int32) string {
	return c.list(towns, func(t Town) string { return t.Name })
}

// listCodes writes what tells homonyms apart.
func (c *Communes) listCodes(towns []int32) string {
	return c.list(towns, func(t Town) string {
		if len(t.PostalCodes) == 0 {
			return t.INSEE
		}
		return t.PostalCodes[0] + " " + t.Name
	})
}

func (c *Communes) list(towns []int32, write func(Town) string) string {
	sorted := slices.Clone(towns)
	slices.SortStableFunc(sorted, func(a, b int32) int { return c.towns[b].Population - c.towns[a].Population })
	var parts []string
	for i, t := range sorted {
		if i == listed {
			parts = append(parts, fmt.Sprintf("et %d autres", len(sorted)-listed))
			break
		}
		parts = append(parts, write(c.towns[t]))
	}
	return strings.Join(parts, ", ")
}

// clip keeps a quoted input short in a message.
func clip(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}
