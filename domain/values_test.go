package domain

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestSIRET(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		want     SIRET
	}{
		{"a good one", "73282932000074", "73282932000074"},
		{"with spaces as on an invoice", "732 829 320 00074", "73282932000074"},
		{"La Poste, digit sum multiple of 5", "35600000049837", "35600000049837"},
		{"one digit wrong", "73282932000075", ""},
		{"La Poste with a wrong digit", "35600000049838", ""},
		{"a SIREN only", "732829320", ""},
		{"letters", "7328293200007A", ""},
		{"nothing", "", ""},
		{"digits of another script", "７３２８２９３２００００７４", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := ParseSIRET(tt.in)
			if got != tt.want || (err == nil) != (tt.want != "") {
				t.Fatalf("ParseSIRET(%q) = %q, %v; want %q", tt.in, got, err, tt.want)
			}
		})
	}
}

func TestOneWrongDigitIsAlwaysSeen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		digits := []byte(rapid.StringMatching(`[0-9]{13}`).Draw(t, "digits"))
		if string(digits[:9]) == laPoste {
			return // another key rule
		}
		for key := byte('0'); key <= '9'; key++ {
			if luhn(string(append(digits[:13:13], key))) {
				digits = append(digits, key)
				break
			}
		}
		i := rapid.IntRange(0, 13).Draw(t, "place")
		digits[i] = '0' + (digits[i]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "shift")))%10
		if _, err := ParseSIRET(string(digits)); err == nil {
			t.Fatalf("%s passed", digits)
		}
	})
}

func TestDates(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"ISO", "2026-11-23", "2026-11-23"},
		{"French", "23/11/2026", "2026-11-23"},
		{"leap day", "29/02/2028", "2028-02-29"},
		{"no such day", "2026-02-29", "error"},
		{"month first", "11/23/2026", "error"},
		{"empty is no date", " ", ""},
		{"words", "demain", "error"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d, err := ParseDate(tt.in)
			got := d.String()
			if err != nil {
				got = "error"
			}
			if got != tt.want {
				t.Fatalf("ParseDate(%q) = %s, want %s", tt.in, got, tt.want)
			}
		})
	}
}

func TestMonthsStayInTheMonth(t *testing.T) {
	for _, tt := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-01-31", 1, "2026-02-28"}, {"2028-01-31", 1, "2028-02-29"}, {"2026-03-31", -1, "2026-02-28"},
		{"2026-11-15", 2, "2027-01-15"}, {"2026-12-31", 6, "2027-06-30"},
	} {
		d, _ := ParseDate(tt.from)
		if got := d.AddMonths(tt.n).String(); got != tt.want {
			t.Errorf("%s + %d months = %s, want %s", tt.from, tt.n, got, tt.want)
		}
	}
}

func TestDaysAreParisDays(t *testing.T) {
	for _, tt := range []struct{ name, instant, want string }{
		{"winter, 23:30 UTC is tomorrow", "2026-11-23T23:30:00Z", "2026-11-24"},
		{"summer, 22:30 UTC is tomorrow", "2026-07-13T22:30:00Z", "2026-07-14"},
		{"the night clocks go back", "2026-10-25T00:30:00Z", "2026-10-25"},
	} {
		at, err := time.Parse(time.RFC3339, tt.instant)
		if err != nil {
			t.Fatal(err)
		}
		if got := DayOf(at).String(); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestDatesRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := Date(rapid.Int32Range(int32(NewDate(1900, 1, 1)), int32(NewDate(2199, 12, 31))).Draw(t, "day"))
		back, err := ParseDate(d.String())
		if err != nil || back != d {
			t.Fatalf("%s came back as %s, %v", d, back, err)
		}
		if DayOf(d.StartIn()) != d || DayOf(d.StartIn().Add(-time.Second)) != d-1 {
			t.Fatalf("%s does not begin at its own midnight", d)
		}
	})
}

func TestAge(t *testing.T) {
	born, _ := ParseDate("2008-02-29")
	for day, want := range map[string]int{"2026-02-28": 17, "2026-03-01": 18, "2028-02-29": 20} {
		d, _ := ParseDate(day)
		if got := born.YearsAt(d); got != want {
			t.Errorf("born %s, on %s: %d years, want %d", born, day, got, want)
		}
	}
}

func TestWindows(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"lu-ve 08:00-16:30", "lu-ve 08:00-16:30"},
		{"lundi-vendredi 8h-16h30", "lu-ve 08:00-16:30"},
		{"lu,me,ve 9h-12h", "lu,me,ve 09:00-12:00"},
		{"sa-di 21:00-05:00", "sa-di 21:00-05:00"},
		{"ve-lu 08:00-12:00", "error"},
		{"lu-ve", "error"},
		{"lu-ve 25:00-26:00", "error"},
		{"zz 08:00-12:00", "error"},
	} {
		w, err := ParseWindow(tt.in)
		got := w.String()
		if err != nil {
			got = "error"
		}
		if got != tt.want {
			t.Errorf("ParseWindow(%q) = %s, want %s", tt.in, got, tt.want)
		}
	}
}

