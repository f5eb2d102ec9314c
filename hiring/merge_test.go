package hiring

import (
	"slices"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

// A list that holds somebody whose file is merged holds the file that took it over, once.
func TestAMergedPersonStaysOnTheLists(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	h.bring(masonsFile(3))
	dropped := must(h.NewList(ctx, referent, "Une", []string{"M00002", "M00001"}))(t)
	both := must(h.NewList(ctx, referent, "Deux", []string{"M00000", "M00001"}))(t)
	must(h.MergePeople(ctx, referent, "M00000", "M00001"))(t)
	for id, want := range map[string]int{dropped.ID: 2, both.ID: 1} {
		if opened := must(h.List(ctx, referent, id))(t); len(opened.Files) != want {
			t.Errorf("before the list knows: %d people, want %d", len(opened.Files), want)
		}
	}
	if err := h.Settle(ctx); err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string][]string{dropped.ID: {"M00002", "M00000"}, both.ID: {"M00000"}} {
		if l := must(h.store.SavedLists.Get(ctx, domain.System(), id))(t); !slices.Equal(l.People, want) {
			t.Errorf("%s holds %v, want %v", l.Name, l.People, want)
		}
	}
	if l := must(h.AddToList(ctx, referent, both.ID, []string{"M00001"}))(t); len(l.People) != 1 {
		t.Errorf("added under the dropped key: %v", l.People)
	}
}

// What an adviser said of somebody whose file is merged is said of the file that took it over, and said once.
func TestAMergedPersonStaysPositioned(t *testing.T) {
	h := followed(t, 3)
	ctx := t.Context()
	o := h.published(lonely())
	must(h.ShowToAdvisers(ctx, referent, o.ID, ""))(t)
	p := must(h.PositionPerson(ctx, adviser, o.ID, "M00001", "motivée"))(t)
	must(h.MergePeople(ctx, referent, "M00000", "M00001"))(t)
	read := must(h.PositionsOn(ctx, referent, o.ID))(t)
	if len(read) != 1 || read[0].Position.Profile != "M00000" || !slices.Equal(read[0].Gates, []domain.Gate{domain.GateCertificate}) {
		t.Fatalf("%+v", read)
	}
	if waiting := must(h.WaitingPositions(ctx, referent))(t); len(waiting) != 1 || waiting[0].Profile != "M00000" {
		t.Errorf("waiting %+v", waiting)
	}
	_, err := h.PositionPerson(ctx, adviser, o.ID, "M00000", "encore")
	wantCode(t, err, domain.CodeInvalid)
	list := must(h.AddPositioned(ctx, referent, p.ID))(t)
	if list.Entry("M00000") == nil {
		t.Errorf("not added: %+v", list.Entries)
	}
}

// Somebody on a shortlist whose file is merged stands on it still: not added twice, and a refresh keeps what was decided.
func TestAMergedPersonKeepsTheirPlaceOnAShortlist(t *testing.T) {
	h := followed(t, 3)
	ctx := t.Context()
	o := h.published(mason())
	list := must(h.BuildShortlist(ctx, referent, o.ID))(t)
	must(h.Decide(ctx, referent, list.ID, "M00001", domain.Kept, ""))(t)
	card := list.Entry("M00001").Card
	h.clock.advance(1)
	must(h.ShowToAdvisers(ctx, referent, o.ID, "il en faut d'autres"))(t)
	must(h.PositionPerson(ctx, adviser, o.ID, "M00001", "motivée"))(t)
	keep := mint("Maes")
	keep.Candidate.Adviser = adviser.Email
	keep = must(h.SavePerson(ctx, referent, keep))(t)
	must(h.MergePeople(ctx, referent, keep.ID, "M00001"))(t)

	for name, profile := range map[string]string{"the new key": keep.ID, "the dropped key": "M00001"} {
		again := must(h.Nominate(ctx, referent, o.ID, profile, "encore"))(t)
		if len(again.Entries) != len(list.Entries) {
			t.Errorf("nominated under %s: %d lines, want %d", name, len(again.Entries), len(list.Entries))
		}
		_, err := h.AddByHand(ctx, referent, list.ID, profile, "encore")
		wantCode(t, err, domain.CodeConflict)
	}
	if read := must(h.PositionsOn(ctx, referent, o.ID))(t); len(read) != 1 || read[0].ListID != list.ID {
		t.Errorf("stands on no list: %+v", read)
	}
	fresh, changes, err := h.RefreshShortlist(ctx, referent, list.ID)
	if err != nil {
		t.Fatal(err)
	}
	e := fresh.Entry(keep.ID)
	if e == nil || e.Decision != domain.Kept || e.Card != card {
		t.Errorf("refreshed to %+v", e)
	}
	later := must(h.ChangesSince(ctx, referent, fresh.ID))(t)
	if slices.Contains(changes.Entered, keep.ID) || slices.Contains(changes.Left, "M00001") || len(later.Entered)+len(later.Left) > 0 {
		t.Errorf("changes %+v, later %+v", changes, later)
	}
}

