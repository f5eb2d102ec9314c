package hiring

import (
	"cmp"
	"context"
	"errors"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring/intake"
)

// importJobs lets one file in at a time: two at once would fight over the same people.
type importJobs struct {
	running sync.Mutex
	// swept is when files that waited too long were last looked for; the pool's follower alone does it.
	swept time.Time
	// beat is how often a file that waits for another says that it lives; zero is importBeat.
	beat time.Duration
}

// awaitTurn waits until no other file is being brought in; meanwhile the account goes on saying that it lives, or another
// process would take it for dead.
func (s *Service) awaitTurn(ctx context.Context, record *domain.Import) {
	if s.imports.running.TryLock() {
		return
	}
	done := make(chan struct{})
	var beating sync.WaitGroup
	beating.Go(func() {
		ticker := time.NewTicker(cmp.Or(s.imports.beat, importBeat))
		defer ticker.Stop()
		for {
			select {
			case <-done:
				return
			case <-ticker.C:
			}
			record.Updated = s.Now()
			if err := s.Deps.Imports.Save(ctx, record); err != nil {
				s.Log.Warn("an import that waits was not noted", slog.String("import", record.ID), slog.String("code", string(domain.CodeOf(err))))
			}
		}
	})
	s.imports.running.Lock()
	close(done)
	beating.Wait()
}

// maxQueued is how many files may wait or run at once.
const maxQueued = 5

// interrupted is what an import that did not end says.
const interrupted = "L'import a été interrompu. Relancez-le avec le même fichier : ce qui est déjà entré ne changera pas."

// Import reads the account of an import.
func (s *Service) Import(ctx context.Context, actor domain.Actor, id string) (*domain.Import, error) {
	return s.Deps.Imports.Get(ctx, actor, id)
}

// Imports lists the imports, the latest first.
func (s *Service) Imports(ctx context.Context, actor domain.Actor, cursor string) (list []*domain.Import, next string, err error) {
	if !canImport(actor) {
		return nil, "", errNoImport
	}
	return s.Deps.Imports.Find(ctx, actor, domain.ImportQuery{Cursor: cursor})
}

var errNoImport = domain.Refuse(domain.CodeForbidden, "Seul un référent importe des dossiers.")

func canImport(actor domain.Actor) bool {
	return actor.Roles.Has(domain.RoleReferent | domain.RoleSystem)
}

// StartImport keeps a copy of the file, answers at once with a running import and brings people in behind: Import tells
// how far it is. The copy is gone when the import ends, or with the process.
func (s *Service) StartImport(ctx context.Context, actor domain.Actor, file ImportFile) (*domain.Import, error) {
	if !canImport(actor) {
		return nil, errNoImport
	}
	if err := s.roomForImport(ctx); err != nil {
		return nil, err
	}
	copied, err := spool(file.Body)
	if err != nil {
		return nil, err
	}
	record, err := s.openImport(ctx, actor, file)
	if err != nil {
		return nil, errors.Join(err, copied.discard())
	}
	answer := *record
	s.background.Go(func() {
		// The import outlives the request that brought it, and ends with Stop: it must not hold the shutdown.
		running, end := s.untilStop(context.WithoutCancel(ctx))
		defer end()
		file.Body, file.Size = copied.file, copied.size
		if err := s.bring(running, record, file, ImportWatch{}); err != nil {
			s.Log.Warn("an import did not end", slog.String("import", record.ID), slog.String("code", string(domain.CodeOf(err))))
		}
		if err := copied.discard(); err != nil {
			s.Log.Warn("the copy of an imported file stayed behind", slog.String("import", record.ID))
		}
	})
	return &answer, nil
}

// untilStop is a context that ends with Stop.
func (s *Service) untilStop(ctx context.Context) (context.Context, context.CancelFunc) {
	running, end := context.WithCancel(ctx)
	if !s.follower.started() {
		return running, end
	}
	s.background.Go(func() {
		select {
		case <-s.follower.stopped:
			end()
		case <-running.Done():
		}
	})
	return running, end
}

// RunImport brings the file in before it answers, whatever its size; progress may be nil. The import comes back even
// when it failed, with what was read and what was wrong.
func (s *Service) RunImport(ctx context.Context, actor domain.Actor, file ImportFile, progress func(ImportProgress)) (*domain.Import, error) {
	return s.WatchImport(ctx, actor, file, ImportWatch{Progress: progress})
}

// ImportWatch is what hears of an import while it runs; nil functions hear nothing. Rows hears of every bad row, where
// the account of the import holds the first ones.
type ImportWatch struct {
	Progress func(ImportProgress)
	Rows     intake.Watch
}

