package hiring

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

// told lists the alerts of an offer as « person cause ».
func (h *house) told(offerID string) (lines []string) {
	h.tb.Helper()
	if err := h.Settle(h.tb.Context()); err != nil {
		h.tb.Fatal(err)
	}
	for _, a := range must(h.AlertsOn(h.tb.Context(), referent, offerID))(h.tb) {
		lines = append(lines, a.Profile+" "+string(a.Cause))
	}
	slices.Sort(lines)
	return lines
}

func (h *house) wantTold(offerID string, want ...string) {
	h.tb.Helper()
	if got := h.told(offerID); !slices.Equal(got, want) {
		h.tb.Fatalf("told %v, want %v", got, want)
	}
}

// newMason is a file of one mason who enters today, free on a day.
func newMason(id string, free domain.Date) string {
	return profilesHeader + fmt.Sprintf("%s;Nouveau;Venu;n@exemple.fr;1990-01-01;59140;Dunkerque;F1703;F1703:30;B;SST@2025-06-01;3;30;oui;%s;CDI|CDD6;2026-11-01;2026-11-01;Chantiers.\n", id, free)
}

// edit changes a file as a referent does.
func (h *house) edit(id string, change func(*domain.Person)) {
	h.tb.Helper()
	p := must(h.Person(h.tb.Context(), referent, id))(h.tb)
	change(p)
	must(h.SavePerson(h.tb.Context(), referent, p))(h.tb)
}

func TestSomebodyNewFitsAnOpenOffer(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(3)) // there before the offer: no news
	o := h.published(mason())
	cleaner := mason()
	cleaner.ROME, cleaner.Title = "K2204", "Agent de propreté"
	other := h.published(cleaner)
	h.wantTold(o.ID)
	h.bring(newMason("NEUF", today-10))
	h.wantTold(o.ID, "NEUF entered")
	h.wantTold(other.ID)
	h.bring(newMason("NEUF", today-10)) // the same file again changes nothing
	h.edit("NEUF", func(p *domain.Person) { p.Candidate.Phone = "0612345678" })
	h.edit("M00000", func(p *domain.Person) { p.Candidate.Phone = "0612345679" }) // nothing that matters
	h.wantTold(o.ID, "NEUF entered")
	h.edit("M00001", func(p *domain.Person) { p.Profile.RadiusKm = 40 })
	h.wantTold(o.ID, "M00001 edited", "NEUF entered")
	must(h.WithdrawConsent(t.Context(), referent, "NEUF"))(t)
	h.wantTold(o.ID, "M00001 edited")
	for _, actor := range []domain.Actor{boss, adviser, fac, stranger} {
		if list, err := h.AlertsOn(t.Context(), actor, o.ID); len(list) > 0 {
			t.Errorf("%s reads alerts (%v)", actor.Name, err)
		}
		if _, err := h.Alert(t.Context(), actor, domain.PairID(o.ID, "M00001")); domain.CodeOf(err) != domain.CodeNotFound {
			t.Errorf("%s opens one: %v", actor.Name, err)
		}
	}
}

// The reasons for which somebody comes to attention, each on a file of its own.
func TestWhyNow(t *testing.T) {
	for _, tt := range []struct {
		name   string
		file   string
		change func(h *house)
		want   string
	}{
		{"accord given", strings.Replace(newMason("P", today-10), ";2026-11-01;2026-11-01;", ";2026-11-01;;", 1),
			func(h *house) {
				h.edit("P", func(p *domain.Person) {
					p.Candidate.Consent = domain.Consent{On: today, Wording: domain.ConsentWording, Channel: "téléphone"}
				})
			}, "P admitted"},
		{"accompaniment renewed", strings.Replace(newMason("P", today-10), ";2026-11-01;2026-11-01;", ";2026-04-01;2026-04-01;", 1),
			func(h *house) {
				h.edit("P", func(p *domain.Person) {
					p.Candidate.Accompaniments = append(p.Candidate.Accompaniments, domain.NewAccompaniment(domain.CandidathequeProgramme, today, domain.No))
				})
			}, "P admitted"},
		{"free sooner than said", newMason("P", today+200), func(h *house) { h.edit("P", func(p *domain.Person) { p.Profile.Available = today }) }, "P free"},
		{"free on the day, by the calendar", newMason("P", today+1), func(h *house) { h.clock.advance(24 * time.Hour) }, "P free"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := newHouse(t)
			h.register()
			h.bring(tt.file)
			o := h.published(mason())
			if err := h.Settle(t.Context()); err != nil {
				t.Fatal(err)
			}
			if _, err := h.store.Alerts.Get(t.Context(), domain.System(), domain.PairID(o.ID, "P")); domain.CodeOf(err) != domain.CodeNotFound {
				t.Fatalf("told before it happened: %v", err)
			}
			tt.change(h)
			h.wantTold(o.ID, tt.want)
		})
	}
}

