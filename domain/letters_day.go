package domain

// DayCount is how many lines of a kind the page of the day has.
type DayCount struct {
	Kind  DayKind
	Count int
}

// DayLetter tells staff, on the morning of a working day, what waits for them: Day counts it, Own what happened to the
// people whom an adviser follows. It holds counts only: nobody's name leaves by it.
type DayLetter struct{ Day, Own []DayCount }

// Kind names its templates.
func (DayLetter) Kind() string { return "day_for_staff" }

// Lines is how many things wait, Moves how many happened to the people of an adviser.
func (l DayLetter) Lines() int { return sum(l.Day) }

// Moves is how many things happened to the people of an adviser.
func (l DayLetter) Moves() int { return sum(l.Own) }

func sum(counts []DayCount) (n int) {
	for _, c := range counts {
		n += c.Count
	}
	return n
}
