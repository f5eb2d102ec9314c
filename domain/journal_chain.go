package domain

import (
	"fmt"
	"time"
)

// JournalRow is a row as it is kept: Line is nil when it cannot be read, Exact tells that what is kept is, to the byte,
// what the house writes for that line.
type JournalRow struct {
	ID    string
	Line  *JournalLine
	Exact bool
}

// JournalFault says what is wrong with a chain, and where.
type JournalFault struct {
	Kind FaultKind
	// Number is the line at fault; of missing lines the first, Last the last. ID is the key of a row that is no line.
	Number, Last int64
	ID           string
}

// FaultKind is a way in which a chain was tampered with.
type FaultKind string

// The faults. A line whose own hash is right and that does not follow the one before tells that one of the two was
// replaced by somebody who knew the form.
const (
	LineAltered   FaultKind = "altered"
	LineMissing   FaultKind = "missing"
	LineMoved     FaultKind = "moved"
	LineForeign   FaultKind = "foreign"
	LineUnchained FaultKind = "unchained"
	TailCut       FaultKind = "cut"
	LineRewritten FaultKind = "rewritten"
)

// French says the fault to whoever must look.
func (f JournalFault) French() string {
	switch f.Kind {
	case LineAltered:
		return fmt.Sprintf("la ligne %d a été modifiée", f.Number)
	case LineMissing:
		if f.Last > f.Number {
			return fmt.Sprintf("les lignes %d à %d manquent", f.Number, f.Last)
		}
		return fmt.Sprintf("la ligne %d manque", f.Number)
	case LineMoved:
		return fmt.Sprintf("la ligne %d n'est pas à sa place", f.Number)
	case LineForeign:
		return fmt.Sprintf("la ligne « %s » a été ajoutée", clip(f.ID))
	case LineUnchained:
		return fmt.Sprintf("la ligne %d ne suit pas la ligne %d : l'une des deux a été remplacée", f.Number, f.Number-1)
	case TailCut:
		return fmt.Sprintf("la fin du journal manque : il allait au moins jusqu'à la ligne %d", f.Number)
	case LineRewritten:
		return fmt.Sprintf("la ligne %d n'a plus l'empreinte notée : le journal a été réécrit", f.Number)
	}
	return string(f.Kind)
}

// mostFaults bounds what is told of a chain: after that many nobody counts any more.
const mostFaults = 50

// JournalChain reads a journal in the order of its numbers and says what is wrong with it. Known are heads noted
// elsewhere, which it must still hold. The zero value is an empty journal, with nothing noted.
type JournalChain struct {
	Known []JournalHead

	head JournalHead
	// linked is false after a gap: what follows has nothing to be held against.
	unlinked bool
	faults   []JournalFault
	lines    int
}

// Read takes the next row.
func (c *JournalChain) Read(row JournalRow) {
	n := JournalNumber(row.ID)
	switch {
	case n == 0:
		c.fault(JournalFault{Kind: LineForeign, ID: row.ID})
		return
	case n <= c.head.Number:
		c.fault(JournalFault{Kind: LineMoved, Number: n})
		return
	case n > c.head.Number+1:
		c.fault(JournalFault{Kind: LineMissing, Number: c.head.Number + 1, Last: n - 1})
		c.unlinked = true
	}
	c.lines++
	l := row.Line
	if l == nil {
		c.fault(JournalFault{Kind: LineAltered, Number: n})
		c.head, c.unlinked = JournalHead{Number: n}, true
		return
	}
	switch {
	case !row.Exact || !l.sound(n):
		c.fault(JournalFault{Kind: LineAltered, Number: n})
	case !c.unlinked && l.Previous != c.head.Hash:
		c.fault(JournalFault{Kind: LineUnchained, Number: n})
	}
	// The hash that the line bears, even altered: if the alteration left it, the next line follows it.
	c.head, c.unlinked = JournalHead{Number: n, Hash: l.Hash}, false
	for _, known := range c.Known {
		if known.Number == n && known.Hash != l.Hash {
			c.fault(JournalFault{Kind: LineRewritten, Number: n})
		}
	}
}

// sound tells that a line is the one of its number, as it was written.
func (l *JournalLine) sound(n int64) bool {
	at := l.Created
	return l.Number == n && l.ID == JournalID(n) && l.Revision == 1 && l.Updated.Equal(at) && len(l.History) == 0 &&
		at.Equal(at.Truncate(time.Millisecond)) && l.Hash == l.digest()
}

// End says what was found, the first faults first, and the head of what was read.
func (c *JournalChain) End() (faults []JournalFault, head JournalHead) {
	var furthest int64
	for _, known := range c.Known {
		furthest = max(furthest, known.Number)
	}
	if furthest > c.head.Number {
		c.fault(JournalFault{Kind: TailCut, Number: furthest})
	}
	return c.faults, c.head
}

// Lines is how many lines were read.
func (c *JournalChain) Lines() int { return c.lines }

func (c *JournalChain) fault(f JournalFault) {
	if len(c.faults) < mostFaults {
		c.faults = append(c.faults, f)
	}
}
