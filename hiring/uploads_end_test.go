package hiring

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

// meddledImports lets something happen once, just before an account is written.
type meddledImports struct {
	Imports
	meddle func()
}

func (m *meddledImports) Save(ctx context.Context, record *domain.Import) error {
	if meddle := m.meddle; meddle != nil {
		m.meddle = nil
		meddle()
	}
	return m.Imports.Save(ctx, record)
}

// stuckUploads removes nothing.
type stuckUploads struct{ Uploads }

func (stuckUploads) Remove(context.Context, string) error { return errors.New("full disk") }

// Another process goes on with a file at the moment it is given up, expires or is taken for dead: what it reads stays.
func TestAnUploadThatGoesOnElsewhereKeepsItsPieces(t *testing.T) {
	for _, tt := range []struct {
		name   string
		before domain.ImportStatus
		after  time.Duration
		end    func(*Service, string) error
		want   domain.Code
	}{
		{"given up", domain.ImportWaiting, 0, func(s *Service, id string) error { return s.GiveUp(context.Background(), referent, id) }, domain.CodeConflict},
		{"expired", domain.ImportWaiting, uploadLife, func(s *Service, _ string) error { return s.sweepUploads(context.Background()) }, ""},
		{"taken for dead", domain.ImportRunning, importSilence, func(s *Service, _ string) error { return s.closeDeadImports(context.Background()) }, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := newHouse(t)
			waiting := must(h.ReceiveImport(t.Context(), referent, received(extract)))(t)
			goesOn := func(status domain.ImportStatus) {
				record := must(h.Import(t.Context(), referent, waiting.ID))(t)
				record.Status = status
				if err := h.store.Imports.Save(t.Context(), record); err != nil {
					t.Fatal(err)
				}
			}
			goesOn(tt.before)
			h.clock.advance(tt.after)
			deps := h.deps()
			deps.Shared = true
			deps.Imports = &meddledImports{Imports: deps.Imports, meddle: func() { goesOn(domain.ImportRunning) }}
			wantCode(t, tt.end(New(deps), waiting.ID), tt.want)
			if record := must(h.Import(t.Context(), referent, waiting.ID))(t); record.Status != domain.ImportRunning || h.pieces(waiting.ID) != 1 {
				t.Errorf("%s with %d pieces", record.Status, h.pieces(waiting.ID))
			}
		})
	}
}

// Pieces that could not be removed are gone with a later sweep.
func TestPiecesOfAnUploadThatStayAreSwept(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	waiting := must(h.ReceiveImport(ctx, referent, received(extract)))(t)
	deps := h.deps()
	deps.Uploads = stuckUploads{deps.Uploads}
	if err := New(deps).GiveUp(ctx, referent, waiting.ID); err != nil || h.pieces(waiting.ID) != 1 {
		t.Fatalf("given up: %v, %d pieces", err, h.pieces(waiting.ID))
	}
	if gone := must(h.Import(ctx, referent, waiting.ID))(t); gone.Status != domain.ImportFailed || gone.Failure != gaveUp {
		t.Errorf("its account %+v", gone)
	}
	h.clock.advance(sweepEvery)
	if err := h.Settle(ctx); err != nil || h.pieces(waiting.ID) != 0 {
		t.Errorf("swept: %v, %d pieces", err, h.pieces(waiting.ID))
	}
	gone := must(h.Import(ctx, referent, waiting.ID))(t)
	h.clock.advance(sweepEvery)
	if err := h.Settle(ctx); err != nil {
		t.Error(err)
	}
	if again := must(h.Import(ctx, referent, waiting.ID))(t); again.Revision != gone.Revision {
		t.Error("what is clean is written at each sweep")
	}
}

// An import behind a long one says that it lives, however long that takes.
func TestAnImportInTheQueueIsNotTakenForDead(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	h.imports.beat = time.Millisecond
	h.imports.running.Lock()
	queued := must(h.StartImport(ctx, referent, ImportFile{Name: "personnes.csv", Body: strings.NewReader(masonsFile(3))}))(t)
	h.clock.advance(2 * importSilence)
	now := h.clock.Now()
	for record := queued; record.Updated.Before(now); record = must(h.Import(ctx, referent, queued.ID))(t) {
		if ctx.Err() != nil {
			t.Fatal("it never says that it lives")
		}
		runtime.Gosched()
	}
	deps := h.deps()
	deps.Shared = true
	if err := New(deps).closeDeadImports(ctx); err != nil {
		t.Error(err)
	}
	h.imports.running.Unlock()
	h.background.Wait()
	if done := must(h.Import(ctx, referent, queued.ID))(t); done.Status != domain.ImportDone || done.CreatedRows != 3 {
		t.Errorf("done %+v", done)
	}
}
