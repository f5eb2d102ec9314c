package search

import (
	"cmp"
	"math"
	"slices"
)

// The evidence for an occupation behind a title. Each is a number, most from 0 to 1; blend.go weighs them.
const (
	likeness   = iota // likeness of the title with the nearest name
	lead              // the same, beside the best of all occupations
	same              // a name is the title itself
	official          // likeness with the nearest name of the referential, titles heard elsewhere apart
	votes             // share of the names nearest to the title that lead here
	heardVotes        // share of those that were heard elsewhere
	known             // how many names the occupation has
	heard             // how often titles heard elsewhere led here
	wording           // share of the title's words that the names have
	bayes             // how much likelier the words are here than anywhere (naive Bayes)
	cover             // how well the words of one name and of the title cover each other
	sequence          // share of the title's pairs of words that stand so in a name
	opening           // share of the names beginning with the title's first word that are of this occupation
	station           // share of the occupation's names that are of the title's post (posts.go)
	skill             // share of the title's words that the skills have
	kin               // kinship of the words with the occupation's (kinship.go)
	kinLead           // the same, beside the best of all occupations
	sector            // best likeness in the professional domain
	family            // best likeness among those of the same ROME 3 code
	neighbour         // best likeness among those near enough to change to
	evidences         // how many there are
)

// evidenceNames are the keys of the weights' files.
var evidenceNames = [evidences]string{"likeness", "lead", "same", "official", "votes", "heard_votes", "known", "heard", "wording",
	"bayes", "cover", "sequence", "opening", "station", "skill", "kin", "kin_lead", "sector", "family", "neighbour"}

// candidate is an occupation that a title may mean.
type candidate struct {
	occupation int32
	name       int32 // nearest, -1 when no name resembles the title
	evidence   [evidences]float32
}

const (
	// candidatesEach is how many occupations each way of looking brings.
	candidatesEach = 15
	// voters is how many of the names nearest to a title vote; one of half the likeness has a 32nd of the voice.
	voters     = 40
	leastVoter = 0.3
	// sameLikeness is the likeness from which a name is the title itself.
	sameLikeness = 0.985
	// longestLead bounds naive Bayes behind the best: at e^-10 an occupation is out whatever else.
	longestLead = 10
)

// tally is the working memory of one question.
type tally struct {
	byName  []float32
	covered []float32
	touched []int32
	// by occupation
	likeness, official, votes, heardVotes, wording, skill, kin, cover []float32
	nearest                                                           []int32
	chosen                                                            []bool
	// by domain and parent
	groups []float32
}

func (s *Suggester) newTally() *tally {
	n := len(s.occupations.codes)
	b := &tally{byName: make([]float32, len(s.names.list)), covered: make([]float32, len(s.names.list)), nearest: make([]int32, n), chosen: make([]bool, n), groups: make([]float32, s.occupations.groups)}
	for _, list := range b.lists() {
		*list = make([]float32, n)
	}
	return b
}

func (b *tally) lists() []*[]float32 {
	return []*[]float32{&b.likeness, &b.official, &b.votes, &b.heardVotes, &b.wording, &b.skill, &b.kin, &b.cover}
}

func (b *tally) clear() {
	for _, i := range b.touched {
		b.byName[i] = 0
	}
	b.touched = b.touched[:0]
	for _, list := range b.lists() {
		clear(*list)
	}
	clear(b.chosen)
	clear(b.groups)
}

// gather finds the occupations that a title may mean with the evidence for each, by place; none when no name resembles it.
func (s *Suggester) gather(r titleReading, b *tally) []candidate {
	b.clear()
	s.compareNames(r, b)
	if slices.Max(b.likeness) < leastScore {
		return nil
	}
	words := s.occupations.read(r)
	s.occupations.uses.share(words, b.wording)
	s.occupations.skills.share(words, b.skill)
	s.kinship.compare(words, b.kin)
	s.vote(b)
	s.covering(r, b)
	for _, list := range [][]float32{b.likeness, b.wording, b.skill, b.kin} {
		choose(list, b.chosen)
	}
	list := make([]candidate, 0, 3*candidatesEach)
	for i, chosen := range b.chosen {
		if chosen {
			list = append(list, candidate{occupation: int32(i)})
		}
	}
	s.fill(list, r, words, b)
	return list
}

// compareNames finds the nearest name of each occupation.
func (s *Suggester) compareNames(r titleReading, b *tally) {
	b.touched = s.names.compare(r, b.byName, b.touched)
	for i := range b.nearest {
		b.nearest[i] = -1
	}
	for _, i := range b.touched {
		score, n := b.byName[i], &s.names.list[i]
		o := n.occupation
		if score > b.likeness[o] || score == b.likeness[o] && i < b.nearest[o] {
			b.likeness[o], b.nearest[o] = score, i
		}
		if n.official {
			b.official[o] = max(b.official[o], score)
		}
	}
}

// covering finds for each occupation the name whose words and the title's cover each other best: the harmonic mean of the
// shares of their rarity that both have. Letter groups do not count here.
func (s *Suggester) covering(r titleReading, b *tally) {
	n := s.names
	clear(b.covered)
	var title float32
	for _, w := range r.words {
		id, known := n.features[wordKey(w.stem)]
		if !known {
			title += n.unseen * w.weight
			continue
		}
		title += n.rarity[id] * w.weight
		for _, p := range n.postings[id] {
			b.covered[p.name] += n.rarity[id] * w.weight
		}
	}
	for i, both := range b.covered {
		if both == 0 {
			continue
		}
		k := &n.list[i]
		ofTitle, ofName := both/title, min(1, both/k.rarity)
		b.cover[k.occupation] = max(b.cover[k.occupation], 2*ofTitle*ofName/(ofTitle+ofName))
	}
}

