package domain

import "time"

// ImportStatus is where an import stands.
type ImportStatus string

// The states of an import; an interrupted one is run again. A waiting one was received, and nobody said yet to bring it in.
const (
	ImportWaiting ImportStatus = "waiting"
	ImportRunning ImportStatus = "running"
	ImportDone    ImportStatus = "done"
	ImportFailed  ImportStatus = "failed"
)

var importStatusFrench = map[ImportStatus]string{ImportWaiting: "à confirmer", ImportRunning: "en cours", ImportDone: "terminé", ImportFailed: "interrompu"}

// French words the state for people.
func (s ImportStatus) French() string { return importStatusFrench[s] }

// Import is the account of one file brought in: counts and what was wrong, never the rows themselves.
type Import struct {
	Record
	Status      ImportStatus `json:"status"`
	File        string       `json:"file,omitempty"`
	Digest      string       `json:"digest,omitempty"`
	By          string       `json:"by"`
	Rows        int          `json:"rows"`
	CreatedRows int          `json:"created_rows"`
	UpdatedRows int          `json:"updated_rows"`
	Unchanged   int          `json:"unchanged"`
	OutsidePool int          `json:"outside_pool"`
	Rejected    int          `json:"rejected"`
	Errors      []RowError   `json:"errors,omitempty"`
	Warnings    []RowError   `json:"warnings,omitempty"`
	Failure     string       `json:"failure,omitempty"`

	// Mapping names how the file was read, Aside the columns that were not, with the reason.
	Mapping string  `json:"mapping,omitempty"`
	Aside   []Aside `json:"aside,omitempty"`
	// Repeated counts further rows of the same person in a file of acts; Awaiting the people of the file who have not
	// given their accord once it is in.
	Repeated int `json:"repeated,omitempty"`
	Awaiting int `json:"awaiting,omitempty"`
	// DryRun tells a file that was read and not brought in.
	DryRun bool `json:"dry_run,omitempty"`
	// Draft is how a waiting file is read when a referent said it.
	Draft *FileMapping `json:"draft,omitempty"`
	// Waiting tells where the file waits, while it does.
	Waiting WaitingFile `json:"waiting,omitzero"`
}

// WaitingFile is a file received and not yet brought in: Pieces of it are kept apart, without what is never kept, until
// Until. Rows is how many it has.
type WaitingFile struct {
	Pieces int       `json:"pieces"`
	Rows   int       `json:"rows"`
	Until  time.Time `json:"until"`
}

// RowError says where a row is wrong and why: the line of the file (1 = headings), the column's heading, the value.
type RowError struct {
	Line   int    `json:"line"`
	Column string `json:"column"`
	Value  string `json:"value"`
	Reason string `json:"reason"`
}
