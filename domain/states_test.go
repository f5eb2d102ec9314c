package domain

import (
	"errors"
	"strings"
	"testing"
	"time"
)

var testAt = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

const (
	ownSIRET   SIRET = "73282932000074"
	otherSIRET SIRET = "35600000049837"
)

func completeOffer() *Offer {
	return &Offer{Record: Record{ID: "o1"}, Status: OfferDraft, SIRET: ownSIRET, Title: "Maçon", ROME: "F1703", Contract: CDI,
		Places: 1, Place: Commune{INSEE: "59183", Name: "Dunkerque"}, WeeklyHours: 35, Start: NewDate(2026, 12, 15),
		Pay: Pay{Min: 1300, Unit: PayHour}, Description: strings.Repeat("Monter des murs. ", 8)}
}

// TestOfferStatesByRole walks every state × target × role and holds Move against the table: allowed exactly where a line says so.
func TestOfferStatesByRole(t *testing.T) {
	roles := []Role{RoleEmployer, RoleReferent, RoleAdviser, RoleFacilitator, RoleAdmin, RoleSystem, RoleStranger}
	for _, from := range OfferStatuses() {
		for _, to := range OfferStatuses() {
			for _, role := range roles {
				allowed, exists := false, false
				for _, m := range offerMoves {
					if m.From == from && m.To == to {
						exists = true
						allowed = allowed || m.By.Has(role)
					}
				}
				o := completeOffer()
				o.Status = from
				err := o.Move(to, Actor{ID: "u", Roles: role}, testAt, "une raison")
				want := Code("")
				switch {
				case !exists:
					want = CodeConflict
				case !allowed:
					want = CodeForbidden
				}
				if CodeOf(err) != want {
					t.Errorf("%s → %s by %s: %v, want %q", from, to, role, err, want)
				}
				moved := o.Status == to && len(o.History) == 1
				if moved != (err == nil) {
					t.Errorf("%s → %s by %s: state and history do not agree with %v", from, to, role, err)
				}
			}
		}
	}
}

func TestNobodyModeratesTheirOwnOffer(t *testing.T) {
	o := completeOffer()
	o.Status = OfferSubmitted
	both := Actor{ID: "u", Roles: RoleReferent | RoleEmployer, SIRETs: []SIRET{ownSIRET}}
	if err := o.Move(OfferPublished, both, testAt, ""); CodeOf(err) != CodeForbidden {
		t.Fatalf("published by a member: %v", err)
	}
}

func TestAnOfferIsCompleteBeforeItIsRead(t *testing.T) {
	for _, tt := range []struct {
		name, field string
		spoil       func(*Offer)
	}{
		{"no occupation", "rome", func(o *Offer) { o.ROME = "" }},
		{"no pay", "pay_min", func(o *Offer) { o.Pay.Min = 0 }},
		{"a range upside down", "pay_max", func(o *Offer) { o.Pay.Max = 1200 }},
		{"a text of ten words", "description", func(o *Offer) { o.Description = "Monter des murs." }},
		{"nowhere", "commune", func(o *Offer) { o.Place = Commune{} }},
		{"fifty hours a week", "weekly_hours", func(o *Offer) { o.WeeklyHours = 50 }},
		{"no place", "places", func(o *Offer) { o.Places = 0 }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o := completeOffer()
			tt.spoil(o)
			err := o.Move(OfferSubmitted, Actor{ID: "u", Roles: RoleEmployer}, testAt, "")
			var fields FieldErrors
			if !errors.As(err, &fields) || fields[tt.field] == "" || len(fields) != 1 {
				t.Fatalf("%v", err)
			}
		})
	}
}

func TestPublishedOffersHaveAnEnd(t *testing.T) {
	o := completeOffer()
	o.Status = OfferSubmitted
	if err := o.Move(OfferPublished, Actor{ID: "u", Roles: RoleReferent}, testAt, ""); err != nil {
		t.Fatal(err)
	}
	if o.PublishedOn.String() != "2026-11-23" || o.ExpiresOn.String() != "2027-02-21" {
		t.Fatalf("published %s, expires %s", o.PublishedOn, o.ExpiresOn)
	}
}

func TestAnOfferThatIsOver(t *testing.T) {
	today := NewDate(2026, 11, 23)
	for _, tt := range []struct {
		name            string
		start, deadline Date
		want            string
	}{
		{"to come", today + 20, today + 10, ""}, {"as soon as possible", today, 0, ""}, {"began three weeks ago", today - 21, 0, ""},
		{"began in the summer", today - 100, 0, "start"}, {"closed yesterday", today + 20, today - 1, "deadline"},
	} {
		f := (&Offer{Start: tt.start, Deadline: tt.deadline}).Over(today)
		if tt.want == "" && len(f) > 0 || tt.want != "" && (len(f) != 1 || f[tt.want] == "") {
			t.Errorf("%s: %v", tt.name, f)
		}
	}
}

func TestAnotherFirmsDraftIsItsOwn(t *testing.T) {
	site := Actor{ID: "e", Roles: RoleEmployer, SIRETs: []SIRET{otherSIRET}}
	o := completeOffer()
	o.UserSIRET = otherSIRET
	if CanSeeOffer(site, o) {
		t.Error("a draft that names another site shows there")
	}
	o.PublishedOn = NewDate(2026, 11, 23)
	if !CanSeeOffer(site, o) {
		t.Error("a published offer does not show where the work is done")
	}
}

