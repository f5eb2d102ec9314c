package templates

import "eedk.fr/candidatheque/domain"

// otherExamples are the pages of the other direction: from a person, a training or an adviser to the offers.
var otherExamples = []example{
	{"personne-offres", "Les offres d'une personne", domain.RoleReferent, "/candidatheque/P1/offres", func(b Base) Page { return samplePersonOffers(b) }},
	{"personne-offres-vide", "Les offres d'une personne, aucune", domain.RoleAdviser, "/candidatheque/P77/offres", func(b Base) Page {
		return PersonOffersPage{Base: b, ID: "P77", Name: "Lou Verhaeghe", Outside: "accompagnement terminé le 2 novembre", On: sampleDay, Weights: "2026-11-1"}
	}},
	{"personne-offres-erreur", "Les offres d'une personne, raison manquante", domain.RoleReferent, "/candidatheque/P1/offres", func(b Base) Page {
		p := samplePersonOffers(b)
		p.ErrorFor, p.Errors = "offre-9", domain.FieldErrors{"reason": "Dites pourquoi vous ajoutez cette personne."}
		return p
	}},
}

func samplePersonOffers(b Base) PersonOffersPage {
	return PersonOffersPage{
		Base: b, ID: "P1", Name: "Samira Lefebvre", Summary: "Maçon / Maçonne · Dunkerque · disponible", On: sampleDay, Weights: "2026-11-1",
		Open: 38, Eligible: 2, Excluded: []domain.GateCount{{Gate: domain.GateOccupation, Count: 29}, {Gate: domain.GateContract, Count: 3},
			{Gate: domain.GateCertificate, Count: 1}, {Gate: domain.GateDistance, Count: 3}},
		Offers: []PersonOffer{
			{ID: "offre-1", Title: "Maçon coffreur", Employer: "Maçonnerie des Dunes", Summary: "Grande-Synthe, CDD de 6 mois ou plus, 35 h, début le 15 décembre 2026",
				Rank: 1, Score: 88.5, Reasons: sampleReasons(1), ListID: "liste-1"},
			{ID: "offre-7", Title: "Manœuvre du bâtiment", Employer: "Chaudronnerie de l'Aa", Summary: "Bourbourg, CDI, 35 h, début le 4 janvier 2027",
				Rank: 2, Score: 61, Reasons: sampleReasons(3), Add: true}},
		NearMisses: []PersonOffer{{ID: "offre-9", Title: "Cariste", Employer: "Entrepôts du Pont", Summary: "Loon-Plage, CTT, 35 h, début le 1er décembre 2026",
			Rank: 1, Score: 58, Blocker: domain.GateCertificate, Lift: domain.LiftTraining, Text: "CACES R489-3 à passer avant le début", Add: true}},
		NearCount: 1,
	}
}
