package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"eedk.fr/candidatheque/domain"
)

const (
	databaseFile = "candidatheque.db"
	// markFile stands once a database was made: a folder that has one and lost its database never starts empty.
	markFile = "candidatheque.format"
)

// OpenSQLite opens the data folder, making it when new: takes its lock, checks the file, migrates the schema and brings
// the keys to this program's version. It refuses with one clear line a folder in use, a lost or damaged database, and
// a schema of a newer program.
func OpenSQLite(dir string, now func() time.Time) (*Store, error) {
	lock, err := lockFolder(dir)
	if err != nil {
		return nil, err
	}
	s, err := openFolder(dir, now)
	if err != nil {
		_ = lock.Close()
		return nil, err
	}
	s.lock = lock
	return s, nil
}

// openFolder opens a folder that this process holds.
func openFolder(dir string, now func() time.Time) (*Store, error) {
	file := filepath.Join(dir, databaseFile)
	if err := notLost(dir, file); err != nil {
		return nil, err
	}
	ctx := context.Background()
	e, err := openSQLite(ctx, file)
	if err != nil {
		return nil, err
	}
	s := New(e, e, now)
	if err := s.prepare(ctx, e, dir); err != nil {
		_ = e.Close()
		return nil, err
	}
	return s, nil
}

// prepare migrates, renews the keys, and marks the folder as one that has a database.
func (s *Store) prepare(ctx context.Context, e *sqliteEngine, dir string) error {
	if err := migrate(ctx, e.write); err != nil {
		return err
	}
	generation, err := e.fact(ctx, "generation")
	if err != nil {
		return err
	}
	e.generation = generation
	if err := s.renewKeys(ctx, e); err != nil {
		return err
	}
	s.Leavers.register = registerOf(dir)
	if err := s.Leavers.catchUp(ctx); err != nil {
		return err
	}
	return markFolder(dir)
}

// markFolder says in the folder, for good, that it has a database.
func markFolder(dir string) error {
	mark := filepath.Join(dir, markFile)
	if exists(mark) {
		return nil
	}
	if err := errors.Join(os.WriteFile(mark, []byte("sqlite\n"), 0o600), syncFolder(dir)); err != nil {
		return unavailable("Le dossier de données n'accepte pas d'écriture.", err)
	}
	return nil
}

// notLost refuses a folder that had a database, by its mark or by a journal left behind, when the file is missing or
// emptied: starting would look as if nobody had ever been in it.
func notLost(dir, file string) error {
	marked, journal, base := exists(filepath.Join(dir, markFile)), sizeOf(file+"-wal"), sizeOf(file)
	interrupted := !marked && exists(file) // a first start that was cut short has an empty file and nothing to lose
	if base > 0 || interrupted || !marked && journal == 0 {
		return nil
	}
	return domain.Refuse(domain.CodeUnavailable, "la base de « %s » a disparu ou est vide : remettez une sauvegarde (candidatheque restore), rien n'a été changé", dir)
}

// sizeOf is in bytes, 0 for a file that is not there.
func sizeOf(file string) int64 {
	info, err := os.Stat(file)
	if err != nil {
		return 0
	}
	return info.Size()
}

// openSQLite opens the file with one writer and a few readers, and asserts what durability stands on. What is removed is
// overwritten (secure_delete): an erased person does not stay in free pages.
func openSQLite(ctx context.Context, file string) (*sqliteEngine, error) {
	if err := private(file); err != nil {
		return nil, unavailable("Le fichier de la base ne peut pas être fermé aux autres comptes de la machine.", err)
	}
	write, err := sql.Open("sqlite", dsn(file, "_txlock=immediate", writerCache))
	if err != nil {
		return nil, refusal(err)
	}
	write.SetMaxOpenConns(1)
	e := &sqliteEngine{file: file, write: write, read: write}
	if err := e.check(ctx); err != nil {
		_ = write.Close()
		return nil, err
	}
	if e.read, err = sql.Open("sqlite", dsn(file, "_pragma=query_only(1)", readerCache)); err != nil {
		_ = write.Close()
		return nil, refusal(err)
	}
	e.read.SetMaxOpenConns(2 + runtime.NumCPU())
	return e, nil
}

// private makes the file if there is none, readable by its owner only: SQLite gives its journal the same rights. It runs
// before SQLite opens the file: closing a second handle later would drop the locks of the first.
func private(file string) error {
	f, err := os.OpenFile(file, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(f.Chmod(0o600), f.Close())
}

// Page caches in kB: each connection has its own, and readers are several.
const (
	writerCache = "_pragma=cache_size(-32000)"
	readerCache = "_pragma=cache_size(-8000)"
)

// dsn escapes the path: a folder may be named with a question mark or an accent. Every pragma is set on every connection,
// since most of them are not kept in the file.
func dsn(file string, more ...string) string {
	pragmas := append([]string{"_pragma=busy_timeout(5000)", "_pragma=journal_mode(WAL)", "_pragma=synchronous(FULL)",
		"_pragma=wal_autocheckpoint(1000)", "_pragma=secure_delete(1)"}, more...)
	return "file:" + (&url.URL{Path: file}).EscapedPath() + "?" + strings.Join(pragmas, "&")
}

// check reads the whole structure of the file, so that damage is met here and not under somebody's file later.
func (e *sqliteEngine) check(ctx context.Context) error {
	damaged := func(cause error) error {
		return domain.Refuse(domain.CodeUnavailable, "la base est abîmée et n'a pas été ouverte : remettez une sauvegarde (candidatheque restore), rien n'a été changé").WithCause(cause)
	}
	var journal, health string
	var synchronous int
	if err := e.write.QueryRowContext(ctx, "PRAGMA journal_mode").Scan(&journal); err != nil {
		return damaged(err)
	}
	if err := e.write.QueryRowContext(ctx, "PRAGMA synchronous").Scan(&synchronous); err != nil {
		return damaged(err)
	}
	if journal != "wal" || synchronous != 2 {
		return unavailable("La base ne peut pas être ouverte de façon sûre.", fmt.Errorf("journal_mode %s, synchronous %d", journal, synchronous))
	}
	if err := e.write.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&health); err != nil {
		return damaged(err)
	}
	if health != "ok" {
		return damaged(errors.New(health))
	}
	return nil
}