func TestStatesAreToldInFrench(t *testing.T) {
	o := completeOffer()
	o.Status = OfferSubmitted
	err := o.Move(OfferSubmitted, Actor{ID: "u", Roles: RoleEmployer}, testAt, "")
	if err == nil || !strings.Contains(err.Error(), "en attente de relecture") {
		t.Errorf("%v", err)
	}
}

func TestFaultsOfACandidate(t *testing.T) {
	today := NewDate(2026, 11, 23)
	if f := (Candidate{BirthDate: today + 1, Consent: Consent{On: today + 1}, Sex: "Z"}).Faults(today); len(f) != 3 {
		t.Errorf("%v", f)
	}
	if f := (Candidate{BirthDate: today - 9000, Consent: Consent{On: today}, Sex: "F"}).Faults(today); len(f) != 0 {
		t.Errorf("%v", f)
	}
}

func testShortlist() *Shortlist {
	return &Shortlist{Record: Record{ID: "s"}, SIRET: ownSIRET, Status: ShortlistDraft, Entries: []Entry{
		{Profile: "p1", Card: "c1", Rank: 1, Decision: Proposed, Employer: SideUnanswered},
		{Profile: "p2", Card: "c2", Rank: 2, Decision: Proposed, Employer: SideUnanswered}}}
}

func TestKeepingSomebodyReviewsTheShortlist(t *testing.T) {
	s, referent := testShortlist(), Actor{ID: "r", Roles: RoleReferent}
	if err := s.Move(ShortlistShared, referent, testAt, ""); CodeOf(err) != CodeConflict {
		t.Fatalf("a draft was shared: %v", err)
	}
	if err := s.Decide("p1", Dropped, referent, testAt, ""); CodeOf(err) != CodeInvalid {
		t.Fatalf("dropped without a reason: %v", err)
	}
	if err := s.Decide("p1", Kept, referent, testAt, ""); err != nil || s.Status != ShortlistReviewed {
		t.Fatalf("kept: %v, %s", err, s.Status)
	}
	if err := s.Decide("p1", Dropped, referent, testAt, "a trouvé ailleurs"); err != nil {
		t.Fatal(err)
	}
	if err := s.Move(ShortlistShared, referent, testAt, ""); CodeOf(err) != CodeInvalid {
		t.Fatalf("shared with nobody kept: %v", err)
	}
	if err := s.Decide("p3", Kept, referent, testAt, ""); CodeOf(err) != CodeNotFound {
		t.Fatalf("kept somebody who is not on it: %v", err)
	}
	if err := s.Decide("p2", Kept, Actor{ID: "e", Roles: RoleEmployer, SIRETs: []SIRET{ownSIRET}}, testAt, ""); err == nil {
		t.Fatal("the employer decided for the referent")
	}
}

func TestHandAdditionsStopAtConsentAndLaw(t *testing.T) {
	referent := Actor{ID: "r", Roles: RoleReferent}
	for _, tt := range []struct {
		gate   Gate
		reason string
		want   Code
	}{
		{GateDistance, "un cousin l'emmène", ""}, {GateConsent, "je la connais", CodeInvalid},
		{GateLegal, "il est presque majeur", CodeInvalid}, {GateOccupation, " ", CodeInvalid}, {"", "très motivée", ""},
	} {
		s := testShortlist()
		err := s.Add(Entry{Profile: "p9"}, tt.gate, referent, testAt, tt.reason)
		if CodeOf(err) != tt.want {
			t.Errorf("gate %q, reason %q: %v", tt.gate, tt.reason, err)
		}
		if err == nil && (s.Entry("p9").AddedBy != "r" || s.Entry("p9").Rank != 3) {
			t.Errorf("added without a trace: %+v", s.Entry("p9"))
		}
	}
}

func TestEmployersAnswerTheirOwnCardsOnly(t *testing.T) {
	s := testShortlist()
	s.Status, s.Entries[0].Snapshot, s.Entries[0].Decision = ShortlistShared, &Card{ID: "c1"}, Kept
	owner := Actor{ID: "e", Roles: RoleEmployer, SIRETs: []SIRET{ownSIRET}}
	stranger := Actor{ID: "f", Roles: RoleEmployer, SIRETs: []SIRET{otherSIRET}}
	for _, tt := range []struct {
		name, card string
		actor      Actor
		side       EmployerSide
		motive     string
		want       Code
	}{
		{"another establishment", "c1", stranger, SideInterested, "", CodeNotFound},
		{"a person's key instead of the card", "p1", owner, SideInterested, "", CodeNotFound},
		{"a card that was not shared", "c2", owner, SideInterested, "", CodeNotFound},
		{"no without a reason", "c1", owner, SideNot, "", CodeInvalid},
		{"yes", "c1", owner, SideInterested, "", ""},
		{"yes again", "c1", owner, SideInterested, "", ""},
		{"a change of mind", "c1", owner, SideNot, "déjà pourvu", ""},
	} {
		if err := s.Answer(tt.card, tt.side, tt.actor, testAt, tt.motive); CodeOf(err) != tt.want {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.want)
		}
	}
}

func TestEveryMoveLeadsSomewhereKnown(t *testing.T) {
	for _, table := range StateTables() {
		if len(table.Moves) == 0 || !strings.Contains(table.Mermaid(), "-->") {
			t.Errorf("%s has no moves", table.Object)
		}
		seen := map[[2]string]bool{}
		for _, m := range table.Moves {
			if m.From == m.To || m.By == 0 || seen[[2]string{m.From, m.To}] {
				t.Errorf("%s: %s → %s is empty, doubled or nobody's", table.Object, m.From, m.To)
			}
			seen[[2]string{m.From, m.To}] = true
		}
	}
}
