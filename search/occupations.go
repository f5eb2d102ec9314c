package search

import (
	"cmp"
	"math"
	"slices"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/domain/referential"
)

// occupations is what all the names of an occupation, its skills and its neighbours say together. Occupations go by
// their place in the referential, words by their place in the lexicon.
type occupations struct {
	codes   []domain.ROME
	domains []int32   // by occupation: its professional domain
	parents []int32   // by occupation: its ROME 3 parent
	close   [][]int32 // by occupation: those near enough to change to
	names   []float32 // by occupation: how many names it has
	heard   []float32 // by occupation: how many titles heard elsewhere led to it
	words   []float32 // by occupation: how many words its names have, repeats included

	posts [][posts]float32 // by occupation: how many of its names are of each post

	lexicon map[string]int32
	uses    wordTable // words of names
	skills  wordTable // words of skills and work contexts
	first   [][]use   // by word: the occupations with names that begin with it
	pairs   map[uint64][]int32
	groups  int // domains and parents are numbered below it

	everywhere []float32 // by word: its share of the words of all names
}

// use is how often an occupation uses a word.
type use struct {
	occupation int32
	times      float32
}

// wordTable holds the uses of each word, by occupation, and how much each use says of the occupation (BM25, from 0 to 1).
type wordTable struct {
	uses   [][]use
	says   [][]float32
	rarity []float32
}

func newOccupations(rome *referential.ROME) (*occupations, map[domain.ROME]int32) {
	o := &occupations{lexicon: make(map[string]int32, 1<<14), pairs: make(map[uint64][]int32, 1<<14)}
	at := map[domain.ROME]int32{}
	for i, k := range rome.Occupations() {
		o.codes = append(o.codes, k.Code)
		at[k.Code] = int32(i)
	}
	o.names, o.heard, o.words = make([]float32, len(o.codes)), make([]float32, len(o.codes)), make([]float32, len(o.codes))
	o.posts = make([][posts]float32, len(o.codes))
	groups := map[domain.ROME]int32{}
	group := func(code domain.ROME) int32 {
		id, known := groups[code]
		if !known {
			id = int32(len(groups))
			groups[code] = id
		}
		return id
	}
	o.close = make([][]int32, len(o.codes))
	for i, code := range o.codes {
		o.domains = append(o.domains, group(code[:3]))
		o.parents = append(o.parents, group(rome.Parent(code)))
		for _, l := range rome.LinksFrom(code) {
			if to, known := at[l.ROME]; known && l.Link >= referential.LinkClose {
				o.close[i] = append(o.close[i], to)
			}
		}
	}
	o.groups = len(groups)
	return o, at
}

// word gives a word its place in the lexicon.
func (o *occupations) word(word string) int32 {
	id, known := o.lexicon[word]
	if !known {
		id = int32(len(o.lexicon))
		o.lexicon[word] = id
	}
	return id
}

// learn takes up one name, heard so many times elsewhere (0 for one of the referential).
func (o *occupations) learn(r titleReading, occupation int32) {
	o.names[occupation]++
	o.posts[occupation][r.post()]++
	var last int32
	for i, w := range r.words {
		id := o.word(w.stem)
		o.words[occupation]++
		o.uses.add(id, occupation, 1)
		if i == 0 {
			for int(id) >= len(o.first) {
				o.first = append(o.first, nil)
			}
			o.first[id] = addUse(o.first[id], occupation, 1)
		} else {
			key := uint64(last)<<32 | uint64(id)
			if with := o.pairs[key]; !slices.Contains(with, occupation) {
				o.pairs[key] = append(with, occupation)
			}
		}
		last = id
	}
}

// coreTimes is what a skill at the core of an occupation counts for beside another; a context says less than a skill.
const (
	coreTimes    = 2
	contextTimes = 0.5
)

