package mail

import "eedk.fr/candidatheque/domain"

const coffreur = "Maçon <coffreur> & \"boiseur\"\r\nBcc: x@exemple.fr"

// introductionSamples are the letters of what becomes of a yes.
var introductionSamples = []sample{
	{domain.SaidYesLetter{IntroductionID: "x1", OfferID: "o1", Title: coffreur, CallBy: domain.NewDate(2026, 11, 25)}, ""},
	{domain.OutcomeAskedLetter{IntroductionID: "x1", Title: coffreur, When: "mardi 1 décembre 2026 à 9 h 30", Days: 7, Due: domain.NewDate(2026, 12, 16)}, "/reponses/"},
	{domain.PersonGoneLetter{OfferID: "o1", Title: coffreur, When: "mardi 15 décembre 2026 à 9 h 30"}, ""},
	{domain.OpinionAskedLetter{Title: coffreur}, "/avis/"},
	{domain.HiredLetter{Title: coffreur, Employer: "Bâti'Nord & Fils", Commune: "Grande-Synthe", Start: domain.NewDate(2026, 12, 15), News: domain.NewDate(2027, 1, 15), Phone: "03 53 01 00 00"}, "/avis/"},
	{domain.NotHiredLetter{Title: coffreur, Commune: "Grande-Synthe", Met: true, Phone: "03 53 01 00 00"}, "/avis/"},
	{domain.MeetingEndedLetter{Title: coffreur, Commune: "Grande-Synthe", Filled: true, Phone: "03 53 01 00 00"}, ""},
	{domain.PersonHiredLetter{PersonID: "EE 1/2", Title: "Maçon", Commune: "Grande-Synthe", Start: domain.NewDate(2026, 12, 15)}, ""},
}
