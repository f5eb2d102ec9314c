package search

import (
	"errors"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
)

// callbackName is the name under which Bleve finds stopped.
const callbackName = "candidatheque"

// closeWait is how long a close may take; an engine that has stopped never ends it.
const closeWait = 10 * time.Second

// errStopped is why an engine no longer writes: a damage it only met in the background.
var errStopped = errors.New("the engine has stopped")

// stops holds, by store folder, the channel to close when Bleve's background work there has panicked. Bleve catches the
// panic, but then every write would wait for ever.
var stops sync.Map

func init() {
	scorch.RegistryAsyncErrorCallbacks[callbackName] = func(err error, path string) {
		if !errors.Is(err, scorch.ErrAsyncPanic) {
			return
		}
		if stop, ok := stops.LoadAndDelete(filepath.Clean(path)); ok {
			close(stop.(chan struct{}))
			// Without its seal the index is set aside by the next Open. A seal already gone does as well.
			_ = os.Remove(sealFile(filepath.Dir(filepath.Clean(path))))
		}
	}
}

// watchStop gives the channel that tells when the engine of dir has stopped.
func watchStop(dir string) chan struct{} {
	stop := make(chan struct{})
	stops.Store(filepath.Join(dir, "store"), stop)
	return stop
}

// write runs a batch, and gives up when the engine has stopped.
func (x *Index) write(engine bleve.Index, batch *bleve.Batch) error {
	done := make(chan error, 1)
	go func() {
		var err error
		defer func() { done <- err }()
		defer guard("batch", &err)
		err = engine.Batch(batch)
	}()
	select {
	case err := <-done:
		return err
	case <-x.stop:
		return errStopped
	}
}

// closeEngine closes an engine in whatever state it is.
func closeEngine(engine bleve.Index) error {
	done := make(chan error, 1)
	go func() {
		var err error
		defer func() { done <- err }()
		defer guard("close", &err)
		err = engine.Close()
	}()
	select {
	case err := <-done:
		return err
	case <-time.After(closeWait):
		return errStopped
	}
}
