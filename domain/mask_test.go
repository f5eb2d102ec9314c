package domain

import (
	"fmt"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

func TestSmallCountsAreMasked(t *testing.T) {
	for _, tt := range []struct {
		name   string
		counts [4]int
		want   string
	}{
		{"all large", [4]int{5, 6, 7, 8}, "26: 5 6 7 8"},
		{"two small", [4]int{1, 2, 20, 9}, "32: – – 20 9"},
		{"one small takes the smallest with it", [4]int{3, 9, 20, 7}, "39: – 9 20 –"},
		{"one small, and two equal", [4]int{3, 7, 20, 7}, "37: – – 20 –"},
		{"nobody answered otherwise", [4]int{0, 0, 0, 8}, "8: – – – –"},
		{"nothing in two", [4]int{0, 0, 9, 8}, "17: – – 9 –"},
		{"as many as can be masked", [4]int{4, 4, 9, 8}, "25: – – 9 –"},
		{"fewer than five answers", [4]int{1, 1, 1, 1}, "–: – – – –"},
		{"four times four", [4]int{4, 4, 4, 4}, "–: – – – –"},
		{"nobody", [4]int{}, "–: – – – –"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := drawn(MaskCounts(tt.counts)[0]); got != tt.want {
				t.Errorf("shows %q, want %q", got, tt.want)
			}
		})
	}
	for _, row := range MaskCounts([4]int{4, 4, 4, 4}, [4]int{0, 0, 0, 16}) {
		if got := drawn(row); got != "–: – – – –" {
			t.Errorf("the total of one question gives the other away: %q", got)
		}
	}
}

func drawn(row ShownCounts) string {
	cell := func(c ShownCount) string {
		if c.Masked {
			return "–"
		}
		return strconv.Itoa(c.N)
	}
	return fmt.Sprintf("%s: %s %s %s %s", cell(row.Total), cell(row.Cells[0]), cell(row.Cells[1]), cell(row.Cells[2]), cell(row.Cells[3]))
}

// tablesOf are all the answers that so many people can give to a question.
func tablesOf(total int) (list [][4]int) {
	for a := range total + 1 {
		for b := range total - a + 1 {
			for c := range total - a - b + 1 {
				list = append(list, [4]int{a, b, c, total - a - b - c})
			}
		}
	}
	return list
}

// TestNoMaskedCountCanBeComputed: whoever knows the rule and reads the table finds, for every masked cell, two tables at least
// that would be shown alike and differ in it.
func TestNoMaskedCountCanBeComputed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		total := rapid.IntRange(0, 32).Draw(t, "answers")
		tables := tablesOf(total)
		counts, other := rapid.SampledFrom(tables).Draw(t, "one question"), rapid.SampledFrom(tables).Draw(t, "the other")
		shown := MaskCounts(counts, other)
		possible := tables
		if shown[0].Total.Masked {
			possible = append(tablesOf(1), tablesOf(4)...)
		}
		for i, cell := range shown[0].Cells {
			if counts[i] < fewestShown && !cell.Masked || !cell.Masked && cell.N != counts[i] || cell.Masked && cell.N != 0 {
				t.Fatalf("%v is shown as %s", counts, drawn(shown[0]))
			}
			if !cell.Masked {
				continue
			}
			told := true
			for _, k := range possible {
				beside := other
				if shown[0].Total.Masked {
					beside = k
				}
				if k[i] != counts[i] && fmt.Sprint(MaskCounts(k, beside)) == fmt.Sprint(shown) {
					told = false
					break
				}
			}
			if told {
				t.Fatalf("%v beside %v, shown as %s: cell %d is known", counts, other, drawn(shown[0]), i)
			}
		}
	})
}

// TestNoMaskedCountOfASmallTable is the same, of every table of few answers.
func TestNoMaskedCountOfASmallTable(t *testing.T) {
	for total := fewestShown; total <= 18; total++ {
		values := map[string][4]map[int]bool{}
		for _, counts := range tablesOf(total) {
			row := MaskCounts(counts)[0]
			key := drawn(row)
			seen, known := values[key]
			for i, n := range counts {
				if !known {
					seen[i] = map[int]bool{}
				}
				seen[i][n] = true
			}
			values[key] = seen
		}
		for key, seen := range values {
			if key == "–: – – – –" {
				continue // fewer than 5 may have answered
			}
			for i, cell := range MaskCounts(firstOf(total, key))[0].Cells {
				if cell.Masked && len(seen[i]) < 2 {
					t.Errorf("%s: cell %d can only be %v", key, i, seen[i])
				}
			}
		}
	}
}

// firstOf is a table shown as key.
func firstOf(total int, key string) [4]int {
	for _, counts := range tablesOf(total) {
		if drawn(MaskCounts(counts)[0]) == key {
			return counts
		}
	}
	return [4]int{}
}
