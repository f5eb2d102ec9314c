// Package matching computes shortlists: exactly, in memory, each score with its reasons.
//
// A Pool keeps what may be matched about people in blocks of 64 rows, one geographic cell a block. What a gate asks is a
// column of bits, or a list of rows, so the gates before distance are settled 64 people at a time over the whole pool and
// counted exactly; distance and what follows are looked at only in the cells within reach. Every person left is scored.
// The answer equals the one of a plain loop over everybody: Scan is that loop, and tests hold the two together.
//
// The package is pure: no I/O, no clock, no randomness but the seeded tie. It never sees an identity.
package matching
