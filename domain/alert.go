package domain

import (
	"strings"
	"time"
)

// AlertStatus is what a referent made of an alert.
type AlertStatus string

// The states of an alert.
const (
	AlertNew       AlertStatus = "new"
	AlertSeen      AlertStatus = "seen"
	AlertDismissed AlertStatus = "dismissed"
	AlertUsed      AlertStatus = "used"
)

var alertStatusFrench = map[AlertStatus]string{
	AlertNew: "nouvelle", AlertSeen: "vue", AlertDismissed: "écartée", AlertUsed: "dans la présélection",
}

// French words the state for people.
func (s AlertStatus) French() string { return alertStatusFrench[s] }

// AlertCause is why a person fits an offer now and did not call attention before.
type AlertCause string

// The causes.
const (
	AlertEntered  AlertCause = "entered"
	AlertAdmitted AlertCause = "admitted"
	AlertFree     AlertCause = "free"
	AlertEdited   AlertCause = "edited"
)

var alertCauseFrench = map[AlertCause]string{
	AlertEntered: "vient d'entrer dans la candidathèque", AlertAdmitted: "peut être proposée depuis peu",
	AlertFree: "vient de se libérer", AlertEdited: "son dossier vient de changer",
}

// French says why now.
func (c AlertCause) French() string { return alertCauseFrench[c] }

// AlertScore is the least score of an alert: the band « bon » (param). The person must also stand among the people that
// the offer's shortlist would show.
const AlertScore = 55

// Alert tells referents that somebody who just came, or just became free, fits an open offer well. Its ID is PairID: an
// offer and a person are told once. Score and Rank are those of the day On. SIRETs are those of the offer.
type Alert struct {
	Record
	OfferID string      `json:"offer"`
	Profile string      `json:"profile"`
	Cause   AlertCause  `json:"cause"`
	Score   float64     `json:"score"`
	Rank    int         `json:"rank"`
	On      Date        `json:"on"`
	Status  AlertStatus `json:"status"`
	SIRETs  []SIRET     `json:"sirets"`
	// Reason is why it was dismissed, if said; ListID the shortlist the person was put on.
	Reason string `json:"reason,omitempty"`
	ListID string `json:"shortlist,omitempty"`
}

// alertMoves: a referent reads, sets aside, or uses an alert; what was set aside may be taken up again.
var alertMoves = moves[AlertStatus, Alert]{
	{AlertNew, AlertSeen, RoleReferent, (*Alert).notOwn},
	{AlertNew, AlertDismissed, RoleReferent, (*Alert).notOwn},
	{AlertSeen, AlertDismissed, RoleReferent, (*Alert).notOwn},
	{AlertDismissed, AlertSeen, RoleReferent, (*Alert).notOwn},
	{AlertNew, AlertUsed, RoleReferent, (*Alert).notOwn},
	{AlertSeen, AlertUsed, RoleReferent, (*Alert).notOwn},
	{AlertDismissed, AlertUsed, RoleReferent, (*Alert).notOwn},
}

// Move brings the alert to another state; reason is kept when it is set aside.
func (a *Alert) Move(to AlertStatus, actor Actor, at time.Time, reason string) error {
	if err := alertMoves.check(a, a.Status, to, actor, reason); err != nil {
		return err
	}
	from := a.Status
	a.Status = to
	a.Reason = ""
	if to == AlertDismissed {
		a.Reason = strings.TrimSpace(reason)
	}
	a.trace(string(from), string(to), actor, at, reason)
	return nil
}

func (a *Alert) notOwn(actor Actor, _ string) error { return refuseSeat(actor, a.SIRETs) }
