package main

import (
	"fmt"
	"io"
	"strings"
	"unicode"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring/intake"
)

// fileNotes writes what is wrong or doubtful in a file as it is met, one line each.
type fileNotes struct {
	out  io.Writer
	file string
	// mostWarnings bounds the warnings written, the rest being counted; negative: all of them.
	mostWarnings int
	warnings     int
	// before runs before each line; nil does nothing.
	before func()
}

// allWarnings is for who must mend the file: a warning cut off is a value never looked at.
const allWarnings = -1

// watch hears of the rows of the file.
func (n *fileNotes) watch() intake.Watch {
	return intake.Watch{
		Rejected: func(e domain.RowError) { n.write("rejet", e) },
		Doubtful: func(e domain.RowError) {
			if n.warnings++; n.mostWarnings < 0 || n.warnings <= n.mostWarnings {
				n.write("remarque", e)
			}
		},
	}
}

func (n *fileNotes) write(kind string, e domain.RowError) {
	if n.before != nil {
		n.before()
	}
	where := ""
	if e.Column != "" {
		where = fmt.Sprintf(", colonne %s, « %s »", e.Column, e.Value)
	}
	// A value of the file must not break the line, nor speak to the terminal.
	fmt.Fprintln(n.out, onOneLine(fmt.Sprintf("%s : %s, ligne %d%s : %s", kind, n.file, e.Line, where, e.Reason)))
}

// end counts the warnings that were not written.
func (n *fileNotes) end() {
	if left := n.warnings - n.mostWarnings; n.mostWarnings >= 0 && left > 0 {
		fmt.Fprintf(n.out, "… et %d autres remarques sur %s\n", left, n.file)
	}
}

// onOneLine puts a space in place of line ends and of signs that a terminal obeys.
func onOneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, s)
}
