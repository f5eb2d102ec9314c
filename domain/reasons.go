package domain

import "fmt"

// CriterionName names one part of a score. The parts sum to the score.
type CriterionName string

// The eight parts, in the order of the screen.
const (
	PartOccupation   CriterionName = "occupation"
	PartSkills       CriterionName = "skills"
	PartExperience   CriterionName = "experience"
	PartDistance     CriterionName = "distance"
	PartAvailability CriterionName = "availability"
	PartLevel        CriterionName = "level"
	PartPreference   CriterionName = "preference"
	PartText         CriterionName = "text"
)

var partFrench = map[CriterionName]string{
	PartOccupation: "métier", PartSkills: "compétences", PartExperience: "expérience", PartDistance: "distance",
	PartAvailability: "disponibilité", PartLevel: "niveau", PartPreference: "souhaits", PartText: "présentation",
}

// Parts lists the parts in order.
func Parts() []CriterionName {
	return []CriterionName{PartOccupation, PartSkills, PartExperience, PartDistance, PartAvailability, PartLevel, PartPreference, PartText}
}

// French words the part for people.
func (c CriterionName) French() string { return partFrench[c] }

// Reason is one part of a score: Points out of Max, with the sentence that says why, in French, for staff.
// NotAsked: the offer does not ask about it, and everybody has its full points.
type Reason struct {
	Criterion CriterionName `json:"criterion"`
	Points    float64       `json:"points"`
	Max       float64       `json:"max"`
	Text      string        `json:"text"`
	NotAsked  bool          `json:"not_asked,omitempty"`
}

// Gate is the code of what leaves a person out; a person gets the first one they fail.
type Gate string

// The gates, in their order (matching.md §2).
const (
	GateConsent       Gate = "consent"
	GateAccompaniment Gate = "accompaniment"
	GateBusy          Gate = "busy"
	GateAsked         Gate = "asked"
	GateQuota         Gate = "quota"
	GateRefused       Gate = "refused"
	GateOccupation    Gate = "occupation"
	GateLegal         Gate = "legal"
	GateContract      Gate = "contract"
	GateLicence       Gate = "licence"
	GateCertificate   Gate = "certificate"
	GateLevel         Gate = "level"
	GateDistance      Gate = "distance"
	GateAvailability  Gate = "availability"
	GateSchedule      Gate = "schedule"
	GateContext       Gate = "context"
	GateEligibility   Gate = "eligibility"
)

var gates = []struct {
	gate   Gate
	french string
}{
	{GateConsent, "sans accord pour être proposée"},
	{GateAccompaniment, "accompagnement terminé"},
	{GateBusy, "déjà au travail ou en stage à ces heures"},
	{GateAsked, "déjà sollicitée pour cette offre"},
	{GateQuota, "déjà trois invitations en attente"},
	{GateRefused, "ne veut plus de ce métier"},
	{GateOccupation, "autre métier"},
	{GateLegal, "contrat non permis par la loi"},
	{GateContract, "n'accepte pas ce contrat"},
	{GateLicence, "sans le permis demandé"},
	{GateCertificate, "sans le certificat demandé"},
	{GateLevel, "sans le niveau exigé par la loi"},
	{GateDistance, "trop loin"},
	{GateAvailability, "disponible trop tard"},
	{GateSchedule, "horaires impossibles"},
	{GateContext, "conditions de travail refusées"},
	{GateEligibility, "non éligible à la clause"},
}

// Gates lists the gates in order.
func Gates() (out []Gate) {
	for _, g := range gates {
		out = append(out, g.gate)
	}
	return out
}

// French words what the gate leaves out.
func (g Gate) French() string {
	for _, k := range gates {
		if k.gate == g {
			return k.french
		}
	}
	return string(g)
}

// Lift is what would bring a near miss in.
type Lift string

// The lifts.
const (
	LiftTraining Lift = "training"
	LiftRenewal  Lift = "renewal"
	LiftMobility Lift = "mobility"
	LiftDate     Lift = "date"
	LiftProof    Lift = "proof"
	LiftAsk      Lift = "ask"
	LiftReenter  Lift = "reenter"
	LiftPMSMP    Lift = "pmsmp"
)

var liftFrench = map[Lift]string{
	LiftTraining: "Voir les formations", LiftRenewal: "Renouveler le certificat", LiftMobility: "Chercher une aide à la mobilité",
	LiftDate: "Convenir d'une date", LiftProof: "Redemander le justificatif", LiftAsk: "Poser la question",
	LiftReenter: "Reprendre l'accompagnement", LiftPMSMP: "Proposer une immersion (PMSMP)",
}

// French is the verb of the lift, as its button says it.
func (l Lift) French() string { return liftFrench[l] }

// Band is what people see first: strong, good, to look at. The figure comes after.
func Band(score float64) string {
	switch {
	case score >= 75:
		return "fort"
	case score >= 55:
		return "bon"
	default:
		return "à étudier"
	}
}

// DistanceBand is what an employer sees of a distance in km.
func DistanceBand(km float64) string {
	for _, limit := range []int{5, 10, 20, 30} {
		if km <= float64(limit) {
			return fmt.Sprintf("à moins de %d km", limit)
		}
	}
	return "à plus de 30 km"
}
