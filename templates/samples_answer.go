package templates

import (
	"time"

	"eedk.fr/candidatheque/domain"
)

// answerExamples are the page of an invitation, in each of its stages.
var answerExamples = []example{
	{"invitation", "Une proposition, par lien", nobody, "/invitations", func(b Base) Page { return sampleAnswer(b, domain.StageOpen) }},
	{"invitation-question", "Une proposition, poser une question", nobody, "/invitations", func(b Base) Page {
		p := sampleAnswer(b, domain.StageOpen)
		p.Asking, p.Errors = true, domain.FieldErrors{"question": "Écrivez votre question, ou téléphonez-nous."}
		p.Asked = []domain.Question{{Text: "Y a-t-il un bus ?", At: b.Now.Add(-26 * time.Hour), Answered: b.Now.Add(-20 * time.Hour)}}
		return p
	}},
	{"invitation-sans-accord", "Une proposition, accord retiré", nobody, "/invitations", func(b Base) Page {
		p := sampleAnswer(b, domain.StageOpen)
		p.Withdrawn, p.Why, p.Used, p.Word, p.Phone, p.Referent = true, nil, nil, "", "", ""
		return p
	}},
	{"invitation-oui", "Une proposition, choisir un rendez-vous", nobody, "/invitations", func(b Base) Page { return sampleAnswer(b, domain.StageChoosing) }},
	{"invitation-pris", "Une proposition, rendez-vous pris par une autre personne", nobody, "/invitations", func(b Base) Page {
		p := sampleAnswer(b, domain.StageChoosing)
		p.Problem = "Ce rendez-vous vient d'être pris par une autre personne. Votre oui est noté : choisissez-en un autre."
		p.Slots = p.Slots[1:]
		return p
	}},
	{"invitation-appel", "Une proposition, en attendant l'appel", nobody, "/invitations", func(b Base) Page {
		p := sampleAnswer(b, domain.StageChoosing)
		p.Slots, p.CallBy = nil, domain.DayOf(b.Now)+2
		return p
	}},
	{"invitation-rendez-vous", "Une proposition, rendez-vous pris", nobody, "/invitations", func(b Base) Page {
		p := sampleAnswer(b, domain.StageMeeting)
		p.Met, p.Chosen, p.Dated = &SlotChoice{p.Slots[0].ID, p.Slots[0].When, p.Slots[0].Where, "Maçonnerie des Dunes"}, p.Slots[0].ID, true
		return p
	}},
	{"invitation-attente", "Une proposition, liste d'attente", nobody, "/invitations", func(b Base) Page { return sampleAnswer(b, domain.StageWaiting) }},
	{"invitation-non", "Une proposition, non", nobody, "/invitations", func(b Base) Page { return sampleAnswer(b, domain.StageDeclined) }},
	{"invitation-close", "Une proposition, close", nobody, "/invitations", func(b Base) Page { return sampleAnswer(b, domain.StageClosed) }},
	{"invitation-rencontree", "Une proposition, après le rendez-vous", nobody, "/invitations", func(b Base) Page { return sampleAnswer(b, domain.StageMet) }},
	{"invitation-manquee", "Une proposition, rendez-vous manqué", nobody, "/invitations", func(b Base) Page { return sampleAnswer(b, domain.StageMissed) }},
	{"invitation-embauche", "Une proposition, embauche", nobody, "/invitations", func(b Base) Page { return sampleAnswer(b, domain.StageHired) }},
	{"invitation-pas-retenue", "Une proposition, pas retenue", nobody, "/invitations", func(b Base) Page { return sampleAnswer(b, domain.StageNotHired) }},
	{"invitation-finie", "Une proposition, finie", nobody, "/invitations", func(b Base) Page { return sampleAnswer(b, domain.StageEnded) }},
	{"invitation-finie-accord", "Une proposition, finie, accord retiré", nobody, "/invitations", func(b Base) Page {
		p := sampleAnswer(b, domain.StageEnded)
		p.Withdrawn = true
		return p
	}},
	{"invitation-attente-pause", "Une proposition, liste d'attente, en pause", nobody, "/invitations", func(b Base) Page {
		p := sampleAnswer(b, domain.StageWaiting)
		p.Paused = true
		return p
	}},
	{"invitation-lien-inconnu", "Une proposition, lien qui n'ouvre rien", nobody, "/invitations", func(b Base) Page { return AnswerPage{Base: b, Unknown: true} }},
	{"invitation-lien-ancien", "Une proposition, lien trop ancien", nobody, "/invitations", func(b Base) Page { return AnswerPage{Base: b, Expired: true} }},
	{"invitation-disparue", "Une proposition qui n'existe plus", nobody, "/invitations", func(b Base) Page { return AnswerPage{Base: b, FirstName: "Samira"} }},
	{"invitation-immersion", "Une immersion, par lien", nobody, "/invitations", func(b Base) Page { return sampleOccasion(b, domain.ForPMSMP, domain.StageOpen) }},
	{"invitation-immersion-oui", "Une immersion, oui", nobody, "/invitations", func(b Base) Page { return sampleOccasion(b, domain.ForPMSMP, domain.StageComing) }},
	{"invitation-rencontre", "Une rencontre, par lien", nobody, "/invitations", func(b Base) Page { return sampleOccasion(b, domain.ForMeetup, domain.StageOpen) }},
	{"invitation-rencontre-oui", "Une rencontre, oui", nobody, "/invitations", func(b Base) Page { return sampleOccasion(b, domain.ForMeetup, domain.StageComing) }},
	{"invitation-arret", "Ne plus recevoir de propositions", nobody, "/invitations", func(b Base) Page {
		return AnswerStopPage{Base: b, Action: "/invitations/EXEMPLE"}
	}},
}

