package templates

import "eedk.fr/candidatheque/domain"

// KeepingPage tells administrators what goes and when: Lines is what the work of today would end, Next whose file goes
// within three months, Figures the counts that outlive people, small ones masked.
type KeepingPage struct {
	Base
	Lines   []KeepingLine
	Next    []LeavingRow
	Figures []FigureRow
	// Archive: the reader is one of the two people who open archived files.
	Archive bool
}

// KeepingLine is what goes, in words.
type KeepingLine struct {
	What  string
	Count int
}

// LeavingRow is somebody whose file goes on a day.
type LeavingRow struct {
	ID, Name string
	On       domain.Date
}

// FigureRow is one count of a year.
type FigureRow struct {
	Year  int
	What  string
	Count string
}

// ErasingPage shows whose file a number is, and erases it: Name is empty until a file was found.
type ErasingPage struct {
	Base
	PersonID, Name string
	Missing        bool
	Kept           string
	Archived       ArchivedView
	Reasons        []Option
	Reason         string
	Errors         domain.FieldErrors
}

// ReturnForm is what a referent says of somebody who comes back.
type ReturnForm struct {
	FirstName, LastName, BirthDate, Email, On string
	Seen                                      bool
}

// ReturningPage notes the return of somebody who had themself erased. Nobody says that none of them answers to it.
type ReturningPage struct {
	Base
	Form   ReturnForm
	Nobody string
	Errors domain.FieldErrors
}

// Title of the page.
func (KeepingPage) Title() string { return "Durées de conservation" }

// Title of the page.
func (ErasingPage) Title() string { return "Exporter ou effacer une personne" }

// Title of the page.
func (ReturningPage) Title() string { return "Retour d'une personne effacée" }

func (KeepingPage) file() string   { return "keeping" }
func (ErasingPage) file() string   { return "erasing" }
func (ReturningPage) file() string { return "returning" }
