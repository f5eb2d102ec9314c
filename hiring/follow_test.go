package hiring

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

func TestNothingIsReadyBeforeTheStart(t *testing.T) {
	h := newHouse(t)
	s := New(h.deps())
	wantCode(t, s.Ready(), domain.CodeUnavailable)
	wantCode(t, s.Settle(t.Context()), domain.CodeUnavailable)
	if err := h.Ready(); err != nil {
		t.Errorf("after the start: %v", err)
	}
}

// A write made behind the service, as another process would, comes to the pool and to the index by itself.
func TestAWriteMadeElsewhereIsFollowed(t *testing.T) {
	h := newHouse(t)
	rung := &bell{Index: h.index, rung: make(chan struct{}, 10)}
	deps := h.deps()
	deps.Index = rung
	s := New(deps)
	if err := s.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Stop)
	p := &domain.Person{Record: domain.Record{ID: "AILLEURS"}, Profile: domain.Profile{Presentation: "chaudronnerie navale"}}
	if err := h.store.People.Save(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	select {
	case <-rung.rung:
	case <-time.After(20 * time.Second):
		t.Fatal("the index did not follow")
	}
	found := must(s.SearchPeople(t.Context(), referent, PeopleQuery{Text: "chaudronnerie", Outside: true}))(t)
	if len(found.Hits) != 1 || found.Hits[0].Person.ID != "AILLEURS" || found.Pool != 1 {
		t.Errorf("found %+v", found)
	}
	if err := h.store.People.Remove(t.Context(), "AILLEURS"); err != nil {
		t.Fatal(err)
	}
	if differences := must(s.Verify(t.Context()))(t); s.pool.Len() != 0 || len(differences) > 0 {
		t.Errorf("after the removal: %d in the pool, %v", s.pool.Len(), differences)
	}
}

// bell rings when people enter the index.
type bell struct {
	Index
	rung chan struct{}
}

func (b *bell) Put(ctx context.Context, entries []domain.IndexEntry) error {
	err := b.Index.Put(ctx, entries)
	if len(entries) > 0 {
		b.rung <- struct{}{}
	}
	return err
}

func TestAWriterSeesTheirOwnWrite(t *testing.T) {
	h := newHouse(t)
	h.bring(masonsFile(1))
	p := must(h.Person(t.Context(), referent, "M00000"))(t)
	p.Profile.Presentation = "zinguerie d'art"
	must(h.SavePerson(t.Context(), referent, p))(t)
	if found := must(h.SearchPeople(t.Context(), referent, PeopleQuery{Text: "zinguerie"}))(t); len(found.Hits) != 1 {
		t.Errorf("found %+v", found)
	}
}

// The index is lost, cut or one write behind: at the next start it holds everybody again.
func TestTheIndexIsBroughtInStepAtTheStart(t *testing.T) {
	for _, tt := range []struct {
		name   string
		damage func(t *testing.T, h *house)
	}{
		{"deleted", func(t *testing.T, h *house) {
			t.Helper()
			if err := os.RemoveAll(filepath.Join(h.dir, "index")); err != nil {
				t.Fatal(err)
			}
		}},
		{"emptied behind its mark", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := newHouse(t)
			h.bring(masonsFile(700))
			if tt.damage == nil {
				mark := must(h.index.Mark())(t)
				if err := h.index.Delete(t.Context(), []string{"M00001", "M00002"}); err != nil {
					t.Fatal(err)
				}
				if err := h.index.SetMark(mark); err != nil {
					t.Fatal(err)
				}
			}
			h.close()
			if tt.damage != nil {
				tt.damage(t, h)
			}
			again := openHouse(t, h.dir)
			if n := must(again.index.Count())(t); n != 700 || again.Ready() != nil {
				t.Errorf("%d people in the index, %v", n, again.Ready())
			}
		})
	}
}

// deaf is an index that refuses everything for a while.
type deaf struct {
	Index
	refusing atomic.Bool
}

