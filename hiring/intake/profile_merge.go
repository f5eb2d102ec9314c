package intake

import (
	"slices"

	"eedk.fr/candidatheque/domain"
)

// bitOf is the column of that name in a set; it is one of the contract's.
func bitOf(name string) Columns {
	n, _ := columnOf(name)
	return 1 << n
}

// Merge gives the stored person as the row makes them: the row wins on the columns that its file has, what stands for
// the whole file fills what is empty, and the rest stays. stored nil is somebody new. A file that took over others is
// completed and not cut: its row says only its own part of what they held together. The result shares no list with
// stored that the row changes.
func Merge(stored *domain.Person, row ProfileRow) *domain.Person {
	if stored == nil {
		return row.Person
	}
	merged := *stored
	src, columns := row.over(stored)
	for i, column := range profileColumns {
		if columns>>i&1 == 1 {
			column.take(&merged, src)
		}
	}
	if len(stored.Merged) > 0 {
		merged.Complete(stored)
	}
	return &merged
}

// Complete gives the stored person with what the row of a file that they took over adds: it overwrites nothing.
func Complete(stored *domain.Person, row ProfileRow) *domain.Person {
	completed := *stored
	src, _ := row.over(stored)
	completed.Complete(src)
	return &completed
}

// over is the row as it may change the stored person, and the columns it decides: what only stands for the whole file
// gives way to what is stored.
func (row ProfileRow) over(stored *domain.Person) (*domain.Person, Columns) {
	src, columns := *row.Person, row.Columns
	entered := stored.Candidate.EnteredOn.Known() || len(stored.Candidate.Accompaniments) > 0
	fill := func(name string, empty bool, giveWay func()) {
		switch {
		case row.StoodIn&bitOf(name) == 0:
		case empty:
			columns |= bitOf(name)
		default:
			giveWay()
		}
	}
	fill("domaine", stored.Profile.Domain == "", func() { src.Profile.Domain = stored.Profile.Domain })
	fill("conseiller", stored.Candidate.Adviser == "", func() { src.Candidate.Adviser = stored.Candidate.Adviser })
	fill("entree_le", !entered, func() { src.Candidate.EnteredOn = stored.Candidate.EnteredOn })
	fill("programme", len(stored.Candidate.Accompaniments) == 0, func() {})
	if told := current(row.Person); told.From.Known() {
		src.Candidate.Accompaniments = []domain.Accompaniment{row.accompaniment(told, stored)}
	}
	return &src, columns
}

// accompaniment is the one that the row tells, where its programme or its first day only stands for the whole file: the
// stored one says it then.
func (row ProfileRow) accompaniment(told domain.Accompaniment, stored *domain.Person) domain.Accompaniment {
	from, programme := told.From, told.Programme
	noDay, noProgramme := row.StoodIn&bitOf("entree_le") != 0, row.StoodIn&bitOf("programme") != 0
	switch last := current(stored); {
	case !noDay && !noProgramme:
		return told
	case !last.From.Known():
		if day := stored.Candidate.EnteredOn; noDay && day.Known() {
			from = day
		}
	default:
		if noProgramme {
			programme = last.Programme
		}
		if noDay {
			from = last.From
		}
	}
	for _, held := range slices.Backward(stored.Candidate.Accompaniments) {
		same := held.From == from && (noProgramme || held.Programme == programme) || noDay && held.Programme == programme
		if same && (held.Renewed == told.Renewed || row.Columns&bitOf("renouvele") == 0) {
			return held
		}
		if same {
			from, programme = held.From, held.Programme
			break
		}
	}
	return domain.NewAccompaniment(programme, from, renewedAs(told))
}

// renewedAs is whether an accompaniment was renewed, as a file says it.
func renewedAs(a domain.Accompaniment) domain.Tri {
	if a.Renewed {
		return domain.Yes
	}
	return domain.Unknown
}