// What happened while nobody watched is told once the service is back, and what was told is not told again: the place is
// kept in the store, and a process that dies before keeping it does the same again.
func TestAlertsAfterAStop(t *testing.T) {
	h := newHouse(t)
	h.register()
	o := h.published(mason())
	h.bring(newMason("AVANT", today-10))
	h.wantTold(o.ID, "AVANT entered")
	must(h.SeeAlert(t.Context(), referent, domain.PairID(o.ID, "AVANT")))(t)
	h.Stop() // nobody watches any more
	p := must(h.store.People.Get(t.Context(), domain.System(), "AVANT"))(t)
	p.ID, p.Revision = "PENDANT", 0
	if err := h.store.People.Save(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	h.close()
	again := openHouse(t, h.dir)
	again.wantTold(o.ID, "AVANT entered", "PENDANT entered")
	if err := again.store.Blobs.Put(t.Context(), placeKey, []byte(`{"mark":"","day":"2026-11-23"}`)); err != nil { // as if the last place was lost
		t.Fatal(err)
	}
	again.close()
	third := openHouse(t, h.dir)
	third.wantTold(o.ID, "AVANT entered", "PENDANT entered")
	seen := must(third.Alert(t.Context(), referent, domain.PairID(o.ID, "AVANT")))(t)
	if seen.Status != domain.AlertSeen {
		t.Errorf("told again: %+v", seen)
	}
	third.clock.advance(24 * time.Hour) // and a night passes
	third.wantTold(o.ID, "AVANT entered", "PENDANT entered")
}

// Two processes over one store tell once.
func TestTwoProcessesTellOnce(t *testing.T) {
	h := newHouse(t)
	h.register()
	o := h.published(mason())
	other := New(h.deps())
	if err := other.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(other.Stop)
	if err := other.followAlerts(t.Context()); err != nil {
		t.Fatal(err)
	}
	h.bring(newMason("NEUF", today-10))
	done := make(chan error, 2)
	for _, s := range []*Service{h.Service, other} {
		go func() { done <- s.followAlerts(t.Context()) }()
	}
	for range 2 {
		if err := <-done; err != nil {
			t.Fatal(err)
		}
	}
	h.wantTold(o.ID, "NEUF entered")
	if a := must(h.Alert(t.Context(), referent, domain.PairID(o.ID, "NEUF")))(t); a.Revision != 1 {
		t.Errorf("written %d times", a.Revision)
	}
}

// A large file asks each offer for its list, a small one each person for their offers: both tell the same.
func TestFewOrManyAreToldTheSame(t *testing.T) {
	h := newHouse(t)
	h.register()
	offers := h.open(6)
	h.bring(masonsFile(40))
	var many []string
	for _, o := range offers {
		for _, line := range h.told(o.ID) {
			many = append(many, o.ID+" "+line)
		}
	}
	if len(many) == 0 {
		t.Fatal("nobody told")
	}
	var news []moved
	for i := range 40 {
		p := must(h.Person(t.Context(), referent, fmt.Sprintf("M%05d", i)))(t)
		news = append(news, moved{p, facetsOf(p, today), domain.AlertEntered})
	}
	var few []string
	for _, o := range h.within(must(h.openOffers(t.Context()))(t), news, today) {
		for _, e := range h.pool.Shortlist(h.query(o, today)).Entries {
			if e.Score >= domain.AlertScore {
				few = append(few, o.ID+" "+e.Profile+" entered")
			}
		}
	}
	slices.Sort(many)
	slices.Sort(few)
	if !slices.Equal(many, few) {
		t.Errorf("by offer %v\nby person %v", many, few)
	}
}

func TestUsingAnAlert(t *testing.T) {
	h := newHouse(t)
	h.register()
	o := h.published(mason())
	ctx := t.Context()
	h.bring(newMason("A", today-10))
	h.bring(newMason("B", today-10))
	h.wantTold(o.ID, "A entered", "B entered")
	if list := must(h.NewAlerts(ctx, referent))(t); len(list) != 2 {
		t.Errorf("%d on the day page", len(list))
	}
	_, err := h.UseAlert(ctx, seated, domain.PairID(o.ID, "A"))
	wantCode(t, err, domain.CodeForbidden)
	list := must(h.UseAlert(ctx, referent, domain.PairID(o.ID, "A")))(t)
	if list.Entry("A") == nil {
		t.Error("not on the list")
	}
	h.wantTold(o.ID) // the list that was made shows both
	a := must(h.Alert(ctx, referent, domain.PairID(o.ID, "A")))(t)
	if a.Status != domain.AlertUsed || a.ListID != list.ID {
		t.Errorf("%+v", a)
	}
	dismissed := must(h.DismissAlert(ctx, referent, domain.PairID(o.ID, "B"), "déjà vue au téléphone"))(t)
	if dismissed.Reason != "déjà vue au téléphone" {
		t.Errorf("%+v", dismissed)
	}
	h.bring(newMason("C", today-10)) // the list exists, and does not show this one
	h.wantTold(o.ID, "C entered")
	must(h.WithdrawOffer(ctx, referent, o.ID, "pourvue"))(t)
	if left := must(h.NewAlerts(ctx, referent))(t); len(left) != 0 {
		t.Errorf("%d alerts of an offer that is closed", len(left))
	}
	_, err = h.NewAlerts(ctx, boss)
	wantCode(t, err, domain.CodeForbidden)
}

// countedLists counts how often shortlists are looked for.
type countedLists struct {
	Shortlists
	found *atomic.Int64
}

func (c countedLists) Find(ctx context.Context, viewer domain.Actor, q domain.ShortlistQuery) ([]*domain.Shortlist, string, error) {
	c.found.Add(1)
	return c.Shortlists.Find(ctx, viewer, q)
}

// The day page reads the lists of an offer once, however many people it tells of.
func TestTheListsOfAnOfferAreReadOnceForItsAlerts(t *testing.T) {
	h := newHouse(t)
	h.register()
	o := h.published(mason())
	for i := range 5 {
		h.bring(newMason(fmt.Sprintf("N%d", i), today-10))
	}
	if told := h.told(o.ID); len(told) != 5 {
		t.Fatalf("told %v", told)
	}
	h.Stop()
	var found atomic.Int64
	h.Deps.Shortlists = countedLists{h.Deps.Shortlists, &found}
	if list := must(h.NewAlerts(t.Context(), referent))(t); len(list) != 5 || found.Load() != 1 {
		t.Errorf("%d alerts, lists read %d times, want once", len(list), found.Load())
	}
}
