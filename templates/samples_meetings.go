package templates

import (
	"net/url"

	"eedk.fr/candidatheque/domain"
)

// meetingExamples are what becomes of a yes, for the employer on a phone and for referents.
var meetingExamples = []example{
	{"rencontre-employeur", "Rendez-vous pris, pour l'employeur", domain.RoleEmployer, "/mises-en-relation/x1", func(b Base) Page { return sampleMeeting(b, domain.IntroductionSlotChosen) }},
	{"rencontre-faite", "Rencontre faite, réponse attendue", domain.RoleEmployer, "/mises-en-relation/x1", func(b Base) Page {
		p := sampleMeeting(b, domain.IntroductionMet)
		p.ErrorFor, p.Errors = "embauche", domain.FieldErrors{"end": "Indiquez le dernier jour du contrat."}
		return p
	}},
	{"rencontre-close", "Personne plus disponible", domain.RoleEmployer, "/mises-en-relation/x1", func(b Base) Page {
		p := sampleMeeting(b, domain.IntroductionCancelled)
		p.Name, p.Email, p.Phone, p.When, p.Where, p.Slots, p.Due = "", "", "", "", "", nil, 0
		return p
	}},
	{"rencontre-referent", "Embauche, pour un référent", domain.RoleReferent, "/mises-en-relation/x1", func(b Base) Page {
		p := sampleMeeting(b, domain.IntroductionHired)
		p.Result, p.Seats, p.Due, p.When, p.Where = "Embauchée : CDI, à partir du 15/12/2026, 35 h par semaine", 1, 0, "", ""
		p.Staff = StaffMeeting{Profile: "P1", FollowUps: []FollowUpLine{{Months: 1, Due: sampleDay - 3, Ask: true}, {Months: 3, Due: sampleDay + 60}},
			History: []HistoryLine{{At: b.Now.AddDate(0, 0, -2), Who: "Luc Vandamme", What: "embauchée"}}}
		p.SentBack = SentBack{ErrorFor: "suivi-1", Errors: domain.FieldErrors{"state": "Dites si la personne est toujours en poste."}, Typed: url.Values{"note": {"À rappeler lundi."}}}
		return p
	}},
	{"rencontre-retrait", "La personne se retire, une réponse oubliée", domain.RoleReferent, "/mises-en-relation/x1", func(b Base) Page {
		p := sampleMeeting(b, domain.IntroductionSlotChosen)
		p.Staff = StaffMeeting{Profile: "P1"}
		p.SentBack = SentBack{ErrorFor: "retrait", Errors: domain.FieldErrors{"channel": "Dites comment la personne l'a dit."}, Typed: url.Values{"reason": {"A trouvé ailleurs."}}}
		return p
	}},
	{"reponse-lien", "Cela s'est-il fait ?, par un lien", nobody, "/reponses", func(b Base) Page {
		m := sampleMeeting(b, domain.IntroductionMet)
		x := &domain.Introduction{SIRETs: []domain.SIRET{"12345678200010"}, Status: domain.IntroductionSlotChosen}
		acts := MeetingActsFor(x, domain.Actor{Roles: domain.RoleEmployer, SIRETs: x.SIRETs})
		return OutcomePage{Base: b, Action: "/reponses/EXEMPLE", OfferTitle: m.OfferTitle, Name: m.Name, When: m.When, Status: domain.IntroductionSlotChosen, Due: m.Due,
			Acts: acts, Hire: m.Hire, SentBack: SentBack{ErrorFor: "refus", Errors: domain.FieldErrors{"reason": "Dites pourquoi en quelques mots : cela aide à proposer mieux."}}}
	}},
	{"reponse-donnee", "Réponse déjà donnée", nobody, "/reponses", func(b Base) Page {
		return OutcomePage{Base: b, Action: "/reponses/EXEMPLE", OfferTitle: "Maçon coffreur", Status: domain.IntroductionNotHired}
	}},
	{"reponse-indisponible", "Lien de réponse, personne plus disponible", nobody, "/reponses", func(b Base) Page {
		return OutcomePage{Base: b, Action: "/reponses/EXEMPLE", OfferTitle: "Maçon coffreur", Offer: domain.OfferPublished, Status: domain.IntroductionCancelled}
	}},
	{"reponse-pourvue", "Lien de réponse, place prise", nobody, "/reponses", func(b Base) Page {
		return OutcomePage{Base: b, Action: "/reponses/EXEMPLE", OfferTitle: "Maçon coffreur", Offer: domain.OfferFilled, Status: domain.IntroductionCancelled}
	}},
	{"reponse-expiree", "Lien de réponse trop ancien", nobody, "/reponses", func(b Base) Page { return OutcomePage{Base: b, Expired: true} }},
	{"avis-lien", "Deux questions, une oubliée", nobody, "/avis", func(b Base) Page {
		return OpinionPage{Base: b, Action: "/avis/EXEMPLE", Person: true, OfferTitle: "Maçon coffreur", Fit: "3", Errors: domain.FieldErrors{"again": "Choisissez une réponse."}}
	}},
	{"avis-donne", "Avis donné", nobody, "/avis", func(b Base) Page {
		return OpinionPage{Base: b, Action: "/avis/EXEMPLE", OfferTitle: "Maçon coffreur", Fit: "3", Again: "4", Given: true}
	}},
	{"avis-expire", "Lien d'avis trop ancien", nobody, "/avis", func(b Base) Page { return OpinionPage{Base: b, Expired: true} }},
	{"avis", "Avis additionnés", domain.RoleReferent, "/avis", func(b Base) Page {
		fit, again := OpinionQuestions(domain.SidePerson)
		shown := domain.MaskCounts([4]int{1, 7, 14, 9}, [4]int{5, 6, 8, 12})
		return OpinionsPage{Base: b, Rows: []OpinionRow{{"Personnes", fit, shown[0]}, {"Personnes", again, shown[1]}, {"Entreprises", "Referiez-vous appel à nous ?", domain.MaskCounts([4]int{0, 0, 1, 2})[0]}}}
	}},
	{"fiche", "Fiche d'une personne qui a dit oui", domain.RoleEmployer, "/mises-en-relation/x1/fiche", func(b Base) Page {
		return FichePage{Base: b, ID: "x1", Fiche: domain.Fiche{Contact: domain.Contact{FirstName: "Nadia", LastName: "Crombez", Email: "nadia@exemple.fr", Phone: "06 12 34 56 78"},
			OfferTitle: "Maçon coffreur", Occupations: []string{"Maçon / Maçonne, 4 ans"}, Skills: []string{"lire un plan"}, Licences: []string{"B"},
			Certificates: []string{"CACES R489 catégorie 3, valable jusqu'au 10/05/2029"}, Level: "niveau 3 (CAP, BEP)", Availability: "tout de suite",
			Languages: []domain.Language{{Code: "fr", Understand: domain.Yes, Read: domain.Yes, Write: domain.Yes}}}}
	}},
	{"offre-rencontres", "Offre avec des personnes qui ont dit oui", domain.RoleEmployer, "/offres/offre-1", func(b Base) Page {
		p := sampleOfferPage(b, domain.OfferPublished)
		p.Meetings = sampleMeetings()
		return p
	}},
	{"offre-rencontres-referent", "La même, pour un référent", domain.RoleReferent, "/offres/offre-1", func(b Base) Page {
		p := StaffOfferPage{OfferPage: sampleOfferPage(b, domain.OfferPublished)}
		p.Meetings = sampleMeetings()
		p.Meetings.Waiting = []MeetingLine{{ID: "x4", Name: "Lou Verhaeghe", Status: domain.IntroductionWaiting}, {ID: "x5", Status: domain.IntroductionWaiting}}
		p.Meetings.ErrorFor, p.Meetings.Errors = "creneaux", domain.FieldErrors{"day": "Choisissez un jour à venir."}
		return p
	}},
	{"offre-pourvue-place-libre", "Offre pourvue dont une place s'est libérée", domain.RoleReferent, "/offres/offre-1", func(b Base) Page {
		p := StaffOfferPage{OfferPage: sampleOfferPage(b, domain.OfferFilled)}
		p.Meetings = OfferMeetings{Shown: true, Seats: 1, Places: 2, Reopen: true, ErrorFor: "rouvrir", Errors: domain.FieldErrors{"reason": "Dites pourquoi l'offre cherche à nouveau."}}
		return p
	}},
}

