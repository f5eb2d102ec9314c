package hiring

import (
	"slices"
	"testing"

	"eedk.fr/candidatheque/domain"
)

// schoolNeed is the mason's offer under an invented market.
func schoolNeed() *domain.Offer {
	o := mason()
	o.Clause = &domain.Clause{MarketReference: "Ville de Bergues, école, lot 3", People: 2, Hours: 600, Way: domain.WayDirect}
	return o
}

// The road of a need: posted, settled by a facilitator, edited by its employer without losing what was settled, copied.
func TestANeedIsPostedSettledEditedAndCopied(t *testing.T) {
	h := newHouse(t)
	h.register()
	ctx := t.Context()
	o := must(h.DraftOffer(ctx, boss, schoolNeed()))(t)
	_, err := h.CompleteNeed(ctx, referent, o.ID, domain.Completion{})
	wantCode(t, err, domain.CodeForbidden)
	_, err = h.CompleteNeed(ctx, stranger, o.ID, domain.Completion{})
	wantCode(t, err, domain.CodeNotFound)
	_, err = h.CompleteNeed(ctx, fac, o.ID, domain.Completion{Lot: "lot de 1 85 05 78 006 084 91"})
	wantCode(t, err, domain.CodeInvalid)
	o = must(h.CompleteNeed(ctx, fac, o.ID, domain.Completion{Publics: []domain.CriterionCode{"RSA"}, Lot: "lot 3"}))(t)
	if !o.Clause.Completed() || o.Clause.CompletedBy != fac.ID {
		t.Fatalf("settled %+v", o.Clause)
	}
	draft := schoolNeed()
	draft.Clause.Hours, draft.Clause.Lot = 900, "lot 3"
	o = must(h.EditOffer(ctx, boss, o.ID, o.Revision, draft))(t)
	if o.Clause.Hours != 900 || !o.Clause.Completed() || !slices.Equal(o.Clause.Publics, []domain.CriterionCode{"RSA"}) {
		t.Errorf("edited %+v", o.Clause)
	}
	twin := must(h.DuplicateOffer(ctx, boss, o.ID))(t)
	if twin.Clause.Completed() || twin.Clause.Hours != 900 || twin.Clause.MarketReference != o.Clause.MarketReference {
		t.Errorf("copy %+v", twin.Clause)
	}
	if stored := must(h.Offer(ctx, boss, o.ID))(t); !stored.Clause.Completed() {
		t.Error("the copy unsettled the original")
	}
	job := must(h.DraftOffer(ctx, boss, mason()))(t)
	_, err = h.CompleteNeed(ctx, fac, job.ID, domain.Completion{})
	wantCode(t, err, domain.CodeConflict)
	for kind, want := range map[domain.OfferKind][]string{
		domain.KindNeed: {twin.ID, o.ID}, domain.KindToComplete: {twin.ID}, domain.KindJob: {job.ID}, "": {job.ID, twin.ID, o.ID},
	} {
		list, _, err := h.Offers(ctx, fac, OfferQuery{Kind: kind})
		var got []string
		for _, o := range list {
			got = append(got, o.ID)
		}
		slices.Sort(got)
		slices.Sort(want)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("kind %q: %v, %v, want %v", kind, got, err, want)
		}
	}
}

// A reference that holds a social-security number is refused like any other text.
func TestAMarketHoldsNoSocialSecurityNumber(t *testing.T) {
	h := newHouse(t)
	h.register()
	need := schoolNeed()
	need.Clause.MarketReference = "marché de M. 1 85 05 78 006 084 91"
	_, err := h.DraftOffer(t.Context(), boss, need)
	wantCode(t, err, domain.CodeInvalid)
}
