package store

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"eedk.fr/candidatheque/domain"
)

// Backup copies the database, consistent at one instant, next to its final name and then gives it that name.
func (e *sqliteEngine) Backup(ctx context.Context, file string) error {
	if _, err := os.Lstat(file); !errors.Is(err, fs.ErrNotExist) {
		return domain.Refuse(domain.CodeConflict, "« %s » existe déjà : une sauvegarde n'écrase rien", file).WithCause(err)
	}
	part := file + ".part"
	if err := emptyPrivate(part); err != nil {
		return domain.Refuse(domain.CodeUnavailable, "impossible d'écrire « %s »", file).WithCause(err)
	}
	if err := e.vacuumInto(ctx, part); err != nil {
		_ = os.Remove(part)
		return domain.Refuse(domain.CodeUnavailable, "impossible d'écrire « %s » : vérifiez le dossier et la place sur le disque", file).WithCause(err)
	}
	if err := settle(part, file); err != nil {
		return domain.Refuse(domain.CodeUnavailable, "impossible d'écrire « %s »", file).WithCause(err)
	}
	return nil
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
	own, err := sql.Open("sqlite", dsn(e.file, "_pragma=query_only(0)"))
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
	folder, err := os.Open(filepath.Dir(file))
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
	if err := copyFile(backup, part); err != nil {
		return "", domain.Refuse(domain.CodeInvalid, "impossible de lire la sauvegarde « %s »", backup).WithCause(err)
	}
	defer func() {
		for _, suffix := range []string{"", "-wal", "-shm"} {
			_ = os.Remove(part + suffix)
		}
	}()
	if err := checkBackup(ctx, part); err != nil {
		return "", err
	}
	if _, err := os.Stat(file); err == nil {
		aside = file + ".avant-" + now.UTC().Format("20060102-150405")
		if err := moveAside(file, aside); err != nil {
			return "", domain.Refuse(domain.CodeUnavailable, "la base actuelle ne peut pas être mise de côté").WithCause(err)
		}
	}
	if err := settle(part, file); err != nil {
		return aside, domain.Refuse(domain.CodeUnavailable, "la sauvegarde ne peut pas être mise en place").WithCause(err)
	}
	return aside, nil
}

// checkBackup opens the copy, brings it to this program's schema, reads all of it, gives it a generation of its own and
// leaves it closed and whole in one file.
func checkBackup(ctx context.Context, part string) error {
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
	_, err = e.write.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
	return refusal(err)
}

func moveAside(file, aside string) error {
	for _, suffix := range []string{"-wal", "-shm", ""} {
		if err := os.Rename(file+suffix, aside+suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

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
