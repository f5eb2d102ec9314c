package matching

// A feature is anything that several people may share and that an offer may ask about: an occupation sought, a skill, a
// word of a presentation, a commune accepted… Each has a number, and the list of rows that have it.
type feature = uint32

// kind keeps features of different sorts apart: it is the first byte of their key.
type kind byte

const (
	kindSought    kind = 'o' // occupation sought or practised long enough: a link that no date ends
	kindDated     kind = 'd' // occupation trained for or tried in a PMSMP: a link while it is recent
	kindDomain    kind = 'm' // professional domain of anything sought or done, ever so little
	kindRefused   kind = 'r'
	kindSkill     kind = 'k'
	kindWord      kind = 'w'
	kindInterest  kind = 'i' // confirmed interest in an occupation
	kindHost      kind = 's' // confirmed interest in an establishment
	kindCommune   kind = 'c' // commune accepted whatever the distance
	kindAsked     kind = 'a' // offer the person was already asked for
	kindCommitted kind = 'b' // holds work or a placement
	kindHeld      kind = 'h' // certificate held, valid or not
)

// posted is a list of rows, ascending, without doubles.
type posted []uint32

func (p posted) find(row uint32) int {
	lo, hi := 0, len(p)
	for lo < hi {
		mid := int(uint(lo+hi) / 2)
		if p[mid] < row {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

func (p posted) with(row uint32) posted {
	i := len(p)
	if i > 0 && p[i-1] >= row {
		i = p.find(row)
		if p[i] == row {
			return p
		}
	}
	p = append(p, 0)
	copy(p[i+1:], p[i:])
	p[i] = row
	return p
}

func (p posted) without(row uint32) posted {
	i := p.find(row)
	if i == len(p) || p[i] != row {
		return p
	}
	return append(p[:i], p[i+1:]...)
}

// vocabulary numbers features and keeps their rows.
type vocabulary struct {
	number map[string]feature
	rows   []posted
	// weight is the idf of a word; 0 for the other kinds.
	weight []float32
}

func newVocabulary() vocabulary {
	return vocabulary{number: map[string]feature{}}
}

// of gives the feature a number, a new one if need be.
func (v *vocabulary) of(k kind, name string) feature {
	key := string(rune(k)) + name
	f, ok := v.number[key]
	if !ok {
		f = feature(len(v.rows))
		v.number[key] = f
		v.rows = append(v.rows, nil)
		v.weight = append(v.weight, 0)
	}
	return f
}

// known finds a feature that somebody has, or once had.
func (v *vocabulary) known(k kind, name string) (feature, bool) {
	f, ok := v.number[string(rune(k))+name]
	return f, ok
}

// having lists the rows that have the feature.
func (v *vocabulary) having(k kind, name string) posted {
	if f, ok := v.known(k, name); ok {
		return v.rows[f]
	}
	return nil
}
