package intake

import (
	"io"

	"eedk.fr/candidatheque/domain"
)

// ProfileRow is one readable row of a profiles file.
type ProfileRow struct {
	// Line is where the row begins in the file, 1 being the headings.
	Line   int
	Person *domain.Person
	// Columns are those the file has: Merge takes these from Person and the rest from what is stored.
	Columns Columns
}

// Report is what a file held besides its good rows.
type Report struct {
	// Rows counts the rows read, Rejected those left out.
	Rows     int
	Rejected int
	// OutsidePool counts good rows without an accord.
	OutsidePool int
	Errors      []domain.RowError
	Warnings    []domain.RowError
}

// Columns is a set of columns of a profiles file.
type Columns uint64

// ReadProfiles gives each good row to each, in the order of the file, and keeps nothing of it. What is wrong with rows
// goes to the report. It returns an error when the file itself cannot be read to its end (rows before are given), or
// the error of each, at once.
func ReadProfiles(r io.Reader, refs Refs, each func(ProfileRow) error) (Report, error) {
	return Report{}, domain.Refuse(domain.CodeUnavailable, "Lecture de fichier pas encore en service.")
}

// ReadOffers reads a whole offers file; the offers keep the order of the file and are drafts.
func ReadOffers(r io.Reader, refs Refs) ([]*domain.Offer, Report, error) {
	return nil, Report{}, domain.Refuse(domain.CodeUnavailable, "Lecture de fichier pas encore en service.")
}

// WriteProfiles writes people as a profiles file, with semicolons, UTF-8 and no formula; next gives nil at the end.
func WriteProfiles(w io.Writer, people func(yield func(*domain.Person) bool)) error {
	return domain.Refuse(domain.CodeUnavailable, "Écriture de fichier pas encore en service.")
}
