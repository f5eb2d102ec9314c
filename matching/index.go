package matching

import (
	"cmp"
	"encoding/binary"
	"iter"
	"math"
	"math/bits"
	"slices"
	"strings"

	"eedk.fr/candidatheque/domain"
)

// index holds the people of a pool. It is not safe for concurrent use: Pool guards it.
type index struct {
	refs        References
	idf         *idfTable
	licences    []domain.Licence
	occupations occupationTable
	words       vocabulary

	columns [columnCount]column
	hot     []hot
	people  []person
	byID    map[string]uint32

	cells       []cell
	cellAt      map[[2]int16]uint32 // number of the cell
	cellOfBlock []uint32
	places      []place
	placeAt     map[placeKey]uint32
	terms       []terms
	termsAt     map[string]uint32
	heldCodes   []heldCode // every certificate that somebody held
	engagements []engagement
	slab        slab
}

// cell is a square of the map and its blocks. The box holds the centres of its communes; radius is the largest of its people.
type cell struct {
	blocks       []uint32
	room         int // blocks before this one are full
	south, north float64
	west, east   float64
	radius       uint16
	unknown      bool // the cell of people whose commune is not known
}

type heldCode struct {
	code    string
	feature feature
}

// engagement is work or a placement that some people hold: those of a feature of kindCommitted.
type engagement struct {
	held    []domain.Commitment
	feature feature
}

type placeKey struct {
	insee    string
	lat, lon float64
}

// cellDegrees is the side of a cell: about 22 km by 14 km in France, so that an ordinary radius touches a few dozen.
const cellDegrees = 0.2

func newIndex(refs References, idf *idfTable) *index {
	return &index{
		refs: refs, idf: idf, licences: domain.Licences(),
		occupations: newOccupationTable(refs.Occupations), words: newVocabulary(),
		byID: map[string]uint32{}, cellAt: map[[2]int16]uint32{},
		places: make([]place, 1), placeAt: map[placeKey]uint32{},
		terms: make([]terms, 1), termsAt: map[string]uint32{"": 0},
	}
}

// rows walks every row in use.
func (ix *index) rows() iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		for b, w := range ix.columns[colLive] {
			for ; w != 0; w &= w - 1 {
				if !yield(uint32(b*blockRows + bits.TrailingZeros64(w))) {
					return
				}
			}
		}
	}
}

// cellKey is the square a commune falls in.
func cellKey(c domain.Commune) [2]int16 {
	if !c.Known() {
		return [2]int16{math.MaxInt16, math.MaxInt16}
	}
	return [2]int16{int16(math.Floor(c.Lat / cellDegrees)), int16(math.Floor(c.Lon / cellDegrees))}
}

// byPlace orders people as rows like to stand: by cell, then by commune.
func byPlace(a, b domain.Commune) int {
	ca, cb := cellKey(a), cellKey(b)
	return cmp.Or(cmp.Compare(ca[0], cb[0]), cmp.Compare(ca[1], cb[1]), strings.Compare(a.INSEE, b.INSEE))
}

// cellOf numbers the cell of a commune, made if need be.
func (ix *index) cellOf(c domain.Commune) uint32 {
	key := cellKey(c)
	n, ok := ix.cellAt[key]
	if !ok {
		n = uint32(len(ix.cells))
		ix.cellAt[key] = n
		ix.cells = append(ix.cells, cell{south: 90, north: -90, west: 180, east: -180, unknown: !c.Known()})
	}
	at := &ix.cells[n]
	at.south, at.north = min(at.south, c.Lat), max(at.north, c.Lat)
	at.west, at.east = min(at.west, c.Lon), max(at.east, c.Lon)
	return n
}

// freeRow finds room in the cell, in a new block if need be.
func (ix *index) freeRow(n uint32) uint32 {
	at, live := &ix.cells[n], ix.columns[colLive]
	for ; at.room < len(at.blocks); at.room++ {
		b := at.blocks[at.room]
		if free := ^live[b]; free != 0 {
			return b*blockRows + uint32(bits.TrailingZeros64(free))
		}
	}
	b := uint32(len(live))
	for i := range ix.columns {
		ix.columns[i] = append(ix.columns[i], 0)
	}
	ix.hot = append(ix.hot, make([]hot, blockRows)...)
	ix.people = append(ix.people, make([]person, blockRows)...)
	ix.cellOfBlock = append(ix.cellOfBlock, n)
	at.blocks = append(at.blocks, b)
	return b * blockRows
}

// insert puts a person in, or in place of what was known of them.
func (ix *index) insert(d *draft) {
	ix.remove(d.subject.ID)
	n := ix.cellOf(d.subject.Profile.Place)
	row := ix.freeRow(n)
	p, broad := ix.enter(d)
	ix.byID[p.id] = row
	ix.people[row] = p
	ix.hot[row] = ix.hotOf(&d.subject.Profile)
	at := &ix.cells[n]
	at.radius = max(at.radius, ix.hot[row].radius)
	for _, col := range facts(&d.subject, ix.licences, broad) {
		ix.columns[col].set(row)
	}
	for _, f := range p.known {
		if ix.isPosted(f) {
			ix.words.rows[f] = ix.words.rows[f].with(row)
		}
	}
}

