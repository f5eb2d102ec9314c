package domain

import (
	"slices"
	"time"
)

// HasEnd tells whether a contract of the kind has a last day by law or by custom.
func (c Contract) HasEnd() bool { return c != CDI && c != "" }

// Lasting tells whether a hire is lasting work for a programme (param table, domain.md §2):
//   - Proch'Emploi and the others: CDI, a fixed term of 6 months or more, apprenticeship and professionalisation;
//   - PLIE: CDI, a fixed term of more than 6 months, apprenticeship and professionalisation.
//
// Insertion contracts and agency work are steps towards it, whatever their length.
func (o HiringOutcome) Lasting(p Programme) bool {
	if !o.Hired {
		return false
	}
	switch o.Contract {
	case CDI, APP, PRO:
		return true
	case CDD, CDD6, PEC:
		last := o.Start.AddMonths(lastingMonths) - 1 // the last day of exactly six months
		if p == "PLIE" {
			return o.End > last
		}
		return o.End >= last
	}
	return false
}

// lastingMonths is how long a fixed term is lasting work (param).
const lastingMonths = 6

// fullTime is the number of weekly hours from which a job leaves no room for another (L3121-27).
const fullTime = 35

// TakeWork writes in a file what a hire changes of it (domain.md §3): lasting work for a programme that the person is in
// closes it; short work makes them available the day after its end; part-time work takes its hours, in the windows of the
// offer, and nothing more.
func (p *Person) TakeWork(o HiringOutcome, windows []Window, actor Actor, at time.Time) {
	profile := &p.Profile
	profile.Commitments = append(slices.Clone(profile.Commitments), Commitment{From: o.Start, To: o.End, Windows: windows, Hours: o.WeeklyHours})
	fields := []string{"profile.commitments"}
	switch {
	case p.lastingFor(o):
		p.Candidate.PlacedOn = DayOf(at)
		fields = append(fields, "candidate.placed_on")
	case o.WeeklyHours >= fullTime && o.End.Known():
		profile.Available = max(profile.Available, o.End+1)
		fields = append(fields, "profile.available")
	}
	p.NoteChange(ActHired, fields, actor, at)
}

// lastingFor: work is lasting for somebody when it is for a programme that they are in, or were in last.
func (p *Person) lastingFor(o HiringOutcome) bool {
	list := p.Candidate.Accompaniments
	if len(list) == 0 {
		return o.Lasting(CandidathequeProgramme)
	}
	return slices.ContainsFunc(list, func(a Accompaniment) bool {
		return (!a.To.Known() || a.To+recentlyEnded >= o.Start) && o.Lasting(a.Programme)
	})
}

// LeaveWork undoes TakeWork for a hire that did not begin, or ended: the file opens again.
func (p *Person) LeaveWork(o HiringOutcome, actor Actor, at time.Time) {
	profile := &p.Profile
	profile.Commitments = slices.DeleteFunc(slices.Clone(profile.Commitments), func(c Commitment) bool {
		return c.From == o.Start && c.To == o.End && c.Hours == o.WeeklyHours
	})
	if profile.Available == o.End+1 && o.End.Known() {
		profile.Available = DayOf(at)
	}
	p.Candidate.PlacedOn = 0
	p.NoteChange(ActReopened, []string{"profile.commitments", "profile.available", "candidate.placed_on"}, actor, at)
}

// Reopen makes somebody in lasting work proposable again: a job ends, or was not what it seemed.
func (p *Person) Reopen(actor Actor, at time.Time) error {
	if !CanModeratePeople(actor) {
		return Refuse(CodeForbidden, "Seuls les référents rouvrent un dossier.")
	}
	if !p.Candidate.PlacedOn.Known() {
		return Refuse(CodeConflict, "Ce dossier n'est pas fermé.")
	}
	p.Candidate.PlacedOn = 0
	p.NoteChange(ActReopened, []string{"candidate.placed_on"}, actor, at)
	return nil
}

// SuspendReminders stops or resumes the reminders of invitations for the person; false when it was so already.
func (p *Person) SuspendReminders(off Tri, actor Actor, at time.Time) bool {
	if (off == Yes) == p.Candidate.RemindersOff {
		return false
	}
	p.Candidate.RemindersOff = off == Yes
	p.NoteChange(ActReminders, []string{"candidate.reminders_off"}, actor, at)
	return true
}

// The acts of this file.
const (
	ActHired     = "hired"
	ActReopened  = "reopened"
	ActReminders = "reminders"
)
