package search

import "math/bits"

// rowSet is a set of rows of the table, one bit each.
type rowSet []uint64

func newRowSet(rows int) rowSet { return make(rowSet, (rows+63)/64) }

func (s rowSet) add(row int32) { s[row>>6] |= 1 << (row & 63) }

// or, and and minus change s.
func (s rowSet) or(o rowSet) {
	for i := range o {
		s[i] |= o[i]
	}
}

func (s rowSet) and(o rowSet) {
	for i := range s {
		s[i] &= o[i]
	}
}

func (s rowSet) minus(o rowSet) {
	for i := range o {
		s[i] &^= o[i]
	}
}

func (s rowSet) count() (n int) {
	for _, word := range s {
		n += bits.OnesCount64(word)
	}
	return n
}

// each visits the rows in order.
func (s rowSet) each(visit func(row int32)) {
	for i, word := range s {
		for ; word != 0; word &= word - 1 {
			visit(int32(i<<6 + bits.TrailingZeros64(word)))
		}
	}
}
