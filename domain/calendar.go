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

// Scheduled is a letter that tells of a meeting: its mail carries the event for a calendar.
type Scheduled interface {
	Letter
	Event() CalendarEvent
}

// uidHost ends the key of an event: a name, not an address of the service, which may move.
const uidHost = "@candidatheque"

// MeetingEvent is the meeting of an introduction for the side that reads it: with is whom they meet, empty where it is not
// theirs to know. slot is the one it had, for a meeting that was called off; nothing of the person is in it.
func MeetingEvent(x *Introduction, o *Offer, slot Slot, with string) CalendarEvent {
	chosen := 0
	for _, step := range x.History {
		if step.To == string(IntroductionSlotChosen) {
			chosen++
		}
	}
	e := CalendarEvent{UID: x.ID + uidHost, Sequence: 2 * max(0, chosen-1), At: slot.At, Minutes: slot.Length(), Title: "Rendez-vous : " + o.Title,
		Where: slot.Where, Words: with, Stamp: x.Since(string(IntroductionSlotChosen))}
	if e.Where == "" {
		e.Where = o.Place.Name
	}
	if x.Slot == nil || x.Slot.ID() != slot.ID() {
		e.Cancelled, e.Sequence, e.Stamp = true, e.Sequence+1, x.Updated
	}
	return e
}

// OccasionEvent is a meetup; its invitation is the key, so that each person has their own.
func OccasionEvent(i *Invitation, o *Occasion) CalendarEvent {
	where := o.Place.Name
	if o.Where != "" {
		where = o.Where + ", " + where
	}
	return CalendarEvent{UID: i.ID + uidHost, At: o.At, Minutes: OccasionMinutes, Title: o.Title, Where: where, Words: o.Host,
		Stamp: i.Since(string(InvitationAccepted))}
}

// OccasionMinutes is how long a meetup lasts in calendars (param).
const OccasionMinutes = 120
