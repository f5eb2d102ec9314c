package templates

import (
	"time"

	"eedk.fr/candidatheque/domain"
)

// Invented data for the gallery and for the tests of the pages. No person, company or market here exists.

var sampleDay = domain.NewDate(2026, time.November, 23)

func sampleOffer() domain.Offer {
	return domain.Offer{
		Record: domain.Record{ID: "offre-1", Revision: 3}, Status: domain.OfferPublished,
		SIRET: "12345678200010", EmployerName: "Maçonnerie des Dunes", Title: "Maçon coffreur", ROME: "F1703",
		Description: "Au sein d'une équipe de quatre, vous montez des murs, coffrez et coulez des dalles sur des chantiers de " +
			"logements neufs. Le dépôt est à Grande-Synthe ; un fourgon emmène l'équipe.",
		Contract: domain.CDD6, Months: 8, Places: 2,
		Place:       domain.Commune{INSEE: "59271", Name: "Grande-Synthe", PostalCode: "59760", Lat: 51.01, Lon: 2.3},
		WeeklyHours: 35, FirstStart: domain.ClockAt(7, 30), LastEnd: domain.ClockAt(16, 30), Schedule: domain.TraitDay,
		Shuttle: true, Contexts: []string{"port de charges", "travail en hauteur"}, BeginnerOK: true,
		Pay: domain.Pay{Min: 1250, Max: 1380, Unit: domain.PayHour}, Start: domain.NewDate(2026, time.December, 15),
		Skills: []domain.SkillNeed{{Skill: domain.Skill{Label: "lire un plan"}, Need: domain.DayOne},
			{Skill: domain.Skill{Label: "coffrer une dalle"}, Need: domain.Trainable}},
		Certificates:     []domain.CertificateNeed{{Code: "R489-3", Need: domain.Plus}},
		Licences:         []domain.LicenceNeed{{Licence: "B", Need: domain.Plus}},
		ExperienceMonths: 12, Level: 3, ExpiresOn: domain.NewDate(2027, time.February, 20),
	}
}

func sampleSheet() OfferSheet {
	return OfferSheet{Offer: sampleOffer(), Occupation: "Maçon / Maçonne", Certificates: []string{"CACES R489 catégorie 3"}}
}

func sampleCount() MatchCount {
	return MatchCount{State: CountKnown, Eligible: 41, Pool: 312, Exact: true,
		IfTrainable: []CountIf{{"lire un plan", 58}}}
}

func sampleForm() OfferForm {
	return OfferForm{
		SIRET: "12345678200010", Title: "Maçon coffreur", ROME: "F1703", Description: sampleOffer().Description,
		Contract: "CDD6", Months: "8", Places: "2", PostalCode: "59760", Commune: "Grande-Synthe", WeeklyHours: "35",
		FirstStart: "07:30", LastEnd: "16:30", Schedule: []string{"day"}, Shuttle: true, Contexts: []string{"charges"},
		PayMin: "12,50", PayMax: "13,80", PayUnit: "hour", Start: "2026-12-15", BeginnerOK: true, ExperienceMonths: "12",
		Skills:       []NeedLine{{ID: "120", Value: "Lire un plan", Need: domain.DayOne}},
		Certificates: []NeedLine{{Value: "R489-3", Need: domain.Plus}},
		Licences:     []NeedLine{{Value: "B", Need: domain.Plus}},
		Clause:       true, MarketReference: "Réhabilitation de la résidence des Oyats, lot 2", ClauseHours: "600",
	}
}

func sampleFormPage(b Base) OfferFormPage {
	return OfferFormPage{
		Base: b, Form: OfferForm{PayUnit: "hour", Places: "1"},
		Establishments: []Option{{"12345678200010", "Maçonnerie des Dunes, Grande-Synthe"}},
		Contexts: []Option{{"charges", "port de charges"}, {"debout", "station debout prolongée"}, {"froid", "froid"},
			{"bruit", "bruit"}, {"hauteur", "travail en hauteur"}},
		CertificateNames: []Option{{"R489-3", "CACES R489 catégorie 3, chariot porte-à-faux"}, {"SST", "sauveteur secouriste du travail"}},
	}
}

func sampleFormFilled(b Base) OfferFormPage {
	p := sampleFormPage(b)
	p.Form, p.Occupation = sampleForm(), "Maçon / Maçonne"
	p.Suggestions = []domain.Suggestion{
		{ROME: "F1703", Label: "Maçon / Maçonne", Appellation: "Maçon coffreur / Maçonne coffreuse", Score: .95},
		{ROME: "F1701", Label: "Coffreur bancheur / Coffreuse bancheuse", Appellation: "Coffreur / Coffreuse", Score: .8},
	}
	p.SkillIdeas = []domain.Skill{{ID: "120", Label: "Lire un plan"}, {ID: "121", Label: "Monter un mur"}}
	p.Remarks = sampleRemarks(b)
	p.Live = OfferLive{Sheet: sampleSheet(), Remarks: p.Remarks, Count: MatchCount{State: CountKnown, Eligible: 3, IfTrainable: []CountIf{{"lire un plan", 12}}}}
	return p
}