func sampleAnswer(b Base, stage domain.Stage) AnswerPage {
	b.Phone = firstWord(b.Phone, "+33 3 53 01 00 00")
	soon := domain.DayOf(b.Now) + 4
	slots := []domain.Slot{{At: soon.Time().Add(8*time.Hour + 30*time.Minute)}, {At: soon.Time().Add(10 * time.Hour), Where: "12 quai de l'Estran, Grande-Synthe"}}
	return AnswerPage{Base: b, Action: "/invitations/EXEMPLE", For: domain.ForOffer, Stage: stage, FirstName: "Samira", ByPhone: true, ByMail: true, Who: "une entreprise de Grande-Synthe",
		What: "Maçon coffreur (F/H)", Referent: "Anne Coppin", Word: "Vous m'aviez dit aimer le travail en équipe : allez-y, l'accueil est bon.",
		Facts: OfferFacts(sampleSheet(), 8.2), Why: []string{"vous cherchez ce métier, ou un métier proche", "vous avez de l'expérience"},
		Used: []string{"métiers cherchés et exercés", "expérience", "commune et moyens de transport"}, Until: domain.DayOf(b.Now) + 10, LinkUntil: b.Now.Add(14 * 24 * time.Hour),
		Told: []string{sampleOffer().Description, "Indispensable le premier jour : lire un plan."}, Slots: SlotWords(slots, "Grande-Synthe")}
}

func sampleOccasion(b Base, what domain.InvitationFor, stage domain.Stage) AnswerPage {
	p := sampleAnswer(b, stage)
	soon := domain.DayOf(b.Now) + 12
	o := domain.Occasion{For: what, Title: "Découvrir le métier de soudeur", Host: "Chaudronnerie du Littoral", Place: sampleOffer().Place, From: soon, To: soon + 11,
		At: soon.Time().Add(17 * time.Hour), Where: "Maison de quartier des Dunes"}
	p.Who = o.Host
	if what == domain.ForMeetup {
		o.Title, o.Host, p.Who = "Rencontre avec des chefs d'entreprise du bâtiment", "Maçonnerie des Dunes et Littoral Échafaudages", "Entreprendre Ensemble"
	}
	p.For, p.What, p.Facts, p.Dated = what, o.Title, OccasionFacts(&o, 8.2), what == domain.ForMeetup
	p.Told, p.Slots = []string{"Vous regardez, vous posez vos questions, vous essayez si vous voulez. Sans engagement."}, nil
	return p
}
