//go:build race

package hiring

// atOnceRounds is how often many do the same thing at once: the detector needs few rounds to see what they share, and each
// takes ten times as long under it.
const atOnceRounds = 4
