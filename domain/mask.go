package domain

import "strconv"

// fewestShown is the count under which a cell of a table about people is not shown (quality.md: cells under 5 are masked).
const fewestShown = 5

// ShownCount is a count as it is shown: N is zero when it is masked.
type ShownCount struct {
	N      int
	Masked bool
}

func (c ShownCount) String() string {
	if c.Masked {
		return "masqué"
	}
	return strconv.Itoa(c.N)
}

// ShownCounts are the answers to one question, and how many they are.
type ShownCounts struct {
	Total ShownCount
	Cells [4]ShownCount
}

// MaskCounts shows what several questions to the same people were answered, without any small count: those under 5 are
// masked, and what would give one away. A row says its total, so that one masked cell alone would be the rest; masked cells
// that add up to nothing, or to the most they can, are known too: the smallest cell shown is masked with them, and all that
// equal it, so that none of the masked ones can be told from another. Where nothing is left to mask, or fewer than 5
// answered, no row of the table is shown.
func MaskCounts(questions ...[4]int) []ShownCounts {
	rows := make([]ShownCounts, len(questions))
	for n, counts := range questions {
		row, safe := maskRow(counts)
		if !safe {
			return allMasked(len(questions))
		}
		rows[n] = row
	}
	return rows
}

// maskRow is false when the total would give the cells away.
func maskRow(counts [4]int) (row ShownCounts, safe bool) {
	masked, sum, smallest := 0, 0, 0
	for i, n := range counts {
		row.Total.N += n
		switch {
		case n < fewestShown:
			row.Cells[i].Masked = true
			masked, sum = masked+1, sum+n
		case smallest == 0 || n < smallest:
			smallest = n
		}
	}
	known := masked == 1 || masked > 0 && (sum == 0 || sum == masked*(fewestShown-1))
	for i, n := range counts {
		if known && n == smallest {
			row.Cells[i].Masked = true
		}
		if !row.Cells[i].Masked {
			row.Cells[i].N = n
		}
	}
	return row, row.Total.N >= fewestShown && (!known || smallest > 0)
}

func allMasked(n int) []ShownCounts {
	rows := make([]ShownCounts, n)
	for i := range rows {
		rows[i].Total.Masked = true
		for k := range rows[i].Cells {
			rows[i].Cells[k].Masked = true
		}
	}
	return rows
}