// learnSkills takes up the words of the skills and work contexts of every occupation.
func (o *occupations) learnSkills(rome *referential.ROME) {
	read := map[string][]int32{}
	learn := func(id, label string, occupation int32, times float32) {
		words, known := read[id]
		if !known {
			for _, w := range titleStems(foldTitle(label)) {
				words = append(words, o.word(w.stem))
			}
			read[id] = words
		}
		for _, w := range words {
			o.skills.add(w, occupation, times)
		}
	}
	for i, code := range o.codes {
		for _, s := range rome.GradedSkills(code) {
			times := float32(1)
			if s.Core {
				times = coreTimes
			}
			learn(s.ID, s.Label, int32(i), times)
		}
		for _, c := range rome.ContextsOf(code) {
			learn(c.Code, c.Label, int32(i), contextTimes)
		}
	}
}

func (t *wordTable) add(word, occupation int32, times float32) {
	for int(word) >= len(t.uses) {
		t.uses = append(t.uses, nil)
	}
	t.uses[word] = addUse(t.uses[word], occupation, times)
}

// addUse counts a use; names come by occupation within each kind, so the one sought is most often the last.
func addUse(list []use, occupation int32, times float32) []use {
	if n := len(list); n > 0 && list[n-1].occupation == occupation {
		list[n-1].times += times
		return list
	}
	at, known := slices.BinarySearchFunc(list, occupation, func(u use, o int32) int { return cmp.Compare(u.occupation, o) })
	if known {
		list[at].times += times
		return list
	}
	return slices.Insert(list, at, use{occupation, times})
}

// The usual shape of BM25: how fast repeats stop counting, and how much a long text is held against it.
const (
	repeats    = 1.2
	lengthPull = 0.5
)

// weigh computes what each use says, once all are known.
func (t *wordTable) weigh(occupations int) {
	length := make([]float32, occupations)
	var total float32
	for _, list := range t.uses {
		for _, u := range list {
			length[u.occupation] += u.times
			total += u.times
		}
	}
	mean := total / float32(max(1, occupations))
	t.says, t.rarity = make([][]float32, len(t.uses)), make([]float32, len(t.uses))
	for word, list := range t.uses {
		with := float64(len(list))
		t.rarity[word] = float32(math.Log(1 + (float64(occupations)-with+0.5)/(with+0.5)))
		t.says[word] = make([]float32, len(list))
		for i, u := range list {
			t.says[word][i] = u.times / (u.times + repeats*(1-lengthPull+lengthPull*length[u.occupation]/mean))
		}
	}
}

// weigh computes what the words say, once all names and skills are known.
func (o *occupations) weigh() {
	o.uses.weigh(len(o.codes))
	o.skills.weigh(len(o.codes))
	var all float32
	for _, n := range o.words {
		all += n
	}
	o.everywhere = make([]float32, len(o.uses.uses))
	for w, list := range o.uses.uses {
		for _, u := range list {
			o.everywhere[w] += u.times / all
		}
	}
}

// strangeRarity stands for the rarity of a word that a table does not have.
const strangeRarity = 5

// share adds to scores how much of the title's words, weighted by rarity, each occupation has: from 0 to 1.
func (t *wordTable) share(words []readWord, scores []float32) {
	var total float32
	for _, w := range words {
		if !t.has(w.id) {
			total += strangeRarity * w.weight
			continue
		}
		total += t.rarity[w.id] * w.weight
	}
	for _, w := range words {
		if !t.has(w.id) {
			continue
		}
		for i, u := range t.uses[w.id] {
			scores[u.occupation] += t.rarity[w.id] * w.weight * t.says[w.id][i] / total
		}
	}
}

func (t *wordTable) has(word int32) bool {
	return word >= 0 && int(word) < len(t.uses) && len(t.uses[word]) > 0
}

// times is how often an occupation uses a word.
func (t *wordTable) times(word, occupation int32) float32 {
	if !t.has(word) {
		return 0
	}
	list := t.uses[word]
	at, known := slices.BinarySearchFunc(list, occupation, func(u use, o int32) int { return cmp.Compare(u.occupation, o) })
	if !known {
		return 0
	}
	return list[at].times
}

// readWord is a word of a title: its place in the lexicon, -1 when it has none, and its weight.
type readWord struct {
	id     int32
	weight float32
}

func (o *occupations) read(r titleReading) []readWord {
	words := make([]readWord, len(r.words))
	for i, w := range r.words {
		id, known := o.lexicon[w.stem]
		if !known {
			id = -1
		}
		words[i] = readWord{id, w.weight}
	}
	return words
}