func sampleFormWrong(b Base) OfferFormPage {
	p := sampleFormFilled(b)
	p.Form.PayMin, p.Form.ROME, p.Form.Description = "huit", "", "Maçon."
	p.Errors = domain.FieldErrors{
		"pay_min":     "« huit » n'est pas un montant. Écrivez-le 12,50.",
		"rome":        "Choisissez le métier dans la liste proposée : c'est lui qui permet de trouver des personnes.",
		"description": "Décrivez le travail en 100 caractères au moins : les tâches, l'équipe, le lieu.",
		"skills":      "Deux fois la même compétence : gardez-en une.",
	}
	p.Warnings = domain.FieldErrors{"weekly_hours": "Moins de 24 h par semaine : il faut un accord de branche ou la demande de la personne (L3123-27)."}
	p.Live.Count = MatchCount{}
	return p
}

func sampleRows(now time.Time) []OfferRow {
	rows := []OfferRow{
		{Title: "Maçon coffreur", Employer: "Maçonnerie des Dunes", Commune: "Grande-Synthe", Contract: domain.CDD6, Places: 2, ToAnswer: 3, ShortlistID: "liste-1", Yeses: domain.Yeses{Going: 2, Owed: 1}},
		{Title: "Aide à domicile", Employer: "Les Jours Heureux", Commune: "Malo-les-Bains", Contract: domain.CDI, Places: 1},
		{Title: "Conducteur de ligne", Employer: "Conserverie du Littoral", Commune: "Gravelines", Contract: domain.CTT, Places: 4},
		{Title: "Agent de propreté", Employer: "Net Littoral", Commune: "Dunkerque", Contract: domain.CDI, Places: 1},
		{Title: "", Employer: "Net Littoral", Commune: "", Places: 1},
		{Title: "Soudeur semi-automatique", Employer: "Chaudronnerie de l'Aa", Commune: "Bourbourg", Contract: domain.CDI, Places: 1},
		{Title: "Serveur en salle", Employer: "Brasserie du Phare", Commune: "Dunkerque", Contract: domain.SAIS, Places: 3},
		{Title: "Préparateur de commandes", Employer: "Entrepôts du Pont", Commune: "Loon-Plage", Contract: domain.CDD, Places: 1},
	}
	states := []domain.OfferStatus{domain.OfferPublished, domain.OfferSubmitted, domain.OfferReturned, domain.OfferPaused,
		domain.OfferDraft, domain.OfferFilled, domain.OfferExpired, domain.OfferWithdrawn}
	for i := range rows {
		rows[i].ID = "offre-" + string(rune('1'+i))
		rows[i].Status, rows[i].Updated = states[i], now.AddDate(0, 0, -i*3)
		rows[i].Start = sampleDay + domain.Date(10*i)
	}
	return rows
}

func sampleTabs() []OfferTab {
	return []OfferTab{{"", 8}, {domain.OfferSubmitted, 1}, {domain.OfferPublished, 1}, {domain.OfferReturned, 1},
		{domain.OfferPaused, 1}, {domain.OfferDraft, 1}, {domain.OfferFilled, 1}}
}

func sampleHistory(now time.Time) []HistoryLine {
	return []HistoryLine{
		{At: now.Add(-2 * time.Hour), Who: "Anne Delattre", What: "publiée"},
		{At: now.AddDate(0, 0, -1), Who: "Luc Vandamme", What: "en attente de relecture"},
		{At: now.AddDate(0, 0, -2), Who: "Anne Delattre", What: "à corriger", Reason: "Dites les horaires exacts, et ôtez « jeune ».", Channel: "par téléphone"},
		{At: now.AddDate(0, 0, -3), Who: "Luc Vandamme", What: "brouillon"},
	}
}

func sampleOfferPage(b Base, status domain.OfferStatus) OfferPage {
	sheet := sampleSheet()
	sheet.Offer.Status = status
	actor := domain.Actor{ID: "exemple", Roles: b.Viewer.Roles}
	if b.Viewer.Employer() {
		actor.SIRETs = []domain.SIRET{sheet.Offer.SIRET}
	}
	p := OfferPage{Base: b, Sheet: sheet, Actions: OfferActionsFor(&sheet.Offer, actor), History: sampleHistory(b.Now)}
	if status == domain.OfferSubmitted {
		p.Remarks = sampleRemarks(b)
	}
	if status == domain.OfferPublished {
		p.Shortlists = []ShortlistLine{{ID: "liste-1", On: sampleDay, Status: domain.ShortlistShared, Eligible: 41, Proposed: 12, Kept: 5, ToAnswer: 3}}
		p.Count = sampleCount()
	}
	return p
}
