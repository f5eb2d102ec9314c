package matching

import (
	"maps"
	"slices"
	"sync"
)

// Pool holds the people who may be proposed, and all others too: each is counted under the gate that stops them.
// It is safe for concurrent use. Texts are analysed before the pool is locked, so readers wait microseconds.
type Pool struct {
	refs    References
	idf     *idfTable
	words   *lexicon
	mu      sync.RWMutex
	ix      *index
	scratch sync.Pool
}

// upsertBatch is how many people go in under one lock.
const upsertBatch = 64

// NewPool makes an empty pool.
func NewPool(refs References) *Pool {
	idf := newIDFTable(refs.Stems)
	return &Pool{refs: refs, idf: idf, words: newLexicon(refs.Stems), ix: newIndex(refs, idf)}
}

// Replace makes the pool hold exactly these people. Of two with the same key the last counts.
func (p *Pool) Replace(people []Subject) {
	last := make(map[string]int, len(people))
	for i := range people {
		last[people[i].ID] = i
	}
	order := slices.SortedFunc(maps.Values(last), func(a, b int) int {
		return byPlace(people[a].Profile.Place, people[b].Profile.Place)
	})
	ix := newIndex(p.refs, p.idf)
	ix.slab = slab{make([]feature, 0, slabSize), make([]experience, 0, slabSize)}
	for _, i := range order {
		ix.insert(newDraft(people[i], p.refs, p.words))
	}
	ix.slab = slab{}
	p.mu.Lock()
	p.ix = ix
	p.mu.Unlock()
}

// Upsert puts people in, or in place of what was known of them.
func (p *Pool) Upsert(people ...Subject) {
	for batch := range slices.Chunk(people, upsertBatch) {
		drafts := make([]*draft, len(batch))
		for i := range batch {
			drafts[i] = newDraft(batch[i], p.refs, p.words)
		}
		p.mu.Lock()
		for _, d := range drafts {
			p.ix.insert(d)
		}
		p.mu.Unlock()
	}
}

// Remove takes people out. Strangers are ignored.
func (p *Pool) Remove(ids ...string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, id := range ids {
		p.ix.remove(id)
	}
}

// Len is how many people the pool holds.
func (p *Pool) Len() int {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return len(p.ix.byID)
}