func sampleMeeting(b Base, status domain.IntroductionStatus) MeetingPage {
	actor := domain.Actor{ID: "exemple", Roles: b.Viewer.Roles, SIRETs: []domain.SIRET{"12345678200010"}}
	if b.Viewer.Referent() {
		actor.SIRETs = nil
	}
	x := &domain.Introduction{Record: domain.Record{ID: "x1"}, SIRETs: []domain.SIRET{"12345678200010"}, Status: status}
	return MeetingPage{Base: b, ID: "x1", OfferID: "offre-1", OfferTitle: "Maçon coffreur", Status: status, Name: "Nadia Crombez", Email: "nadia@exemple.fr", ByMail: true,
		Phone: "06 12 34 56 78", When: "mardi 1 décembre 2026 à 9 h 30", Where: "Au dépôt, 3 rue du Port", Due: sampleDay + 12, Places: 2,
		Slots: []Option{{"2026-12-01T10:00:00+01:00", "mardi 1 décembre 2026 à 10 h"}}, Acts: MeetingActsFor(x, actor),
		Hire: HireForm{Contract: "CDD6", Start: "2026-12-15", End: "2027-08-14", Hours: "35"}}
}

func sampleMeetings() OfferMeetings {
	return OfferMeetings{Shown: true, Seats: 1, Places: 2, Propose: true, Form: SlotForm{Count: "4", Minutes: "30"},
		People: []MeetingLine{
			{ID: "x1", Name: "Samira Lefebvre", Status: domain.IntroductionMet, Due: sampleDay - 1, Owed: true, Late: true},
			{ID: "x2", Name: "Mehdi Carpentier", Status: domain.IntroductionSlotChosen, When: "mardi 1 décembre 2026 à 9 h 30", Due: sampleDay + 20},
			{ID: "x3", Status: domain.IntroductionCancelled}},
		Slots: []SlotLine{{ID: "s1", Words: "mardi 1 décembre 2026 à 9 h 30", Taken: true}, {ID: "s2", Words: "mardi 1 décembre 2026 à 10 h", Where: "Au dépôt"}}}
}