func TestEmails(t *testing.T) {
	for in, ok := range map[string]bool{
		"samira@exemple.fr": true, "": true, "Samira <samira@exemple.fr>": false, "a@b": false,
		"a@exemple.fr\r\nBcc: b@exemple.fr": false, `"a b"@exemple.fr`: false, "a@exemple.fr,b@exemple.fr": false,
	} {
		if _, err := ParseEmail(in); (err == nil) != ok {
			t.Errorf("ParseEmail(%q): %v", in, err)
		}
	}
}

func TestLicencesCoverEachOther(t *testing.T) {
	for _, tt := range []struct {
		held, wanted Licence
		want         bool
	}{{"B", "B", true}, {"CE", "B", true}, {"CE", "C", true}, {"B", "C", false}, {"D", "C", false}, {"A", "AM", true}, {"B", "A1", false}} {
		if got := tt.held.Covers(tt.wanted); got != tt.want {
			t.Errorf("%s covers %s: %v", tt.held, tt.wanted, got)
		}
	}
}

func TestContracts(t *testing.T) {
	if c, err := ParseContract("cdd", 6); err != nil || c != CDD6 {
		t.Errorf("a CDD of 6 months is lasting work: %s, %v", c, err)
	}
	if c, err := ParseContract("CDD", 5); err != nil || c != CDD {
		t.Errorf("a CDD of 5 months: %s, %v", c, err)
	}
	var set ContractSet
	if err := set.UnmarshalText([]byte("CDI|CTT")); err != nil || !set.Has(CDI) || !set.Has(CTT) || set.Has(CDD) {
		t.Errorf("CDI|CTT read as %v, %v", set.List(), err)
	}
}

func TestLegalBits(t *testing.T) {
	on, _ := ParseDate("2026-11-23")
	born := func(s string) Date { d, _ := ParseDate(s); return d }
	seen := []Criterion{{Code: "IAE", SeenOn: on - 30}}
	disabled := []Criterion{{Code: "TH", SeenOn: on - 30}}
	for _, tt := range []struct {
		name     string
		c        Candidate
		contract Contract
		want     bool
	}{
		{"apprentice of 29", Candidate{BirthDate: born("1997-01-01")}, APP, true},
		{"apprentice of 30", Candidate{BirthDate: born("1996-11-23")}, APP, false},
		{"apprentice of 40 with a disability (L6222-2)", Candidate{BirthDate: born("1986-01-01"), Criteria: disabled}, APP, true},
		{"nobody's age is guessed", Candidate{}, APP, true},
		{"fifteen years old", Candidate{BirthDate: born("2011-06-01")}, CDI, false},
		{"CDDI without a PASS IAE", Candidate{BirthDate: born("1990-01-01")}, CDDI, false},
		{"CDDI with a PASS IAE", Candidate{BirthDate: born("1990-01-01"), Criteria: seen}, CDDI, true},
		{"CDI at any age", Candidate{BirthDate: born("1962-01-01")}, CDI, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.c.LegalOn(on).Contracts.Has(tt.contract); got != tt.want {
				t.Fatalf("%s: %v", tt.contract, got)
			}
		})
	}
	if (Candidate{BirthDate: born("2009-01-01")}).LegalOn(on).Adult {
		t.Error("a person of 17 counts as an adult")
	}
}

func TestProofsGetOld(t *testing.T) {
	seen := NewDate(2026, 10, 1)
	for _, tt := range []struct {
		code CriterionCode
		last string
	}{{"RSA", "2026-12-31"}, {"QPV", "2027-03-31"}} {
		if got := (Criterion{Code: tt.code, SeenOn: seen}).Until().String(); got != tt.last {
			t.Errorf("%s seen on %s serves until %s, want %s", tt.code, seen, got, tt.last)
		}
	}
	if (Criterion{Code: "RSA"}).Until().Known() {
		t.Error("a proof nobody saw serves a hire")
	}
}

func TestAccompaniments(t *testing.T) {
	from := NewDate(2026, 10, 1)
	a := NewAccompaniment(CandidathequeProgramme, from, No)
	if a.To.String() != "2027-03-31" || !a.Running(a.To) || a.Running(a.To+1) || a.Running(from-1) {
		t.Errorf("six months from %s: %+v", from, a)
	}
	if b := NewAccompaniment(CandidathequeProgramme, from, Yes); b.To.String() != "2027-09-30" {
		t.Errorf("renewed once: %s", b.To)
	}
	if open := NewAccompaniment("PLIE", from, Unknown); open.To.Known() || !open.Running(from.AddMonths(60)) {
		t.Errorf("PLIE is open: %+v", open)
	}
}

func TestStanding(t *testing.T) {
	on := NewDate(2026, 11, 23)
	p := Person{Candidate: Candidate{Consent: Consent{On: on - 10}, Accompaniments: []Accompaniment{{Programme: "CEJ", From: on - 400, To: on - 35}}}}
	s := p.StandingOn(on)
	if !s.Consent || s.Accompanied || s.ReenterUntil < on {
		t.Errorf("ended 35 days ago: %+v", s)
	}
	if s = p.StandingOn(on + 25); s.ReenterUntil >= on+25 {
		t.Errorf("ended 60 days ago is no longer recent: %+v", s)
	}
	p.Candidate.Consent.Withdrawn = on
	if p.StandingOn(on).Consent {
		t.Error("a withdrawal takes effect the same day")
	}
}
