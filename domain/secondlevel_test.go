package domain

import (
	"testing"
)

func publishedOffer() *Offer {
	o := completeOffer()
	o.Status, o.Places = OfferPublished, 2
	return o
}

func TestWhoShowsAnOfferToAdvisers(t *testing.T) {
	member := Actor{ID: "m", Roles: RoleReferent, SIRETs: []SIRET{ownSIRET}}
	for _, tt := range []struct {
		name     string
		actor    Actor
		status   OfferStatus
		level    SecondLevelStatus
		eligible int
		reason   string
		want     Code
	}{
		{"nobody possible", Actor{Roles: RoleReferent}, OfferPublished, SecondLevelNone, 0, "", ""},
		{"fewer than places", Actor{Roles: RoleReferent}, OfferPublished, SecondLevelNone, 1, "", ""},
		{"enough, without a reason", Actor{Roles: RoleReferent}, OfferPublished, SecondLevelNone, 2, " ", CodeInvalid},
		{"enough, with a reason", Actor{Roles: RoleReferent}, OfferPublished, SecondLevelNone, 9, "toutes ont dit non", ""},
		{"by the clock", System(), OfferPublished, SecondLevelNone, 0, "", ""},
		{"by the clock, once stopped", System(), OfferPublished, SecondLevelStopped, 0, "", CodeForbidden},
		{"again, once stopped", Actor{Roles: RoleReferent}, OfferPublished, SecondLevelStopped, 0, "", ""},
		{"shown already", Actor{Roles: RoleReferent}, OfferPublished, SecondLevelOpen, 0, "", CodeConflict},
		{"in pause", Actor{Roles: RoleReferent}, OfferPaused, SecondLevelNone, 0, "", CodeConflict},
		{"by an adviser", Actor{Roles: RoleAdviser}, OfferPublished, SecondLevelNone, 0, "", CodeForbidden},
		{"by the employer", Actor{Roles: RoleEmployer, SIRETs: []SIRET{ownSIRET}}, OfferPublished, SecondLevelNone, 0, "", CodeForbidden},
		{"by a member", member, OfferPublished, SecondLevelNone, 0, "", CodeForbidden},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o := publishedOffer()
			o.Status, o.SecondLevel.Status = tt.status, tt.level
			err := o.ShowToAdvisers(tt.eligible, tt.actor, testAt, tt.reason)
			if CodeOf(err) != tt.want {
				t.Fatalf("%v, want %q", err, tt.want)
			}
			if shown := o.ShownToAdvisers() && len(o.SecondLevel.History) == 1; shown != (tt.want == "") {
				t.Errorf("state and history do not agree: %+v", o.SecondLevel)
			}
			if len(o.History) != 0 {
				t.Error("the employer's history tells of it")
			}
		})
	}
}

func TestStoppingTheSecondLevel(t *testing.T) {
	o := publishedOffer()
	wantStop := func(actor Actor, want Code) {
		t.Helper()
		if err := o.HideFromAdvisers(actor, testAt, ""); CodeOf(err) != want {
			t.Fatalf("%v, want %q", err, want)
		}
	}
	wantStop(Actor{Roles: RoleReferent}, CodeConflict)
	if err := o.ShowToAdvisers(0, System(), testAt, ""); err != nil {
		t.Fatal(err)
	}
	wantStop(System(), CodeForbidden)
	wantStop(Actor{Roles: RoleReferent}, "")
	if o.ShownToAdvisers() || len(o.SecondLevel.History) != 2 {
		t.Errorf("%+v", o.SecondLevel)
	}
}

