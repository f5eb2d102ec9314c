package templates

import "eedk.fr/candidatheque/domain"

// ArchivePage opens the archived files of exactly one person, for the two people named. Nobody says that there is none.
type ArchivePage struct {
	Base
	Form    ArchiveForm
	Reasons []Option
	Nobody  string
	Found   []domain.ArchivedContent
	Errors  domain.FieldErrors
}

// ArchiveForm is whom they look for, and why.
type ArchiveForm struct{ FirstName, LastName, BirthDate, Email, Why string }

// ArchivedView is what stays of somebody once erased; Hires is 0 when nothing does.
type ArchivedView struct {
	Hires, Proofs int
	Until         domain.Date
}

// Title of the page.
func (ArchivePage) Title() string { return "Archives closes" }

func (ArchivePage) file() string { return "archive" }
