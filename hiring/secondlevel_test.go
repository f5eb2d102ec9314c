package hiring

import (
	"slices"
	"strings"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

// followed is a house with masons whom the adviser follows.
func followed(t *testing.T, masons int) *house {
	t.Helper()
	h := newHouse(t)
	h.register()
	h.bring(masonsFile(masons))
	for _, p := range must(h.PeopleByName(t.Context(), referent, "Nom"))(t) {
		p.Candidate.Adviser = adviser.Email
		must(h.SavePerson(t.Context(), referent, p))(t)
	}
	return h
}

// lonely is an offer that nobody of the pool fits.
func lonely() *domain.Offer {
	o := mason()
	o.Certificates = []domain.CertificateNeed{{Code: "R489-3"}}
	return o
}

func TestAnOfferThatHasNobodyIsShownAfterThreeWorkingDays(t *testing.T) {
	h := followed(t, 3)
	alone, filled := h.published(lonely()), h.published(mason()) // a Monday
	shown := func() (ids []string) {
		for _, o := range must(h.ShownOffers(t.Context(), adviser))(t) {
			ids = append(ids, o.ID)
		}
		return ids
	}
	for day, want := range []int{0, 0, 0, 1, 1} { // Thursday is the third working day
		if day > 0 {
			h.clock.advance(24 * time.Hour)
		}
		if err := h.Settle(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := shown(); len(got) != want {
			t.Fatalf("day %d: %d offers shown, want %d", day, len(got), want)
		}
	}
	o := must(h.Offer(t.Context(), referent, alone.ID))(t)
	steps := o.SecondLevel.History
	if len(steps) != 1 || steps[0].Actor != domain.System().ID || steps[0].Reason == "" || slices.Contains(shown(), filled.ID) {
		t.Errorf("history %+v", steps)
	}
	// The same database opened again shows nothing twice.
	h.close()
	again := openHouse(t, h.dir)
	again.clock.advance(96 * time.Hour)
	if err := again.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	if o := must(again.Offer(t.Context(), referent, alone.ID))(t); len(o.SecondLevel.History) != 1 {
		t.Errorf("after a restart: %+v", o.SecondLevel.History)
	}
}

func TestAWeekendIsNotWork(t *testing.T) {
	h := newHouse(t)
	h.register()
	h.clock.advance(4 * 24 * time.Hour) // Friday
	o := h.published(lonely())
	h.clock.advance(4 * 24 * time.Hour) // Tuesday: two working days
	if err := h.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	if must(h.Offer(t.Context(), referent, o.ID))(t).ShownToAdvisers() {
		t.Error("shown after two working days")
	}
}

func TestWhatAPersonStoppedDoesNotBeginAgain(t *testing.T) {
	h := followed(t, 1)
	o := h.published(lonely())
	must(h.ShowToAdvisers(t.Context(), referent, o.ID, ""))(t)
	must(h.HideFromAdvisers(t.Context(), referent, o.ID, "pourvue en interne"))(t)
	h.clock.advance(10 * 24 * time.Hour)
	if err := h.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	if must(h.Offer(t.Context(), referent, o.ID))(t).ShownToAdvisers() {
		t.Error("shown again by itself")
	}
	for _, actor := range []domain.Actor{boss, adviser, seated, fac} {
		if _, err := h.ShowToAdvisers(t.Context(), actor, o.ID, "oui"); domain.CodeOf(err) != domain.CodeForbidden {
			t.Errorf("by %s: %v", actor.Name, err)
		}
	}
	full := h.published(mason())
	full.Places = 1
	_, err := h.ShowToAdvisers(t.Context(), referent, full.ID, "")
	wantCode(t, err, domain.CodeInvalid) // somebody is possible: the referent says why
	must(h.ShowToAdvisers(t.Context(), referent, full.ID, "la personne possible a dit non"))(t)
	if copied := must(h.DuplicateOffer(t.Context(), referent, full.ID))(t); copied.SecondLevel.Status != domain.SecondLevelNone {
		t.Error("a copy is shown like its original")
	}
}

func TestAnAdviserPositionsAndTheReferentAnswers(t *testing.T) {
	h := followed(t, 4)
	ctx := t.Context()
	must(h.AddUser(ctx, domain.System(), NewUser{Email: adviser.Email, Name: "Conseillère", Roles: domain.RoleAdviser}))(t)
	author := must(h.UserByEmail(ctx, adviser.Email))(t).Actor()
	o := h.published(lonely())
	_, err := h.PositionPerson(ctx, author, o.ID, "M00000", "a tenu ce poste")
	wantCode(t, err, domain.CodeConflict) // not shown yet
	must(h.ShowToAdvisers(ctx, referent, o.ID, ""))(t)

	stranger := author
	stranger.Email = "autre@exemple.fr"
	must(h.WithdrawConsent(ctx, referent, "M00003"))(t)
	for _, tt := range []struct {
		name, profile string
		actor         domain.Actor
		want          domain.Code
	}{
		{"somebody they do not follow", "M00000", stranger, domain.CodeInvalid}, {"nobody", "ZZZ", author, domain.CodeInvalid},
		{"without their accord", "M00003", author, domain.CodeInvalid}, {"a referent", "M00000", referent, domain.CodeForbidden},
		{"the employer", "M00000", boss, domain.CodeForbidden},
	} {
		_, err := h.PositionPerson(ctx, tt.actor, o.ID, tt.profile, "a tenu ce poste")
		if domain.CodeOf(err) != tt.want {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.want)
		}
	}
	if people := must(h.AllFollowed(ctx, author))(t); len(people) != 3 {
		t.Errorf("%d people to choose among", len(people))
	}
	first := must(h.PositionPerson(ctx, author, o.ID, "M00000", "a tenu ce poste"))(t)
	second := must(h.PositionPerson(ctx, author, o.ID, "M00001", "passe son CACES lundi"))(t)
	_, err = h.PositionPerson(ctx, author, o.ID, "M00000", "encore")
	wantCode(t, err, domain.CodeInvalid) // once

	read := must(h.PositionsOn(ctx, referent, o.ID))(t)
	if len(read) != 2 || !slices.Equal(read[0].Gates, []domain.Gate{domain.GateCertificate}) {
		t.Fatalf("%+v", read)
	}
	other := domain.Actor{ID: "autre", Email: "autre@exemple.fr", Roles: domain.RoleAdviser}
	if own := must(h.PositionsOn(ctx, other, o.ID))(t); len(own) != 0 {
		t.Errorf("another adviser reads %d", len(own))
	}
	if own := must(h.PositionsOn(ctx, boss, o.ID))(t); len(own) != 0 {
		t.Errorf("the employer reads %d", len(own))
	}

	list := must(h.AddPositioned(ctx, referent, first.ID))(t) // past the certificate
	entry := list.Entry("M00000")
	if entry == nil || !strings.Contains(entry.AddedReason, "Positionnée par Conseillère") || !strings.Contains(entry.AddedReason, "a tenu ce poste") {
		t.Errorf("entry %+v", entry)
	}
	_, err = h.DeclinePositioned(ctx, referent, second.ID, "")
	wantCode(t, err, domain.CodeInvalid)
	must(h.DeclinePositioned(ctx, referent, second.ID, "le poste commence avant lundi"))(t)
	mine := must(h.MyPositions(ctx, author))(t)
	if len(mine) != 2 || mine[0].Reason != "le poste commence avant lundi" && mine[1].Reason != "le poste commence avant lundi" {
		t.Errorf("the adviser reads %+v", mine)
	}
	if waiting := must(h.WaitingPositions(ctx, referent))(t); len(waiting) != 0 {
		t.Errorf("%d wait", len(waiting))
	}
	must(h.WithdrawConsent(ctx, referent, "M00000"))(t)
	if read := must(h.PositionsOn(ctx, referent, o.ID))(t); len(read) != 1 {
		t.Errorf("somebody who withdrew their accord is still read: %d", len(read))
	}
}

func TestAPositionWithoutAccordIsNotAdded(t *testing.T) {
	h := followed(t, 2)
	o := h.published(lonely())
	must(h.ShowToAdvisers(t.Context(), referent, o.ID, ""))(t)
	p := must(h.PositionPerson(t.Context(), adviser, o.ID, "M00000", "motivée"))(t)
	must(h.WithdrawConsent(t.Context(), referent, "M00000"))(t)
	_, err := h.AddPositioned(t.Context(), referent, p.ID)
	wantCode(t, err, domain.CodeInvalid)
	_, err = h.AddPositioned(t.Context(), seated, p.ID)
	wantCode(t, err, domain.CodeForbidden)
	_, err = h.AddPositioned(t.Context(), boss, p.ID)
	wantCode(t, err, domain.CodeNotFound)
	if kept := must(h.MyPositions(t.Context(), adviser))(t); kept[0].Status != domain.PositionProposed {
		t.Errorf("moved by a refused act: %+v", kept[0])
	}
}

// Whoever waits for a referent, or withdrew their accord, is nowhere among positions: not to choose, not to answer.
func TestPositionsAreOfPeopleWhoMayBeProposed(t *testing.T) {
	h := followed(t, 2)
	ctx := t.Context()
	o := h.published(lonely())
	must(h.ShowToAdvisers(ctx, referent, o.ID, ""))(t)
	waits := must(h.SavePerson(ctx, adviser, mint("Maes")))(t)
	must(h.RecordConsent(ctx, adviser, waits.ID, domain.ChannelPhone, today))(t)
	_, err := h.PositionPerson(ctx, adviser, o.ID, waits.ID, "motivée")
	wantCode(t, err, domain.CodeInvalid)
	if !strings.Contains(err.Error(), "accepter") {
		t.Errorf("refused with %v", err)
	}
	if people := must(h.AllFollowed(ctx, adviser))(t); len(people) != 2 {
		t.Errorf("%d people to choose among, want 2", len(people))
	}
	must(h.PositionPerson(ctx, adviser, o.ID, "M00000", "motivée"))(t)
	must(h.PositionPerson(ctx, adviser, o.ID, "M00001", "motivée"))(t)
	must(h.WithdrawConsent(ctx, referent, "M00000"))(t)
	waiting, read := must(h.WaitingPositions(ctx, referent))(t), must(h.PositionsOn(ctx, referent, o.ID))(t)
	if len(waiting) != 1 || len(read) != 1 || waiting[0].Profile != "M00001" {
		t.Errorf("%d wait on the home, %d on the offer", len(waiting), len(read))
	}
}
