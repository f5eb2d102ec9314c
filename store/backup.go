package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"eedk.fr/candidatheque/domain"
)

// Backup writes a copy to a file that must not exist yet, while the store serves: next to its final name, which it gets
// once it is whole. From SQLite it is consistent at one instant. From MongoDB each document is, in the same file format:
// a restore takes both.
func (s *Store) Backup(ctx context.Context, file string) error {
	if _, err := os.Lstat(file); !errors.Is(err, fs.ErrNotExist) {
		return domain.Refuse(domain.CodeConflict, "« %s » existe déjà : une sauvegarde n'écrase rien", file).WithCause(err)
	}
	part := file + ".part"
	if err := emptyPrivate(part); err != nil {
		return domain.Refuse(domain.CodeUnavailable, "impossible d'écrire « %s »", file).WithCause(err)
	}
	write := s.copyInto
	if own, ok := s.engine.(*sqliteEngine); ok {
		write = own.vacuumInto
	}
	if err := write(ctx, part); err != nil {
		_ = removeAll(part)
		return domain.Refuse(domain.CodeUnavailable, "impossible d'écrire « %s » : vérifiez le dossier et la place sur le disque", file).WithCause(err)
	}
	if err := errors.Join(s.Leavers.register.copyBeside(file), settle(part, file)); err != nil {
		return domain.Refuse(domain.CodeUnavailable, "impossible d'écrire « %s »", file).WithCause(err)
	}
	return nil
}

// copyInto makes a SQLite database of every document, in one file.
func (s *Store) copyInto(ctx context.Context, part string) error {
	e, err := openSQLite(ctx, part)
	if err != nil {
		return err
	}
	err = s.copyIntoEngine(ctx, e)
	return errors.Join(err, e.Close())
}

func (s *Store) copyIntoEngine(ctx context.Context, e *sqliteEngine) error {
	if err := migrate(ctx, e.write); err != nil {
		return err
	}
	to := New(e, e, time.Now)
	if err := to.renewKeys(ctx, e); err != nil {
		return err
	}
	for _, c := range s.collections() {
		if err := s.copyCollection(ctx, to, c, ignoreProgress); err != nil {
			return err
		}
	}
	if err := to.Verify(ctx); err != nil {
		return err
	}
	_, err := e.write.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
	return refusal(err)
}

// emptyPrivate makes the file empty and readable by its owner only, before anything is written in it.
func emptyPrivate(file string) error {
	if err := os.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

// vacuumInto copies on a connection of its own: writers go on meanwhile.
func (e *sqliteEngine) vacuumInto(ctx context.Context, part string) error {
	own, err := sql.Open("sqlite", dsn(e.file, readerCache))
	if err != nil {
		return err
	}
	_, err = own.ExecContext(ctx, "VACUUM INTO ?", part)
	return errors.Join(err, own.Close())
}

// settle makes a finished file durable under its final name, readable by its owner only.
func settle(part, file string) error {
	if err := os.Chmod(part, 0o600); err != nil {
		return err
	}
	f, err := os.OpenFile(part, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(part, file); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(file))
}

// syncFolder makes the names of a folder durable, as syncing a file makes its content.
func syncFolder(dir string) error {
	folder, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

// Restore puts a backup in place of the database of a folder nobody holds. The backup is checked and brought to this
// program's schema first; the database that was there is kept aside under a dated name, which is returned (empty when
// there was none). Followers of changes are told to start over. Who restores then erases again the people erased since
// the backup, before anybody uses the folder.
func Restore(ctx context.Context, dir, backup string, now time.Time) (aside string, err error) {
	lock, err := lockFolder(dir)
	if err != nil {
		return "", err
	}
	defer func() { _ = lock.Close() }()
	file := filepath.Join(dir, databaseFile)
	part := file + ".part"
	defer func() { _ = removeAll(part) }()
	if err := errors.Join(removeAll(part), copyDatabase(backup, part)); err != nil {
		return "", domain.Refuse(domain.CodeInvalid, "impossible de lire la sauvegarde « %s »", backup).WithCause(err)
	}
	if err := checkBackup(ctx, part, now); err != nil {
		return "", err
	}
	if aside, err = moveAside(file, file+".avant-"+now.UTC().Format("20060102-150405")); err != nil {
		return "", domain.Refuse(domain.CodeUnavailable, "la base actuelle ne peut pas être mise de côté").WithCause(err)
	}
	if err := settle(part, file); err != nil {
		return aside, domain.Refuse(domain.CodeUnavailable, "la sauvegarde ne peut pas être mise en place").WithCause(err)
	}
	return aside, registerOf(dir).adopt(registerBeside(backup))
}

// checkBackup opens the copy, brings it to this program's schema, reads all of it, gives it a generation of its own and
// leaves it closed and whole in one file.
func checkBackup(ctx context.Context, part string, now time.Time) error {
	e, err := openSQLite(ctx, part)
	if err != nil {
		return domain.Refuse(domain.CodeInvalid, "ce fichier n'est pas une sauvegarde utilisable : rien n'a été changé").WithCause(err)
	}
	defer func() { _ = e.Close() }()
	var tables int
	if err := e.read.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema WHERE name IN ('docs', 'keys', 'facts')").Scan(&tables); err != nil || tables != 3 {
		return domain.Refuse(domain.CodeInvalid, "ce fichier n'est pas une sauvegarde de la candidathèque : rien n'a été changé").WithCause(err)
	}
	if err := migrate(ctx, e.write); err != nil {
		return err
	}
	if err := e.Verify(ctx); err != nil {
		return domain.Refuse(domain.CodeInvalid, "cette sauvegarde est abîmée : rien n'a été changé").WithCause(err)
	}
	if _, err := e.write.ExecContext(ctx, "UPDATE facts SET value = random() & 0x7fffffffffff WHERE name = 'generation'"); err != nil {
		return refusal(err)
	}
	if err := e.Put(ctx, collBlobs, Write{Over: AnyRevision, Doc: Doc{ID: restoredKey, Body: []byte(now.UTC().Format(time.RFC3339Nano))}}); err != nil {
		return err
	}
	_, err = e.write.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
	return refusal(err)
}

// restoredKey is the blob that says when the data came from a backup: whoever sends mails reads it, and sends nothing of
// before a second time.
const restoredKey = "restored"

// parts are the files of a database, its own first: a crash while they are moved leaves a journal without a database,
// which refuses to open, never a database without the end of its journal, which would open and lack it.
var parts = []string{"", "-wal", "-shm"}

// moveAside renames a database, or what a crash left of one, to a name that is free; empty when there was nothing.
func moveAside(file, name string) (aside string, err error) {
	free := name
	for n := 2; exists(free); n++ {
		free = fmt.Sprintf("%s-%d", name, n)
	}
	for _, part := range parts {
		switch err := os.Rename(file+part, free+part); {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			return "", err
		default:
			aside = free
		}
	}
	return aside, nil
}

func exists(file string) bool {
	_, err := os.Lstat(file)
	return err == nil
}

// removeAll removes a database with its journal; what is not there is not an error.
func removeAll(file string) error {
	for _, part := range parts {
		if err := os.Remove(file + part); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// copyDatabase copies a database with its journal, which a backup of ours has not but a copied folder may have.
func copyDatabase(from, to string) error {
	if err := copyFile(from, to); err != nil {
		return err
	}
	if !exists(from + "-wal") {
		return nil
	}
	return copyFile(from+"-wal", to+"-wal")
}

// copyFile copies durably, into a file that only its owner reads.
func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Sync(), out.Close())
}
