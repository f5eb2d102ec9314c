package domain

import "strings"

// Traits is a set of schedule traits of an offer, or of those a person refuses.
type Traits uint8

// The traits, in the words of the files and of the API.
const (
	TraitDay Traits = 1 << iota
	TraitNight
	TraitWeekend
	TraitShifts
	TraitSplit
)

var traitNames = []struct {
	trait       Traits
	csv, api    string
	french, bad string
}{
	{TraitDay, "jour", "day", "de jour", "le jour"},
	{TraitNight, "nuit", "night", "de nuit", "la nuit"},
	{TraitWeekend, "week-end", "weekend", "le week-end", "le week-end"},
	{TraitShifts, "poste", "shifts", "en équipes (posté)", "en équipes"},
	{TraitSplit, "coupe", "split", "en horaires coupés", "en horaires coupés"},
}

// ParseTrait reads one trait in the files' French or the API's English.
func ParseTrait(s string) (Traits, error) {
	word := strings.ToLower(strings.TrimSpace(s))
	for _, n := range traitNames {
		if word == n.csv || word == n.api {
			return n.trait, nil
		}
	}
	return 0, Invalid("schedule", "Horaire « %s » inconnu : jour, nuit, week-end, poste ou coupe.", clip(s))
}

// CSV lists the traits as the files write them, API as the API does, French as people read them.
func (t Traits) CSV() (out []string) {
	for _, n := range traitNames {
		if t&n.trait != 0 {
			out = append(out, n.csv)
		}
	}
	return out
}

// API lists the traits in the API's words.
func (t Traits) API() []string {
	out := []string{}
	for _, n := range traitNames {
		if t&n.trait != 0 {
			out = append(out, n.api)
		}
	}
	return out
}

// French writes the traits for people: « de nuit, le week-end ».
func (t Traits) French() string {
	var out []string
	for _, n := range traitNames {
		if t&n.trait != 0 {
			out = append(out, n.french)
		}
	}
	return strings.Join(out, ", ")
}

// MarshalText writes jour|nuit.
func (t Traits) MarshalText() ([]byte, error) { return []byte(strings.Join(t.CSV(), "|")), nil }

// UnmarshalText reads jour|nuit.
func (t *Traits) UnmarshalText(b []byte) error {
	*t = 0
	for _, word := range strings.FieldsFunc(string(b), func(r rune) bool { return r == '|' }) {
		trait, err := ParseTrait(word)
		if err != nil {
			return err
		}
		*t |= trait
	}
	return nil
}

// Means is a set of means of travel.
type Means uint8

// The means, as in the files.
const (
	MeansCar Means = 1 << iota
	MeansMotorbike
	MeansBike
	MeansBus
	MeansCarpool

	// MeansMotor is a vehicle of one's own with a motor: the radius alone decides.
	MeansMotor = MeansCar | MeansMotorbike
)

var meansNames = []struct {
	means  Means
	code   string
	french string
}{
	{MeansCar, "voiture", "voiture"},
	{MeansMotorbike, "deux-roues", "deux-roues motorisé"},
	{MeansBike, "velo", "vélo"},
	{MeansBus, "bus", "bus"},
	{MeansCarpool, "covoiturage", "covoiturage"},
}

// ParseMeans reads one means of travel of the files.
func ParseMeans(s string) (Means, error) {
	word := strings.ToLower(strings.TrimSpace(s))
	if word == "vélo" {
		word = "velo"
	}
	for _, n := range meansNames {
		if word == n.code {
			return n.means, nil
		}
	}
	return 0, Invalid("means", "Moyen « %s » inconnu : voiture, deux-roues, velo, bus ou covoiturage.", clip(s))
}

// Codes lists the means as the files write them.
func (m Means) Codes() []string {
	out := []string{}
	for _, n := range meansNames {
		if m&n.means != 0 {
			out = append(out, n.code)
		}
	}
	return out
}

// French writes the means for people.
func (m Means) French() string {
	var out []string
	for _, n := range meansNames {
		if m&n.means != 0 {
			out = append(out, n.french)
		}
	}
	return strings.Join(out, ", ")
}

// MarshalText writes velo|bus.
func (m Means) MarshalText() ([]byte, error) { return []byte(strings.Join(m.Codes(), "|")), nil }

// UnmarshalText reads velo|bus.
func (m *Means) UnmarshalText(b []byte) error {
	*m = 0
	for _, word := range strings.FieldsFunc(string(b), func(r rune) bool { return r == '|' }) {
		one, err := ParseMeans(word)
		if err != nil {
			return err
		}
		*m |= one
	}
	return nil
}

// Tri is yes, no, or unknown (the zero value): unknown is not lacking.
type Tri uint8

// The three answers.
const (
	Unknown Tri = iota
	Yes
	No
)

// ParseTri reads oui, non, or nothing.
func ParseTri(s string) (Tri, error) {
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "":
		return Unknown, nil
	case "oui", "o", "yes", "true", "1", "vrai":
		return Yes, nil
	case "non", "n", "no", "false", "0", "faux":
		return No, nil
	}
	return Unknown, Invalid("", "« %s » : écrivez oui ou non, ou laissez vide.", clip(s))
}

func (t Tri) String() string { return [...]string{"", "oui", "non"}[t] }

// MarshalText writes oui, non or nothing.
func (t Tri) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// UnmarshalText reads what ParseTri reads.
func (t *Tri) UnmarshalText(b []byte) (err error) {
	*t, err = ParseTri(string(b))
	return err
}
