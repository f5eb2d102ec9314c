package store

import (
	"bufio"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"eedk.fr/candidatheque/domain"
)

// registerFile holds the key of the hashes and one line for each act, the latest last. It names nobody.
const registerFile = "effacements"

// register is that file: lines are appended and synced, never changed, but for those whose time is over.
type register struct{ file string }

func registerOf(dir string) *register { return &register{filepath.Join(dir, registerFile)} }

func keyLine(key domain.LeaverKey) string { return "cle " + hex.EncodeToString(key) }

func keptLine(l *domain.Leaver) string {
	return fmt.Sprintf("parti %s %s %s %s %s", l.ID, l.Key, l.Group, l.Cause, l.On)
}

func liftedLine(hash string, on domain.Date) string { return fmt.Sprintf("revenu %s %s", hash, on) }

// add appends a line; it is on the disk when add returns.
func (r *register) add(line string) error {
	made := !exists(r.file)
	f, err := os.OpenFile(r.file, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return unavailable("Le registre des effacements ne peut pas être écrit.", err)
	}
	_, err = f.WriteString(line + "\n")
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil && made {
		err = syncFolder(filepath.Dir(r.file))
	}
	if err != nil {
		return unavailable("Le registre des effacements ne peut pas être écrit.", err)
	}
	return nil
}

// lines reads the file; none when there is no file. A last line that a crash cut short says nothing, and is left out.
func (r *register) lines() (lines [][]string, err error) {
	raw, err := os.ReadFile(r.file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, unavailable("Le registre des effacements ne peut pas être lu.", err)
	}
	whole := raw[:strings.LastIndexByte(string(raw), '\n')+1]
	for text := bufio.NewScanner(strings.NewReader(string(whole))); text.Scan(); {
		if words := strings.Fields(text.Text()); len(words) > 1 {
			lines = append(lines, words)
		}
	}
	return lines, nil
}

// keys are those of the file, the first one in use.
func (r *register) keys() (keys []domain.LeaverKey, err error) {
	lines, err := r.lines()
	for _, words := range lines {
		key, wrong := hex.DecodeString(words[1])
		if words[0] == "cle" && wrong == nil {
			keys = append(keys, key)
		}
	}
	return keys, err
}

// read gives the last state of each trace, in the order in which they first came.
func (r *register) read() (list []*domain.Leaver, err error) {
	lines, err := r.lines()
	at := map[string]*domain.Leaver{}
	for _, words := range lines {
		switch {
		case words[0] == "parti" && len(words) == 6:
			on, wrong := domain.ParseDate(words[5])
			if wrong != nil {
				continue
			}
			if l, known := at[words[1]]; known {
				l.Cause, l.On, l.Lifted = domain.LeaverCause(words[4]), on, 0
				continue
			}
			l := &domain.Leaver{Record: domain.Record{ID: words[1]}, Key: words[2], Group: words[3], Cause: domain.LeaverCause(words[4]), On: on}
			at[l.ID] = l
			list = append(list, l)
		case words[0] == "revenu" && len(words) == 3:
			if l, known := at[words[1]]; known {
				l.Lifted, _ = domain.ParseDate(words[2])
			}
		}
	}
	return list, err
}

// drop writes the file anew without some traces, beside and then over it.
func (r *register) drop(hashes []string) error {
	lines, err := r.lines()
	if err != nil {
		return err
	}
	var kept strings.Builder
	for _, words := range lines {
		if words[0] == "cle" || !slices.Contains(hashes, words[1]) {
			kept.WriteString(strings.Join(words, " ") + "\n")
		}
	}
	part := r.file + ".part"
	if err := os.WriteFile(part, []byte(kept.String()), 0o600); err != nil {
		return unavailable("Le registre des effacements ne peut pas être écrit.", err)
	}
	return settle(part, r.file)
}

// adopt takes in the lines of another register: those that are there already stay once.
func (r *register) adopt(other *register) error {
	theirs, err := other.lines()
	if err != nil {
		return err
	}
	ours, err := r.lines()
	if err != nil {
		return err
	}
	for _, words := range theirs {
		if !slices.ContainsFunc(ours, func(own []string) bool { return slices.Equal(own, words) }) {
			if err := r.add(strings.Join(words, " ")); err != nil {
				return err
			}
		}
	}
	return nil
}

// registerBeside is the register that a backup keeps beside it: without its key, the traces in the backup find nobody.
func registerBeside(backup string) *register { return &register{backup + "." + registerFile} }

// copyBeside writes the register beside a backup; nothing when nobody left yet.
func (r *register) copyBeside(backup string) error {
	if r == nil || !exists(r.file) {
		return nil
	}
	beside := registerBeside(backup).file
	return errors.Join(copyFile(r.file, beside), syncFolder(filepath.Dir(beside)))
}

// KeepRegister keeps a register in a folder, beside a database that is elsewhere.
func (s *Store) KeepRegister(ctx context.Context, dir string) error {
	s.Leavers.register, s.Leavers.shared = registerOf(dir), true
	return s.Leavers.catchUp(ctx)
}

// CarryRegister gives another store the keys of this one, so that the traces it was given find whom they are of.
func (s *Store) CarryRegister(ctx context.Context, to *Store) error {
	if s.Leavers.register != nil && to.Leavers.register != nil {
		if err := to.Leavers.register.adopt(s.Leavers.register); err != nil {
			return err
		}
	}
	keys, err := s.Leavers.keys(ctx)
	if err != nil || len(keys) == 0 {
		return err
	}
	if to.Leavers.register == nil || to.Leavers.shared {
		err := to.Leavers.once.Insert(ctx, sharedKey, hex.EncodeToString(keys[0]))
		if domain.CodeOf(err) == domain.CodeConflict {
			return nil
		}
		return err
	}
	known, err := to.Leavers.keys(ctx)
	if err != nil || slices.ContainsFunc(known, func(k domain.LeaverKey) bool { return k.Name() == keys[0].Name() }) {
		return err
	}
	return to.Leavers.register.add(keyLine(keys[0]))
}
