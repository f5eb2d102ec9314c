package search

import (
	_ "embed"
	"strings"
)

//go:embed shorthand.txt
var shorthandText string

// shorthand is what trades write short, and English titles heard in French offers, as folded words → the words meant.
// shorthand.txt has one line each: short|words meant. The short form is kept beside them, since names use it too.
var shorthand = parseShorthand(shorthandText)

func parseShorthand(text string) map[string][]string {
	table := map[string][]string{}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		short, meant, both := strings.Cut(line, "|")
		if !both || strings.HasPrefix(line, "#") {
			continue
		}
		table[foldTitle(short)] = strings.Fields(foldTitle(meant))
	}
	return table
}
