//go:build !race

package hiring

// atOnceRounds is how often many do the same thing at once (issue 5).
const atOnceRounds = 100
