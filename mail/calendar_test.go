package mail

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	netmail "net/mail"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/mail/mailtest"
)

// TestAMeetingLeavesWithItsCalendar reads the bytes that a server took: whatever people typed for names, titles and places,
// there are the headers that there should be, one recipient, three parts, and one event with one attendee.
func TestAMeetingLeavesWithItsCalendar(t *testing.T) {
	for _, typed := range []string{"Maçon", "x\r\nBcc: y@exemple.fr", "x\r\nATTENDEE:mailto:y@exemple.fr", "x\n\nEND:VEVENT\nBEGIN:VEVENT", "x\u2028Bcc: y\u2029", "\":mailto:y@exemple.fr;,",
		"=?utf-8?q?x=0d=0aBcc:_y?=", "--limite\r\n.\r\nQUIT", "\x00\x1b[31m", strings.Repeat("é\r\n ", 400)} {
		sink := mailtest.MustSink(t, always(mailtest.None))
		to := domain.Recipient{Kind: domain.RecipientPerson, ID: "p1", Address: "samira@exemple.fr", Name: typed}
		event := domain.CalendarEvent{UID: "x-1@candidatheque", At: agreed.At, Minutes: 30, Title: "Rendez-vous : " + typed, Where: typed, Words: typed, Stamp: agreed.Stamp}
		words := domain.ProposedLetter{Title: typed, Commune: typed, Referent: typed, Phone: typed}
		letter := domain.MeetingSetLetter{ProposedLetter: words, Meets: domain.Meets{Meeting: event}, Employer: typed, When: "mardi 15 décembre 2026 à 9 h 30", Where: typed}
		body, err := composer(t).Compose(letter, to, "/invitations/")
		if err != nil {
			t.Fatal(err)
		}
		m := domain.NewMail("introductions/x-1/slot_chosen", to, letter.Kind(), body.WithLink("ABCDEFGH"), nil, time.Date(2026, time.November, 23, 9, 0, 0, 0, time.UTC))
		if got := carrierTo(t, sink.Addr, plain).Carry(t.Context(), m); got.Outcome != domain.OutcomeDelivered {
			t.Fatalf("%q: %+v", typed, got)
		}
		taken := sink.Taken()
		if len(taken) != 1 || taken[0].To != "samira@exemple.fr" {
			t.Fatalf("%q: %+v", typed, taken)
		}
		readMeeting(t, typed, []byte(taken[0].Raw))
	}
}

func readMeeting(t *testing.T, typed string, raw []byte) {
	t.Helper()
	message, err := netmail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	if message.Header.Get("Bcc") != "" || len(message.Header["Subject"]) != 1 || strings.Contains(message.Header.Get("Subject"), typed) && len(typed) > 6 {
		t.Errorf("%q: %v", typed, message.Header)
	}
	_, params, err := mime.ParseMediaType(message.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	reader := multipart.NewReader(message.Body, params["boundary"])
	var kinds []string
	for {
		part, err := reader.NextRawPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		kinds = append(kinds, part.Header.Get("Content-Type"))
		if !strings.HasPrefix(part.Header.Get("Content-Type"), "text/calendar") {
			continue
		}
		text, err := io.ReadAll(quotedprintable.NewReader(part))
		if err != nil {
			t.Fatal(err)
		}
		cal, err := ics.ParseCalendar(bytes.NewReader(text))
		if err != nil || len(cal.Events()) != 1 || len(cal.Events()[0].Attendees()) != 1 || cal.Events()[0].Attendees()[0].Email() != "samira@exemple.fr" {
			t.Errorf("%q: %v\n%s", typed, err, text)
		}
	}
	if len(kinds) != 3 || kinds[2] != "text/calendar; method=REQUEST; charset=UTF-8" {
		t.Errorf("%q: parts %q", typed, kinds)
	}
}
