package hiring

import (
	"context"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

// lateFind acts once after people were listed, as somebody quick would.
type lateFind struct {
	People
	act func()
}

func (l lateFind) Find(ctx context.Context, viewer domain.Actor, q domain.PersonQuery) ([]*domain.Person, string, error) {
	list, next, err := l.People.Find(ctx, viewer, q)
	l.act()
	return list, next, err
}

// lateTake acts right before a file is taken.
type lateTake struct {
	Identities
	act func()
}

func (l lateTake) Take(ctx context.Context, id string) (*domain.Person, error) {
	l.act()
	return l.Identities.Take(ctx, id)
}

// An adviser who proposes somebody again as the refused files are removed loses nothing.
func TestAFileProposedAgainIsNotDropped(t *testing.T) {
	for name, between := range map[string]func(h *house, act func()){
		"after the refused were listed":   func(h *house, act func()) { h.Deps.People = lateFind{h.Deps.People, act} },
		"right before the file was taken": func(h *house, act func()) { h.Identities = lateTake{h.Identities, act} },
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			ctx := t.Context()
			p := must(h.SavePerson(ctx, adviser, mint("Maes")))(t)
			must(h.RefusePerson(ctx, referent, p.ID, "hors territoire"))(t)
			list := must(h.NewList(ctx, referent, "À revoir", []string{p.ID}))(t)
			h.clock.advance(31 * 24 * time.Hour)
			h.Stop() // nothing else removes it meanwhile
			acted := 0
			between(h, func() {
				if acted++; acted == 1 {
					q := must(h.store.People.Get(ctx, adviser, p.ID))(t)
					if err := q.Admit(domain.AdmissionProposed, adviser, h.clock.Now(), ""); err != nil {
						t.Fatal(err)
					}
					if err := h.store.People.Save(ctx, q); err != nil {
						t.Fatal(err)
					}
				}
			})
			if err := h.DropRefused(ctx); err != nil {
				t.Fatal(err)
			}
			kept := must(h.Person(ctx, adviser, p.ID))(t)
			if acted == 0 || kept.Stage() != domain.AdmissionProposed || kept.Candidate.LastName != "Maes" {
				t.Errorf("kept %+v", kept)
			}
			if name == "after the refused were listed" && kept.Revision == 1 {
				t.Error("taken and put back, where a look was enough")
			}
			if err := h.Settle(ctx); err != nil {
				t.Fatal(err)
			}
			if l := must(h.store.SavedLists.Get(ctx, domain.System(), list.ID))(t); len(l.People) != 1 {
				t.Errorf("left the list: %v", l.People)
			}
			if differences := must(h.Verify(ctx))(t); len(differences) > 0 {
				t.Error(differences)
			}
		})
	}
}
