package hiring

import (
	"errors"
	"testing"

	"eedk.fr/candidatheque/domain"
)

// tooYoung is an offer with a passage against the law.
func tooYoung() *domain.Offer {
	o := mason()
	o.Title = "Maçon / Maçonne (H/F)"
	o.Description = tasks + "Vous avez moins de 30 ans."
	return o
}

func TestTheGuardReadsEveryTextOfAnOffer(t *testing.T) {
	h := newHouse(t)
	for _, tt := range []struct {
		name, field, criterion string
		change                 func(*domain.Offer)
	}{
		{"the title", "title", "sexe", func(o *domain.Offer) { o.Title = "Maçon, homme uniquement" }},
		{"the description", "description", "âge", func(o *domain.Offer) { o.Description = tasks + "35 ans maximum." }},
		{"a skill written by hand", "skills", "langue", func(o *domain.Offer) {
			o.Skills = []domain.SkillNeed{{Skill: domain.Skill{Label: "Anglais, langue maternelle"}}}
		}},
		{"the words of the market", "market_reference", "critère de clause", func(o *domain.Offer) {
			o.Clause = &domain.Clause{MarketReference: "Lot 2, réservé aux bénéficiaires du RSA"}
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o := mason()
			tt.change(o)
			h.ReadWording(o)
			flags := o.Uncleared()
			if len(flags) != 1 || flags[0].Field != tt.field || flags[0].Criterion != tt.criterion {
				t.Errorf("flags %+v", flags)
			}
		})
	}
}

func TestAFlaggedOfferWaitsForItsReferent(t *testing.T) {
	h := newHouse(t)
	h.register()
	ctx := t.Context()
	o := must(h.DraftOffer(ctx, boss, tooYoung()))(t)
	if len(o.Uncleared()) != 1 {
		t.Fatalf("a draft keeps its flags: %+v", o.Flags)
	}
	must(h.SubmitOffer(ctx, boss, o.ID))(t)
	_, err := h.PublishOffer(ctx, referent, o.ID)
	var wording *domain.WordingError
	if !errors.As(err, &wording) || wording.Flags[0].Passage != "Vous avez moins de 30 ans" {
		t.Fatalf("published: %v", err)
	}
	reason := WordingReason{Passage: wording.Flags[0].Passage, Reason: "Âge fixé par la loi pour ce contrat."}
	_, err = h.OverrideWording(ctx, seated, o.ID, reason)
	wantCode(t, err, domain.CodeForbidden)
	_, err = h.OverrideWording(ctx, boss, o.ID, reason)
	wantCode(t, err, domain.CodeForbidden)
	_, err = h.PublishOfferWith(ctx, referent, o.ID, []WordingReason{{Passage: "autre chose", Reason: "loi"}})
	wantCode(t, err, domain.CodeInvalid)
	kept := must(h.OverrideWording(ctx, referent, o.ID, reason))(t)
	if v, passed := kept.OverrideOf(kept.Flags[0]); !passed || v.By != referent.ID || !v.At.Equal(morning) {
		t.Errorf("kept %+v", kept.Overrides)
	}

	changed := tooYoung()
	changed.Description = tasks + "Vous avez moins de 30 ans, c'est tout."
	kept = must(h.EditOffer(ctx, boss, o.ID, kept.Revision, changed))(t)
	if len(kept.Uncleared()) != 1 || len(kept.Overrides) != 0 {
		t.Error("the reason outlives the sentence it was given for")
	}
	published := must(h.PublishOfferWith(ctx, referent, o.ID, []WordingReason{reason}))(t)
	if published.Status != domain.OfferPublished || len(published.Overrides) != 1 {
		t.Errorf("%s with %+v", published.Status, published.Overrides)
	}
	copied := must(h.DuplicateOffer(ctx, boss, o.ID))(t)
	if len(copied.Uncleared()) != 1 || len(copied.Overrides) != 0 {
		t.Error("a copy is read anew, without the reasons of the first")
	}
}

func TestARefusedPublicationKeepsNoReason(t *testing.T) {
	h := newHouse(t)
	h.register()
	ctx := t.Context()
	draft := tooYoung()
	draft.Description += " Vous êtes célibataire."
	o := must(h.DraftOffer(ctx, boss, draft))(t)
	must(h.SubmitOffer(ctx, boss, o.ID))(t)
	_, err := h.PublishOfferWith(ctx, referent, o.ID, []WordingReason{{Passage: "Vous avez moins de 30 ans", Reason: "loi"}})
	wantCode(t, err, domain.CodeInvalid)
	if stored := must(h.Offer(ctx, referent, o.ID))(t); len(stored.Uncleared()) != 2 {
		t.Errorf("left to clear: %+v", stored.Uncleared())
	}
}