// The same person is told once, whatever keys their files had.
func TestAMergedPersonIsToldOnce(t *testing.T) {
	h := newHouse(t)
	h.register()
	ctx := t.Context()
	o := h.published(mason())
	h.bring(newMason("A", today-10))
	h.bring(newMason("B", today-10))
	h.wantTold(o.ID, "A entered", "B entered")
	must(h.MergePeople(ctx, referent, "A", "B"))(t)
	h.wantTold(o.ID, "A entered")
	if list := must(h.NewAlerts(ctx, referent))(t); len(list) != 1 {
		t.Errorf("%d on the day page", len(list))
	}
	file := mint("Maes")
	file.Profile = domain.Profile{} // fits nothing by itself
	keep := must(h.SavePerson(ctx, referent, file))(t)
	h.wantTold(o.ID, "A entered")
	must(h.MergePeople(ctx, referent, keep.ID, "A"))(t)
	h.wantTold(o.ID, keep.ID+" entered")
	h.edit(keep.ID, func(p *domain.Person) { p.Profile.RadiusKm = 45 })
	h.wantTold(o.ID, keep.ID+" entered")
	told := must(h.AlertsOn(ctx, referent, o.ID))(t)
	list := must(h.UseAlert(ctx, referent, told[0].ID))(t)
	if entryOf(list, must(h.Person(ctx, referent, keep.ID))(t)) == nil {
		t.Error("not on the list")
	}
	h.wantTold(o.ID)
}

// An accord said with the key of a merged file is of the file that took it over.
func TestAnAccordUnderADroppedKeyReachesTheOther(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	h.bring(twins)
	must(h.MergePeople(ctx, referent, "A1", "A2"))(t)
	p := must(h.RecordConsent(ctx, referent, "A2", domain.ChannelPhone, today))(t)
	if p.ID != "A1" || !must(h.Person(ctx, referent, "A1"))(t).Candidate.Consent.Given(today) {
		t.Errorf("recorded on %s", p.ID)
	}
	if p := must(h.WithdrawConsent(ctx, referent, "A2"))(t); p.ID != "A1" {
		t.Errorf("withdrawn on %s", p.ID)
	}
	_, err := h.RecordConsent(ctx, adviser, "A2", domain.ChannelPhone, today)
	wantCode(t, err, domain.CodeNotFound) // not theirs
}

// Whom a list of the offer showed under a dropped key is no news under the other.
func TestAMergedPersonShownAlreadyIsNotTold(t *testing.T) {
	h := newHouse(t)
	h.register()
	ctx := t.Context()
	h.bring(masonsFile(2))
	o := h.published(mason())
	list := must(h.BuildShortlist(ctx, referent, o.ID))(t)
	must(h.CloseShortlist(ctx, referent, list.ID))(t)
	file := mint("Maes")
	file.Profile = domain.Profile{} // fits nothing by itself
	keep := must(h.SavePerson(ctx, referent, file))(t)
	h.wantTold(o.ID)
	must(h.MergePeople(ctx, referent, keep.ID, "M00001"))(t)
	h.wantTold(o.ID)
}

// What somebody did to a file that is being taken over is one line, whichever of the two files tells it, and however often
// the merge is begun.
func TestAMergeDoublesNoLine(t *testing.T) {
	for _, named := range []bool{false, true} {
		h := newHouse(t)
		ctx := t.Context()
		h.bring(twins)
		if named {
			h.named("A1", "A2")
		}
		h.clock.advance(time.Hour)
		h.edit("A2", func(p *domain.Person) { p.Profile.RadiusKm = 45 })
		dropped := must(h.Person(ctx, referent, "A2"))(t)
		for range 2 { // the first run died before it took the file away
			must(h.absorb(ctx, referent, "A1", dropped))(t)
			h.lines()
		}
		must(h.MergePeople(ctx, referent, "A1", "A2"))(t)
		told := 0
		for _, l := range h.lines() {
			if l.Act == "person.edit" {
				told++
			}
		}
		if told != 1 {
			t.Errorf("one edit is told by %d lines", told)
		}
	}
}
