package mail

import (
	"time"

	"eedk.fr/candidatheque/domain"
)

var agreed = domain.CalendarEvent{UID: "x-1@candidatheque", At: time.Date(2026, time.December, 15, 8, 30, 0, 0, time.UTC), Minutes: 30, Title: "Rendez-vous : " + proposed.Title,
	Where: "12 quai du Port, Dunkerque", Stamp: time.Date(2026, time.November, 23, 9, 0, 0, 0, time.UTC)}

// answerSamples are the letters of what people answer.
var answerSamples = []sample{
	{domain.YesNotedLetter{ProposedLetter: proposed, For: domain.ForOffer, CallBy: domain.NewDate(2026, time.November, 25)}, "/invitations/"},
	{domain.MeetingSetLetter{ProposedLetter: proposed, Meets: domain.Meets{Meeting: agreed}, Employer: "Bâti'Nord & Fils", When: "mardi 15 décembre 2026 à 9 h 30", Where: agreed.Where}, "/invitations/"},
	{domain.MeetingSetForEmployerLetter{Meets: domain.Meets{Meeting: agreed}, IntroductionID: "x 1/2", Title: proposed.Title, When: "mardi 15 décembre 2026 à 9 h 30", Where: agreed.Where, Moved: true}, ""},
	{domain.QuestionAskedLetter{InvitationID: "i 1/2", Title: proposed.Title, Commune: "Grande-Synthe"}, ""},
	{domain.PersonSaidYesLetter{PersonID: "EE 1/2", Title: "Maçon", Commune: "Grande-Synthe"}, ""},
}
