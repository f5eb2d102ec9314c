package search

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"

	"eedk.fr/candidatheque/domain"
)

// lock keeps every other process, and every other Open of this one, away from the index of dir until the file is closed.
// Bleve has a lock of its own, but it is taken too late: the files are checked, and may be set aside, before.
// The system gives the lock back when the process ends, however it ends.
func lock(dir string) (*os.File, error) {
	if err := os.MkdirAll(filepath.Dir(dir), 0o700); err != nil {
		return nil, unavailable("lock", err)
	}
	f, err := os.OpenFile(dir+".verrou", os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, unavailable("lock", err)
	}
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if err == nil {
		return f, nil
	}
	err = errors.Join(err, f.Close())
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return nil, locked(err)
	}
	return nil, unavailable("lock", err)
}

func locked(cause error) error {
	return domain.Refuse(domain.CodeConflict,
		"L'index de recherche est déjà ouvert par un autre programme. Arrêtez-le, puis recommencez.").WithCause(cause)
}
