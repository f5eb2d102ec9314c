package templates

import (
	"time"

	"eedk.fr/candidatheque/domain"
)

// invitationExamples are the pages of asking people.
var invitationExamples = []example{
	{"inviter", "Inviter, depuis une présélection", domain.RoleReferent, "/inviter", func(b Base) Page { return sampleInvite(b) }},
	{"inviter-erreur", "Inviter sans dire comment", domain.RoleReferent, "/inviter", func(b Base) Page {
		p := sampleInvite(b)
		p.Coming, p.Form = nil, InviteForm{Wave: "cent", Slots: []string{"2026-01-01T09:00"}, Word: "À bientôt"}
		p.Errors = domain.FieldErrors{"meeting": "Choisissez : un rendez-vous, ou un appel. La personne doit savoir ce qui l'attend.", "wave": "« cent » n'est pas un nombre entier."}
		return p
	}},
	{"inviter-a", "Inviter à…, le choix", domain.RoleReferent, "/inviter", func(b Base) Page {
		return InvitePage{Base: b, People: sampleInvite(b).People[:1], Objects: []Option{{"offre/offre-1", "Maçon coffreur, Maçonnerie des Dunes, Grande-Synthe"}, {"rencontre/r1", "Rencontre du bâtiment, Dunkerque"}}}
	}},
	{"inviter-rien", "Inviter, rien d'ouvert", domain.RoleReferent, "/inviter", func(b Base) Page { return InvitePage{Base: b, People: sampleInvite(b).People[:1]} }},
	{"inviter-rencontre", "Inviter à une rencontre", domain.RoleReferent, "/inviter", func(b Base) Page {
		p := sampleInvite(b)
		p.ListID, p.Object, p.ObjectWords, p.ForOffer, p.BackHref, p.BackLabel = "", "rencontre/r1", "Rencontre du bâtiment, Dunkerque", false, "/rencontres/r1", "Rencontre du bâtiment"
		return p
	}},
	{"invites", "Qui est invité", domain.RoleReferent, "/inviter", func(b Base) Page {
		return InvitedPage{Base: b, ObjectWords: "Maçon coffreur, Grande-Synthe", ObjectHref: "/offres/offre-1", ListID: "liste-1",
			Asked:   []InvitedPerson{{PersonRef: PersonRef{"P1", "Samira Benali"}, InvitationID: "i1", Wave: 1}},
			ByHand:  []InvitedPerson{{PersonRef: PersonRef{"P2", "Yanis Carpentier"}, InvitationID: "i2", Wave: 1}},
			Waiting: []InvitedPerson{{PersonRef: PersonRef{"P3", "Inès Boulanger"}, InvitationID: "i3", Wave: 2, Due: b.Now.Add(24 * time.Hour)}},
			Refused: []InvitedPerson{{PersonRef: PersonRef{"P4", "Karim Bodart"}, Why: "a déjà 3 invitations qui attendent une réponse"}, {PersonRef: PersonRef{ID: "P9"}, Why: "n'a pas de dossier"}}}
	}},
	{"invitations", "Les invitations", domain.RoleReferent, "/invitations", func(b Base) Page {
		p := InvitationsPage{Base: b, Statuses: []Option{{"", "Tous"}, {"sent", "attend la réponse"}}, Offers: []Option{{"", "Tout"}, {"offre-1", "Maçon coffreur, Dunkerque"}}, NextHref: "/invitations?cursor=x"}
		for n, status := range domain.InvitationStatuses() {
			p.Items = append(p.Items, sampleInvitation(b, status))
			p.Items[n].Asks = status == domain.InvitationSent
		}
		p.Items[2].Person.Name, p.Items[3].Object.Title = "", ""
		return p
	}},
	{"invitations-vide", "Aucune invitation", domain.RoleReferent, "/invitations", func(b Base) Page {
		return InvitationsPage{Base: b, Status: "declined", Offer: "offre-1", About: "Maçon coffreur", Offers: []Option{{"", "Tout"}, {"offre-1", "Maçon coffreur, Dunkerque"}}, Statuses: []Option{{"", "Tous"}, {"declined", "a dit non"}}}
	}},
	{"proposition", "Une invitation qui attend", domain.RoleReferent, "/propositions/i1", func(b Base) Page { return sampleProposition(b, domain.InvitationSent) }},
	{"proposition-question", "Une invitation avec une question", domain.RoleReferent, "/propositions/i1", func(b Base) Page {
		p := sampleProposition(b, domain.InvitationSent)
		p.Asks, p.Bounced, p.Questions = true, true, []domain.Question{{Text: "Y a-t-il un bus le matin ?", At: b.Now.Add(-time.Hour)}}
		return p
	}},
	{"proposition-non", "Une invitation déclinée", domain.RoleReferent, "/propositions/i1", func(b Base) Page {
		p := sampleProposition(b, domain.InvitationDeclined)
		p.Reason, p.ErrorFor, p.Errors = "trop loin", FormAgain, domain.FieldErrors{"reason": "La personne a dit non : dites ce qui a changé avant de la solliciter à nouveau."}
		return p
	}},
	{"proposition-rencontre", "Un oui à une rencontre à venir", domain.RoleReferent, "/propositions/i1", func(b Base) Page {
		p := sampleProposition(b, domain.InvitationAccepted)
		p.Object, p.Comes, p.Coming = ObjectRef{For: domain.ForMeetup, ID: "r1", Title: "Rencontre du bâtiment", Detail: "Dunkerque"}, true, nil
		p.ErrorFor, p.Errors = FormCancel, domain.FieldErrors{"reason": "Dites pourquoi en quelques mots."}
		return p
	}},
	{"proposition-attente", "Une invitation qui attend sa vague", domain.RoleReferent, "/propositions/i1", func(b Base) Page {
		p := sampleProposition(b, domain.InvitationQueued)
		p.Wave, p.ByHand, p.Email, p.ByMail, p.Mails = 2, true, "", false, nil
		return p
	}},
	{"proposition-lettre", "La lettre à imprimer", domain.RoleReferent, "/propositions/i1/lettre", func(b Base) Page {
		words := domain.ProposedLetter{Title: "Maçon coffreur", Commune: "Grande-Synthe", LastDay: sampleDay + 10, Referent: "Claire Vasseur", Phone: "03 53 01 00 00"}
		return InvitationLetterPage{Base: b, Person: PersonRef{"P1", "Samira Benali"}, Back: "/propositions/i1", Link: "https://candidatheque.exemple.fr/invitations/abc", Until: b.Now.AddDate(0, 0, 14),
			CodeSize: 2, CodePath: "M0 0h1v1h-1zM1 1h1v1h-1z", Offer: &domain.OfferInvitationLetter{ProposedLetter: words, Contract: domain.CDD6, Months: 8, WeeklyHours: 35,
				FirstStart: domain.ClockAt(7, 30), LastEnd: domain.ClockAt(16, 30), Pay: domain.Pay{Min: 1250, Unit: domain.PayHour}, Start: sampleDay + 22, Why: []string{"vous cherchez ce métier"}, CallBy: sampleDay + 2, Shuttle: true}}
	}},
	{"proposition-lettre-immersion", "La lettre d'une immersion", domain.RoleReferent, "/propositions/i1/lettre", func(b Base) Page {
		words := domain.ProposedLetter{Title: "Découvrir la maçonnerie", Commune: "Grande-Synthe", LastDay: sampleDay + 10}
		return InvitationLetterPage{Base: b, Person: PersonRef{"P1", "Samira Benali"}, Back: "/propositions/i1", Link: "https://candidatheque.exemple.fr/invitations/abc", Until: b.Now.AddDate(0, 0, 14),
			CodeSize: 2, CodePath: "M0 0h1v1h-1z", Immersion: &domain.ImmersionInvitationLetter{ProposedLetter: words, Host: "Maçonnerie des Dunes", From: sampleDay + 14, To: sampleDay + 25, Words: "Deux semaines avec une équipe."}}
	}},
	{"rencontres", "Rencontres et immersions", domain.RoleReferent, "/rencontres", func(b Base) Page {
		return OccasionsPage{Base: b, Keep: true, Items: []OccasionLine{sampleMeetup(), {ID: "r2", Title: "Découvrir la maçonnerie", Host: "Maçonnerie des Dunes", Place: "Grande-Synthe", When: "du 7 décembre 2026 au 18 décembre 2026",
			For: domain.ForPMSMP, Status: domain.OccasionClosed, Places: 2}}}
	}},
	{"rencontres-vide", "Aucune rencontre", domain.RoleAdviser, "/rencontres", func(b Base) Page { return OccasionsPage{Base: b} }},
	{"rencontre", "Une rencontre", domain.RoleReferent, "/rencontres/r1", func(b Base) Page {
		return OccasionPage{Base: b, OccasionLine: sampleMeetup(), Where: "Maison de l'emploi", Words: "Une heure pour poser vos questions.", Keep: true, Open: true, Known: true, Coming: 1,
			Invited: []InvitationLine{sampleInvitation(b, domain.InvitationAccepted), sampleInvitation(b, domain.InvitationSent)}}
	}},
	{"rencontre-annulee", "Une immersion annulée", domain.RoleAdviser, "/rencontres/r2", func(b Base) Page {
		line := sampleMeetup()
		line.For, line.Status = domain.ForPMSMP, domain.OccasionCancelled
		return OccasionPage{Base: b, OccasionLine: line, Words: "Deux semaines avec une équipe.", Occupations: []string{"Maçon / Maçonne"}, Reason: "L'atelier ferme."}
	}},
	{"rencontre-nouvelle", "Préparer une rencontre", domain.RoleReferent, "/rencontres/nouvelle", func(b Base) Page {
		return OccasionFormPage{Base: b, Revision: 7, Form: OccasionForm{Places: "beaucoup"}, Errors: domain.FieldErrors{"for": "Choisissez une rencontre ou une immersion.", "places": "Indiquez le nombre de places (1 à 500)."}}
	}},
	{"rencontre-modifier", "Modifier une immersion", domain.RoleReferent, "/rencontres/r2/modifier", func(b Base) Page {
		return OccasionFormPage{Base: b, ID: "r2", Revision: 2, Form: OccasionForm{For: "pmsmp", Title: "Découvrir la maçonnerie", SIRET: "12345678200010", ROME: "F1703", From: "2026-12-07", To: "2026-12-18", Places: "2",
			PostalCode: "59760", Commune: "Grande-Synthe", Words: "Deux semaines avec une équipe de maçons."}}
	}},
}