func TestPositionsInTwoFields(t *testing.T) {
	by := Actor{ID: "a", Roles: RoleAdviser}
	long := string(make([]rune, longestWhy+1))
	for _, tt := range []struct {
		name, profile, why string
		shown              SecondLevelStatus
		want               Code
	}{
		{"who and why", "P1", "a tenu ce poste deux ans", SecondLevelOpen, ""},
		{"nobody chosen", "", "motivée", SecondLevelOpen, CodeInvalid},
		{"without a sentence", "P1", "  ", SecondLevelOpen, CodeInvalid},
		{"a whole page", "P1", long, SecondLevelOpen, CodeInvalid},
		{"an offer not shown", "P1", "motivée", SecondLevelNone, CodeConflict},
		{"an offer no longer shown", "P1", "motivée", SecondLevelStopped, CodeConflict},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o := publishedOffer()
			o.SecondLevel.Status = tt.shown
			p, err := NewPosition(o, tt.profile, tt.why, by, testAt)
			if CodeOf(err) != tt.want {
				t.Fatalf("%v, want %q", err, tt.want)
			}
			if err == nil && (p.ID != PairID("o1", "P1") || p.Status != PositionProposed || len(p.History) != 1 || p.By != "a") {
				t.Errorf("%+v", p)
			}
		})
	}
}

func TestAnsweringAPosition(t *testing.T) {
	referent := Actor{ID: "r", Roles: RoleReferent}
	member := Actor{ID: "m", Roles: RoleReferent, SIRETs: []SIRET{otherSIRET}}
	o := publishedOffer()
	o.SecondLevel.Status, o.UserSIRET = SecondLevelOpen, otherSIRET
	made := func() *Position {
		p, err := NewPosition(o, "P1", "motivée", Actor{ID: "a", Roles: RoleAdviser}, testAt)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	for _, tt := range []struct {
		name string
		act  func(*Position) error
		want Code
	}{
		{"added", func(p *Position) error { return p.Add("L1", referent, testAt) }, ""},
		{"declined", func(p *Position) error { return p.Decline(referent, testAt, "déjà en poste") }, ""},
		{"declined without a reason", func(p *Position) error { return p.Decline(referent, testAt, " ") }, CodeInvalid},
		{"by a member of the company where the work is", func(p *Position) error { return p.Add("L1", member, testAt) }, CodeForbidden},
		{"declined by a member", func(p *Position) error { return p.Decline(member, testAt, "non") }, CodeForbidden},
		{"by the adviser", func(p *Position) error { return p.Add("L1", Actor{ID: "a", Roles: RoleAdviser}, testAt) }, CodeForbidden},
		{"added, then declined", func(p *Position) error {
			if err := p.Add("L1", referent, testAt); err != nil {
				return err
			}
			return p.Decline(referent, testAt, "finalement non")
		}, CodeConflict},
		{"declined, then added", func(p *Position) error {
			if err := p.Decline(referent, testAt, "trop loin"); err != nil {
				return err
			}
			return p.Add("L1", referent, testAt)
		}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if err := tt.act(made()); CodeOf(err) != tt.want {
				t.Fatalf("%v, want %q", err, tt.want)
			}
		})
	}
}

func TestWhoSeesAPosition(t *testing.T) {
	p := &Position{By: "a"}
	for _, tt := range []struct {
		actor Actor
		want  bool
	}{
		{Actor{ID: "r", Roles: RoleReferent}, true}, {Actor{ID: "a", Roles: RoleAdviser}, true}, {Actor{ID: "b", Roles: RoleAdviser}, false},
		{Actor{ID: "e", Roles: RoleEmployer, SIRETs: []SIRET{ownSIRET}}, false}, {Actor{ID: "f", Roles: RoleFacilitator}, false},
		{Actor{Roles: RoleStranger}, false},
	} {
		if CanSeePosition(tt.actor, p) != tt.want {
			t.Errorf("%s: not %v", tt.actor.Roles, tt.want)
		}
	}
}

func TestAKeyOfAPair(t *testing.T) {
	if PairID("o1", "p") != "842c440dc83e24a300c5584cbb33074f" || PairID("o1", "p") == PairID("o", "1p") || len(PairID("o/1", "p?#")) != 32 {
		t.Error("a key changed, so that what exists once would exist twice; or two pairs have one")
	}
}
