package templates

import (
	"time"

	"eedk.fr/candidatheque/domain"
)

// PreviewPage shows a file that waits as its first rows will be read. POST /imports/:id/importer brings it in (entered_on,
// programme, domain, adviser), /imports/:id/abandonner removes it.
type PreviewPage struct {
	Base
	Import domain.Import
	// Mapping names how it is read; empty when the columns were chosen for this file alone.
	Mapping string
	Read    []ReadColumn
	Aside   []domain.Aside
	Missing []string
	People  []PreviewRow
	// Looked rows were read for the preview, Rejected of them would be refused.
	Looked, Rejected int
	Faults, Doubts   []domain.RowError
	Form             FixedForm
	Errors           domain.FieldErrors
}

// ReadColumn is a heading of the file and what it is read as.
type ReadColumn struct {
	Heading, Label string
}

// PreviewRow is one person of the file.
type PreviewRow struct {
	Line         int
	ID, Name     string
	Born         domain.Date
	Place        string
	Occupations  []Occupation
	Adviser      string
	Email, Phone string
}

// FixedForm holds as typed what stands for every row of a file that does not say it.
type FixedForm struct {
	EnteredOn, Programme, Domain, Adviser string
}

// KeptMapping is a kind of file that a referent taught the service to read.
type KeptMapping struct {
	Label, By string
	At        time.Time
	Columns   int
}

// ColumnsPage asks what each column of an unknown file is. POST /imports/:id/colonnes takes c0, c1…, key, keep and label.
type ColumnsPage struct {
	Base
	Import  domain.Import
	Columns []ColumnLine
	Targets []Option
	Keys    []Option
	Key     string
	Keep    bool
	Label   string
	Errors  domain.FieldErrors
}

// ColumnLine is one column of theirs: its first values, and ours as chosen. Never says why it may not be read.
type ColumnLine struct {
	Name     string
	Heading  string
	Values   []string
	Never    string
	To       string
	Untitled bool
}

// Title of the page.
func (p PreviewPage) Title() string {
	if p.Import.File == "" {
		return "Vérifier avant d'importer"
	}
	return "Vérifier " + p.Import.File
}

// Title of the page.
func (ColumnsPage) Title() string { return "Que contient chaque colonne ?" }

func (PreviewPage) file() string { return "preview" }
func (ColumnsPage) file() string { return "columns" }

// entryProgrammes are the accompaniments in which the people of a file may enter.
func entryProgrammes() (options []Option) {
	for _, p := range domain.Programmes() {
		options = append(options, Option{string(p), p.French()})
	}
	return options
}
