package search

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// checkSegments compares each segment file with the sum at its end. Bleve itself never looks at it when it opens.
// A file that root.bolt does not name is the rest of a batch that never ended: it does not count.
func checkSegments(dir, root string) error {
	files, err := filepath.Glob(filepath.Join(dir, "store", "*.zap"))
	if err != nil {
		return err
	}
	for _, file := range files {
		if strings.Contains(root, filepath.Base(file)) {
			if err := checkSegment(file); err != nil {
				return err
			}
		}
	}
	return nil
}

// checkSegment reads one file of Bleve's zap format: its last four bytes are the CRC-32 (IEEE) of all before.
func checkSegment(file string) (err error) {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if info.Size() <= crc32.Size {
		return fmt.Errorf("%w: %s is cut", errDamaged, filepath.Base(file))
	}
	sum := crc32.NewIEEE()
	if _, err := io.CopyN(sum, f, info.Size()-crc32.Size); err != nil {
		return err
	}
	var kept [crc32.Size]byte
	if _, err := io.ReadFull(f, kept[:]); err != nil {
		return err
	}
	if binary.BigEndian.Uint32(kept[:]) != sum.Sum32() {
		return fmt.Errorf("%w: %s", errDamaged, filepath.Base(file))
	}
	return nil
}
