package hiring

import (
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

var archivists = []string{"conseil@exemple.fr", "direction@exemple.fr"}

// hiredUnderClause keeps, invites and hires the planted person on a need of a public contract, for six months.
func (h *house) hiredUnderClause() *domain.Introduction {
	h.tb.Helper()
	ctx := h.tb.Context()
	h.register()
	must(h.SavePerson(ctx, referent, planted()))(h.tb)
	need := mason()
	need.Clause = &domain.Clause{MarketReference: "Écoles de Grande-Synthe, lot 2", People: 1, Hours: 900, Way: domain.WayDirect}
	need = h.published(need)
	list := must(h.BuildShortlist(ctx, referent, need.ID))(h.tb)
	must(h.Decide(ctx, referent, list.ID, "EE-PLANTE-77", domain.Kept, ""))(h.tb)
	asked := must(h.Invite(ctx, referent, InvitePlan{ListID: list.ID, Profiles: []string{"EE-PLANTE-77"}}))(h.tb)
	yes := must(h.answer(ctx, domain.Holder(domain.ChannelLink), asked.Invitations[0].ID, PersonAnswer{Answer: AnswerYes}, ""))(h.tb)
	return must(h.changeIntroduction(ctx, referent, yes.Introduction.ID, func(x *domain.Introduction, now time.Time) error {
		return x.Hire(domain.HiringOutcome{Contract: domain.CDD6, Start: today + 7, End: today + 200, WeeklyHours: 35, Seat: 1}, referent, now)
	}))(h.tb)
}

func TestWhatAContractUnderAClauseLeaves(t *testing.T) {
	h := newHouse(t)
	h.Service.Archivists = archivists
	h.hiredUnderClause()
	ctx := t.Context()
	before := must(h.ArchivedAfter(ctx, admin, "EE-PLANTE-77"))(t)
	if before.Hires != 1 || before.Proofs != 1 || before.Until != (today+200).AddMonths(domain.ArchiveMonths) {
		t.Fatalf("said to stay: %+v", before)
	}
	must(h.ErasePerson(ctx, admin, "EE-PLANTE-77", domain.ErasedOnRequest))(t)
	h.background.Wait()
	if found := tracesIn(t, h.dir, marks); len(found) > 0 {
		t.Errorf("the person can be read in %v", found)
	}
	q := ArchiveQuestion{FirstName: "zéphirine", LastName: "QUENNEVILLE", BirthDate: domain.NewDate(1987, 3, 14), Why: domain.ArchiveAudit}
	found := must(h.OpenArchive(ctx, adviser, q))(t)
	if len(found) != 1 || found[0].LastName != "Quenneville" || found[0].Hires[0].Market != "Écoles de Grande-Synthe, lot 2" || found[0].Hires[0].End != today+200 ||
		len(found[0].Proofs) != 1 || found[0].Proofs[0].Criterion != "RSA" {
		t.Fatalf("opened: %+v", found)
	}
	for _, tt := range []struct {
		name string
		who  domain.Actor
		ask  func(*ArchiveQuestion)
		want domain.Code
	}{
		{"an administrator who is not named", admin, func(*ArchiveQuestion) {}, domain.CodeNotFound},
		{"an employer of that address", domain.Actor{ID: "x", Email: "conseil@exemple.fr", Roles: domain.RoleEmployer}, func(*ArchiveQuestion) {}, domain.CodeNotFound},
		{"a name alone", adviser, func(q *ArchiveQuestion) { q.BirthDate = 0 }, domain.CodeInvalid},
		{"without a reason", adviser, func(q *ArchiveQuestion) { q.Why = "" }, domain.CodeInvalid},
		{"another birth date", adviser, func(q *ArchiveQuestion) { q.BirthDate++ }, domain.CodeNotFound},
		{"by the address", adviser, func(q *ArchiveQuestion) { q.BirthDate, q.Email = 0, "zephirine.quenneville@exemple.fr" }, ""},
	} {
		asked := q
		tt.ask(&asked)
		_, err := h.OpenArchive(ctx, tt.who, asked)
		if domain.CodeOf(err) != tt.want {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.want)
		}
	}
	opened, _, err := h.Service.Deps.Journal.Find(ctx, domain.System(), domain.JournalQuery{Act: domain.ActOpenArchive})
	if err != nil || len(opened) != 3 { // found, not found, found by address
		t.Errorf("%d openings in the journal, %v", len(opened), err)
	}

	h.clock.advance(time.Duration(before.Until-today) * 24 * time.Hour)
	must(h.RunRetention(ctx, domain.System()))(t)
	must(h.OpenArchive(ctx, adviser, q))(t) // its last day
	h.clock.advance(24 * time.Hour)
	must(h.RunRetention(ctx, domain.System()))(t)
	_, err = h.OpenArchive(ctx, adviser, q)
	wantCode(t, err, domain.CodeNotFound)
	left, _, err := h.Service.Deps.Archive.EndedBefore(ctx, domain.DayOf(h.clock.Now())+10_000, "")
	if err != nil || len(left) > 0 {
		t.Errorf("%d files outlive their time, %v", len(left), err)
	}
}

