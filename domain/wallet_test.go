package domain

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// The last day a proof serves, ends of months and leap years included: « de moins de 3 mois » is to the day before the
// same day three months later.
func TestUntilWhenAProofServes(t *testing.T) {
	for _, tt := range []struct {
		name  string
		code  CriterionCode
		seen  string
		until string
		want  string
	}{
		{"RSA, three months", "RSA", "2026-11-04", "", "2027-02-03"},
		{"RSA seen on the 30th of November", "RSA", "2026-11-30", "", "2027-02-27"},
		{"RSA seen on the 30th of November before a leap year", "RSA", "2027-11-30", "", "2028-02-28"},
		{"RSA seen on the last day of May", "RSA", "2026-05-31", "", "2026-08-30"},
		{"a long-term jobseeker", "DELD", "2026-11-30", "", "2027-02-27"},
		{"an address, six months", "QPV", "2026-08-31", "", "2027-02-27"},
		{"an address seen in a leap February", "QPV", "2028-02-29", "", "2028-08-28"},
		{"an RQTH to its own day", "TH", "2026-11-23", "2031-05-31", "2031-05-31"},
		{"an RQTH for life", "TH", "2026-11-23", "", "for ever"},
		{"an age", "SENIOR", "2020-01-01", "", "for ever"},
		{"a PASS IAE to its own day", "IAE", "2026-11-23", "2028-02-29", "2028-02-29"},
		{"confidential, three months", CriterionConfidential, "2026-12-31", "", "2027-03-30"},
		{"never seen", "RSA", "", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			until := Criterion{Code: tt.code, SeenOn: mustDay(t, tt.seen), ValidUntil: mustDay(t, tt.until)}.Until()
			got := until.String()
			if until.Endless() {
				got = "for ever"
			}
			if got != tt.want {
				t.Errorf("%s, want %s", got, tt.want)
			}
		})
	}
}

func mustDay(tb testing.TB, text string) Date {
	tb.Helper()
	d, err := ParseDate(text)
	if err != nil {
		tb.Fatal(err)
	}
	return d
}

func TestWhichProofsAreKept(t *testing.T) {
	today := NewDate(2026, 11, 23)
	young, old := Candidate{BirthDate: NewDate(2004, 3, 1)}, Candidate{BirthDate: NewDate(1970, 3, 1)}
	for _, tt := range []struct {
		name  string
		whose Candidate
		proof Criterion
		field string
	}{
		{"an attestation seen today", young, Criterion{Code: "RSA", Proof: "caf", SeenOn: today}, ""},
		{"seen long ago", young, Criterion{Code: "RSA", Proof: "caf", SeenOn: today - 400}, ""},
		{"never seen", young, Criterion{Code: "RSA", Proof: "caf"}, "seen_on"},
		{"seen tomorrow", young, Criterion{Code: "RSA", Proof: "caf", SeenOn: today + 1}, "seen_on"},
		{"an end on an attestation that bears none", young, Criterion{Code: "RSA", Proof: "caf", SeenOn: today, ValidUntil: today + 900}, "valid_until"},
		{"an RQTH with its end", young, Criterion{Code: "TH", Proof: "rqth", SeenOn: today, ValidUntil: today + 900}, ""},
		{"an RQTH that was over", young, Criterion{Code: "TH", Proof: "rqth", SeenOn: today, ValidUntil: today - 1}, "valid_until"},
		{"young, and young", young, Criterion{Code: "JEUNE", Proof: "identite", SeenOn: today}, ""},
		{"56 years old, and young", old, Criterion{Code: "JEUNE", Proof: "identite", SeenOn: today}, "criterion"},
		{"22 years old, and 50 or more", young, Criterion{Code: "SENIOR", Proof: "identite", SeenOn: today}, "criterion"},
		{"of unknown age", Candidate{}, Criterion{Code: "JEUNE", Proof: "identite", SeenOn: today}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			faults := tt.whose.ProofFaults(tt.proof, today)
			if tt.field == "" && len(faults) > 0 || tt.field != "" && (len(faults) != 1 || faults[tt.field] == "") {
				t.Errorf("%v, want %q", faults, tt.field)
			}
		})
	}
}

func TestAWalletHoldsOneProofOfEachCriterion(t *testing.T) {
	c := Candidate{Criteria: []Criterion{{Code: "RSA", SeenOn: 1, By: "import"}, {Code: "QPV", SeenOn: 1}}}
	before := c.Criteria
	c.KeepProof(Criterion{Code: "RSA", SeenOn: 9, By: "fac"})
	c.KeepProof(Criterion{Code: CriterionConfidential, SeenOn: 9, Lot: "lot 3", ValidUntil: 99})
	if len(c.Criteria) != 3 || before[0].SeenOn != 1 {
		t.Fatalf("wallet %+v, before %+v", c.Criteria, before)
	}
	for _, k := range c.Criteria {
		if k.Code == "RSA" && k.SeenOn != 9 || k.Code == CriterionConfidential && (k.Lot != "" || k.ValidUntil != 0) {
			t.Errorf("kept %+v", k)
		}
	}
	if err := c.DropProof("RSA"); err != nil || len(c.Criteria) != 2 {
		t.Errorf("withdrawn: %v, %+v", err, c.Criteria)
	}
	var refusal *Error
	if err := c.DropProof("RSA"); !errors.As(err, &refusal) || refusal.Code != CodeNotFound {
		t.Errorf("withdrawn twice: %v", err)
	}
}

