// Package search is the referent's search of the candidathèque: the full-text index on disk, the French analysis that
// matching shares, and the title → ROME suggester. Bleve stays inside.
//
// The index holds what domain.IndexEntry holds: never a name, a contact or a criterion. It is a copy: the store is the
// truth, and whatever is wrong with the index is mended by setting it aside and writing a new one.
package search
