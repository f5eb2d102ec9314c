// Package store keeps the aggregates of domain: repositories written once over a small engine contract. One aggregate is
// one document, saved in one write guarded by its revision; what may happen once is an insert with a deterministic key.
//
// What callers may count on, whatever the engine:
//
//   - a save that returned nil survives kill -9 and a power cut; one that was refused left nothing, but for a batch cut
//     short and an answer that never came on MongoDB (see Engine.Put): reading again tells;
//   - of several saves of one revision, inserts of one key or takers of one secret, exactly one succeeds, the others get
//     conflict or not_found;
//   - a reader gets what domain's access rules let them see, filtered in the query and checked on each document; what
//     they may not see answers exactly as what does not exist;
//   - a list gives what stays in it exactly once, page after page, whatever is written meanwhile;
//   - the feed of changes ends with the last state of everything, removals of people included;
//   - an engine that cannot answer says unavailable, and answers again by itself once it can.
//
// Open opens either engine by its address, and Migrate carries everything from one to the other.
//
// The SQLite engine holds its folder alone (lock.go), refuses a database that is damaged, lost or of a newer program
// (sqlite_open.go), and is upgraded by appending to migrations (sqlite_schema.go) or by raising keysVersion (indexes.go).
// The MongoDB engine (mongo.go) shares its database with other processes; what it can and cannot promise without
// transactions is in docs/adr/0005.
package store
