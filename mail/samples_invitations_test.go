package mail

import (
	"strings"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

var proposed = domain.ProposedLetter{Title: "Maçon <coffreur> & \"boiseur\"\r\nBcc: x@exemple.fr", Commune: "Grande-Synthe", LastDay: domain.NewDate(2026, 12, 3),
	Referent: "Claire Vasseur", Phone: "03 53 01 00 00"}

// invitationSamples are the letters by which people are asked.
var invitationSamples = []sample{
	{domain.OfferInvitationLetter{ProposedLetter: proposed, Employer: "Bâti'Nord & Fils", Contract: domain.CDD6, Months: 8, WeeklyHours: 35,
		FirstStart: domain.ClockAt(7, 30), LastEnd: domain.ClockAt(16, 30), Pay: domain.Pay{Min: 1350, Max: 1420, Unit: domain.PayHour}, Start: domain.NewDate(2026, 12, 14),
		Why:   domain.WhyYou([]domain.Reason{{Criterion: domain.PartDistance, Points: 8, Max: 8}, {Criterion: domain.PartOccupation, Points: 40, Max: 40}, {Criterion: domain.PartLevel, Points: 1, Max: 3}}),
		Word:  "On se connaît de l'atelier : appelez-moi.",
		Slots: []domain.Slot{{At: time.Date(2026, 12, 1, 8, 30, 0, 0, time.UTC)}, {At: time.Date(2026, 12, 2, 8, 30, 0, 0, time.UTC)}}, NeedsOwnCar: true}, "/invitations/"},
	{domain.MeetupInvitationLetter{ProposedLetter: proposed, At: domain.Slot{At: time.Date(2026, 12, 10, 17, 0, 0, 0, time.UTC)}, Host: "trois chefs d'entreprise du bâtiment",
		Where: "Maison de l'emploi, 3 rue du Port", Words: "Une heure pour poser vos questions sur les chantiers de la côte."}, "/invitations/"},
	{domain.ImmersionInvitationLetter{ProposedLetter: proposed, Host: "Bâti'Nord & Fils", From: domain.NewDate(2026, 12, 7), To: domain.NewDate(2026, 12, 18),
		Words: "Deux semaines avec une équipe de maçons, de l'atelier au chantier."}, "/invitations/"},
	{domain.InvitationReminderLetter{ProposedLetter: proposed}, "/invitations/"},
	{domain.InvitationEndedLetter{ProposedLetter: proposed, Filled: true}, ""},
	{domain.OccasionMovedLetter{ProposedLetter: proposed, When: "jeudi 10 décembre 2026 à 18 h", Where: "Maison de l'emploi, 3 rue du Port", Comes: true}, "/invitations/"},
	{domain.PersonInvitedLetter{PersonID: "EE 1/2", Title: "Maçon", Commune: "Grande-Synthe"}, ""},
}

// TestAProposalIsShort: 150 words at most (pages.md, Candidate), the foot that all mails have left out.
func TestAProposalIsShort(t *testing.T) {
	c := composer(t)
	for _, s := range invitationSamples {
		body, err := c.Compose(s.letter, domain.Recipient{Name: "Samira"}, s.path)
		if err != nil {
			t.Fatal(err)
		}
		letter, _, _ := strings.Cut(body.Text, "\n-- ")
		if n := len(strings.Fields(letter)); n > 150 {
			t.Errorf("%s: %d words", s.letter.Kind(), n)
		}
		if s.path != "" && !strings.Contains(body.Text, "aucune conséquence") {
			t.Errorf("%s does not say that a no has no consequence", s.letter.Kind())
		}
		if s.path != "" && (strings.Contains(body.Subject, "Samira") || !strings.Contains(body.HTML, "aucune conséquence")) {
			t.Errorf("%s: subject %q", s.letter.Kind(), body.Subject)
		}
	}
}
