package templates

import (
	"time"

	"eedk.fr/candidatheque/domain"
)

// AlertLine is somebody who just came, or just became free, and fits the offer. An empty Name is « personne effacée ».
type AlertLine struct {
	ID      string
	Profile string
	Name    string
	Summary string
	Score   float64
	Rank    int
	Cause   domain.AlertCause
	At      time.Time
	Status  domain.AlertStatus
}

func alertState(s domain.AlertStatus) State {
	switch s {
	case domain.AlertSeen:
		return State{s.French(), shapeHalf, ToneQuiet}
	case domain.AlertDismissed:
		return State{s.French(), shapeNo, ToneQuiet}
	case domain.AlertUsed:
		return State{s.French(), shapeYes, ToneDone}
	}
	return State{s.French(), shapeFull, ToneWait}
}