// Whoever was never hired under a clause leaves nothing, and an erasure that is run again archives once.
func TestTheArchiveHoldsNothingElse(t *testing.T) {
	h := newHouse(t)
	h.plantEverywhere()
	must(h.ErasePerson(t.Context(), admin, "EE-PLANTE-77", domain.ErasedOnRequest))(t)
	other := newHouse(t)
	other.hiredUnderClause()
	p := must(other.Person(t.Context(), referent, "EE-PLANTE-77"))(t)
	for range 2 {
		if err := other.archive(t.Context(), p); err != nil {
			t.Fatal(err)
		}
	}
	for n, at := range []*house{h, other} {
		files, _, err := at.Service.Deps.Archive.EndedBefore(t.Context(), today+10_000, "")
		if err != nil || len(files) != n {
			t.Errorf("%d files, want %d, %v", len(files), n, err)
		}
	}
}

// The offer of a contract signed under a clause outlives the others, until what auditors may ask is over; a meetup ends 24
// months after its day, with who was invited.
func TestWhatAClauseKeepsAndWhatAMeetupDoesNot(t *testing.T) {
	h := newHouse(t)
	x := h.hiredUnderClause()
	ctx := t.Context()
	must(h.FillOffer(ctx, referent, x.OfferID))(t)
	plain := h.published(mason())
	must(h.WithdrawOffer(ctx, boss, plain.ID, "Le chantier est annulé."))(t)
	meetup := &domain.Occasion{Record: domain.Record{ID: "cafe", Created: morning}, For: domain.ForMeetup, Status: domain.OccasionOpen, At: morning.Add(48 * time.Hour), Places: 5}
	for _, err := range []error{h.store.Occasions.Save(ctx, meetup),
		h.store.Invitations.Save(ctx, &domain.Invitation{Record: domain.Record{ID: "asked", Created: morning}, For: domain.ForMeetup, Object: "cafe", Profile: "EE-PLANTE-77", Status: domain.InvitationDeclined}),
		h.store.Once.Insert(ctx, "invite/cafe/EE-PLANTE-77", "asked"), h.store.Once.Insert(ctx, "digests/2026-11-19/done", "")} {
		if err != nil {
			t.Fatal(err)
		}
	}
	there := func(get func() error) bool { return get() == nil }
	offer := func(id string) bool {
		return there(func() error { _, err := h.store.Offers.Get(ctx, domain.System(), id); return err })
	}
	asked := func() bool {
		return there(func() error { _, err := h.store.Invitations.Get(ctx, domain.System(), "asked"); return err })
	}
	h.months(23)
	must(h.RunRetention(ctx, domain.System()))(t)
	if !offer(plain.ID) || !asked() {
		t.Fatal("something went before its time")
	}
	h.months(2)
	must(h.RunRetention(ctx, domain.System()))(t)
	if offer(plain.ID) || !offer(x.OfferID) || asked() {
		t.Errorf("plain offer %v, offer under a clause %v, invitation to the meetup %v", offer(plain.ID), offer(x.OfferID), asked())
	}
	for _, gone := range []string{"invite/cafe/EE-PLANTE-77", "digests/2026-11-19/done"} {
		_, err := h.store.Once.Get(ctx, gone)
		wantCode(t, err, domain.CodeNotFound)
	}
	h.months(60)
	must(h.RunRetention(ctx, domain.System()))(t)
	if offer(x.OfferID) {
		t.Error("the offer under a clause outlives its archive")
	}
}
