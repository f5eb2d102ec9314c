package domain

import (
	"slices"
	"strings"
	"time"
)

// HiringOutcome is what came of a meeting. Months is the length of a contract with an end.
type HiringOutcome struct {
	Hired       bool     `json:"hired"`
	Contract    Contract `json:"contract,omitempty"`
	Start       Date     `json:"start,omitzero"`
	End         Date     `json:"end,omitzero"`
	WeeklyHours float64  `json:"weekly_hours,omitempty"`
	// Seat is which place of the offer, from 1.
	Seat   int    `json:"seat,omitempty"`
	Reason string `json:"reason,omitempty"`
	On     Date   `json:"on,omitzero"`
}

// FollowUp is asking how work goes, Months after its first day, on Due or later.
type FollowUp struct {
	Months int          `json:"months"`
	Due    Date         `json:"due"`
	State  FollowUpWord `json:"state,omitempty"`
	On     Date         `json:"on,omitzero"`
	By     string       `json:"by,omitempty"`
	Note   string       `json:"note,omitempty"`
}

// FollowUpWord is what was learnt.
type FollowUpWord string

// What is learnt at a follow-up; empty while nobody asked.
const (
	FollowUpAtWork FollowUpWord = "at_work"
	FollowUpLeft   FollowUpWord = "left"
	FollowUpNoNews FollowUpWord = "no_news"
)

var followUpFrench = map[FollowUpWord]string{FollowUpAtWork: "toujours en poste", FollowUpLeft: "n'y est plus", FollowUpNoNews: "sans nouvelle"}

// French words what was learnt.
func (w FollowUpWord) French() string { return followUpFrench[w] }

// Opinion is what one side thinks, after an outcome: two marks from 1 to 4.
type Opinion struct {
	Side  Side      `json:"side"`
	Fit   int       `json:"fit"`
	Again int       `json:"again"`
	At    time.Time `json:"at"`
}

// Hire records that the person is hired on a seat that was claimed for it. A hire says that they met.
func (x *Introduction) Hire(o HiringOutcome, actor Actor, at time.Time) error {
	if err := o.missing(DayOf(at)).Err(); err != nil {
		return err
	}
	if x.Status == IntroductionAccepted || x.Status == IntroductionSlotChosen || x.Status == IntroductionNoShow {
		if err := x.Move(IntroductionMet, actor, at, ""); err != nil {
			return err
		}
	}
	if err := x.Move(IntroductionHired, actor, at, ""); err != nil {
		return err
	}
	o.Hired, o.Reason, o.On, o.Contract = true, "", DayOf(at), o.fixedTerm()
	x.Outcome, x.FollowUps = &o, nil
	for _, months := range FollowUpMonths {
		due := o.Start.AddMonths(months)
		if !o.End.Known() || due <= o.End {
			x.FollowUps = append(x.FollowUps, FollowUp{Months: months, Due: due})
		}
	}
	return nil
}

// fixedTerm is the contract by its true length: a fixed term of six months or more has a code of its own.
func (o HiringOutcome) fixedTerm() Contract {
	switch long := o.End >= o.Start.AddMonths(lastingMonths)-1; {
	case o.Contract == CDD && long:
		return CDD6
	case o.Contract == CDD6 && !long:
		return CDD
	}
	return o.Contract
}

// Same tells whether two hires say the same.
func (o HiringOutcome) Same(other HiringOutcome) bool {
	return o.fixedTerm() == other.fixedTerm() && o.Start == other.Start && o.End == other.End && o.WeeklyHours == other.WeeklyHours
}

// hireWithin is how far from today the first day of a hire may be, in months: further is a slip of the pen.
const hireWithin = 12

// missing lists what a hire lacks, by field.
func (o HiringOutcome) missing(today Date) FieldErrors {
	f := FieldErrors{}
	if o.Contract.Bit() == 0 {
		f.Add("contract", Invalid("contract", "Choisissez le type de contrat signé."))
	}
	if !o.Start.Known() {
		f.Add("start", Invalid("start", "Indiquez le premier jour de travail."))
	} else if o.Start < today.AddMonths(-hireWithin) || o.Start > today.AddMonths(hireWithin) {
		f.Add("start", Invalid("start", "Le premier jour est à plus d'un an d'aujourd'hui : vérifiez l'année."))
	}
	if o.End.Known() && o.End < o.Start {
		f.Add("end", Invalid("end", "Le contrat finit avant de commencer."))
	}
	if !o.End.Known() && o.Contract.HasEnd() {
		f.Add("end", Invalid("end", "Indiquez le dernier jour du contrat."))
	}
	if o.End.Known() && o.Contract == CDI {
		f.Add("end", Invalid("end", "Un CDI n'a pas de date de fin."))
	}
	if o.WeeklyHours <= 0 || o.WeeklyHours > 48 {
		f.Add("weekly_hours", Invalid("weekly_hours", "Indiquez les heures par semaine, 48 au plus (L3121-20)."))
	}
	return f
}

// NotHire records that the person is not hired, with a reason. It undoes a hire that never began.
func (x *Introduction) NotHire(reason string, actor Actor, at time.Time) error {
	if err := x.Move(IntroductionNotHired, actor, at, reason); err != nil {
		return err
	}
	x.Outcome, x.FollowUps = &HiringOutcome{Reason: strings.TrimSpace(reason), On: DayOf(at)}, nil
	return nil
}

// Follow records what was learnt at a follow-up.
func (x *Introduction) Follow(months int, what FollowUpWord, note string, actor Actor, at time.Time) error {
	n := slices.IndexFunc(x.FollowUps, func(f FollowUp) bool { return f.Months == months })
	switch {
	case !actor.Roles.Has(RoleReferent):
		return Refuse(CodeForbidden, "Ce sont les référents qui suivent les embauches.")
	case n < 0 || x.Status != IntroductionHired:
		return NotFound("Suivi")
	case what.French() == "":
		return Invalid("state", "Dites si la personne est toujours en poste.")
	case len([]rune(note)) > longestReason:
		return Invalid("note", "%d caractères au plus.", longestReason)
	}
	x.FollowUps = slices.Clone(x.FollowUps)
	f := &x.FollowUps[n]
	f.State, f.On, f.By, f.Note = what, DayOf(at), actor.ID, strings.TrimSpace(note)
	x.Note(ActFollowUp, actor, at, "")
	return nil
}

// FollowUpDue is the first follow-up that waits on a day; false when none does.
func (x *Introduction) FollowUpDue(today Date) (FollowUp, bool) {
	for _, f := range x.FollowUps {
		if x.Status == IntroductionHired && f.State == "" && f.Due <= today {
			return f, true
		}
	}
	return FollowUp{}, false
}

// Think records what one side thinks, once: a second time replaces the first.
func (x *Introduction) Think(o Opinion, actor Actor, at time.Time) error {
	if x.Outcome == nil {
		return Refuse(CodeConflict, "Il est trop tôt : la réponse de l'employeur n'est pas encore là.")
	}
	f := FieldErrors{}
	for field, mark := range map[string]int{"fit": o.Fit, "again": o.Again} {
		if mark < 1 || mark > 4 {
			f.Add(field, Invalid(field, "Choisissez une réponse."))
		}
	}
	if len(f) > 0 {
		return f
	}
	o.At = at.UTC()
	x.Opinions = slices.DeleteFunc(slices.Clone(x.Opinions), func(k Opinion) bool { return k.Side == o.Side })
	x.Opinions = append(x.Opinions, o)
	x.Note(ActOpinion, actor, at, "")
	return nil
}
