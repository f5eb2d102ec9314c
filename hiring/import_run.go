package hiring

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"runtime/debug"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring/intake"
)

// importBatch is how many people are saved in one durable write, and how many are held in memory.
const importBatch = 500

// run is one file being brought in.
type run struct {
	*Service
	record *domain.Import
	file   ImportFile
	bytes  counted
	watch  ImportWatch
	report *intake.Report
	rows   []intake.ProfileRow
}

// counted passes a file through, counts its bytes and sums them.
type counted struct {
	source io.Reader
	sum    hash.Hash
	read   int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.source.Read(p)
	c.sum.Write(p[:n])
	c.read += int64(n)
	return n, err
}

// bring reads the file to its end and closes the account: done, or failed with the reason. What was saved before a
// failure stays, and the same file run again changes nothing of it.
func (s *Service) bring(ctx context.Context, record *domain.Import, file ImportFile, watch ImportWatch) error {
	s.awaitTurn(ctx, record)
	defer s.imports.running.Unlock()
	defer tightMemory()()
	r := &run{Service: s, record: record, file: file, watch: watch, report: intake.Watched(watch.Rows),
		bytes: counted{source: file.Body, sum: sha256.New()}}
	err := r.read(ctx)
	// What was read before a fault of the file is kept; after a fault of the store there is nothing more to save.
	if flushed := r.flush(ctx); err == nil {
		err = flushed
	}
	r.close(err)
	// The account is written even when the caller left: an import that ended must not read as running.
	if saved := s.Deps.Imports.Save(context.WithoutCancel(ctx), record); err == nil {
		err = saved
	}
	s.changed()
	if err == nil && s.follower.started() {
		err = s.Settle(ctx)
	}
	return err
}

// importGC makes the memory be collected twice as often as usual while a file comes in: most of what an import makes is
// thrown away at once, and would stand beside the pool that grows (quality.md: 200 000 rows, < 150 MB more; measured at
// 200 000 rows with the pool and the index following: 167 MB more at the usual 100, 129 MB at 50).
const importGC = 50

// tightMemory sets it unless the process is held tighter, and gives what puts the former setting back. Imports run one
// at a time.
func tightMemory() (undo func()) {
	former := debug.SetGCPercent(importGC)
	if former >= 0 && former < importGC {
		debug.SetGCPercent(former)
	}
	return func() { debug.SetGCPercent(former) }
}

// read opens the file, settles how it is read, says so in the account, and takes its rows.
func (r *run) read(ctx context.Context) (err error) {
	table, plan, err := r.openFile(ctx, &r.bytes, r.file)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, table.Close()) }()
	r.record.Mapping = plan.Mapping.Name
	if plan.Mapping.Name != intake.House { // whose unknown columns are remarks
		r.record.Aside = plan.Aside
	}
	return intake.ReadTable(r.report, table, plan, r.Refs, func(row intake.ProfileRow) error { return r.take(ctx, row) })
}

// close fills the account from the report.
func (r *run) close(err error) {
	k, report := r.record, r.report
	k.Rows, k.Rejected, k.Repeated, k.OutsidePool = report.Rows, report.Rejected, report.Repeated, report.OutsidePool
	k.Errors, k.Warnings, k.Digest = report.Errors, report.Warnings, r.digest()
	k.Status, k.Draft = domain.ImportDone, nil
	switch {
	case err == nil:
	case domain.CodeOf(err) == domain.CodeInternal: // the end of the context among others
		k.Status, k.Failure = domain.ImportFailed, interrupted
	default:
		k.Status, k.Failure = domain.ImportFailed, messageOf(err)
	}
	k.Note(string(k.Status), domain.System(), r.Now(), "")
	r.tell()
}

// digest is that of the file as it was received: one that waited here was summed before.
func (r *run) digest() string {
	if r.file.parked {
		return r.record.Digest
	}
	return hex.EncodeToString(r.bytes.sum.Sum(nil))
}

// take holds a row until its batch is full.
func (r *run) take(ctx context.Context, row intake.ProfileRow) error {
	r.rows = append(r.rows, row)
	if len(r.rows) < importBatch {
		return nil
	}
	return r.flush(ctx)
}

// flush saves the batch. Somebody may edit a person of it at the same moment: the batch is then merged again over what
// they wrote, a few times at most.
func (r *run) flush(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	for range 5 {
		if err := r.leaveOut(ctx); err != nil {
			return err
		}
		err := r.saveBatch(ctx)
		if domain.CodeOf(err) == domain.CodeConflict {
			continue
		}
		if err != nil {
			return err
		}
		if err := r.forgetMeanwhile(ctx); err != nil {
			return err
		}
		r.rows = r.rows[:0]
		return r.account(ctx)
	}
	return domain.Refuse(domain.CodeConflict, "Des dossiers du fichier sont modifiés sans arrêt par ailleurs. Relancez l'import plus tard.")
}

// saveBatch merges the rows with what is stored and saves those that changed, in one write.
func (r *run) saveBatch(ctx context.Context) error {
	now := r.Now()
	var changed []*domain.Person
	created, updated, unchanged, awaiting := 0, 0, 0, 0
	for _, row := range r.rows {
		before, err := r.known(ctx, row.Person.ID, changed)
		if err != nil {
			return err
		}
		if before.ID == "" {
			p := *row.Person
			p.Created, p.Updated = now, now
			p.Note("import", domain.Actor{ID: r.record.By}, now, "")
			changed = append(changed, &p)
			created++
			awaiting += awaits(&p)
			continue
		}
		p := withRow(before, row)
		awaiting += awaits(p)
		if contentOf(p) == contentOf(before) {
			unchanged++
			continue
		}
		p.NoteChange("import", p.ChangedFields(before), domain.Actor{ID: r.record.By, Channel: string(domain.ChannelImport)}, now)
		changed = inPlace(changed, p)
		updated++
	}
	if len(changed) > 0 && !r.file.DryRun {
		for _, p := range changed {
			p.Settle() // the import is told once, by its own history
		}
		if err := r.Deps.People.SaveMany(ctx, changed); err != nil {
			return err
		}
		r.changed()
	}
	r.record.CreatedRows += created
	r.record.UpdatedRows += updated
	r.record.Unchanged += unchanged
	r.record.Awaiting += awaiting
	return nil
}

// withRow is the stored file as a row changes it: the row of a file that it took over only completes it.
func withRow(before *domain.Person, row intake.ProfileRow) *domain.Person {
	if before.ID != row.Person.ID {
		return intake.Complete(before, row)
	}
	return intake.Merge(before, row)
}

// awaits is 1 for somebody who was not yet asked for their accord: neither given nor taken back.
func awaits(p *domain.Person) int {
	if p.Candidate.Consent.On.Known() || p.Candidate.Consent.Withdrawn.Known() {
		return 0
	}
	return 1
}

// account saves how far the file is after each batch, once its people are: a process that dies leaves an account that
// tells no more than what is in, and lacks one batch at most.
func (r *run) account(ctx context.Context) error {
	k := r.record
	k.Rows, k.Rejected, k.OutsidePool = r.report.Rows, r.report.Rejected, r.report.OutsidePool
	k.Updated = r.Now()
	r.tell()
	// The batch is in: its account is written even when the caller leaves at this moment.
	return r.Deps.Imports.Save(context.WithoutCancel(ctx), k)
}

func (r *run) tell() {
	if r.watch.Progress != nil {
		r.watch.Progress(ImportProgress{Rows: r.record.Rows, Bytes: r.bytes.read, Total: r.file.Size})
	}
}
