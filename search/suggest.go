package search

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"sync"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/domain/referential"
)

// Synonym is a title that leads to an occupation besides those of the referential.
type Synonym struct {
	Title string
	ROME  domain.ROME
}

// Suggester finds the occupations behind a job title. It never changes once built and is safe for concurrent use.
//
// A title and a name are compared as two bags of features, words without gender or number and the letter groups of each
// word, weighted by rarity (tf-idf, cosine). Words find the name that is written differently around its kernel; letter
// groups survive typing errors and compounds.
type Suggester struct {
	rome     *referential.ROME
	names    []name
	words    vocabulary
	features map[uint64]int32
	rarity   []float32 // by feature
	postings [][]posting
	unseen   float32 // rarity of a feature that no name has
	scratch  sync.Pool
}

// name is one way to call an occupation. Kind orders equal scores: own label, official name, everyday word.
type name struct {
	label string
	code  domain.ROME
}

// posting is a name that has a feature, with the feature's share of that name's length.
type posting struct {
	name   int32
	weight float32
}

// The weights of the features, chosen on the train split of the titles; compared on train and dev together: the sealed split measures.
const (
	wordWeight = 1.0
	gramWeight = 0.35
	// asideWeight is for words after the kernel of a title: « Soudeur - Dunkerque, équipe de nuit ».
	asideWeight               = 0.6
	shortestGram, longestGram = 3, 5
	// voteWeight is the part of an occupation's second best name: of two equal ones, the better known wins.
	voteWeight = 0.05
	// leastScore is under what a likeness is chance.
	leastScore = 0.25
)

// NewSuggester reads every name of the referential and the extra titles. A title of a code that is not known is left.
func NewSuggester(rome *referential.ROME, extra []Synonym) *Suggester {
	s := &Suggester{rome: rome, words: newVocabulary(), features: make(map[uint64]int32, 1<<16)}
	var bags [][]feature
	add := func(label string, code domain.ROME) {
		words := titleWords(label)
		if len(words) == 0 {
			return
		}
		s.words.add(words)
		bag := s.learn(words)
		s.names = append(s.names, name{label, code})
		bags = append(bags, bag)
	}
	for a := range rome.Appellations() {
		add(a.Label, a.Code)
	}
	for _, e := range extra {
		for _, code := range rome.Expand(e.ROME) {
			add(e.Title, code)
		}
	}
	s.weigh(bags)
	s.scratch.New = func() any { return &tally{scores: make([]float32, len(s.names))} }
	return s
}

// feature is a word or a letter group in one title.
type feature struct {
	id     int32
	weight float32
}

// learn gives the bag of a name, taking up the features that are new.
func (s *Suggester) learn(words []string) []feature {
	var bag []feature
	eachFeature(words, len(words), func(key uint64, weight float32) {
		id, known := s.features[key]
		if !known {
			id = int32(len(s.features))
			s.features[key] = id
		}
		bag = append(bag, feature{id, weight})
	})
	return merge(bag)
}

// merge sums the weights of a feature seen several times.
func merge(bag []feature) []feature {
	slices.SortFunc(bag, func(a, b feature) int { return cmp.Compare(a.id, b.id) })
	merged := bag[:0]
	for _, f := range bag {
		if n := len(merged); n > 0 && merged[n-1].id == f.id {
			merged[n-1].weight += f.weight
			continue
		}
		merged = append(merged, f)
	}
	return merged
}

// eachFeature gives a bag of words its features: each word, and the letter groups of each word between its borders.
// The words from kernel on weigh less.
func eachFeature(words []string, kernel int, visit func(key uint64, weight float32)) {
	for i, word := range words {
		weight := float32(1)
		if i >= kernel {
			weight = asideWeight
		}
		visit(wordKey(word), wordWeight*weight)
		bordered := "^" + word + "$"
		for size := shortestGram; size <= longestGram; size++ {
			for at := 0; at+size <= len(bordered); at++ {
				visit(gramKey(bordered[at:at+size]), gramWeight*weight)
			}
		}
	}
}

// gramKey packs a letter group of at most 5 bytes: the 24 high bits stay 0, no word key has them so.
func gramKey(gram string) (key uint64) {
	for i := range len(gram) {
		key = key<<8 | uint64(gram[i])
	}
	return key
}

// wordKey is the FNV-1a sum of a word with its high bit set.
func wordKey(word string) uint64 {
	key := uint64(14695981039346656037)
	for i := range len(word) {
		key = (key ^ uint64(word[i])) * 1099511628211
	}
	return key | 1<<63
}

