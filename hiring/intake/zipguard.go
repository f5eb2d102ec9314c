package intake

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"path"
	"strings"

	"eedk.fr/candidatheque/domain"
)

// Limits that keep a small file from filling the memory once it is unzipped (quality.md, HTTP and input).
const (
	maxParts       = 2_000
	maxPartBytes   = 16 << 20 // of the parts that are held whole
	maxSheetBytes  = 768 << 20
	maxCellBytes   = 1 << 20 // between two marks of the XML: a cell has 32 767 characters at most
	mostCompressed = 400     // how many times smaller a large part may be zipped
)

var errBomb = domain.Invalid("file", "Ce classeur est trop grand une fois ouvert. Gardez la seule feuille des personnes, ou enregistrez-la en CSV, puis recommencez.")

// checkZip unzips every part once, to nowhere, and refuses a workbook that says less than it holds.
func checkZip(name string) error {
	archive, err := zip.OpenReader(name)
	if err != nil {
		return domain.Invalid("file", "Ce classeur est abîmé ou incomplet. Enregistrez-le à nouveau en .xlsx, puis recommencez.").WithCause(err)
	}
	err = checkParts(archive.File)
	return errors.Join(err, archive.Close())
}

func checkParts(parts []*zip.File) error {
	if len(parts) > maxParts {
		return errBomb
	}
	var sheets, others int64
	for _, part := range parts {
		inFile := strings.HasPrefix(strings.ToLower(path.Clean(part.Name)), "xl/worksheets/sheet") || strings.EqualFold(path.Clean(part.Name), "xl/sharedStrings.xml")
		total, room := &others, int64(maxPartBytes)-others
		if inFile {
			total, room = &sheets, maxSheetBytes-sheets
		}
		n, err := checkPart(part, room)
		if err != nil {
			return err
		}
		*total += n
	}
	return nil
}

// checkPart counts the bytes of a part as they really are, at most room, and looks for a text that no cell can hold.
func checkPart(part *zip.File, room int64) (size int64, err error) {
	r, err := part.Open()
	if err != nil {
		return 0, domain.Invalid("file", "Ce classeur est abîmé ou protégé. Enregistrez-le à nouveau en .xlsx, puis recommencez.").WithCause(err)
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	buffer := make([]byte, 64<<10)
	unmarked := 0
	for {
		n, err := r.Read(buffer)
		size += int64(n)
		unmarked = tail(buffer[:n], unmarked)
		switch {
		case size > room, unmarked > maxCellBytes:
			return size, errBomb
		case size > maxPartBytes && part.CompressedSize64 > 0 && uint64(size)/part.CompressedSize64 > mostCompressed:
			return size, errBomb
		case errors.Is(err, io.EOF):
			return size, nil
		case err != nil:
			return size, domain.Invalid("file", "Ce classeur est abîmé ou incomplet. Enregistrez-le à nouveau en .xlsx, puis recommencez.").WithCause(err)
		}
	}
}

// tail gives how many bytes stand after the last mark, those before the chunk included; a run within the chunk is
// shorter than any limit.
func tail(chunk []byte, before int) int {
	if last := bytes.LastIndexByte(chunk, '<'); last >= 0 {
		return len(chunk) - last
	}
	return before + len(chunk)
}
