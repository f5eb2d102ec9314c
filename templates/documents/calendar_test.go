package documents

import (
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"
	"pgregory.net/rapid"

	"eedk.fr/candidatheque/domain"
)

func meeting(text string) domain.CalendarEvent {
	return domain.CalendarEvent{UID: "x-1@candidatheque", At: time.Date(2026, time.December, 15, 8, 30, 0, 0, time.UTC), Minutes: 30, Title: text, Where: text, Words: text,
		Stamp: time.Date(2026, time.November, 23, 9, 0, 0, 0, time.UTC)}
}

var house, samira = Attendee{"Candidathèque", "rendez-vous@exemple.fr"}, Attendee{`Samira "Sam", O;Neil: Li`, "samira@exemple.fr"}

func TestAMeetingIsWrittenForCalendars(t *testing.T) {
	e := meeting("Rendez-vous : Maçon ; coffreur, équipe")
	got := CalendarPart(e, house, samira)
	for _, line := range []string{"METHOD:REQUEST", "UID:x-1@candidatheque", "SEQUENCE:0", "DTSTAMP:20261123T090000Z", "DTSTART:20261215T083000Z", "DTEND:20261215T090000Z",
		`SUMMARY:Rendez-vous : Maçon \; coffreur\, équipe`, "STATUS:CONFIRMED", "VERSION:2.0"} {
		if !strings.Contains(got, "\r\n"+line+"\r\n") {
			t.Errorf("no line %q in\n%s", line, got)
		}
	}
	if unfolded := strings.ReplaceAll(got, "\r\n ", ""); !strings.Contains(unfolded, "ATTENDEE;CN=Samira Sam O Neil Li;") || !strings.Contains(unfolded, ":mailto:samira@exemple.fr\r\n") || strings.Contains(unfolded, "RSVP=true") {
		t.Errorf("the attendee:\n%s", unfolded)
	}
	e.Cancelled, e.Sequence = true, 1
	if got := CalendarPart(e, house, samira); CalendarMethod(got) != "CANCEL" || !strings.Contains(got, "\r\nSTATUS:CANCELLED\r\n") || !strings.Contains(got, "\r\nUID:x-1@candidatheque\r\n") {
		t.Errorf("called off:\n%s", got)
	}
	file := CalendarFile(meeting("Maçon"))
	if !strings.Contains(file, "\r\nMETHOD:PUBLISH\r\n") || strings.Contains(file, "ATTENDEE") || strings.Contains(file, "mailto:") {
		t.Errorf("the file invites somebody:\n%s", file)
	}
}

// A meeting is at the hour of Paris on both sides of the nights when clocks change.
func TestAMeetingKeepsItsHourOverTheChangesOfClocks(t *testing.T) {
	for text, want := range map[string]string{"2026-03-28T09:30": "20260328T083000Z", "2026-03-30T09:30": "20260330T073000Z",
		"2026-10-24T09:30": "20261024T073000Z", "2026-10-26T09:30": "20261026T083000Z"} {
		slot, err := domain.ReadSlot(text)
		if err != nil {
			t.Fatal(err)
		}
		e := meeting("Maçon")
		e.At = slot.At
		if got := CalendarFile(e); !strings.Contains(got, "\r\nDTSTART:"+want+"\r\n") {
			t.Errorf("%s is not %s:\n%s", text, want, got)
		}
	}
}

// Whatever somebody typed, the file has the lines that it should have, none begun by them, none too long, and reads back.
func TestNothingTypedMakesALineOfACalendar(t *testing.T) {
	want := names(t, CalendarPart(meeting("Maçon"), house, samira))
	hostile := []string{"\r\nATTENDEE:mailto:x@exemple.fr", "\nEND:VEVENT", "\r", "\u2028BEGIN:VALARM", "\u2029", "\u0085", "\x00", "\\n", "\\", ";VALUE=URI", `":`, "=3D", "é", "👩‍🏭", "\u202e", strings.Repeat("très long ", 30), "\xff"}
	rapid.Check(t, func(rt *rapid.T) {
		text := "a" + strings.Join(rapid.SliceOf(rapid.SampledFrom(hostile)).Draw(rt, "text"), "b")
		e := meeting(text)
		part := CalendarPart(e, house, Attendee{text, "samira@exemple.fr"})
		if got := names(rt, part); strings.Join(got, " ") != strings.Join(want, " ") {
			rt.Fatalf("lines %v, want %v, in\n%s", got, want, part)
		}
		for line := range strings.SplitSeq(part, "\r\n") {
			if len(line) > 75 {
				rt.Fatalf("a line of %d octets: %q", len(line), line)
			}
		}
		cal, err := ics.ParseCalendar(strings.NewReader(part))
		if err != nil || len(cal.Events()) != 1 || len(cal.Events()[0].Attendees()) != 1 {
			rt.Fatalf("it does not read back: %v\n%s", err, part)
		}
	})
}

// names are the properties of a calendar, in their order.
func names(tb interface{ Fatalf(string, ...any) }, part string) (list []string) {
	if strings.ContainsAny(strings.ReplaceAll(part, "\r\n", ""), "\r\n") {
		tb.Fatalf("a line end that is none of a calendar:\n%q", part)
	}
	for line := range strings.SplitSeq(strings.ReplaceAll(strings.TrimSuffix(part, "\r\n"), "\r\n ", ""), "\r\n") {
		name := line[:strings.IndexAny(line+":", ":;")]
		list = append(list, name)
	}
	return list
}
