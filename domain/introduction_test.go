package domain

import (
	"testing"
	"time"
)

func TestNobodyOpensTheirOwnOccasion(t *testing.T) {
	o := &Occasion{For: ForPMSMP, Title: "Découvrir la maçonnerie", SIRET: ownSIRET, ROMEs: []ROME{"F1703"}, Place: Commune{INSEE: "59183"}, Places: 2,
		From: NewDate(2026, 12, 1), To: NewDate(2026, 12, 15), Words: "Deux semaines avec une équipe de maçons."}
	member := Actor{ID: "both", Roles: RoleReferent, SIRETs: []SIRET{ownSIRET}}
	if err := o.Move(OccasionOpen, member, testAt, ""); CodeOf(err) != CodeForbidden {
		t.Fatalf("by a member: %v", err)
	}
	if err := o.Move(OccasionOpen, Actor{ID: "r", Roles: RoleReferent}, testAt, ""); err != nil {
		t.Fatal(err)
	}
	if err := o.Move(OccasionCancelled, member, testAt, "une raison"); CodeOf(err) != CodeForbidden {
		t.Fatalf("by a member: %v", err)
	}
}

// TestWhenSomebodyIsReminded holds each day of an invitation's life against the rule: three days after it left, two at least
// before it ends, once.
func TestWhenSomebodyIsReminded(t *testing.T) {
	i := &Invitation{Status: InvitationQueued}
	if err := i.Move(InvitationSent, System(), testAt, ""); err != nil {
		t.Fatal(err)
	}
	for day := DayOf(testAt); day <= DayOf(testAt)+InvitationDays+1; day++ {
		age := int(day - DayOf(testAt))
		if want := age >= 3 && age <= 8; i.ToRemind(day) != want {
			t.Errorf("day %d: to remind %v", age, !want)
		}
		if want := age > 10; i.Late(day) != want {
			t.Errorf("day %d: late %v", age, !want)
		}
	}
	i.Remind(System(), testAt.Add(72*time.Hour))
	if i.ToRemind(DayOf(testAt) + 4) {
		t.Error("reminded twice")
	}
}

func TestLastingWorkIsJudgedByProgramme(t *testing.T) {
	start := NewDate(2026, 8, 31)
	for _, tt := range []struct {
		name       string
		contract   Contract
		end        Date
		proch, pli bool
	}{
		{"CDI", CDI, 0, true, true}, {"apprenticeship", APP, NewDate(2028, 8, 30), true, true},
		{"exactly six months, to the end of February", CDD6, NewDate(2027, 2, 27), true, false},
		{"six months and a day", CDD6, NewDate(2027, 2, 28), true, true},
		{"a day short", CDD, NewDate(2027, 2, 26), false, false},
		{"agency work for a year", CTT, NewDate(2027, 8, 30), false, false}, {"insertion for a year", CDDI, NewDate(2027, 8, 30), false, false},
	} {
		o := HiringOutcome{Hired: true, Contract: tt.contract, Start: start, End: tt.end}
		if got := o.Lasting("PROCHEMPLOI"); got != tt.proch {
			t.Errorf("%s: Proch'Emploi %v", tt.name, got)
		}
		if got := o.Lasting("PLIE"); got != tt.pli {
			t.Errorf("%s: PLIE %v", tt.name, got)
		}
	}
}

func TestSlotsAreReadAsPeopleWriteThem(t *testing.T) {
	for text, want := range map[string]string{
		"2026-12-15T09:30": "2026-12-15T09:30:00+01:00", "2026-07-01 14:00": "2026-07-01T14:00:00+02:00", "2026-12-15T08:30:00Z": "2026-12-15T09:30:00+01:00",
		"2026-03-29T02:30": "", "mardi": "", "2026-12-15": "", // the hour that the clocks skip does not exist
	} {
		s, err := ReadSlot(text)
		if (err == nil) != (want != "") || err == nil && s.ID() != want {
			t.Errorf("%q: %q, %v", text, s.ID(), err)
		}
	}
	s, err := ReadSlot("2026-12-15T09:30")
	if err != nil || s.French() != "mardi 15 décembre 2026 à 9 h 30" {
		t.Errorf("%q, %v", s.French(), err)
	}
}
