package domain

// ImportStatus is where an import stands.
type ImportStatus string

// The states of an import; an interrupted one is run again.
const (
	ImportRunning ImportStatus = "running"
	ImportDone    ImportStatus = "done"
	ImportFailed  ImportStatus = "failed"
)

var importStatusFrench = map[ImportStatus]string{ImportRunning: "en cours", ImportDone: "terminé", ImportFailed: "interrompu"}

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
}

// RowError says where a row is wrong and why: the line of the file (1 = headings), the column's heading, the value.
type RowError struct {
	Line   int    `json:"line"`
	Column string `json:"column"`
	Value  string `json:"value"`
	Reason string `json:"reason"`
}
