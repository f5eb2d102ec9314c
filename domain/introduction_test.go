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
	day := func(text string) Date {
		d, err := ParseDate(text)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, tt := range []struct {
		name        string
		contract    Contract
		start, end  string
		hours       float64
		proch, plie bool
	}{
		{"CDI", CDI, "2026-08-31", "", 35, true, true},
		{"part-time CDI", CDI, "2026-08-31", "", 8, true, true},
		{"apprenticeship", APP, "2026-08-31", "2028-08-30", 35, true, true},
		{"professionalisation", PRO, "2026-08-31", "2027-02-27", 35, true, true},
		{"exactly six months, to the end of February", CDD6, "2026-08-31", "2027-02-27", 35, true, false},
		{"six months and a day", CDD6, "2026-08-31", "2027-02-28", 35, true, true},
		{"a day short", CDD, "2026-08-31", "2027-02-26", 35, false, false},
		{"exactly six months, to 28 February of a leap year", CDD6, "2027-08-30", "2028-02-28", 35, true, false},
		{"six months and a day, to 29 February", CDD6, "2027-08-30", "2028-02-29", 35, true, true},
		{"from 29 February", CDD6, "2028-02-29", "2028-08-28", 35, true, false},
		{"from 29 February, a day short", CDD, "2028-02-29", "2028-08-27", 35, false, false},
		{"across a month of 30 days", CDD6, "2026-03-31", "2026-09-29", 35, true, false},
		{"without a last day", CDD6, "2026-08-31", "", 35, false, false},
		{"PEC of six months", PEC, "2026-09-01", "2027-02-28", 20, true, false},
		{"agency work, 35 h a week for a year", CTT, "2026-08-31", "2027-08-30", 35, false, true},
		{"agency work, 1,215 h within the year", CTT, "2026-01-01", "2026-08-31", 35, false, true}, // 243 days: 34.7 weeks
		{"agency work, a day less", CTT, "2026-01-01", "2026-08-30", 35, false, false},
		{"agency work, as many hours over two years", CTT, "2026-01-01", "2027-12-31", 17.5, false, false},
		{"insertion for a year", CDDI, "2026-08-31", "2027-08-30", 26, false, false},
		{"a season", SAIS, "2026-03-01", "2026-10-31", 35, false, false},
		{"a custom fixed term", CDDU, "2026-03-01", "2026-10-31", 35, false, false},
	} {
		o := HiringOutcome{Hired: true, Contract: tt.contract, Start: day(tt.start), End: day(tt.end), WeeklyHours: tt.hours}
		for programme, want := range map[Programme]bool{"PROCHEMPLOI": tt.proch, CandidathequeProgramme: tt.proch, "PACEA": tt.proch, "PLIE": tt.plie} {
			if got := o.Lasting(programme); got != want {
				t.Errorf("%s: %s %v", tt.name, programme, got)
			}
		}
		if o.Hired = false; o.Lasting("PROCHEMPLOI") {
			t.Errorf("%s: lasting without a hire", tt.name)
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