// weigh counts how rare each feature is and files the names under their features, each name brought to length 1.
func (s *Suggester) weigh(bags [][]feature) {
	count := make([]int32, len(s.features))
	for _, bag := range bags {
		for _, f := range bag {
			count[f.id]++
		}
	}
	s.rarity = make([]float32, len(count))
	s.postings = make([][]posting, len(count))
	for id, n := range count {
		s.rarity[id] = rarity(len(bags), int(n))
		s.postings[id] = make([]posting, 0, n)
	}
	s.unseen = rarity(len(bags), 0)
	for i, bag := range bags {
		var sum float32
		for n := range bag {
			bag[n].weight *= s.rarity[bag[n].id]
			sum += bag[n].weight * bag[n].weight
		}
		length := sqrt(sum)
		for _, f := range bag {
			s.postings[f.id] = append(s.postings[f.id], posting{int32(i), f.weight / length})
		}
	}
}

func rarity(names, with int) float32 {
	return float32(math.Log(float64(names+1)/float64(with+1))) + 1
}

func sqrt(x float32) float32 { return float32(math.Sqrt(float64(x))) }

// tally is the working memory of one question.
type tally struct {
	scores  []float32
	touched []int32
}

// Suggest gives the n best occupations for a title, one line each with the name that matched best, the best first.
// Score is from 0 to 1. The list is empty when nothing resembles the title. A code of ROME 3 or 4 gives its occupations.
func (s *Suggester) Suggest(title string, n int) []domain.Suggestion {
	if n <= 0 {
		return []domain.Suggestion{}
	}
	if domain.IsROME(title) {
		return s.byCode(domain.ROME(strings.ToUpper(strings.TrimSpace(title))), n)
	}
	words, kernel := kernelWords(title)
	if len(words) == 0 {
		return []domain.Suggestion{}
	}
	words = s.words.mend(words)
	t := s.scratch.Get().(*tally)
	defer s.scratch.Put(t)
	s.compare(words, kernel, t)
	return s.best(t, n)
}

// byCode lists the occupation of a code, then those that the same code of ROME 3 became: F1703 is also F1707 and F1708.
func (s *Suggester) byCode(code domain.ROME, n int) []domain.Suggestion {
	codes := s.rome.Expand(code)
	for _, child := range s.rome.Children(code) {
		if !slices.Contains(codes, child) {
			codes = append(codes, child)
		}
	}
	list := []domain.Suggestion{}
	for _, known := range codes[:min(n, len(codes))] {
		label := s.rome.Label(known)
		list = append(list, domain.Suggestion{ROME: known, Label: label, Appellation: label, Score: 1})
	}
	return list
}

// compare fills the tally with the cosine of the words and each name that shares a feature with them.
func (s *Suggester) compare(words []string, kernel int, t *tally) {
	var bag []feature
	var sum float32
	eachFeature(words, kernel, func(key uint64, weight float32) {
		id, known := s.features[key]
		if !known {
			sum += weight * weight * s.unseen * s.unseen
			return
		}
		bag = append(bag, feature{id, weight})
	})
	bag = merge(bag)
	for i := range bag {
		bag[i].weight *= s.rarity[bag[i].id]
		sum += bag[i].weight * bag[i].weight
	}
	length := sqrt(sum)
	for _, f := range bag {
		weight := f.weight / length
		for _, p := range s.postings[f.id] {
			if t.scores[p.name] == 0 {
				t.touched = append(t.touched, p.name)
			}
			t.scores[p.name] += weight * p.weight
		}
	}
}

// best keeps the best name of each occupation and empties the tally.
func (s *Suggester) best(t *tally, n int) []domain.Suggestion {
	type line struct {
		name  int32
		score float32
		rest  float32
	}
	lines := map[domain.ROME]line{}
	for _, i := range t.touched {
		score := t.scores[i]
		t.scores[i] = 0
		if float64(score) < leastScore {
			continue
		}
		code := s.names[i].code
		was, known := lines[code]
		switch {
		case !known:
			lines[code] = line{i, score, 0}
		case score > was.score || score == was.score && i < was.name:
			lines[code] = line{i, score, max(was.rest, was.score)}
		default:
			was.rest = max(was.rest, score)
			lines[code] = was
		}
	}
	t.touched = t.touched[:0]
	list := make([]domain.Suggestion, 0, len(lines))
	for code, l := range lines {
		score := float64(l.score)*(1-voteWeight) + float64(l.rest)*voteWeight
		list = append(list, domain.Suggestion{ROME: code, Label: s.rome.Label(code), Appellation: s.names[l.name].label, Score: min(1, score)})
	}
	slices.SortFunc(list, func(a, b domain.Suggestion) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), strings.Compare(string(a.ROME), string(b.ROME)))
	})
	return list[:min(n, len(list))]
}
