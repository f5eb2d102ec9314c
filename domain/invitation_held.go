package domain

import "time"

// HeldDays is how long an invitation may stay behind its time before referents see it (param).
const HeldDays = 2

// Counts tells whether the invitation is one of those that somebody is asked at once: it waits for their answer, or leaves
// within a day. One that waits for a later wave, or stayed behind its time, takes nobody's place.
func (i *Invitation) Counts(now time.Time) bool {
	return i.Status == InvitationSent || i.Status == InvitationQueued && i.Due.Sub(now).Abs() <= ChannelRest
}

// held tells whether it stayed behind its time for too long.
func (i *Invitation) held(today Date) bool { return today-DayOf(i.Due) > HeldDays }

// Hold puts off an invitation of somebody in a pause to its last day; until they say, it stays as it is.
func (i *Invitation) Hold(p Pause) bool {
	if !p.Until.Known() || !p.Until.StartIn().After(i.Due) {
		return false
	}
	i.Due = p.Until.StartIn().UTC()
	return true
}

// OnlyPauses tells whether a pause alone keeps the person from being proposed on a day.
func (p *Person) OnlyPauses(on Date) bool {
	awake := *p
	awake.Candidate.Pause = Pause{}
	return p.Candidate.Pause.On(on) && awake.MayBeProposed(on)
}