func TestAProofOfAgeServesWhileTheAgeLasts(t *testing.T) {
	c := Candidate{BirthDate: NewDate(2000, 12, 16), Criteria: []Criterion{{Code: "JEUNE", SeenOn: 1}, {Code: "RSA", SeenOn: 1}}}
	for _, tt := range []struct {
		hire Date
		want int
	}{{NewDate(2026, 12, 15), 2}, {NewDate(2026, 12, 16), 1}} {
		if got := c.ProofsOn(tt.hire); len(got) != tt.want {
			t.Errorf("hired on %s: %+v", tt.hire, got)
		}
	}
	if c.BirthDate = 0; len(c.ProofsOn(NewDate(2040, 1, 1))) != 2 {
		t.Error("an unknown birth date closes something")
	}
}

// What an employer reads of somebody's eligibility: until when, and whether it is to be confirmed.
func TestWhatACardSaysOfEligibility(t *testing.T) {
	hire := NewDate(2026, 12, 15)
	settled := func(publics ...CriterionCode) *Clause {
		return &Clause{Publics: publics, CompletedOn: NewDate(2026, 11, 23)}
	}
	rsa, qpv := Criterion{Code: "RSA", SeenOn: NewDate(2026, 11, 4)}, Criterion{Code: "QPV", SeenOn: NewDate(2026, 11, 4)}
	old, life := Criterion{Code: "RSA", SeenOn: NewDate(2026, 8, 1)}, Criterion{Code: "TH", SeenOn: NewDate(2026, 1, 1)}
	for _, tt := range []struct {
		name   string
		clause *Clause
		proofs []Criterion
		want   string
	}{
		{"one accepted proof", settled("RSA"), []Criterion{rsa}, "éligible jusqu'au 3 février 2027"},
		{"the one that serves longest", settled("RSA", "QPV"), []Criterion{rsa, qpv}, "éligible jusqu'au 3 mai 2027"},
		{"only what the market accepts counts", settled("RSA"), []Criterion{qpv, rsa}, "éligible jusqu'au 3 février 2027"},
		{"a proof without end", settled("TH", "RSA"), []Criterion{rsa, life}, "éligible sans limite de date"},
		{"a proof too old on the day of hire", settled("RSA"), []Criterion{old}, "éligibilité à vérifier avant l'embauche"},
		{"nothing that the market accepts", settled("PLIE"), []Criterion{rsa, qpv}, "éligibilité à vérifier avant l'embauche"},
		{"no public named, all are accepted", settled(), []Criterion{rsa}, "éligible jusqu'au 3 février 2027"},
		{"not settled yet", &Clause{}, []Criterion{rsa}, "éligible jusqu'au 3 février 2027, à confirmer par le facilitateur"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := tt.clause.EligibleText(tt.proofs, hire)
			if got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
			for _, code := range CriterionCodes() {
				if strings.Contains(got, string(code)) || strings.Contains(got, code.French()) {
					t.Errorf("%q names %s", got, code)
				}
			}
		})
	}
}

func TestWhoSeesAWallet(t *testing.T) {
	standing, withdrawn := &Person{}, &Person{}
	standing.Candidate.Adviser, withdrawn.Candidate.Consent.Withdrawn = "a@exemple.fr", 5
	for _, tt := range []struct {
		name   string
		actor  Actor
		person *Person
		want   bool
	}{
		{"a referent", referentOne, standing, true}, {"a referent, after a withdrawal", referentOne, withdrawn, true},
		{"a facilitator", facilitator, standing, true}, {"a facilitator, after a withdrawal", facilitator, withdrawn, false},
		{"the person's own adviser", Actor{Roles: RoleAdviser, Email: "a@exemple.fr"}, standing, false},
		{"an employer", employerOne, standing, false}, {"an administrator", Actor{Roles: RoleAdmin}, standing, false},
	} {
		if got := CanSeeWallet(tt.actor, tt.person); got != tt.want {
			t.Errorf("%s: %t", tt.name, got)
		}
	}
	if CanSeePerson(facilitator, standing) {
		t.Error("a facilitator opens whole files")
	}
}

// Seeing one more proof, or accepting one more public, never takes a day of eligibility away.
func TestMoreProofsNeverShortenEligibility(t *testing.T) {
	codes := CriterionCodes()
	proof := rapid.Custom(func(t *rapid.T) Criterion {
		return Criterion{Code: rapid.SampledFrom(codes).Draw(t, "code"), SeenOn: NewDate(2026, 1, 1) + Date(rapid.IntRange(0, 500).Draw(t, "seen"))}
	})
	rapid.Check(t, func(t *rapid.T) {
		hire := NewDate(2026, 12, 1) + Date(rapid.IntRange(0, 90).Draw(t, "hire"))
		clause := &Clause{Publics: rapid.SliceOfN(rapid.SampledFrom(codes), 1, 4).Draw(t, "publics")}
		held := rapid.SliceOfN(proof, 0, 4).Draw(t, "held")
		until := clause.ProvedUntil(held, hire)
		if until != 0 && until < hire {
			t.Fatalf("eligible until %s, hired on %s", until, hire)
		}
		if more := clause.ProvedUntil(append(held, proof.Draw(t, "one more")), hire); more < until {
			t.Fatalf("one more proof: %s, was %s", more, until)
		}
		clause.Publics = append(clause.Publics, rapid.SampledFrom(codes).Draw(t, "one more public"))
		if more := clause.ProvedUntil(held, hire); more < until {
			t.Fatalf("one more public: %s, was %s", more, until)
		}
	})
}
