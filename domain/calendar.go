package domain

import "time"

// CalendarEvent is a meeting as a calendar keeps it. UID stays that of the meeting whatever becomes of it; Sequence grows
// each time it changes, so that a calendar knows which copy is the last. Stamp is when it became so.
type CalendarEvent struct {
	UID       string
	Sequence  int
	Cancelled bool
	At        time.Time
	Minutes   int
	Title     string
	Where     string
	Words     string
	Stamp     time.Time
}

// Scheduled is a letter that may tell of a meeting, or that one was called off: its mail carries the event for a calendar.
type Scheduled interface {
	Letter
	Event() (e CalendarEvent, meets bool)
}

// Meets makes a letter Scheduled: the zero value tells of none.
type Meets struct{ Meeting CalendarEvent }

// Event of the letter; false when it tells of no meeting.
func (m Meets) Event() (CalendarEvent, bool) { return m.Meeting, m.Meeting.UID != "" }

// uidHost ends the key of an event: a name, not an address of the service, which may move.
const uidHost = "@candidatheque"

// MeetingEvent is the meeting of an introduction for the side that reads it: with is whom they meet, empty where it is not
// theirs to know. Nothing of the person is in it. One that has no meeting any more is the event that calls it off, which
// gives no hour; the zero event where none was ever agreed. Each choice has an even number, its end the odd one after it.
func MeetingEvent(x *Introduction, o *Offer, with string) CalendarEvent {
	chosen := 0
	for _, step := range x.History {
		if step.To == string(IntroductionSlotChosen) {
			chosen++
		}
	}
	if chosen == 0 {
		return CalendarEvent{}
	}
	e := CalendarEvent{UID: x.ID + uidHost, Sequence: 2 * (chosen - 1), Title: "Rendez-vous : " + o.Title}
	if x.Slot == nil {
		return e.off(x.Updated)
	}
	e.At, e.Minutes, e.Where, e.Words, e.Stamp = x.Slot.At, x.Slot.Length(), x.Slot.Where, with, x.Since(string(IntroductionSlotChosen))
	if e.Where == "" {
		e.Where = o.Place.Name
	}
	return e
}

// CalledOff is the event by which a meeting that was agreed does not take place.
func CalledOff(x *Introduction, o *Offer) CalendarEvent {
	e := MeetingEvent(x, o, "")
	if e.Cancelled || e.UID == "" {
		return e
	}
	return e.off(x.Updated)
}

// off is the event that calls another off.
func (e CalendarEvent) off(at time.Time) CalendarEvent {
	return CalendarEvent{UID: e.UID, Sequence: e.Sequence + 1, Cancelled: true, Title: e.Title, Stamp: at}
}

// OccasionEvent is a meetup; its invitation is the key, so that each person has their own. Each edit of it makes another
// copy, and each yes after a first; the last counts. It is called off once the meetup was given up, or the yes is none.
func OccasionEvent(i *Invitation, o *Occasion) CalendarEvent {
	where := o.Place.Name
	if o.Where != "" {
		where = o.Where + ", " + where
	}
	e := CalendarEvent{UID: i.ID + uidHost, At: o.At, Minutes: OccasionMinutes, Title: o.Title, Where: where, Words: o.Host,
		Stamp: i.Since(string(InvitationAccepted))}
	for _, step := range o.History {
		if step.To == ActEdit {
			e.Sequence++
			if step.At.After(e.Stamp) {
				e.Stamp = step.At
			}
		}
	}
	yeses := 0
	for _, step := range i.History {
		if step.To == string(InvitationAccepted) {
			yeses++
		}
	}
	e.Sequence += 2 * max(0, yeses-1)
	switch {
	case o.Status == OccasionCancelled:
		return e.off(o.Updated)
	case i.Status != InvitationAccepted:
		return e.off(i.Updated)
	}
	return e
}

// OccasionMinutes is how long a meetup lasts in calendars (param).
const OccasionMinutes = 120
