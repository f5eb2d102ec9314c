package domain

import (
	"errors"
	"slices"
	"testing"
)

var (
	employerOne   = Actor{ID: "patron", Roles: RoleEmployer, SIRETs: []SIRET{ownSIRET}}
	referentOne   = Actor{ID: "référente", Roles: RoleReferent}
	facilitator   = Actor{ID: "facilitatrice", Roles: RoleFacilitator}
	seatedAtTheir = Actor{ID: "assise", Roles: RoleFacilitator, SIRETs: []SIRET{ownSIRET}}
)

func schoolNeed() *Clause {
	return &Clause{MarketReference: "Ville de Bergues, école, lot 3", People: 2, Hours: 600, Way: WayDirect}
}

func TestANeedIsCompleteBeforeItIsRead(t *testing.T) {
	for _, tt := range []struct {
		name, field string
		spoil       func(*Clause)
	}{
		{"whole", "", func(*Clause) {}},
		{"no market", "market_reference", func(k *Clause) { k.MarketReference = "  " }},
		{"nobody", "clause_people", func(k *Clause) { k.People = 0 }},
		{"no hour", "clause_hours", func(k *Clause) { k.Hours = 0 }},
		{"no way", "clause_way", func(k *Clause) { k.Way = "" }},
		{"a temp agency that hires directly", "clause_way", func(k *Clause) { k.TempAgency = AgencyAsked }},
		{"a temp agency", "", func(k *Clause) { k.Way, k.TempAgency = WayProvision, AgencyAsked }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o := completeOffer()
			o.Clause = schoolNeed()
			tt.spoil(o.Clause)
			missing := o.Missing()
			if tt.field == "" && len(missing) > 0 || tt.field != "" && (missing[tt.field] == "" || len(missing) != 1) {
				t.Errorf("missing %v, want %q", missing, tt.field)
			}
		})
	}
}

// What the facilitator settled is nobody else's to change, and falls when the market or the way is another.
func TestWhoWritesWhatOfAClause(t *testing.T) {
	settled := schoolNeed()
	settled.Publics, settled.Lot, settled.CompletedOn, settled.CompletedBy = []CriterionCode{"RSA"}, "lot 3", NewDate(2026, 11, 23), "facilitatrice"
	proposed := schoolNeed()
	proposed.Publics = []CriterionCode{"RSA"}
	for _, tt := range []struct {
		name      string
		actor     Actor
		before    *Clause
		change    func(*Clause)
		field     string
		publics   []CriterionCode
		completed bool
	}{
		{"an employer posts a need", employerOne, nil, func(*Clause) {}, "", nil, false},
		{"an employer names publics", employerOne, nil, func(k *Clause) { k.Publics = []CriterionCode{"RSA"} }, "clause_publics", nil, false},
		{"a referent proposes publics", referentOne, nil, func(k *Clause) { k.Publics = []CriterionCode{"TH"} }, "", []CriterionCode{"TH"}, false},
		{"a referent takes a proposal back", referentOne, proposed, func(*Clause) {}, "", nil, false},
		{"an employer edits a proposal without seeing it", employerOne, proposed, func(k *Clause) { k.Hours = 900 }, "", []CriterionCode{"RSA"}, false},
		{"an employer edits what was settled", employerOne, settled, func(k *Clause) { k.Hours, k.Lot = 900, "lot 3" }, "", []CriterionCode{"RSA"}, true},
		{"a referent edits what was settled", referentOne, settled, func(k *Clause) { k.Lot = "lot 3" }, "", []CriterionCode{"RSA"}, true},
		{"a referent widens what was settled", referentOne, settled, func(k *Clause) { k.Lot, k.Publics = "lot 3", []CriterionCode{"RSA", "TH"} }, "clause_publics", nil, false},
		{"another lot", employerOne, settled, func(k *Clause) { k.Lot = "lot 4" }, "clause_lot", nil, false},
		{"another market", employerOne, settled, func(k *Clause) { k.Lot, k.MarketReference = "lot 3", "Port, quai de Flandre" }, "", []CriterionCode{"RSA"}, false},
		{"another way", employerOne, settled, func(k *Clause) { k.Lot, k.Way = "lot 3", WaySubcontract }, "", []CriterionCode{"RSA"}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			draft := schoolNeed()
			tt.change(draft)
			after, err := draft.Settled(tt.before, tt.actor)
			if tt.field != "" {
				var fields FieldErrors
				if !errors.As(err, &fields) || fields[tt.field] == "" {
					t.Fatalf("%v, want a refusal of %s", err, tt.field)
				}
				return
			}
			if err != nil || !slices.Equal(after.Publics, tt.publics) || after.Completed() != tt.completed {
				t.Errorf("publics %v, completed %t, %v", after.Publics, after.Completed(), err)
			}
		})
	}
}

