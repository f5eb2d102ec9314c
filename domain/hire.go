package domain

import (
	"slices"
	"time"
)

// HasEnd tells whether a contract of the kind has a last day by law or by custom.
func (c Contract) HasEnd() bool { return c != CDI && c != "" }

// Lasting tells whether a hire is lasting work for a programme (param table, domain.md §2):
//   - Proch'Emploi and the others: CDI, a fixed term of 6 months or more, apprenticeship and professionalisation;
//   - PLIE: CDI, a fixed term of more than 6 months, apprenticeship and professionalisation, and agency work that promises
//     1,215 hours within a year. Several missions that make as many together are for the reports to add up.
//
// Insertion contracts, seasons and custom fixed terms are steps towards it, whatever their length [V].
func (o HiringOutcome) Lasting(p Programme) bool {
	if !o.Hired {
		return false
	}
	switch o.Contract {
	case CDI, APP, PRO:
		return true
	case CTT, CTTI:
		return p == "PLIE" && o.hoursInAYear() >= lastingAgencyHours
	case CDD, CDD6, PEC:
		last := o.Start.AddMonths(lastingMonths) - 1 // the last day of exactly six months
		if p == "PLIE" {
			return o.End > last
		}
		return o.End >= last
	}
	return false
}

const (
	// lastingMonths is how long a fixed term is lasting work (param).
	lastingMonths = 6
	// lastingAgencyHours within a year are lasting agency work for the PLIE (param).
	lastingAgencyHours = 1215
	daysPerWeek        = 7
)

// hoursInAYear are those that the contract promises in its first twelve months.
func (o HiringOutcome) hoursInAYear() float64 {
	if !o.Start.Known() || !o.End.Known() {
		return 0
	}
	last := min(o.End, o.Start.AddMonths(12)-1)
	return float64(last-o.Start+1) / daysPerWeek * o.WeeklyHours
}

// fullTime is the number of weekly hours from which a job leaves no room for another (L3121-27).
const fullTime = 35

// TakeWork writes in a file what a hire changes of it (domain.md §3): lasting work for a programme that the person is in
// closes it; short work makes them available the day after its end; part-time work takes its hours, in the windows of the
// offer, and nothing more. hire is the introduction it came of: false when the file has it already.
func (p *Person) TakeWork(hire string, o HiringOutcome, windows []Window, actor Actor, at time.Time) bool {
	profile := &p.Profile
	if slices.ContainsFunc(profile.Commitments, func(c Commitment) bool { return c.Hire == hire }) {
		return false
	}
	work := Commitment{From: o.Start, To: o.End, Windows: windows, Hours: o.WeeklyHours, Hire: hire, Lasting: p.lastingFor(o)}
	profile.Commitments = append(slices.Clone(profile.Commitments), work)
	fields := []string{"profile.commitments"}
	switch {
	case work.Lasting:
		p.Candidate.PlacedOn = DayOf(at)
		fields = append(fields, "candidate.placed_on")
	case o.WeeklyHours >= fullTime && o.End.Known():
		profile.Available = max(profile.Available, o.End+1)
		fields = append(fields, "profile.available")
	}
	p.NoteChange(ActHired, fields, actor, at)
	return true
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

// LeaveWork undoes TakeWork for a hire that did not begin: the file opens again, unless other lasting work closed it too.
// False when the file knows nothing of that hire.
func (p *Person) LeaveWork(hire string, actor Actor, at time.Time) bool {
	profile := &p.Profile
	n := slices.IndexFunc(profile.Commitments, func(c Commitment) bool { return c.Hire == hire })
	if n < 0 {
		return false
	}
	left, fields := profile.Commitments[n], []string{"profile.commitments"}
	profile.Commitments = slices.Delete(slices.Clone(profile.Commitments), n, n+1)
	if left.To.Known() && profile.Available == left.To+1 {
		profile.Available = DayOf(at)
		fields = append(fields, "profile.available")
	}
	if left.Lasting && !slices.ContainsFunc(profile.Commitments, func(c Commitment) bool { return c.Lasting }) {
		p.Candidate.PlacedOn = 0
		fields = append(fields, "candidate.placed_on")
	}
	p.NoteChange(ActReopened, fields, actor, at)
	return true
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
	today := DayOf(at)
	work := slices.Clone(p.Profile.Commitments)
	for n := range work { // the job is over: it takes no hour of the week any more
		if c := &work[n]; c.Lasting && (!c.To.Known() || c.To >= today) {
			c.To = max(c.From, today-1)
		}
	}
	p.Profile.Commitments = work
	p.NoteChange(ActReopened, []string{"candidate.placed_on", "profile.commitments"}, actor, at)
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
