package hiring

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring/intake"
)

// A file that a referent looks at before it comes in waits in the store, so that any process can go on with it: its
// cells as text, without what is never kept, in pieces, for a day at most. It is gone once it is in, given up or expired.
const (
	uploadLife  = 24 * time.Hour
	pieceBytes  = 1 << 20
	sweepEvery  = 10 * time.Minute
	gaveUp      = "Le fichier a été abandonné. Il est effacé, rien n'en est entré."
	uploadEnded = "Le fichier n'a pas été importé dans les 24 heures. Il est effacé : apportez-le à nouveau."
)

// ReceivedFile is a file that a referent brought, read more than once.
type ReceivedFile struct {
	Name   string
	Size   int64
	Body   io.ReadSeeker
	DryRun bool
}

// ReceiveImport takes a file in. One in the house's own format comes in at once, as StartImport does; another waits:
// its status says so, and its mapping is empty when nobody knows its headings.
func (s *Service) ReceiveImport(ctx context.Context, actor domain.Actor, file ReceivedFile) (*domain.Import, error) {
	kinds, err := s.FileMappings(ctx, actor)
	if err != nil {
		return nil, err
	}
	table, err := intake.Open(file.Body, kinds)
	if err != nil {
		return nil, err
	}
	defer func() { _ = table.Close() }() // temporary files, swept at the next start if they stay
	m, known := table.Recognised()
	if known && m.Name == intake.House {
		if _, err := file.Body.Seek(0, io.SeekStart); err != nil {
			return nil, noRoom(err)
		}
		return s.StartImport(ctx, actor, ImportFile{Name: file.Name, Size: file.Size, Body: file.Body, DryRun: file.DryRun})
	}
	return s.park(ctx, actor, file, table, m.Name)
}

// park keeps the table and opens its account. The account is saved first, so that pieces of a process that dies are
// never without one, and are swept with it.
func (s *Service) park(ctx context.Context, actor domain.Actor, file ReceivedFile, table *intake.Table, mapping string) (*domain.Import, error) {
	now := s.Now()
	record := &domain.Import{Record: domain.Record{ID: newID(ctx), Created: now}, Status: domain.ImportWaiting, File: file.Name, By: actor.ID,
		DryRun: file.DryRun, Mapping: mapping, Waiting: domain.WaitingFile{Until: now.Add(uploadLife)}}
	record.Note(string(domain.ImportWaiting), actor, now, "")
	if err := s.Deps.Imports.Save(ctx, record); err != nil {
		return nil, err
	}
	pieces := &pieceWriter{ctx: ctx, to: s.Deps.Uploads, id: record.ID}
	rows, err := table.Park(pieces)
	if err = errors.Join(err, pieces.flush()); err == nil {
		err = s.digest(record, file)
	}
	record.Waiting.Pieces, record.Waiting.Rows = pieces.count, rows
	if err != nil {
		return nil, errors.Join(err, s.endWaiting(context.WithoutCancel(ctx), actor, record, gaveUp))
	}
	err = s.Deps.Imports.Save(ctx, record)
	if domain.CodeOf(err) == domain.CodeConflict { // an erasure ended it before it was whole
		return nil, errors.Join(domain.Refuse(domain.CodeConflict, "%s", unreadErased), s.removePieces(context.WithoutCancel(ctx), record))
	}
	if err != nil {
		return nil, err
	}
	return record, nil
}

// digest sums the file as it was received.
func (s *Service) digest(record *domain.Import, file ReceivedFile) error {
	if _, err := file.Body.Seek(0, io.SeekStart); err != nil {
		return noRoom(err)
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, file.Body); err != nil {
		return noRoom(err)
	}
	record.Digest = hex.EncodeToString(sum.Sum(nil))
	return nil
}

// waiting reads the account of a file that waits: Conflict when it came in or was given up already, Gone when it is no longer
// there though nobody asked for that.
func (s *Service) waiting(ctx context.Context, actor domain.Actor, id string) (*domain.Import, error) {
	if !canImport(actor) {
		return nil, errNoImport
	}
	record, err := s.Deps.Imports.Get(ctx, actor, id)
	switch {
	case err != nil:
		return nil, err
	case record.Status == domain.ImportWaiting && s.Now().Before(record.Waiting.Until):
		return record, nil
	case record.Status == domain.ImportWaiting:
		return nil, domain.Refuse(domain.CodeGone, "%s", uploadEnded)
	case record.Status == domain.ImportFailed && record.Failure != "" && record.Failure != gaveUp:
		return nil, domain.Refuse(domain.CodeGone, "%s", record.Failure)
	}
	return nil, domain.Refuse(domain.CodeConflict, "Ce fichier n'attend plus : il a déjà été importé ou abandonné.")
}

// parkedFile is the body of a file that waits.
func (s *Service) parkedFile(ctx context.Context, record *domain.Import) ImportFile {
	return ImportFile{Name: record.File, DryRun: record.DryRun, Mapping: record.Mapping, columns: record.Draft, parked: true,
		Body: &pieceReader{ctx: ctx, from: s.Deps.Uploads, id: record.ID, count: record.Waiting.Pieces}}
}

// BringIn starts the import of a file that waits, as it was last looked at; fixed stands for rows that do not say.
func (s *Service) BringIn(ctx context.Context, actor domain.Actor, id string, fixed domain.FixedValues) (*domain.Import, error) {
	record, err := s.waiting(ctx, actor, id)
	if err != nil {
		return nil, err
	}
	if err := s.roomForImport(ctx); err != nil {
		return nil, err
	}
	now := s.Now()
	record.Status = domain.ImportRunning
	record.Note(string(domain.ImportRunning), actor, now, "")
	if err := s.Deps.Imports.Save(ctx, record); err != nil {
		return nil, err
	}
	answer := *record
	s.background.Go(func() {
		running, end := s.untilStop(context.WithoutCancel(ctx))
		defer end()
		file := s.parkedFile(running, record)
		file.Fixed = fixed
		if err := s.bring(running, record, file, ImportWatch{}); err != nil {
			s.Log.Warn("an import did not end", slog.String("import", record.ID), slog.String("code", string(domain.CodeOf(err))))
		}
		s.clearPieces(context.WithoutCancel(ctx), record)
	})
	return &answer, nil
}

