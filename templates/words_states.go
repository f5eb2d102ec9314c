package templates

import (
	"eedk.fr/candidatheque/domain"
)

// State is a state as it is drawn: a word, a shape and a tone, so that colour never speaks alone.
type State struct {
	Word, Shape string
	Tone        Tone
}

// Tone is the colour of a state or of a message.
type Tone string

// The tones.
const (
	ToneQuiet Tone = "quiet"
	ToneDone  Tone = "done"
	ToneWait  Tone = "wait"
	ToneStop  Tone = "stop"
)

// The shapes, each for one meaning: underway, not begun, to act on, held, ended well, ended.
const (
	shapeFull  = "●"
	shapeEmpty = "○"
	shapeHalf  = "◐"
	shapeAct   = "▲"
	shapeHeld  = "‖"
	shapeYes   = "✓"
	shapeNo    = "✕"
)

var offerStates = map[domain.OfferStatus]State{
	domain.OfferDraft:     {Shape: shapeEmpty, Tone: ToneQuiet},
	domain.OfferSubmitted: {Shape: shapeHalf, Tone: ToneWait},
	domain.OfferReturned:  {Shape: shapeAct, Tone: ToneStop},
	domain.OfferPublished: {Shape: shapeFull, Tone: ToneDone},
	domain.OfferPaused:    {Shape: shapeHeld, Tone: ToneWait},
	domain.OfferFilled:    {Shape: shapeYes, Tone: ToneDone},
	domain.OfferWithdrawn: {Shape: shapeNo, Tone: ToneQuiet},
	domain.OfferExpired:   {Shape: shapeNo, Tone: ToneQuiet},
}

func offerState(s domain.OfferStatus) State {
	state := offerStates[s]
	state.Word = s.French()
	return state
}

func shortlistState(s domain.ShortlistStatus) State {
	switch s {
	case domain.ShortlistReviewed:
		return State{s.French(), shapeHalf, ToneWait}
	case domain.ShortlistShared:
		return State{s.French(), shapeFull, ToneDone}
	case domain.ShortlistClosed:
		return State{s.French(), shapeNo, ToneQuiet}
	}
	return State{s.French(), shapeEmpty, ToneWait}
}

func decisionState(d domain.Decision) State {
	switch d {
	case domain.Kept:
		return State{d.French(), shapeYes, ToneDone}
	case domain.Dropped:
		return State{d.French(), shapeNo, ToneQuiet}
	}
	return State{d.French(), shapeEmpty, ToneWait}
}

func sideState(s domain.EmployerSide) State {
	switch s {
	case domain.SideInterested:
		return State{"intéressé", shapeYes, ToneDone}
	case domain.SideNot:
		return State{"pas pour ce poste", shapeNo, ToneQuiet}
	}
	return State{"en attente de réponse", shapeEmpty, ToneWait}
}

func importState(s domain.ImportStatus) State {
	switch s {
	case domain.ImportDone:
		return State{s.French(), shapeYes, ToneDone}
	case domain.ImportFailed:
		return State{s.French(), shapeNo, ToneStop}
	}
	return State{s.French(), shapeHalf, ToneWait}
}

// bandOf draws the band of a score; the figure stays small beside it.
func bandOf(score float64) State {
	switch band := domain.Band(score); band {
	case "fort":
		return State{band, shapeFull, ToneDone}
	case "bon":
		return State{band, shapeHalf, ToneDone}
	default:
		return State{band, shapeEmpty, ToneQuiet}
	}
}

// employerNext and staffNext say what comes after each state, to each side.
var (
	employerNext = map[domain.OfferStatus]string{
		domain.OfferDraft:     "Complétez l'offre, puis envoyez-la pour relecture.",
		domain.OfferSubmitted: "Un référent la relit et vous rappelle sous deux jours ouvrés.",
		domain.OfferReturned:  "Corrigez ce que le référent a signalé, puis renvoyez l'offre.",
		domain.OfferPublished: "Le référent cherche des personnes. Celles qui disent oui s'affichent ici.",
		domain.OfferPaused:    "Plus personne n'est proposé. Reprenez l'offre quand vous voulez.",
		domain.OfferFilled:    "Rien à faire. Vous pouvez la dupliquer pour un nouveau besoin.",
		domain.OfferWithdrawn: "Rien à faire. Vous pouvez la dupliquer pour la déposer à nouveau.",
		domain.OfferExpired:   "La date limite est passée. Dupliquez-la si le besoin demeure.",
	}
	staffNext = map[domain.OfferStatus]string{
		domain.OfferDraft:     "L'employeur la complète. Appelez-le s'il tarde.",
		domain.OfferSubmitted: "À relire : publiez-la, ou renvoyez-la avec ce qu'il faut corriger.",
		domain.OfferReturned:  "L'employeur corrige.",
		domain.OfferPublished: "Faites une présélection, retenez des personnes, puis invitez-les.",
		domain.OfferPaused:    "En attente de l'employeur.",
		domain.OfferFilled:    "Rien à faire.",
		domain.OfferWithdrawn: "Rien à faire.",
		domain.OfferExpired:   "Appelez l'employeur : le besoin demeure-t-il ?",
	}
)

// nextStep says what comes next for an offer, to this viewer; shown tells whether advisers are asked for people.
func nextStep(s domain.OfferStatus, shown bool, v Viewer) string { //nolint:revive // a template calls it: a fact of the offer, not a switch
	if v.Adviser() && !v.Referent() && s == domain.OfferPublished {
		if shown {
			return "Le vivier n'a pas assez de monde : positionnez une personne que vous suivez."
		}
		return "Un référent cherche des personnes dans le vivier."
	}
	if v.Staff() {
		return staffNext[s]
	}
	return employerNext[s]
}

// cancelled tells whether a state is over, so that its row is drawn quietly.
func cancelled(s domain.OfferStatus) bool {
	return s == domain.OfferWithdrawn || s == domain.OfferExpired || s == domain.OfferFilled
}