func TestOnlyAFacilitatorGivesTheAccordForATempAgency(t *testing.T) {
	for _, tt := range []struct{ before, sent, want AgencyAccord }{
		{"", "", ""}, {"", AgencyAsked, AgencyAsked}, {"", AgencyGiven, AgencyAsked}, {AgencyAsked, AgencyGiven, AgencyAsked},
		{AgencyGiven, AgencyGiven, AgencyGiven}, {AgencyGiven, AgencyAsked, AgencyGiven}, {AgencyRefused, AgencyGiven, AgencyRefused}, {AgencyRefused, "", ""},
	} {
		before, draft := schoolNeed(), schoolNeed()
		before.TempAgency, draft.TempAgency = tt.before, tt.sent
		after, err := draft.Settled(before, employerOne)
		if err != nil || after.TempAgency != tt.want {
			t.Errorf("%q over %q: %q, %v, want %q", tt.sent, tt.before, after.TempAgency, err, tt.want)
		}
	}
}

func TestWhoCompletesANeed(t *testing.T) {
	for _, tt := range []struct {
		name   string
		actor  Actor
		status OfferStatus
		want   Code
	}{
		{"a facilitator, while it is read", facilitator, OfferSubmitted, ""},
		{"a facilitator, once it is published", facilitator, OfferPublished, ""},
		{"a facilitator, when it is over", facilitator, OfferFilled, CodeConflict},
		{"a member of the establishment", seatedAtTheir, OfferSubmitted, CodeForbidden},
		{"its employer", employerOne, OfferSubmitted, CodeForbidden},
		{"a referent", referentOne, OfferSubmitted, CodeForbidden},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o := completeOffer()
			o.Clause, o.Status = schoolNeed(), tt.status
			before := o.Clause
			err := o.CompleteClause(Completion{Publics: []CriterionCode{"QPV"}, Lot: " lot 3 ", Note: "vu avec l'acheteur"}, tt.actor, testAt)
			if CodeOf(err) != tt.want || CanCompleteClause(tt.actor, o) != (tt.want == "") {
				t.Fatalf("%v, want %q", err, tt.want)
			}
			if err != nil {
				return
			}
			k, step := o.Clause, o.History[0]
			if !k.Completed() || k.Lot != "lot 3" || k.Way != WayDirect || step.Actor != tt.actor.ID || step.To != ActCompleteClause || step.Reason != "vu avec l'acheteur" {
				t.Errorf("settled %+v, history %+v", k, step)
			}
			if !o.SettledSince(testAt.Add(-1)) || o.SettledSince(testAt) {
				t.Error("a list made before is not told from one made after")
			}
			if before.Completed() {
				t.Error("the clause that others hold changed under them")
			}
		})
	}
	if err := completeOffer().CompleteClause(Completion{}, facilitator, testAt); CodeOf(err) != CodeConflict {
		t.Errorf("a job was completed as a need: %v", err)
	}
}

// A copy is another need: the same market, to be looked at again.
func TestACopyOfANeedIsLookedAtAgain(t *testing.T) {
	k := schoolNeed()
	k.Publics, k.TempAgency, k.CompletedOn, k.CompletedBy = []CriterionCode{"RSA"}, AgencyGiven, NewDate(2026, 11, 23), "facilitatrice"
	again := k.Again()
	if again.Completed() || again.CompletedBy != "" || again.TempAgency != AgencyAsked || !slices.Equal(again.Publics, k.Publics) || again.Hours != 600 || !k.Completed() {
		t.Errorf("copy %+v of %+v", again, k)
	}
}

func TestKindsOfOffers(t *testing.T) {
	job, need, settled := completeOffer(), completeOffer(), completeOffer()
	need.Clause, settled.Clause = schoolNeed(), schoolNeed()
	settled.Clause.CompletedOn = NewDate(2026, 11, 23)
	for _, tt := range []struct {
		o    *Offer
		want []OfferKind
	}{{job, []OfferKind{KindJob}}, {need, []OfferKind{KindNeed, KindToComplete}}, {settled, []OfferKind{KindNeed}}} {
		if got := tt.o.Kinds(); !slices.Equal(got, tt.want) || tt.o.AwaitsFacilitator() != slices.Contains(got, KindToComplete) {
			t.Errorf("kinds %v, want %v", got, tt.want)
		}
	}
}

func TestDocumentsThatAttestACriterion(t *testing.T) {
	for _, tt := range []struct {
		criterion CriterionCode
		said      string
		want      ProofKind
	}{
		{"RSA", "", "caf"}, {"RSA", "caf", "caf"}, {"RSA", "attestation CAF", "caf"}, {"RSA", "attestation_caf", "caf"}, {"RSA", "notification RQTH", ""},
		{"TH", "RQTH", "rqth"}, {"TH", "pension", "pension"}, {"IAE", "PASS IAE", "pass_iae"}, {"QPV", "justificatif de domicile", "domicile"}, {"ZZZ", "", ""},
	} {
		kind, err := tt.criterion.ParseProof(tt.said)
		if kind != tt.want || (err == nil) != (tt.want != "") {
			t.Errorf("%s by %q: %q, %v, want %q", tt.criterion, tt.said, kind, err, tt.want)
		}
	}
	for _, code := range CriterionCodes() {
		if len(code.Proofs()) == 0 {
			t.Errorf("nothing attests %s", code)
		}
		if fresh := (Criterion{Code: code, SeenOn: 1}).Until() < validityForever; fresh && code.BearsEnd(code.Proofs()[0]) {
			t.Errorf("%s has a delay and a document that bears its own end: which counts?", code)
		}
	}
}
