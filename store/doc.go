// Package store keeps the aggregates of domain: repositories written once over a small engine contract. One aggregate is
// one document, saved in one write guarded by its revision; what may happen once is an insert with a deterministic key.
package store