// vote lets the names nearest to the title speak for their occupations.
func (s *Suggester) vote(b *tally) {
	near := make([]int32, 0, 256)
	for _, i := range b.touched {
		if b.byName[i] > leastVoter {
			near = append(near, i)
		}
	}
	slices.SortFunc(near, func(x, y int32) int { return cmp.Or(cmp.Compare(b.byName[y], b.byName[x]), cmp.Compare(x, y)) })
	var total float32
	for _, i := range near[:min(voters, len(near))] {
		n, v := s.names.list[i], b.byName[i]
		voice := v * v * v * v * v
		times := float32(math.Log1p(float64(n.heard)))
		if n.official {
			b.votes[n.occupation] += voice
		}
		b.votes[n.occupation] += voice * times
		b.heardVotes[n.occupation] += voice * times
		total += voice * times
		if n.official {
			total += voice
		}
	}
	if total == 0 {
		return
	}
	for i := range b.votes {
		b.votes[i] /= total
		b.heardVotes[i] /= total
	}
}

// choose marks the best candidatesEach of scores.
func choose(scores []float32, chosen []bool) {
	var best [candidatesEach]int32
	n := 0
	for i, v := range scores {
		if v <= 0 || n == candidatesEach && v <= scores[best[n-1]] {
			continue
		}
		if n < candidatesEach {
			n++
		}
		at := n - 1
		for ; at > 0 && v > scores[best[at-1]]; at-- {
			best[at] = best[at-1]
		}
		best[at] = int32(i)
	}
	for _, i := range best[:n] {
		chosen[i] = true
	}
}

// fill writes the evidence of each candidate.
func (s *Suggester) fill(list []candidate, r titleReading, words []readWord, b *tally) {
	asked := r.post()
	o := s.occupations
	for i, v := range b.likeness {
		b.groups[o.domains[i]] = max(b.groups[o.domains[i]], v)
		b.groups[o.parents[i]] = max(b.groups[o.parents[i]], v)
	}
	bestLikeness, bestKin := slices.Max(b.likeness), max(slices.Max(b.kin), 1e-6)
	bestBayes := float32(math.Inf(-1))
	pairs := o.sequences(words)
	for n := range list {
		c := &list[n]
		i, e := c.occupation, &c.evidence
		c.name = b.nearest[i]
		e[likeness], e[lead], e[official] = b.likeness[i], b.likeness[i]/bestLikeness, b.official[i]
		if e[likeness] >= sameLikeness {
			e[same] = 1
		}
		e[votes], e[heardVotes] = b.votes[i], b.heardVotes[i]
		e[known], e[heard] = logShare(o.names[i]), logShare(o.heard[i])
		e[cover] = b.cover[i]
		e[wording], e[skill] = b.wording[i], b.skill[i]
		e[kin], e[kinLead] = b.kin[i], b.kin[i]/bestKin
		e[sector], e[family] = b.groups[o.domains[i]], b.groups[o.parents[i]]
		for _, to := range o.close[i] {
			e[neighbour] = max(e[neighbour], b.likeness[to])
		}
		e[bayes] = o.bayes(words, i)
		bestBayes = max(bestBayes, e[bayes])
		e[sequence] = pairs.share(i)
		e[opening] = o.opening(words, i)
		e[station] = o.posts[i][asked] / max(1, o.names[i])
	}
	for n := range list {
		e := &list[n].evidence
		e[bayes] = max(-longestLead, e[bayes]-bestBayes) / longestLead
	}
}

// logShare brings a count to about 0 … 1: 150 names are 1.
func logShare(n float32) float32 { return float32(math.Log1p(float64(n))) / 5 }

// bayes is the logarithm of how much likelier the words are among the names of an occupation than among all names,
// times the root of how many names it has. A word that no name has says nothing.
func (o *occupations) bayes(words []readWord, occupation int32) float32 {
	sum := 0.5 * math.Log(float64(max(1, o.names[occupation])))
	for _, w := range words {
		if !o.uses.has(w.id) {
			continue
		}
		everywhere := float64(o.everywhere[w.id])
		here := (float64(o.uses.times(w.id, occupation)) + 2*everywhere) / float64(o.words[occupation]+2)
		sum += float64(w.weight) * math.Log(here/everywhere)
	}
	return float32(sum)
}

// sequences are the pairs of words of a title that follow each other, each with the occupations that have it in a name.
type sequences [][]int32

func (o *occupations) sequences(words []readWord) sequences {
	var list sequences
	for i := 1; i < len(words); i++ {
		var with []int32
		if words[i-1].id >= 0 && words[i].id >= 0 {
			with = o.pairs[uint64(words[i-1].id)<<32|uint64(words[i].id)]
		}
		list = append(list, with)
	}
	return list
}

func (q sequences) share(occupation int32) float32 {
	if len(q) == 0 {
		return 0
	}
	n := 0
	for _, with := range q {
		if slices.Contains(with, occupation) {
			n++
		}
	}
	return float32(n) / float32(len(q))
}

// opening is the share of an occupation among the names that begin with the title's first word: « soudeur » opens those
// of few occupations, « agent » of many.
func (o *occupations) opening(words []readWord, occupation int32) float32 {
	first := words[0].id
	if first < 0 || int(first) >= len(o.first) {
		return 0
	}
	var all, here float32
	for _, u := range o.first[first] {
		all += u.times
		if u.occupation == occupation {
			here = u.times
		}
	}
	if all == 0 {
		return 0
	}
	return here / all
}
