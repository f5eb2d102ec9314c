package templates

import (
	"eedk.fr/candidatheque/domain"
)

// sampleReasons gives the eight reasons of a score, the lower the further down the list.
func sampleReasons(rank int) []domain.Reason {
	share := 1 - float64(rank-1)*.16
	reason := func(c domain.CriterionName, most float64, text string) domain.Reason {
		return domain.Reason{Criterion: c, Points: float64(int(most*share*2)) / 2, Max: most, Text: text}
	}
	return []domain.Reason{
		reason(domain.PartOccupation, 40, "cherche ce métier et l'a exercé 24 mois"),
		reason(domain.PartSkills, 20, "lit un plan ; coffrage à vérifier"),
		reason(domain.PartExperience, 10, "24 mois pour 12 demandés"),
		reason(domain.PartDistance, 8, "à 6 km"),
		reason(domain.PartAvailability, 6, "libre avant le début"),
		reason(domain.PartLevel, 3, "niveau souhaité atteint"),
		reason(domain.PartPreference, 8, "35 h voulues, horaires dans ses plages"),
		reason(domain.PartText, 5, "parle de chantiers et de dalles"),
	}
}

func samplePeople() []ShortlistPerson {
	people := []ShortlistPerson{
		{Profile: "P1", Name: "Samira Lefebvre", Decision: domain.Kept, Employer: domain.SideInterested,
			Summary: "Maçonne, 24 mois. Dunkerque, 6 km. Libre tout de suite."},
		{Profile: "P2", Name: "Mehdi Carpentier", Decision: domain.Proposed, Warnings: []string{"proposé 3 fois ce mois"},
			Summary: "Coffreur bancheur, 5 ans. Coudekerque-Branche, 9 km. Libre le 1er décembre."},
		{Profile: "P3", Name: "Nadia Woestelandt", Decision: domain.Dropped, Motive: "A trouvé un emploi", DecidedBy: "Anne Delattre",
			Summary: "Aide-maçonne, formation finie le mois dernier. Gravelines, 15 km."},
		{Profile: "P4", Name: "Théo Debruyne", Decision: domain.Proposed, AddedBy: "Anne Delattre",
			AddedReason: "Très bon bilan d'immersion chez un confrère", Summary: "Veut découvrir le bâtiment. Saint-Pol-sur-Mer, 4 km."},
		{Profile: "P5", Decision: domain.Proposed},
	}
	for i := range people {
		people[i].Rank, people[i].Reasons = i+1, sampleReasons(i+1)
		for _, r := range people[i].Reasons {
			people[i].Score += r.Points
		}
		if people[i].Employer == "" {
			people[i].Employer = domain.SideUnanswered
		}
	}
	return people
}

func sampleShortlist(b Base) ShortlistPage {
	return ShortlistPage{
		Base: b, ID: "liste-1", Status: domain.ShortlistReviewed, On: sampleDay, Created: b.Now.AddDate(0, 0, -1), By: "Anne Delattre",
		Weights: "2026-11-1", IDF: "2026-11", Sheet: sampleSheet(),
		Funnel: Funnel{Pool: 312, Eligible: 41, Proposed: 5, Excluded: []domain.GateCount{
			{Gate: domain.GateConsent, Count: 12}, {Gate: domain.GateOccupation, Count: 188}, {Gate: domain.GateContract, Count: 14},
			{Gate: domain.GateDistance, Count: 45}, {Gate: domain.GateAvailability, Count: 12}}},
		Entries: samplePeople(), FarMisses: 9,
		NearMisses: []NearMissPerson{
			{Profile: "P9", Name: "Karim Bodart", Score: 80, Blocker: domain.GateDistance, Lift: domain.LiftMobility,
				Text: "18 km sans véhicule, navette non desservie", Summary: "Maçon, 8 ans. Bergues."},
			{Profile: "P10", Name: "Élodie Maes", Score: 62.5, Blocker: domain.GateOccupation, Lift: domain.LiftPMSMP,
				Text: "veut découvrir le bâtiment, lit un plan", Summary: "Peintre en bâtiment. Dunkerque, 5 km."},
		},
		Changes: ListChanges{Previous: "liste-0", Since: sampleDay - 12, Entered: []PersonRef{{"P2", "Mehdi Carpentier"}},
			Left: []PersonRef{{"P8", "Jules Vermeersch"}, {ID: "P7"}}},
		Add:    AddForm{Search: "De", Searched: true, Found: []PersonRef{{"P21", "Denis Aubry"}, {"P22", "Delphine Crombez"}}},
		Decide: true, Share: true, Close: true, History: sampleHistory(b.Now)[:1],
	}
}

func sampleShortlistEmpty(b Base) ShortlistPage {
	p := sampleShortlist(b)
	p.Status, p.Entries, p.NearMisses, p.Changes, p.Add, p.History = domain.ShortlistDraft, nil, nil, ListChanges{}, AddForm{}, nil
	p.Funnel.Eligible, p.Funnel.Proposed, p.Share = 0, 0, false
	return p
}

func sampleShortlistRefused(b Base) ShortlistPage {
	p := sampleShortlist(b)
	p.ErrorFor, p.Errors = "P2", domain.FieldErrors{"reason": "Donnez la raison : elle reste dans l'historique."}
	p.Add.Found, p.Add.Search = nil, "Zz"
	return p
}

func sampleShared(b Base) SharedShortlistPage {
	card := domain.Card{ID: "c-7f3a", Band: "fort", Occupations: []string{"Maçon / Maçonne"}, Skills: []string{"lire un plan", "monter un mur"},
		Licences: []string{"B"}, Certificates: []string{"CACES R489 catégorie 3, valable jusqu'au 9 mai 2029"}, Level: domain.LevelFrench(3),
		Experience: "2 ans", Distance: "à moins de 10 km", Availability: "tout de suite", Contracts: []string{"CDI", "CDD de 6 mois ou plus"},
		Reasons: []string{"cherche ce métier et l'a exercé 24 mois", "lit un plan", "libre avant le début"}}
	second, third := card, card
	second.ID, second.Certificates, second.Occupations = "c-81bc", nil, []string{"Coffreur bancheur / Coffreuse bancheuse"}
	third.ID, third.Skills, third.Occupations = "c-9d02", nil, nil
	return SharedShortlistPage{Base: b, ID: "liste-1", OfferID: "offre-1", OfferTitle: "Maçon coffreur", Status: domain.ShortlistShared,
		Cards: []SharedCard{{Card: card, Side: domain.SideUnanswered}, {Card: second, Side: domain.SideInterested},
			{Card: third, Side: domain.SideNot, Note: "Il nous faut quelqu'un qui coffre dès le premier jour."}}}
}

func sampleSharedRefused(b Base) SharedShortlistPage {
	p := sampleShared(b)
	p.ErrorFor, p.Errors = "c-7f3a", domain.FieldErrors{"reason": "Donnez la raison : elle reste dans l'historique."}
	return p
}

func sampleExcluded(b Base) ExcludedPage {
	return ExcludedPage{Base: b, ShortlistID: "liste-1", OfferTitle: "Maçon coffreur", Gate: domain.GateDistance, Count: 45,
		People: []ExcludedPerson{{PersonRef{"P31", "Lou Verhaeghe"}, "Maçonne. Bergues.", "22 km pour 10 acceptés"},
			{PersonRef{"P32", "Paul Dewaele"}, "Maçon. Hondschoote.", ""}, {PersonRef: PersonRef{ID: "P33"}}}}
}
