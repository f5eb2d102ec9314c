package templates

import (
	"time"

	"eedk.fr/candidatheque/domain"
)

// ownExamples are the pages of a person's own data.
var ownExamples = []example{
	{"mes-donnees-lien", "Mes données, demander le lien", nobody, "/mes-donnees", func(b Base) Page { return OwnLinkPage{Base: b} }},
	{"mes-donnees-lien-erreur", "Mes données, adresse à corriger", nobody, "/mes-donnees", func(b Base) Page {
		return OwnLinkPage{Base: b, Email: "samira", Errors: domain.FieldErrors{"email": "L'adresse « samira » n'est pas valable. Exemple : prenom.nom@exemple.fr."}}
	}},
	{"mes-donnees-envoye", "Mes données, lien envoyé", nobody, "/mes-donnees", func(b Base) Page { return OwnLinkPage{Base: b, Email: "samira@exemple.fr", Sent: true} }},
	{"mes-donnees-adresse", "Mes données, adresse corrigée", nobody, "/mes-donnees", func(b Base) Page { return OwnLinkPage{Base: b, Email: "samira@exemple.fr", Moved: true} }},
	{"mes-donnees-ancien", "Mes données, lien trop ancien", nobody, "/mes-donnees", func(b Base) Page { return OwnLinkPage{Base: b, Expired: true} }},
	{"mes-donnees", "Mes données", nobody, "/mes-donnees", func(b Base) Page { return sampleOwn(b) }},
	{"mes-donnees-pause", "Mes données, en pause", nobody, "/mes-donnees", func(b Base) Page {
		p := sampleOwn(b)
		p.Paused, p.Pause = true, domain.Pause{From: domain.DayOf(b.Now), Until: domain.DayOf(b.Now) + 30}
		p.RemindersOff = true
		p.Asks, p.Proposals = []domain.Ask{{On: domain.DayOf(b.Now), Text: "Mon permis B date de 2019."}}, nil
		return p
	}},
	{"mes-donnees-erreur", "Mes données, à corriger", nobody, "/mes-donnees", func(b Base) Page {
		p := sampleOwn(b)
		p.Errors = domain.FieldErrors{"ask": "Écrivez ce qui n'est pas juste.", "until": "Choisissez un jour à venir."}
		return p
	}},
	{"mes-donnees-corriger", "Mes données, corriger", nobody, "/mes-donnees", func(b Base) Page {
		return OwnEditPage{Base: b, Action: "/mes-donnees/EXEMPLE", Form: OwnForm{Phone: "06 39 98 00 01", Work: "Maçon ; Coffreur", Radius: "30", Means: []string{"bus"}},
			Errors: domain.FieldErrors{"radius": "Écrivez un nombre de kilomètres, de 0 à 200."}}
	}},
	{"mes-donnees-effacer", "Mes données, effacer", nobody, "/mes-donnees", func(b Base) Page {
		return OwnErasePage{Base: b, Action: "/mes-donnees/EXEMPLE", Kept: "60 mois", Errors: domain.FieldErrors{"sure": "Cochez la case pour confirmer."}}
	}},
	{"mes-donnees-efface", "Mes données, effacées", nobody, "/mes-donnees", func(b Base) Page {
		return OwnErasePage{Base: b, Done: true, Kept: "60 mois"}
	}},
}

func sampleOwn(b Base) OwnPage {
	today := domain.DayOf(b.Now)
	return OwnPage{Base: b, Action: "/mes-donnees/EXEMPLE", FirstName: "Samira", Until: b.Now.Add(14 * 24 * time.Hour), Ends: today.AddMonths(22),
		Consent: domain.Consent{On: today - 20, Wording: domain.ConsentWording}, Wording: domain.ConsentText(domain.ConsentWording),
		Groups: []OwnGroup{{"Pour vous joindre", []OwnLine{{"Nom", "Samira Lefebvre"}, {"Téléphone", "06 39 98 00 01"}}},
			{"Le travail que vous cherchez", []OwnLine{{"Travail cherché", "Maçon ; Coffreur"}, {"Distance acceptée", "30 km"}}}, {"Votre parcours", nil}},
		Proposals: []OwnProposal{{today - 4, "Maçon", "Grande-Synthe", true}, {today - 12, "Coffreur", "", false}}}
}
