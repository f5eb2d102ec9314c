package domain

import "testing"

// What the founder of an establishment reads as long as no referent answered (domain.md §1: « own offers »; nothing that says who others
// are): the offers of that number, those that a referent types later on the phone too, for they are the establishment's own; not
// those of another firm for work done there, nor the people who said yes.
func TestWhatAFounderReadsBeforeAReferentAnswers(t *testing.T) {
	founder := Actor{ID: "founder", Roles: RoleEmployer, SIRETs: []SIRET{ownSIRET}, Unvouched: []SIRET{ownSIRET}}
	member := Actor{ID: "member", Roles: RoleEmployer, SIRETs: []SIRET{ownSIRET}}
	typed := func(siret, user SIRET) *Offer {
		return &Offer{Record: Record{ID: "o", History: []Step{{To: "create", Actor: "referent", OnBehalf: string(siret)}}}, SIRET: siret, UserSIRET: user, Status: OfferPublished,
			PublishedOn: NewDate(2026, 11, 20)}
	}
	yes := &Introduction{OfferID: "o", SIRETs: []SIRET{ownSIRET}, Profile: "p", Status: IntroductionAccepted}
	for _, tt := range []struct {
		name            string
		reads           func(Actor) bool
		founder, member bool
	}{
		{"an offer that a referent typed for it", func(a Actor) bool { return CanSeeOffer(a, typed(ownSIRET, "")) }, true, true},
		{"an agency's offer for work done there", func(a Actor) bool { return CanSeeOffer(a, typed(otherSIRET, ownSIRET)) }, false, true},
		{"another's offer", func(a Actor) bool { return CanSeeOffer(a, typed(otherSIRET, "")) }, false, false},
		{"somebody's yes", func(a Actor) bool { return CanSeeIntroduction(a, yes) }, false, true},
		{"who said yes", func(a Actor) bool { return CanKnowWho(a, yes) }, false, true},
	} {
		if tt.reads(founder) != tt.founder || tt.reads(member) != tt.member {
			t.Errorf("%s: the founder reads it: %v, a member whom a referent vouches for: %v", tt.name, tt.reads(founder), tt.reads(member))
		}
	}
}
