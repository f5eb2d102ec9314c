package search

import (
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"strings"
)

// seal is what stands beside the engine's files to tell whether they are still what was written. Bleve goes back to an
// older state without a word when a file of the newest is missing; a smaller Sequence in the index than here shows it.
type seal struct {
	Sequence uint64 `json:"sequence"`  // writes so far, also kept in the index with each of them
	RootSize int64  `json:"root_size"` // bytes of root.bolt, which never shrinks
	// RootSum is the CRC-32 of root.bolt, known only once the index is closed: 0 while it is open.
	RootSum uint32 `json:"root_sum,omitempty"`
}

func sealFile(dir string) string { return filepath.Join(dir, "candidatheque.json") }
func rootFile(dir string) string { return filepath.Join(dir, "store", "root.bolt") }

// readSeal reads the seal and compares it with root.bolt as it lies on disk.
func readSeal(dir string) (s seal, err error) {
	text, err := os.ReadFile(sealFile(dir))
	if err != nil {
		return s, fmt.Errorf("%w: %w", errDamaged, err)
	}
	if err := json.Unmarshal(text, &s); err != nil {
		return s, fmt.Errorf("%w: seal: %w", errDamaged, err)
	}
	root, err := os.ReadFile(rootFile(dir))
	if err != nil {
		return s, fmt.Errorf("%w: %w", errDamaged, err)
	}
	if int64(len(root)) < s.RootSize {
		return s, fmt.Errorf("%w: root.bolt is cut", errDamaged)
	}
	if s.RootSum != 0 && s.RootSum != crc32.ChecksumIEEE(root) {
		return s, fmt.Errorf("%w: root.bolt changed while the index was closed", errDamaged)
	}
	return s, checkSegments(dir, string(root))
}

// write replaces the seal in one move. It is not waited for on disk: after a power cut an older one is as good.
func (s seal) write(dir string) error {
	info, err := os.Stat(rootFile(dir))
	if err != nil {
		return err
	}
	s.RootSize = info.Size()
	text, err := json.Marshal(s)
	if err != nil {
		return err
	}
	draft := sealFile(dir) + ".tmp"
	if err := os.WriteFile(draft, text, 0o600); err != nil {
		return err
	}
	return os.Rename(draft, sealFile(dir))
}

// closeWrite seals a closed index with the sum of its root.bolt.
func (s seal) closeWrite(dir string) error {
	root, err := os.ReadFile(rootFile(dir))
	if err != nil {
		return err
	}
	s.RootSum = crc32.ChecksumIEEE(root)
	return s.write(dir)
}

// signed writes a value with its sum before it, as the index keeps what it must not misread.
func signed(value string) []byte {
	return fmt.Appendf(nil, "%08x %s", crc32.ChecksumIEEE([]byte(value)), value)
}

// unsigned reads what signed wrote; what was never written is empty.
func unsigned(kept []byte) (string, error) {
	if len(kept) == 0 {
		return "", nil
	}
	_, value, ok := strings.Cut(string(kept), " ")
	if !ok || string(signed(value)) != string(kept) {
		return "", errors.Join(errDamaged, fmt.Errorf("value %.60q", kept))
	}
	return value, nil
}
