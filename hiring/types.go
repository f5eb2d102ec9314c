package hiring

import (
	"io"
	"time"

	"eedk.fr/candidatheque/domain"
)

// Queries of lists are the domain's.
type (
	OfferQuery    = domain.OfferQuery
	EmployerQuery = domain.EmployerQuery
	UserQuery     = domain.UserQuery
	PeopleQuery   = domain.PeopleQuery
)

// Matches is how many people of the pool fit a draft.
type Matches struct {
	Eligible int
	Pool     int
}

// Changes is what a list became since the previous one of the same offer, by profile. Previous is empty for the first.
type Changes struct {
	Previous string
	Since    domain.Date
	Entered  []string
	Left     []string
}

// FoundPage is one page of a search: Total answers the query, Possible is how many would without words nor filters, Pool
// is everybody kept. Facets and Mended are the index's.
type FoundPage struct {
	Hits     []Found
	Total    int
	Possible int
	Pool     int
	Next     string
	Facets   []domain.Facet
	Mended   []domain.Mended
}

// Found is one person found, with passages in which <mark> surrounds what matched.
type Found struct {
	Person     *domain.Person
	Highlights []string
}

// Exposure is how often a person stood on shortlists; Lines are the latest first.
type Exposure struct {
	Proposed30 int
	Proposed   int
	Last       domain.Date
	Lines      []ExposureLine
}

// ExposureLine is one shortlist a person stood on.
type ExposureLine struct {
	ShortlistID string
	OfferID     string
	On          domain.Date
	Decision    domain.Decision
}

// ImportFile is a file of people, a text or a workbook: Name as its sender calls it, Size in bytes (0 when not known).
// DryRun reads and reports without saving anybody. Mapping names how it is read, empty for what its headings say; Fixed
// stands for its rows beside what the mapping fixes.
type ImportFile struct {
	Name    string
	Size    int64
	Body    io.Reader
	DryRun  bool
	Mapping string
	Fixed   domain.FixedValues
	// parked tells a body that waited here; columns is a mapping made for this file and kept under no name.
	parked  bool
	columns *domain.FileMapping
}

// ImportProgress is how far an import is: rows and bytes read; Total bytes is 0 when not known.
type ImportProgress struct {
	Rows  int
	Bytes int64
	Total int64
}

// NewUser is an account to open. An employer's member has at least one SIRET.
type NewUser struct {
	Email  string
	Name   string
	Roles  domain.Role
	SIRETs []domain.SIRET
}

// NewEmployer is an establishment to register. NAF, Place and SizeBand may be left out.
type NewEmployer struct {
	SIRET    domain.SIRET
	Name     string
	NAF      string
	Place    domain.Commune
	SizeBand string
}

// Link is a one-time sign-in link: Token is said once, only its hash is kept.
type Link struct {
	User    *domain.User
	Token   string
	Expires time.Time
}

// APIToken is a token for programs: Token is said once, at its creation.
type APIToken struct {
	Secret *domain.Secret
	Token  string
}
