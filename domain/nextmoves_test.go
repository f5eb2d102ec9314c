package domain

import (
	"slices"
	"testing"
)

func TestNextMovesFollowTheTableAndTheSide(t *testing.T) {
	boss := Actor{ID: "patron", Roles: RoleEmployer, SIRETs: []SIRET{"21590183800018"}}
	other := Actor{ID: "autre", Roles: RoleEmployer, SIRETs: []SIRET{"35600000000048"}}
	referent := Actor{ID: "référente", Roles: RoleReferent}
	member := Actor{ID: "les deux", Roles: RoleReferent | RoleEmployer, SIRETs: boss.SIRETs}
	for _, tt := range []struct {
		name   string
		status OfferStatus
		actor  Actor
		want   []OfferStatus
	}{
		{"a draft for its employer", OfferDraft, boss, []OfferStatus{OfferSubmitted, OfferWithdrawn}},
		{"a draft for another employer", OfferDraft, other, nil},
		{"a submitted offer for its employer", OfferSubmitted, boss, []OfferStatus{OfferWithdrawn}},
		{"a submitted offer for a referent", OfferSubmitted, referent, []OfferStatus{OfferPublished, OfferReturned, OfferWithdrawn}},
		{"a submitted offer for a referent who is a member", OfferSubmitted, member, []OfferStatus{OfferWithdrawn}},
		{"a published offer for a referent who is a member", OfferPublished, member, []OfferStatus{OfferPaused, OfferWithdrawn}},
		{"a withdrawn offer", OfferWithdrawn, referent, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o := &Offer{Status: tt.status, SIRET: "21590183800018"}
			if got := o.NextMoves(tt.actor); !slices.Equal(got, tt.want) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}
