package domain

import (
	"slices"
	"strings"
	"time"
)

// TrainingStatus is whether people may still enter a training.
type TrainingStatus string

// The states of a training.
const (
	TrainingOpen   TrainingStatus = "open"
	TrainingClosed TrainingStatus = "closed"
)

var trainingStatusFrench = map[TrainingStatus]string{TrainingOpen: "ouverte", TrainingClosed: "close"}

// French words the state for people.
func (s TrainingStatus) French() string { return trainingStatusFrench[s] }

// Training is one session that people may enter: what the lift « formation » points at. Hours are those of the whole
// session, Places those of the session. Certificates are codes of the referential, Skills labels.
type Training struct {
	Record
	Title        string         `json:"title"`
	ROME         ROME           `json:"rome,omitempty"`
	Certificates []string       `json:"certificates,omitempty"`
	Skills       []string       `json:"skills,omitempty"`
	Start        Date           `json:"start"`
	End          Date           `json:"end,omitzero"`
	Place        Commune        `json:"place"`
	Places       int            `json:"places"`
	Hours        int            `json:"hours,omitempty"`
	Provider     string         `json:"provider,omitempty"`
	Funder       string         `json:"funder,omitempty"`
	Status       TrainingStatus `json:"status"`
	// Programmes are those whose people may enter, such as the PLIE's for an AFE; none means everybody. Conditions are
	// what else is asked, in words.
	Programmes []Programme `json:"programmes,omitempty"`
	Conditions string      `json:"conditions,omitempty"`
}

// trainingMoves: whoever keeps the list closes a session that is full or called off, and may open it again.
var trainingMoves = moves[TrainingStatus, Training]{
	{TrainingOpen, TrainingClosed, RoleReferent | RoleFacilitator, nil},
	{TrainingClosed, TrainingOpen, RoleReferent | RoleFacilitator, nil},
}

// Move closes or opens the session.
func (t *Training) Move(to TrainingStatus, actor Actor, at time.Time, reason string) error {
	if err := trainingMoves.check(t, t.Status, to, actor, reason); err != nil {
		return err
	}
	from := t.Status
	t.Status = to
	t.trace(string(from), string(to), actor, at, reason)
	return nil
}

// Bounds of a session: a class is rarely of more than a hundred, and a year of full time is 1,607 hours (param).
const (
	mostTrainingPlaces = 500
	mostTrainingHours  = 2000
)

// Faults lists, by field, what a session lacks to be of use to somebody, and what cannot be true of it.
func (t *Training) Faults() FieldErrors {
	f := FieldErrors{}
	require := func(ok bool, field, message string) {
		if !ok {
			f.Add(field, Invalid(field, "%s", message))
		}
	}
	require(strings.TrimSpace(t.Title) != "", "title", "Donnez un intitulé, par exemple « CACES R489 catégorie 3 ».")
	require(t.Start.Known(), "start", "Indiquez le premier jour de la session.")
	require(!t.End.Known() || t.End >= t.Start, "end", "La session finit avant de commencer.")
	require(t.Place.Known(), "commune", "Indiquez la commune où elle a lieu.")
	require(t.Places >= 1 && t.Places <= mostTrainingPlaces, "places", "Indiquez combien de places elle a (1 à 500).")
	require(t.Hours >= 0 && t.Hours <= mostTrainingHours, "hours", "Indiquez la durée en heures, 2 000 au plus.")
	require(len(t.Certificates) > 0 || len(t.Skills) > 0 || t.ROME != "", "certificates",
		"Dites ce qu'elle donne : un certificat, des compétences, ou le métier auquel elle prépare.")
	return f
}

// Admits tells whether somebody of these accompaniments may enter, on a day.
func (t *Training) Admits(accompaniments []Accompaniment, on Date) bool {
	if len(t.Programmes) == 0 {
		return true
	}
	return slices.ContainsFunc(accompaniments, func(a Accompaniment) bool {
		return a.Running(on) && slices.Contains(t.Programmes, a.Programme)
	})
}