// GiveUp removes a file that waits; its account says so.
func (s *Service) GiveUp(ctx context.Context, actor domain.Actor, id string) error {
	record, err := s.waiting(ctx, actor, id)
	if err != nil {
		return err
	}
	return s.endWaiting(ctx, actor, record, gaveUp)
}

// endWaiting says that the file is gone, unless it came in meanwhile, which is a Conflict and leaves its pieces; then it
// removes them.
func (s *Service) endWaiting(ctx context.Context, actor domain.Actor, record *domain.Import, why string) error {
	record.Status, record.Failure, record.Draft = domain.ImportFailed, why, nil
	record.Note(string(domain.ImportFailed), actor, s.Now(), "")
	if err := s.Deps.Imports.Save(ctx, record); err != nil {
		return err
	}
	s.clearPieces(ctx, record)
	return nil
}

// clearPieces removes the pieces of a file that ended and notes that none is left: until it is noted, the sweep tries
// again.
func (s *Service) clearPieces(ctx context.Context, record *domain.Import) {
	if record.Waiting.Until.IsZero() {
		return
	}
	err := s.removePieces(ctx, record)
	if err == nil {
		record.Waiting = domain.WaitingFile{}
		err = s.Deps.Imports.Save(ctx, record)
	}
	if err != nil {
		s.Log.Warn("pieces of a file stay until the next sweep", slog.String("import", record.ID), slog.String("code", string(domain.CodeOf(err))))
	}
}

// removePieces takes away every piece that may be there, those that a process that died did not count too.
func (s *Service) removePieces(ctx context.Context, record *domain.Import) error {
	for n := 0; ; n++ {
		key := pieceKey(record.ID, n)
		_, err := s.Deps.Uploads.Get(ctx, key)
		switch {
		case domain.CodeOf(err) == domain.CodeNotFound && n >= record.Waiting.Pieces:
			return nil
		case err != nil && domain.CodeOf(err) != domain.CodeNotFound:
			return err
		}
		if err := s.Deps.Uploads.Remove(ctx, key); err != nil {
			return err
		}
	}
}

// sweepUploads removes the files that waited their time, and what an end that was cut short left of others.
func (s *Service) sweepUploads(ctx context.Context) error {
	now := s.Now()
	if now.Before(s.imports.swept.Add(sweepEvery)) {
		return nil
	}
	since := now.Add(-leftoversFor)
	if s.imports.swept.IsZero() {
		since = time.Time{}
	}
	s.imports.swept = now
	if err := s.sweepLeftovers(ctx, since); err != nil {
		return err
	}
	q := domain.ImportQuery{Status: domain.ImportWaiting, Limit: pageOfAll}
	for {
		list, next, err := s.Deps.Imports.Find(ctx, domain.System(), q)
		if err != nil {
			return err
		}
		for _, record := range list {
			if now.Before(record.Waiting.Until) {
				continue
			}
			if err := s.endWaiting(ctx, domain.System(), record, uploadEnded); err != nil && domain.CodeOf(err) != domain.CodeConflict {
				return err
			}
		}
		if next == "" {
			return nil
		}
		q.Cursor = next
	}
}

// leftoversFor is how long after it was received an ended file is looked at for pieces; older ones are at the first
// sweep of a process.
const leftoversFor = 3 * uploadLife

// sweepLeftovers clears the pieces of files that ended and were received since.
func (s *Service) sweepLeftovers(ctx context.Context, since time.Time) error {
	q := domain.ImportQuery{Limit: pageOfAll}
	for {
		list, next, err := s.Deps.Imports.Find(ctx, domain.System(), q)
		if err != nil {
			return err
		}
		for _, record := range list {
			switch {
			case record.Created.Before(since):
				return nil
			case record.Status == domain.ImportFailed || record.Status == domain.ImportDone:
				s.clearPieces(ctx, record)
			}
		}
		if next == "" {
			return nil
		}
		q.Cursor = next
	}
}

func pieceKey(id string, n int) string { return fmt.Sprintf("upload/%s/%d", id, n) }

// pieceWriter keeps what is written to it in pieces.
type pieceWriter struct {
	ctx   context.Context
	to    Uploads
	id    string
	held  []byte
	count int
}

func (w *pieceWriter) Write(p []byte) (int, error) {
	w.held = append(w.held, p...)
	if len(w.held) < pieceBytes {
		return len(p), nil
	}
	return len(p), w.flush()
}

func (w *pieceWriter) flush() error {
	if len(w.held) == 0 {
		return nil
	}
	if err := w.to.Put(w.ctx, pieceKey(w.id, w.count), w.held); err != nil {
		return err
	}
	w.count++
	w.held = w.held[:0]
	return nil
}

// pieceReader reads them one after the other.
type pieceReader struct {
	ctx   context.Context
	from  Uploads
	id    string
	count int
	next  int
	held  []byte
}

func (r *pieceReader) Read(p []byte) (int, error) {
	for len(r.held) == 0 {
		if r.next == r.count {
			return 0, io.EOF
		}
		body, err := r.from.Get(r.ctx, pieceKey(r.id, r.next))
		if err != nil {
			return 0, err
		}
		r.held = body
		r.next++
	}
	n := copy(p, r.held)
	r.held = r.held[n:]
	return n, nil
}
