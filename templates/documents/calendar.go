package documents

import (
	"strings"
	"time"
	"unicode"

	ics "github.com/arran4/golang-ical"

	"eedk.fr/candidatheque/domain"
)

// Attendee is a mailbox as a calendar names it.
type Attendee struct{ Name, Address string }

// CalendarFile is the event as a file that somebody opens: it invites nobody.
func CalendarFile(e domain.CalendarEvent) string {
	cal, _ := calendarOf(e, ics.MethodPublish)
	return lines(cal)
}

// CalendarPart is the event as a mail carries it, to one attendee: a request, or that it was called off. Nobody is asked to
// answer it: answers are given on the page.
func CalendarPart(e domain.CalendarEvent, organizer, attendee Attendee) string {
	method := ics.MethodRequest
	if e.Cancelled {
		method = ics.MethodCancel
	}
	cal, event := calendarOf(e, method)
	event.SetOrganizer("mailto:"+organizer.Address, ics.WithCN(commonName(organizer.Name)))
	event.AddAttendee(attendee.Address, ics.CalendarUserTypeIndividual, ics.ParticipationRoleReqParticipant, ics.ParticipationStatusAccepted,
		ics.WithRSVP(false), ics.WithCN(commonName(attendee.Name)))
	return lines(cal)
}

// CalendarMethod reads which of both a part is, for its header.
func CalendarMethod(part string) string {
	if strings.Contains(part, "\r\nMETHOD:"+string(ics.MethodCancel)+"\r\n") {
		return string(ics.MethodCancel)
	}
	return string(ics.MethodRequest)
}

// calendarOf writes the event. Instants are those of UTC: a calendar shows them at the hour of its place, and the night when
// clocks change, or a change of the law on them, moves nothing.
func calendarOf(e domain.CalendarEvent, method ics.Method) (*ics.Calendar, *ics.VEvent) {
	cal := ics.NewCalendarFor("Entreprendre Ensemble")
	cal.SetProductId("-//Entreprendre Ensemble//Candidathèque//FR")
	cal.SetMethod(method)
	event := cal.AddEvent(plainLine(e.UID))
	event.SetSequence(e.Sequence)
	event.SetDtStampTime(e.Stamp)
	if !e.At.IsZero() {
		event.SetStartAt(e.At)
		event.SetEndAt(e.At.Add(time.Duration(e.Minutes) * time.Minute))
	}
	event.SetSummary(plainLine(e.Title))
	if where := plainLine(e.Where); where != "" {
		event.SetLocation(where)
	}
	if words := plainLine(e.Words); words != "" {
		event.SetDescription(words)
	}
	event.SetStatus(ics.ObjectStatusConfirmed)
	if e.Cancelled {
		event.SetStatus(ics.ObjectStatusCancelled)
	}
	return cal, event
}

func lines(cal *ics.Calendar) string { return cal.Serialize(ics.WithNewLine("\r\n")) }

// plainLine puts a space in place of line ends, controls and what is not seen: nothing that somebody typed begins a line of
// the file.
func plainLine(text string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar {
			return ' '
		}
		return r
	}, text)), " ")
}

// commonName is a name as a parameter: the library writes it as it is, so that what would end it is left out.
func commonName(name string) string {
	return plainLine(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`",;:\`, r) {
			return ' '
		}
		return r
	}, name))
}
