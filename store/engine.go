package store

import (
	"context"
	"slices"
	"strings"

	"eedk.fr/candidatheque/domain"
)

// Doc is the envelope of a document: Body is the JSON of its type (raw bytes for blobs), Keys what it is found by,
// Revision how many times it was written.
type Doc struct {
	ID       string
	Revision int64
	Keys     []Key
	Body     []byte
}

// Key is a declared index key (indexes.go). A document may have several values of one key.
type Key struct{ Name, Value string }

// Write is a document to write, if the stored one has the revision Over: 0 means that there must be none.
// AnyRevision overwrites whatever is there.
type Write struct {
	Doc  Doc
	Over int64
}

// AnyRevision makes a write unconditional.
const AnyRevision int64 = -1

// Query finds documents of a collection by declared keys: all conditions hold; ordered by Order, then by ID. Order is a
// key with one value in each document; or the first condition's, and then a document comes once for each value that the
// condition names. The first condition is the one to look up: the narrowest goes first.
// Cursor is what the previous page gave, empty for the first; Limit must be positive. A document that keeps its order
// value comes exactly once in the pages of a list, whatever is written meanwhile.
type Query struct {
	Where  []Condition
	Order  string
	Desc   bool
	Cursor string
	Limit  int
}

// Condition holds when the document has under Name, if Values is not nil, one of Values (an empty list holds for none);
// else a value at or after From and before Before, where those are set, that begins with Prefix. Text is compared
// byte by byte.
type Condition struct {
	Name   string
	Values []string
	Prefix string
	From   string
	Before string
}

// holds tells whether a condition names a value.
func (c Condition) holds(value string) bool {
	if c.Values != nil {
		return slices.Contains(c.Values, value)
	}
	return strings.HasPrefix(value, c.Prefix) && value >= c.From && (c.Before == "" || value < c.Before)
}

// Change is a document written or removed since a mark.
type Change struct {
	Doc     Doc
	Removed bool
}

// Engine keeps documents. Every method fails with a domain.Error: not_found, conflict, or unavailable when the engine
// cannot answer; a write that returned nil survives any crash.
type Engine interface {
	Get(ctx context.Context, coll, id string) (Doc, error)
	// Put writes one document, or a batch of distinct ones, each under its own guard. A conflict is a *ConflictError that
	// names the documents which were not written. One document is all or nothing on every engine. So is a batch on an
	// engine with transactions (SQLite). On one without (MongoDB), a batch of which a guard is known not to hold writes
	// nothing; if others write at the same moment, or the engine leaves midway, the documents that are in stay in, whole.
	// Whoever writes a batch must therefore be able to read it again and write what lacks.
	Put(ctx context.Context, coll string, writes ...Write) error
	// Take removes a document and returns it: of several takers exactly one succeeds, the others get not_found.
	Take(ctx context.Context, coll, id string) (Doc, error)
	Find(ctx context.Context, coll string, q Query) (page []Doc, next string, err error)
	// Changes lists at most limit writes and removals after mark, oldest first; a document shows its latest state only.
	// An empty mark is the beginning. The next mark equals the given one when nothing changed. Removals are told of the
	// followed collections (indexes.go). A mark of another database, or of a later state of this one (a backup was put
	// back), is read as empty: all that is there is told again, and a follower who then counts more holds what is gone.
	// An engine without a sequence of commits may mark by time: it then gives changes within an overlap again, with the
	// same content, and its followers compare revisions.
	Changes(ctx context.Context, coll, mark string, limit int) (changes []Change, next string, err error)
}

// Keeper is what an engine offers for its upkeep.
type Keeper interface {
	Verify(ctx context.Context) error
	Count(ctx context.Context, coll string) (int, error)
	KeysOf(ctx context.Context, coll, id string) ([]Key, error)
	// Scrub drops the marks that tell followers of what was removed from a collection, once they know, and overwrites in
	// the engine's files the room that removed documents took. An engine elsewhere drops what it can of both.
	Scrub(ctx context.Context, coll string) error
	Close() error
}

// ConflictError says which documents were changed by somebody else meanwhile, or exist already.
type ConflictError struct{ IDs []string }

func (e *ConflictError) Error() string { return "document modifié entre-temps" }

// Unwrap lets domain.CodeOf see a conflict, with a message for people.
func (e *ConflictError) Unwrap() error {
	return domain.Refuse(domain.CodeConflict, "Quelqu'un d'autre vient de modifier ceci. Rechargez la page : rien n'a été écrasé.")
}