// remove takes a person out; it does nothing for a stranger.
func (ix *index) remove(id string) {
	row, ok := ix.byID[id]
	if !ok {
		return
	}
	delete(ix.byID, id)
	for _, f := range ix.people[row].known {
		if ix.isPosted(f) {
			ix.words.rows[f] = ix.words.rows[f].without(row)
		}
	}
	for i := range ix.columns {
		ix.columns[i].clear(row)
	}
	at := &ix.cells[ix.cellOfBlock[row/blockRows]]
	at.room = min(at.room, slices.Index(at.blocks, row/blockRows))
	ix.people[row], ix.hot[row] = person{}, hot{}
}

// isPosted is false for common words: nobody is ever looked for by them, and their lists would be the longest.
func (ix *index) isPosted(f feature) bool {
	return ix.words.weight[f] == 0 || ix.words.weight[f] >= ix.idf.rare
}

func (ix *index) hotOf(p *domain.Profile) hot {
	return hot{place: ix.placeOf(p.Place), terms: ix.termsOf(p), available: p.Available,
		radius: uint16(min(max(p.RadiusKm, 0), math.MaxUint16)), means: p.Means, listed: len(p.Communes) > 0}
}

func (ix *index) placeOf(c domain.Commune) uint32 {
	if !c.Known() {
		return 0
	}
	key := placeKey{c.INSEE, c.Lat, c.Lon}
	n, ok := ix.placeAt[key]
	if !ok {
		n = uint32(len(ix.places))
		ix.places = append(ix.places, place{c})
		ix.placeAt[key] = n
	}
	return n
}

func (ix *index) termsOf(p *domain.Profile) uint32 {
	if len(p.Windows) == 0 && p.RefusedSchedule == 0 && len(p.RefusedContexts) == 0 {
		return 0
	}
	key := appendWindows([]byte{byte(p.RefusedSchedule)}, p.Windows)
	for _, c := range p.RefusedContexts {
		key = append(append(key, 0xff), c...)
	}
	n, ok := ix.termsAt[string(key)]
	if !ok {
		n = uint32(len(ix.terms))
		ix.terms = append(ix.terms, terms{slices.Clone(p.Windows), p.RefusedSchedule, slices.Clone(p.RefusedContexts)})
		ix.termsAt[string(key)] = n
	}
	return n
}

// heldOf numbers a certificate held.
func (ix *index) heldOf(code string) feature {
	f, ok := ix.words.known(kindHeld, code)
	if !ok {
		f = ix.words.of(kindHeld, code)
		ix.heldCodes = append(ix.heldCodes, heldCode{code, f})
	}
	return f
}

func appendWindows(key []byte, windows []domain.Window) []byte {
	for _, w := range windows {
		key = append(key, byte(w.Days))
		key = binary.BigEndian.AppendUint16(key, uint16(w.From))
		key = binary.BigEndian.AppendUint16(key, uint16(w.To))
	}
	return key
}

// engagementOf numbers what work somebody holds: seasonal teams and classes share theirs.
func (ix *index) engagementOf(list []domain.Commitment) feature {
	var key []byte
	for _, c := range list {
		key = binary.BigEndian.AppendUint32(key, uint32(c.From))
		key = binary.BigEndian.AppendUint32(key, uint32(c.To))
		key = binary.BigEndian.AppendUint64(key, math.Float64bits(c.Hours))
		key = append(appendWindows(key, c.Windows), 0xff)
	}
	f, ok := ix.words.known(kindCommitted, string(key))
	if !ok {
		f = ix.words.of(kindCommitted, string(key))
		held := slices.Clone(list)
		for i := range held {
			held[i].Windows = slices.Clone(held[i].Windows)
		}
		ix.engagements = append(ix.engagements, engagement{held, f})
	}
	return f
}

// slab hands out small slices from large ones, so that rows loaded together lie together. People who enter later get
// their own.
type slab struct {
	features    []feature
	experiences []experience
}

// slabSize is how many elements are taken from memory at once.
const slabSize = 1 << 14

// packed copies a slice to the end of a slab, a new one when it is full; with no slab it only cuts the slice's spare room.
func packed[T any](store *[]T, list []T) []T {
	if *store == nil || len(list) > slabSize {
		return slices.Clip(list)
	}
	if cap(*store)-len(*store) < len(list) {
		*store = make([]T, 0, slabSize)
	}
	at := len(*store)
	*store = append(*store, list...)
	return (*store)[at:len(*store):len(*store)]
}