func (d *deaf) Put(ctx context.Context, entries []domain.IndexEntry) error {
	if d.refusing.Load() {
		return domain.Refuse(domain.CodeUnavailable, "index en panne")
	}
	return d.Index.Put(ctx, entries)
}

func TestAnIndexThatFailsIsToldAndCaughtUp(t *testing.T) {
	h := newHouse(t)
	broken := &deaf{Index: h.index}
	broken.refusing.Store(true)
	deps := h.deps()
	deps.Index = broken
	s := New(deps)
	if err := s.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Stop)
	p := &domain.Person{Record: domain.Record{ID: "P"}, Profile: domain.Profile{Presentation: "menuiserie"}}
	must(s.SavePerson(t.Context(), referent, p))(t) // saved, and said so
	wantCode(t, s.Settle(t.Context()), domain.CodeUnavailable)
	wantCode(t, s.Ready(), domain.CodeUnavailable)
	broken.refusing.Store(false)
	wantCode(t, s.Settle(t.Context()), "")
	if found := must(s.SearchPeople(t.Context(), referent, PeopleQuery{Text: "menuiserie", Outside: true}))(t); s.Ready() != nil || len(found.Hits) != 1 {
		t.Errorf("after the repair: %v, found %+v", s.Ready(), found)
	}
}

// The calendar turns: an accompaniment ends, and the pool and the index know it without any write.
func TestANewDayChangesWhoIsInThePool(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring("id;code_postal;commune;metiers_recherches;mobilite_km;vehicule;disponible_le;contrats;entree_le;consentement_le\n" +
		fmt.Sprintf("FINIT;59140;Dunkerque;F1703;30;oui;2026-11-01;CDI;%s;2026-05-24\n", today.AddMonths(-6)+1) +
		"RESTE;59140;Dunkerque;F1703;30;oui;2026-11-01;CDI;2026-10-01;2026-10-01\n")
	o := h.published(mason())
	if n := must(h.CountMatches(t.Context(), referent, o))(t); n.Eligible != 2 {
		t.Fatalf("today %+v", n)
	}
	h.clock.advance(24 * time.Hour)
	if err := h.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := must(h.CountMatches(t.Context(), referent, o))(t); n.Eligible != 1 || n.Pool != 2 {
		t.Errorf("tomorrow %+v", n)
	}
	inside := must(h.SearchPeople(t.Context(), referent, PeopleQuery{ROMEs: []domain.ROME{"F1703"}}))(t)
	all := must(h.SearchPeople(t.Context(), referent, PeopleQuery{ROMEs: []domain.ROME{"F1703"}, Outside: true}))(t)
	if len(inside.Hits) != 1 || len(all.Hits) != 2 {
		t.Errorf("found %d inside, %d in all", len(inside.Hits), len(all.Hits))
	}
}

// Once a night the index is compared with the store, whatever happened to it behind our back.
func TestTheIndexIsMadeWholeEachNight(t *testing.T) {
	h := newHouse(t)
	h.bring(masonsFile(20))
	if err := h.index.Delete(t.Context(), []string{"M00001", "M00002"}); err != nil {
		t.Fatal(err)
	}
	if differences := must(h.Verify(t.Context()))(t); len(differences) != 1 {
		t.Errorf("before the night: %v", differences)
	}
	h.clock.advance(24 * time.Hour)
	if differences := must(h.Verify(t.Context()))(t); len(differences) != 0 {
		t.Errorf("after the night: %v", differences)
	}
}

// The clock goes back, as a machine's may: nobody is lost and the day follows.
func TestAClockThatGoesBack(t *testing.T) {
	h := newHouse(t)
	h.bring(masonsFile(10))
	h.clock.advance(-48 * time.Hour)
	if err := h.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	if differences := must(h.Verify(t.Context()))(t); len(differences) > 0 || h.follower.pool.day != today-2 {
		t.Errorf("day %s, %v", h.follower.pool.day, differences)
	}
}
