package search

import (
	"cmp"
	"math"
	"slices"
)

// names is every way to call an occupation, findable by likeness.
//
// A title and a name are compared as two bags of features, words without gender or number and the letter groups of each
// word, weighted by rarity (tf-idf, cosine). Words find the name that is written differently around its kernel; letter
// groups survive typing errors and compounds.
type names struct {
	list     []name
	features map[uint64]int32
	rarity   []float32 // by feature
	postings [][]posting
	unseen   float32 // rarity of a feature that no name has
}

// name is one way to call an occupation, in the order of the referential: own label, official names, everyday words,
// then titles heard elsewhere. Heard counts how many times the last were heard.
type name struct {
	label      string
	occupation int32
	heard      int32
	official   bool
	rarity     float32 // of all its words
}

// posting is a name that has a feature, with the feature's share of that name's length.
type posting struct {
	name   int32
	weight float32
}

// The weights of the features and the sizes of letter groups.
const (
	wordWeight                = 1.0
	gramWeight                = 0.35
	shortestGram, longestGram = 3, 5
)

// feature is a word or a letter group in one title.
type feature struct {
	id     int32
	weight float32
}

// learn gives the bag of a name, taking up the features that are new.
func (n *names) learn(r titleReading) []feature {
	var bag []feature
	eachFeature(r, func(key uint64, weight float32) {
		id, known := n.features[key]
		if !known {
			id = int32(len(n.features))
			n.features[key] = id
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
func eachFeature(r titleReading, visit func(key uint64, weight float32)) {
	for _, word := range r.words {
		weight := word.weight
		visit(wordKey(word.stem), wordWeight*weight)
		bordered := "^" + word.stem + "$"
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
func (n *names) weigh(bags [][]feature, readings []titleReading) {
	count := make([]int32, len(n.features))
	for _, bag := range bags {
		for _, f := range bag {
			count[f.id]++
		}
	}
	n.rarity = make([]float32, len(count))
	n.postings = make([][]posting, len(count))
	for id, with := range count {
		n.rarity[id] = rarity(len(bags), int(with))
		n.postings[id] = make([]posting, 0, with)
	}
	n.unseen = rarity(len(bags), 0)
	for i, bag := range bags {
		var sum float32
		for k := range bag {
			bag[k].weight *= n.rarity[bag[k].id]
			sum += bag[k].weight * bag[k].weight
		}
		length := sqrt(sum)
		for _, w := range readings[i].words {
			n.list[i].rarity += w.weight * n.rarity[n.features[wordKey(w.stem)]]
		}
		for _, f := range bag {
			n.postings[f.id] = append(n.postings[f.id], posting{int32(i), f.weight / length})
		}
	}
}

func rarity(all, with int) float32 {
	return float32(math.Log(float64(all+1)/float64(with+1))) + 1
}

func sqrt(x float32) float32 { return float32(math.Sqrt(float64(x))) }

// compare adds to scores the cosine of a title and each name that shares a feature with it, and lists those in touched.
func (n *names) compare(r titleReading, scores []float32, touched []int32) []int32 {
	var bag []feature
	var sum float32
	eachFeature(r, func(key uint64, weight float32) {
		id, known := n.features[key]
		if !known {
			sum += weight * weight * n.unseen * n.unseen
			return
		}
		bag = append(bag, feature{id, weight})
	})
	bag = merge(bag)
	for i := range bag {
		bag[i].weight *= n.rarity[bag[i].id]
		sum += bag[i].weight * bag[i].weight
	}
	length := sqrt(sum)
	for _, f := range bag {
		weight := f.weight / length
		for _, p := range n.postings[f.id] {
			if scores[p.name] == 0 {
				touched = append(touched, p.name)
			}
			scores[p.name] += weight * p.weight
		}
	}
	return touched
}
