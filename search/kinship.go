package search

import "math"

// kinship knows words that keep the same company: « livreur » and « chauffeur » stand among the same skills. Words and
// occupations are points of one space, made from the names and skills alone (latent semantic analysis: the strongest
// directions of the table occupation × word, by power iteration).
type kinship struct {
	words       []float32 // by word, kinDirections each, weighted by rarity
	occupations []float32 // by occupation, kinDirections each, of length 1
}

const (
	kinDirections = 96
	kinRounds     = 4
	// nameTimes is what a word of a name counts for beside a word of a skill.
	nameTimes = 2
	// kinFlatness tempers the strongest directions: 0 keeps their full strength, 1 makes all equal.
	kinFlatness = 0.75
)

// kinCell is a word in the row of an occupation.
type kinCell struct {
	word  int32
	value float32
}

func newKinship(o *occupations) *kinship {
	rows, rarity := kinRows(o)
	k := &kinship{words: make([]float32, len(rarity)*kinDirections), occupations: make([]float32, len(rows)*kinDirections)}
	seed := uint64(42) // any start finds the same directions; a fixed one finds them to the bit
	for i := range k.words {
		seed = seed*6364136223846793005 + 1442695040888963407
		k.words[i] = float32(int32(seed>>33))/(1<<30) - 1
	}
	for range kinRounds {
		k.project(rows)
		straighten(k.occupations, len(rows))
		clear(k.words)
		for i, row := range rows {
			from := k.occupations[i*kinDirections:][:kinDirections]
			for _, c := range row {
				to := k.words[int(c.word)*kinDirections:][:kinDirections]
				for d, v := range from {
					to[d] += c.value * v
				}
			}
		}
	}
	k.temper()
	k.project(rows)
	for i := range rows {
		toUnit(k.occupations[i*kinDirections:][:kinDirections])
	}
	for w, r := range rarity {
		for d := range kinDirections {
			k.words[w*kinDirections+d] *= r
		}
	}
	return k
}

// kinRows gives each occupation its words, weighted by rarity and brought to length 1.
func kinRows(o *occupations) (rows [][]kinCell, rarity []float32) {
	rows = make([][]kinCell, len(o.codes))
	rarity = make([]float32, len(o.lexicon))
	var merged []use
	for w := range rarity {
		merged = merged[:0]
		for n, t := range [...]*wordTable{&o.uses, &o.skills} {
			if !t.has(int32(w)) {
				continue
			}
			for _, u := range t.uses[w] {
				v := float32(math.Log1p(float64(u.times)))
				if n == 0 {
					v *= nameTimes
				}
				merged = addUse(merged, u.occupation, v)
			}
		}
		if len(merged) == 0 {
			continue
		}
		rarity[w] = float32(math.Log(float64(len(rows)) / float64(len(merged))))
		for _, u := range merged {
			rows[u.occupation] = append(rows[u.occupation], kinCell{int32(w), u.times * rarity[w]})
		}
	}
	for _, row := range rows {
		var sum float32
		for _, c := range row {
			sum += c.value * c.value
		}
		if sum == 0 {
			continue
		}
		for i := range row {
			row[i].value /= sqrt(sum)
		}
	}
	return rows, rarity
}

// project makes the points of the occupations from those of their words.
func (k *kinship) project(rows [][]kinCell) {
	clear(k.occupations)
	for i, row := range rows {
		to := k.occupations[i*kinDirections:][:kinDirections]
		for _, c := range row {
			from := k.words[int(c.word)*kinDirections:][:kinDirections]
			for d, v := range from {
				to[d] += c.value * v
			}
		}
	}
}

// temper evens the strength of the directions of the words, as far as kinFlatness says.
func (k *kinship) temper() {
	var strength [kinDirections]float64
	for i, v := range k.words {
		strength[i%kinDirections] += float64(v) * float64(v)
	}
	for d, s := range strength {
		strength[d] = math.Pow(max(s, 1e-12), -kinFlatness)
	}
	for i := range k.words {
		k.words[i] *= float32(strength[i%kinDirections])
	}
}

// straighten makes the directions of so many points orthogonal and of length 1 (Gram-Schmidt).
func straighten(points []float32, n int) {
	var dots [kinDirections]float32
	for d := range kinDirections {
		clear(dots[:])
		for i := range n {
			row := points[i*kinDirections:][:kinDirections]
			for e := range d {
				dots[e] += row[e] * row[d]
			}
		}
		var sum float32
		for i := range n {
			row := points[i*kinDirections:][:kinDirections]
			for e := range d {
				row[d] -= dots[e] * row[e]
			}
			sum += row[d] * row[d]
		}
		length := max(sqrt(sum), 1e-12)
		for i := range n {
			points[i*kinDirections+d] /= length
		}
	}
}

func toUnit(v []float32) {
	var sum float32
	for _, x := range v {
		sum += x * x
	}
	if sum == 0 {
		return
	}
	length := sqrt(sum)
	for i := range v {
		v[i] /= length
	}
}

// compare sets in scores the kinship of a title with each occupation, from 0 to 1; all 0 when no word is known.
func (k *kinship) compare(words []readWord, scores []float32) {
	var point [kinDirections]float32
	for _, w := range words {
		if w.id < 0 {
			continue
		}
		for d, v := range k.words[int(w.id)*kinDirections:][:kinDirections] {
			point[d] += v * w.weight
		}
	}
	toUnit(point[:])
	for i := range scores {
		var dot float32
		for d, v := range k.occupations[i*kinDirections:][:kinDirections] {
			dot += v * point[d]
		}
		scores[i] = max(0, dot)
	}
}
