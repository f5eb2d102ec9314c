package templates

import (
	"time"

	"eedk.fr/candidatheque/domain"
)

// ImportsPage lists the files brought in and takes a new one (multipart: file, dry_run=1).
type ImportsPage struct {
	Base
	Items  []domain.Import
	Kept   []KeptMapping
	Errors domain.FieldErrors
	DryRun bool
}

// ImportPage is one import; it reloads itself while running. /imports/:id?format=csv downloads its errors.
type ImportPage struct {
	Base
	Import domain.Import
	// By is the name of who brought the file.
	By string
	// Total is how many rows the file holds, 0 while unknown.
	Total int
	// Mapping names how a file of another format was read.
	Mapping string
}

// AccountPage is the viewer's own account. POST /compte/jetons takes label; /compte/jetons/:id/revoquer one token.
type AccountPage struct {
	Base
	Email          string
	Keys           Keys
	Sessions       []SessionLine
	Establishments []string
	Tokens         []TokenLine
	// NewToken is shown once, right after its creation.
	NewToken string
	Label    string
	Errors   domain.FieldErrors
}

// TokenLine is one API token; the token itself is not kept.
type TokenLine struct {
	ID       string
	Label    string
	Created  time.Time
	LastUsed time.Time
	Expires  time.Time
}

// AdminPage lists accounts and opens one (POST /admin/comptes: email, name, role several times, siret).
type AdminPage struct {
	Base
	Users   []UserLine
	Form    UserForm
	Journal JournalState
	Errors  domain.FieldErrors
}

// UserLine is one account.
type UserLine struct {
	ID          string
	Name        string
	Email       string
	Roles       domain.Role
	SIRETs      []domain.SIRET
	Created     time.Time
	Deactivated bool
}

// UserForm holds the values of the invitation as typed.
type UserForm struct {
	Email, Name string
	Roles       []string
	SIRET       string
}

// Title of the page.
func (ImportsPage) Title() string { return "Imports" }

// Title of the page.
func (p ImportPage) Title() string {
	if p.Import.File == "" {
		return "Import du " + domain.DayOf(p.Import.Created).French()
	}
	return "Import de " + p.Import.File
}

// Title of the page.
func (AccountPage) Title() string { return "Mon compte" }

// Title of the page.
func (AdminPage) Title() string { return "Comptes" }

func (ImportsPage) file() string { return "imports" }
func (ImportPage) file() string  { return "import" }
func (AccountPage) file() string { return "account" }
func (AdminPage) file() string   { return "admin" }
