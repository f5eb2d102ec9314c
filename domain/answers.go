package domain

import (
	"cmp"
	"slices"
	"time"
)

// Stage is where a person stands with an invitation, as their page shows it.
type Stage string

// The stages. StageOpen waits for an answer; StageClosed waits for none any more; the others follow an answer.
const (
	StageOpen     Stage = "open"
	StageClosed   Stage = "closed"
	StageDeclined Stage = "declined"
	StageComing   Stage = "coming" // said yes to an occasion
	StageWaiting  Stage = "waiting"
	StageChoosing Stage = "choosing" // said yes, no meeting is agreed yet
	StageMeeting  Stage = "meeting"  // a meeting is agreed
	StageMet      Stage = "met"      // its hour is past: the employer's answer is awaited
	StageMissed   Stage = "missed"
	StageHired    Stage = "hired"
	StageNotHired Stage = "not_hired"
	StageEnded    Stage = "ended" // nothing comes of it, for neither's doing
)

var introductionStages = map[IntroductionStatus]Stage{
	IntroductionWaiting: StageWaiting, IntroductionAccepted: StageChoosing, IntroductionSlotChosen: StageMeeting, IntroductionMet: StageMet,
	IntroductionNoShow: StageMissed, IntroductionHired: StageHired, IntroductionNotHired: StageNotHired, IntroductionCancelled: StageEnded,
	IntroductionWithdrew: StageDeclined,
}

// StageOf reads the stage of an invitation whose subject still looks for people; x is what a yes became, nil for none.
func StageOf(i *Invitation, x *Introduction, at time.Time) Stage {
	switch {
	case i.Status == InvitationAccepted && i.For != ForOffer:
		return StageComing
	case i.Status == InvitationAccepted && x == nil: // a yes that is being settled
		return StageWaiting
	case i.Status == InvitationAccepted && x.Status == IntroductionSlotChosen && x.Begun(at):
		return StageMet
	case i.Status == InvitationAccepted:
		return introductionStages[x.Status]
	case i.Status == InvitationDeclined:
		return StageDeclined
	case i.ClosedTo(DayOf(at)) == nil:
		return StageOpen
	}
	return StageClosed
}

// Shut is the stage when the subject looks for nobody any more: a yes cannot be said, one that goes on goes on.
func (s Stage) Shut() Stage {
	switch s {
	case StageOpen, StageDeclined:
		return StageClosed
	}
	return s
}

// TakesPlace tells whether those who said yes to the occasion are still awaited on a day: its entries may be closed, it is
// neither cancelled nor past.
func (o *Occasion) TakesPlace(today Date) bool {
	return o.Status != OccasionCancelled && max(o.LastDay(), o.To) >= today
}

// NamesEmployer tells whether the person knows whom they meet, even where the offer keeps the name until then: a meeting is
// agreed, or took place.
func (x *Introduction) NamesEmployer() bool {
	if x == nil {
		return false
	}
	switch x.Status {
	case IntroductionSlotChosen, IntroductionMet, IntroductionNoShow, IntroductionHired, IntroductionNotHired:
		return true
	}
	return false
}

// WasMet tells whether the person went to the meeting.
func (x *Introduction) WasMet() bool {
	return slices.ContainsFunc(x.History, func(s Step) bool { return s.To == string(IntroductionMet) })
}

// MayAnswer tells whether the holder of the link may say yes or no at a stage.
func (s Stage) MayAnswer() bool {
	switch s {
	case StageOpen, StageDeclined, StageComing, StageWaiting, StageChoosing, StageMeeting:
		return true
	}
	return false
}

// MayChoose tells whether the person may choose a meeting, or another one.
func (s Stage) MayChoose() bool { return s == StageChoosing || s == StageMeeting }

// ClosedTo refuses an answer by the link when the invitation waits for none: Gone, with the way forward. What the person
// said before, they may still take back.
func (i *Invitation) ClosedTo(today Date) error {
	if i.Status == InvitationExpired || i.Status == InvitationCancelled || i.Status == InvitationQueued || i.Late(today) {
		return Refuse(CodeGone, "Cette proposition n'attend plus de réponse. Elle vous intéresse encore ? Dites-le : un référent vous rappelle.")
	}
	return nil
}

// whyYou words for the person what speaks for them, in plain words and without a figure: a staff's sentence is for staff.
var whyYou = map[CriterionName]string{
	PartOccupation: "vous cherchez ce métier, ou un métier proche", PartSkills: "vous avez des compétences demandées",
	PartExperience: "vous avez de l'expérience", PartDistance: "ce n'est pas trop loin de chez vous",
	PartAvailability: "vous êtes disponible à temps", PartLevel: "votre niveau convient", PartPreference: "cela va avec vos souhaits",
	PartText: "votre présentation parle de ce travail",
}

// usedData names what was read of the person for each part of a score.
var usedData = map[CriterionName]string{
	PartOccupation: "métiers cherchés et exercés", PartSkills: "compétences", PartExperience: "expérience", PartDistance: "commune et moyens de transport",
	PartAvailability: "date de disponibilité", PartLevel: "niveau d'études", PartPreference: "contrats et horaires souhaités", PartText: "présentation",
}

// mostWhy is how many reasons are said to the person: three are read, ten are not.
const mostWhy = 3

// WhyYou says why somebody was thought of, the strongest reason first; none when nothing speaks for them more than for
// another.
func WhyYou(reasons []Reason) (words []string) {
	strong := slices.DeleteFunc(slices.Clone(reasons), func(r Reason) bool { return r.NotAsked || r.Max <= 0 || r.Points < r.Max/2 })
	slices.SortStableFunc(strong, func(a, b Reason) int { return cmp.Compare(b.Points, a.Points) })
	for _, r := range strong[:min(len(strong), mostWhy)] {
		words = append(words, whyYou[r.Criterion])
	}
	return words
}

// DataUsed names the data that were read to think of somebody (RGPD art. 13 and 15).
func DataUsed(reasons []Reason) (words []string) {
	for _, r := range reasons {
		if !r.NotAsked && r.Max > 0 {
			words = append(words, usedData[r.Criterion])
		}
	}
	return words
}

// MostChanges is how often a link may change an answer, or a meeting, before somebody should talk (param): a hand that
// alternates for ever would fill histories and claims.
const MostChanges = 20

// mayChange refuses one change too many by a link; a referent, on the phone, may always.
func (r *Record) mayChange(actor Actor, states ...string) error {
	changes := 0
	for _, step := range r.History {
		if slices.Contains(states, step.To) {
			changes++
		}
	}
	if changes < MostChanges || !actor.Roles.Has(RoleLink) {
		return nil
	}
	return Refuse(CodeConflict, "Vous avez changé d'avis bien des fois. Appelez-nous : ce sera plus simple.")
}

// MayChange refuses an answer by a link that was changed too often.
func (i *Invitation) MayChange(actor Actor) error {
	return i.mayChange(actor, string(InvitationAccepted), string(InvitationDeclined))
}

// MayChange refuses a meeting by a link that was changed too often.
func (x *Introduction) MayChange(actor Actor) error {
	return x.mayChange(actor, string(IntroductionSlotChosen))
}
