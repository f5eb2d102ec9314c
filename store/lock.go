package store

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"eedk.fr/candidatheque/domain"
)

// lockFile is held by the process that uses the folder; the kernel lets it go whatever way the process ends.
const lockFile = "verrou"

// LockFolder takes a data folder whose database is elsewhere, for what a process keeps beside it. Closing lets it go.
func LockFolder(dir string) (io.Closer, error) { return lockFolder(dir) }

// lockFolder makes the data folder if needed and takes it: a second process is told who holds it.
func lockFolder(dir string) (*os.File, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, domain.Refuse(domain.CodeUnavailable, "le dossier de données « %s » ne peut pas être créé", dir).WithCause(err)
	}
	// A folder made by somebody else is closed to others where this account may do so; the files in it are closed anyway.
	_ = os.Chmod(dir, 0o700)
	f, err := os.OpenFile(filepath.Join(dir, lockFile), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, domain.Refuse(domain.CodeUnavailable, "le dossier de données « %s » n'est pas accessible en écriture", dir).WithCause(err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		held, _ := io.ReadAll(io.LimitReader(f, 20))
		_ = f.Close()
		if !errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, domain.Refuse(domain.CodeUnavailable, "le dossier de données « %s » ne peut pas être verrouillé", dir).WithCause(err)
		}
		return nil, domain.Refuse(domain.CodeUnavailable, "le dossier de données « %s » est déjà utilisé par un autre processus (%s) : arrêtez-le d'abord", dir, strings.TrimSpace(string(held)))
	}
	if err := f.Truncate(0); err == nil {
		_, err = fmt.Fprintf(f, "processus %d", os.Getpid())
		if err != nil {
			_ = f.Close()
			return nil, domain.Refuse(domain.CodeUnavailable, "le dossier de données « %s » n'accepte pas d'écriture : vérifiez la place sur le disque", dir).WithCause(err)
		}
	}
	return f, nil
}
