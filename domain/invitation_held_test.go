package domain

import (
	"testing"
	"time"
)

// Three invitations at most wait at once: those that were asked, and those about to be.
func TestWhatTakesOneOfThreePlaces(t *testing.T) {
	now := time.Date(2026, time.November, 23, 9, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		name   string
		status InvitationStatus
		due    time.Duration
		want   bool
	}{
		{"it was sent", InvitationSent, 0, true},
		{"it leaves now", InvitationQueued, 0, true},
		{"it leaves within a day", InvitationQueued, 24 * time.Hour, true},
		{"it waits for a later wave", InvitationQueued, 25 * time.Hour, false},
		{"its time came a moment ago", InvitationQueued, -time.Hour, true},
		{"enough said yes: it stays behind its time", InvitationQueued, -25 * time.Hour, false},
		{"they said yes", InvitationAccepted, 0, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := (&Invitation{Status: tt.status, Due: now.Add(tt.due)}).Counts(now); got != tt.want {
				t.Errorf("counts: %v", got)
			}
		})
	}
}