// WatchImport is RunImport for who wants to hear of each row.
func (s *Service) WatchImport(ctx context.Context, actor domain.Actor, file ImportFile, watch ImportWatch) (*domain.Import, error) {
	if !canImport(actor) {
		return nil, errNoImport
	}
	record, err := s.openImport(ctx, actor, file)
	if err != nil {
		return nil, err
	}
	return record, s.bring(ctx, record, file, watch)
}

// openImport saves the account of an import before its first row.
func (s *Service) openImport(ctx context.Context, actor domain.Actor, file ImportFile) (*domain.Import, error) {
	now := s.Now()
	record := &domain.Import{Record: domain.Record{ID: newID(ctx), Created: now}, Status: domain.ImportRunning, File: file.Name, By: actor.ID, DryRun: file.DryRun}
	record.Note(string(domain.ImportRunning), actor, now, "")
	if err := s.Deps.Imports.Save(ctx, record); err != nil {
		return nil, inserted(ctx, err)
	}
	return record, nil
}

// roomForImport refuses more files than the house can hold at once.
func (s *Service) roomForImport(ctx context.Context) error {
	list, _, err := s.Deps.Imports.Find(ctx, domain.System(), domain.ImportQuery{Status: domain.ImportRunning, Limit: maxQueued})
	if err != nil {
		return err
	}
	if len(list) >= maxQueued {
		return domain.Refuse(domain.CodeTooMany, "%d imports sont déjà en cours. Attendez que l'un d'eux finisse.", maxQueued)
	}
	return nil
}

// importSilence is for how long an import of another process may save nothing before it is taken for dead: a batch takes
// seconds.
const importSilence = 10 * time.Minute

// importBeat lets several notes be missed before the silence is one of death.
const importBeat = importSilence / 5

// closeDeadImports marks as failed what a process that ended left running: nothing of it is lost, and running it again
// with the same file is safe. On a shared store another process may be at it: its silence tells.
func (s *Service) closeDeadImports(ctx context.Context) error {
	now := s.Now()
	for cursor := ""; ; {
		list, next, err := s.Deps.Imports.Find(ctx, domain.System(), domain.ImportQuery{Status: domain.ImportRunning, Cursor: cursor, Limit: pageOfAll})
		if err != nil {
			return err
		}
		for _, record := range list {
			if s.Shared && now.Sub(latest(record.Created, record.Updated)) < importSilence {
				continue
			}
			record.Status, record.Failure = domain.ImportFailed, interrupted
			record.Note(string(domain.ImportFailed), domain.System(), now, "")
			switch err := s.Deps.Imports.Save(ctx, record); {
			case err == nil:
				s.clearPieces(ctx, record)
			case !s.Shared || domain.CodeOf(err) != domain.CodeConflict: // else it lives: its pieces are being read
				return err
			}
		}
		if cursor = next; next == "" {
			return nil
		}
	}
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// sweepSpools removes the temporary copies that a process which was killed left behind; those of a running one are
// younger.
func (s *Service) sweepSpools() {
	left, err := filepath.Glob(filepath.Join(os.TempDir(), "candidatheque-import-*"))
	if err != nil {
		return // the pattern is a good one
	}
	for _, path := range left {
		if info, err := os.Stat(path); err == nil && time.Since(info.ModTime()) > uploadLife {
			if err := os.RemoveAll(path); err != nil {
				s.Log.Warn("a temporary copy of an imported file stays behind")
			}
		}
	}
}

// copied is a file kept on disk while it is read.
type copied struct {
	file *os.File
	size int64
}

// spool copies a file where only this process reads it.
func spool(body io.Reader) (copied, error) {
	f, err := os.CreateTemp("", "candidatheque-import-*.fichier")
	if err != nil {
		return copied{}, noRoom(err)
	}
	k := copied{file: f}
	if k.size, err = io.Copy(f, body); err == nil {
		_, err = f.Seek(0, io.SeekStart)
	}
	if err != nil {
		return copied{}, errors.Join(noRoom(err), k.discard())
	}
	return k, nil
}

func noRoom(cause error) error {
	var tooLarge *domain.Error
	if errors.As(cause, &tooLarge) {
		return cause
	}
	return domain.Refuse(domain.CodeUnavailable, "Le fichier n'a pas pu être reçu en entier. Recommencez dans un instant.").WithCause(cause)
}

func (k copied) discard() error {
	return errors.Join(k.file.Close(), os.Remove(k.file.Name()))
}