func sampleMeetup() OccasionLine {
	return OccasionLine{ID: "r1", Title: "Rencontre du bâtiment", Host: "trois chefs d'entreprise", Place: "Dunkerque", When: "jeudi 10 décembre 2026 à 18 h", For: domain.ForMeetup, Status: domain.OccasionOpen, Places: 20}
}

func sampleInvite(b Base) InvitePage {
	return InvitePage{Base: b, BackHref: "/preselections/liste-1", BackLabel: "La présélection", ListID: "liste-1", Object: "offre/offre-1", ObjectWords: "Maçon coffreur, Grande-Synthe", ForOffer: true,
		People: []InvitePerson{{PersonRef: PersonRef{"P1", "Samira Benali"}, Summary: "Maçon / Maçonne · Dunkerque · disponible", Chosen: true},
			{PersonRef: PersonRef{"P2", "Yanis Carpentier"}, Summary: "Maçon / Maçonne · Gravelines", Why: "déjà invitée : attend la réponse"}},
		Coming: []domain.Slot{{At: b.Now.AddDate(0, 0, 7)}}, Form: InviteForm{Wave: "5"}}
}

func sampleInvitation(b Base, status domain.InvitationStatus) InvitationLine {
	line := InvitationLine{ID: "i1", Person: PersonRef{"P1", "Samira Benali"}, Object: ObjectRef{For: domain.ForOffer, ID: "offre-1", Title: "Maçon coffreur", Detail: "Maçonnerie des Dunes, Grande-Synthe"},
		Status: status, Sent: b.Now.Add(-48 * time.Hour), Expires: sampleDay + 8}
	if status == domain.InvitationQueued {
		line.Sent, line.Due = time.Time{}, b.Now.Add(20*time.Hour)
	}
	return line
}

func sampleProposition(b Base, status domain.InvitationStatus) InvitationPage {
	return InvitationPage{Base: b, InvitationLine: sampleInvitation(b, status), Summary: "Maçon / Maçonne · Dunkerque", Phone: "06 39 98 00 01", Email: "samira@exemple.fr", ByMail: true, By: "Claire Vasseur", Wave: 1, Rounds: 1,
		Coming: []domain.Slot{{At: b.Now.AddDate(0, 0, 7)}}, Word: "On se connaît de l'atelier.", Why: []string{"vous cherchez ce métier"}, Decide: true, Form: InvitationForm{Channel: "phone"},
		Mails:   []InvitationMail{{ID: "m1", Kind: "proposition d'un travail", Status: domain.MailSent, At: b.Now.Add(-48 * time.Hour)}},
		History: []HistoryLine{{At: b.Now.Add(-48 * time.Hour), Who: "Claire Vasseur", What: "partie"}}}
}
