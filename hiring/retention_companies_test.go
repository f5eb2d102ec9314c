package hiring

import (
	"testing"

	"eedk.fr/candidatheque/domain"
)

func TestAnEstablishmentOfNobodyEnds(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	h.register()
	h.published(mason())
	there := func(siret domain.SIRET) bool {
		_, err := h.Employer(ctx, referent, siret)
		return err == nil
	}
	h.months(23)
	must(h.RunRetention(ctx, admin))(t)
	if !there(masonry) || !there(cleaning) {
		t.Fatal("one went at 23 months")
	}
	h.months(1)
	if plan := must(h.RetentionPlan(ctx, admin))(t); plan.Total() == 0 || !there(cleaning) {
		t.Errorf("the plan acted, or says nothing: %+v", plan.Lines)
	}
	must(h.RunRetention(ctx, admin))(t)
	if there(cleaning) || !there(masonry) {
		t.Errorf("cleaning %t, which had nothing; masonry %t, which has an offer", there(cleaning), there(masonry))
	}
}
