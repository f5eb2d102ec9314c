package domain

import "testing"

func TestAnsweringAnAlert(t *testing.T) {
	referent := Actor{ID: "r", Roles: RoleReferent}
	member := Actor{ID: "m", Roles: RoleReferent, SIRETs: []SIRET{ownSIRET}}
	for _, tt := range []struct {
		name     string
		from, to AlertStatus
		actor    Actor
		want     Code
	}{
		{"seen", AlertNew, AlertSeen, referent, ""}, {"set aside", AlertNew, AlertDismissed, referent, ""}, {"used at once", AlertNew, AlertUsed, referent, ""},
		{"seen, then used", AlertSeen, AlertUsed, referent, ""}, {"taken up again", AlertDismissed, AlertSeen, referent, ""},
		{"set aside, then used", AlertDismissed, AlertUsed, referent, ""}, {"used twice", AlertUsed, AlertUsed, referent, CodeConflict},
		{"used, then set aside", AlertUsed, AlertDismissed, referent, CodeConflict}, {"by a member", AlertNew, AlertUsed, member, CodeForbidden},
		{"by an adviser", AlertNew, AlertSeen, Actor{Roles: RoleAdviser}, CodeForbidden}, {"by the employer", AlertNew, AlertSeen, Actor{Roles: RoleEmployer}, CodeForbidden},
		{"by the platform", AlertNew, AlertDismissed, System(), CodeForbidden},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := &Alert{Status: tt.from, SIRETs: []SIRET{ownSIRET}}
			err := a.Move(tt.to, tt.actor, testAt, "trop loin")
			if CodeOf(err) != tt.want {
				t.Fatalf("%v, want %q", err, tt.want)
			}
			if kept := a.Reason == "trop loin"; err == nil && kept != (tt.to == AlertDismissed) {
				t.Errorf("reason %q in state %s", a.Reason, a.Status)
			}
		})
	}
}

func TestWhoReadsAlerts(t *testing.T) {
	for _, role := range []Role{RoleEmployer, RoleAdviser, RoleFacilitator, RoleAdmin, RoleStranger} {
		if CanSeeAlert(Actor{Roles: role, SIRETs: []SIRET{ownSIRET}}, &Alert{SIRETs: []SIRET{ownSIRET}}) {
			t.Errorf("%s reads alerts", role)
		}
	}
	if !CanSeeAlert(Actor{Roles: RoleReferent}, &Alert{}) {
		t.Error("a referent does not")
	}
}
