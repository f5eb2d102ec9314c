package main

import (
	"bufio"
	"errors"
	"io"
	"strings"

	"eedk.fr/candidatheque/hiring/intake"
)

// maxTitleLine is in bytes: beyond, a line is no title, and only its beginning is kept.
const maxTitleLine = 1 << 20

// maxSearched is how many characters of a title are searched: the longest of ROME has 140.
const maxSearched = 200

// titleLine is one line of a list of titles, decoded, without its line end.
type titleLine struct {
	text string
	// tooLong is a line that nothing is suggested for; text is then its beginning.
	tooLong bool
}

// titleLines reads a list of titles, one a line, in UTF-8 or in Windows-1252.
type titleLines struct {
	in    *bufio.Reader
	begun bool
}

// next returns io.EOF after the last line.
func (t *titleLines) next() (titleLine, error) {
	var line []byte
	size := 0
	for {
		part, err := t.in.ReadSlice('\n')
		if size += len(part); size <= maxTitleLine+len("\r\n") {
			line = append(line, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err != nil && (!errors.Is(err, io.EOF) || size == 0):
			return titleLine{}, err
		}
		break
	}
	text := strings.TrimSuffix(strings.TrimSuffix(string(line), "\n"), "\r")
	if !t.begun {
		t.begun, text = true, strings.TrimPrefix(text, "\ufeff")
	}
	if size > maxTitleLine+len("\r\n") || len(text) > maxTitleLine {
		return titleLine{text: searched(intake.Decode(text)), tooLong: true}, nil
	}
	return titleLine{text: intake.Decode(text)}, nil
}

// quiet tells that nothing more has come yet: whoever writes the titles may be waiting for the answers.
func (t *titleLines) quiet() bool { return t.in.Buffered() == 0 }

// searched is the beginning of a title that is searched.
func searched(title string) string {
	n := 0
	for i := range title {
		if n++; n > maxSearched {
			return title[:i]
		}
	}
	return title
}
