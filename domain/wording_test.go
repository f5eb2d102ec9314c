package domain

import (
	"errors"
	"strings"
	"testing"
)

// young is the flag of « moins de 30 ans » in a description.
func young() Flag {
	return Flag{Field: "description", Passage: "moins de 30 ans", Sentence: "Vous avez moins de 30 ans", Criterion: "âge",
		Article: "L1132-1", Suggestion: "envie d'apprendre", Level: ToMend, Start: 10, End: 25}
}

func submitted(flags ...Flag) *Offer {
	o := completeOffer()
	o.Status, o.Flags = OfferSubmitted, flags
	return o
}

func TestAFlaggedPassageStopsThePublication(t *testing.T) {
	referent := Actor{ID: "r", Roles: RoleReferent}
	o := submitted(young())
	err := o.Move(OfferPublished, referent, testAt, "")
	var wording *WordingError
	if !errors.As(err, &wording) || len(wording.Flags) != 1 || wording.FieldErrors["description"] == "" || CodeOf(err) != CodeInvalid {
		t.Fatalf("published with a flag: %v", err)
	}
	if o.Status != OfferSubmitted {
		t.Errorf("now %s", o.Status)
	}
	if err := o.OverrideFlags("", "moins de 30 ans", "Contrat d'apprentissage, L6222-1.", referent, testAt); err != nil {
		t.Fatal(err)
	}
	if err := o.Move(OfferPublished, referent, testAt, ""); err != nil {
		t.Errorf("with a reason: %v", err)
	}
}

func TestAnAdviceStopsNothing(t *testing.T) {
	advice := young()
	advice.Level = ToImprove
	if err := submitted(advice).Move(OfferPublished, Actor{ID: "r", Roles: RoleReferent}, testAt, ""); err != nil {
		t.Error(err)
	}
}

func TestWhoLetsAPassageThrough(t *testing.T) {
	referent := Actor{ID: "r", Roles: RoleReferent}
	for _, tt := range []struct {
		name                   string
		actor                  Actor
		status                 OfferStatus
		field, passage, reason string
		want                   Code
	}{
		{"a referent with a reason", referent, OfferSubmitted, "", "moins de 30 ans", "loi", ""},
		{"in the field named", referent, OfferSubmitted, "description", "moins de 30 ans", "loi", ""},
		{"without a reason", referent, OfferSubmitted, "", "moins de 30 ans", "  ", CodeInvalid},
		{"another passage", referent, OfferSubmitted, "", "célibataire", "loi", CodeInvalid},
		{"another field", referent, OfferSubmitted, "title", "moins de 30 ans", "loi", CodeInvalid},
		{"a draft", referent, OfferDraft, "", "moins de 30 ans", "loi", CodeConflict},
		{"the employer", Actor{ID: "e", Roles: RoleEmployer, SIRETs: []SIRET{ownSIRET}}, OfferSubmitted, "", "moins de 30 ans", "loi", CodeForbidden},
		{"a referent of the establishment", Actor{ID: "s", Roles: RoleReferent, SIRETs: []SIRET{ownSIRET}}, OfferSubmitted, "", "moins de 30 ans", "loi", CodeForbidden},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o := submitted(young())
			o.Status = tt.status
			err := o.OverrideFlags(tt.field, tt.passage, tt.reason, tt.actor, testAt)
			if CodeOf(err) != tt.want {
				t.Fatalf("%v, want %q", err, tt.want)
			}
			kept, passed := o.OverrideOf(young())
			if passed != (err == nil) || passed && (kept.By != "r" || kept.Reason != "loi" || !kept.At.Equal(testAt)) {
				t.Errorf("kept %+v", kept)
			}
			if traced := len(o.History) == 1; traced != passed {
				t.Error("the history and the reason do not agree")
			}
		})
	}
}

func TestAReasonLapsesWithItsPassage(t *testing.T) {
	o := submitted(young())
	if err := o.OverrideFlags("", "moins de 30 ans", "loi", Actor{ID: "r", Roles: RoleReferent}, testAt); err != nil {
		t.Fatal(err)
	}
	moved := young()
	moved.Start, moved.End = 40, 55 // the same sentence, further down
	o.SetFlags([]Flag{moved})
	if len(o.Uncleared()) != 0 {
		t.Error("the reason was lost while its sentence stands")
	}
	elsewhere := young()
	elsewhere.Sentence = "Poste réservé aux moins de 30 ans"
	o.SetFlags([]Flag{elsewhere})
	if len(o.Uncleared()) != 1 || len(o.Overrides) != 0 {
		t.Error("a reason holds for another sentence")
	}
}

func TestRewordPutsTheSuggestionInPlace(t *testing.T) {
	for _, tt := range []struct{ name, text, passage, suggestion, want string }{
		{"in a sentence", "Vous avez moins de 30 ans.", "moins de 30 ans", "envie d'apprendre", "Vous avez envie d'apprendre."},
		{"its capital stays", "Célibataire.", "Célibataire", "disponible", "Disponible."},
		{"an accent takes two bytes", "Été : étrangers non.", "étrangers", "tous", "Été : tous non."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			start := strings.Index(tt.text, tt.passage)
			f := Flag{Passage: tt.passage, Suggestion: tt.suggestion, Start: start, End: start + len(tt.passage)}
			if got := f.Reword(tt.text); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
			if got := f.Reword("x" + tt.text); got != "x"+tt.text {
				t.Errorf("a text that moved was changed: %q", got)
			}
		})
	}
}
